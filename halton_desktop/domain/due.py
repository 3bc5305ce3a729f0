"""What is due: one line of the Today tab, whatever record it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.change import RecordKind


@dataclass(frozen=True, slots=True)
class DueItem:
    """``kind`` is what Today groups by, ``sentence`` says it whole; opening the line shows the record (noun, id).

    ``responsible`` is the name of who sees to it ("" for nobody yet). ``urgent``: due today or already past.
    """

    kind: str
    sentence: str
    due_on: date
    responsible: str
    noun: RecordKind
    record_id: int
    urgent: bool


def in_order(items: list[DueItem]) -> tuple[DueItem, ...]:
    """Most pressing first."""
    return tuple(sorted(items, key=lambda item: (item.due_on, item.kind, item.sentence)))

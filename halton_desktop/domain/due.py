"""What is due: one line of the Today tab, whatever record it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halton_desktop.domain.change import RecordKind


class DueKind(StrEnum):
    """What sort of thing is due, in the words Today groups by."""

    CONTACT = "contact to make"
    MEETING = "meeting"
    REMOVAL_CHECK = "removal to check"
    CLOSURE_CHECK = "group closure to check"
    COMPLAINT = "complaints procedure"
    IDENTIFICATION = "author to identify"
    REFERRAL = "referral"
    BAN_REVIEW = "ban to review"
    BAN_REPRESENTATIONS = "representations to hear"
    DECIDER = "case nobody decides"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class DueItem:
    """``sentence`` says it whole; ``responsible`` is the name of who sees to it ("" for nobody yet); opening the line
    shows the record (noun, id). ``urgent``: due today or already past."""

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

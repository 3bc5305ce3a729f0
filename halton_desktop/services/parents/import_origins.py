"""Where a value of the register came from that a file differs from: who typed it and when, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.change import AuditEntry, RecordKind
from halton_desktop.domain.importing.file_values import FieldKey, Kept
from halton_desktop.domain.importing.import_offers import ImportOffer
from halton_desktop.domain.importing.import_ties import CHILD
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession

_COLUMNS = {"address": ("address_lines", "postcode"), CHILD: ("pupil_id",)}
"""The fields the history calls otherwise."""
_BY_IMPORT = " by import"
_OF_TIES = frozenset({"child tied", "child untied", "tie changed", "tie changed by import"})


@dataclass(frozen=True, slots=True)
class Origin:
    """``typed`` by a person or given by a file; by whom and on which day, where the history says so."""

    typed: bool
    by: str = ""
    on: date | None = None


def origins(session: OfficeSession, wanted: Sequence[ImportOffer]) -> dict[FieldKey, Origin]:
    """The origin of what stands in the register for each of these, by the history of its record. Raises NotAllowed."""
    found = {}
    with session.look(Permission.IMPORT_PARENTS) as work:
        for person in dict.fromkeys(offer.person for offer in wanted):
            noun, record = (RecordKind.PARENT, person[0]) if person[0] else (RecordKind.PUPIL, person[1])
            entries = work.audit.entries(noun, record)
            for offer in wanted:
                if offer.person == person:
                    found[offer.key] = _origin(offer, entries)
    return found


def _origin(offer: ImportOffer, entries: Sequence[AuditEntry]) -> Origin:
    """By the newest entry in which the field came to be what it is."""
    typed = offer.because is Kept.TYPED
    names = _COLUMNS.get(offer.key.field, (offer.key.field,))
    of_tie = offer.key.parent_id != 0 and offer.key.pupil_id != 0
    for entry in entries:
        if entry.action.endswith(_BY_IMPORT) == typed or (entry.action in _OF_TIES) != of_tie:
            continue
        said = {**entry.old, **entry.new}
        about_child = not of_tie or said.get("pupil_id") == offer.key.pupil_id
        if about_child and any(name in said for name in names):
            return Origin(typed, entry.user_name if typed else "", entry.at.astimezone().date())
    return Origin(typed)

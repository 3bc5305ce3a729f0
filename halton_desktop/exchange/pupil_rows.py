"""Rows that speak of the same pupil become one pupil, and whatever does not fit together is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil
from halton_desktop.domain.importing.pupil_match import school_number_key
from halton_desktop.domain.parents.parent_match import folded


class Tell(Protocol):
    """Takes a problem: the row, the field of the pupil it is about, the value, and what to say."""

    def __call__(self, row: int, field: str, value: str, message: str) -> None: ...


@dataclass(slots=True)
class _Gathered:
    pupil: ImportedPupil
    contacts: list[ImportedContact] = field(default_factory=list)


_FIELDS = {"year_group": "year group", "form": "form", "date_of_birth": "date of birth", "upn": "UPN"}


_ELSEWHERE = re.compile(
    r"\belsewhere\b|\bnon.?resident|\bseparat|\babsent\b|\bdifferent address|\bnot (?:at|live|resid)"
)


def gather_pupils(rows: Iterable[ImportedPupil], tell: Tell) -> tuple[ImportedPupil, ...]:
    """One pupil for all rows of it, in the file's order, the contacts of all rows in order.

    Rows are of one pupil when the name is the same and the school number is, or the unique pupil number where there
    is no school number, or the date of birth where there is neither, or year group and form where there is nothing
    else. In that last case rows that look like another pupil of the same name are left out and told.
    """
    gathered: dict[tuple[str, ...], _Gathered] = {}
    last: tuple[str, ...] = ()
    for row in rows:
        key = _key(row)
        known = gathered.get(key)
        if known is None:
            gathered[key] = _Gathered(row, list(row.contacts))
        elif key[0] == "form" and _looks_like_another(known, row, follows=key == last):
            tell(
                row.row, "surname", row.name,
                f"There seem to be two pupils called {row.name} in the same form, and the file has neither a number "
                f"nor a date of birth to tell them apart. The first (row {known.pupil.row}) was taken, this one not.",
            )  # fmt: skip
        else:
            _add(known, row, tell)
        last = key
    return tuple(_whole(one) for one in gathered.values())


def _whole(gathered: _Gathered) -> ImportedPupil:
    """The pupil with all contacts. What stands at the pupil holds each of them; the child's home is the first's.

    Who else lives there the file does not say, and a letter must never tell one parent where the other lives.
    """
    pupil, contacts = gathered.pupil, gathered.contacts
    if pupil.holds:
        contacts = [replace(one, holds=tuple(dict.fromkeys((*one.holds, *pupil.holds)))) for one in contacts]
    if pupil.home and contacts and not any(one.address for one in contacts):
        first = min(contacts, key=lambda one: (_lives_elsewhere(one), one.priority or len(contacts)))
        if not _lives_elsewhere(first):
            contacts = [
                replace(one, address=pupil.home, address_of_child=True) if one is first else one for one in contacts
            ]
    return replace(pupil, contacts=tuple(contacts))


def _lives_elsewhere(contact: ImportedContact) -> bool:
    return any(_ELSEWHERE.search(remark.casefold()) for remark in contact.remarks)


def _key(row: ImportedPupil) -> tuple[str, ...]:
    name = (folded(row.forename), folded(row.surname))
    if row.school_number:
        return ("number", school_number_key(row.school_number), *name)
    if row.upn:
        return ("upn", row.upn, *name)
    if row.date_of_birth is not None:
        return ("born", row.date_of_birth.isoformat(), *name)
    return ("form", row.year_group, row.form.casefold(), *name)


def _looks_like_another(known: _Gathered, row: ImportedPupil, *, follows: bool) -> bool:
    """A second first contact, or, without priorities, a row that does not follow the pupil's others."""
    for contact in row.contacts:
        if not contact.priority:
            continue
        rival = next((other for other in known.contacts if other.priority == contact.priority), None)
        if rival is not None:
            return folded(rival.name) != folded(contact.name)
    return not follows and not all(contact.priority for contact in row.contacts)


def _add(known: _Gathered, row: ImportedPupil, tell: Tell) -> None:
    known.contacts += row.contacts
    known.pupil = replace(
        known.pupil,
        holds=tuple(dict.fromkeys((*known.pupil.holds, *row.holds))),
        home=known.pupil.home or row.home,
        left_on=known.pupil.left_on or row.left_on,
        nameless=(*known.pupil.nameless, *row.nameless),
    )
    for name, words in _FIELDS.items():
        before, now = getattr(known.pupil, name), getattr(row, name)
        if now and not before:
            known.pupil = replace(known.pupil, **{name: now})
        elif now and now != before:
            tell(
                row.row, name, _text(now),
                f"This row gives {row.name} another {words} than row {known.pupil.row} ({_text(before)}). "
                "The first was taken.",
            )  # fmt: skip


def _text(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)

"""Sheets beside the contacts that speak of restrictions: whoever they name is held, though nothing else is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil, ImportProblem, ReadContacts
from halton_desktop.domain.importing.restriction_headings import restriction_heading
from halton_desktop.domain.importing.restriction_words import is_plain_no, restriction_in
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.hold import FoundHold, HoldKind

_MOST_WORDS = 300

Sheet = tuple[str, Sequence[Sequence[str]]]
"""The name of a sheet, and its cells."""


@dataclass(slots=True)
class Beside:
    """What stands beside the list: tables, and lines above or below it, each with its row number."""

    tables: list[Sheet] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    def add_line(self, number: int, row: Sequence[str]) -> None:
        """Keep a row that is no pupil's where it may restrict somebody."""
        words = ", ".join(text.strip() for text in row if text.strip())[:_MOST_WORDS]
        if words and restriction_in(words) is not None:
            self.lines.append((number, words))


def with_lines_of(beside: Beside, read: ReadContacts) -> ReadContacts:
    """The file with holds on whom a line outside the list names; a line that names nobody of the list is told."""
    for number, words in beside.lines:
        kind = restriction_in(words)
        if kind is None:
            continue
        hold = FoundHold(kind, words, f"row {number}", about_child=kind is HoldKind.COURT_ORDER)
        pupils = tuple(_held(pupil, [(f" {fold(words)} ", hold)]) for pupil in read.pupils)
        if pupils == read.pupils and kind is not HoldKind.SECRECY:  # "Confidential" stands above many a list
            message = f"This row (row {number}) says “{words}” and names nobody of the list, so it holds nobody."
            read = replace(read, problems=(*read.problems, ImportProblem(number, "", words, message)))
        read = replace(read, pupils=pupils)
    return read


def with_orders_of(sheets: Sequence[Sheet], read: ReadContacts) -> ReadContacts:
    """The file with holds on the contacts whom a row of such a sheet names, else on all of a pupil it names."""
    rows = [found for sheet in sheets for found in _rows(sheet)]
    if not rows:
        return read
    return replace(read, pupils=tuple(_held(pupil, rows) for pupil in read.pupils))


def _rows(sheet: Sheet) -> list[tuple[str, FoundHold]]:
    """(the folded words, the hold) of each row that may restrict somebody."""
    title, cells = sheet
    headings = " ".join([title, *(cells[0] if cells else ())])
    general = restriction_heading(headings)
    asked = [] if restriction_heading(title) else _columns_of_restrictions(cells[0] if cells else ())
    found = []
    for number, row in enumerate(cells, start=1):
        if number > 1 and asked and all(is_plain_no(row[one] if one < len(row) else "") for one in asked):
            continue
        words = ", ".join(text.strip() for text in row if text.strip())
        kind = (general if number > 1 else None) or restriction_in(words)
        if words and kind is not None:
            place = f"sheet {title}, row {number}"
            hold = FoundHold(kind, words[:_MOST_WORDS], place, about_child=kind is HoldKind.COURT_ORDER)
            found.append((f" {fold(words)} ", hold))
    return found


def _columns_of_restrictions(headings: Sequence[str]) -> list[int]:
    """The columns whose plain no says that a row restricts nobody."""
    return [place for place, heading in enumerate(headings) if restriction_heading(heading)]


def _held(pupil: ImportedPupil, rows: list[tuple[str, FoundHold]]) -> ImportedPupil:
    contacts = list(pupil.contacts)
    for words, hold in rows:
        named = [place for place, one in enumerate(contacts) if _is_named(one, words)]
        if not named and _names(pupil.forename, pupil.surname, words):
            named = list(range(len(contacts)))
        for place in named:
            contacts[place] = replace(contacts[place], holds=(*contacts[place].holds, hold))
    return replace(pupil, contacts=tuple(contacts)) if contacts != list(pupil.contacts) else pupil


def _is_named(contact: ImportedContact, words: str) -> bool:
    return _names(contact.forename, contact.surname, words)


def _names(forename: str, surname: str, words: str) -> bool:
    first, last = fold(forename), fold(surname)
    return bool(first and last) and (f" {first} {last} " in words or f" {last} {first} " in words)

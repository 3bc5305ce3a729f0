"""Words and cells of a row that may mean a restriction: each becomes a hold with the file's words and the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from halton_desktop.domain.importing.restriction_headings import (
    forbids_letters,
    held_under,
    is_notes_heading,
    is_watched_heading,
    order_in,
)
from halton_desktop.domain.importing.restriction_words import forbidden_at, is_plain_no, restriction_in
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.exchange.cell_values import BROKEN, LONGEST, read_yes_no, tidy
from halton_desktop.exchange.columns import Columns, Watched

Placed = Callable[[int], str]
"""Names a column of the row at hand: "row 7, Court Order"."""


@dataclass(slots=True)
class Gathered:
    """What was found about one contact, or about the pupil.

    Systems give every further contact without parental responsibility a no to letters, so that with
    ``no_responsibility`` such a no forbids nothing: ``not_written_to`` has its columns and cells, which are told.
    """

    holds: list[FoundHold] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    court_order: bool | None = None
    no_responsibility: bool = False
    not_written_to: list[tuple[int, str]] = field(default_factory=list)

    def hold(self, kind: HoldKind, words: str, place: str) -> None:
        """Add one, once."""
        found = FoundHold(kind, words, place, about_child=kind is HoldKind.COURT_ORDER)
        if found not in self.holds:
            self.holds.append(found)

    def note(self, *remarks: str) -> None:
        """Keep remarks, each once."""
        self.remarks += [remark for remark in remarks if remark and remark not in self.remarks]


def watch(
    row: Sequence[str], columns: Columns, contact: int, placed: Placed, *, no_responsibility: bool = False
) -> Gathered:
    """What the columns of restrictions and notes, and unused ones, say of the ``contact``-th of a row's contacts."""
    found = Gathered(no_responsibility=no_responsibility)
    for one in columns.watched:
        if one.contact in (contact, None):
            look_at(one, _text(row, one.column), columns.heading(one.column), placed(one.column), found)
    places = {columns.contacts[contact].get("priority", -1)} if contact < len(columns.contacts) else set()
    doubles = {column for pair in columns.doubles if places & set(pair) for column in pair}
    for column in sorted({*columns.unused, *places, *doubles} - {-1}):
        text = _text(row, column)
        kind = (order_in(columns.heading(column), text) or restriction_in(text)) if text else None
        if kind is not None:
            found.hold(kind, text, placed(column))
    return found


def watch_pupil(row: Sequence[str], columns: Columns, placed: Placed) -> tuple[FoundHold, ...]:
    """What a row says of the pupil, and so of all its contacts, those of other rows too."""
    found = Gathered()
    for one in columns.watched:
        if one.of_pupil:
            look_at(one, _text(row, one.column), columns.heading(one.column), placed(one.column), found)
    for said in ("year_group", "date_of_birth", "school_number", "upn", "left_on"):
        column = columns.pupil.get(said)
        text = _text(row, column) if column is not None else ""
        kind = forbidden_at(said, text)
        if column is not None and kind is not None:
            found.hold(kind, text, placed(column))
    return tuple(found.holds)


def look_at(one: Watched, text: str, heading: str, place: str, found: Gathered) -> None:
    """One cell: in a column of restrictions only a plain no is a no, in one of notes the words decide."""
    if one.permits and found.no_responsibility and is_plain_no(text) and text:
        found.not_written_to.append((one.column, text))
        return
    if one.kind is None:
        noted = is_notes_heading(heading) or not is_watched_heading(heading)
        if text and noted and not one.permits and not BROKEN.fullmatch(text):
            found.note(f"{heading.strip()}: {text}" if heading.strip() else text)
        kind = (restriction_in(text) if text else None) or held_under(heading, text)
        if kind is None and one.permits and forbids_letters(text):
            kind = HoldKind.NO_CONTACT
    else:
        if one.kind is HoldKind.COURT_ORDER and text:
            said = read_yes_no(text)
            found.court_order = bool(found.court_order or said) if is_plain_no(text) or said else found.court_order
        kind = None if is_plain_no(text) else one.kind
        if kind is not None and restriction_in(text) is HoldKind.DECEASED:
            kind = HoldKind.DECEASED
        if kind is not None and is_notes_heading(heading) and read_yes_no(text) is None:
            found.note(f"{heading.strip()}: {text}" if heading.strip() else text)
    if kind is not None:
        found.hold(kind, text, place)


def _text(row: Sequence[str], column: int) -> str:
    return tidy(row[column][:LONGEST]) if column < len(row) else ""

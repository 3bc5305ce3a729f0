"""Words and cells of a row that may mean a restriction: each becomes a hold with the file's words and the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from halton_desktop.domain.importing.contact_import import UnclearRemark
from halton_desktop.domain.importing.home_words import restriction_in_address
from halton_desktop.domain.importing.name_words import restriction_in_name
from halton_desktop.domain.importing.restriction_headings import (
    forbids_letters,
    held_under,
    is_notes_heading,
    is_of_something_else,
    is_watched_heading,
    order_in,
)
from halton_desktop.domain.importing.restriction_words import (
    forbidden_at,
    is_plain_no,
    restriction_in,
    restriction_spelt_out,
)
from halton_desktop.domain.importing.usual_words import is_understood
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.exchange.cell_values import BROKEN, LONGEST, is_placeholder, read_yes_no, tidy
from halton_desktop.exchange.columns import ADDRESS_FIELDS, Columns, Watched

MARKS = frozenset("*†✝!#~^")
"""What offices put beside a word, and explain in a line that never comes with the list."""

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
    unclear: list[UnclearRemark] = field(default_factory=list)
    not_written_to: list[tuple[int, str]] = field(default_factory=list)

    def hold(self, kind: HoldKind, words: str, place: str) -> None:
        """Add one, once."""
        found = FoundHold(kind, words, place, about_child=kind is HoldKind.COURT_ORDER)
        if found not in self.holds:
            self.holds.append(found)

    def wonder(self, text: str, column: str) -> None:
        """Keep what nobody understands, to be said and asked about."""
        if not is_understood(text):
            self.wonder_at(text, column)

    def wonder_at(self, text: str, column: str) -> None:
        """The same of what is out of place, however usual its words are."""
        remark = UnclearRemark(text, column.strip())
        if remark not in self.unclear:
            self.unclear.append(remark)
            if not any(text in one for one in self.remarks):
                self.note(f"{column.strip()}: {text}")

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
    fields = columns.contacts[contact] if contact < len(columns.contacts) else {}
    for column in sorted({*columns.unused, fields.get("priority", -1)} - {-1}):
        text, heading = _text(row, column), columns.heading(column)
        kind = (order_in(heading, text) or said_aside(heading, text)) if text else None
        if kind is not None:
            found.hold(kind, text, placed(column))
    _look_at_second(row, columns, fields, placed, found)
    return found


def said_aside(heading: str, text: str) -> HoldKind | None:
    """What a cell says under a heading nobody uses; under one of health or photographs only plain words."""
    return restriction_spelt_out(text) if is_of_something_else(heading) else restriction_in(text)


def _look_at_second(
    row: Sequence[str], columns: Columns, fields: Mapping[str, int], placed: Placed, found: Gathered
) -> None:
    """Words in a second column of something, such as Tutor beside Reg, which else only fills the first one's gaps."""
    of = {column: field for field, column in fields.items()}
    for first, other in columns.doubles:
        if first not in of:
            continue
        field = of.setdefault(other, of[first])
        text = _text(row, other)
        if text and field in ADDRESS_FIELDS:
            kind = restriction_in_address(text)
        elif field in ("forename", "surname", "name"):
            kind = restriction_in_name(text, surname=field == "surname") if text else None
        else:
            kind = order_in(columns.heading(other), text) or forbidden_at(field, text)
        if kind is not None:
            found.hold(kind, text, placed(other))


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
    _look_at_second(row, columns, columns.pupil, placed, found)
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
        if kind is None and text and read_yes_no(text) is None and not is_placeholder(text):
            found.wonder(text, heading)
    else:
        if one.kind is HoldKind.COURT_ORDER and text:
            said = read_yes_no(text)
            found.court_order = bool(found.court_order or said) if is_plain_no(text) or said else found.court_order
        kind = None if is_plain_no(text) else one.kind
        if kind is None and set(text) & MARKS:
            found.wonder(text, heading)
        if kind is not None and restriction_in(text) is HoldKind.DECEASED:
            kind = HoldKind.DECEASED
        if kind is not None and is_notes_heading(heading) and read_yes_no(text) is None:
            found.note(f"{heading.strip()}: {text}" if heading.strip() else text)
    if kind is not None:
        found.hold(kind, text, place)


def _text(row: Sequence[str], column: int) -> str:
    return tidy(row[column][:LONGEST]) if column < len(row) else ""

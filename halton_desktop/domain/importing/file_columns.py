"""What each column and sheet of a file is used for: as the program reads it, or as the office has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from halton_desktop.domain.parents.hold import HoldKind

PUPIL = 0
"""The pupil’s place among the people of a row; contacts count from 1."""
MOST_CONTACTS = 4

COMMENTS = "Comments on cells"
"""The heading under which comments on the cells of a workbook are read; the file itself has no such column."""

STRUCK = "Struck through"
"""The heading under which the cells of a workbook that are struck through are named."""

LEFT_OUT = "left_out"
NOTES = "notes"
CORRESPONDENCE = "correspondence"
"""Columns in which whatever is no yes forbids letters."""
RESTRICTIONS: Mapping[str, HoldKind] = {
    "court_order": HoldKind.COURT_ORDER,
    "do_not_write": HoldKind.NO_CONTACT,
    "deceased": HoldKind.DECEASED,
    "secret_address": HoldKind.SECRECY,
}
"""Columns whose every cell but a plain no holds somebody."""

_NAMES = {"surname": "surname", "forename": "forename", "name": "whole name"}
_ADDRESS = {
    "address": "whole address", "house": "house", "flat": "flat", "street": "street",
    **{f"line{number}": f"address line {number}" for number in range(1, 7)},
    "locality": "locality", "town": "town", "county": "county", "postcode": "postcode", "country": "country",
}  # fmt: skip
_ASIDE = {
    "court_order": "court order", "do_not_write": "do not write", "deceased": "may have died",
    "secret_address": "address kept secret", NOTES: "notes",
}  # fmt: skip
PUPIL_USES: Mapping[str, str] = {
    **_NAMES, "year_group": "year group", "form": "form", "date_of_birth": "date of birth",
    "school_number": "admission number", "upn": "UPN", "left_on": "leaving date", **_ADDRESS, **_ASIDE,
}  # fmt: skip
CONTACT_USES: Mapping[str, str] = {
    "title": "title", **_NAMES, "relationship": "relationship", **_ADDRESS, "email": "e-mail", "mobile": "mobile",
    "home_phone": "home telephone", "phone": "telephone", "parental_responsibility": "parental responsibility",
    "priority": "priority", CORRESPONDENCE: "consent to letters", "sex": "sex", **_ASIDE,
}  # fmt: skip
"""What a column may be used for, with the words the window shows."""


class SheetUse(StrEnum):
    """What a sheet of a workbook is read as; the value is what the window shows."""

    PEOPLE = "pupils and contacts"
    RESTRICTIONS = "restrictions of people it names"
    NOTHING = "nothing: not read"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """``what`` is a key of PUPIL_USES or CONTACT_USES, or LEFT_OUT; ``of`` is whose: PUPIL, or which contact."""

    what: str
    of: int = PUPIL

    @property
    def words(self) -> str:
        """As the window says it: "postcode of contact 2"."""
        if self.what == LEFT_OUT:
            return "left out"
        if self.of == PUPIL:
            return f"{PUPIL_USES[self.what]} of the pupil" if self.what not in _ASIDE else _ASIDE[self.what]
        if self.what in _ASIDE and self.of == 1:
            return _ASIDE[self.what]
        return f"{CONTACT_USES[self.what]} of {'the contact' if self.of == 1 else f'contact {self.of}'}"

    @property
    def restricts(self) -> bool:
        """Whether its cells hold people."""
        return self.what in RESTRICTIONS

    @property
    def is_known(self) -> bool:
        """Whether it is one of the uses there are."""
        uses = PUPIL_USES if self.of == PUPIL else CONTACT_USES if 0 < self.of <= MOST_CONTACTS else {}
        return self.what == LEFT_OUT or self.what in uses


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of a file: ``use`` is None where nothing is made of it; ``chosen`` where the office has said so.

    ``second`` is true where it counts only in rows in which another column of the same use is empty, ``of_nobody``
    where it was said to be of a contact whose name no column gives.
    """

    column: int
    heading: str
    use: ColumnUse | None
    cells: int
    examples: tuple[str, ...] = ()
    chosen: bool = False
    second: bool = False
    of_nobody: bool = False

    @property
    def is_used(self) -> bool:
        """Whether anything is made of it."""
        return self.use is not None and self.use.what != LEFT_OUT and not self.of_nobody


@dataclass(frozen=True, slots=True)
class FileTable:
    """One sheet of a workbook, or a whole CSV file (``sheet`` is ""), with its headings and what is made of it."""

    sheet: str
    headings: tuple[str, ...]
    rows: int
    columns: tuple[FileColumn, ...]
    use: SheetUse = SheetUse.PEOPLE
    chosen: bool = False


Unquoted = tuple[frozenset[str], ...]
"""The words of the names of people nothing of whose rows is quoted."""


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the office has said of columns and sheets, for every file with the same headings.

    ``columns`` is by :func:`headings_key` and place, ``sheets`` by :func:`sheet_key`. As a change, an entry that is
    empty (or None) forgets what was said. ``unquoted`` are the words of the names of people whose details are
    protected: nothing of a row that holds all words of one of them is shown as an example.
    """

    columns: Mapping[str, Mapping[int, ColumnUse]] = field(default_factory=dict)
    sheets: Mapping[str, SheetUse | None] = field(default_factory=dict)
    unquoted: Unquoted = ()

    def of(self, headings: Sequence[str]) -> Mapping[int, ColumnUse]:
        """What was said of the columns under these headings."""
        return self.columns.get(headings_key(headings), {}) if self.columns else {}

    def of_sheet(self, title: str, headings: Sequence[str]) -> SheetUse | None:
        """What a sheet is to be read as, or None where nobody has said."""
        return self.sheets.get(sheet_key(title, headings)) if self.sheets else None

    def changed_by(self, change: ReadingChoices) -> ReadingChoices:
        """With everything the change names as the change has it."""
        columns, sheets = {**self.columns, **change.columns}, {**self.sheets, **change.sheets}
        return ReadingChoices(
            {key: uses for key, uses in columns.items() if uses}, {key: use for key, use in sheets.items() if use}
        )

    def before(self, change: ReadingChoices) -> ReadingChoices:
        """What stands here under everything the change names: the change that takes it back."""
        return ReadingChoices(
            {key: self.columns.get(key, {}) for key in change.columns},
            {key: self.sheets.get(key) for key in change.sheets},
        )

    def as_plain(self) -> dict[str, Any]:
        """As the office file keeps it."""
        return {
            "columns": {
                key: {str(place): [use.what, use.of] for place, use in uses.items()}
                for key, uses in self.columns.items()
            },
            "sheets": {key: use.name for key, use in self.sheets.items() if use},
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> ReadingChoices:
        """From the office file; uses that only another version knows are passed over."""
        columns = {
            key: {int(place): use for place, said in uses.items() if (use := ColumnUse(*said)).is_known}
            for key, uses in kept.get("columns", {}).items()
        }
        names = SheetUse.__members__
        return cls(columns, {key: names[name] for key, name in kept.get("sheets", {}).items() if name in names})


NOTHING_CHOSEN = ReadingChoices()


def headings_key(headings: Sequence[str]) -> str:
    """By what files with the same headings are known: case and blanks do not count."""
    plain = [" ".join(heading.casefold().split()) for heading in headings]
    while plain and plain[-1] in ("", COMMENTS.casefold(), STRUCK.casefold()):
        plain.pop()
    return "|".join(plain)


def sheet_key(title: str, headings: Sequence[str]) -> str:
    """A sheet is the same where its name and its headings are."""
    return f"{' '.join(title.casefold().split())}|{headings_key(headings)}"


def names_missing(uses: Iterable[ColumnUse | None]) -> str:
    """Whose name no column gives, so that the file cannot be read; "" where it can."""
    of: dict[int, set[str]] = {}
    for use in uses:
        if use is not None:
            of.setdefault(use.of, set()).add(use.what)
    named = {one for one, whats in of.items() if "name" in whats or {"surname", "forename"} <= whats}
    missing = [] if PUPIL in named else ["the pupil"]
    missing += [] if named - {PUPIL} else ["the contact"]
    return " and ".join(missing)

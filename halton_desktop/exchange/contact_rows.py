"""From rows of cells to pupils and contacts: what CSV files and workbooks have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from halton_desktop.domain.contact_import import FileKind, ImportedPupil, ReadContacts
from halton_desktop.domain.school_year import tidy_year_group
from halton_desktop.domain.upn import tidy_upn
from halton_desktop.errors import Cancelled, UnreadableFile
from halton_desktop.exchange.cell_values import read_date, split_name, tidy, tidy_name
from halton_desktop.exchange.columns import Columns, recognise_columns
from halton_desktop.exchange.contact_cells import ContactCells, cell
from halton_desktop.exchange.contact_checks import Report, birthday_trouble, upn_trouble
from halton_desktop.exchange.pupil_rows import gather_pupils

MOST_ROWS = 20_000
"""Rows of one file; a school has a few thousand, more is the wrong file."""

LATEST_HEADING = 20
"""Rows looked at for the heading; exports put a title and a date above it."""

_INSTRUCTIONS = frozenset({"required", "optional", "mandatory"})
_EXPECTED = (
    "Expected headings such as Forename, Surname, Year, Reg, DOB for the pupil and Contact Forename, Contact Surname, "
    "Relationship, Address, Postcode for the contact."
)


def read_rows(
    file: str, kind: FileKind, rows: Iterable[Sequence[str]], cancelled: Callable[[], bool] = lambda: False
) -> ReadContacts:
    """Read all rows, the heading among them. Raises UnreadableFile when there is no contact list, Cancelled."""
    numbered = enumerate(rows, start=1)
    columns, start = _heading(file, numbered)
    reader = _RowReader(columns)
    pupils = gather_pupils(_counted(file, reader, numbered, start, cancelled), reader.tell)
    if not pupils:
        raise UnreadableFile(
            file, f"“{file}” has a heading but no pupils below it.", "Export the list again and look into it first."
        )
    return ReadContacts(file, kind, pupils, tuple(reader.report.problems))


def _heading(file: str, numbered: Iterator[tuple[int, Sequence[str]]]) -> tuple[Columns, int]:
    for number, row in numbered:
        columns = recognise_columns(row)
        if columns is not None:
            return columns, number
        if number >= LATEST_HEADING:
            break
    raise UnreadableFile(
        file, f"“{file}” is not a list of pupils and their contacts: no row names both in its headings.", _EXPECTED
    )


def _counted(
    file: str,
    reader: _RowReader,
    numbered: Iterator[tuple[int, Sequence[str]]],
    start: int,
    cancelled: Callable[[], bool],
) -> Iterator[ImportedPupil]:
    for number, row in numbered:
        if number - start > MOST_ROWS and any(row):
            raise UnreadableFile(
                file,
                f"“{file}” has more than {MOST_ROWS:,} rows, which no school has contacts for.",
                "Export one school’s pupils on roll only.",
                row=number,
            )
        if number % 256 == 0 and cancelled():
            raise Cancelled
        pupil = reader.read(number, row)
        if pupil is not None:
            yield pupil


class _RowReader:
    """Reads one row after another; ``report`` gathers what a person should look at."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._contacts = ContactCells(columns, self._tell_once)
        self._dates: dict[str, date | None] = {}
        self.report = Report()

    def read(self, number: int, row: Sequence[str]) -> ImportedPupil | None:
        """The pupil of a row with its one or several contacts; None for blank, instruction and nameless rows."""
        filled = [text for text in row if text and not text.isspace()]
        if not filled or all(text.strip().casefold() in _INSTRUCTIONS for text in filled):
            return None
        place = self._columns.pupil
        forename, surname = self._name(row)
        name = f"{forename} {surname}".strip()
        if not name:
            self.tell(
                number,
                "surname",
                "",
                "This row names no pupil, so it does not say whose contact it is. It was left out.",
            )
            return None
        contacts = [
            self._contacts.contact(number, row, fields, order) for order, fields in enumerate(self._columns.contacts, 1)
        ]
        upn = tidy_upn(cell(row, place, "upn"))
        self._tell_once(number, place, "upn", upn, name, upn_trouble(upn, name))
        return ImportedPupil(
            row=number,
            forename=forename,
            surname=surname,
            year_group=tidy_year_group(cell(row, place, "year_group")),
            form=tidy(cell(row, place, "form")),
            date_of_birth=self._birthday(number, row, name),
            school_number=tidy(cell(row, place, "school_number")),
            upn=upn,
            contacts=tuple(contact for contact in contacts if contact is not None),
        )

    def _name(self, row: Sequence[str]) -> tuple[str, str]:
        place = self._columns.pupil
        if "surname" in place and "forename" in place:
            return tidy_name(cell(row, place, "forename")), tidy_name(cell(row, place, "surname"))
        _, forename, surname = split_name(cell(row, place, "name"))
        return forename, surname

    def _birthday(self, number: int, row: Sequence[str], name: str) -> date | None:
        text = cell(row, self._columns.pupil, "date_of_birth").strip()
        if not text:
            return None
        if text not in self._dates:
            self._dates[text] = read_date(text)
        found = self._dates[text]
        if found is None:
            self._tell_once(number, self._columns.pupil, "date_of_birth", text, name, birthday_trouble(text, name))
        return found

    def tell(self, row: int, field: str, value: str, message: str) -> None:
        """Note a problem with one of the pupil's own columns."""
        self._tell(row, self._columns.pupil, field, value, message)

    def _tell(self, row: int, fields: Mapping[str, int], field: str, value: str, message: str) -> None:
        column = fields.get(field)
        heading = self._columns.heading(column) or field.replace("_", " ").capitalize()
        self.report.tell(row, heading, value, message, f"cell {_letters(column)}{row}" if column is not None else "")

    def _tell_once(self, row: int, fields: Mapping[str, int], field: str, value: str, name: str, message: str) -> None:
        if message and self.report.is_news(field, value, name):
            self._tell(row, fields, field, value, message)


def _letters(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

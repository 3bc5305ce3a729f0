"""From rows of cells to pupils and contacts: what CSV files and workbooks have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from halton_desktop.domain.contact_import import (
    FileKind,
    ImportedPupil,
    ReadContacts,
    UnusedColumn,
    UnusedSheet,
)
from halton_desktop.errors import Cancelled, UnreadableFile
from halton_desktop.exchange.columns import Columns, looks_like_heading, recognise_columns
from halton_desktop.exchange.contact_checks import Report
from halton_desktop.exchange.pupil_rows import gather_pupils
from halton_desktop.exchange.row_reader import RowReader

MOST_ROWS = 20_000
"""Rows of one file; a school has a few thousand, more is the wrong file."""

LATEST_HEADING = 20
"""Rows looked at for the heading; exports put a title and a date above it."""

MOST_EXAMPLES = 3
_EXPECTED = (
    "Expected headings such as Forename, Surname, Year, Reg, DOB for the pupil and Contact Forename, Contact Surname, "
    "Relationship, Address, Postcode for the contact."
)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or all of a CSV file: numbered rows, the heading among them. ``name`` is "" for the only one."""

    rows: Iterable[tuple[int, Sequence[str]]]
    name: str = ""


def read_rows(
    file: str, kind: FileKind, rows: Iterable[Sequence[str]], cancelled: Callable[[], bool] = lambda: False
) -> ReadContacts:
    """Read all rows, the heading among them. Raises UnreadableFile when there is no contact list, Cancelled."""
    return read_tables(file, kind, [Table(enumerate(rows, start=1))], Report(), cancelled)


def read_tables(
    file: str,
    kind: FileKind,
    tables: Iterable[Table],
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
    unused_sheets: tuple[UnusedSheet, ...] = (),
) -> ReadContacts:
    """Read every table; a pupil may be spread over several. Raises UnreadableFile, Cancelled."""
    readers: list[RowReader] = []

    def tell(row: int, field: str, value: str, message: str) -> None:
        readers[-1].tell(row, field, value, message)

    pupils = gather_pupils(
        (pupil for table in tables for pupil in _pupils(file, table, readers, report, cancelled)), tell
    )
    if not pupils:
        raise UnreadableFile(
            file, f"“{file}” has a heading but no pupils below it.", "Export the list again and look into it first."
        )
    return ReadContacts(
        file,
        kind,
        tuple(pupil for pupil in pupils if not has_left(pupil)),
        tuple(report.problems),
        _unused(readers),
        unused_sheets,
        knows_orders=any(reader.columns.knows_orders for reader in readers),
        leavers=tuple(pupil for pupil in pupils if has_left(pupil)),
    )


def has_left(pupil: ImportedPupil) -> bool:
    """Whether the file itself says that a pupil is no longer at the school."""
    return pupil.left_on is not None


def _pupils(
    file: str, table: Table, readers: list[RowReader], report: Report, cancelled: Callable[[], bool]
) -> Iterator[ImportedPupil]:
    """The pupils of one table, row by row; where headings stand again, what follows is read by them."""
    numbered = iter(table.rows)
    columns, start = _heading(file, numbered)
    readers.append(RowReader(columns, report, table.name))
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
        if looks_like_heading(row) and (again := recognise_columns(row)) is not None:
            if again.headings != readers[-1].columns.headings:
                readers.append(RowReader(again, report, table.name))
            continue
        pupil = readers[-1].read(number, row)
        if pupil is not None:
            yield pupil


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


def _unused(readers: list[RowReader]) -> tuple[UnusedColumn, ...]:
    """The columns nothing was made of, of all tables, with a few of their values."""
    cells: dict[str, int] = {}
    examples: dict[str, dict[str, None]] = {}
    for reader in readers:
        for heading, values in reader.unused():
            cells[heading] = cells.get(heading, 0) + sum(values.values())
            examples.setdefault(heading, {}).update(dict.fromkeys(values))
    return tuple(
        UnusedColumn(heading, count, tuple(examples[heading])[:MOST_EXAMPLES]) for heading, count in cells.items()
    )

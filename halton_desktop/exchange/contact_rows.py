"""From rows of cells to pupils and contacts: what CSV files and workbooks have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from halton_desktop.domain.importing.contact_import import FileKind, ImportedPupil, ReadContacts, UnusedColumn
from halton_desktop.domain.importing.file_columns import NOTHING_CHOSEN, ReadingChoices
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.errors import Cancelled, UnknownHeadings, UnreadableFile
from halton_desktop.exchange.asides import Aside, held_by_section, held_by_sheet, restricted_of, with_asides
from halton_desktop.exchange.columns import (
    Columns,
    looks_like_heading,
    recognise_columns,
    sort_columns,
)
from halton_desktop.exchange.contact_checks import ReportProblem
from halton_desktop.exchange.order_sheets import Beside, with_lines_of, with_orders_of
from halton_desktop.exchange.pupil_rows import gather_pupils
from halton_desktop.exchange.row_reader import RowReader
from halton_desktop.exchange.seen_columns import MOST_EXAMPLES, SeenColumns, letters

MOST_ROWS = 20_000
"""Rows of one file; a school has a few thousand, more is the wrong file."""

LATEST_HEADING = 20
"""Rows looked at for the heading; exports put a title and a date above it."""

_FEW_CELLS = 3
_LEGEND = re.compile(
    r"^\W*(?:red|green|amber|yellow|orange|blue|pink|purple|gr[ea]y|black|bold|italics?|highlight\w*|shaded|colou?red|"
    r"underlined|starred|asterisk|\*+|[!#†]+)(?: (?:text|cells?|rows?|names?|highlight\w*))?\s*(?:=|:|->|–|-|means|"
    r"is|are)\s*\w",
    re.IGNORECASE,
)
_EXPECTED = (
    "Expected headings such as Forename, Surname, Year, Reg, DOB for the pupil and Contact Forename, Contact Surname, "
    "Relationship, Address, Postcode for the contact."
)


@dataclass(frozen=True, slots=True)
class ContactTable:
    """One sheet, or all of a CSV file: numbered rows, the heading among them.

    ``name`` is what problems call it by, "" for the only one that is read; ``sheet`` the name of its sheet. Of
    ``aside`` rows, and of a whole table that is not ``in_sight``, only restrictions count; ``kind`` is why everybody
    is held whom the table names.
    """

    rows: Iterable[tuple[int, Sequence[str]]]
    name: str = ""
    sheet: str = ""
    aside: Sequence[tuple[int, Sequence[str]]] = ()
    kind: HoldKind | None = None
    in_sight: bool = True


def read_rows(
    file: str,
    kind: FileKind,
    rows: Iterable[Sequence[str]],
    cancelled: Callable[[], bool] = lambda: False,
    choices: ReadingChoices = NOTHING_CHOSEN,
) -> ReadContacts:
    """Read all rows, the heading among them. Raises UnreadableFile when there is no contact list, Cancelled."""
    return read_tables(file, kind, [ContactTable(enumerate(rows, start=1))], ReportProblem(), cancelled, choices)


def read_tables(
    file: str,
    kind: FileKind,
    tables: Iterable[ContactTable],
    report: ReportProblem,
    cancelled: Callable[[], bool] = lambda: False,
    choices: ReadingChoices = NOTHING_CHOSEN,
) -> ReadContacts:
    """Read every table; a pupil may be spread over several. Raises UnreadableFile, Cancelled."""
    readers: list[RowReader] = []
    asides: list[Aside] = []
    beside = Beside()

    def tell(row: int, field: str, value: str, message: str) -> None:
        readers[-1].tell(row, field, value, message)

    def pupils_in_sight() -> Iterator[ImportedPupil]:
        for table in tables:
            own = readers if table.in_sight else []
            rows = _pupils(file, table, own, report, cancelled, choices, beside, asides)
            if table.kind is None and table.in_sight:
                yield from rows
                asides.extend(Aside(one, in_sight=False) for one in _restricted(table, readers[-1], choices))
            else:
                asides.extend(_of_the_restricted(table, rows))

    pupils, unseen = with_asides(gather_pupils(pupils_in_sight(), tell), asides, tell)
    if not pupils:
        raise UnreadableFile(
            file, f"“{file}” has a heading but no pupils below it.", "Export the list again and look into it first."
        )
    read = ReadContacts(
        file,
        kind,
        tuple(pupil for pupil in pupils if not has_left(pupil)),
        tuple(report.problems),
        _unused(readers),
        knows_orders=any(reader.columns.knows_orders for reader in readers),
        leavers=tuple(pupil for pupil in pupils if has_left(pupil)),
        tables=tuple(reader.seen.table() for reader in readers),
        unseen=unseen,
    )
    return with_lines_of(beside, with_orders_of(beside.tables, read))


def _restricted(table: ContactTable, reader: RowReader, choices: ReadingChoices) -> Iterator[ImportedPupil]:
    """Whom the rows aside restrict; nothing else of them is told."""
    columns = reader.columns
    quiet = RowReader(columns, ReportProblem(), table.name, choices.of(columns.headings), table.sheet)
    for number, row in table.aside:
        pupil = quiet.read(number, row)
        restricted = restricted_of(pupil) if pupil is not None else None
        if restricted is not None:
            yield restricted


def _of_the_restricted(table: ContactTable, rows: Iterable[ImportedPupil]) -> Iterator[Aside]:
    """Whom a table of the restricted holds, or one out of sight restricts."""
    for pupil in rows:
        held = pupil if table.kind is None else held_by_sheet(pupil, table.kind, table.sheet)
        restricted = restricted_of(held)
        if restricted is not None:
            yield Aside(restricted, table.in_sight)


def has_left(pupil: ImportedPupil) -> bool:
    """Whether the file itself says that a pupil is no longer at the school."""
    return pupil.left_on is not None


def _pupils(
    file: str,
    table: ContactTable,
    readers: list[RowReader],
    report: ReportProblem,
    cancelled: Callable[[], bool],
    choices: ReadingChoices,
    beside: Beside,
    asides: list[Aside],
) -> Iterator[ImportedPupil]:
    """The pupils of one table, row by row; where headings stand again, what follows is read by them."""
    numbered = _without_table_beside(table.rows, beside, report)
    columns, start = _heading(file, numbered, choices, beside)

    def read_by(columns: Columns) -> None:
        if table.in_sight:
            tell_legends(columns.headings, start, report)
        told, chosen = report if table.in_sight else ReportProblem(), choices.of(columns.headings)
        readers.append(RowReader(columns, told, table.name, chosen, table.sheet, choices.unquoted))

    read_by(columns)
    for number, row in numbered:
        if number - start > MOST_ROWS and any(row):
            raise _too_long(file, number)
        if number % 256 == 0 and cancelled():
            raise Cancelled
        headings = readers[-1].columns.headings
        if row and row[0] == headings[0] and tuple(row) == headings:
            continue
        if looks_like_heading(row) and (again := recognise_columns(row, choices.of(row))) is not None:
            beside.section = None
            if again.headings != headings:
                read_by(again)
            continue
        pupil = readers[-1].read(number, row)
        if pupil is None or _is_a_line(pupil, row):
            beside.add_line(number, row, table.name)
        elif beside.section is not None:  # it names people who stand in the list already
            beside.add_named(number, row, table.name)
            asides += _of_section(pupil, beside.section)
            continue
        if pupil is not None:
            yield pupil


def _too_long(file: str, row: int) -> UnreadableFile:
    return UnreadableFile(
        file,
        f"“{file}” has more than {MOST_ROWS:,} rows, which no school has contacts for.",
        "Export one school’s pupils on roll only.",
        row=row,
    )


def _of_section(pupil: ImportedPupil, kind: HoldKind) -> Iterator[Aside]:
    """A row of a section that names a contact beside the pupil."""
    if pupil.contacts:
        yield Aside(held_by_section(pupil, kind, pupil.row), in_sight=True)


def tell_legends(headings: Sequence[str], row: int, report: ReportProblem) -> None:
    """Headings that explain colours or marks: “Red = do not contact” stands above an empty column."""
    for heading in filter(_LEGEND.search, headings):
        report.tell(
            row, heading, heading,
            f"The heading “{heading.strip()}” explains a colour or a mark, which the program cannot see. Whoever is "
            f"meant "
            "by it must be marked by hand in the Parents tab.",
        )  # fmt: skip


def _is_a_line(pupil: ImportedPupil, row: Sequence[str]) -> bool:
    """Whether a row is perhaps no pupil's but a line of the office's: a word or two and a restriction."""
    return bool(pupil.holds) and not pupil.contacts and sum(bool(text.strip()) for text in row) <= _FEW_CELLS


def _without_table_beside(
    rows: Iterable[tuple[int, Sequence[str]]], beside: Beside, report: ReportProblem
) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows without a second table to the right, which says nothing of those on the left: it is put ``beside``."""
    start = 0
    other: list[Sequence[str]] = []
    for number, row in rows:
        if not start and looks_like_heading(row) and (start := table_beside(row)):
            beside.tables.append((f"columns from {letters(start)}", other))
            report.tell(
                number, row[start], f"columns from {letters(start)}",
                f"The columns from {letters(start)} on repeat headings of the list, so they are a second table beside "
                "it. They were not read; whom they restrict is held all the same.",
            )  # fmt: skip
        if start:
            other.append(list(row[start:]))
        yield number, row[:start] if start else row


def table_beside(headings: Sequence[str]) -> int:
    """Where a second table begins: after an empty heading, with two headings that stand on the left; 0 for none."""
    keys = [heading.strip().casefold() for heading in headings]
    for place in range(1, len(keys)):
        right = {key for key in keys[place:] if key}
        if keys[place] and not keys[place - 1] and len(right & set(keys[:place])) > 1:
            return place
    return 0


def _heading(
    file: str, numbered: Iterator[tuple[int, Sequence[str]]], choices: ReadingChoices, beside: Beside
) -> tuple[Columns, int]:
    for number, row in numbered:
        columns = recognise_columns(row, choices.of(row))
        if columns is not None:
            beside.section = None
            return columns, number
        beside.add_line(number, row, above=True)
        if number >= LATEST_HEADING:
            break
    raise UnknownHeadings(
        file, f"“{file}” is not a list of pupils and their contacts: no row names both in its headings.", _EXPECTED
    )


def _unused(readers: list[RowReader]) -> tuple[UnusedColumn, ...]:
    """The columns nothing was made of, of all tables, with a few of their values."""
    found: dict[str, UnusedColumn] = {}
    for one in (column for reader in readers for column in reader.seen.unused()):
        known = found.get(one.heading, UnusedColumn(one.heading, 0, ()))
        examples = tuple(dict.fromkeys((*known.examples, *one.examples)))[:MOST_EXAMPLES]
        found[one.heading] = UnusedColumn(one.heading, known.cells + one.cells, examples)
    return tuple(found.values())


def unread_table(title: str, rows: Sequence[Sequence[str]], choices: ReadingChoices) -> SeenColumns:
    """What stands in the columns of a table that is not read as people: under the row most like a heading."""
    place = likely_heading(rows, choices)
    headings = rows[place] if rows else ()
    seen = SeenColumns(sort_columns(headings, choices.of(headings)), choices.of(headings), title, choices.unquoted)
    for row in rows[place + 1 :]:
        if any(text.strip() for text in row):
            seen.count(row)
    return seen


def likely_heading(rows: Sequence[Sequence[str]], choices: ReadingChoices) -> int:
    """The row that names pupils and contacts, or of which the office has spoken; else the first that is rather full."""
    first = rows[:LATEST_HEADING]
    for place, row in enumerate(first):
        if choices.of(row) or recognise_columns(row) is not None:
            return place
    filled = [sum(bool(text.strip()) for text in row) for row in first]
    return next((place for place, cells in enumerate(filled) if 2 * cells > max(filled)), 0)

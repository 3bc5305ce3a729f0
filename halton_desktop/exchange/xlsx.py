"""Excel workbooks of pupils and contacts: every sheet is read, or named as not read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from halton_desktop.domain.importing.contact_import import FileKind, ReadContacts, UnusedSheet
from halton_desktop.domain.importing.file_columns import NOTHING_CHOSEN, FileTable, ReadingChoices, SheetUse
from halton_desktop.domain.importing.restriction_headings import restriction_heading
from halton_desktop.domain.importing.restriction_words import restriction_spelt_out
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.errors import UnknownHeadings, UnreadableFile
from halton_desktop.exchange.columns import recognise_columns
from halton_desktop.exchange.contact_checks import ReportProblem
from halton_desktop.exchange.contact_rows import (
    LATEST_HEADING,
    MOST_ROWS,
    ContactTable,
    likely_heading,
    read_tables,
    unread_table,
)
from halton_desktop.exchange.order_sheets import with_orders_of
from halton_desktop.exchange.sheet_rows import SheetRows, as_text

LARGEST_UNPACKED = 300 * 1024 * 1024
"""Bytes a workbook may unpack to; beyond that it is damaged or made to fill the memory."""

_PAST = re.compile(r"\b(?:leavers?|left|archived?|old|previous|former|deleted|backup)\b", re.IGNORECASE)
"""Names of sheets that hold people who are no longer at the school."""
_FORMER = re.compile(
    r"\b(?:ex|former|past|previous|old|inactive|removed|estranged|absent)[ _-]*(?:parents?|contacts?|carers?|"
    r"guardians?|"
    r"mums?|dads?|mothers?|fathers?|partners?|famil(?:y|ies))\b",
    re.IGNORECASE,
)
"""Names of sheets of those who were once a pupil's parents or contacts."""


def read_xlsx(
    file: str,
    content: bytes,
    cancelled: Callable[[], bool] = lambda: False,
    choices: ReadingChoices = NOTHING_CHOSEN,
) -> ReadContacts:
    """Read a workbook's bytes: every sheet in sight of pupils and contacts, or as the office has said.

    Raises UnreadableFile, Cancelled.
    """
    report = ReportProblem()
    with _sheets_of(file, content) as (sheets, formulas):
        return _read(file, [_Sheet(sheet, choices) for sheet in sheets], formulas, report, cancelled, choices)


def xlsx_tables(file: str, content: bytes, choices: ReadingChoices) -> tuple[FileTable, ...]:
    """What stands in the columns of a workbook none of whose sheets is known. Raises UnreadableFile."""
    with _sheets_of(file, content) as (sheets, _formulas):
        return tuple(_Sheet(sheet, choices).table() for sheet in sheets)


class _Sheet:
    """One sheet, and what it is read as: by its headings, its name and whether it is hidden, or as the office said."""

    def __init__(self, sheet: Any, choices: ReadingChoices) -> None:
        self.sheet = sheet
        self.title = str(sheet.title)
        self._choices = choices
        first = [[as_text(value) for value in row] for row in sheet.iter_rows(max_row=LATEST_HEADING, values_only=True)]
        headings = first[likely_heading(first, choices)] if first else []
        self.has_contacts = recognise_columns(headings, choices.of(headings)) is not None
        said = choices.of_sheet(self.title, headings)
        self.chosen = said is not None
        self.use = said or self._usual()

    def _usual(self) -> SheetUse:
        if not self.has_contacts:
            return SheetUse.RESTRICTIONS
        return SheetUse.NOTHING if self.why_not() else SheetUse.PEOPLE

    @property
    def kind(self) -> HoldKind | None:
        """Why everybody is held whom the sheet names, by what it is called; None for a usual one."""
        former = HoldKind.UNDECIDED if _FORMER.search(self.title) else None
        return restriction_heading(self.title) or restriction_spelt_out(self.title) or former

    @property
    def is_unseen(self) -> bool:
        """Whether it names contacts, but is not read as people: what it restricts counts."""
        return self.has_contacts and self.use is not SheetUse.PEOPLE and not self.chosen

    def why_not(self) -> str:
        """Why a sheet of pupils and contacts is not read by itself, or "" when it is."""
        if self.sheet.sheet_state != "visible":
            return "is hidden"
        return "is named as a list of those who have left" if _PAST.search(self.title) else ""

    def texts(self) -> list[list[str]]:
        """Its cells."""
        rows = self.sheet.iter_rows(max_row=min(self.sheet.max_row, MOST_ROWS), values_only=True)
        return [[as_text(value) for value in row] for row in rows]

    def table(self) -> FileTable:
        """What stands in its columns, where it is not read as people."""
        return unread_table(self.title, self.texts(), self._choices).table(self.use, chosen=self.chosen)


@contextmanager
def _sheets_of(file: str, content: bytes) -> Iterator[tuple[list[Any], Any]]:
    """(the sheets that have cells; the workbook with its formulas). Raises UnreadableFile."""
    _check_archive(file, content)
    values, formulas = _opened(file, content)
    try:
        sheets = [sheet for sheet in values.worksheets if hasattr(sheet, "iter_rows")]
        if not sheets:
            raise UnreadableFile(file, f"“{file}” has no sheet with cells.", "Export the contacts again.")
        yield sheets, formulas
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError, SyntaxError) as wrong:
        raise _damaged(file) from wrong
    finally:
        values.close()


def _read(
    file: str,
    sheets: list[_Sheet],
    formulas: Any,
    report: ReportProblem,
    cancelled: Callable[[], bool],
    choices: ReadingChoices,
) -> ReadContacts:
    people = [sheet for sheet in sheets if sheet.use is SheetUse.PEOPLE]
    if not people:
        people = _only_sheet(file, sheets)
    tables = []
    for sheet in (*people, *(one for one in sheets if one.is_unseen)):
        rows = SheetRows(sheet.sheet, formulas[sheet.title] if formulas is not None else None, choices)
        if rows.last > MOST_ROWS + LATEST_HEADING:
            raise UnreadableFile(
                file,
                f"“{file}” has more than {MOST_ROWS:,} rows, which no school has contacts for.",
                "Export one school’s pupils on roll only.",
                row=rows.last,
            )
        if in_sight := sheet in people:
            rows.tell_left_out(report)
            rows.tell_colours(report)
        name = sheet.title if len(people) > 1 or not in_sight else ""
        tables.append(ContactTable(rows, name, sheet.title, rows.aside, sheet.kind, in_sight))
    others = [(sheet, texts) for sheet in sheets if sheet not in people if any(map(any, texts := sheet.texts()))]
    unused = tuple(_tell_unread(sheet, texts, report) for sheet, texts in others if not _is_read(sheet))
    read = read_tables(file, FileKind.EXCEL, tables, report, cancelled, choices)
    seen = _as_chosen(read.tables, people)
    read = replace(read, unused_sheets=unused, tables=(*seen, *(sheet.table() for sheet, _ in others)))
    return with_orders_of([(sheet.title, texts) for sheet, texts in others if sheet.use is SheetUse.RESTRICTIONS], read)


def _is_read(sheet: _Sheet) -> bool:
    """Whether the office has said that a sheet names people with restrictions, so that it is not told as unread."""
    return sheet.chosen and sheet.use is SheetUse.RESTRICTIONS


def _as_chosen(tables: tuple[FileTable, ...], people: list[_Sheet]) -> tuple[FileTable, ...]:
    chosen = {sheet.title for sheet in people if sheet.chosen}
    return tuple(replace(table, chosen=table.sheet in chosen) for table in tables)


def _only_sheet(file: str, sheets: list[_Sheet]) -> list[_Sheet]:
    """The sheet to read where none says that it names pupils and contacts. Raises UnknownHeadings."""
    named = [f"“{sheet.title}” {_why_not(sheet)}" for sheet in sheets if sheet.chosen or sheet.has_contacts]
    if not named:
        return sheets[:1]
    raise UnknownHeadings(
        file,
        f"“{file}” has no sheet in sight with pupils on roll: {', '.join(named)}.",
        "Show the sheet in Excel, or give it another name, if it holds the pupils now at the school.",
    )


def _opened(file: str, content: bytes) -> tuple[Any, Any]:
    """(the workbook with the values it was saved with; the one with its formulas, where it has any)."""
    import openpyxl  # takes half a second, and most schools never need it

    try:
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        return values, openpyxl.load_workbook(io.BytesIO(content)) if _has_formulas(content) else None
    except Exception as wrong:
        raise _damaged(file) from wrong


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            re.search(rb"<(?:\w+:)?f[ >/]", archive.read(name)) is not None
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _check_archive(file: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
        raise _damaged(file) from wrong
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            file,
            f"“{file}” is packed like a workbook but is none.",
            "If it is a ZIP file, unpack it first and take the file inside.",
        )
    if size > LARGEST_UNPACKED:
        raise UnreadableFile(file, f"“{file}” is too large to be a contact list.", "Export the contacts again.")


def _damaged(file: str) -> UnreadableFile:
    return UnreadableFile(
        file,
        f"“{file}” looks like an Excel workbook but cannot be opened; it may be damaged or cut short.",
        "Open it in Excel, save it again as an .xlsx workbook, and try once more.",
    )


def _tell_unread(sheet: _Sheet, texts: list[list[str]], report: ReportProblem) -> UnusedSheet:
    rows = sum(any(text.strip() for text in row) for row in texts)
    if not sheet.chosen:
        counted = "1 row" if rows == 1 else f"{rows} rows"
        report.tell(
            0, sheet.title, counted,
            f"The sheet “{sheet.title}” ({counted}) {_why_not(sheet)}. It was not read; look into it."
            + (" Whom it restricts is held all the same." if sheet.is_unseen else ""),
        )  # fmt: skip
    return UnusedSheet(sheet.title, rows)


def _why_not(sheet: _Sheet) -> str:
    if sheet.chosen:
        return "is not to be read, as the office has said"
    return sheet.why_not() or "names no pupils and contacts in its headings"

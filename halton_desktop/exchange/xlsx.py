"""Excel workbooks of pupils and contacts: every sheet is read, or named as not read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from halton_desktop.domain.contact_import import FileKind, ReadContacts, UnusedSheet
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.columns import recognise_columns
from halton_desktop.exchange.contact_checks import Report
from halton_desktop.exchange.contact_rows import LATEST_HEADING, MOST_ROWS, Table, read_tables
from halton_desktop.exchange.order_sheets import with_orders_of
from halton_desktop.exchange.sheet_rows import SheetRows, as_text

LARGEST_UNPACKED = 300 * 1024 * 1024
"""Bytes a workbook may unpack to; beyond that it is damaged or made to fill the memory."""

_PAST = re.compile(r"\b(?:leavers?|left|archived?|old|previous|former|deleted|backup)\b", re.IGNORECASE)
"""Names of sheets that hold people who are no longer at the school."""


def read_xlsx(file: str, content: bytes, cancelled: Callable[[], bool] = lambda: False) -> ReadContacts:
    """Read a workbook's bytes: every sheet in sight of pupils and contacts. Raises UnreadableFile, Cancelled."""
    _check_archive(file, content)
    values, formulas = _opened(file, content)
    try:
        sheets = [sheet for sheet in values.worksheets if hasattr(sheet, "iter_rows")]
        if not sheets:
            raise UnreadableFile(file, f"“{file}” has no sheet with cells.", "Export the contacts again.")
        report = Report()
        return _read(file, sheets, formulas, report, cancelled)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError, SyntaxError) as wrong:
        raise _damaged(file) from wrong
    finally:
        values.close()


def _read(file: str, sheets: list[Any], formulas: Any, report: Report, cancelled: Callable[[], bool]) -> ReadContacts:
    contacts = [sheet for sheet in sheets if _has_contacts(sheet)]
    chosen = [sheet for sheet in contacts if not _why_not(sheet)]
    if contacts and not chosen:
        named = ", ".join(f"“{sheet.title}” {_why_not(sheet)}" for sheet in contacts)
        raise UnreadableFile(
            file,
            f"“{file}” has no sheet in sight with pupils on roll: {named}.",
            "Show the sheet in Excel, or give it another name, if it holds the pupils now at the school.",
        )
    tables = []
    for sheet in chosen or sheets[:1]:
        rows = SheetRows(sheet, formulas[sheet.title] if formulas is not None else None)
        if rows.last > MOST_ROWS + LATEST_HEADING:
            raise UnreadableFile(
                file,
                f"“{file}” has more than {MOST_ROWS:,} rows, which no school has contacts for.",
                "Export one school’s pupils on roll only.",
                row=rows.last,
            )
        rows.tell_left_out(report)
        tables.append(Table(rows, sheet.title if len(chosen) > 1 else ""))
    others = [sheet for sheet in sheets if sheet not in (chosen or sheets[:1])]
    for sheet in others:
        _tell_unread(sheet, report)
    unused = tuple(UnusedSheet(sheet.title, filled) for sheet in others if (filled := _filled_rows(sheet)))
    read = read_tables(file, FileKind.EXCEL, tables, report, cancelled, unused)
    return with_orders_of([(sheet.title, _texts(sheet)) for sheet in others if sheet not in contacts], read)


def _opened(file: str, content: bytes) -> tuple[Any, Any]:
    """(the workbook with the values it was saved with; the one with its formulas, where it has any)."""
    import openpyxl  # takes half a second, and most schools never need it

    try:
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
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


def _why_not(sheet: Any) -> str:
    """Why a sheet of pupils and contacts is not read, or "" when it is."""
    if sheet.sheet_state != "visible":
        return "is hidden"
    return "is named as a list of those who have left" if _PAST.search(sheet.title) else ""


def _tell_unread(sheet: Any, report: Report) -> None:
    rows = _filled_rows(sheet)
    if rows:
        reason = _why_not(sheet) or "names no pupils and contacts in its headings"
        counted = "1 row" if rows == 1 else f"{rows} rows"
        report.tell(
            0, sheet.title, counted, f"The sheet “{sheet.title}” ({counted}) {reason}. It was not read; look into it."
        )


def _has_contacts(sheet: Any) -> bool:
    rows = sheet.iter_rows(max_row=LATEST_HEADING, values_only=True)
    return any(recognise_columns([as_text(value) for value in row]) is not None for row in rows)


def _texts(sheet: Any) -> list[list[str]]:
    rows = sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), values_only=True)
    return [[as_text(value) for value in row] for row in rows]


def _filled_rows(sheet: Any) -> int:
    return sum(any(text.strip() for text in row) for row in _texts(sheet))

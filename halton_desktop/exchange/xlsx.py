"""Excel workbooks of pupils and contacts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from halton_desktop.domain.contact_import import FileKind, ReadContacts
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.columns import recognise_columns
from halton_desktop.exchange.contact_rows import LATEST_HEADING, read_rows

LARGEST_UNPACKED = 300 * 1024 * 1024
"""Bytes a workbook may unpack to; beyond that it is damaged or made to fill the memory."""


def read_xlsx(file: str, content: bytes, cancelled: Callable[[], bool] = lambda: False) -> ReadContacts:
    """Read a workbook's bytes: the first sheet that has pupils and contacts. Raises UnreadableFile, Cancelled."""
    import openpyxl  # takes half a second, and most schools never need it

    _check_archive(file, content)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as wrong:
        raise _damaged(file) from wrong
    try:
        sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "iter_rows")]
        if not sheets:
            raise UnreadableFile(file, f"“{file}” has no sheet with cells.", "Export the contacts again.")
        chosen = next((sheet for sheet in sheets if _has_contacts(sheet)), sheets[0])
        return read_rows(file, FileKind.EXCEL, _rows(file, chosen), cancelled)
    finally:
        workbook.close()


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


def _has_contacts(sheet: Any) -> bool:
    rows = sheet.iter_rows(max_row=LATEST_HEADING, values_only=True)
    return any(recognise_columns([as_text(value) for value in row]) is not None for row in rows)


def _rows(file: str, sheet: Any) -> Iterator[Sequence[str]]:
    sheet.reset_dimensions()  # some exporters write a wrong one, and cells beyond it would be missed
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [as_text(value) for value in row]
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError, SyntaxError) as wrong:
        raise _damaged(file) from wrong


def as_text(value: object) -> str:
    """A cell's value as it would stand in a CSV file: whole numbers without .0, dates as 2014-12-05, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)

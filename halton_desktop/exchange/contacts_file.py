"""Any file of pupils and contacts that a school's system exports: its kind is seen from what is in it, not its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from halton_desktop.domain.importing.contact_import import ReadContacts
from halton_desktop.domain.importing.file_columns import NOTHING_CHOSEN, FileTable, ReadingChoices
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.csv_contacts import csv_tables, decode_text, read_csv
from halton_desktop.exchange.ctf import read_ctf
from halton_desktop.exchange.xlsx import read_xlsx, xlsx_tables

LARGEST = 100 * 1024 * 1024
"""Bytes; the contacts of 2,000 pupils are under 4 MB in any kind of file."""

_PACKED = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN_SIGNS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a Word document"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
)
_ADVICE = "Export the contacts as a CSV file, an Excel workbook (.xlsx) or a Common Transfer File (.xml)."


def read_contacts(
    path: Path, cancelled: Callable[[], bool] = lambda: False, choices: ReadingChoices = NOTHING_CHOSEN
) -> ReadContacts:
    """Read the file, its columns as the office has said. Raises UnreadableFile, with advice, for anything that is no
    contact list (UnknownHeadings where a person can say what its columns are); Cancelled.
    """
    return read_contents(path.name, _content(path), cancelled, choices)


def look_at_tables(path: Path, choices: ReadingChoices) -> tuple[FileTable, ...]:
    """What stands in the columns of a file whose headings nobody knows. Raises UnreadableFile."""
    content = _content(path)
    tables = xlsx_tables if content.startswith(_PACKED) else csv_tables
    return tables(path.name, content, choices)


def _content(path: Path) -> bytes:
    file = path.name
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(file, f"“{file}” is far too large to be a school’s contact list.", _ADVICE)
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise UnreadableFile(file, f"“{file}” is not there any more.", "Choose the file again.") from gone
    except IsADirectoryError as folder:
        raise UnreadableFile(file, f"“{file}” is a folder.", "Choose a file in it.") from folder
    except OSError as locked:
        raise UnreadableFile(
            file,
            f"“{file}” cannot be opened.",
            "If it is open in Excel or another program, close it there; then try again.",
        ) from locked


def read_contents(
    file: str,
    content: bytes,
    cancelled: Callable[[], bool] = lambda: False,
    choices: ReadingChoices = NOTHING_CHOSEN,
) -> ReadContacts:
    """Read the bytes of a file called ``file``; see ``read_contacts``."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableFile(file, f"“{file}” is empty.", _ADVICE)
    if content.startswith(_PACKED):
        return read_xlsx(file, content, cancelled, choices)
    _refuse_other_kinds(file, content)
    if _is_xml(content):
        return read_ctf(file, content, cancelled)
    if b"\0" in content[:4096] and "\0" in decode_text(content[:4096]):
        raise UnreadableFile(file, f"“{file}” is not a text file, and of a kind this program does not know.", _ADVICE)
    return read_csv(file, content, cancelled, choices)


def _refuse_other_kinds(file: str, content: bytes) -> None:
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(
                file,
                f"“{file}” is protected by a password, so it cannot be read.",
                "Open it in Excel, take the password off (File, Info, Protect Workbook) and save it again; delete that "
                "copy after the import.",
            )
        raise UnreadableFile(
            file,
            f"“{file}” is in the format of Excel 2003 or older, which this program does not read.",
            "Open it in Excel and save it as an Excel workbook (.xlsx) or a CSV file.",
        )
    for sign, kind in _KNOWN_SIGNS:
        if content.startswith(sign):
            raise UnreadableFile(file, f"“{file}” is {kind}, not a contact list.", _ADVICE)


def _is_xml(content: bytes) -> bool:
    start = decode_text(content[:400]).lstrip("\ufeff \t\r\n")
    return start.startswith("<")

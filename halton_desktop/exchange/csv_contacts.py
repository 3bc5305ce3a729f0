"""CSV files of pupils and contacts, whatever wrote them: any usual encoding, delimiter and headings."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator

from halton_desktop.domain.importing.contact_import import FileKind, ReadContacts
from halton_desktop.domain.importing.file_columns import NOTHING_CHOSEN, FileTable, ReadingChoices
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.contact_rows import read_rows, unread_table

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = re.compile(r"(?<=[A-Za-z])[áàâäãåéèêëíìîïóòôöõøúùûüñçß’](?![A-Z]{2})|\b[ÁÉÍÓÚÖÄÜÅÇØ](?=[a-z])|£")
_UNLIKELY = re.compile(
    r"(?<=[a-z])[À-ÖØ-Þ]|[‰‡†ˆ‹›¸¯¬¶≠∞±≤≥∂∑∏πªºΩ√≈∆◊]|(?<=[A-Za-z])[ÕÔÒÓŽžŠšŒœŸ•–—˜™„‚¢£¥§](?=[A-Za-z])"
)
_DELIMITERS = ",;\t|"


def decode_text(content: bytes) -> str:
    """The text: by its byte order mark, else UTF-16 without one, else UTF-8, else the code page of Windows or a Mac."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    start = content[:200]
    if start.count(0) * 4 > len(start):  # every other byte of Western text in UTF-16 is zero
        little = start[1::2].count(0) >= start[0::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        windows, mac = content.decode("cp1252", errors="replace"), content.decode("mac_roman")
        return mac if _likelihood(mac) > _likelihood(windows) else windows


def _likelihood(text: str) -> int:
    """How often letters beyond ASCII stand where such letters do, less how often where they never would."""
    return len(_LIKELY.findall(text)) - len(_UNLIKELY.findall(text))


def read_csv(
    file: str,
    content: bytes,
    cancelled: Callable[[], bool] = lambda: False,
    choices: ReadingChoices = NOTHING_CHOSEN,
) -> ReadContacts:
    """Read a CSV file's bytes. Raises UnreadableFile when it is no list of pupils and contacts, Cancelled."""
    text = decode_text(content)
    mark = delimiter(text)
    return read_rows(file, FileKind.CSV, _rows(file, text, mark), cancelled, choices)


def csv_tables(file: str, content: bytes, choices: ReadingChoices) -> tuple[FileTable, ...]:
    """What stands in the columns of a CSV file that names no pupils and contacts. Raises UnreadableFile."""
    text = decode_text(content)
    return (unread_table("", list(_rows(file, text, delimiter(text))), choices).table(),)


def _rows(file: str, text: str, mark: str) -> Iterator[list[str]]:
    """The rows, quotes taken strictly: one that is opened and never closed swallows the rows of other families."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    number, width = 0, 0
    while True:
        line = reader.line_num + 1
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as wrong:
            raise _stray_quote(file, number, line) from wrong
        if row is None:
            return
        width = max(width, len(row))
        if reader.line_num > line and any(_swallows_a_row(cell, mark, width) for cell in row):
            raise _stray_quote(file, number, line)
        yield row


def _swallows_a_row(cell: str, mark: str, width: int) -> bool:
    """Whether one line inside a cell has as many cells of its own as half a row: no address or note is like that."""
    return any(part.count(mark) >= max(3, width // 2) for part in cell.splitlines()[1:])


def _stray_quote(file: str, number: int, line: int) -> UnreadableFile:
    return UnreadableFile(
        file,
        f"“{file}” has a quotation mark in row {number} (line {line}) that does not belong there, so that nobody can "
        "tell where its cells end. Nothing was read.",
        "Take the quotation mark out in your school’s system and export the list again.",
        row=number,
    )


def delimiter(text: str) -> str:
    """What parts the cells: whichever of comma, semicolon, tab and bar the first full rows have most of."""
    start = "\n".join(text[:20_000].splitlines()[:20])
    return max(_DELIMITERS, key=start.count)

"""A list of staff from a CSV file: names only, whatever the headings are called; everything else is passed over."""

from __future__ import annotations

import csv
import io

from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.csv_contacts import decode_text, delimiter

MOST_PEOPLE = 2_000
_FIRST = {
    "forename",
    "first name",
    "firstname",
    "given name",
    "preferred forename",
    "legal forename",
    "chosen forename",
}
_LAST = {"surname", "last name", "lastname", "family name", "legal surname", "preferred surname"}
_WHOLE = {
    "name",
    "full name",
    "fullname",
    "staff name",
    "staff member",
    "staff",
    "employee",
    "employee name",
    "teacher",
}
_TITLE = {"title"}


def read_staff(file: str, content: bytes) -> tuple[str, ...]:
    """The names in the order of the file, each once. Raises UnreadableFile saying what is missing.

    Understood are a column with whole names, forename and surname in columns of their own, or one column without a
    heading.
    """
    text = decode_text(content)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)) if any(row)]
    except csv.Error as wrong:
        raise UnreadableFile(file, f"“{file}” is damaged or not a CSV file.", "Export it again.") from wrong
    if not rows:
        raise UnreadableFile(file, f"“{file}” is empty.", "Export the list of staff again.")
    names = _named(file, rows)
    found = tuple(dict.fromkeys(name for name in names if name))
    if not found:
        raise UnreadableFile(file, f"“{file}” holds no names.", "Choose the list of staff.")
    if len(found) > MOST_PEOPLE:
        raise UnreadableFile(file, f"“{file}” holds {len(found):,} names, more than any school has staff.")
    return found


def _named(file: str, rows: list[list[str]]) -> list[str]:
    header = [" ".join(cell.casefold().replace("_", " ").split()) for cell in rows[0]]
    first, last, whole, title = (_column(header, known) for known in (_FIRST, _LAST, _WHOLE, _TITLE))
    if first is not None and last is not None:
        return [_joined(row, title, first, last) for row in rows[1:]]
    if whole is not None:
        return [_joined(row, whole) for row in rows[1:]]
    if all(len(row) == 1 for row in rows):
        return [_joined(row, 0) for row in rows]
    raise UnreadableFile(
        file,
        f"“{file}” has no column with names.",
        "It needs a column “Name”, or the columns “Forename” and “Surname”.",
        row=1,
    )


def _column(header: list[str], known: set[str]) -> int | None:
    return next((place for place, name in enumerate(header) if name in known), None)


def _joined(row: list[str], *columns: int | None) -> str:
    return " ".join(" ".join(row[place].split()) for place in columns if place is not None and place < len(row)).strip()

"""What stands in each column of a table, counted while its rows are read, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from halton_desktop.domain.importing.contact_import import UnusedColumn
from halton_desktop.domain.importing.file_columns import (
    CORRESPONDENCE,
    LEFT_OUT,
    NOTES,
    PUPIL,
    RESTRICTIONS,
    ColumnUse,
    FileColumn,
    FileTable,
    SheetUse,
    Unquoted,
)
from halton_desktop.domain.name import fold
from halton_desktop.exchange.cell_values import LONGEST, tidy
from halton_desktop.exchange.columns import Columns
from halton_desktop.exchange.found_holds import said_aside

MOST_EXAMPLES = 3
_KEY_OF = {kind: key for key, kind in RESTRICTIONS.items()} | {None: NOTES}


class SeenColumns:
    """Counts filled cells and keeps a few of them as examples."""

    def __init__(
        self, columns: Columns, chosen: Mapping[int, ColumnUse], sheet: str = "", unquoted: Unquoted = ()
    ) -> None:
        self._columns = columns
        self._chosen = chosen
        self._sheet = sheet
        self._unquoted = unquoted
        self._rows = 0
        self._cells = [0] * len(columns.headings)
        self._held = dict.fromkeys(columns.unused, 0)
        self._examples: list[dict[str, None]] = [{} for _ in columns.headings]
        self._firsts = {other: first for first, other in columns.doubles}
        self._passed_over = {other: UnusedColumn(self._name(other), 0, ()) for other in self._firsts}

    def count(self, row: Sequence[str]) -> None:
        """Count one row’s cells."""
        self._rows += 1
        quoted = not self._holds_somebody_protected(row)
        for column, text in enumerate(row[: len(self._cells)]):
            if text and not text.isspace():
                self._cells[column] += 1
                if quoted and len(self._examples[column]) < MOST_EXAMPLES:
                    self._examples[column][tidy(text[:LONGEST])] = None
                if column in self._held and said_aside(self._columns.heading(column), tidy(text[:LONGEST])):
                    self._held[column] += 1
        for other, first in self._firsts.items():
            self._pass_over(other, _text(row, other), _text(row, first), quoted=quoted)

    def _pass_over(self, column: int, text: str, taken: str, *, quoted: bool) -> None:
        """A second column of the same use says something else than the one that counts."""
        if text and text.casefold() != taken.casefold():
            known = self._passed_over[column]
            examples = tuple(dict.fromkeys((*known.examples, *([text] if quoted else []))))[:MOST_EXAMPLES]
            self._passed_over[column] = UnusedColumn(known.heading, known.cells + 1, examples)

    def _holds_somebody_protected(self, row: Sequence[str]) -> bool:
        if not self._unquoted:
            return False
        words = set(fold(" ".join(row)).split())
        return any(name <= words for name in self._unquoted)

    def unused(self) -> list[UnusedColumn]:
        """The columns with cells of which nothing was made; a cell whose words hold somebody is none of them."""
        plain = [
            UnusedColumn(self._name(one), self._cells[one] - held, self._shown(one)) for one, held in self._held.items()
        ]
        return [one for one in (*plain, *self._passed_over.values()) if one.cells]

    def table(self, use: SheetUse = SheetUse.PEOPLE, *, chosen: bool = False) -> FileTable:
        """The whole table with what is made of each column that has a heading or a cell."""
        uses, unused = uses_of(self._columns) | dict(self._chosen), set(self._columns.unused)
        columns = tuple(
            FileColumn(
                one,
                self._name(one),
                uses.get(one),
                self._cells[one],
                self._shown(one),
                one in self._chosen,
                one in self._firsts,
                one in unused and one in self._chosen and self._chosen[one].what != LEFT_OUT,
            )
            for one, heading in enumerate(self._columns.headings)
            if heading.strip() or self._cells[one]
        )
        return FileTable(self._sheet, self._columns.headings, self._rows, columns, use, chosen)

    def _shown(self, column: int) -> tuple[str, ...]:
        return tuple(self._examples[column])

    def _name(self, column: int) -> str:
        return self._columns.heading(column).strip() or f"column {letters(column)}"


def uses_of(columns: Columns) -> dict[int, ColumnUse]:
    """What each column is used for; columns nothing is made of are missing."""
    uses = {column: ColumnUse(field) for fields in (columns.pupil, columns.home) for field, column in fields.items()}
    for place, fields in enumerate(columns.contacts, start=1):
        uses |= {column: ColumnUse(field, place) for field, column in fields.items()}
    for one in columns.watched:
        what = CORRESPONDENCE if one.permits and one.contact is not None else _KEY_OF.get(one.kind, NOTES)
        uses[one.column] = ColumnUse(what, PUPIL if one.contact is None else one.contact + 1)
    for first, other in reversed(columns.doubles):
        uses[other] = uses[first]
    return uses


def letters(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _text(row: Sequence[str], column: int) -> str:
    return tidy(row[column]) if column < len(row) else ""

"""The rows of one sheet as they would stand in a CSV file, whatever a spreadsheet has done to a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from halton_desktop.domain.file_columns import COMMENTS, NOTHING_CHOSEN, ReadingChoices
from halton_desktop.domain.name import joined
from halton_desktop.exchange.columns import recognise_columns
from halton_desktop.exchange.contact_checks import Report

_MOST_NAMED = 10


class SheetRows:
    """Numbered rows of texts.

    What is merged over several rows belongs to each of them; a formula without a stored value is an error; comments
    on cells stand in one more column. Hidden rows and rows struck through are left out, and told.
    """

    def __init__(self, sheet: Any, formulas: Any, choices: ReadingChoices = NOTHING_CHOSEN) -> None:
        self._choices = choices
        self._sheet = sheet
        self._formulas = formulas
        self._below = {
            (row, span.min_col): span.min_row
            for span in sheet.merged_cells.ranges
            for row in range(span.min_row + 1, span.max_row + 1)
        }
        self._comments: dict[int, list[str]] = {}
        self._hidden: list[int] = []
        self._struck: list[int] = []
        self._rows: dict[int, list[str]] = {}
        self.last = 0
        self._read()

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        for number in range(1, self.last + 1):
            yield number, self._rows.get(number, [])

    def tell_left_out(self, report: Report) -> None:
        """Say which rows are not taken, and why."""
        for numbers, what in ((self._hidden, "hidden"), (self._struck, "struck through")):
            if not numbers:
                continue
            named = [str(number) for number in numbers[:_MOST_NAMED]]
            more = [f"{len(numbers) - _MOST_NAMED} more"] if len(numbers) > _MOST_NAMED else []
            rows = f"Row {named[0]} is" if len(numbers) == 1 else f"Rows {joined([*named, *more])} are"
            left = "was left out" if len(numbers) == 1 else "were left out"
            report.tell(
                numbers[0], self._sheet.title, what,
                f"{rows} {what} in the sheet “{self._sheet.title}” and {left}. If that is wrong, change it in Excel, "
                "save the file and import it again.",
            )  # fmt: skip

    def _read(self) -> None:
        for cells in self._sheet.iter_rows():
            texts = [self._text(cell) for cell in cells]
            if not any(text.strip() for text in texts):
                continue
            number = self.last = cells[0].row
            if self._sheet.row_dimensions[number].hidden:
                self._hidden.append(number)
            elif _is_struck(cells):
                self._struck.append(number)
            else:
                self._rows[number] = texts
        if self._comments:
            self._add_comments()

    def _text(self, cell: Any) -> str:
        if getattr(cell, "comment", None) is not None:
            self._comments.setdefault(cell.row, []).append(" ".join(cell.comment.text.split()))
        above = self._below.get((cell.row, cell.column))
        if above is not None:
            return self._text(self._sheet.cell(above, cell.column))
        if cell.value is None and self._formulas is not None:
            formula = self._formulas.cell(cell.row, cell.column)
            return "#FORMULA" if formula.data_type == "f" else ""
        return as_text(cell.value)

    def _add_comments(self) -> None:
        headed = False
        for number, texts in self._rows.items():
            heading = not headed and recognise_columns(texts, self._choices.of(texts)) is not None
            headed = headed or heading
            if headed:
                texts.append(COMMENTS if heading else "; ".join(self._comments.get(number, ())))


def _is_struck(cells: Sequence[Any]) -> bool:
    """Whether all that stands in a row is struck through."""
    filled = [cell for cell in cells if cell.value not in (None, "")]
    return bool(filled) and all(cell.has_style and cell.font.strike for cell in filled)


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

"""The rows of one sheet as they would stand in a CSV file, whatever a spreadsheet has done to a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from halton_desktop.domain.importing.file_columns import COMMENTS, NOTHING_CHOSEN, STRUCK, ReadingChoices
from halton_desktop.domain.name import joined
from halton_desktop.exchange.columns import recognise_columns
from halton_desktop.exchange.contact_checks import ReportProblem

_MOST_NAMED = 10
_FEW_COLOURED = 0.4
"""Of the rows; where more are coloured, it is how the whole table looks."""


class SheetRows:
    """Numbered rows of texts.

    What is merged over several rows belongs to each of them; a formula without a stored value is an error; comments
    on cells, and cells struck through, stand in one more column each. Hidden rows and rows struck through are left out,
    and told; what they restrict counts: they are ``aside``.
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
        self._struck_cells: dict[int, list[str]] = {}
        self._strikes: dict[int, bool] = {}
        self._coloured: list[int] = []
        self._fills: dict[int, bool] = {}
        self._rows: dict[int, list[str]] = {}
        self._aside: dict[int, list[str]] = {}
        self.last = 0
        self._read()

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        for number in range(1, self.last + 1):
            yield number, self._rows.get(number, [])

    @property
    def aside(self) -> list[tuple[int, Sequence[str]]]:
        """The rows that are left out."""
        return list(self._aside.items())

    def tell_left_out(self, report: ReportProblem) -> None:
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
                f"{rows} {what} in the sheet “{self._sheet.title}” and {left}; only a restriction "
                "there counts. If that is wrong, change it in Excel, save the file and import it again.",
            )  # fmt: skip

    def tell_colours(self, report: ReportProblem) -> None:
        """Say that some rows are coloured: the program cannot know what for. A whole table in colours is only "
        "pretty."""
        if 0 < len(self._coloured) <= _FEW_COLOURED * len(self._rows):
            named = [str(number) for number in self._coloured[:_MOST_NAMED]]
            more = [f"{len(self._coloured) - _MOST_NAMED} more"] if len(self._coloured) > _MOST_NAMED else []
            report.tell(
                self._coloured[0], self._sheet.title, "coloured",
                f"Cells are coloured in row {joined([*named, *more])} of the sheet “{self._sheet.title}”, and nobody "
                "can read what a colour means. They were taken as any other; if it marks who must not be written to, "
                "mark them in the Parents tab.",
            )  # fmt: skip

    def _is_coloured(self, cell: Any) -> bool:
        if cell.value in (None, "") or not getattr(cell, "has_style", False):
            return False
        if cell.style_id not in self._fills:
            colour = cell.fill.fgColor
            plain = colour.type == "rgb" and str(colour.rgb)[-6:] in ("FFFFFF", "000000")
            self._fills[cell.style_id] = cell.fill.patternType == "solid" and not plain
        return self._fills[cell.style_id]

    def _read(self) -> None:
        for cells in self._sheet.iter_rows():
            texts = [self._text(cell) for cell in cells]
            if not any(text.strip() for text in texts):
                continue
            number = self.last = cells[0].row
            struck = [cell for cell in cells if self._is_struck(cell)]
            if self._sheet.row_dimensions[number].hidden:
                self._hidden.append(number)
                self._aside[number] = texts
            elif struck and all(cell in struck for cell in cells if cell.value not in (None, "")):
                self._struck.append(number)
                self._aside[number] = texts
            else:
                self._rows[number] = texts
                if any(map(self._is_coloured, cells)) and recognise_columns(texts, self._choices.of(texts)) is None:
                    self._coloured.append(number)
                if struck:
                    said = joined([f"“{self._text(cell)}”" for cell in struck])
                    self._struck_cells[number] = [f"{said} {'is' if len(struck) == 1 else 'are'} struck through"]
        for heading, said_of in ((COMMENTS, self._comments), (STRUCK, self._struck_cells)):
            if said_of:
                self._add_column(heading, said_of)

    def _is_struck(self, cell: Any) -> bool:
        """Whether a line goes through what stands in a cell, or a part of it."""
        if cell.value in (None, ""):
            return False
        if isinstance(cell.value, list):  # a text of several kinds of letters
            return any(getattr(getattr(part, "font", None), "strike", False) for part in cell.value)
        if not cell.has_style:
            return False
        if cell.style_id not in self._strikes:
            self._strikes[cell.style_id] = bool(cell.font.strike)
        return self._strikes[cell.style_id]

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

    def _add_column(self, name: str, said: dict[int, list[str]]) -> None:
        headed = False
        for number, texts in self._rows.items():
            heading = not headed and recognise_columns(texts, self._choices.of(texts)) is not None
            headed = headed or heading
            if headed:
                texts.append(name if heading else "; ".join(said.get(number, ())))
        for texts in self._aside.values():
            texts.append("")


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

"""Lists on paper: the register of forms, who is outstanding by class, and one parent's own history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.letters.document import MM, Document
from halton_desktop.letters.grid import BLACK, MUTED, across, down, fill_colour, rule, stroke_colour
from halton_desktop.letters.typesetter import TypeSetting
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from datetime import date

    from halton_desktop.letters.fonts import Typefaces
    from halton_desktop.letters.typesetter import Word

_LEFT, _RIGHT, _TOP, _BOTTOM = 15.0, 195.0, 30.0, 280.0
_SIZE, _LEADING = 9.0, 11.4
_ROW_GAP = 1.5  # mm above and below the words of a row
_HEADING = 9.5  # mm a group's heading takes


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """``width`` in mm; the columns of a list share 180 mm."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class PrintGroup:
    """Rows under one heading ("7D: 4 outstanding"); "" for none."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A whole list: its title, a sentence under it, columns and groups; ``nothing`` stands where there are no rows."""

    school: str
    title: str
    subtitle: str
    columns: tuple[PrintColumn, ...]
    groups: tuple[PrintGroup, ...]
    printed_on: date
    nothing: str = "Nothing to list."
    each_on_a_page: bool = False


def print_list(content: PrintedList, typefaces: Typefaces, out: BinaryIO) -> int:
    """Write the list to ``out`` as a PDF; returns the number of pages. Column titles stand on every page."""
    document = Document(out, typefaces, title=content.title, author=content.school, written_on=content.printed_on)
    pages = _Pages(document, content)
    for number, group in enumerate(content.groups):
        if number and content.each_on_a_page:
            pages.turn()
        pages.heading(group.heading, group.rows)
        for row in group.rows:
            pages.row(row, group.heading)
    if not any(group.rows for group in content.groups):
        pages.sentence(content.nothing)
    pages.write()
    document.close()
    return document.page_count


class _Pages:
    """Fills pages from top to bottom; they are written at the end, when their number is known."""

    def __init__(self, document: Document, content: PrintedList) -> None:
        self._document = document
        self._content = content
        self._text = document.typesetter
        self._done: list[list[bytes]] = []
        self._place = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        self._done.append([])
        self._place = _TOP + (11 if len(self._done) == 1 else 0)
        self._titles()

    def heading(self, heading: str, rows: Sequence[tuple[str, ...]]) -> None:
        """A group's heading, never alone at the foot of a page."""
        if not heading:
            return
        first = self._height(rows[0]) if rows else 0
        if self._place + _HEADING + first > _BOTTOM:
            self.turn()
        self._say(heading, _LEFT, self._place + 6.5, 11, bold=True)
        self._place += _HEADING

    def row(self, cells: tuple[str, ...], heading: str) -> None:
        """One row; a cell's words turn over within its column."""
        height = self._height(cells)
        if self._place + height > _BOTTOM:
            self.turn()
            if heading:
                self._say(f"{heading} (continued)", _LEFT, self._place + 6.5, 9.5, bold=True)
                self._place += _HEADING - 1
        left = _LEFT
        for column, lines in zip(self._content.columns, self._broken(cells), strict=True):
            if lines:
                setting = TypeSetting(_SIZE, _LEADING, column.width * MM)
                block = self._text.block(lines, across(left), down(self._place + _ROW_GAP + 3.1), setting)
                self._add(b"BT\n" + block + b"ET\n")
            left += column.width
        self._place += height
        self._add(stroke_colour("#C9CED4") + rule(_LEFT, self._place, _RIGHT, self._place, 0.4))

    def sentence(self, words: str) -> None:
        """A plain sentence in the place of rows."""
        self._say(words, _LEFT, self._place + 8, 10.5)

    def write(self) -> None:
        """Every page with its head and foot."""
        for number, drawn in enumerate(self._done, start=1):
            self._document.add_page(b"".join([*self._frame(number), *drawn]))

    def _frame(self, number: int) -> list[bytes]:
        content, text = self._content, self._text
        head = [b"BT\n", fill_colour(MUTED), text.line(content.school, across(_LEFT), down(14), 9)]
        label = f"Page {number} of {len(self._done)}"
        head.append(text.line(label, across(_RIGHT) - text.width(label, 9), down(14), 9))
        foot = f"{content.title} · printed {long_date(content.printed_on)} · personal data: keep safe, shred after use"
        head.append(text.line(foot, across(_LEFT), down(289), 8) + fill_colour(BLACK))
        if number == 1:
            head.append(text.line(content.title, across(_LEFT), down(24), 17, bold=True))
            head.append(text.line(content.subtitle, across(_LEFT), down(31), 10))
        head.append(b"ET\n")
        return head

    def _titles(self) -> None:
        left = _LEFT
        self._add(b"BT\n" + fill_colour(MUTED))
        for column in self._content.columns:
            self._add(self._text.line(column.title, across(left), down(self._place), 8.5, bold=True))
            left += column.width
        self._add(fill_colour(BLACK) + b"ET\n")
        self._place += 2.2
        self._add(stroke_colour(BLACK) + rule(_LEFT, self._place, _RIGHT, self._place, 0.8))

    def _broken(self, cells: tuple[str, ...]) -> list[list[list[Word]]]:
        broken: list[list[list[Word]]] = []
        for column, cell in zip(self._content.columns, cells, strict=True):
            setting = TypeSetting(_SIZE, _LEADING, (column.width - 3) * MM)
            lines: list[list[Word]] = []
            for part in cell.split("\n"):
                plain = " ".join(part.replace("**", "").split())
                lines += self._text.lines(self._text.words(plain), setting)
            broken.append(lines)
        return broken

    def _height(self, cells: tuple[str, ...]) -> float:
        most = max((len(lines) for lines in self._broken(cells)), default=1)
        return max(1, most) * _LEADING / MM + 2 * _ROW_GAP

    def _say(self, words: str, left: float, place: float, size: float, bold: bool = False) -> None:
        self._add(b"BT\n" + self._text.line(words.replace("**", ""), across(left), down(place), size, bold) + b"ET\n")

    def _add(self, drawn: bytes) -> None:
        self._done[-1].append(drawn)

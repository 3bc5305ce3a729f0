"""A paper of the school that is no letter (report, minute, list): headings, text, facts and tables flow over pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.domain.letter import Envelope, EnvelopeSetting
from halton_desktop.letters.body import moved
from halton_desktop.letters.document import MM, PAGE_HEIGHT, Document
from halton_desktop.letters.grid import (
    BLACK,
    CONTINUED_TOP,
    FOOT,
    LEFT,
    MUTED,
    RIGHT,
    RULE,
    TEXT_BOTTOM,
    across,
    fill_colour,
    rule,
    stroke_colour,
)
from halton_desktop.letters.letterhead import continuation_form, letterhead_form
from halton_desktop.letters.typesetter import TypeSetting

if TYPE_CHECKING:
    from datetime import date

    from halton_desktop.domain.letter import Letterhead
    from halton_desktop.letters.fonts import Typefaces
    from halton_desktop.letters.typesetter import Typesetter, Word

WIDTH = (RIGHT - LEFT) * MM
"""Points between the margins."""
TITLE = TypeSetting(size=19, leading=23, measure=WIDTH)
SUBTITLE = TypeSetting(size=11, leading=14.5, measure=WIDTH)
HEADING = TypeSetting(size=12.5, leading=16, measure=WIDTH)
TEXT = TypeSetting(size=10, leading=13.8, measure=WIDTH)
SMALL = TypeSetting(size=8.5, leading=11.4, measure=WIDTH)
_FIRST_TOP = (RULE + 11) * MM
_ASCENT = 0.8
_CELL_GAP = 6.0
_RULE_GREY = "#C6CBD1"


@dataclass(frozen=True, slots=True)
class ReportTable:
    """``widths`` of the columns in mm, ``right`` those set to the right, ``row_height`` the least, in points."""

    widths: tuple[float, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    row_height: float = 0.0


class ReportDocument:
    """Fill it from top to bottom, then ``close``; every page but the first is headed by the school's name."""

    def __init__(
        self, out: BinaryIO, head: Letterhead, typefaces: Typefaces, *, title: str, written_on: date, foot: str = ""
    ) -> None:
        self._document = Document(out, typefaces, title=title, author=head.school, written_on=written_on)
        self.typesetter: Typesetter = self._document.typesetter
        self.accent = head.accent
        self._foot = foot or title
        self._first = letterhead_form(self._document, head, EnvelopeSetting(Envelope.NONE))
        self._continued = continuation_form(self._document, head)
        self._pages: list[list[bytes]] = [[]]
        self._filled = _FIRST_TOP

    def title(self, text: str, subtitle: str = "") -> None:
        """The name of the paper and what stands under it."""
        self._set(text, TITLE, bold=True, colour=self.accent)
        if subtitle:
            self._set(subtitle, SUBTITLE, colour=MUTED)
        self.space(4)

    def heading(self, text: str, *, keep: float = 60) -> None:
        """Begin a part; ``keep`` points of what follows stay on its page."""
        self.space(9)
        self.need(HEADING.leading + keep)
        self._set(text, HEADING, bold=True)
        self.space(2)

    def paragraph(self, text: str, *, small: bool = False, muted: bool = False) -> None:
        """One paragraph; line breaks in it are kept."""
        for part in text.splitlines() or [""]:
            self._set(part, SMALL if small else TEXT, colour=MUTED if muted else BLACK)
        self.space(3.5)

    def facts(self, facts: Sequence[tuple[str, str]], *, label: float = 42.0, small: bool = False) -> None:
        """Label and value beside each other, the labels ``label`` mm wide; empty values are left out."""
        size, leading = (SMALL.size, SMALL.leading) if small else (TEXT.size, TEXT.leading)
        beside = TypeSetting(size, leading, WIDTH - label * MM)
        under = TypeSetting(size, leading, (label - 3) * MM)
        for name, value in facts:
            if not value:
                continue
            lines = [line for part in value.splitlines() for line in self._lines(part, beside)]
            named = self._lines(name, under)
            height = max(len(lines), len(named)) * leading
            self.need(height)
            drawn = fill_colour(MUTED) + self.typesetter.block(named, across(LEFT), self._base(under), under)
            drawn += fill_colour(BLACK)
            drawn += self.typesetter.block(lines, across(LEFT + label), self._base(beside), beside)
            self._draw(b"BT\n" + drawn + b"ET\n", height + 1.5)
        self.space(2)

    def table(self, table: ReportTable) -> None:
        """Rows under a header that every page repeats."""
        header = [f"**{title}**" for title in table.header]
        self.need(4 * TEXT.leading)
        self._row(table, header, 0.0)
        for row in table.rows:
            if self._filled + self._height_of(table.widths, row, table.row_height) > TEXT_BOTTOM * MM:
                self.new_page()
                self._row(table, header, 0.0)
            self._row(table, row, table.row_height)
        self.space(4)

    def signature_lines(self, labels: Sequence[str]) -> None:
        """Rules to sign on, side by side, with what goes there under each."""
        self.need(60)
        self.space(34)
        step = (RIGHT - LEFT) / len(labels)
        top = self._filled / MM
        drawn = stroke_colour(MUTED)
        for place in range(len(labels)):
            left = LEFT + place * step
            drawn += rule(left, top, left + step - 6, top, 0.6)
        drawn += b"BT\n" + fill_colour(MUTED)
        for place, label in enumerate(labels):
            drawn += self.typesetter.line(label, across(LEFT + place * step), self._base(SMALL) - 2, SMALL.size)
        self._draw(drawn + fill_colour(BLACK) + b"ET\n", SMALL.leading + 4)

    def picture(self, height: float, draw: Callable[[float], bytes]) -> None:
        """Anything drawn: ``draw`` is given the PDF's y of the top of a free strip ``height`` points high."""
        self.need(height)
        self._draw(draw(PAGE_HEIGHT - self._filled), height)

    def space(self, points: float) -> None:
        """Leave room, except at the top of a page."""
        if self._pages[-1]:
            self._filled += points

    def need(self, points: float) -> None:
        """Begin a new page where so much does not fit any more."""
        if self._filled + points > TEXT_BOTTOM * MM and self._pages[-1]:
            self.new_page()

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self._pages[-1].append(self._document.signs_named())
        self._pages.append([])
        self._filled = CONTINUED_TOP * MM

    def close(self) -> int:
        """Write everything; returns how many pages there are."""
        text = self.typesetter
        for place, drawn in enumerate(self._pages, 1):
            top = moved(self._continued, 15 * MM) if place > 1 else self._first + b"\n"
            words = f"{self._foot} · page {place} of {len(self._pages)}"
            left = across(RIGHT) - text.width(words, 7)
            y = PAGE_HEIGHT - (FOOT if place > 1 else FOOT + 4) * MM
            foot = b"BT\n" + fill_colour(MUTED) + text.line(words, left, y, 7) + fill_colour(BLACK) + b"ET\n"
            self._document.add_page(top + b"".join(drawn) + foot)
        self._document.close()
        return len(self._pages)

    # --- inside -------------------------------------------------------------------------------------------------

    def _set(self, text: str, setting: TypeSetting, *, bold: bool = False, colour: str = BLACK) -> None:
        for line in self._lines(text, setting, bold=bold):
            self.need(setting.leading)
            drawn = self.typesetter.block([line], across(LEFT), self._base(setting), setting)
            self._draw(b"BT\n" + fill_colour(colour) + drawn + fill_colour(BLACK) + b"ET\n", setting.leading)

    def _lines(self, text: str, setting: TypeSetting, *, bold: bool = False) -> list[list[Word]]:
        return self.typesetter.lines(self.typesetter.words(text, bold), setting) or [[]]

    def _base(self, setting: TypeSetting) -> float:
        return PAGE_HEIGHT - self._filled - setting.size * _ASCENT - (setting.leading - setting.size) / 2

    def _draw(self, operators: bytes, height: float) -> None:
        self._pages[-1].append(operators)
        self._filled += height

    def _height_of(self, widths: Sequence[float], row: Sequence[str], least: float) -> float:
        wrapped = [
            len(self._lines(cell, _cell_setting(width))) * SMALL.leading
            for cell, width in zip(row, widths, strict=True)
        ]
        return max(*wrapped, least) + _CELL_GAP

    def _row(self, table: ReportTable, row: Sequence[str], least: float) -> None:
        height = self._height_of(table.widths, row, least)
        drawn, left = b"BT\n", LEFT
        base = PAGE_HEIGHT - self._filled - _CELL_GAP / 2 - SMALL.size * _ASCENT
        for column, (cell, width) in enumerate(zip(row, table.widths, strict=True)):
            setting = _cell_setting(width)
            lines = self._lines(cell, setting)
            if column in table.right:
                drawn += self._right(lines, across(left + width) - _CELL_GAP, base, setting)
            else:
                drawn += self.typesetter.block(lines, across(left), base, setting)
            left += width
        bottom = (self._filled + height) / MM
        line = stroke_colour(_RULE_GREY) + rule(LEFT, bottom, LEFT + sum(table.widths), bottom, 0.5)
        self._draw(drawn + b"ET\n" + line, height)

    def _right(self, lines: list[list[Word]], edge: float, base: float, setting: TypeSetting) -> bytes:
        drawn = b""
        for place, line in enumerate(lines):
            words = self.typesetter.space * max(0, len(line) - 1) + sum(word.width for word in line)
            x = edge - words * setting.size / 1000
            drawn += self.typesetter.block([line], x, base - place * setting.leading, setting)
        return drawn


def _cell_setting(width: float) -> TypeSetting:
    return TypeSetting(SMALL.size, SMALL.leading, width * MM - _CELL_GAP)

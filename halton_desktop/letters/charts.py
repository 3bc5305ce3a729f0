"""Charts of the year's figures: one drawing for paper and screen, labelled directly, hidden counts drawn as such."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Literal

from halton_desktop.domain.day_words import MONTHS
from halton_desktop.domain.yearly_figures import HIDDEN_WORDS
from halton_desktop.letters.grid import fill_colour, stroke_colour
from halton_desktop.letters.typesetter import number

if TYPE_CHECKING:
    from halton_desktop.domain.yearly_figures import Cell, Table
    from halton_desktop.letters.typesetter import Typesetter

WIDTH = 425.0
"""Points; as wide as the text of a report."""
_LABELS = 168.0
_ROW, _BAR, _THIN = 17.0, 8.5, 3.0
_SIZE = 8.0
_COLUMNS_HEIGHT = 92.0
_EDGE, _RULE = 0.7, 0.6
_ON_SCREEN = "\"'Segoe UI', 'Noto Sans', sans-serif\""


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours as ``#RRGGBB``: the ground, this year's bars, the text, and the grey of the year before."""

    ground: str = "#FFFFFF"
    bar: str = "#1F5FA8"
    text: str = "#1B1F24"
    muted: str = "#8C959F"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, or an empty one with an edge; from its lower left corner, in points."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    filled: bool = True

    def svg(self, height: float) -> str:
        """For a drawing of this height."""
        place = f'x="{self.x:g}" y="{height - self.y - self.height:g}" width="{self.width:g}" height="{self.height:g}"'
        if self.filled:
            return f'<rect {place} fill="{self.colour}"/>'
        return f'<rect {place} fill="none" stroke="{self.colour}" stroke-width="{_EDGE:g}"/>'

    def pdf(self, _typesetter: Typesetter, left: float, bottom: float) -> bytes:
        """As operators of a page, the drawing's corner at (left, bottom)."""
        place = _numbers(left + self.x, bottom + self.y, self.width, self.height)
        if self.filled:
            return fill_colour(self.colour) + b"%s %s %s %s re f\n" % place
        return stroke_colour(self.colour) + number(_EDGE) + b" w %s %s %s %s re S\n" % place


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str

    def svg(self, height: float) -> str:
        """For a drawing of this height."""
        ends = f'x1="{self.x1:g}" y1="{height - self.y1:g}" x2="{self.x2:g}" y2="{height - self.y2:g}"'
        return f'<line {ends} stroke="{self.colour}" stroke-width="{_RULE:g}"/>'

    def pdf(self, _typesetter: Typesetter, left: float, bottom: float) -> bytes:
        """As operators of a page."""
        ends = _numbers(_RULE, left + self.x1, bottom + self.y1, left + self.x2, bottom + self.y2)
        return stroke_colour(self.colour) + b"%s w %s %s m %s %s l S\n" % ends


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words that begins, ends or has its middle at a point of its base line."""

    x: float
    y: float
    text: str
    colour: str
    anchor: Literal["start", "middle", "end"]

    def svg(self, height: float) -> str:
        """For a drawing of this height."""
        place = f'x="{self.x:g}" y="{height - self.y:g}" font-size="{_SIZE:g}" text-anchor="{self.anchor}"'
        return f'<text {place} font-family={_ON_SCREEN} fill="{self.colour}">{escape(self.text)}</text>'

    def pdf(self, typesetter: Typesetter, left: float, bottom: float) -> bytes:
        """As operators of a page, in the typeface of the report."""
        width = typesetter.width(self.text, _SIZE)
        shift = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        line = typesetter.line(self.text, left + self.x - shift, bottom + self.y, _SIZE)
        return b"BT\n" + fill_colour(self.colour) + line + b"ET\n"


@dataclass(slots=True)
class Chart:
    """A drawing of so many points, whatever it is shown on."""

    width: float
    height: float
    shapes: list[Box | Rule | Words] = field(default_factory=list)


def chart_of(table: Table, colours: ChartColours, before: Table | None = None) -> Chart:
    """A table drawn: columns for months, otherwise bars; ``before`` as thin grey ones."""
    draw = _columns if table.key == "month" else _bars
    return draw(table, colours, before)


def to_svg(chart: Chart, colours: ChartColours) -> bytes:
    """The chart for the screen, on its ground, in the interface's own typeface."""
    width, height = chart.width, chart.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"><rect width="{width:g}" height="{height:g}" fill="{colours.ground}"/>'
    ]
    parts += [shape.svg(height) for shape in chart.shapes]
    return ("".join(parts) + "</svg>").encode("utf-8")


def to_pdf(chart: Chart, typesetter: Typesetter, left: float, bottom: float) -> bytes:
    """The same chart as operators of a page, its lower left corner at (left, bottom) points."""
    return b"".join(shape.pdf(typesetter, left, bottom) for shape in chart.shapes)


def _bars(table: Table, colours: ChartColours, before: Table | None) -> Chart:
    chart = Chart(WIDTH, len(table.cells) * _ROW + 2)
    most = _most(table, before)
    room = WIDTH - _LABELS - 92
    for row, cell in enumerate(table.cells):
        middle = chart.height - row * _ROW - _ROW / 2
        chart.shapes.append(Words(_LABELS - 8, middle - 2.8, cell.label, colours.text, "end"))
        old = before.count(cell.label) if before else None
        bar = _bar(cell, middle + (_THIN / 2 if before else 0.0), room / most, colours)
        chart.shapes += bar
        width = max((box.width for box in bar), default=0.0)
        if old:
            thin = Box(_LABELS, middle - _BAR / 2 - 1, old * room / most, _THIN, colours.muted)
            chart.shapes.append(thin)
            width = max(width, thin.width)
        words = HIDDEN_WORDS if cell.count is None else cell.text
        if old is not None:
            words += f"  ({old:,})"
        chart.shapes.append(Words(_LABELS + width + 5, middle - 2.8, words, colours.text, "start"))
    chart.shapes.append(Rule(_LABELS, 0, _LABELS, chart.height, colours.muted))
    return chart


def _bar(cell: Cell, middle: float, scale: float, colours: ChartColours) -> list[Box]:
    """This year's bar, an empty box where the count is hidden, nothing for none."""
    if cell.count is None:
        return [Box(_LABELS, middle - _BAR / 2, 14.0, _BAR, colours.muted, filled=False)]
    return [Box(_LABELS, middle - _BAR / 2, cell.count * scale, _BAR, colours.bar)] if cell.count else []


def _columns(table: Table, colours: ChartColours, before: Table | None) -> Chart:
    chart = Chart(WIDTH, _COLUMNS_HEIGHT + 30)
    most = _most(table, before)
    step = WIDTH / max(1, len(table.cells))
    wide = min(20.0, step * 0.45)
    bases = [cell.count for cell in before.cells] if before else []
    for place, cell in enumerate(table.cells):
        middle = place * step + step / 2
        hidden = cell.count is None
        height = 7.0 if cell.count is None else cell.count * _COLUMNS_HEIGHT / most
        if height:
            colour = colours.muted if hidden else colours.bar
            chart.shapes.append(Box(middle - wide / 2, 16, wide, height, colour, filled=not hidden))
        old = bases[place] if place < len(bases) else None
        if old:
            chart.shapes.append(Box(middle + wide / 2 + 1.5, 16, 4, old * _COLUMNS_HEIGHT / most, colours.muted))
        words = "hidden" if hidden else cell.text
        chart.shapes.append(Words(middle, 16 + height + 3, words, colours.text, "middle"))
        chart.shapes.append(Words(middle, 4, _month(cell.label), colours.text, "middle"))
    chart.shapes.append(Rule(0, 16, WIDTH, 16, colours.muted))
    return chart


def _most(table: Table, before: Table | None) -> int:
    counts = [cell.count or 0 for each in (table, before) if each is not None for cell in each.cells]
    return max([*counts, 1])


def _month(label: str) -> str:
    month, _slash, year = label.partition("/")
    return f"{MONTHS[int(month) - 1][:3]} {year[2:]}" if month.isdigit() and 1 <= int(month) <= 12 else label


def _numbers(*values: float) -> tuple[bytes, ...]:
    return tuple(number(value) for value in values)

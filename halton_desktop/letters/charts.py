"""Charts of the year's figures: one drawing for paper and screen, labelled directly, hidden counts drawn as such."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

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
_HELVETICA = "Helvetica"
_ON_SCREEN = "\"'Segoe UI', 'Noto Sans', sans-serif\""


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours as ``#RRGGBB``: the ground, this year's bars, the text, and the grey of the year before."""

    ground: str = "#FFFFFF"
    bar: str = "#1F5FA8"
    text: str = "#1B1F24"
    muted: str = "#8C959F"


def chart_of(table: Table, colours: ChartColours, before: Table | None = None) -> Any:
    """A ReportLab drawing of a table: columns for months, otherwise bars; ``before`` as thin grey ones."""
    draw = _columns if table.key == "month" else _bars
    return draw(table, colours, before)


def to_svg(drawing: Any, colours: ChartColours) -> bytes:
    """The drawing for the screen, on its ground, in the interface's own typeface.

    Written here and not by ReportLab's renderer, which places words by the widths of a typeface no screen has.
    """
    width, height = drawing.width, drawing.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"><rect width="{width:g}" height="{height:g}" fill="{colours.ground}"/>'
    ]
    parts += [_svg_of(shape, height) for shape in drawing.contents]
    return ("".join(parts) + "</svg>").encode("utf-8")


def to_pdf(drawing: Any, typesetter: Typesetter, left: float, bottom: float) -> bytes:
    """The same drawing as operators of a page, its lower left corner at (left, bottom) points."""
    parts = []
    for shape in drawing.contents:
        kind = type(shape).__name__
        if kind == "Rect":
            parts.append(_rectangle(shape, left, bottom))
        elif kind == "Line":
            ends = (shape.strokeWidth, left + shape.x1, bottom + shape.y1, left + shape.x2, bottom + shape.y2)
            parts.append(stroke_colour(_hex(shape.strokeColor)) + b"%s w %s %s m %s %s l S\n" % _numbers(*ends))
        else:
            parts.append(_text(shape, typesetter, left, bottom))
    return b"".join(parts)


def _bars(table: Table, colours: ChartColours, before: Table | None) -> Any:
    from reportlab.graphics.shapes import Drawing

    drawing = Drawing(WIDTH, len(table.cells) * _ROW + 2)
    most = _most(table, before)
    room = WIDTH - _LABELS - 92
    for row, cell in enumerate(table.cells):
        middle = drawing.height - row * _ROW - _ROW / 2
        _add_text(drawing, _LABELS - 8, middle - 2.8, cell.label, colours.text, "end")
        old = before.count(cell.label) if before else None
        lifted = _THIN / 2 if before else 0.0
        width = _bar(drawing, cell, middle + lifted, room / most, colours)
        if before is not None and old:
            _add_rect(drawing, _LABELS, middle - _BAR / 2 - 1, old * room / most, _THIN, colours.muted)
            width = max(width, old * room / most)
        words = HIDDEN_WORDS if cell.count is None else cell.text
        if before is not None and old is not None:
            words += f"  ({old:,})"
        _add_text(drawing, _LABELS + width + 5, middle - 2.8, words, colours.text, "start")
    _add_line(drawing, _LABELS, 0, _LABELS, drawing.height, colours.muted)
    return drawing


def _bar(drawing: Any, cell: Cell, middle: float, scale: float, colours: ChartColours) -> float:
    """This year's bar, or an empty box where the count is hidden; returns its width."""
    if cell.count is None:
        _add_rect(drawing, _LABELS, middle - _BAR / 2, 14, _BAR, None, colours.muted)
        return 14.0
    if cell.count:
        _add_rect(drawing, _LABELS, middle - _BAR / 2, cell.count * scale, _BAR, colours.bar)
    return cell.count * scale


def _columns(table: Table, colours: ChartColours, before: Table | None) -> Any:
    from reportlab.graphics.shapes import Drawing

    drawing = Drawing(WIDTH, _COLUMNS_HEIGHT + 30)
    most = _most(table, before)
    step = WIDTH / max(1, len(table.cells))
    wide = min(20.0, step * 0.45)
    bases = [cell.count for cell in before.cells] if before else []
    for place, cell in enumerate(table.cells):
        middle = place * step + step / 2
        height = 0.0 if cell.count is None else cell.count * _COLUMNS_HEIGHT / most
        if cell.count is None:
            _add_rect(drawing, middle - wide / 2, 16, wide, 7, None, colours.muted)
            height = 7.0
        elif cell.count:
            _add_rect(drawing, middle - wide / 2, 16, wide, height, colours.bar)
        old = bases[place] if place < len(bases) else None
        if old:
            _add_rect(drawing, middle + wide / 2 + 1.5, 16, 4, old * _COLUMNS_HEIGHT / most, colours.muted)
        words = "hidden" if cell.count is None else cell.text
        _add_text(drawing, middle, 16 + height + 3, words, colours.text, "middle")
        _add_text(drawing, middle, 4, _month(cell.label), colours.text, "middle")
    _add_line(drawing, 0, 16, WIDTH, 16, colours.muted)
    return drawing


def _most(table: Table, before: Table | None) -> int:
    counts = [cell.count or 0 for each in (table, before) if each is not None for cell in each.cells]
    return max([*counts, 1])


def _month(label: str) -> str:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    month, _slash, year = label.partition("/")
    return f"{names[int(month) - 1]} {year[2:]}" if month.isdigit() and 1 <= int(month) <= 12 else label


def _add_text(drawing: Any, x: float, y: float, text: str, colour: str, anchor: str) -> None:
    from reportlab.graphics.shapes import String

    drawing.add(String(x, y, text, fontName=_HELVETICA, fontSize=_SIZE, fillColor=_colour(colour), textAnchor=anchor))


def _add_rect(
    drawing: Any, x: float, y: float, width: float, height: float, fill: str | None, edge: str | None = None
) -> None:
    from reportlab.graphics.shapes import Rect

    drawing.add(
        Rect(
            x,
            y,
            width,
            height,
            fillColor=_colour(fill) if fill else None,
            strokeColor=_colour(edge) if edge else None,
            strokeWidth=0.7,
        )
    )


def _add_line(drawing: Any, x1: float, y1: float, x2: float, y2: float, colour: str) -> None:
    from reportlab.graphics.shapes import Line

    drawing.add(Line(x1, y1, x2, y2, strokeColor=_colour(colour), strokeWidth=0.6))


def _rectangle(shape: Any, left: float, bottom: float) -> bytes:
    place = _numbers(left + shape.x, bottom + shape.y, shape.width, shape.height)
    drawn = b""
    if shape.fillColor is not None:
        drawn += fill_colour(_hex(shape.fillColor)) + b"%s %s %s %s re f\n" % place
    if shape.strokeColor is not None:
        drawn += stroke_colour(_hex(shape.strokeColor)) + number(shape.strokeWidth) + b" w "
        drawn += b"%s %s %s %s re S\n" % place
    return drawn


def _text(shape: Any, typesetter: Typesetter, left: float, bottom: float) -> bytes:
    width = typesetter.width(shape.text, shape.fontSize)
    shift = {"end": width, "middle": width / 2}.get(shape.textAnchor, 0.0)
    line = typesetter.line(shape.text, left + shape.x - shift, bottom + shape.y, shape.fontSize)
    return b"BT\n" + fill_colour(_hex(shape.fillColor)) + line + b"ET\n"


def _svg_of(shape: Any, height: float) -> str:
    kind = type(shape).__name__
    if kind == "Rect":
        top = height - shape.y - shape.height
        edge = f' stroke="{_hex(shape.strokeColor)}" stroke-width="{shape.strokeWidth:g}"' if shape.strokeColor else ""
        fill = _hex(shape.fillColor) if shape.fillColor else "none"
        place = f'x="{shape.x:g}" y="{top:g}" width="{shape.width:g}" height="{shape.height:g}"'
        return f'<rect {place} fill="{fill}"{edge}/>'
    if kind == "Line":
        ends = f'x1="{shape.x1:g}" y1="{height - shape.y1:g}" x2="{shape.x2:g}" y2="{height - shape.y2:g}"'
        return f'<line {ends} stroke="{_hex(shape.strokeColor)}" stroke-width="{shape.strokeWidth:g}"/>'
    place = f'x="{shape.x:g}" y="{height - shape.y:g}" font-size="{shape.fontSize:g}" text-anchor="{shape.textAnchor}"'
    return f'<text {place} font-family={_ON_SCREEN} fill="{_hex(shape.fillColor)}">{escape(shape.text)}</text>'


def _numbers(*values: float) -> tuple[bytes, ...]:
    return tuple(number(value) for value in values)


def _colour(text: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(text)


def _hex(colour: Any) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (colour.red, colour.green, colour.blue))

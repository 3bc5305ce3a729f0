"""The page of a letter: one grid in millimetres, type sizes in points, the few colours, and the strokes drawn on it."""

from __future__ import annotations

from halton_desktop.letters.document import MM, PAGE_HEIGHT
from halton_desktop.letters.typesetter import TypeSetting, number

# Columns, from the left edge of the page. Address, text and school name share the left one; contact details, date and
# reference the right one. 136 mm hold some 70 characters of the body type.
LEFT = 30.0
SIDE = 135.0
RIGHT = 180.0
TEXT_WIDTH = 136.0

# Rows, from the top edge of the page.
HEAD_TOP = 13.0
RULE = 34.0
CONTINUED_TOP = 24.0
TEXT_BOTTOM = 276.0
FOOT = 284.5

BODY = TypeSetting(size=11, leading=11 * 1.35, measure=TEXT_WIDTH * MM, justified=True)
BULLET = TypeSetting(size=11, leading=11 * 1.35, measure=(TEXT_WIDTH - 5) * MM)
SUBJECT = TypeSetting(size=11.5, leading=11.5 * 1.3, measure=TEXT_WIDTH * MM)
HEADING = TypeSetting(size=13, leading=13 * 1.25, measure=TEXT_WIDTH * MM)
PARAGRAPH_GAP = 6.5  # points between paragraphs

MUTED = "#59636E"
BLACK = "#000000"


def across(mm: float) -> float:
    """Points from the left edge."""
    return mm * MM


def down(mm: float) -> float:
    """The PDF's y, in points, of a place so many mm below the top edge."""
    return PAGE_HEIGHT - mm * MM


def fill_colour(colour: str) -> bytes:
    """The operator that sets the colour of text and areas, from ``#RRGGBB``."""
    return _components(colour) + b" rg\n"


def stroke_colour(colour: str) -> bytes:
    """The operator that sets the colour of lines, from ``#RRGGBB``."""
    return _components(colour) + b" RG\n"


def rule(left: float, top: float, right: float, bottom: float, width: float) -> bytes:
    """A line between two places in mm, ``width`` points wide."""
    points = (width, across(left), down(top), across(right), down(bottom))
    return b"%s w %s %s m %s %s l S\n" % tuple(map(number, points))


def box(left: float, top: float, width: float, height: float, line: float = 0.8) -> bytes:
    """An empty box in mm, its line ``line`` points wide."""
    points = (line, across(left), down(top + height), width * MM, height * MM)
    return b"%s w %s %s %s %s re S\n" % tuple(map(number, points))


def _components(colour: str) -> bytes:
    return b" ".join(number(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))

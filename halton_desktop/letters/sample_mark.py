"""The mark across every page of a sample office: nobody takes a letter of it for one of a school."""

from __future__ import annotations

from math import atan2, cos, hypot, sin
from typing import TYPE_CHECKING

from halton_desktop.letters.typesetter import number

if TYPE_CHECKING:
    from halton_desktop.letters.typesetter import Typesetter

MARK = "SAMPLE – NOT REAL"
_OUTLINES = b"0.86 0.45 0.66 RG 1.6 w 1 Tr\n"
"""Outlines only, so that words and codes can be read through them, on a copy too."""
_LENGTH = 0.82  # of the diagonal of the page


def sample_mark(text: Typesetter, width: float, height: float) -> bytes:
    """The operators that draw the mark along the diagonal of a page so many points wide and high."""
    size = _LENGTH * hypot(width, height) / text.width(MARK, 1, bold=True)
    angle = atan2(height, width)
    left, low = -text.width(MARK, size, bold=True) / 2, -size * 0.36
    turned = (cos(angle), sin(angle), -sin(angle), cos(angle), width / 2, height / 2)
    words = text.line(MARK, left, low, size, bold=True)
    placed = b"q %s %s %s %s %s %s cm\nBT\n" % tuple(map(number, turned))
    return placed + _OUTLINES + words + b"ET Q\n"

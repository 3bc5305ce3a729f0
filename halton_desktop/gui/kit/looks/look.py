"""How everything looks, as values: colours by role (light and dark), type scale, spacing.

The only place where a colour, a size or a font is written; ``style_sheet.py`` turns these into Qt's style sheet and
``icons.py`` draws in them. Contrast is measured by ``tests/gui/kit/looks/test_theme.py``: measure again
when you change one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtGui import QColor

ColourRole = Literal[
    "window",
    "surface",
    "text",
    "muted",
    "accent",
    "on_accent",
    "overdue",
    "due",
    "done",
    "sealed",
    "sample",
    "border",
    "hairline",
    "row_rule",
    "hover",
    "selected",
]
TextRole = Literal["body", "heading", "title", "muted", "error", "strong", "link", "struck"]

HALF_STEP, STEP, GROUP, BETWEEN_GROUPS, PAGE_MARGIN = 4, 8, 12, 16, 24
"""Pixels: within a control, between related things, inside a group, between groups, around a page."""
ROW_HEIGHT, ROW_HEIGHT_COMPACT = 32, 28
BUTTON_HEIGHT, BUTTON_WIDTH, LINK_HEIGHT = 32, 88, 24
LARGE_FIELD_HEIGHT = 44
FORM_WIDTH = 560
"""A column of labelled fields is never wider: longer lines are hard to scan."""
FORM_LEAST_WIDTH = 400
CORNER = 6
ICON_SIZE, ICON_SIZE_LARGE = 20, 40
HEADING_POINTS, TITLE_POINTS = 2, 5
"""How many points larger than the system's font."""
CHIP_TINT = 0.10
SELECTION_TINT = 0.14


@dataclass(frozen=True)
class Colours:
    """One colour per role; the last four are worked out from the others by :func:`complete`."""

    window: str
    surface: str
    text: str
    muted: str
    accent: str
    on_accent: str
    overdue: str
    due: str
    done: str
    sealed: str
    sample: str
    border: str
    hairline: str = ""
    row_rule: str = ""
    hover: str = ""
    selected: str = ""


def blend(colour: str, ground: str, share: float) -> str:
    """``share`` (0-1) of a colour laid over a ground, as an opaque colour."""
    top, bottom = QColor(colour), QColor(ground)
    red, green, blue = (
        round(over * share + under * (1 - share))
        for over, under in (
            (top.red(), bottom.red()),
            (top.green(), bottom.green()),
            (top.blue(), bottom.blue()),
        )
    )
    return QColor(red, green, blue).name().upper()


def complete(colours: Colours) -> Colours:
    """The same colours with the rules, the hover and the selection grounds that follow from them."""
    return replace(
        colours,
        hairline=blend(colours.border, colours.surface, 0.5),
        row_rule=blend(colours.border, colours.surface, 0.22),
        hover=blend(colours.text, colours.surface, 0.06),
        selected=blend(colours.accent, colours.surface, SELECTION_TINT),
    )


LIGHT = complete(
    Colours(
        window="#F5F6F8",
        surface="#FFFFFF",
        text="#1B1F24",
        muted="#59636E",
        accent="#1F5FA8",
        on_accent="#FFFFFF",
        overdue="#A4262C",
        due="#8A5300",
        done="#1B6E3C",
        sealed="#5B3A8C",
        sample="#A3195B",
        border="#8C959F",
    )
)
DARK = complete(
    Colours(
        window="#1E2227",
        surface="#272C33",
        text="#E8EAED",
        muted="#A9B2BC",
        accent="#7FB3F0",
        on_accent="#10243B",
        overdue="#FF9A94",
        due="#F2BC66",
        done="#7FD49B",
        sealed="#C9A9F5",
        sample="#FF9CC8",
        border="#6B7682",
    )
)


def high_contrast(colours: Colours) -> Colours:
    """For those who asked their system for more contrast: nothing muted, every border in the colour of the text."""
    return replace(colours, muted=colours.text, border=colours.text, hairline=colours.text)

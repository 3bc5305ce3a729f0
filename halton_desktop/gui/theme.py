"""How everything looks: colours by role (light and dark), type scale, spacing, and their application to the program.

The only place where a colour, a size or a font is written; ``style_sheet.py`` turns these into Qt's style sheet and
``icons.py`` draws in them. Contrast is measured by ``tests/gui/test_theme.py``: measure again when you change one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from halton_desktop.gui.icons import LineIcons
from halton_desktop.settings import COMPACT_ROWS, TEXT_LARGER_BY, THEME, Settings

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
        border="#6B7682",
    )
)


def high_contrast(colours: Colours) -> Colours:
    """For those who asked their system for more contrast: nothing muted, every border in the colour of the text."""
    return replace(colours, muted=colours.text, border=colours.text, hairline=colours.text)


class Theme(QObject):
    """Applies the look to the program, follows the system and the settings, and hands out colours, icons and fonts."""

    changed = Signal()
    """Colours or sizes are different now; what paints itself repaints, tables take the new row height."""

    def __init__(self, application: QApplication, settings: Settings, resources: Path, icon_fonts: Path) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._resources = resources
        self._system_font = QFont(application.font())
        self._icons = LineIcons(icon_fonts, self.colour)
        self._applying = False
        self._colours = LIGHT
        self._shades: dict[str, QColor] = {}
        application.styleHints().colorSchemeChanged.connect(self.apply)
        settings.changed.connect(self._on_setting_changed)

    def apply(self) -> None:
        """Take the look from settings and system and put it on; safe to call again at any time."""
        if self._applying:
            return
        self._applying = True
        try:
            self._choose_colours()
            self._put_on()
        finally:
            self._applying = False
        self.changed.emit()

    def leave(self) -> None:
        """Take the look off again and follow nothing any more (tests, one after another in one application)."""
        self._application.styleHints().colorSchemeChanged.disconnect(self.apply)
        self._settings.changed.disconnect(self._on_setting_changed)
        self._application.setStyleSheet("")
        self._application.setFont(self._system_font)
        self.deleteLater()

    @property
    def colours(self) -> Colours:
        """The colours in force, as ``#RRGGBB``."""
        return self._colours

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground now."""
        return QColor(self._colours.surface).lightness() < 128

    @property
    def row_height(self) -> int:
        """Pixels of one row of a table: 32, or 28 where the user wants it compact; more where text is larger."""
        base = ROW_HEIGHT_COMPACT if self._settings.get(COMPACT_ROWS) else ROW_HEIGHT
        return base + 2 * self._settings.get(TEXT_LARGER_BY)

    def colour(self, role: ColourRole) -> QColor:
        """The colour of a role (yours to change)."""
        return QColor(self._shades[role])

    def tint(self, role: ColourRole) -> QColor:
        """A pale ground in a role's colour, for chips and banners that carry text in that colour."""
        return QColor(blend(getattr(self._colours, role), self._colours.surface, CHIP_TINT))

    def icon(self, name: str, role: ColourRole = "text") -> QIcon:
        """A line icon by its office name (see ``icons.ICONS``); it follows the theme by itself."""
        return self._icons.icon(name, role)

    def pixmap(self, name: str, role: ColourRole, size: int = ICON_SIZE, scale: float = 1.0) -> QPixmap:
        """The same drawn now, ``size`` logical pixels square, for delegates and labels."""
        return self._icons.pixmap(name, role, size, scale)

    def font(self, role: TextRole) -> QFont:
        """The interface font at a step of the type scale, for what paints itself (widgets: :func:`set_text_role`)."""
        font = QFont(self._application.font())
        more = {"heading": HEADING_POINTS, "title": TITLE_POINTS}.get(role, 0)
        font.setPointSizeF(font.pointSizeF() + more)
        if role in ("heading", "title", "strong"):
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def application_icon(self) -> QIcon:
        """The program's own icon."""
        return QIcon(str(self._resources / "icons" / "halton.png"))

    def _choose_colours(self) -> None:
        hints = self._application.styleHints()
        wish = self._settings.get(THEME)
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(wish, Qt.ColorScheme.Unknown)
        hints.setColorScheme(scheme)  # also gives Windows' title bar its colour
        dark = wish == "dark" or (wish == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        colours = DARK if dark else LIGHT
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            colours = high_contrast(colours)
        self._colours = colours
        self._shades = {field.name: QColor(getattr(colours, field.name)) for field in fields(colours)}
        self._icons.forget()

    def _put_on(self) -> None:
        from halton_desktop.gui.style_sheet import style_sheet

        font = QFont(self._system_font)
        font.setPointSizeF(font.pointSizeF() + self._settings.get(TEXT_LARGER_BY))
        self._application.setFont(font)
        if self._application.style().name().lower() != "fusion":
            self._application.setStyle(QStyleFactory.create("Fusion"))
        self._application.setPalette(_palette(self._colours))
        glyphs = self._resources / "icons" / "controls" / ("dark" if self.is_dark else "light")
        self._application.setStyleSheet(style_sheet(self._colours, font.pointSizeF(), glyphs))

    def _on_setting_changed(self, name: str) -> None:
        if name in (THEME.name, COMPACT_ROWS.name, TEXT_LARGER_BY.name):
            self.apply()


def _palette(colours: Colours) -> QPalette:
    """The same colours for what Fusion draws by itself."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for target, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.overdue,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.hairline,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }.items():
        palette.setColor(target, QColor(colour))
    faint = QColor(blend(colours.muted, colours.surface, 0.7))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, faint)
    return palette

"""The look applied to the program: it follows the system and the settings, and hands out colours, icons and fonts."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from halton_desktop.gui.kit.looks.icons import LineIcons
from halton_desktop.gui.kit.looks.look import (
    CHIP_TINT,
    DARK,
    HEADING_POINTS,
    ICON_SIZE,
    LIGHT,
    ROW_HEIGHT,
    ROW_HEIGHT_COMPACT,
    TITLE_POINTS,
    ColourRole,
    Colours,
    TextRole,
    blend,
    high_contrast,
)
from halton_desktop.gui.kit.looks.style_sheet import style_sheet
from halton_desktop.settings import COMPACT_ROWS, TEXT_LARGER_BY, THEME, Settings


class Theme(QObject):
    """Applies the look to the program, follows the system and the settings, and hands out colours, icons and fonts."""

    changed = Signal()
    """Colours or sizes are different now; what paints itself repaints, tables take the new row height."""

    def __init__(self, application: QApplication, settings: Settings, resources: Path) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._resources = resources
        self._system_font = QFont(application.font())
        self._icons = LineIcons(resources / "icons" / "phosphor", self.colour)
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

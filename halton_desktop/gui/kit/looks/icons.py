"""Line icons by their office names, from the Phosphor font, in the colours of the theme.

Icons are drawn when they are painted, so a change of theme needs no more than a repaint. The font file is loaded
at the first icon.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from halton_desktop.errors import OurBug

FONT_FILE, CHARACTERS_FILE = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"

ICONS: dict[str, str] = {
    "add": "plus",
    "attach": "paperclip",
    "back": "arrow-left",
    "backup": "hard-drives",
    "ban": "prohibit",
    "calendar": "calendar-blank",
    "check": "check",
    "clock": "clock",
    "close": "x",
    "code": "book-open",
    "columns": "columns",
    "complaint": "scales",
    "consent": "handshake",
    "contact": "phone",
    "copy": "copy",
    "delete": "trash",
    "done": "check-circle",
    "due": "clock",
    "edit": "pencil-simple",
    "error": "warning-circle",
    "evidence": "paperclip",
    "export": "upload-simple",
    "file": "file-text",
    "filter": "funnel",
    "fit page": "frame-corners",
    "fit width": "arrows-out-line-horizontal",
    "form": "clipboard-text",
    "group": "chats",
    "guide": "question",
    "hide": "eye-slash",
    "household": "house-line",
    "import": "download-simple",
    "incident": "chat-circle-text",
    "info": "info",
    "key": "key",
    "letter": "envelope-simple",
    "link": "link",
    "lock": "lock-simple",
    "meeting": "calendar-check",
    "merge": "git-merge",
    "more": "dots-three",
    "next": "arrow-right",
    "next page": "caret-right",
    "not yet": "circle-dashed",
    "note": "note-pencil",
    "open": "circle",
    "overdue": "warning",
    "parent": "users",
    "police": "shield",
    "previous page": "caret-left",
    "print": "printer",
    "pupil": "student",
    "referral": "scales",
    "refresh": "arrows-clockwise",
    "removal": "eraser",
    "review": "clock-counter-clockwise",
    "save": "floppy-disk",
    "scan": "barcode",
    "school": "house",
    "sealed": "lock-key",
    "search": "magnifying-glass",
    "secure": "shield-check",
    "settings": "gear",
    "show": "eye",
    "sign out": "sign-out",
    "stop": "x-circle",
    "tell": "megaphone",
    "today": "sun-horizon",
    "undo": "arrow-counter-clockwise",
    "user": "user-circle",
    "warning": "warning",
    "zoom in": "magnifying-glass-plus",
    "zoom out": "magnifying-glass-minus",
}
"""Office name → Phosphor's name."""


class LineIcons:
    """Draws icons with one font; ``colour`` gives the theme's colour of a role at the moment of painting."""

    def __init__(self, folder: Path, colour: Callable[[Any], QColor]) -> None:
        self._folder = folder
        self._colour = colour
        self._family = ""
        self._characters: dict[str, str] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def icon(self, name: str, role: str) -> QIcon:
        """An icon by office name. Raises OurBug for a name that is not in ``ICONS``."""
        key = (name, role)
        if key not in self._icons:
            character = self._character(name)
            self._icons[key] = QIcon(_LineIconEngine(self, character, role))
        return self._icons[key]

    def pixmap(self, name: str, role: str, size: int, scale: float) -> QPixmap:
        """The icon drawn now, ``size`` logical pixels square at ``scale`` device pixels each."""
        key = (name, role, size, scale)
        if key not in self._pixmaps:
            pixmap = QPixmap(round(size * scale), round(size * scale))
            pixmap.setDevicePixelRatio(scale)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.draw(painter, QRect(0, 0, size, size), self._character(name), role)
            painter.end()
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def draw(self, painter: QPainter, rect: QRect, character: str, role: str, opacity: float = 1.0) -> None:
        """Paint one character of the icon font, filling ``rect``."""
        font = QFont(self._family)
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.save()
        painter.setOpacity(opacity)
        painter.setFont(font)
        painter.setPen(self._colour(role))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, character)
        painter.restore()

    def forget(self) -> None:
        """Drop pixmaps drawn in the colours of another theme."""
        self._pixmaps.clear()

    def _character(self, name: str) -> str:
        if not self._family:
            self._load()
        try:
            return self._characters[ICONS[name]]
        except KeyError as error:
            raise OurBug(f"There is no icon called {name!r}.") from error

    def _load(self) -> None:
        data = (self._folder / FONT_FILE).read_bytes()
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
        if not families:
            raise OurBug("The program's icon font cannot be read.", "Install Halton Desktop again.")
        codes: dict[str, str] = json.loads((self._folder / CHARACTERS_FILE).read_text(encoding="utf-8"))
        wanted = set(ICONS.values())
        self._characters = {name: chr(int(code, 16)) for name, code in codes.items() if name in wanted}
        self._family = families[0]


class _LineIconEngine(QIconEngine):
    """Lets Qt's buttons, menus and tabs paint a line icon at any size, in the colour of the moment."""

    def __init__(self, icons: LineIcons, character: str, role: str) -> None:
        super().__init__()
        self._icons = icons
        self._character = character
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        disabled = mode == QIcon.Mode.Disabled
        self._icons.draw(painter, rect, self._character, "muted" if disabled else self._role, 0.6 if disabled else 1.0)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIconEngine(self._icons, self._character, self._role)

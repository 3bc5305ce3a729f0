"""The quiet edges of the main window: header above, status below, and the count on a tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.search_box import Hit, SearchBox
from halton_desktop.gui.kit.looks.look import (
    BETWEEN_GROUPS,
    GROUP,
    HALF_STEP,
    ICON_SIZE,
    PAGE_MARGIN,
    STEP,
    ColourRole,
)
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.elided_label import ElidedLabel

SEARCH_WIDTH, SEARCH_LEAST_WIDTH = 340, 220
SMALL_ICON = 16
SAMPLE_WORDS = "Sample office: nobody in it is real, and every page printed here says so."


class IconLabel(QLabel):
    """An icon that follows the theme; always beside a word, so it has no name of its own."""

    def __init__(self, icon: str, role: ColourRole, theme: Theme, size: int = ICON_SIZE) -> None:
        super().__init__()
        self._icon, self._role, self._theme, self._size = icon, role, theme, size
        self._draw()
        theme.changed.connect(self._draw)

    def _draw(self) -> None:
        pixmap: QPixmap = self._theme.pixmap(self._icon, self._role, self._size, self.devicePixelRatioF())
        self.setPixmap(pixmap)


class SampleLine(QWidget):
    """The coloured line above everything in a sample office, which no real office has."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel(SAMPLE_WORDS)
        set_text_role(self.words, "strong")
        set_style_property(self, "surface", "sample")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, HALF_STEP, PAGE_MARGIN, HALF_STEP)
        layout.addWidget(self.words, 1)


class Header(QWidget):
    """School at the left; search and who is signed in at the right."""

    def __init__(
        self, context: AppContext, school: str, name: str, role: str, search: Callable[[str], Sequence[Hit]]
    ) -> None:
        super().__init__()
        self.school = ElidedLabel(school)
        set_text_role(self.school, "title")
        self.search_box = SearchBox(context, search)
        self.search_box.setMinimumWidth(SEARCH_LEAST_WIDTH)
        self.search_box.setMaximumWidth(SEARCH_WIDTH)
        self.search_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        who = QLabel(name)
        who.setTextFormat(Qt.TextFormat.PlainText)
        what = QLabel(role)
        set_text_role(what, "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, STEP, PAGE_MARGIN, STEP)
        layout.setSpacing(STEP)
        layout.addWidget(self.school, 3)
        layout.addWidget(self.search_box, 2)
        layout.addSpacing(BETWEEN_GROUPS)
        layout.addWidget(IconLabel("user", "muted", context.theme))
        layout.addWidget(who)
        layout.addWidget(what)


class UserStatus(QWidget):
    """The status bar's one line: encrypted, signed in as whom, when last backed up."""

    def __init__(self, theme: Theme, name: str, role: str) -> None:
        super().__init__()
        self._backup = QLabel("no backup yet")
        self._backup_icon = IconLabel("backup", "muted", theme, SMALL_ICON)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN - 2, 0, GROUP, 0)
        layout.setSpacing(HALF_STEP + 2)
        layout.addWidget(IconLabel("lock", "muted", theme, SMALL_ICON))
        layout.addWidget(QLabel("Encrypted"))
        layout.addWidget(QLabel("·"))
        layout.addWidget(QLabel(f"signed in as {name} ({role})"))
        layout.addWidget(QLabel("·"))
        layout.addWidget(self._backup_icon)
        layout.addWidget(self._backup)
        layout.addStretch(1)

    def set_backup(self, words: str, *, late: bool) -> None:
        """ "last backup today 09:02"; late backups are shown as what needs attention, in words too."""
        self._backup.setText(words + (" – back up soon" if late else ""))
        set_text_role(self._backup, "error" if late else "muted")


class TabBadge(QWidget):
    """How many things in a tab need somebody."""

    def __init__(self, count: int) -> None:
        super().__init__()
        number = QLabel(f"{count:,}" if count < 1000 else "999+")
        set_style_property(number, "badge", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, STEP, 0)
        layout.addWidget(number)
        self.setAccessibleName(f"{count} need attention")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.adjustSize()

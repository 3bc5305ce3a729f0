"""Where a file is dropped, or chosen with the button in its middle."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from halton_desktop.gui.kit.looks.look import GROUP, ICON_SIZE_LARGE, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

HEIGHT = 220


class ImportDropPlace(QFrame):
    """``dropped`` carries a Path; ``choose_pressed`` asks for the system's file dialog."""

    dropped = Signal(object)
    choose_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        set_style_property(self, "surface", "card")
        self.setAcceptDrops(True)
        self.setMinimumHeight(HEIGHT)
        self._icon = QLabel()
        words = QLabel("Drag the file here, or")
        set_text_role(words, "muted")
        self.button = Button("&Choose a file…", theme, kind="primary", icon="file")
        self.button.clicked.connect(self.choose_pressed)
        layout = QVBoxLayout(self)
        layout.setSpacing(STEP)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GROUP - STEP)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _file_in(event)
        if file is not None:
            event.acceptProposedAction()
            self.dropped.emit(file)

    def _draw(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("import", "accent", ICON_SIZE_LARGE, self.devicePixelRatioF()))


def _file_in(event: QDropEvent) -> Path | None:
    """The one local file that is being dragged."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

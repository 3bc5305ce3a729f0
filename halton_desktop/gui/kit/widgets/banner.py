"""One sentence across the top of a screen: what was done (with Undo), what to mind, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from halton_desktop.gui.kit.looks.look import CORNER, GROUP, HALF_STEP, ICON_SIZE, STEP, ColourRole
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button, icon_button

BannerKind = Literal["info", "success", "warning", "error"]

_LOOKS: dict[BannerKind, tuple[ColourRole, str]] = {
    "info": ("accent", "info"),
    "success": ("done", "done"),
    "warning": ("due", "warning"),
    "error": ("overdue", "error"),
}


class Banner(QWidget):
    """Hidden until :meth:`say`; the last thing said replaces what stood there."""

    said = Signal()
    """It shows something new and needs room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: BannerKind = "info"
        self._act: Callable[[], object] | None = None
        self._icon = QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = Button("Undo", theme, kind="link")
        self._close = icon_button("Close this message", "close", theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GROUP, HALF_STEP, HALF_STEP, HALF_STEP)
        layout.setSpacing(STEP)
        layout.addWidget(self._icon)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self._close.clicked.connect(self.hide)
        self._button.clicked.connect(self._on_pressed)
        theme.changed.connect(self._draw)
        self.hide()

    def say(
        self, sentence: str, kind: BannerKind = "info", *, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence; ``action`` and ``act`` add one thing to do about it ("Undo"), after which it goes away."""
        self._kind = kind
        self._act = act
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(f"{kind.capitalize()}: {sentence}")
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._draw()
        self.show()
        self.said.emit()

    @property
    def sentence(self) -> str:
        """What it says, "" when it is hidden."""
        return "" if self.isHidden() else self._sentence.text()

    @property
    def kind(self) -> BannerKind:
        """What kind of sentence it shows."""
        return self._kind

    def paintEvent(self, event: QPaintEvent) -> None:
        role = _LOOKS[self._kind][0]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._theme.colour(role)
        edge.setAlphaF(0.35)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(self._theme.tint(role))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.end()

    def _draw(self) -> None:
        role, icon = _LOOKS[self._kind]
        self._icon.setPixmap(self._theme.pixmap(icon, role, ICON_SIZE, self.devicePixelRatioF()))
        self.update()

    def _on_pressed(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

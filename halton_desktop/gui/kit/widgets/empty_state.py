"""What stands where a list is empty: a sentence, and the button that helps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import GROUP, ICON_SIZE_LARGE, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme


@dataclass(frozen=True)
class EmptyWords:
    """ "No parents yet." / "Import them from your school's system, or add one." / "Import parents…" / icon name."""

    sentence: str
    advice: str = ""
    button: str = ""
    icon: str = "info"


class EmptyState(QWidget):
    """Centred in whatever holds it; ``pressed`` when its button was."""

    pressed = Signal()

    def __init__(self, words: EmptyWords, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel()
        self._sentence = QLabel()
        self._advice = QLabel()
        self._button = QPushButton("Show all")
        set_text_role(self._sentence, "heading")
        set_text_role(self._advice, "muted")
        self._button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(STEP)
        layout.addStretch(2)
        for widget in (self._icon, self._sentence, self._advice):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        for label in (self._sentence, self._advice):
            label.setWordWrap(True)
        layout.addSpacing(GROUP)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.set_words(words)
        theme.changed.connect(self._draw_icon)

    def set_words(self, words: EmptyWords) -> None:
        """Say something else (for instance: nothing passes the filter)."""
        self._words = words
        self._sentence.setText(words.sentence)
        self._advice.setText(words.advice)
        self._advice.setVisible(bool(words.advice))
        self._button.setText(words.button)
        self._button.setVisible(bool(words.button))
        self.setAccessibleName(f"{words.sentence} {words.advice}".strip())
        self._draw_icon()

    @property
    def words(self) -> EmptyWords:
        """What it says now."""
        return self._words

    def _draw_icon(self) -> None:
        scale = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(self._words.icon, "muted", ICON_SIZE_LARGE, scale))
        self._icon.setAccessibleName("")

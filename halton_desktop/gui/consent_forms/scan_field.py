"""The field that is always ready for a barcode scanner or a typed reference, with the last answers under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, ICON_SIZE, STEP, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

AnswerKind = Literal["done", "refused"]
LOOKS: dict[AnswerKind, tuple[ColourRole, str]] = {"done": ("done", "done"), "refused": ("overdue", "error")}


@dataclass(frozen=True)
class ScanAnswer:
    """What became of one reference: a whole sentence; ``undo_key`` is handed back when Undo is pressed (0: none)."""

    sentence: str
    kind: AnswerKind
    undo_key: int = 0


class ScanField(QWidget):
    """Enter (which scanners send by themselves) emits ``entered`` and clears the field for the next one."""

    entered = Signal(str)
    undo_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = _Field()
        self.field.setAccessibleName("Reference of a returned form")
        self.field.setPlaceholderText("Scan a form, or type its reference and press Enter")
        self.field.setClearButtonEnabled(True)
        self.field.addAction(theme.icon("scan", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        set_style_property(self.field, "large", True)
        self._icon = QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        set_text_role(self._sentence, "strong")
        self._undo = Button("Undo", theme, kind="link", icon="undo")
        self._answer = ScanAnswer("", "done")
        answer = QHBoxLayout()
        answer.setSpacing(STEP)
        answer.addWidget(self._icon)
        answer.addWidget(self._sentence, 1)
        answer.addWidget(self._undo)
        self._icon.setFixedSize(QSize(ICON_SIZE, ICON_SIZE))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        lines.addWidget(self.field)
        lines.addLayout(answer)
        lines.setSpacing(GROUP)
        self._show(visible=False)
        self.setFocusProxy(self.field)
        self.field.returnPressed.connect(self._on_entered)
        self._undo.clicked.connect(self._on_undo)
        theme.changed.connect(self._draw)

    def answer(self, answer: ScanAnswer) -> None:
        """Say what became of the last one; the cursor stays ready for the next."""
        self._answer = answer
        self._sentence.setText(answer.sentence)
        set_text_role(self._sentence, "error" if answer.kind == "refused" else "strong")
        self._undo.setEnabled(bool(answer.undo_key))
        self._show(visible=True)
        self._draw()
        self.make_ready()

    @property
    def sentence(self) -> str:
        """The last answer."""
        return self._sentence.text()

    def make_ready(self) -> None:
        """Put the cursor into the field with all of it selected: what comes next replaces what stands there."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _on_entered(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.entered.emit(text)

    def _on_undo(self) -> None:
        self._undo.setEnabled(False)
        self.undo_pressed.emit(self._answer.undo_key)
        self.make_ready()

    def _show(self, *, visible: bool) -> None:
        self._icon.setVisible(visible)
        self._sentence.setVisible(visible)
        self._undo.setVisible(visible and bool(self._answer.undo_key))

    def _draw(self) -> None:
        role, icon = LOOKS[self._answer.kind]
        self._icon.setPixmap(self._theme.pixmap(icon, role, ICON_SIZE, self.devicePixelRatioF()))


class _Field(QLineEdit):
    """Enter belongs to the field alone: a scanner must not press a dialog's or tab's default button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

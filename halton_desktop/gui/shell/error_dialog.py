"""Says what happened, what was kept and what to do; for our own bugs with technical details to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from halton_desktop.errors import HaltonError, MachineError, OurBug
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

WIDTH = 520
LARGE_ICON = 32
DETAILS_HEIGHT = 140


class ErrorDialog(QDialog):
    """Modal to ``parent``; closing it is all there is to do."""

    def __init__(self, error: HaltonError, theme: Theme, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Halton Desktop")
        self.setMinimumWidth(WIDTH)
        icon = QLabel()
        icon.setPixmap(theme.pixmap("error", "overdue", LARGE_ICON, self.devicePixelRatioF()))
        layout = QGridLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, BETWEEN_GROUPS)
        layout.setHorizontalSpacing(BETWEEN_GROUPS)
        layout.setVerticalSpacing(STEP)
        layout.setColumnStretch(1, 1)
        layout.addWidget(icon, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        for row, (text, heading) in enumerate(((error.message, True), (_kept(error), False), (error.advice, False))):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setVisible(bool(text))
            set_text_role(label, "heading" if heading else "body")
            layout.addWidget(label, row, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(STEP)
        if isinstance(error, OurBug):
            layout.addWidget(self._details(details), 3, 0, 1, 2)
            copy = Button("Copy details", theme, icon="copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            buttons.addWidget(copy)
        buttons.addStretch(1)
        close = Button("Close", theme, kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons.addWidget(close)
        layout.setRowMinimumHeight(4, GROUP)
        layout.setRowStretch(4, 1)
        layout.addLayout(buttons, 5, 0, 1, 2)
        close.setFocus()

    def _details(self, details: str) -> QPlainTextEdit:
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setFixedHeight(DETAILS_HEIGHT)
        shown.setAccessibleName("Technical details, without personal data")
        return shown


def _kept(error: HaltonError) -> str:
    if isinstance(error, MachineError):
        return "" if "nothing was changed" in error.message else "Nothing in the office file was changed."
    if isinstance(error, OurBug):
        return "This is a fault in the program, not something you did. What was saved before is kept."
    return ""

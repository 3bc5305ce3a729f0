"""Asks before something that matters: says what will happen, names the thing, has verbs on its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN, STEP, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

WIDTH = 440
LARGE_ICON = 32


@dataclass(frozen=True)
class YesNoQuestion:
    """For example: "Delete the draft about Jane O'Brien?", what will happen, "Delete draft", "Keep it"."""

    question: str
    explanation: str
    verb: str
    otherwise: str = "Cancel"
    danger: bool = False


class ConfirmDialog(QDialog):
    """Accepted when the verb was chosen. Escape and Enter on a dangerous question both leave things as they are."""

    def __init__(self, question: YesNoQuestion, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.verb)
        self.setModal(True)
        icon = QLabel()
        role: ColourRole = "overdue" if question.danger else "accent"
        name = "warning" if question.danger else "guide"
        icon.setPixmap(theme.pixmap(name, role, LARGE_ICON, self.devicePixelRatioF()))
        words = QLabel(question.question)
        explanation = QLabel(question.explanation)
        set_text_role(words, "heading")
        for label in (words, explanation):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        explanation.setVisible(bool(question.explanation))
        self.verb = Button(question.verb, theme, kind="danger" if question.danger else "primary")
        self.otherwise = Button(question.otherwise, theme)
        self.verb.clicked.connect(self.accept)
        self.otherwise.clicked.connect(self.reject)
        (self.otherwise if question.danger else self.verb).setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(STEP)
        buttons.addStretch(1)
        buttons.addWidget(self.verb)
        buttons.addWidget(self.otherwise)
        layout = QGridLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, BETWEEN_GROUPS)
        layout.setHorizontalSpacing(BETWEEN_GROUPS)
        layout.setVerticalSpacing(STEP)
        layout.addWidget(icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(words, 0, 1)
        layout.addWidget(explanation, 1, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowMinimumHeight(2, GROUP)
        layout.addLayout(buttons, 3, 0, 1, 2)
        self.setMinimumWidth(WIDTH)
        (self.otherwise if question.danger else self.verb).setFocus()


def confirm(theme: Theme, parent: QWidget | None, question: YesNoQuestion) -> bool:
    """Ask, and say whether the verb was chosen."""
    dialog = ConfirmDialog(question, theme, parent)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return chosen

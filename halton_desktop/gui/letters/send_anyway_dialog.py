"""Asks for the reason why a letter goes to a parent whose letters are blocked; the reason is kept in the history."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.services.letters.plan_letters import NotPrinted


class SendAnywayDialog(BaseDialog):
    """``reason_given`` once it is accepted."""

    def __init__(self, context: AppContext, blocked: NotPrinted, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="send-anyway",
            title="Send all the same",
            verb="Send all the same",
            leave="Leave it blocked",
            guide_page="letters",
            parent=parent,
        )
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        heading = QLabel(f"Send a letter to {blocked.who} all the same?")
        set_text_role(heading, "title")
        why = QLabel(
            f"Letters are blocked: {blocked.reason}. Only this printing passes over the block. Your name and the "
            "reason are kept in the history."
        )
        for label in (heading, why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            lines.addWidget(label)
        lines.addSpacing(GROUP)
        form = FieldForm()
        self.reason = form.add(
            "reason", "&Reason", QLineEdit(), "For example: agreed with the father’s solicitor, 12/11/2026."
        )
        self.use_errors(form.errors)
        lines.addWidget(form)
        lines.addStretch(1)
        self.reason.setFocus()

    @property
    def reason_given(self) -> str:
        """As typed."""
        return self.reason.text().strip()

    def act(self) -> None:
        """Only with a reason."""
        if not self.reason_given:
            raise InvalidInput("reason", "Say in a few words why this letter goes out.")
        self.succeed()

"""Say what a sealed message shows: which chat, which days, whose account; a consent has to cover exactly that."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.domain.incidents.incident import Platform
from halton_desktop.gui.consent_forms.ask_consent_dialog import chat_in
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.ask_consent import suggest_consent
from halton_desktop.services.incidents.view_messages import SealedMessage, describe_message
from halton_desktop.services.session import OfficeSession


class DescribeMessageDialog(BaseDialog):
    """For one sealed piece of evidence, by whoever put it in or saw it on the parent's phone."""

    def __init__(
        self, context: AppContext, session: OfficeSession, message: SealedMessage, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="describe message",
            title=f"What {message.evidence.label} shows",
            verb="Keep this",
            guide_page="sealed-messages",
            parent=parent,
        )
        self._session = session
        self._evidence_id = message.evidence.id
        item = message.item
        fields = FieldForm()
        self.platform, self.chat = QComboBox(), QLineEdit(item.chat.name)
        self.platform.setEditable(True)
        self.platform.addItems([platform.value for platform in Platform if platform is not Platform.OTHER])
        self.platform.setCurrentText(item.chat.platform)
        fields.add_beside(("platform", "&App or site", self.platform), ("chat", "&Chat or group", self.chat))
        self.first_on = DayField().begin(context.theme, session, item.chat.first_on, past=True)
        self.last_on = DayField().begin(context.theme, session, item.chat.last_on, past=True)
        fields.add_beside(("first_on", "Messages &from", self.first_on), ("last_on", "&up to", self.last_on))
        self.account = fields.add("from_parent_id", "&Whose account it comes from", QComboBox())
        self.account.addItem("Not known", None)
        suggestion = suggest_consent(session, item.incident_id)
        for person in suggestion.parents:
            self.account.addItem(suggestion.called[person.id], person.id)
        self.account.setCurrentIndex(max(0, self.account.findData(item.from_parent_id)))
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            paragraph("Only what is on it, not what it says. It cannot be changed once it was viewed.", muted=True)
        )
        layout.addWidget(fields)
        self.use_errors(fields.errors)

    def act(self) -> None:
        """Keep it."""
        chat = chat_in(self.platform, self.chat, self.first_on, self.last_on)
        account = self.account.currentData()
        account_id = None if account is None else int(account)
        self.write(partial(describe_message, self._session, self._evidence_id, chat, account_id))

"""Ask a parent for consent to view messages: exactly which ones, what for, who, until when."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from halton_desktop.domain import acknowledgement
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.incident import Platform
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent, suggest_consent
from halton_desktop.services.session import OfficeSession

PRINTED_ON_THE_FORM = "Printed on the form, as it is typed: write to the parent (“you”), not about them."


class AskConsentDialog(BaseDialog):
    """``asked`` carries the id of the new form, ready to print. ``chat`` is what a sealed item shows already."""

    asked = Signal(int)

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident_id: int,
        *,
        chat: Chat | None = None,
        parent_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="ask consent",
            title="Ask for consent to view messages",
            verb="Make the consent form",
            verb_icon="consent",
            guide_page="sealed-messages",
            parent=parent,
        )
        self._session = session
        self._incident_id = incident_id
        self._suggestion = suggest_consent(session, incident_id)
        chat = chat or self._suggestion.chat
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            paragraph(
                f"Incident {self._suggestion.incident_reference}. The parent signs for exactly this chat, these days "
                "and this purpose (3.5); nothing else is covered. What you type here is printed on the form they sign.",
                muted=True,
            )
        )
        fields = FieldForm()
        self._add_fields(fields, chat, parent_id)
        layout.addWidget(fields)
        self.use_errors(fields.errors)

    def _add_fields(self, fields: FieldForm, chat: Chat, parent_id: int | None) -> None:
        suggestion = self._suggestion
        self.who = fields.add("parent_id", "&Whose consent", QComboBox(), "The person whose account the chat is in.")
        for person in suggestion.parents:
            self.who.addItem(suggestion.called[person.id], person.id)
        self.who.setCurrentIndex(max(0, self.who.findData(parent_id)))
        self.platform, self.chat = QComboBox(), QLineEdit(chat.name)
        self.platform.setEditable(True)
        self.platform.addItems([platform.value for platform in Platform if platform is not Platform.OTHER])
        self.platform.setCurrentText(chat.platform)
        fields.add_beside(("platform", "&App or site", self.platform), ("chat", "&Chat or group", self.chat))
        theme = self.context.theme
        self.first_on = DayField().begin(theme, self._session, chat.first_on, past=True)
        self.last_on = DayField().begin(theme, self._session, chat.last_on, past=True)
        fields.add_beside(("first_on", "Messages &from", self.first_on), ("last_on", "&up to", self.last_on))
        self.purpose = fields.add("purpose", "What &for", QPlainTextEdit(suggestion.purpose), PRINTED_ON_THE_FORM)
        self.purpose.setTabChangesFocus(True)
        self.purpose.setFixedHeight(64)
        self.viewers = fields.add("viewers", "Who will &view them", QLineEdit(suggestion.viewers), PRINTED_ON_THE_FORM)
        self.valid_until = DayField().begin(theme, self._session, suggestion.valid_until)
        fields.add("valid_until", "Consent &ends on", self.valid_until)
        self.copies = QCheckBox("The school &keeps a copy with the case")
        fields.add_widget(self.copies)
        self.override = QLineEdit()
        if self._session.may(Permission.LIFT_LETTER_BLOCKS):
            hint = "Only where the parent is marked “do not write” or a court order restricts contact."
            fields.add("override", "&Reason to write all the same", self.override, hint)

    def act(self) -> None:
        """Put it on file."""
        if self.who.currentData() is None:
            advice = "Add the parent to the incident first, as who did it, reported it or was affected."
            raise InvalidInput("parent_id", "No parent of the register is part of this incident.", advice)

        def asked(form: acknowledgement.Form) -> None:
            self.succeed()
            self.asked.emit(form.id)

        self.write(partial(ask_consent, self._session, self._request()), asked)

    def _request(self) -> ConsentRequest:
        return ConsentRequest(
            incident_id=self._incident_id,
            parent_id=int(self.who.currentData()),
            chat=chat_in(self.platform, self.chat, self.first_on, self.last_on),
            purpose=self.purpose.toPlainText(),
            copies_kept=self.copies.isChecked(),
            viewers=self.viewers.text(),
            valid_until=self.valid_until.required("valid_until"),
            override=self.override.text(),
        )


def chat_in(platform: QComboBox, name: QLineEdit, first: DayField, last: DayField) -> Chat:
    """What the four fields of a chat say."""
    days = first.required("first_on"), last.required("last_on")
    return Chat(platform.currentText().strip(), name.text().strip(), *days)

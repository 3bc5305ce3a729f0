"""Book one form as returned with everything that can be said about it: what, when, how it came."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.domain.acknowledgement import Answer, Form, FormKind, HowItCame
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm as Fields
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.session import OfficeSession


class ReturnFormDialog(BaseDialog):
    """For the forms that need more than a scan: an earlier day, another way, a note."""

    def __init__(self, context: AppContext, session: OfficeSession, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="return form",
            title="Book a returned form",
            verb="Book as returned",
            verb_icon="done",
            guide_page="consent-forms",
            parent=parent,
        )
        self._session = session
        self._form = form
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paragraph(f"{form.reference}, {form.parent_name}"))
        fields = Fields()
        yes = "Consent given" if form.kind is FormKind.MESSAGE_CONSENT else "Accepted"
        self.answer = fields.add("answer", "What it &says", QComboBox())
        for answer in Answer:
            self.answer.addItem(yes if answer is Answer.ACCEPTED else answer.value.capitalize(), answer)
        self.how = fields.add("how", "&How it came", QComboBox())
        for how in HowItCame:
            self.how.addItem(how.value.capitalize(), how)
        self.on = fields.add("on", "&When", DayField().begin(context.theme, session, session.today, past=True))
        self.note = fields.add("note", "&Note (by telephone: who took the call, and what was said)", QLineEdit())
        layout.addWidget(fields)
        self.use_errors(fields.errors)
        self.answer.setFocus()

    def act(self) -> None:
        """Book it."""
        self.write(
            partial(
                return_form,
                self._session,
                self._form.reference,
                Answer(self.answer.currentData()),
                HowItCame(self.how.currentData()),
                self.on.required("on"),
                self.note.text(),
            )
        )

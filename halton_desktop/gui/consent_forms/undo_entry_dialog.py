"""Undo the last entry of a form: says what it was, and keeps why."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from halton_desktop.domain.acknowledgement import Form, FormEvent
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm as Fields
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.return_form import undo_entry
from halton_desktop.services.session import OfficeSession


class UndoEntryDialog(BaseDialog):
    """For one form and the last of its events that counts."""

    def __init__(
        self, context: AppContext, session: OfficeSession, form: Form, last: FormEvent, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="undo entry",
            title="Undo the last entry",
            verb="Undo this entry",
            verb_icon="undo",
            guide_page="consent-forms",
            parent=parent,
        )
        self._session = session
        self._form = form
        self._entry_id = last.id
        said = f" ({last.answer.value})" if last.answer else ""
        what = f"{last.state.value}{said} on {last.on:%d/%m/%Y}, entered by {last.user_name}"
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paragraph(f"{form.reference}, {form.parent_name}: {what}."))
        layout.addWidget(
            paragraph("The entry no longer counts. Entry and reason both stay in the history.", muted=True)
        )
        fields = Fields()
        self.reason = fields.add("reason", "&Why is it undone?", QLineEdit())
        self.reason.setPlaceholderText("For example: booked on the wrong form")
        layout.addWidget(fields)
        self.use_errors(fields.errors)
        self.reason.setFocus()

    def act(self) -> None:
        """Undo it."""
        self.write(partial(undo_entry, self._session, self._form.id, self.reason.text(), self._entry_id))

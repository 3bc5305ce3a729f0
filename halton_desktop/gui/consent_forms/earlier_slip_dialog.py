"""Book slips that were signed on paper before the program, one after the other: whose, which edition, which day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from halton_desktop.domain import acknowledgement
from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.fields.person_choice import PersonChoice
from halton_desktop.gui.kit.looks.look import FORM_WIDTH
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.book_earlier_slip import EarlierSlip, book_earlier_slip
from halton_desktop.services.reviews.amend_code import list_editions
from halton_desktop.services.session import OfficeSession

SIZE = QSize(560, 540)


class EarlierSlipDialog(BaseDialog):
    """Stays open for the next slip; edition, day and answer stay as they were."""

    booked = Signal(int)
    """The id of the form that was made."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="earlier slip",
            title="Slips signed before the program",
            verb="Book this slip",
            verb_icon="done",
            leave="Close",
            guide_page="consent-forms",
            parent=parent,
        )
        self._session = session
        self.form = FieldForm()
        self.form.add_widget(
            paragraph(
                "For slips on paper that this program did not print. Each gets a reference of its own: write it on the "
                "paper, and a scan finds its form."
            )
        )
        self.person = PersonChoice(context, session)
        self.person.setMinimumWidth(0)
        self.person.setMaximumWidth(FORM_WIDTH)
        self.person.setPlaceholderText("Type three letters of the parent’s name")
        self.form.add("parent", "&Parent who signed", self.person)
        self.edition = QComboBox()
        for edition in list_editions(session):
            if edition.adopted:
                self.edition.addItem(edition.label, edition)
        self.signed_on = DayField().begin(context.theme, session, past=True)
        self.form.add_beside(
            ("edition", "&Edition that was signed", self.edition), ("signed_on", "&Signed on", self.signed_on)
        )
        self.answer = self.form.add("answer", "What it s&ays", QComboBox())
        for answer in Answer:
            self.answer.addItem(answer.value.capitalize(), answer)
        self.note = self.form.add("note", "&Note (if there is anything to say)", QLineEdit())
        self.use_form(self.form)
        self.resize(fitted(SIZE, self))
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Book it and make room for the next."""
        parent_id = self.person.parent_id
        if parent_id is None:
            raise InvalidInput("parent", "Choose the parent who signed.", "Type three letters of the name.")
        slip = EarlierSlip(
            parent_id,
            self.edition.currentData().id,
            self.signed_on.required("signed_on", "Give the day on the slip."),
            Answer(self.answer.currentData()),
            self.note.text(),
        )
        self.write(partial(book_earlier_slip, self._session, slip), lambda booked: self._on_booked(booked.form, slip))

    def _on_booked(self, form: acknowledgement.Form, slip: EarlierSlip) -> None:
        words = f"{form.parent_name}, signed on {slip.signed_on:%d/%m/%Y}: booked. Write {form.reference} on the slip."
        self.banner.say(words, "success")
        self.person.show_person(None)
        self.note.clear()
        self.remember_as_clean()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        self.booked.emit(form.id)

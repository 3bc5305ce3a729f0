"""Enter that an audience was told of an edition: how, when, how many, by whom, and the proof."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from halton_desktop.domain.audience import Audience, Channel, Notification
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.reviews.file_field import AskForFile, FileField, ask_for_attachment
from halton_desktop.services.reviews.tell_everyone import record_notification
from halton_desktop.services.session import OfficeSession

MOST_PEOPLE = 9_999


class NotificationDialog(BaseDialog):
    """For one edition, beginning with ``audience``."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        edition: Edition,
        audience: Audience = Audience.STAFF,
        *,
        ask: AskForFile = ask_for_attachment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="telling",
            title=f"Who was told of {edition.label.lower()}",
            verb="Enter",
            guide_page="review-history",
            parent=parent,
        )
        self._session = session
        self._edition = edition
        self.form = FieldForm()
        self.audience, self.how = QComboBox(), QComboBox()
        for each in Audience:
            self.audience.addItem(each.heading, each.name)
        for way in Channel:
            self.how.addItem(way.value[0].upper() + way.value[1:], way.name)
        self.audience.setCurrentIndex(self.audience.findData(audience.name))
        self.told_on = DayField().begin(context.theme, session, session.today, past=True)
        self.how_many, self.out_of = _number(), _number()
        self.by = QLineEdit(session.user.name)
        self.note = QLineEdit()
        self.proof = FileField(context.theme, ask=ask)
        self._add_fields()
        self.use_form(self.form)
        self.how.currentIndexChanged.connect(self._show_what_counts)

    @property
    def chosen_channel(self) -> Channel:
        """How they were told."""
        return Channel[self.how.currentData()]

    def act(self) -> None:
        notification = Notification(
            0,
            self._edition.id,
            Audience[self.audience.currentData()],
            self.chosen_channel,
            self.told_on.required("told_on"),
            self.how_many.value() or None,
            self.out_of.value() or None,
            self.by.text().strip(),
            self.note.text().strip(),
        )
        self.write(partial(record_notification, self._session, notification, self.proof.file))

    def _add_fields(self) -> None:
        self.form.add("audience", "&Audience", self.audience)
        self.form.add_beside(("how", "&How", self.how), ("told_on", "&When", self.told_on))
        self.form.add_beside(("how_many", "How &many", self.how_many), ("out_of", "&Out of", self.out_of))
        self.form.add("by", "&By whom", self.by)
        self.form.add(
            "note", "&Note", self.note, "For example the address of the web page, or the date of the meeting."
        )
        self.form.add(
            "proof", "&Proof", self.proof, "The signed list, a picture of the notice, the minutes: a PDF or picture."
        )

    def _show_what_counts(self) -> None:
        there = self.chosen_channel is not Channel.NOT_HERE
        for field in (self.how_many, self.out_of, self.by, self.proof):
            field.setEnabled(there)


def _number() -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, MOST_PEOPLE)
    field.setSpecialValueText("not counted")
    field.setGroupSeparatorShown(True)
    return field

"""Adopt a draft of the code: from which day, what parents are told has changed, and that it can never be altered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.reviews.edition_start import when_start_is_meant
from halton_desktop.services.reviews.amend_code import adopt_edition, change_draft
from halton_desktop.services.session import OfficeSession

TEXT_HEIGHT = 110


class AdoptEditionDialog(BaseDialog):
    """Accepted once the edition is adopted."""

    def __init__(
        self, context: AppContext, session: OfficeSession, edition: Edition, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="adopt edition",
            title=f"Adopt {edition.label.lower()}",
            verb=f"Adopt {edition.label.lower()}",
            guide_page="review-history",
            parent=parent,
        )
        self._session = session
        self._edition = edition
        self.form = FieldForm()
        self.form.add_widget(
            paragraph(
                "Once adopted, this edition never changes. Incidents, forms and letters from the day it takes effect "
                "point at it; what came before keeps the edition of its day."
            )
        )
        today = session.today
        self.adopted_on = DayField().begin(context.theme, session, today)
        self.effective_on = DayField().begin(context.theme, session, edition.effective_on or today)
        self.form.add_beside(
            ("adopted_on", "&Adopted by the association on", self.adopted_on),
            ("effective_on", "Takes &effect on", self.effective_on),
        )
        self.changes = self.form.add(
            "changes", "What has &changed", QPlainTextEdit(edition.changes), "Parents and staff read this sentence."
        )
        self.changes.setTabChangesFocus(True)
        self.changes.setMaximumHeight(TEXT_HEIGHT)
        self.use_form(self.form)

    def act(self) -> None:
        typed = replace(self._edition, changes=self.changes.toPlainText().strip())
        days = self.adopted_on.required("adopted_on"), self.effective_on.required("effective_on")
        adopt = partial(adopt_edition, self._session, typed.id, *days)
        keep = partial(change_draft, self._session, typed)
        adopted = partial(self.write, keep, lambda _: self.write(adopt))
        when_start_is_meant(self, self._session, typed, days[1], adopted)

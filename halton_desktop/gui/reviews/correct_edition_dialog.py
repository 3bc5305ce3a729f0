"""Put an adopted edition right while nothing depends on it: its true days, the school's own wording, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.reviews.edition_dialog import EditionDialog
from halton_desktop.gui.reviews.edition_start import when_start_is_meant
from halton_desktop.services.reviews.amend_code import correct_edition
from halton_desktop.services.session import OfficeSession


class CorrectEditionDialog(EditionDialog):
    """Accepted once it is put right; what it said before stays on file with the reason."""

    def __init__(
        self, context: AppContext, session: OfficeSession, edition: Edition, parent: QWidget | None = None
    ) -> None:
        assert edition.adopted_on is not None
        assert edition.effective_on is not None
        super().__init__(
            context,
            lambda typed: partial(correct_edition, session, self._with_days(typed), self.reason.text()),
            edition,
            edition,
            program_words=(lambda: session.files.first_edition(session.today)) if edition.number == 1 else None,
            title=f"Put {edition.label.lower()} right",
            verb="Put it right",
            parent=parent,
        )
        self._session = session
        self._edition = edition
        self.days = FieldForm()
        self.adopted_on = DayField().begin(context.theme, session, edition.adopted_on, past=True)
        self.effective_on = DayField().begin(context.theme, session, edition.effective_on)
        self.reason = QLineEdit()
        self.days.add_beside(
            ("adopted_on", "&Adopted by the association on", self.adopted_on),
            ("effective_on", "In &force at this school from", self.effective_on),
        )
        self.days.add("reason", "&Why it is put right", self.reason, "It stays on file with what it said before.")
        self.lines.insertWidget(0, self.days)

    def act(self) -> None:
        effective_on = self.effective_on.required("effective_on")
        when_start_is_meant(self, self._session, self._edition, effective_on, super().act)

    def point_at(self, field: str) -> None:
        self.days.errors.clear()
        above = field in ("adopted_on", "effective_on", "reason")
        self.use_errors(self.days.errors if above else self.words.form.errors)
        if not above:
            super().point_at(field)

    def _with_days(self, typed: Edition) -> Edition:
        days = self.adopted_on.required("adopted_on"), self.effective_on.required("effective_on")
        return replace(typed, adopted_on=days[0], effective_on=days[1])

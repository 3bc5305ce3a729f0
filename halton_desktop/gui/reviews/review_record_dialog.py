"""Record a review that was held earlier or elsewhere, or mend the record of a finished one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from halton_desktop.domain.review import Participant, Review, ReviewOutcome
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.services.reviews.start_review import correct_review, record_review, usual_next_review
from halton_desktop.services.session import OfficeSession

TEXT_HEIGHT = 84
PEOPLE_HINT = "One person on a line, with what they are after a comma: Mrs G. Jones, headteacher"


class ReviewRecordDialog(BaseDialog):
    """For a new record, or to mend ``review``; ``review_id`` is what it kept in the end."""

    def __init__(
        self, context: AppContext, session: OfficeSession, review: Review | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="review record",
            title="Mend the record of the review" if review else "Record an earlier review",
            verb="Save" if review else "Record review",
            guide_page="review-history",
            parent=parent,
        )
        self._session = session
        self._review = review
        self.review_id = review.id if review else 0
        self.form = FieldForm()
        self._add_fields(review)
        self.use_form(self.form)

    def act(self) -> None:
        if self._review is not None:
            self.write(partial(correct_review, self._session, self._review_typed(self._review)))
            return

        def recorded(review_id: int) -> None:
            self.review_id = review_id
            self.succeed()

        self.write(partial(record_review, self._session, self._review_typed(Review(0, self._session.today))), recorded)

    def _review_typed(self, review: Review) -> Review:
        typed = replace(
            review,
            held_on=self.held_on.required("held_on"),
            participants=typed_participants(self.participants.toPlainText()),
            considered=self.considered.toPlainText().strip(),
            notes=self.notes.toPlainText().strip(),
        )
        if self._review is not None:
            return typed
        due = self.next_due_on.required("next_due_on")
        return replace(typed, outcome=ReviewOutcome(self.outcome.currentData()), next_due_on=due)

    def _add_fields(self, review: Review | None) -> None:
        today = self._session.today
        held_on = review.held_on if review and review.held_on else today
        self.held_on = self.form.add("held_on", "&Held on", self._day(held_on, past=True))
        self.participants = self.form.add("participants", "Who took &part", _text(), PEOPLE_HINT)
        self.considered = self.form.add("considered", "What was &considered", _text())
        self.outcome = QComboBox()
        for outcome in ReviewOutcome:
            self.outcome.addItem(outcome.value[0].upper() + outcome.value[1:], outcome)
        self.next_due_on = self._day(usual_next_review(self._session, held_on))
        if review is None:
            self.form.add_beside(
                ("outcome", "&Outcome", self.outcome), ("next_due_on", "&Next review due", self.next_due_on)
            )
            self.held_on.settled.connect(self._move_next)
        self.notes = self.form.add("notes", "No&tes", _text())
        if review is not None:
            self.participants.setPlainText(participants_text(review.participants))
            self.considered.setPlainText(review.considered)
            self.notes.setPlainText(review.notes)

    def _move_next(self) -> None:
        if self.held_on.day is not None:
            self.next_due_on.set_day(usual_next_review(self._session, self.held_on.day))

    def _day(self, day: date, *, past: bool = False) -> DayField:
        return DayField().begin(self.context.theme, self._session, day, past=past)


def typed_participants(text: str) -> tuple[Participant, ...]:
    """One person on a line, what they are after the first comma."""
    people = [line.partition(",") for line in text.splitlines() if line.strip()]
    return tuple(Participant(name.strip(), capacity.strip()) for name, _comma, capacity in people)


def participants_text(people: tuple[Participant, ...]) -> str:
    """The other way round."""
    return "\n".join(f"{person.name}, {person.capacity}" if person.capacity else person.name for person in people)


def _text() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setMinimumHeight(TEXT_HEIGHT)
    field.setMaximumHeight(TEXT_HEIGHT)
    return field

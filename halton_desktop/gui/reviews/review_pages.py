"""The pages of the guided review: fields to fill in, and what each takes down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.review import Decision, Review, ReviewOutcome, ReviewPage
from halton_desktop.domain.yearly_figures import Period
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.field_error import FieldErrors
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.reviews.decision_editor import DecisionEditor
from halton_desktop.gui.reviews.figures_view import FiguresView
from halton_desktop.gui.reviews.review_record_dialog import PEOPLE_HINT, participants_text, typed_participants
from halton_desktop.services.reviews.start_review import usual_next_review
from halton_desktop.services.reviews.yearly_report import every_count, yearly_figures
from halton_desktop.services.session import OfficeSession

TO_CONSIDER = (
    "The year’s figures: what happened, where, and how it ended",
    "What parents, staff and pupils have told us about the code",
    "Changes in the law and in the association’s other policies",
    "New platforms and new kinds of message",
    "Whether the steps the code allows were enough, and fair",
)


class ReviewPages:
    """One widget a page in ``widgets``; ``typed`` puts everything into a review."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        review: Review,
        edition: Edition,
        owner: QWidget,
        on_error: Callable[[HaltonError], object],
    ) -> None:
        self._context, self._session, self._edition, self._owner = context, session, edition, owner
        self._on_error = on_error
        self.widgets: dict[ReviewPage, QWidget] = {
            ReviewPage.BEGIN: self._begin(review),
            ReviewPage.FIGURES: self._figures_page(),
            ReviewPage.PARTICIPANTS: self._participants(review),
            ReviewPage.CONSIDERED: self._considered(review),
            ReviewPage.CLAUSES: self._clauses(review),
            ReviewPage.OUTCOME: self._outcome(review),
        }
        self.errors = FieldErrors(
            {
                "held_on": self.held_on,
                "figures_from": self.figures_from,
                "figures_to": self.figures_to,
                "participants": self.participants,
                "considered": self.considered,
                "decisions": self.decisions,
                "outcome": self.outcome,
                "next_due_on": self.next_due_on,
            },
            owner,
        )

    def typed(self, review: Review) -> Review:
        """The review with everything the pages hold. Raises InvalidInput naming the field for a day that is none."""
        return replace(
            review,
            held_on=self.held_on.required("held_on") if self.held.isChecked() else None,
            figures_from=self.figures_from.required("figures_from"),
            figures_to=self.figures_to.required("figures_to"),
            participants=typed_participants(self.participants.toPlainText()),
            considered=self.considered.toPlainText().strip(),
            decisions=self.decisions.decisions,
            outcome=self.chosen_outcome,
            notes=self.notes.toPlainText().strip(),
            next_due_on=self.next_due_on.required("next_due_on") if self._due_shown else None,
        )

    @property
    def chosen_outcome(self) -> ReviewOutcome | None:
        """What was chosen on the last page; Qt hands the enum back as plain text."""
        chosen = self.outcome.currentData()
        return ReviewOutcome(chosen) if chosen else None

    def entered(self, page: ReviewPage) -> None:
        """What a page does when it comes to the front: the year is counted; the outcome follows from the decisions."""
        if page is ReviewPage.FIGURES:
            self._count()
        if page is ReviewPage.OUTCOME and self.decisions.decisions:
            changed = any(found.decision is not Decision.KEEP for found in self.decisions.decisions)
            wanted = ReviewOutcome.NEW_EDITION if changed else ReviewOutcome.UNCHANGED
            self.outcome.setCurrentIndex(self.outcome.findData(wanted))
        if page is ReviewPage.OUTCOME:
            self._follow_the_day_held()

    # --- the pages ----------------------------------------------------------------------------------------------

    def _begin(self, review: Review) -> QWidget:
        today = self._session.today
        page = _Page()
        page.add_text(
            f"{self._edition.label} is looked at as a whole: what the year brought, what to keep, what to change. "
            "Stop whenever you have to; everything is kept and taken up where you left it."
        )
        self.held = QCheckBox("The review &meeting has been held")
        self.held.setChecked(review.held_on is not None)
        self.held_on = self._day(review.held_on or today, past=True)
        self.held_on.setAccessibleName("Held on")
        self.held_on.setVisible(self.held.isChecked())
        self.held.toggled.connect(self.held_on.setVisible)
        self.held.toggled.connect(self.held_on.words.setVisible)
        page.add(self.held)
        page.add(self.held_on)
        page.add_text("The figures are counted over this year:", muted=True)
        form = FieldForm()
        self.figures_from = self._day(review.figures_from or today)
        self.figures_to = self._day(review.figures_to or today)
        form.add_beside(
            ("", "Figures &from", self.figures_from), ("", "Figures &to, that day included", self.figures_to)
        )
        page.add(form)
        return page.finished()

    def _figures_page(self) -> QWidget:
        self.figures = FiguresView(self._context.theme, self._session)
        return self.figures

    def _count(self) -> None:
        """Count the year off the GUI thread and show it; what is wrong with its days is said on the first page."""
        period = Period(self.figures_from.required("figures_from"), self.figures_to.required("figures_to"))
        earlier = period.compared_with(self._session.today)
        figures = every_count if self._session.may(Permission.SEE_SMALL_COUNTS) else yearly_figures
        self._context.runner.run(
            lambda _task: (figures(self._session, period), figures(self._session, earlier)),
            title="Counting the year’s figures",
            on_done=lambda found: self.figures.show_figures(*found),
            on_error=self._on_error,
            owner=self._owner,
        )

    def _participants(self, review: Review) -> QWidget:
        page = _Page()
        page.add_text(f"Who sat together? {PEOPLE_HINT}.")
        self.participants = _text(participants_text(review.participants), "Who took part")
        page.add(self.participants)
        return page.finished()

    def _considered(self, review: Review) -> QWidget:
        page = _Page()
        page.add_text("What was talked about? Usually:\n" + "\n".join(f"•  {each}" for each in TO_CONSIDER))
        self.considered = _text(review.considered, "What was considered")
        page.add(self.considered)
        return page.finished()

    def _clauses(self, review: Review) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        self.decisions = DecisionEditor(self._context.theme)
        self.decisions.show_edition(self._edition, review.decisions)
        self.decisions.add_asked.connect(self._ask_for_number)
        lines.addWidget(self.decisions)
        return page

    def _outcome(self, review: Review) -> QWidget:
        page = _Page()
        self.outcome = QComboBox()
        self.outcome.addItem("Choose what the review comes to", None)
        for outcome in ReviewOutcome:
            self.outcome.addItem(outcome.value[0].upper() + outcome.value[1:], outcome)
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(review.outcome)))
        self._usual_due = usual_next_review(self._session, review.held_on or self._session.today)
        self._due_shown = review.next_due_on is not None
        self.next_due_on = self._day(review.next_due_on or self._usual_due)
        self.notes = _text(review.notes, "Notes for the minute")
        form = FieldForm()
        form.add("", "&Outcome", self.outcome)
        form.add("", "&Next review due on", self.next_due_on)
        form.add("", "No&tes for the minute", self.notes)
        page.add(form)
        page.add_text(
            "A new edition begins as a draft with the clauses you decided on. Read it once more, then adopt it and "
            "tell everyone.",
            muted=True,
        )
        return page.finished()

    def _follow_the_day_held(self) -> None:
        """The next review's day follows the day this one was held, until somebody chooses another."""
        held_on = self.held_on.day if self.held.isChecked() else None
        usual = usual_next_review(self._session, held_on or self._session.today)
        if not self._due_shown or self.next_due_on.day == self._usual_due:
            self.next_due_on.set_day(usual)
        self._usual_due, self._due_shown = usual, True

    def _day(self, day: date, *, past: bool = False) -> DayField:
        return DayField().begin(self._context.theme, self._session, day, past=past)

    def _ask_for_number(self) -> None:
        ask = Prompt(
            "clause number",
            "Add a clause",
            "Add clause",
            (("number", "&Number of the clause", "Like 3.7 or 2.1c.", ""),),
        )
        open_dialog(PromptDialog(self._context, ask, self._add_clause, self._owner, here=True))

    def _add_clause(self, words: dict[str, str]) -> None:
        number = words["number"].strip()
        if not number:
            raise InvalidInput("number", "Give the clause its number.")
        if self.decisions.knows(number):
            raise InvalidInput("number", f"There is a clause {number} already.")
        self.decisions.add_clause(number)


class _Page(QWidget):
    """Fields under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)

    def add_text(self, text: str, *, muted: bool = False) -> None:
        self._lines.addWidget(paragraph(text, muted=muted))

    def finished(self) -> _Page:
        self._lines.addStretch(1)
        return self


def _text(text: str, name: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setMinimumHeight(110)
    return field

"""The yearly review as a guided piece of work: page by page, kept at every step, left and taken up at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.review import Review, ReviewPage
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, PAGE_MARGIN
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.step_list import StepList
from halton_desktop.gui.reviews.review_pages import ReviewPages
from halton_desktop.services.reviews.start_review import finish_review, keep_review
from halton_desktop.services.session import OfficeSession

SIZE = QSize(980, 640)
KEEP_EVERY = 20_000
"""Milliseconds."""
PAGES = tuple(ReviewPage)
PAGE_OF_FIELD = {
    "held_on": ReviewPage.BEGIN,
    "figures_from": ReviewPage.BEGIN,
    "figures_to": ReviewPage.BEGIN,
    "participants": ReviewPage.PARTICIPANTS,
    "considered": ReviewPage.CONSIDERED,
    "decisions": ReviewPage.CLAUSES,
    "outcome": ReviewPage.OUTCOME,
    "next_due_on": ReviewPage.OUTCOME,
}

_CLOSE_ALL_THE_SAME = YesNoQuestion(
    "Close without keeping what you typed last?",
    "What was kept before stays. The reason is shown in the window.",
    verb="Close without keeping it",
    otherwise="Go back and mend it",
    danger=True,
)


class GuidedReviewDialog(BaseDialog):
    """Takes up ``review`` of ``edition`` where it was left; closing it keeps everything and pauses."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        review: Review,
        edition: Edition,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="guided review",
            title=f"Review of {edition.label.lower()} of the code",
            verb="Next",
            leave="Pause",
            guide_page="review-history",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self.review = review
        self.pages = ReviewPages(context, session, review, edition, self, self.show_error)
        self.steps = StepList([page.value for page in PAGES], context.theme)
        self.stack = QStackedWidget()
        for page in PAGES:
            self.stack.addWidget(self.pages.widgets[page])
        self.back_button = Button("Back", context.theme, icon="back")
        self.back_button.clicked.connect(lambda: self.attempt(partial(self._turn, -1)))
        self._leaving = False
        self._keeping = False
        self._waiting: Callable[[], None] | None = None
        """What was asked for while what is typed was being kept."""
        self.footer.insertWidget(1, self.back_button)
        self._arrange()
        self.use_errors(self.pages.errors)
        self.go_to(review.page)
        self.keeper = QTimer(self)
        """Keeps what is typed every so often, should the computer fail."""
        self.keeper.setInterval(KEEP_EVERY)
        self.keeper.timeout.connect(self._keep_quietly)
        self.keeper.start()

    @property
    def page(self) -> ReviewPage:
        """The page in front."""
        return PAGES[self.stack.currentIndex()]

    def go_to(self, page: ReviewPage) -> None:
        """Show one page."""
        number = PAGES.index(page)
        self.stack.setCurrentIndex(number)
        self.steps.set_current(number)
        self.back_button.setEnabled(number > 0)
        last = number == len(PAGES) - 1
        self.submit_button.setText("Finish the review" if last else "Next")
        self.pages.entered(page)

    def act(self) -> None:
        """Keep what is there and go on; on the last page finish."""
        if self.page is PAGES[-1]:
            self._write(finish_review, self.succeed)
        else:
            self._turn(1)

    def reject(self) -> None:
        """Pause: keep everything and close. What cannot be kept is said, and only left behind when it is asked for."""
        self._leaving = True
        self.attempt(lambda: self._write(keep_review, super(GuidedReviewDialog, self).reject))

    def show_error(self, error: HaltonError) -> None:
        """On its page; where the dialog was to be closed, whether to close it all the same."""
        if isinstance(error, InvalidInput) and error.field in PAGE_OF_FIELD:
            self.go_to(PAGE_OF_FIELD[error.field])
        super().show_error(error)
        leaving, self._leaving = self._leaving, False
        if leaving and self.context.confirm(self, _CLOSE_ALL_THE_SAME):
            super().reject()

    def _turn(self, by: int) -> None:
        """Keep what is there, then show another page."""
        there = PAGES[PAGES.index(self.page) + by]
        self._write(keep_review, lambda: self.go_to(there))

    def _review_typed(self) -> Review:
        return replace(self.pages.typed(self.review), page=self.page)

    def _write(self, errand: Callable[[OfficeSession, Review], Review], then: Callable[[], object]) -> None:
        def written(review: Review) -> None:
            self.review = review
            then()

        if self._keeping:  # what is written later is written last
            self._waiting = partial(self.attempt, partial(self._write, errand, then))
            return
        self.write(partial(errand, self._session, self._review_typed()), written)

    def _keep_quietly(self) -> None:
        """What cannot be kept yet, or while the screen is locked, is kept the next time."""
        try:
            typed = self._review_typed()
        except HaltonError:
            return
        if typed == self.review or self._keeping or not self.body.isEnabled():
            return
        self._keeping = True
        self.context.runner.run(
            lambda _task: keep_review(self._session, typed),
            title="Keeping the review",
            on_done=self._kept,
            on_error=lambda _error: self._kept(self.review),
            cancellable=False,
            quiet=True,
            owner=self,
        )

    def _kept(self, review: Review) -> None:
        self.review = review
        self._keeping = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _arrange(self) -> None:
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(PAGE_MARGIN)
        left = QVBoxLayout()
        left.addWidget(self.steps)
        left.addStretch(1)
        layout.addLayout(left)
        layout.addSpacing(BETWEEN_GROUPS)
        layout.addWidget(self.stack, 1)
        self.resize(SIZE)

"""What can be done from the Review history: each errand opens its dialog and says how it ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.review import SOON, Review, ReviewState, countdown
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.actions import Actions
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt
from halton_desktop.gui.reviews.adopt_edition_dialog import AdoptEditionDialog
from halton_desktop.gui.reviews.association_dialog import AssociationDialog
from halton_desktop.gui.reviews.correct_edition_dialog import CorrectEditionDialog
from halton_desktop.gui.reviews.edition_dialog import EditionDialog
from halton_desktop.gui.reviews.edition_start import LOOKING
from halton_desktop.gui.reviews.figures_dialog import FiguresDialog
from halton_desktop.gui.reviews.guided_review_dialog import GuidedReviewDialog
from halton_desktop.gui.reviews.plan_review_dialog import PlanReviewDialog
from halton_desktop.gui.reviews.review_record_dialog import ReviewRecordDialog
from halton_desktop.services.reviews.amend_code import change_draft, drop_draft, start_draft
from halton_desktop.services.reviews.edition_start import take_back_adoption, what_start_changes
from halton_desktop.services.reviews.find_reviews import EditionPage, ReviewPageContent, edition_page
from halton_desktop.services.reviews.print_review import review_minute_pdf
from halton_desktop.services.reviews.start_review import drop_review, start_review

if TYPE_CHECKING:
    from halton_desktop.gui.reviews.notification_actions import NotificationActions
    from halton_desktop.gui.reviews.review_history import ReviewHistory
    from halton_desktop.services.session import OfficeSession


class ReviewActions(Actions):
    """The errands of one tab, on what it shows."""

    def __init__(self, tab: ReviewHistory, session: OfficeSession, notification: NotificationActions) -> None:
        super().__init__(tab.context, session, tab)
        self._tab = tab
        self._notifications = notification

    def open_current(self) -> None:
        """Enter on a line: the dialog it is worked on with."""
        shown = self._tab.shown
        if not self._tab.may_review:
            return
        if isinstance(shown, EditionPage) and not shown.edition.adopted:
            self.edit()
        elif isinstance(shown, ReviewPageContent):
            (self.start if shown.review.open else self.mend)()

    # --- reviews ------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the review that is due, or take up the one under way, in its guided dialog."""
        if not self._meant_early():
            return

        def begin() -> tuple[Review, Edition]:
            review = start_review(self.session)
            return review, edition_page(self.session, review.edition_id or 0).edition

        def guide(begun: tuple[Review, Edition]) -> None:
            self._tab.open_record(RecordKind.REVIEW, begun[0].id)
            dialog = GuidedReviewDialog(self.context, self.session, *begun, self._tab)
            dialog.finished.connect(lambda _result: self._after_review(dialog))
            self.open(dialog)

        self.write(begin, guide, title="Starting the review")

    def drop_review(self) -> None:
        """Throw the open review that is shown away, after asking."""
        shown = self._tab.shown
        if not isinstance(shown, ReviewPageContent):
            return
        question = YesNoQuestion(
            f"Throw the {shown.review.label.lower()} away?",
            "What was written down for it is lost. The code is still to be reviewed once a year (4.1).",
            verb="Throw it away",
            otherwise="Keep it",
            danger=True,
        )
        if self.context.confirm(self._tab, question):
            gone = partial(self._tab.say, "The review is gone.", "info")
            self.write(partial(drop_review, self.session, shown.review.id), lambda _: gone())

    def record(self) -> None:
        """Record an earlier review."""
        dialog = ReviewRecordDialog(self.context, self.session, parent=self._tab)
        dialog.succeeded.connect(lambda: self._done(RecordKind.REVIEW, dialog.review_id, "The review is recorded."))
        self.open(dialog)

    def mend(self) -> None:
        """Mend the record of the finished review that is shown."""
        shown = self._tab.shown
        if isinstance(shown, ReviewPageContent):
            self.open(ReviewRecordDialog(self.context, self.session, shown.review, self._tab))

    def move(self) -> None:
        """Move the open review that is shown to another day."""
        shown = self._tab.shown
        if isinstance(shown, ReviewPageContent):
            review = shown.review
            self.open(PlanReviewDialog(self.context, self.session, review.due_on, review, self._tab))

    def plan(self) -> None:
        """Put the next review on a day."""
        status = self._tab.status
        due_on = status.next_due if status and status.next_due else self.session.today
        dialog = PlanReviewDialog(self.context, self.session, due_on, parent=self._tab)
        dialog.succeeded.connect(lambda: self._done(RecordKind.REVIEW, dialog.review_id, "The review is planned."))
        self.open(dialog)

    # --- editions -----------------------------------------------------------------------------------------------

    def draft(self) -> None:
        """Start the next edition as a draft, or go on with the one there is."""
        status = self._tab.status

        def edit(draft: Edition) -> None:
            self._tab.open_record(RecordKind.EDITION, draft.id)
            self.edit()

        if status and status.draft:
            edit(status.draft)
        else:
            self.write(partial(start_draft, self.session), edit)

    def edit(self) -> None:
        """Write on the draft that is shown, or put an adopted edition right while nothing depends on it."""
        shown, context, session = self._tab.shown, self.context, self.session
        if not isinstance(shown, EditionPage):
            return
        if shown.edition.adopted:
            dialog: EditionDialog = CorrectEditionDialog(context, session, shown.edition, self._tab)
            dialog.succeeded.connect(lambda: self._tab.say(f"{shown.edition.label} is put right.", "success"))
        else:
            keep = partial(partial, change_draft, session)
            dialog = EditionDialog(context, keep, shown.edition, shown.before, parent=self._tab)
        self.open(dialog)

    def adopt(self) -> None:
        """Adopt the draft that is shown."""
        shown = self._tab.shown
        if isinstance(shown, EditionPage):
            label = shown.edition.label
            dialog = AdoptEditionDialog(self.context, self.session, shown.edition, self._tab)
            dialog.succeeded.connect(lambda: self._tab.say(f"{label} is adopted. Now tell everyone.", "success"))
            self.open(dialog)

    def take_back(self) -> None:
        """Make the adopted edition that is shown a draft again."""
        shown = self._tab.shown
        if not isinstance(shown, EditionPage):
            return
        edition = shown.edition

        def ask(changes: tuple[str, ...]) -> None:
            told = " ".join(("It becomes a draft again.", *changes, "The reason stays on file."))
            title = f"Take the adoption of {edition.label.lower()} back"
            prompt = Prompt("take adoption back", title, "Take it back", (("reason", "&Why?", told, ""),))
            self.ask(prompt, lambda words: take_back_adoption(self.session, edition.id, words["reason"]))

        self.write(partial(what_start_changes, self.session, edition.id, None), ask, title=LOOKING)

    def drop(self) -> None:
        """Throw the draft that is shown away, after asking."""
        shown = self._tab.shown
        if not isinstance(shown, EditionPage):
            return
        label = shown.edition.label.lower()
        question = YesNoQuestion(
            f"Throw the draft of {label} away?",
            "Its clauses are lost. The edition in force stays as it is.",
            verb="Throw it away",
            otherwise="Keep it",
            danger=True,
        )
        if self.context.confirm(self._tab, question):
            gone = partial(self._tab.say, f"The draft of {label} is gone.", "info")
            self.write(partial(drop_draft, self.session, shown.edition.id), lambda _: gone())

    def open_new_edition(self) -> None:
        """The edition the review that is shown led to."""
        shown = self._tab.shown
        if isinstance(shown, ReviewPageContent) and shown.new_edition is not None:
            self._tab.open_record(RecordKind.EDITION, shown.new_edition.id)

    # --- papers and figures -------------------------------------------------------------------------------------

    def minute(self) -> None:
        """The minute of the review that is shown, as pages."""
        shown = self._tab.shown
        if isinstance(shown, ReviewPageContent):
            try:
                pdf = review_minute_pdf(self.session, shown.review.id)
            except HaltonError as error:
                self.context.report(error, self._tab, None)
                return
            label = shown.review.label
            self._notifications.show_pages(f"Minute: {label}", pdf, f"Minute - {label}.pdf")

    def figures(self) -> None:
        """The year's figures with their charts and pages."""
        self.open(FiguresDialog(self.context, self.session, parent=self._tab))

    def association(self) -> None:
        """The school's return, and the association's work with all of them."""
        self.open(AssociationDialog(self.context, self.session, parent=self._tab))

    # --- inside -------------------------------------------------------------------------------------------------

    def _meant_early(self) -> bool:
        """Long before its day a review is begun only when that is meant."""
        status, today = self._tab.status, self.session.today
        if status is None or status.next_due is None or status.next_due <= today + SOON:
            return True
        if status.open_review is not None and status.open_review.state is ReviewState.UNDER_WAY:
            return True
        question = YesNoQuestion(
            f"Start now? The next review is {countdown(status.next_due, today)}.",
            "You can leave it at any time and take it up again.",
            verb="Start the review",
            otherwise="Not yet",
        )
        return self.context.confirm(self._tab, question)

    def _after_review(self, dialog: QDialog) -> None:
        review = dialog.review  # type: ignore[attr-defined] # a GuidedReviewDialog, imported where it is first used
        if review.open:
            self._tab.say("The review is paused. Everything is kept.", "info")
        elif review.new_edition_id is not None:
            self._done(
                RecordKind.EDITION, review.new_edition_id, "The review is finished. Its new edition is a draft now."
            )
        else:
            self._done(RecordKind.REVIEW, review.id, "The review is finished. The code stays as it is.")

    def _done(self, noun: RecordKind, record: int, sentence: str) -> None:
        self._tab.open_record(noun, record)
        self._tab.say(sentence, "success")

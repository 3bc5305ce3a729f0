"""Say on which day the next review of the code is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.review import Review
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.services.reviews.start_review import keep_review, plan_review
from halton_desktop.services.session import OfficeSession


class PlanReviewDialog(BaseDialog):
    """For a new date, or to move ``review`` to another; ``review_id`` is what it kept in the end."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        due_on: date,
        review: Review | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="plan review",
            title="Move the review" if review else "Plan the next review",
            verb="Move it" if review else "Plan it",
            guide_page="review-history",
            parent=parent,
        )
        self._session = session
        self._review = review
        self.review_id = review.id if review else 0
        self.form = FieldForm()
        self.due_on = self.form.add(
            "due_on",
            "&Due on",
            DayField().begin(context.theme, session, due_on),
            "Clause 4.1 asks for a review every year. From six weeks before, Today reminds everybody of it.",
        )
        self.use_form(self.form)

    def act(self) -> None:
        due_on = self.due_on.required("due_on")
        if self._review is not None:
            self.write(partial(keep_review, self._session, replace(self._review, due_on=due_on)))
            return

        def planned(review_id: int) -> None:
            self.review_id = review_id
            self.succeed()

        self.write(partial(plan_review, self._session, due_on), planned)

"""The page of one review: what to do next with it, who took part, what was considered and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.attachment import AttachmentKind
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.review import ClauseDecision, Decision, Review, ReviewState, countdown
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.reviews.notification_actions import NotificationActions
from halton_desktop.gui.reviews.review_actions import ReviewActions
from halton_desktop.gui.reviews.review_table_model import REVIEW_CHIPS
from halton_desktop.services.reviews.find_reviews import ReviewPageContent


class ReviewView(DetailPage):
    """Its buttons do what the actions of the tab do."""

    def __init__(
        self,
        theme: Theme,
        page_actions: ReviewActions,
        notification: NotificationActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._looks = theme
        self._page_actions = page_actions
        self._notifications = notification

    def show_review(self, content: ReviewPageContent, today: date, *, may_change: bool, may_save: bool = False) -> None:
        """Build the page."""
        review = content.review
        subtitle = f"{countdown(review.due_on, today).capitalize()}, on {review.due_on:%d/%m/%Y}" if review.open else ""
        self.begin(("review", review.id), review.label, subtitle=subtitle, chips=(REVIEW_CHIPS[review.state],))
        buttons = self._buttons(content, may_change)
        if buttons:
            self.add_next_steps(buttons, heading="Next for this review")
        facts = self.add_section("The review")
        facts.add_facts(
            [
                ("Held on", f"{review.held_on:%d/%m/%Y}" if review.held_on else ""),
                ("Edition reviewed", content.edition.label if content.edition else ""),
                ("Outcome", review.outcome.value if review.outcome else ""),
                ("New edition", content.new_edition.label if content.new_edition else ""),
                ("Next review due", f"{review.next_due_on:%d/%m/%Y}" if review.next_due_on else ""),
                ("Finished by", review.finished_by),
            ]
        )
        if review.state is ReviewState.PLANNED:
            facts.add_text("Nothing is written down yet. Start it when you sit down together.", muted=True)
        self._add_words(review, content.edition)
        self._add_papers(content, may_change=may_change, may_save=may_save)
        self.finish()

    def _add_words(self, review: Review, edition: Edition | None) -> None:
        if review.participants:
            people = self.add_section("Who took part")
            for person in review.participants:
                people.add_text(f"{person.name}, {person.capacity}" if person.capacity else person.name)
        for heading, text in (("What was considered", review.considered), ("Notes", review.notes)):
            if text:
                self.add_section(heading).add_text(text)
        if not review.decisions:
            return
        changed = [found for found in review.decisions if found.decision is not Decision.KEEP]
        section = self.add_section("Clause by clause")
        kept = len(review.decisions) - len(changed)
        plural = "clause is kept as it is" if kept == 1 else "clauses are kept as they are"
        section.add_text(f"{kept} {plural}." if kept else "None is kept as it is.")
        section.add_facts([(f"{found.number}: {found.decision.value}", _said(found, edition)) for found in changed])

    def _add_papers(self, content: ReviewPageContent, *, may_change: bool, may_save: bool) -> None:
        if not (content.attachments or may_change):
            return
        section = self.add_section("Papers")
        if may_change:
            section.add_action(
                self._button("Keep a paper…", "attach", partial(self._notifications.attach, AttachmentKind.OTHER))
            )
        if not content.attachments:
            section.add_text("For example the minute, signed and scanned.", muted=True)
            return
        section.add(self._notifications.attachments(content.attachments, may_change=may_change, may_save=may_save))

    def _buttons(self, content: ReviewPageContent, may_change: bool) -> list[Button]:
        review, doing = content.review, self._page_actions
        wanted: list[tuple[str, str, Callable[[], None]]] = []
        if may_change and review.open:
            words = "Take it up…" if review.state is ReviewState.UNDER_WAY else "Start the review…"
            wanted += [(words, "review", doing.start), ("Move it…", "calendar", doing.move)]
            wanted.append(("Throw it away…", "delete", doing.drop_review))
        if may_change and not review.open:
            wanted += [("Mend the record…", "edit", doing.mend)]
        if review.state is not ReviewState.PLANNED:
            wanted.insert(0 if not review.open else len(wanted), ("Minute…", "print", doing.minute))
        if content.new_edition is not None:
            wanted += [(f"Open {content.new_edition.label.lower()}", "code", doing.open_new_edition)]
        return [self._button(*each) for each in wanted]

    def _button(self, text: str, icon: str, act: Callable[[], None]) -> Button:
        button = Button(text, self._looks, icon=icon)
        button.clicked.connect(lambda: act())
        return button


def _said(found: ClauseDecision, edition: Edition | None) -> str:
    """The new words, or those dropped, and the reason."""
    old = edition.clause(found.number) if edition else None
    words = found.statement or (old.statement if old else "")
    return f"{words} ({found.reason})" if found.reason else words

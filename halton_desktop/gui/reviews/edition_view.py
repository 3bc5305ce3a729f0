"""The page of one edition: what to do with it, what changed, its clauses, policies and papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.attachment import AttachmentKind
from halton_desktop.domain.audience import not_reached
from halton_desktop.domain.edition_difference import DifferenceKind
from halton_desktop.domain.name import joined
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.reviews.audience_matrix import AudienceMatrix
from halton_desktop.gui.reviews.difference_view import DifferenceView
from halton_desktop.gui.reviews.notification_actions import NotificationActions
from halton_desktop.gui.reviews.review_actions import ReviewActions
from halton_desktop.gui.reviews.review_table_model import DRAFT, EARLIER, IN_FORCE, TAKES_EFFECT_LATER
from halton_desktop.services.reviews.find_reviews import EditionPage


class EditionView(DetailPage):
    """Its buttons do what the actions of the tab do."""

    clauses_toggled = Signal()
    """Every clause is asked for, or only those that differ: the page is to be shown again."""

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
        self._all_clauses = False
        self.matrix: AudienceMatrix | None = None

    def show_edition(self, page: EditionPage, *, may_change: bool, may_save: bool, to_come: bool) -> None:
        """Build the page."""
        edition = page.edition
        title = f"{edition.label} of the code"
        self.begin(("edition", edition.id), title, subtitle=edition.title, chips=(_chip(page, to_come),))
        if may_change:
            self._add_next(page, to_come=to_come)
        facts = self.add_section("About this edition")
        days = [("Adopted on", edition.adopted_on), ("In effect from", edition.effective_on)]
        facts.add_facts(
            [(name, f"{day:%d/%m/%Y}") for name, day in days if day]
            + [("Comes from", page.review.label if page.review else ""), ("What changed", edition.changes)]
            + [
                ("Put right", f"{each.at.astimezone():%d/%m/%Y} by {each.by}: {each.reason}")
                for each in page.corrections
            ]
        )
        if may_change and edition.adopted and not page.leaning:
            facts.add_action(self._button("Put it right…", "edit", self._page_actions.edit))
            if page.before is not None:
                facts.add_action(self._button("Take the adoption back…", "undo", self._page_actions.take_back))
            facts.add_text("Its days and words can be put right until the first letter of it is printed.", muted=True)
        if edition.adopted:
            self._add_matrix(page, may_change)
        self._add_clauses(page)
        if edition.policies:
            policies = self.add_section("Read together with")
            policies.add_facts([(each.name, each.place or "place not noted") for each in edition.policies])
        self._add_papers(page, may_change, may_save)
        self.finish()

    def _add_next(self, page: EditionPage, *, to_come: bool) -> None:
        doing, notification = self._page_actions, self._notifications
        if not page.edition.adopted:
            buttons: list[tuple[str, str, Callable[[], None]]] = [
                ("Edit the draft…", "edit", doing.edit),
                ("Adopt it…", "check", doing.adopt),
            ]
            buttons.append(("Throw it away…", "delete", doing.drop))
            reason = "An adopted edition never changes (4.1)."
            self.add_next_steps([self._button(*each) for each in buttons], "Next for this draft", reason)
            return
        buttons = [
            ("Enter who was told…", "tell", notification.told),
            ("Notice to sign…", "print", notification.notice),
        ]
        if page.in_force:
            buttons.insert(0, ("Letters to parents…", "letter", notification.letters))
        waiting = not_reached(page.audiences)
        told = "Everybody has been told." if not waiting else f"Still to tell: {joined([a.value for a in waiting])}."
        if to_come:
            told += f" Letters to parents are printed from {page.edition.effective_on:%d/%m/%Y}, when it takes effect."
        self.add_next_steps([self._button(*each) for each in buttons], "Tell everyone (4.1)", told)

    def _add_matrix(self, page: EditionPage, may_change: bool) -> None:
        section = self.add_section("Who has been told")
        self.matrix = AudienceMatrix(page.audiences, page.proofs, self._looks, may_change=may_change)
        self.matrix.record_asked.connect(self._notifications.told)
        self.matrix.take_back_asked.connect(self._notifications.take_back)
        self.matrix.proof_asked.connect(self._notifications.look)
        section.add(self.matrix)

    def _add_papers(self, page: EditionPage, may_change: bool, may_save: bool) -> None:
        section = self.add_section("Papers")
        if may_change:
            attach, kinds = self._notifications.attach, AttachmentKind
            section.add_action(self._button("The signed PDF…", "attach", partial(attach, kinds.SIGNED_CODE)))
            section.add_action(self._button("A policy…", "attach", partial(attach, kinds.POLICY)))
        if not page.attachments:
            section.add_text("The association’s signed PDF is not kept here yet.", muted=True)
            return
        section.add(self._notifications.attachments(page.attachments, may_change=may_change, may_save=may_save))

    def _add_clauses(self, page: EditionPage) -> None:
        if page.before is None:
            section = self.add_section("Clauses")
            section.add_facts(list(page.edition.parts.items()))
            return
        changed = [d for d in page.differences if d.kind is not DifferenceKind.SAME]
        section = self.add_section(f"Beside {page.before.label.lower()}")
        view = DifferenceView(self._looks)
        shown = page.differences if self._all_clauses else changed
        if shown:
            view.show_differences(shown, page.before.label, page.edition.label)
            section.add(view)
        else:
            section.add_text("Every clause reads as before.")
        words = "Only what differs" if self._all_clauses else f"All {len(page.differences)} clauses"
        section.add_action(self._button(words, "code", self._toggle_clauses))

    def _toggle_clauses(self) -> None:
        self._all_clauses = not self._all_clauses
        self.clauses_toggled.emit()

    def _button(self, text: str, icon: str, act: Callable[[], None]) -> Button:
        button = Button(text, self._looks, icon=icon)
        button.clicked.connect(lambda: act())
        return button


def _chip(page: EditionPage, to_come: bool) -> Chip:
    if page.in_force:
        return IN_FORCE
    if not page.edition.adopted:
        return DRAFT
    return TAKES_EFFECT_LATER if to_come else EARLIER

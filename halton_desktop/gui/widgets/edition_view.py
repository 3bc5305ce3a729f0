"""The page of one edition: what to do with it, what changed, its clauses, policies and papers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.edition_difference import DifferenceKind
from halton_desktop.gui.models.history_table_model import DRAFT, EARLIER, IN_FORCE, TAKES_EFFECT_LATER
from halton_desktop.gui.theme import Theme
from halton_desktop.gui.widgets.button import Button
from halton_desktop.gui.widgets.chip import Chip
from halton_desktop.gui.widgets.detail_page import DetailPage
from halton_desktop.gui.widgets.difference_view import DifferenceView
from halton_desktop.services.find_reviews import EditionPage


class EditionView(DetailPage):
    """``asked`` names what a button wants: "edit", "adopt", "drop"."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._looks = theme
        self._all_clauses = False

    def show_edition(self, page: EditionPage, *, may_change: bool, to_come: bool) -> None:
        """Build the page."""
        edition = page.edition
        self.begin(
            ("edition", edition.id),
            f"{edition.label} of the code",
            subtitle=edition.title,
            chips=(_chip(page, to_come),),
        )
        if may_change and not edition.adopted:
            self.add_next_steps(
                [
                    self._button("Edit the draft…", "edit", "edit"),
                    self._button("Adopt it…", "check", "adopt"),
                    self._button("Throw it away…", "delete", "drop"),
                ],
                heading="Next for this draft",
                reason="An adopted edition never changes (4.1).",
            )
        facts = self.add_section("About this edition")
        days = [("Adopted on", edition.adopted_on), ("In effect from", edition.effective_on)]
        facts.add_facts(
            [(name, f"{day:%d/%m/%Y}") for name, day in days if day]
            + [("Comes from", page.review.label if page.review else ""), ("What changed", edition.changes)]
        )
        self._add_clauses(page)
        if edition.policies:
            policies = self.add_section("Read together with")
            policies.add_facts(
                [(policy.name, policy.place or "where it is found was not noted") for policy in edition.policies]
            )
        self.finish()

    def _add_clauses(self, page: EditionPage) -> None:
        if page.before is None:
            section = self.add_section("Clauses")
            section.add_facts([(clause.number, clause.statement) for clause in page.edition.clauses])
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
        section.add_action(self._button(words, "code", "all clauses"))

    def toggle_clauses(self) -> None:
        """Every clause, or only those that differ."""
        self._all_clauses = not self._all_clauses

    def _button(self, text: str, icon: str, what: str) -> Button:
        button = Button(text, self._looks, icon=icon)
        button.clicked.connect(lambda: self.asked.emit(what))
        return button


def _chip(page: EditionPage, to_come: bool) -> Chip:
    if page.in_force:
        return IN_FORCE
    if not page.edition.adopted:
        return DRAFT
    return TAKES_EFFECT_LATER if to_come else EARLIER

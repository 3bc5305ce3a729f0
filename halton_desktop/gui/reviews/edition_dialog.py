"""Write a draft of the code: its clauses beside the last edition, its title, what changed, the policies beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import Edition, LinkedPolicy
from halton_desktop.domain.edition_difference import differences, in_words
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.gui.kit.base_dialog import BaseDialog
from halton_desktop.gui.kit.button import Button
from halton_desktop.gui.kit.form import Form
from halton_desktop.gui.kit.prompt_dialog import Ask, WordsDialog
from halton_desktop.gui.reviews.clause_editor import ClauseEditor
from halton_desktop.services.reviews.amend_code import change_draft
from halton_desktop.services.session import OfficeSession

SIZE = QSize(980, 640)
TEXT_HEIGHT = 110


class EditionDialog(BaseDialog):
    """For a draft; ``before`` is the adopted edition it follows on."""

    def __init__(
        self,
        desk: Desk,
        session: OfficeSession,
        draft: Edition,
        before: Edition | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk,
            name="edition",
            title=f"Draft of {draft.label.lower()}",
            verb="Save draft",
            guide_page="review-history",
            parent=parent,
        )
        self._session = session
        self._draft, self._before = draft, before
        self.clauses = ClauseEditor(desk.theme)
        self.clauses.show_edition(draft, before)
        self.clauses.add_asked.connect(self._ask_for_number)
        self.form = Form()
        self._add_fields(draft)
        self.pages = QTabWidget()
        self.pages.addTab(self.clauses, "Clauses")
        self.pages.addTab(self.form, "Title, changes and policies")
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.pages)
        self.use_errors(self.form.errors)
        self.resize(SIZE)

    def typed(self) -> Edition:
        """The draft as it stands in the fields."""
        policies = [line.partition("|") for line in self.policies.toPlainText().splitlines() if line.strip()]
        return replace(
            self._draft,
            title=self.title.text().strip(),
            clauses=self.clauses.clauses,
            changes=self.changes.toPlainText().strip(),
            policies=tuple(LinkedPolicy(name.strip(), place.strip()) for name, _bar, place in policies),
        )

    def submit(self) -> None:
        try:
            change_draft(self._session, self.typed())
        except InvalidInput as error:
            self.pages.setCurrentIndex(0 if error.field == "clauses" else 1)
            self.show_error(error)
            return
        except HaltonError as error:
            self.show_error(error)
            return
        self.succeed()

    def _add_fields(self, draft: Edition) -> None:
        self.title = self.form.add("title", "&Title", QLineEdit(draft.title))
        self.changes = self.form.add(
            "changes",
            "What has &changed",
            _text(draft.changes),
            "The letter to parents and the notice to staff say this. Required before the edition is adopted.",
        )
        suggest = Button("Write it from the clauses", self.desk.theme, kind="link")
        suggest.clicked.connect(self._suggest_changes)
        self.form.add_widget(suggest)
        kept = "\n".join(f"{p.name} | {p.place}" if p.place else p.name for p in draft.policies)
        self.policies = self.form.add(
            "policies",
            "Linked &policies",
            _text(kept),
            "One on a line; after a | where it is to be found: Complaints Procedures Policy | school website",
        )

    def _suggest_changes(self) -> None:
        words = in_words(differences(self._before, self.typed()))
        self.changes.setPlainText(words or self.changes.toPlainText())

    def _ask_for_number(self) -> None:
        ask = Ask(
            "clause number",
            "Add a clause",
            "Add clause",
            (("number", "&Number of the clause", "Like 3.7 or 2.1c; it is put in its place among the others.", ""),),
        )
        dialog = WordsDialog(self.desk, ask, self._add_clause, self)
        dialog.open()

    def _add_clause(self, words: dict[str, str]) -> None:
        number = words["number"].strip()
        if not number:
            raise InvalidInput("number", "Give the clause its number.")
        if any(clause.number == number for clause in self.clauses.clauses):
            raise InvalidInput("number", f"There is a clause {number} already.")
        self.clauses.add_clause(number)


def _text(text: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setMaximumHeight(TEXT_HEIGHT)
    return field

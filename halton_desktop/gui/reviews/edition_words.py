"""All the words of an edition to be written: clause by clause, its title and policies, or whole from a text file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import Edition, LinkedPolicy
from halton_desktop.domain.edition_difference import differences, in_words
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.reviews.clause_editor import ClauseEditor
from halton_desktop.gui.reviews.file_field import AskForFile
from halton_desktop.services.administration.read_code_file import code_from_file

TEXT_HEIGHT = 110
TEXT_FILES = "Text files (*.txt);;All files (*)"


def ask_for_text_file(parent: QWidget) -> str:
    """The system's own file dialog."""
    return QFileDialog.getOpenFileName(parent, "The code as plain text", "", TEXT_FILES)[0]


class EditionWords(QTabWidget):
    """``typed`` is the edition as it stands in the fields; ``changed_since`` asks for what has changed since the last.

    ``said`` carries what came of a text file, ``failed`` the error; ``program_words`` makes the edition as shipped.
    """

    said = Signal(str)
    failed = Signal(HaltonError)

    def __init__(
        self,
        context: AppContext,
        draft: Edition,
        before: Edition | None,
        program_words: Callable[[], Edition] | None = None,
        *,
        changed_since: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._before = draft, before
        self.ask_for_file: AskForFile = ask_for_text_file
        self.clauses = ClauseEditor(context.theme)
        self.form = FieldForm()
        self.unused = QPlainTextEdit()
        self.unused.setReadOnly(True)
        self.unused.setAccessibleName("Lines of the file that were not used")
        self.file_button = Button("The words from a &text file…", context.theme, icon="file")
        self.file_button.clicked.connect(self._ask)
        self.program_button = Button("The &program’s words", context.theme, icon="undo")
        self.program_button.setVisible(False)
        self._add_fields(context, changed_since=changed_since)
        self.addTab(self._clauses_page(), "Clauses")
        self.addTab(self.form, "Title, changes and policies" if changed_since else "Title and policies")
        self._show(draft)
        if program_words is not None:
            self.program_button.setVisible(True)
            self.clauses.add_button.setVisible(False)  # edition 1 is the association’s
            self.program_button.clicked.connect(lambda: self._take(program_words()))

    def typed(self) -> Edition:
        """The edition as it stands in the fields."""
        policies = [line.partition("|") for line in self.policies.toPlainText().splitlines() if line.strip()]
        return replace(
            self._draft,
            title=self.title.text().strip(),
            intent=self.clauses.intent,
            clauses=self.clauses.clauses,
            changes=self.changes.toPlainText().strip(),
            policies=tuple(LinkedPolicy(name.strip(), place.strip()) for name, _bar, place in policies),
        )

    def show_field(self, field: str) -> None:
        """Bring the page to the front on which a field of InvalidInput is."""
        self.setCurrentIndex(0 if field == "clauses" else 1)

    def read_file(self, file: Path) -> None:
        """Put the words of a text file in the place of what stands here; what was not used of it can be read."""
        try:
            read = code_from_file(file, self.typed())
        except HaltonError as error:
            self.failed.emit(error)
            return
        self._show(read.edition)
        self.removeTab(self.indexOf(self.unused))
        self.unused.setPlainText("\n".join(read.unused))
        if read.unused:
            self.addTab(self.unused, "Not used of the file")
        self.said.emit(f"{file.name}: {read.words}")

    # --- inside -------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        name = self.ask_for_file(self)
        if name:
            self.read_file(Path(name))

    def _take(self, words: Edition) -> None:
        self._show(replace(self.typed(), title=words.title, intent=words.intent, clauses=words.clauses))

    def _show(self, edition: Edition) -> None:
        self.clauses.show_edition(edition, self._before)
        self.title.setText(edition.title)

    def _clauses_page(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, GROUP, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(self.clauses, 1)
        row = QHBoxLayout()
        row.addWidget(self.file_button)
        row.addWidget(self.program_button)
        row.addStretch(1)
        lines.addLayout(row)
        return page

    def _add_fields(self, context: AppContext, *, changed_since: bool) -> None:
        self.title = self.form.add("title", "&Title", QLineEdit(self._draft.title))
        self.changes = _text(self._draft.changes)
        if changed_since:
            self.form.add(
                "changes",
                "What has &changed",
                self.changes,
                "The letter to parents and the notice to staff say this. Required before the edition is adopted.",
            )
            suggest = Button("Write it from the clauses", context.theme, kind="link")
            suggest.clicked.connect(self._suggest_changes)
            self.form.add_widget(suggest)
        kept = "\n".join(f"{p.name} | {p.place}" if p.place else p.name for p in self._draft.policies)
        self.policies = self.form.add(
            "policies",
            "Linked &policies",
            _text(kept),
            "One on a line; after a | where it is to be found: Complaints Procedures Policy | school website",
        )

    def _suggest_changes(self) -> None:
        words = in_words(differences(self._before, self.typed()))
        self.changes.setPlainText(words or self.changes.toPlainText())


def _text(text: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setMaximumHeight(TEXT_HEIGHT)
    return field

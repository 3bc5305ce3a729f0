"""Write the words of an edition: a draft beside the last one, or those the school begins with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.reviews.edition_words import EditionWords

SIZE = QSize(980, 640)


class EditionDialog(BaseDialog):
    """``before`` is the edition it is compared with; ``keep(edition)`` gives the errand that keeps it.

    It may raise. Where the words only stay on the screen, it takes them there and gives None.
    """

    def __init__(
        self,
        context: AppContext,
        keep: Callable[[Edition], Callable[[], object] | None],
        draft: Edition,
        before: Edition | None,
        *,
        program_words: Callable[[], Edition] | None = None,
        title: str = "",
        verb: str = "Save draft",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="edition",
            title=title or f"Draft of {draft.label.lower()}",
            verb=verb,
            guide_page="review-history",
            parent=parent,
        )
        self._keep = keep
        self.words = EditionWords(context, draft, before, program_words, changed_since=draft.number > 1)
        self.clauses = self.words.clauses
        self.clauses.add_asked.connect(self._ask_for_number)
        self.words.said.connect(lambda sentence: self.banner.say(sentence, "info"))
        self.words.failed.connect(self.show_error)
        self.lines = QVBoxLayout(self.body)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.addWidget(self.words, 1)
        self.use_errors(self.words.form.errors)
        self.resize(fitted(SIZE, self))

    def act(self) -> None:
        errand = self._keep(self.words.typed())
        if errand is None:
            self.succeed()
        else:
            self.write(errand)

    def show_error(self, error: HaltonError) -> None:
        """On the page of the field."""
        if isinstance(error, InvalidInput):
            self.point_at(error.field)
        super().show_error(error)

    def point_at(self, field: str) -> None:
        """Bring the page to the front on which a field of InvalidInput is."""
        self.words.show_field(field)

    def _ask_for_number(self) -> None:
        ask = Prompt(
            "clause number",
            "Add a clause",
            "Add clause",
            (("number", "&Number of the clause", "Like 3.7 or 2.1c; it is put in its place among the others.", ""),),
        )
        dialog = PromptDialog(self.context, ask, self._add_clause, self, here=True)
        open_dialog(dialog)

    def _add_clause(self, words: dict[str, str]) -> None:
        number = words["number"].strip()
        if not number:
            raise InvalidInput("number", "Give the clause its number.")
        if any(clause.number == number for clause in self.clauses.clauses):
            raise InvalidInput("number", f"There is a clause {number} already.")
        self.clauses.add_clause(number)

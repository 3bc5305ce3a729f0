"""Page of the wizard: since when the code applies here, and whose words of it the school uses."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from halton_desktop.domain.code_of_conduct import Edition, checked_first_edition
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.day_field import DayField, wall_calendar
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.services.program_files import ProgramFiles

EXAMPLE = "01/09/2025"
PROGRAM_WORDS = "The words are the program’s own; they mean, clause by clause, what the association’s code says."
OWN_WORDS = "The words are those you put in."


class WizardCodePage(WizardPage):
    """``code`` is edition 1 with its true days; neither day is guessed."""

    step = "The code"

    def __init__(self, context: AppContext, files: ProgramFiles) -> None:
        super().__init__(context)
        self._files = files
        self._today = wall_calendar()
        self._words = files.first_edition(self._today)
        self.fields = FieldForm()
        self.adopted_on = DayField().begin(context.theme, None)
        self.effective_on = DayField().begin(context.theme, None)
        for line in (self.adopted_on, self.effective_on):
            line.setPlaceholderText(EXAMPLE)
        self.fields.add_beside(
            ("adopted_on", "&Adopted by the association on", self.adopted_on),
            ("effective_on", "In &force at your school from", self.effective_on),
        )
        self.whose_words = paragraph(PROGRAM_WORDS, muted=True)
        self.words_button = Button("&Read the words, or put in your own…", context.theme, icon="code")
        self.words_button.clicked.connect(self.edit_words)
        title = QLabel("Since when does the code apply?")
        set_text_role(title, "title")
        title.setWordWrap(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GROUP)
        lines.addWidget(title)
        lines.addWidget(
            paragraph(
                "Letters and cases name these days. They can be put right under Review history until the first letter "
                "is printed.",
                muted=True,
            )
        )
        lines.addWidget(self.fields)
        lines.addWidget(self.whose_words)
        lines.addWidget(self.words_button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self.errors = self.fields.errors

    @property
    def code(self) -> Edition:
        """Edition 1 as it stands on this page. Raises InvalidInput for a day that is none."""
        adopted_on = self.adopted_on.optional("adopted_on")
        effective_on = self.effective_on.optional("effective_on")
        return replace(self._words, adopted_on=adopted_on, effective_on=effective_on)

    def edit_words(self) -> None:
        """Show the words, to be changed clause by clause or taken from a text file."""
        self.context.screens.first_words(self.context, self, self._words, self._program_words(), keep=self.take_words)

    def take_words(self, words: Edition) -> None:
        """Begin with these words. Raises InvalidInput where they are no edition."""
        whole = replace(words, adopted_on=self._today, effective_on=self._today)
        checked_first_edition(whole, self._program_words(), self._today)
        self._words = words
        self.whose_words.setText(PROGRAM_WORDS if words.parts == self._program_words().parts else OWN_WORDS)

    def arrive(self) -> None:
        self.adopted_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def mistakes(self) -> list[InvalidInput]:
        try:
            checked_first_edition(self.code, self._program_words(), self._today)
        except InvalidInput as error:
            return [error]
        return []

    def _program_words(self) -> Edition:
        return self._files.first_edition(self._today)

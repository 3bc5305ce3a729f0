"""Term dates pasted from the council's page, or out of a calendar file, into the table of school days."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.administration.read_term_dates import term_dates_in, text_of_calendar_file

HINT = "As it stands on the page, a line for each: “Autumn term: 3 September 2026 to 18 December 2026”."


class TermDatesDialog(BaseDialog):
    """``read`` carries what was understood; the table shows it, and nothing is kept before it is saved there."""

    read = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="term_dates",
            title="Paste term dates",
            verb="Read them",
            guide_page="incidents",
            parent=parent,
        )
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        form = FieldForm()
        self.text = form.add("text", "&Term dates", QPlainTextEdit(), HINT)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(460, 240)
        self.use_errors(form.errors)
        layout.addWidget(form)
        self.from_file = Button("Out of a calendar file (.ics)…", context.theme, icon="import")
        self.from_file.clicked.connect(self._ask_for_file)
        layout.addWidget(self.from_file)

    def act(self) -> None:
        """Hand over what was understood; what is wrong stands under the field."""
        found = term_dates_in(self.text.toPlainText())
        self.succeed()
        self.read.emit(found)

    def take_file(self, file: Path) -> None:
        """The text of a calendar file, to be looked at and read."""
        try:
            self.text.setPlainText(text_of_calendar_file(file))
        except HaltonError as error:
            self.show_error(error)

    def _ask_for_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "Choose a calendar file", "", "Calendars (*.ics *.txt)")
        if name:
            self.take_file(Path(name))

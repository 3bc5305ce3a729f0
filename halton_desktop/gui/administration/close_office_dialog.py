"""Close an office for good: what it holds, what is left elsewhere, an export first, and the school's name typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from halton_desktop.gui.administration.export_office_dialog import ExportOfficeDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.overview.close_for_good import close_for_good, office_at_its_end
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import KNOWN_OFFICES, OFFICE_FOLDER

MOST_NAMED = 8


class CloseOfficeDialog(BaseDialog):
    """When it has succeeded the session is closed: whoever opened it closes the window."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="close-office", title="Close the office for good", verb="Destroy the keys", verb_icon="key",
            guide_page="leaving", parent=parent,
        )  # fmt: skip
        self._session = session
        self._folder = session.folder
        self.held, self.exported, self.left = paragraph(""), paragraph(""), paragraph("", muted=True)
        self.export_button = Button("Save the whole office &first…", context.theme, icon="save")
        self.export_button.clicked.connect(self._export)
        self.without_export = QCheckBox("Close it &without keeping an archive")
        form = FieldForm()
        for widget in (self.held, self.exported, self.export_button, self.without_export, self.left):
            form.add_widget(widget)
        hint = "There is no way back: no password and no recovery sheet opens this office again."
        self.school = form.add("school", "Type the school’s &name to go on", QLineEdit(), hint)
        self.use_form(form)
        self._show()

    def act(self) -> None:
        """Asked once more, then the keys are destroyed."""
        question = YesNoQuestion(
            "Destroy the keys of this office?",
            "Nobody will be able to open it again: not you, not a colleague, not with the recovery sheet.",
            verb="Destroy the keys",
            otherwise="Keep the office",
            danger=True,
        )
        if self.context.confirm(self, question):
            close = partial(
                close_for_good,
                self._session,
                self.school.text(),
                without_export=self.without_export.isChecked(),
            )
            self.write(close, lambda _end: self._on_closed(), title="Closing the office for good")

    def _on_closed(self) -> None:
        settings = self.context.settings
        known = [line for line in settings.get(KNOWN_OFFICES).splitlines() if Path(line) != self._folder]
        settings.set(KNOWN_OFFICES, "\n".join(known))
        if settings.get(OFFICE_FOLDER) == str(self._folder):
            settings.set(OFFICE_FOLDER, "")
        self.succeed()

    def _export(self) -> None:
        dialog = ExportOfficeDialog(self.context, self._session, self)
        dialog.finished.connect(self._show)
        open_dialog(dialog)

    def _show(self) -> None:
        end = office_at_its_end(self._session)
        self.held.setText(end.to_keep)
        saved = f"The whole office was saved on {end.exported_on:%d/%m/%Y}" if end.exported_on else ""
        if end.exported:
            self.exported.setText(f"{saved}; nothing was changed since. Try the archive before you go on.")
        elif saved:
            self.exported.setText(f"{saved}, but something was changed since.")
        else:
            self.exported.setText("The whole office was never saved as open files.")
        self.without_export.setVisible(not end.exported)
        named = [str(path) for path in end.still_open[:MOST_NAMED]]
        if len(end.still_open) > MOST_NAMED:
            named.append(f"and {len(end.still_open) - MOST_NAMED:,} more in the same folders")
        words = "\n".join(named) or "None in the folder of the backups."
        self.left.setText(
            "Backups stay where they are and can still be opened with a password of their day. "
            f"{end.last_backup}. Look on sticks and other drives too.\n{words}"
        )

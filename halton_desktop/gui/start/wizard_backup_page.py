"""Page of the wizard: where backups go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.folder_field import FolderField, backup_folder_warning
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_backup_page_form import Ui_WizardBackupPage


class WizardBackupPage(WizardPage):
    """Begins with the folder inside the office and says what speaks against a place."""

    step = "Backups"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.form = Ui_WizardBackupPage()
        self.form.setupUi(self)
        self.set_fields({"folder": self.form.folder})
        self.form.backup_on_exit.setChecked(True)
        self._office = Path()
        self.field = FolderField(
            self.form.folder,
            self.form.choose,
            self.form.advice,
            context,
            title="Choose a folder for backups",
            warning=lambda folder: backup_folder_warning(folder, self._office),
        )

    def begin_with(self, office: Path, backups: Path) -> None:
        """The office's own folder, and where backups would go."""
        self._office = office
        self.field.set_folder(backups)

    @property
    def folder(self) -> Path:
        """Where backups are to go."""
        return self.field.folder

    @property
    def backup_on_exit(self) -> bool:
        """Whether to make one whenever the program is closed."""
        return self.form.backup_on_exit.isChecked()

    def arrive(self) -> None:
        self.form.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def mistakes(self) -> list[InvalidInput]:
        if not self.form.folder.text().strip() or not self.folder.is_absolute():
            return [InvalidInput("folder", "Type a whole path, or choose a folder.")]
        return []

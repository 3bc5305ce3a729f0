"""Page of the wizard: in which folder the office is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.folder_field import FolderField, office_folder_warning
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_folder_page_form import Ui_WizardFolderPage


class WizardFolderPage(WizardPage):
    """Begins with ``folder``; says when the place is unwise, and refuses one that holds an office already."""

    step = "Folder"

    def __init__(self, context: AppContext, folder: Path) -> None:
        super().__init__(context)
        self.form = Ui_WizardFolderPage()
        self.form.setupUi(self)
        self.set_fields({"folder": self.form.folder})
        self.field = FolderField(
            self.form.folder,
            self.form.choose,
            self.form.advice,
            context,
            title="Choose a folder for the office",
            warning=office_folder_warning,
        )
        self.field.set_folder(folder)

    @property
    def folder(self) -> Path:
        """Where the office is to be kept."""
        return self.field.folder

    def arrive(self) -> None:
        self.form.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.folder.deselect()

    def mistakes(self) -> list[InvalidInput]:
        from halton_desktop.services.administration.open_office import office_exists

        typed = self.form.folder.text().strip()
        if not typed or not self.folder.is_absolute():
            return [InvalidInput("folder", "Type a whole path, or choose a folder.")]
        if self.folder.is_file():
            return [InvalidInput("folder", "This is a file, not a folder.", "Choose a folder.")]
        if office_exists(self.folder):
            advice = "Leave this assistant and unlock it, or choose another folder."
            return [InvalidInput("folder", "There is an office in this folder already.", advice)]
        return []

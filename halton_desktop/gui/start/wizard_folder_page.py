"""Page of the wizard: in which folder the office is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.folder_field import FolderField, office_folder_warning
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.services.administration.office_place import place_for_new, who_reaches
from halton_desktop.ui_forms.start.wizard_folder_page_form import Ui_WizardFolderPage


class WizardFolderPage(WizardPage):
    """Begins with ``folder``; says when the place is unwise, and who reaches it; one that holds an office is opened."""

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
        self.reach = paragraph("", muted=True)
        self.form.advice.addWidget(self.reach)
        self.field.changed.connect(lambda: self.reach.setText(who_reaches(self.folder)))
        self.field.set_folder(folder)

    @property
    def folder(self) -> Path:
        """Where the office is to be kept."""
        return self.field.folder

    def arrive(self) -> None:
        self.form.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.folder.deselect()

    @property
    def holds_office(self) -> bool:
        """Whether there is an office in the folder already: it is opened and never taken for a new one."""
        from halton_desktop.services.administration.open_office import office_exists

        return office_exists(self.folder)

    def mistakes(self) -> list[InvalidInput]:
        typed = self.form.folder.text().strip()
        if not typed or not self.folder.is_absolute():
            return [InvalidInput("folder", "Type a whole path, or choose a folder.")]
        if self.folder.is_file():
            return [InvalidInput("folder", "This is a file, not a folder.", "Choose a folder.")]
        wrong = place_for_new(self.folder)
        if wrong:
            return [InvalidInput("folder", wrong, "Choose another folder.")]
        return []

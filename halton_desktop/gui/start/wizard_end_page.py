"""Last page of the wizard: import parents now, or open the office."""

from __future__ import annotations

from PySide6.QtCore import Qt

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_end_page_form import Ui_WizardEndPage


class WizardEndPage(WizardPage):
    """``import_now`` is what the user chose."""

    step = "Parents"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.form = Ui_WizardEndPage()
        self.form.setupUi(self)
        self.form.import_now.setChecked(True)
        self.form.import_now.toggled.connect(self.verb_changed)

    @property
    def import_now(self) -> bool:
        """Whether the import dialog opens next."""
        return self.form.import_now.isChecked()

    @property
    def verb_now(self) -> str:
        return "Import parents…" if self.import_now else "Open the office"

    def arrive(self) -> None:
        self.form.import_now.setFocus(Qt.FocusReason.OtherFocusReason)

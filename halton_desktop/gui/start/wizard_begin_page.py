"""First page of the wizard: a new office, one that is there, one from a backup, or a look around."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_begin_page_form import Ui_WizardBeginPage

Beginning = Literal["new office", "existing", "restore", "sample"]


class WizardBeginPage(WizardPage):
    """``chosen`` is what the user would like to do."""

    step = "Begin"

    def __init__(self, context: AppContext, *, can_sample: bool) -> None:
        super().__init__(context)
        self.form = Ui_WizardBeginPage()
        self.form.setupUi(self)
        self.form.new_office.setChecked(True)
        self.form.sample.setVisible(can_sample)
        self.form.sample_hint.setVisible(can_sample)
        for choice in (self.form.new_office, self.form.existing, self.form.restore, self.form.sample):
            choice.toggled.connect(self.verb_changed)

    @property
    def chosen(self) -> Beginning:
        """Which of the four is ticked."""
        if self.form.existing.isChecked():
            return "existing"
        if self.form.restore.isChecked():
            return "restore"
        return "sample" if self.form.sample.isChecked() else "new office"

    @property
    def verb_now(self) -> str:
        return {
            "new office": "Next",
            "existing": "Choose its folder…",
            "restore": "Choose a backup…",
            "sample": "Open the sample office",
        }[self.chosen]

    def arrive(self) -> None:
        self.form.new_office.setFocus(Qt.FocusReason.OtherFocusReason)

"""Page of the wizard: who signs the letters, and the school's logo."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from halton_desktop.domain.school import School, checked_school
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.fields.school_fields import LogoField, prepare_headteacher_titles
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_head_page_form import Ui_WizardHeadPage


class WizardHeadPage(WizardPage):
    """Nothing here is required: it can be filled in under Tools → School."""

    step = "Letters"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.form = Ui_WizardHeadPage()
        self.form.setupUi(self)
        keep_rows_level(self)
        prepare_headteacher_titles(self.form.headteacher_title)
        self.set_fields({"headteacher": self.form.headteacher, "headteacher_title": self.form.headteacher_title})
        self.logo = LogoField(self.form.logo, self.form.logo_error, context)

    def arrive(self) -> None:
        self.form.headteacher.setFocus(Qt.FocusReason.OtherFocusReason)

    def mistakes(self) -> list[InvalidInput]:
        try:
            checked_school(self.into(School("A school")))
        except InvalidInput as error:
            return [error]
        return []

    def into(self, school: School) -> School:
        """``school`` with what stands on this page."""
        return replace(
            school,
            headteacher=self.form.headteacher.text().strip(),
            headteacher_title=self.form.headteacher_title.currentText().strip(),
            logo=self.logo.logo,
        )

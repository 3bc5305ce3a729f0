"""Page of the wizard: which school it is, and how it is reached."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from halton_desktop.domain.school import School, checked_school
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.fields.school_fields import prepare_school_names, typed_address
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_school_page_form import Ui_WizardSchoolPage


class WizardSchoolPage(WizardPage):
    """Name, address, telephone, e-mail and website."""

    step = "School"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.form = Ui_WizardSchoolPage()
        self.form.setupUi(self)
        keep_rows_level(self)
        prepare_school_names(self.form.name)
        names = ("name", "postcode", "telephone", "email", "website")
        self.set_fields({name: getattr(self.form, name) for name in names})

    def arrive(self) -> None:
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def into(self, school: School) -> School:
        """``school`` with what stands on this page."""
        return replace(
            school,
            name=self.form.name.currentText().strip(),
            address=typed_address(self.form.address, self.form.postcode),
            telephone=self.form.telephone.text().strip(),
            email=self.form.email.text().strip(),
            website=self.form.website.text().strip(),
        )

    def mistakes(self) -> list[InvalidInput]:
        try:
            checked_school(self.into(School("")))
        except InvalidInput as error:
            return [error]
        return []

"""The school's details as the letters print them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.school import School
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.fields.school_fields import (
    LogoField,
    prepare_headteacher_titles,
    prepare_school_names,
    typed_address,
)
from halton_desktop.services.administration.keep_school import change_school, read_school
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.school_dialog_form import Ui_SchoolDialog

_LINES = ("telephone", "email", "website", "headteacher")


class SchoolDialog(BaseDialog):
    """Kept when *Save* is pressed; letters printed before stay as they were issued."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="school", title="School", verb="Save", guide_page="school-and-settings", parent=parent
        )
        self._session = session
        self._school = read_school(session)
        self.form = Ui_SchoolDialog()
        self.form.setupUi(self.body)
        keep_rows_level(self.body)
        prepare_school_names(self.form.name)
        prepare_headteacher_titles(self.form.headteacher_title)
        self.logo = LogoField(self.form.logo, self.form.logo_error, context)
        self.set_fields({"name": self.form.name, "postcode": self.form.postcode, "email": self.form.email})
        self._fill(self._school)
        self.form.name.setFocus()

    def act(self) -> None:
        """Keep what is typed."""
        self.write(partial(change_school, self._session, self._typed_school()))

    def show_error(self, error: HaltonError) -> None:
        """What is wrong with the logo stands under it."""
        if isinstance(error, InvalidInput) and error.field == "logo":
            self.set_busy(busy=False)
            self.form.logo_error.setText(f"{error.message} {error.advice}".strip())
            self.form.logo_error.show()
            return
        super().show_error(error)

    def would_lose_something(self) -> bool:
        return super().would_lose_something() or self.logo.logo != self._school.logo

    def _fill(self, school: School) -> None:
        self.form.name.setCurrentText(school.name)
        self.form.address.setPlainText("\n".join(school.address.lines))
        self.form.postcode.setText(school.address.postcode)
        for name in _LINES:
            getattr(self.form, name).setText(getattr(school, name))
        self.form.headteacher_title.setCurrentText(school.headteacher_title)
        self.logo.set_logo(school.logo)

    def _typed_school(self) -> School:
        return replace(
            self._school,
            name=self.form.name.currentText().strip(),
            address=typed_address(self.form.address, self.form.postcode),
            headteacher_title=self.form.headteacher_title.currentText().strip(),
            logo=self.logo.logo,
            **{name: getattr(self.form, name).text().strip() for name in _LINES},
        )

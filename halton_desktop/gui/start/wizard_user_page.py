"""Page of the wizard: the first user, who becomes the administrator, and a password worth having."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from halton_desktop.domain.user import checked_password, checked_sign_in_name
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.fields.password_strength import PasswordStrengthMeter
from halton_desktop.gui.kit.fields.validation import problems_of
from halton_desktop.gui.start.unlock_dialog import likely_sign_in_name
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_user_page_form import Ui_WizardUserPage


class WizardUserPage(WizardPage):
    """``school_words`` are names a guesser would try too."""

    step = "You"
    verb = "Set up the office"

    def __init__(self, context: AppContext, school_words: Callable[[], Sequence[str]]) -> None:
        super().__init__(context)
        self.form = Ui_WizardUserPage()
        self.form.setupUi(self)
        keep_rows_level(self)
        for field in (self.form.password, self.form.repeated_password):
            PasswordEye(field, context.theme, self.form.caps_lock)
        self.meter = PasswordStrengthMeter(self.form.password, context, lambda: [*self._own_words(), *school_words()])
        self.form.strength.addWidget(self.meter)
        self.form.sign_in_name.setText(likely_sign_in_name())
        self.set_fields({name: getattr(self.form, name) for name in ("sign_in_name", "password", "repeated_password")})

    @property
    def name(self) -> str:
        """The name as it is shown and printed."""
        return self.form.name.text().strip()

    @property
    def sign_in_name(self) -> str:
        """What is typed at the unlock dialog."""
        return self.form.sign_in_name.text().strip()

    @property
    def password(self) -> str:
        """The password as typed."""
        return self.form.password.text()

    def arrive(self) -> None:
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def mistakes(self) -> list[InvalidInput]:
        return problems_of(
            lambda: checked_sign_in_name(self.sign_in_name),
            lambda: checked_password(self.password, self.form.repeated_password.text()),
        )

    def forget(self) -> None:
        """The office is made: the password is not needed here any more."""
        self.form.password.clear()
        self.form.repeated_password.clear()

    def _own_words(self) -> list[str]:
        return [self.name, self.sign_in_name]

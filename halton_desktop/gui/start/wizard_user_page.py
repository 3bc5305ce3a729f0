"""Page of the wizard: the first user, who becomes the administrator, and a password worth having."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from halton_desktop.domain.user import checked_password, checked_sign_in_name
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.gui.kit.level_rows import keep_rows_level
from halton_desktop.gui.kit.password_field import PasswordEye
from halton_desktop.gui.kit.password_strength import PasswordStrengthMeter
from halton_desktop.gui.kit.validation import mistakes_of
from halton_desktop.gui.start.unlock_dialog import likely_sign_in_name
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_user_page_form import Ui_WizardUserPage


class WizardUserPage(WizardPage):
    """``school_words`` are names a guesser would try too."""

    step = "You"
    verb = "Set up the office"

    def __init__(self, desk: Desk, school_words: Callable[[], Sequence[str]]) -> None:
        super().__init__(desk)
        self.form = Ui_WizardUserPage()
        self.form.setupUi(self)
        keep_rows_level(self)
        for field in (self.form.password, self.form.repeated_password):
            PasswordEye(field, desk.theme, self.form.caps_lock)
        self.meter = PasswordStrengthMeter(self.form.password, desk, lambda: [*self._own_words(), *school_words()])
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
        return mistakes_of(
            lambda: checked_sign_in_name(self.sign_in_name),
            lambda: checked_password(self.password, self.form.repeated_password.text()),
        )

    def forget(self) -> None:
        """The office is made: the password is not needed here any more."""
        self.form.password.clear()
        self.form.repeated_password.clear()

    def _own_words(self) -> list[str]:
        return [self.name, self.sign_in_name]

"""A forgotten password: open the office with the recovery key and give one user a new password."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from halton_desktop.domain.user import checked_password, checked_sign_in_name
from halton_desktop.errors import InvalidInput, WrongPassword
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.fields.password_strength import PasswordStrengthMeter
from halton_desktop.gui.kit.fields.validation import problems_of, required
from halton_desktop.gui.start.clock_question import when_clock_is_right, with_doubt
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.ui_forms.start.recover_dialog_form import Ui_RecoverDialog

if TYPE_CHECKING:
    from halton_desktop.errors import HaltonError
    from halton_desktop.services.session import OfficeSession

Recover = Callable[[str, str, str, bool], "OfficeSession"]


class RecoverDialog(BaseDialog):
    """``unlocked`` carries the open OfficeSession.

    ``recover(key, name, password, as_administrator)`` runs off the GUI thread.
    """

    unlocked = Signal(object)

    def __init__(
        self,
        context: AppContext,
        folder: Path,
        files: ProgramFiles,
        *,
        sign_in_name: str = "",
        recover: Recover | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="recover",
            title="Recovery key",
            verb="Unlock with the recovery key",
            verb_icon="key",
            leave="Back",
            guide_page="recovery",
            parent=parent,
        )
        self._folder = folder
        self._files = files
        self._recover = recover or self._recover_office
        self.form = Ui_RecoverDialog()
        self.form.setupUi(self.body)
        self.form.sign_in_name.setText(sign_in_name)
        for field in (self.form.password, self.form.repeated_password):
            PasswordEye(field, context.theme)
        meter = PasswordStrengthMeter(self.form.password, context, lambda: [self.form.sign_in_name.text()])
        self.form.strength.addWidget(meter)
        names = ("recovery_key", "sign_in_name", "password", "repeated_password")
        self.set_fields({name: getattr(self.form, name) for name in names})
        self.administrator = QCheckBox("Make this user an &administrator, also a new one where nobody has the name")
        self.form.page.insertWidget(self.form.page.indexOf(self.form.lines_5) + 1, self.administrator)
        QWidget.setTabOrder(self.form.sign_in_name, self.administrator)
        QWidget.setTabOrder(self.administrator, self.form.password)
        self.form.recovery_key.setFocus()

    def act(self) -> None:
        """Check what can be checked here, then try the key."""
        key = self.form.recovery_key.toPlainText().strip()
        name, password = self.form.sign_in_name.text(), self.form.password.text()
        found = problems_of(
            required("recovery_key", key, "Type the key from the recovery sheet."),
            lambda: checked_sign_in_name(name),
            lambda: checked_password(password, self.form.repeated_password.text()),
        )
        if found:
            self.show_errors(found)
            return
        self.write(
            partial(with_doubt, partial(self._recover, key, name, password, self.administrator.isChecked())),
            lambda unlocked: when_clock_is_right(self, unlocked, self._on_unlocked),
            title="Unlocking with the recovery key",
        )

    def show_error(self, error: HaltonError) -> None:
        """A key that is well formed but not this office's is said under its field."""
        if isinstance(error, WrongPassword):
            error = InvalidInput("recovery_key", error.message, error.advice)
        super().show_error(error)

    def _on_unlocked(self, session: OfficeSession) -> None:
        for field in (self.form.password, self.form.repeated_password):
            field.clear()
        self.form.recovery_key.clear()
        self.succeed()
        self.unlocked.emit(session)

    def _recover_office(self, key: str, name: str, password: str, as_administrator: bool) -> OfficeSession:
        from halton_desktop.services.administration.open_office import recover_office

        return recover_office(self._folder, key, name, password, self._files, as_administrator=as_administrator)

"""A new password: one's own (the present one is asked), or given to somebody by an administrator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.user import User, checked_password
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.fields.password_strength import PasswordStrengthMeter
from halton_desktop.gui.kit.fields.validation import problems_of, required
from halton_desktop.services.administration.manage_users import change_own_password, enable_user, give_password
from halton_desktop.services.administration.seal_messages import who_opens_without
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.password_dialog_form import Ui_PasswordDialog


class PasswordDialog(BaseDialog):
    """For the signed-in user, or for ``user``; a disabled account is enabled with it."""

    def __init__(
        self, context: AppContext, session: OfficeSession, parent: QWidget | None = None, *, user: User | None = None
    ) -> None:
        whose = user or session.user
        super().__init__(
            context,
            name="password",
            title="Change your password" if user is None else f"New password for {whose.name}",
            verb=_verb(user),
            verb_icon="key",
            guide_page="users",
            parent=parent,
        )
        self._session = session
        self._user = user
        self.form = Ui_PasswordDialog()
        self.form.setupUi(self.body)
        self.form.title.setText(self.windowTitle())
        self.form.old_fields.setVisible(user is None)
        lost = who_opens_without(session, user.id) if user is not None and user.active else ""
        words = f"They sign in as “{whose.sign_in_name}”. Tell them the password in person. {lost}"
        self.form.whose.setText(words.strip())
        self.form.whose.setVisible(user is not None)
        for field in (self.form.old_password, self.form.password, self.form.repeated_password):
            PasswordEye(field, context.theme)
        meter = PasswordStrengthMeter(self.form.password, context, lambda: [whose.name, whose.sign_in_name])
        self.form.strength.addWidget(meter)
        names = ("old_password", "password", "repeated_password")
        self.set_fields({name: getattr(self.form, name) for name in names})
        (self.form.old_password if user is None else self.form.password).setFocus()

    def act(self) -> None:
        """Deriving the key takes a quarter of a second, so off the GUI thread."""
        old, new = self.form.old_password.text(), self.form.password.text()
        checks: list[Callable[[], object]] = [lambda: checked_password(new, self.form.repeated_password.text())]
        if self._user is None:
            checks.insert(0, required("old_password", old, "Type your present password."))
        found = problems_of(*checks)
        if found:
            self.show_errors(found)
            return
        self.write(partial(self._change, old, new), lambda _: self._on_changed(), title="Changing the password")

    def _change(self, old: str, new: str) -> None:
        if self._user is None:
            change_own_password(self._session, old, new)
        elif self._user.active:
            give_password(self._session, self._user.id, new)
        else:
            enable_user(self._session, self._user.id, new)

    def _on_changed(self) -> None:
        for field in (self.form.old_password, self.form.password, self.form.repeated_password):
            field.clear()
        self.succeed()


def _verb(user: User | None) -> str:
    if user is None:
        return "Change password"
    return "Give this password" if user.active else "Enable with this password"

"""Add a user, or give one another name or role."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User, checked_password, checked_sign_in_name
from halton_desktop.gui.administration.user_table_model import ROLE_SAYS
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.fields.password_strength import PasswordStrengthMeter
from halton_desktop.gui.kit.fields.validation import problems_of
from halton_desktop.services.administration.manage_users import add_user, change_user
from halton_desktop.services.administration.seal_messages import who_opens_without
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.user_dialog_form import Ui_UserDialog


class UserDialog(BaseDialog):
    """For a new user, or for ``user``, whose user name and password stay."""

    def __init__(
        self, context: AppContext, session: OfficeSession, user: User | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="user",
            title=f"Edit {user.name}" if user else "New user",
            verb="Save" if user else "Add user",
            guide_page="users",
            parent=parent,
        )
        self._session = session
        self._user = user
        self.form = Ui_UserDialog()
        self.form.setupUi(self.body)
        self.form.title.setText(self.windowTitle())
        for role in Role:
            self.form.role.addItem(role.value.capitalize(), role)
        self.form.role.currentIndexChanged.connect(lambda _index: self._say_role())
        self.form.password_fields.setVisible(user is None)
        for field in (self.form.password, self.form.repeated_password):
            PasswordEye(field, context.theme)
        meter = PasswordStrengthMeter(
            self.form.password, context, lambda: [self.form.name.text(), self.form.sign_in_name.text()]
        )
        self.form.strength.addWidget(meter)
        names = ("sign_in_name", "name", "role", "password", "repeated_password")
        self.set_fields({name: getattr(self.form, name) for name in names})
        self.form.role.setCurrentIndex(self.form.role.findData(user.role if user else Role.OFFICE))
        self._say_role()
        if user is not None:
            self.form.sign_in_name.setText(user.sign_in_name)
            self.form.sign_in_name.setReadOnly(True)
            self.form.name.setText(user.name)
        (self.form.name if user else self.form.sign_in_name).setFocus()

    def act(self) -> None:
        """Add the user with a password, or keep another name or role."""
        if self._user is not None:
            if self._user.role is not self._role() and not self._may_lose_its_messages(self._user):
                return
            self.write(partial(change_user, self._session, self._user.id, self.form.name.text(), self._role()))
            return
        name, password = self.form.sign_in_name.text(), self.form.password.text()
        found = problems_of(
            lambda: checked_sign_in_name(name), lambda: checked_password(password, self.form.repeated_password.text())
        )
        if found:
            self.show_errors(found)
            return
        shown, role = self.form.name.text(), self._role()
        self.write(partial(add_user, self._session, name, shown, role, password), title="Adding the user")

    def _may_lose_its_messages(self, user: User) -> bool:
        """Asked where nobody else could open the sealed messages any more."""
        lost = who_opens_without(self._session, user.id) if user.role is Role.HEADTEACHER else ""
        question = YesNoQuestion(f"Take the role of headteacher from {user.name}?", lost, "Take it away", danger=True)
        return not lost or self.context.confirm(self, question)

    def _role(self) -> Role:
        return Role(self.form.role.currentData())  # Qt keeps it as plain text

    def _say_role(self) -> None:
        self.form.role_says.setText(ROLE_SAYS[self._role()])

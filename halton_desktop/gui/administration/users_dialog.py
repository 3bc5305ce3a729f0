"""Who may sign in: add, change, disable and enable users, give passwords, and make a new recovery sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.user import User
from halton_desktop.gui.administration.hand_over_dialog import HandOverDialog
from halton_desktop.gui.administration.password_dialog import PasswordDialog
from halton_desktop.gui.administration.recovery_sheet_dialog import RecoverySheetDialog
from halton_desktop.gui.administration.user_dialog import UserDialog
from halton_desktop.gui.administration.user_table_model import UserTableModel
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.services.administration.manage_users import decides_an_incident, disable_user
from halton_desktop.services.administration.seal_messages import who_opens_without
from halton_desktop.services.incidents.hand_over import looked_after
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.users_dialog_form import Ui_UsersDialog

SIZE = QSize(720, 480)


class UsersDialog(BaseDialog):
    """For administrators; every change is kept at once."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="users", title="Users", verb="", leave="Close", guide_page="users", parent=parent
        )
        self._session = session
        self.form = Ui_UsersDialog()
        self.form.setupUi(self.body)
        self.model = UserTableModel(session)
        self.pane = TablePane(
            "users/list",
            self.model,
            context.settings,
            context.theme,
            singular="user",
            plural="users",
            nothing_yet=EmptyWords("No users.", icon="user"),
        )
        self.form.list.addWidget(self.pane, 1)
        self.add_button = Button("&Add user…", context.theme, kind="primary", icon="add")
        self.edit_button = Button("&Edit…", context.theme)
        self.password_button = Button("&Give password…", context.theme)
        self.disable_button = Button("&Disable", context.theme)
        self.recovery_button = Button("New &recovery sheet…", context.theme, kind="quiet", icon="key")
        self._connect()
        context.hub.changed.connect(self._on_changes)
        self.model.reload()
        self._show_buttons()
        self.resize(fitted(SIZE, self))

    def add(self) -> None:
        """A new account."""
        self._open(UserDialog(self.context, self._session, parent=self))

    def edit(self) -> None:
        """Another name or role for the account chosen."""
        user = self._chosen()
        if user is not None:
            self._open(UserDialog(self.context, self._session, user, parent=self))

    def give_password(self) -> None:
        """A new password for the account chosen; a disabled one is enabled by it."""
        user = self._chosen()
        if user is not None:
            own = user.id == self._session.user.id
            self._open(PasswordDialog(self.context, self._session, self, user=None if own else user))

    def disable(self) -> None:
        """Take the way in away from the account chosen."""
        user = self._chosen()
        if user is None:
            return
        words = (
            f"“{user.sign_in_name}” cannot sign in any more. What they did stays on record, and you can enable them "
            f"again with a new password.{self._left_behind(user)}"
        )
        work = looked_after(self._session, user.id)
        if work.sentence:
            self._open(HandOverDialog(self.context, self._session, user, work, words, self))
            return
        question = YesNoQuestion(
            f"Disable {user.name}?",
            words,
            verb=f"Disable {user.name}",
            danger=True,
        )
        if not self.context.confirm(self, question):
            return
        self.write(partial(disable_user, self._session, user.id), lambda _: None)

    def _left_behind(self, user: User) -> str:
        sealed = who_opens_without(self._session, user.id)
        words = f" {sealed}" if sealed else ""
        if not decides_an_incident(self._session, user.id):
            return words
        return words + (
            f" {user.name} decides a restricted incident in the headteacher’s place. From then on nobody decides it "
            "until an administrator opens it, which they then can, and names somebody else: it stands on Today."
        )

    def new_recovery_sheet(self) -> None:
        """Replace the recovery key."""
        self._open(RecoverySheetDialog(self.context, self._session, parent=self))

    def _open(self, dialog: QDialog) -> None:
        self.banner.hide()
        open_dialog(dialog)

    def _chosen(self) -> User | None:
        return self.model.user(self.pane.table.current_id())

    def _on_changes(self, changes: Changes) -> None:
        if not self._session.may(Permission.MANAGE_USERS):  # who lowered their own role sees no more of it
            self.done(0)
        elif changes.touches(RecordKind.USER):
            self.model.reload()
            self._show_buttons()

    def _show_buttons(self) -> None:
        user = self._chosen()
        for button in (self.edit_button, self.password_button):
            button.setEnabled(user is not None)
        self.password_button.setText("&Give password…" if user is None or user.active else "&Enable…")
        self.disable_button.setEnabled(user is not None and user.active and user.id != self._session.user.id)

    def _connect(self) -> None:
        for button, act in (
            (self.add_button, self.add),
            (self.edit_button, self.edit),
            (self.password_button, self.give_password),
            (self.disable_button, self.disable),
        ):
            button.clicked.connect(act)
            self.form.buttons.addWidget(button)
        self.form.buttons.addStretch(1)
        self.recovery_button.clicked.connect(self.new_recovery_sheet)
        self.form.buttons.addWidget(self.recovery_button)
        self.pane.table.current_id_changed.connect(lambda _user: self._show_buttons())
        self.pane.table.opened.connect(lambda _user: self.edit())

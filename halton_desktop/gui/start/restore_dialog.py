"""Bring an office back from a backup: what stands in the folder is kept aside, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.errors import HaltonError, InvalidInput, WrongPassword
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.folder_field import FolderField, Prompt, ask_for_folder, office_folder_warning
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.looks.look import HALF_STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.ui_forms.start.restore_dialog_form import Ui_RestoreDialog

AskForFile = Callable[[QWidget], str]


def ask_for_backup(parent: QWidget) -> str:
    """The system's own file dialog."""
    name, _kind = QFileDialog.getOpenFileName(
        parent, "Choose a backup", "", "Backups of Halton Desktop (*.haltonbackup);;All files (*)"
    )
    return name


class RestoreDialog(BaseDialog):
    """``restored`` carries the folder in which the office that stood there before is kept (a Path), or None."""

    restored = Signal(object)

    def __init__(
        self,
        context: AppContext,
        folder: Path,
        *,
        backup: Path | None = None,
        ask: AskForFile = ask_for_backup,
        ask_folder: Prompt = ask_for_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="restore",
            title="Restore from a backup",
            verb="Restore this backup",
            leave="Back",
            guide_page="backups",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._ask = ask
        self.form = Ui_RestoreDialog()
        self.form.setupUi(self.body)
        self.form.what_happens.setText(
            "The backup is checked completely, then put into the folder. An office that is there now is kept beside it."
        )
        self._add_folder(folder, ask_folder)
        self.form.made.hide()
        choose = Button("&Choose a backup…", context.theme)
        choose.clicked.connect(self._choose)
        self.form.choose.addWidget(choose)
        self.form.choose.addStretch(1)
        QWidget.setTabOrder(self.form.backup, choose)
        QWidget.setTabOrder(choose, self.folder_line)
        QWidget.setTabOrder(self.folder_line, self.folder_button)
        QWidget.setTabOrder(self.folder_button, self.form.with_password)
        PasswordEye(self.form.password, context.theme)
        names = ("backup", "sign_in_name", "password", "recovery_key")
        self.set_fields({name: getattr(self.form, name) for name in names} | {"folder": self.folder_line})
        self.form.with_password.toggled.connect(self._show_way_in)
        self.form.with_password.setChecked(True)
        self._show_way_in(self.form.with_password.isChecked())
        if backup is not None:
            self.take_backup(backup)
        choose.setFocus()

    @property
    def folder(self) -> Path:
        """Where the office is to be put."""
        return Path(self.folder_line.text().strip())

    def take_backup(self, backup: Path) -> None:
        """Show a file as the one to restore."""
        self.form.backup.setText(str(backup))
        try:
            size = backup.stat().st_size
        except OSError:
            self.form.made.hide()
            return
        self.form.made.setText(f"{backup.name}, {max(1, round(size / 1_000_000)):,} MB")
        self.form.made.show()

    def act(self) -> None:
        """Check and restore off the GUI thread; nothing is changed unless all of it goes well."""
        found = self._mistakes()
        if found:
            self.show_errors(found)
            return
        backup, folder = Path(self.form.backup.text()), self.folder
        by_key = self.form.with_key.isChecked()
        key = self.form.recovery_key.toPlainText().strip() if by_key else ""
        name, password = self.form.sign_in_name.text().strip(), self.form.password.text()

        def ask_first(_task: RunningTask) -> str:
            from halton_desktop.services.administration.back_up import restoring_replaces

            return restoring_replaces(backup, folder, sign_in_name=name, password=password, recovery_key=key)

        def restore(task: RunningTask) -> Path | None:
            from halton_desktop.services.administration.back_up import restore_backup

            return restore_backup(
                backup, folder, sign_in_name=name, password=password, recovery_key=key, progress=task.progress
            )

        def go_on(reason: str) -> None:
            if reason and not self._may_replace(reason):
                self.set_busy(busy=False)
                return
            self.work(restore, self._on_restored, title="Restoring the office")

        self.work(ask_first, go_on, title="Looking at the backup")

    def show_error(self, error: HaltonError) -> None:
        """What opens the backup is wrong: said under the field it was typed in."""
        if isinstance(error, WrongPassword):
            field = "recovery_key" if self.form.with_key.isChecked() else "password"
            error = InvalidInput(field, error.message, error.advice)
        super().show_error(error)

    def _may_replace(self, reason: str) -> bool:
        question = YesNoQuestion(
            "Restore a backup that is not this office’s own?",
            f"{reason} It takes the place of the office in {self.folder}, which is kept aside.",
            verb="Restore it all the same",
            otherwise="Leave everything as it is",
            danger=True,
        )
        return self.context.confirm(self, question)

    def _mistakes(self) -> list[InvalidInput]:
        found = []
        if not self.form.backup.text():
            found.append(InvalidInput("backup", "Choose the backup to restore."))
        if not self.folder.is_absolute():
            found.append(InvalidInput("folder", "Type a whole path, or choose a folder."))
        if self.form.with_key.isChecked():
            if not self.form.recovery_key.toPlainText().strip():
                found.append(InvalidInput("recovery_key", "Type the key from the recovery sheet."))
        elif not self.form.sign_in_name.text().strip():
            found.append(InvalidInput("sign_in_name", "Type a user name of the day the backup was made."))
        elif not self.form.password.text():
            found.append(InvalidInput("password", "Type this user’s password of that day."))
        return found

    def _add_folder(self, folder: Path, ask: Prompt) -> None:
        """The place, under the backup: the usual one, or of one's choice where that drive is gone."""
        self.folder_line = QLineEdit()
        self.folder_line.setAccessibleName("Put it into")
        label = QLabel("Put it &into")
        label.setBuddy(self.folder_line)
        holder, buttons, advice = QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        holder.setSpacing(HALF_STEP)
        for widget in (label, self.folder_line):
            holder.addWidget(widget)
        holder.addLayout(buttons)
        holder.addLayout(advice)
        self.form.page.insertLayout(self.form.page.indexOf(self.form.with_password), holder)
        field = FolderField(
            self.folder_line,
            buttons,
            advice,
            self.context,
            title="Choose a folder for the office",
            warning=office_folder_warning,
            ask=ask,
        )
        field.set_folder(folder)
        self.folder_button = field.button

    def _choose(self) -> None:
        name = self._ask(self)
        if name:
            self.take_backup(Path(name))

    def _show_way_in(self, by_password: bool) -> None:
        self.form.password_fields.setVisible(by_password)
        self.form.key_fields.setVisible(not by_password)

    def _on_restored(self, aside: Path | None) -> None:
        self.form.password.clear()
        self.form.recovery_key.clear()
        self.succeed()
        self.restored.emit(aside)

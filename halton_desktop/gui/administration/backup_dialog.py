"""Backups: make one now, see those there are, check one, and say where they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.backup import Backup
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError
from halton_desktop.gui.administration.backup_table_model import BackupTableModel, made_words
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.folder_field import FolderField, ask_for_folder, backup_folder_warning
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.services.administration.back_up import back_up, backup_folder, backups, verify_backup
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.backup_dialog_form import Ui_BackupDialog

SIZE = QSize(740, 700)


class BackupDialog(BaseDialog):
    """Where backups go is kept at once; only who may change settings can change it."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="backup", title="Backups", verb="Back up now", verb_icon="backup", leave="Close",
            guide_page="backups", parent=parent,
        )  # fmt: skip
        self.asks_before_leaving = False
        self._session = session
        self.form = Ui_BackupDialog()
        self.form.setupUi(self.body)
        self.model = BackupTableModel()
        self.pane = TablePane(
            "backups/list",
            self.model,
            context.settings,
            context.theme,
            singular="backup",
            plural="backups",
            nothing_yet=EmptyWords("No backup there yet.", "Make the first one now.", icon="backup"),
        )
        self.form.list.addWidget(self.pane, 1)
        self._add_folder()
        self.check_button = Button("&Check this backup", context.theme, kind="quiet", icon="secure")
        self.check_button.clicked.connect(self.check_chosen)
        self.pane.table.current_id_changed.connect(lambda line: self.check_button.setEnabled(line >= 0))
        self.check_button.setEnabled(False)
        self.form.list.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_backups()
        self.resize(fitted(SIZE, self))
        self.submit_button.setFocus()

    def _add_folder(self) -> None:
        self.form.folder.setText(str(backup_folder(self._session)))
        self.form.backup_on_exit.setChecked(read_settings(self._session).backup_on_exit)
        office = self._session.folder
        self.folder = FolderField(
            self.form.folder,
            self.form.folder_buttons,
            self.form.folder_advice,
            self.context,
            title="Choose a folder for backups",
            warning=lambda folder: backup_folder_warning(folder, office),
            ask=ask_for_folder,
        )
        may_change = self._session.may(Permission.CHANGE_SCHOOL)
        self.folder.button.setEnabled(may_change)
        self.form.backup_on_exit.setEnabled(may_change)
        self.folder.changed.connect(self._keep_settings)
        self.form.backup_on_exit.toggled.connect(self._keep_settings)

    def act(self) -> None:
        """Make a backup and read it back, off the GUI thread; it can be stopped."""

        def make(task: RunningTask) -> Path:
            return back_up(self._session, progress=lambda done, total: task.progress(done, total))

        self.work(make, self._on_made, title="Making a backup")

    def check_chosen(self) -> None:
        """Read the backup chosen and check every page of it."""
        backup = self.model.backup(self.pane.table.current_id())
        if backup is None:
            return

        def verify(task: RunningTask) -> object:
            return verify_backup(self._session, backup.path, lambda done, total: task.progress(done, total))

        self.work(verify, lambda _verified: self._on_checked(backup), title="Checking a backup")

    def _on_made(self, made: Path) -> None:
        self.banner.say(f"Backed up and read back: {made.name}", "success")
        self._show_backups()

    def _on_checked(self, backup: Backup) -> None:
        self.banner.say(f"The backup of {made_words(backup)} is whole and belongs to this office.", "success")

    def _keep_settings(self) -> None:
        chosen, own = self.folder.folder, self._session.own_backup_folder
        try:
            settings = replace(
                read_settings(self._session),
                backup_folder="" if chosen == own else str(chosen),
                backup_on_exit=self.form.backup_on_exit.isChecked(),
            )
        except HaltonError as error:
            self.show_error(error)
            return
        self.write(partial(change_settings, self._session, settings), lambda _: self._show_backups())

    def _show_backups(self) -> None:
        listed: Sequence[Backup] = backups(self._session)
        self.model.show(listed)
        newest = next((backup for backup in listed if backup.ours), None)
        if newest:
            self.form.latest.setText(
                f"The newest backup is of {made_words(newest)}. Backups are encrypted. To bring one back, close the "
                "program and choose “Restore from a backup” where it asks for your password."
            )
        else:
            self.form.latest.setText("There is no backup yet. Backups are encrypted like the office itself.")

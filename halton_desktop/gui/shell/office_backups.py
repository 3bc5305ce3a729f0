"""The backups of an open office: one before the screen is locked, one a day by the way, and the newest in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError, Locked
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.main_window import MainWindow
from halton_desktop.services.administration.back_up import (
    BackupPlace,
    BackupState,
    back_up,
    backup_state,
    changed_since_backup,
)
from halton_desktop.services.administration.keep_school import read_settings
from halton_desktop.services.session import OfficeSession

TITLE = "Making the backup"
HOUR = 3_600_000
"""Milliseconds between two looks at whether a program left open needs a backup."""


class OfficeBackups(QObject):
    """Looks once an hour from :meth:`start` on; a locked session is let be."""

    def __init__(self, context: AppContext, session: OfficeSession, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._window = window
        self._hourly = QTimer(self)
        self._hourly.setInterval(HOUR)
        self._hourly.timeout.connect(self.back_up_by_the_way)

    def start(self) -> None:
        """Say in the status bar which backup is the newest, and begin to look."""
        self._hourly.start()
        self.show_newest()

    def stop(self) -> None:
        """Look no more."""
        self._hourly.stop()

    def wanted(self) -> bool:
        """Whether something is in no backup yet, and one is to be made on leaving."""
        if not (self._session.is_open and self._session.may(Permission.BACK_UP)):
            return False
        return read_settings(self._session).backup_on_exit and changed_since_backup(self._session)

    def back_up_by_the_way(self) -> None:
        """A program left open for days makes a backup a day, in the background."""
        if self.wanted():
            self._look(self._back_up_unless_today)

    def back_up_quietly(self, then: Callable[[], None], failed: Callable[[HaltonError], None]) -> None:
        """Make one behind whatever is on the screen."""
        self._context.runner.run(
            self.back_up,
            title=TITLE,
            on_done=lambda _path: then(),
            on_error=failed,
            cancellable=False,
            quiet=True,
            owner=self,
        )

    def back_up(self, task: RunningTask) -> object:
        """Make one, telling how far it is."""
        return back_up(self._session, progress=lambda done, total: task.progress(done, total, TITLE))

    def show_newest(self) -> None:
        """Say in the status bar which backup is the newest."""
        self._look(self._say)

    def _look(self, then: Callable[[BackupState], None]) -> None:
        """The folder may be on a slow stick or share: it is never waited for on the GUI thread."""
        self._context.runner.run(
            lambda _task: backup_state(self._session),
            title="Looking for the last backup",
            on_done=lambda state: then(state) if self._session.is_open else None,
            on_error=lambda error: None if isinstance(error, Locked) else self._report(error),
            cancellable=False,
            quiet=True,
            owner=self,
        )

    def _back_up_unless_today(self, state: BackupState) -> None:
        if state.made is None or self._session.today > state.made.date():
            self.back_up_quietly(self.show_newest, self._report)

    def _say(self, state: BackupState) -> None:
        if state.made is None:
            self._window.show_last_backup("no backup yet", late=True)
            return
        days = (self._session.today - state.made.date()).days
        day = {0: "today", 1: "yesterday"}.get(days, f"{state.made:%d/%m/%Y}")
        where = "" if state.place is BackupPlace.THERE else f", {state.place.value}"
        self._window.show_last_backup(f"last backup {day} {state.made:%H:%M}{where}", late=days > 3)

    def _report(self, error: HaltonError) -> None:
        self._context.report(error, self._window, None)

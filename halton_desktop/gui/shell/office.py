"""One open office: its window with the tabs and menus, the locked screen, and what happens when it is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError, Refused
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.shell.closing_dialog import ClosingDialog
from halton_desktop.gui.shell.copy_guard import CopyGuard
from halton_desktop.gui.shell.idle_lock import IdleLock
from halton_desktop.gui.shell.main_window import Command, MainWindow, SignedIn
from halton_desktop.gui.shell.office_backups import TITLE, OfficeBackups
from halton_desktop.gui.shell.office_commands import OfficeCommands
from halton_desktop.gui.shell.office_tabs import all_tabs
from halton_desktop.gui.shell.screen_lock import ScreenLock
from halton_desktop.gui.start.last_seen import remember_seen
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.services.administration.keep_school import is_sample, read_school
from halton_desktop.services.overview.search_office import search

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession

_LEAVE_FOR_SAMPLE = YesNoQuestion(
    "Close this office and open the sample office?",
    "The sample office is for trying things out: nobody in it is real. Your office is backed up and locked as always. "
    "To come back, close the sample office and start Halton Desktop again.",
    verb="Open the sample office",
    otherwise="Stay here",
)


class Office(QObject):
    """Holds the window of one session together; ``closed`` comes when the file is locked and the backup made."""

    closed = Signal()

    def __init__(self, application: QApplication, context: AppContext, session: OfficeSession) -> None:
        super().__init__(application)
        self._context = context
        self.session = session
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._leaving = False
        self.sample_next = False
        self._role = session.user.role
        session.on_change = context.hub.publish
        context.hub.changed.connect(self._on_changed)
        self.copy_guard = CopyGuard(application, session, self)
        user, school, sample = session.user, read_school(session).name, is_sample(session)
        self.commands = OfficeCommands(context, session, lambda: self.window)
        to_sample = Command("Help", "Open the sample office…", self.leave_for_sample, group=1, enabled=not sample)
        self.window = MainWindow(
            context,
            SignedIn(school, user.name, user.role.value, sample=sample),
            all_tabs(context, session),
            search=(lambda words: search(session, words)) if session.may(Permission.LOOK) else None,
            commands=[*self.commands.all(), to_sample],
            about=self.commands.about,
        )
        self.window.lock_requested.connect(self.lock)
        self.window.closed.connect(self._on_window_closed)
        self.copy_guard.refused.connect(lambda words: self.window.banner.say(words, "warning"))
        self.screen_lock = ScreenLock(application, context.theme, self._lock_prompt, self.window)
        self.screen_lock.unlocked.connect(self._on_unlocked)
        self.screen_lock.left.connect(self._on_left_locked)
        self.idle = IdleLock(application, context.settings, self)
        self.idle.idle.connect(self.lock)
        self.backups = OfficeBackups(context, session, self.window, self)

    def show(self) -> None:
        """Show the window and begin to watch for idleness."""
        self.window.show()
        self.idle.start()
        self.backups.start()

    def leave_for_sample(self) -> None:
        """Close this office as ever; the sample office opens afterwards, so that the two are never side by side."""
        if self._context.confirm(self.window, _LEAVE_FOR_SAMPLE):
            self.sample_next = True
            self.sample_next = self.window.close()

    def import_parents(self) -> None:
        """Go straight on to the import, as the wizard was asked to."""
        self.commands.import_parents()

    def lock(self) -> None:
        """Cover the screen and forget the keys; whatever is being done is finished first."""
        if self.screen_lock.is_locked or any(not task.quiet for task in self._context.runner.under_way):
            self.idle.start()
            return
        self.idle.stop()
        self.backups.stop()
        if self.backups.wanted():
            self._at_rest.clear()
        self.screen_lock.lock()
        if self._at_rest.is_set():
            self._forget_key()
        else:
            self.backups.back_up_quietly(self._lock_now, lambda _error: self._lock_now())

    def _lock_now(self) -> None:
        """The key is forgotten once the backup is made, or has failed: it is made again the next time then."""
        self._forget_key()
        self._at_rest.set()
        if self._leaving:
            self.closed.emit()

    def _forget_key(self) -> None:
        remember_seen(self._context.settings, self.session)
        self.session.lock()

    def _unlock_again(self, name: str, password: str) -> OfficeSession:
        """Off the GUI thread; waits for the backup that was begun when the screen was covered."""
        self._at_rest.wait()
        return self.session.unlock_again(name, password)

    # --- locked -------------------------------------------------------------------------------------------------

    def _lock_prompt(self, parent: QWidget) -> QDialog:
        prompt = UnlockDialog(
            self._context,
            self.session.folder,
            self.session.files,
            sign_in_name=self.session.user.sign_in_name,
            unlock=self._unlock_again,
            parent=parent,
        )
        prompt.setWindowTitle("Halton Desktop (locked)")
        return prompt

    def _on_unlocked(self) -> None:
        if self.session.user.role is not self._role:
            self._end_with_role_changed()
            return
        self.idle.start()
        self.backups.start()
        for tab in self.window.tabs:
            tab.hear(None)

    def _end_with_role_changed(self) -> None:
        """The window was made for another role: what is on it is not for this one."""
        self.window.hide()
        words = f"Your role was changed to {self.session.user.role.value}."
        self._context.report(Refused(words, "Start Halton Desktop again."), None, None)
        self._on_window_closed()

    def _on_left_locked(self) -> None:
        """Quit from the locked screen: what was changed is in the backup made when it was locked."""
        self.window.hide()
        self._leaving = True
        if self._at_rest.is_set():
            self.closed.emit()

    # --- changes and closing ------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.SCHOOL):
            self.window.show_school(read_school(self.session).name)
        if self.session.user.role is not self._role:
            self.window.hide()  # a tab nobody sees does not read what it may no longer show
            QTimer.singleShot(0, self, self._end_with_role_changed)

    def _on_window_closed(self) -> None:
        self.idle.stop()
        self.backups.stop()
        if not self.session.is_open:  # Windows ends the session over a locked screen: there is no key to back up with
            self.closed.emit()
            return
        if not self.backups.wanted():
            self._finish()
            return
        dialog = ClosingDialog(self._context)
        dialog.show_soon()
        end = _ending(dialog, self._finish)
        task = self._context.runner.run(
            self.backups.back_up,
            title=TITLE,
            on_done=lambda _path: end(),
            on_error=lambda error: self._on_backup_failed(error, end),
            on_cancelled=end,
        )
        dialog.watch(task)

    def _on_backup_failed(self, error: HaltonError, end: Callable[[], None]) -> None:
        self._context.report(error, None, None)
        end()

    def _finish(self) -> None:
        remember_seen(self._context.settings, self.session)
        self.session.close()
        self.closed.emit()


def _ending(dialog: ClosingDialog, finish: Callable[[], None]) -> Callable[[], None]:
    def end() -> None:
        dialog.done(0)
        dialog.deleteLater()
        finish()

    return end

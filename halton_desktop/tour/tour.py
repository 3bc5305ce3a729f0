"""What a stop of the tour is given: the office on show, and how to settle, find its way and clear up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.shell.office import Office
from halton_desktop.services.program_files import ProgramFiles

TURN = 8
"""Milliseconds between two looks at whether a screen has come to rest."""
PATIENCE = 20_000
"""Milliseconds work under way may take before the tour gives up on a stop."""

Tab = TypeVar("Tab", bound=OfficeTab)


class Tour:
    """What a stop is given: the office on show, and how to settle, find its way and clear up."""

    def __init__(
        self, application: QApplication, context: AppContext, office: Office, files: ProgramFiles, folder: Path
    ) -> None:
        self.files = files
        self.application = application
        self.context = context
        self.office = office
        self.window = office.window
        self.session = office.session
        self.folder = folder
        """Where the sample office is ("office" in it), and where a stop may put files of its own."""

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let events run until the work under way has ended and ``until`` holds. Raises TimeoutError."""
        waited = 0
        pause(TURN)
        while self.context.runner.under_way or not until():
            pause(TURN)
            waited += TURN
            if waited > PATIENCE:
                raise TimeoutError("it did not come to rest")
        pause(TURN)

    def go_to(self, kind: type[Tab]) -> Tab:
        """Bring a tab to the front."""
        place, tab = next((place, tab) for place, tab in enumerate(self.window.tabs) if isinstance(tab, kind))
        self.window.pages.setCurrentIndex(place)
        self.settle()
        return tab

    def choose(self, menu_entry: str) -> None:
        """Choose an entry of the menus."""
        self.window.actions_of_window.action(menu_entry).trigger()

    def show(self, dialog: QDialog) -> QDialog:
        """Open a dialog that a button would open."""
        dialog.open()
        self.settle()
        return dialog

    def dialog(self) -> QDialog:
        """The dialog in front. Raises LookupError where none is open."""
        self.settle()
        active = self.application.activeModalWidget()
        if not isinstance(active, QDialog):
            raise LookupError("no dialog opened")
        return active

    def clear_up(self) -> None:
        """Leave every dialog without a question, and take back what was said across the top."""
        for _ in range(5):
            shown = [w for w in self.application.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
            if not shown:
                break
            for dialog in shown:
                QDialog.done(dialog, 0)
                dialog.deleteLater()
            pause(TURN)
        self.window.banner.hide()
        self.window.header.search_box.leave()


def pause(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

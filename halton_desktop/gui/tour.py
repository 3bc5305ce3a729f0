"""The guided tour: drives the real window through sample data, light and dark, and keeps a picture of every stop."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from halton_desktop import paths
from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.gui.desk import Desk
from halton_desktop.gui.office import Office
from halton_desktop.gui.program import make_application, make_desk
from halton_desktop.gui.tour_stops import STOPS
from halton_desktop.services.make_demo import PASSWORD, USER, make_demo
from halton_desktop.services.open_office import unlock_office
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.settings import THEME, Settings

WINDOW = QSize(1360, 860)
SETTLE = 120
"""Milliseconds a screen is given to lay itself out and load its rows before its picture is taken."""
PATIENCE = 20_000
"""Milliseconds work under way may take before the tour gives up on a stop."""
DAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
"""The tour always takes place on the same Tuesday morning, so its pictures differ only where the program does."""


class Tour:
    """What a stop is given: the office on show, and how to settle and take pictures."""

    def __init__(
        self, application: QApplication, desk: Desk, office: Office, files: ProgramFiles, folder: Path
    ) -> None:
        self.application = application
        self.desk = desk
        self.office = office
        self.window = office.window
        self.session = office.session
        self.files = files
        self.folder = folder

    def settle(self) -> None:
        """Let events run until the work under way has ended and the screen is laid out."""
        waited = 0
        pause(SETTLE)
        while self.desk.runner.under_way and waited < PATIENCE:
            pause(50)
            waited += 50
        pause(SETTLE)

    def go_to(self, title: str) -> QWidget:
        """Bring a tab to the front."""
        place = next(number for number, tab in enumerate(self.window.tabs) if tab.title == title)
        self.window.pages.setCurrentIndex(place)
        self.settle()
        return self.window.tabs[place]

    def dialog(self) -> QDialog:
        """The dialog that was opened last and is still open."""
        self.settle()
        open_ones = [w for w in self.application.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        return open_ones[-1]

    def close_dialogs(self) -> None:
        """Leave every dialog without a question."""
        for widget in self.application.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.done(0)
        self.settle()


def run_tour(folder: Path) -> int:
    """Take every picture of the tour into ``folder`` (made if missing); returns the exit code."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    files = ProgramFiles(paths.resources_folder())
    with tempfile.TemporaryDirectory(prefix="halton-tour-", ignore_cleanup_errors=True) as temporary:
        make_demo(Path(temporary) / "office", files, DAY)
        for look in ("light", "dark"):
            with on_show(application, files, Path(temporary), look) as tour:
                for number, stop in enumerate(STOPS, start=1):
                    picture = folder / f"{number:02d}-{stop.name}-{look}.png"
                    widget = stop.arrive(tour)
                    tour.settle()
                    widget.grab().save(str(picture))
                    tour.close_dialogs()
                    sys.stdout.write(f"{picture}\n")
    return 0


@contextmanager
def on_show(application: QApplication, files: ProgramFiles, temporary: Path, look: str) -> Iterator[Tour]:
    """The sample office in its window, in one of the two looks; locked and closed at the end."""
    settings = Settings(temporary / f"{look}.ini")
    settings.set(THEME, look)
    desk, _reporter = make_desk(application, settings, TaskRunner(application))
    session = unlock_office(temporary / "office", USER, PASSWORD, files, clock=lambda: DAY)
    office = Office(application, desk, session)
    office.window.resize(WINDOW)
    office.show()
    tour = Tour(application, desk, office, files, temporary)
    try:
        tour.settle()
        yield tour
    finally:
        office.idle.stop()
        office.window.hide()
        desk.runner.close()
        session.close()
        office.window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def pause(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

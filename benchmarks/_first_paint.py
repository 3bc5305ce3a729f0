"""Starts one kind of window and prints when it was first painted, and how long the key derivation took of that."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Watches a window; at its first paint prints the moment and ends the program."""

    def __init__(self, window: QWidget, without: float = 0.0) -> None:
        super().__init__(window)
        self._without = without
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint event is taken as painted once the event loop comes round again."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            print(time.time(), self._without)
            sys.stdout.flush()
            QApplication.exit(0)
        return False


def main(kind: str, folder: Path) -> None:
    """``bare``, ``unlock``, or ``office`` (the unlocked window with its first rows)."""
    if kind == "bare":
        application = QApplication([])
        window = QMainWindow()
        watch = FirstPaint(window)
        window.show()
        application.exec()
        del watch
        return
    from halton_desktop import paths
    from halton_desktop.background.task_runner import TaskRunner
    from halton_desktop.gui.shell.program import make_application, make_context
    from halton_desktop.services.program_files import ProgramFiles
    from halton_desktop.settings import Settings

    application = make_application()
    with tempfile.TemporaryDirectory() as temporary:
        context, _reporter = make_context(application, Settings(Path(temporary) / "s.ini"), TaskRunner(application))
        files = ProgramFiles(paths.resources_folder())
        (_unlock if kind == "unlock" else _office)(application, context, files, folder)
        context.runner.close()


def _unlock(application: QApplication, context: object, files: object, folder: Path) -> None:
    from halton_desktop.gui.start.unlock_dialog import UnlockDialog

    dialog = UnlockDialog(context, folder, files)  # type: ignore[arg-type]  # only handed on
    watch = FirstPaint(dialog)
    dialog.show()
    application.exec()
    del watch


def _office(application: QApplication, context: object, files: object, folder: Path) -> None:
    """The libraries load while a password is typed, so neither they nor the key derivation count."""
    begun = time.time()
    from halton_desktop.gui.shell.office import Office
    from halton_desktop.sample.sample_office import PASSWORD, USER
    from halton_desktop.services.administration.open_office import unlock_office

    session = unlock_office(folder, USER, PASSWORD, files)  # type: ignore[arg-type]  # only handed on
    without = time.time() - begun
    office = Office(application, context, session)  # type: ignore[arg-type]  # only handed on
    watch = FirstPaint(office.window, without)
    office.show()
    application.exec()
    del watch
    session.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

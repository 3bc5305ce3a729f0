"""One run of the window: look and error reporter first, then the way in, then the office until it is closed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from halton_desktop import __version__, paths
from halton_desktop.background.task_runner import Runner, TaskRunner
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.change_hub import ChangeHub
from halton_desktop.gui.kit.confirm_dialog import confirm
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.shell.guide_window import Guide
from halton_desktop.gui.shell.office_screens import OfficeScreens
from halton_desktop.gui.shell.report_error import ErrorReporter, start_log
from halton_desktop.gui.start.first_steps import OpenedOffice, SampleOffice, Start
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.settings import Settings

if TYPE_CHECKING:
    from halton_desktop.gui.shell.office import Office

SHORT_TURNS = 0.001
"""Seconds a thread may keep Python to itself; while libraries load beside the unlock dialog, typing stays fluent."""


def run_program(folder: Path | None, sign_in_name: str | None) -> int:
    """Run the window until it is closed; returns the exit code."""
    sys.setswitchinterval(SHORT_TURNS)
    application = make_application()
    context, reporter = make_context(application, Settings(paths.settings_file()), TaskRunner(application))
    close_log = start_log(paths.log_folder())
    try:
        with reporter.watching():
            program = Program(application, context, ProgramFiles(paths.resources_folder()), folder, sign_in_name or "")
            program.begin()
            code = application.exec()
            context.runner.close()
    finally:
        close_log()
    return code


def make_application() -> QApplication:
    """The one QApplication."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(["Halton Desktop"])
    application.setApplicationName(paths.PROGRAM)
    application.setApplicationVersion(__version__)
    application.setQuitOnLastWindowClosed(False)
    return application


def make_context(application: QApplication, settings: Settings, runner: Runner) -> tuple[AppContext, ErrorReporter]:
    """What every screen is given, and the reporter behind it."""
    theme = Theme(application, settings, paths.resources_folder())
    theme.apply()
    application.setWindowIcon(theme.application_icon())
    reporter = ErrorReporter(theme, application)
    guide = Guide(theme, settings, paths.guide_folder())
    context = AppContext(
        theme=theme,
        settings=settings,
        runner=runner,
        hub=ChangeHub(application),
        confirm=lambda parent, question: confirm(theme, parent, question),
        report=reporter.report,
        show_guide=guide.show_page,
        screens=OfficeScreens(),
    )
    return context, reporter


class Program(QObject):
    """From the way in to the office and out again."""

    def __init__(
        self,
        application: QApplication,
        context: AppContext,
        files: ProgramFiles,
        folder: Path | None,
        sign_in_name: str,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._context = context
        self.office: Office | None = None
        self.start = Start(
            context, files, folder, sign_in_name=sign_in_name, make_sample=_sample_maker(files), parent=self
        )
        self.start.opened.connect(self._on_opened)
        self.start.left.connect(application.quit)

    def begin(self) -> None:
        """Show the first dialog."""
        self.start.begin()

    def _on_opened(self, opened: OpenedOffice) -> None:
        from halton_desktop.gui.shell.office import Office

        self.office = Office(self._application, self._context, opened.session)
        self.office.closed.connect(self._on_closed)
        self.office.show()
        if opened.words:
            self.office.window.banner.say(opened.words)
        if opened.import_now:
            self.office.import_parents()

    def _on_closed(self) -> None:
        office, self.office = self.office, None
        if office is None or not office.sample_next:
            self._application.quit()
            return
        office.window.deleteLater()
        office.deleteLater()
        self.start.open_sample()


def _sample_maker(files: ProgramFiles) -> SampleOffice:
    def make(folder: Path) -> tuple[str, str]:
        from halton_desktop.sample.sample_office import made_demo

        made = made_demo(folder, files)
        return made.user, made.password

    return make

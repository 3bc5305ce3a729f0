"""The guided tour: drives the real window through sample data, light and dark, and keeps a picture of every stop."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QWidget

from halton_desktop import paths
from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import ConfirmDialog, YesNoQuestion
from halton_desktop.gui.shell.office import Office
from halton_desktop.gui.shell.program import make_application, make_context
from halton_desktop.sample.sample_office import PASSWORD, USER, make_demo
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.settings import THEME, Settings
from halton_desktop.tour.stop import Stop
from halton_desktop.tour.stops_in_order import STOPS
from halton_desktop.tour.tour import Tour, pause

WINDOW = QSize(1360, 860)
PAGE_DRAWN = 400
"""Milliseconds Qt is given to draw the pages of a PDF, which it does beside everything else and tells nobody."""
DAY = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
"""The tour always takes place on the same Tuesday morning, so its pictures differ only where the program does."""
FOLDER_NAME = "Halton Desktop tour"
LOOKS = ("light", "dark")
SCREENS = {
    "synchronousWindowSystemEvents": False,
    "windowFrameMargins": False,
    "screens": [
        {
            "name": "desk",
            "x": 0,
            "y": 0,
            "width": 1920,
            "height": 1040,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
    ],
}
"""What the platform without a display is told: the screen of an ordinary PC, less the task bar."""
FONT_POINTS = 9
"""Windows' own size of the interface font."""


@dataclass
class Taken:
    """What the tour brought home: the pictures, and the stops that could not be reached, with the reason."""

    pictures: list[Path] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)


def run_tour(folder: Path, *, as_json: bool = False) -> int:
    """Take every picture of the tour into ``folder`` (made if missing). Returns 1 where a stop could not be reached."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_on_qt_message)
    folder.mkdir(parents=True, exist_ok=True)
    say = (lambda _line: None) if as_json else (lambda line: print(line, flush=True))
    taken = take_pictures(_application(), folder, STOPS, say)
    if as_json:
        missed = [{"stop": stop, "reason": reason} for stop, reason in taken.missed]
        print(json.dumps({"pictures": [str(picture) for picture in taken.pictures], "missed": missed}, indent=1))
    for stop, reason in taken.missed:
        print(f"The tour could not reach “{stop}”: {reason}.", file=sys.stderr)
    return 1 if taken.missed else 0


def _application() -> QApplication:
    """The one QApplication. Without a display: on a full-HD screen, in a font that is the same on every machine."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return make_application()
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as screens:
        json.dump(SCREENS, screens)
        screens.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens.name}"
        application = make_application()
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    names = []
    for face in ("Regular", "Bold"):
        number = QFontDatabase.addApplicationFont(str(paths.resources_folder() / "fonts" / f"NotoSans-{face}.ttf"))
        names += QFontDatabase.applicationFontFamilies(number)
    if names:
        application.setFont(QFont(names[0], FONT_POINTS))
    return application


def take_pictures(
    application: QApplication, folder: Path, stops: tuple[Stop, ...], say: Callable[[str], object] = str
) -> Taken:
    """Take a picture of every stop in both looks; one stop that fails is noted, and the tour goes on."""
    files, taken = ProgramFiles(paths.resources_folder()), Taken()
    with _own_folder() as own:
        make_demo(own / "as made", files, DAY)
        for look in LOOKS:
            office = own / "office"
            shutil.rmtree(office, ignore_errors=True)
            shutil.copytree(own / "as made", office)  # whatever a stop changed, the next look begins from the same
            with on_show(application, files, own, look) as tour:
                for number, stop in enumerate(stops, start=1):
                    picture = folder / f"{number:03d}-{stop.name}-{look}.png"
                    reason = _take(tour, stop, picture)
                    if reason:
                        taken.missed.append((f"{stop.name}, {look}", reason))
                    else:
                        taken.pictures.append(picture)
                        say(str(picture))
    return taken


def _take(tour: Tour, stop: Stop, picture: Path) -> str:
    """Take one picture; returns why it could not be taken, or ""."""
    escaped: list[BaseException] = []
    reason = ""

    def notice(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        escaped.append(error)

    before, sys.excepthook = sys.excepthook, notice  # what escapes from a slot ends here, not in a traceback
    try:
        widget = stop.arrive(tour)
        tour.settle()
        if any(view.isVisible() for view in widget.findChildren(QPdfView)):
            pause(PAGE_DRAWN)
        if not widget.grab().save(str(picture)):
            reason = f"{picture} could not be written"
        tour.clear_up()
    except Exception as error:  # one screen that fails must not cost the pictures of all others
        escaped.append(error)
        tour.clear_up()
    finally:
        sys.excepthook = before
    return reason or "; ".join(f"{type(error).__name__} {error} ({_place(error)})" for error in escaped)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else "?"


@contextmanager
def on_show(application: QApplication, files: ProgramFiles, own: Path, look: str) -> Iterator[Tour]:
    """The sample office in its window, in one of the two looks; locked and closed at the end."""
    settings = Settings(own / f"{look}.ini")
    settings.set(THEME, look)
    context, _reporter = make_context(application, settings, TaskRunner(application))
    context = replace(context, confirm=_asking(context))
    session = unlock_office(own / "office", USER, PASSWORD, files, clock=lambda: DAY)
    office = Office(application, context, session)
    office.window.resize(WINDOW)
    office.show()
    tour = Tour(application, context, office, files, own)
    try:
        tour.settle()
        yield tour
    finally:
        office.idle.stop()
        office.window.hide()
        context.runner.close()
        session.close()
        office.window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _on_qt_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's complaints, but for what a platform without a display says of itself at every window."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"Qt: {message}\n")


def _asking(context: AppContext) -> Callable[[QWidget | None, YesNoQuestion], bool]:
    """Questions stay on the screen to be photographed; the answer is always to leave things as they are."""

    def ask(parent: QWidget | None, question: YesNoQuestion) -> bool:
        ConfirmDialog(question, context.theme, parent).open()
        return False

    return ask


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder for the sample office, gone afterwards; the same each time if it can be, for screens show its path."""
    try:
        own = Path(tempfile.gettempdir()) / FOLDER_NAME
        own.mkdir(mode=0o700)
    except OSError:
        own = Path(tempfile.mkdtemp(prefix=f"{FOLDER_NAME} "))
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)

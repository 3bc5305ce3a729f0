"""Shows the three kinds of error each in its way, and catches what nobody caught, so that no traceback is ever seen.

What a user can mend goes into the banner of the screen it belongs to. What the machine did gets a dialog: what
happened, what was kept, what to do. Our own bugs get a plain sentence and technical details to copy. Details and log
hold kinds of errors and places in the program only: never a message from elsewhere, which may quote a person's data.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, Slot, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QWidget

from halton_desktop import __version__
from halton_desktop.errors import Cancelled, HaltonError, OurBug, UserError
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.shell.error_dialog import ErrorDialog

LOG_BYTES, LOGS_KEPT = 256 * 1024, 3

log = logging.getLogger("halton_desktop.errors")


class ErrorReporter(QObject):
    """``report`` is what the context carries; :meth:`watching` also takes in what escapes everywhere else."""

    _escaped = Signal(object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._open: ErrorDialog | None = None
        self._escaped.connect(self._on_escaped)

    def report(self, error: HaltonError, parent: QWidget | None = None, banner: Banner | None = None) -> None:
        """Show an error as its kind asks for. Cancelled is not one and is passed over."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, OurBug):
            log.error("%s", technical_details(error))
        if isinstance(error, UserError) and banner is not None:
            banner.say(f"{error.message} {error.advice}".strip(), "error")
            return
        self._open = ErrorDialog(error, self._theme, technical_details(error), parent)
        self._open.finished.connect(self._on_closed)
        open_dialog(self._open)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While this lasts, errors nobody caught (on any thread) and Qt's own complaints end up here."""
        old_hook, old_thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
        old_messages = qInstallMessageHandler(_on_qt_message)
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = old_hook, old_thread_hook
            qInstallMessageHandler(old_messages)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        self._escaped.emit(error)

    @Slot(object)
    def _on_escaped(self, error: BaseException) -> None:
        if self._open is not None:  # one dialog at a time: an error in a paint event would come sixty times a second
            log.error("%s", technical_details(error))
            return
        self.report(_as_ours(error))

    def _on_closed(self) -> None:
        self._open = None


def technical_details(error: BaseException) -> str:
    """Versions, the kinds of error from the first cause to the last, and where in the program each came from."""
    lines = [
        f"Halton Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    ]
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for one in reversed(chain):
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"    {_short(frame.filename)}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)


def start_log(folder: Path) -> Callable[[], None]:
    """Keep errors in a small rotating file; returns what closes it. One that cannot be written is no reason to stop."""
    from logging.handlers import RotatingFileHandler  # brings sockets and pickles along: not on the start path

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "errors.log", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return lambda: None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False

    def close() -> None:
        log.removeHandler(handler)
        log.propagate = True
        handler.close()

    return close


def _as_ours(error: BaseException) -> HaltonError:
    if isinstance(error, HaltonError):
        return error
    bug = OurBug("Something went wrong inside the program.", "Please try again.")
    bug.__cause__ = error
    return bug


def _short(filename: str) -> str:
    """A place in the program without the folders of this computer, which may carry somebody's name."""
    parts = Path(filename).parts
    for root in ("halton_desktop", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else "?"


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's complaints: on a developer's console in full, in the log only which part of Qt complained."""
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        return
    log.warning("Qt %s in %s", kind.name, context.category or "default")
    if sys.stderr is not None and not getattr(sys, "frozen", False):
        sys.stderr.write(f"Qt: {message}\n")

"""Errors are shown by kind; nothing shown, copied or logged quotes what anybody typed."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.errors import Cancelled, DiskFull, HaltonError, NotAllowed, OurBug
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.shell.error_dialog import ErrorDialog
from halton_desktop.gui.shell.report_error import ErrorReporter, start_log, technical_details

SECRET = "Jane O'Brien, 4 Mill Lane"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def reporter(theme: Theme, window: QWidget) -> Iterator[ErrorReporter]:
    reporter = ErrorReporter(theme)
    yield reporter
    reporter.deleteLater()


def shown(window: QWidget) -> ErrorDialog:
    [dialog] = window.findChildren(ErrorDialog)
    return dialog


def words(dialog: ErrorDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def a_bug() -> OurBug:
    try:
        raise KeyError(SECRET)
    except KeyError as cause:
        bug = OurBug("Something went wrong inside the program.")
        bug.__cause__ = cause
        return bug


def test_what_a_user_can_mend_is_said_in_the_banner(reporter: ErrorReporter, window: QWidget, theme: Theme) -> None:
    banner = Banner(theme, window)
    reporter.report(NotAllowed("Your role may not do that.", "Ask the headteacher."), window, banner)
    assert banner.sentence == "Your role may not do that. Ask the headteacher."
    assert banner.kind == "error"
    assert window.findChildren(ErrorDialog) == []


def test_what_the_machine_did_says_what_happened_what_was_kept_and_what_to_do(
    reporter: ErrorReporter, window: QWidget, theme: Theme
) -> None:
    reporter.report(DiskFull("The drive is full.", "Free some space."), window, Banner(theme, window))
    text = words(shown(window))
    assert "The drive is full." in text
    assert "Nothing in the office file was changed." in text
    assert "Free some space." in text
    assert shown(window).findChildren(QPlainTextEdit) == []


def test_a_bug_is_a_plain_sentence_with_details_to_copy_that_name_nobody(
    reporter: ErrorReporter, window: QWidget, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reporter.report(a_bug(), window)
    dialog = shown(window)
    [details] = dialog.findChildren(QPlainTextEdit)
    assert "KeyError" in details.toPlainText()
    assert "test_report_error.py" in details.toPlainText()
    [copy] = [button for button in dialog.findChildren(Button) if button.text() == "Copy details"]
    copy.click()
    everything = words(dialog) + details.toPlainText() + QGuiApplication.clipboard().text() + caplog.text
    assert SECRET not in everything
    assert "KeyError" in QGuiApplication.clipboard().text()
    caplog.clear()


def test_a_cancelled_task_is_no_error(reporter: ErrorReporter, window: QWidget) -> None:
    reporter.report(Cancelled(), window)
    assert window.findChildren(ErrorDialog) == []


def test_an_error_nobody_caught_on_another_thread_becomes_a_dialog(
    theme: Theme, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = ErrorReporter(theme)
    reported: list[HaltonError] = []
    reporter.report = lambda error, *rest: reported.append(error)  # type: ignore[method-assign]  # only what arrives matters

    def fails() -> None:
        raise ValueError(SECRET)

    with reporter.watching():
        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(reported))
    assert isinstance(reported[0], OurBug)
    assert isinstance(reported[0].__cause__, ValueError)
    reporter.deleteLater()


def test_the_hooks_are_given_back(reporter: ErrorReporter) -> None:
    hooks = sys.excepthook, threading.excepthook
    with reporter.watching():
        assert sys.excepthook != hooks[0]
    assert (sys.excepthook, threading.excepthook) == hooks


def test_qts_own_complaints_reach_the_log_without_their_words(
    reporter: ErrorReporter, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from halton_desktop.gui.shell import report_error

    class Context:
        category = "qt.svg"

    monkeypatch.setattr(sys, "stderr", None)
    report_error._on_qt_message(QtMsgType.QtWarningMsg, Context(), SECRET)  # type: ignore[arg-type]  # Qt alone makes real ones
    assert "qt.svg" in caplog.text
    assert SECRET not in caplog.text
    caplog.clear()


def test_the_log_file_holds_places_and_kinds_only(tmp_path: Path) -> None:
    close = start_log(tmp_path / "logs")
    try:
        logging.getLogger("halton_desktop.errors").error("%s", technical_details(a_bug()))
    finally:
        close()
    text = (tmp_path / "logs" / "errors.log").read_text(encoding="utf-8")
    assert "KeyError" in text
    assert SECRET not in text
    assert str(Path.home()) not in text


def test_a_log_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    close = start_log(tmp_path / "file" / "logs")
    close()
    assert logging.getLogger("halton_desktop.errors").handlers == []

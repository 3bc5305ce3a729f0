"""A reader may look and take nothing away: no key and no menu of any widget puts the office on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.history_dialog import HistoryDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.copy_guard import FOR_EVERYBODY
from halton_desktop.gui.shell.office import Office
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office, signed_in_as
from tests.helpers.source import PACKAGE

pytestmark = pytest.mark.case("years-13")
BEFORE = "what was there before"
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
CONTROL = Qt.KeyboardModifier.ControlModifier
OpenAs = Callable[[Role], Office]


@pytest.fixture
def open_as(qapp: QApplication, context: AppContext, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenAs]:
    session = make_office(tmp_path / "office")
    add_family(session, [a_parent(surname="O’Brien")], [a_pupil()])
    opened: list[Office] = []

    def open_office(role: Role) -> Office:
        office = Office(qapp, context, signed_in_as(session, role))
        qtbot.addWidget(office.window)
        office.show()
        qtbot.waitExposed(office.window)
        opened.append(office)
        QGuiApplication.clipboard().setText(BEFORE)
        return office

    yield open_office
    for office in opened:
        office.idle.stop()
        office.window.hide()
        qapp.removeEventFilter(office.copy_guard)
    context.hub.changed.disconnect()
    session.close()


def press_copy(qtbot: QtBot, root: QWidget) -> None:
    """Select all there is in each widget below, and try every key that copies."""
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, (QTextEdit, QPlainTextEdit, QLineEdit, QAbstractItemView)):
            widget.selectAll()
        elif isinstance(widget, QLabel) and widget.textInteractionFlags() & SELECTABLE:
            widget.setSelection(0, len(widget.text()))
        if widget.isVisible():
            qtbot.keyClick(widget, Qt.Key.Key_C, CONTROL)
            qtbot.keyClick(widget, Qt.Key.Key_Insert, CONTROL)


def copied() -> str:
    return QGuiApplication.clipboard().text()


def dialog_with(*widgets: QWidget, qtbot: QtBot) -> QWidget:
    holder = QWidget()
    lines = QVBoxLayout(holder)
    for widget in widgets:
        lines.addWidget(widget)
    qtbot.addWidget(holder)
    holder.show()
    qtbot.waitExposed(holder)
    return holder


def test_nothing_in_a_readers_window_is_copied(open_as: OpenAs, context: AppContext, qtbot: QtBot) -> None:
    office = open_as(Role.READER)
    for number in range(len(office.window.tabs)):
        office.window.pages.setCurrentIndex(number)
        press_copy(qtbot, office.window)
    history = HistoryDialog(context, office.session, office.window)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitExposed(history)
    press_copy(qtbot, history)
    assert copied() == BEFORE
    for view in [*office.window.findChildren(QAbstractItemView), *history.findChildren(QAbstractItemView)]:
        assert [one.text() for one in view.actions() if one.isVisible() and "Copy" in one.text()] == []
    assert "may not save lists and letters outside" in office.window.banner.sentence


def test_any_kind_of_widget_to_read_is_kept_from_it_and_what_is_typed_is_not(open_as: OpenAs, qtbot: QtBot) -> None:
    open_as(Role.READER)
    label = QLabel("O’Brien")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    shown, browser, line = QTextEdit("O’Brien"), QTextBrowser(), QLineEdit("O’Brien")
    browser.setPlainText("O’Brien")
    plain = QPlainTextEdit("O’Brien")
    for one in (shown, plain, line):
        one.setReadOnly(True)
    typed = QLineEdit("typed by myself")
    holder = dialog_with(label, shown, browser, plain, line, qtbot=qtbot)
    press_copy(qtbot, holder)
    assert copied() == BEFORE
    assert not label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse
    assert line.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
    press_copy(qtbot, dialog_with(typed, qtbot=qtbot))
    assert copied() == "typed by myself"


def test_the_guide_may_be_copied_by_anybody(open_as: OpenAs, qtbot: QtBot) -> None:
    open_as(Role.READER)
    browser = QTextBrowser()
    browser.setPlainText("Press F1 anywhere.")
    holder = QWidget()
    holder.setProperty(FOR_EVERYBODY, True)
    QVBoxLayout(holder).addWidget(browser)
    qtbot.addWidget(holder)
    holder.show()
    press_copy(qtbot, holder)
    assert copied() == "Press F1 anywhere."


def test_the_office_copies_as_ever(open_as: OpenAs, qtbot: QtBot) -> None:
    office = open_as(Role.OFFICE)
    label = QLabel("O’Brien")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    press_copy(qtbot, dialog_with(label, qtbot=qtbot))
    assert copied() == "O’Brien"
    assert office.window.banner.sentence == ""


def test_only_the_list_and_the_error_dialog_write_to_the_clipboard() -> None:
    writing = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if "clipboard().set" in file.read_text(encoding="utf-8")
    }
    assert writing == {"gui/kit/tables/office_table.py", "gui/shell/error_dialog.py"}


def test_a_session_that_may_export_brings_no_filter(open_as: OpenAs) -> None:
    office = open_as(Role.OFFICE)
    assert isinstance(office.session, OfficeSession)
    label = QLabel("x")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.ensurePolished()
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse

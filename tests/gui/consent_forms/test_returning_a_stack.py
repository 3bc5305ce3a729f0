"""Two hundred slips through the real window, by keyboard alone, as reception does it with a scanner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.office import Office
from halton_desktop.services.session import OfficeSession
from tests.factories import make_office
from tests.helpers.issued_forms import many_forms

SLIPS = 200
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(tmp_path: Path) -> Iterator[OfficeSession]:
    """An office whose forms are out."""
    session = make_office(tmp_path / "office")
    yield session
    session.close()


@pytest.fixture
def office(qapp: QApplication, context: AppContext, session: OfficeSession, qtbot: QtBot) -> Iterator[Office]:
    """The window as the program opens it."""
    office = Office(qapp, context, session)
    qtbot.addWidget(office.window)
    office.show()
    qtbot.waitExposed(office.window)
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    yield office
    office.idle.stop()
    office.window.hide()
    context.hub.changed.disconnect()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, wherever the cursor happens to be."""
    cursor = QApplication.focusWidget()
    assert cursor is not None
    QTest.keyClick(cursor, key, modifier)


def scan(reference: str) -> None:
    """A scanner types the reference and Enter, wherever the cursor happens to be."""
    cursor = QApplication.focusWidget()
    assert cursor is not None
    QTest.keyClicks(cursor, reference)
    press(Qt.Key.Key_Return)


def test_two_hundred_slips_are_booked_through_the_real_window_by_keyboard_alone(
    office: Office, session: OfficeSession
) -> None:
    forms = many_forms(session, SLIPS)
    QTest.keyClick(office.window, Qt.Key.Key_4, CONTROL)
    tab = office.window.current_tab()
    assert isinstance(tab, ConsentFormsTab)
    tab.hear(None)
    for number, form in enumerate(forms):
        scan(form.reference)
        if number % 50 == 7:
            press(Qt.Key.Key_F6)
        if number % 50 == 31:
            press(Qt.Key.Key_F8)
        if number == 120:
            press(Qt.Key.Key_Z, CONTROL)
            scan(form.reference)
    assert tab.scan_session.booked == SLIPS
    with session.look() as work:
        answers = [form.status.answer for form in work.forms.by_ids([form.id for form in forms])]
    assert {answer: answers.count(answer) for answer in set(answers)} == {
        Answer.ACCEPTED: SLIPS - 8,
        Answer.DECLINED: 4,
        Answer.UNSIGNED: 4,
    }
    assert tab.coverage.isVisible() is False
    tab.side.setCurrentWidget(tab.coverage)
    assert tab.coverage.headline.text() == f"{SLIPS - 4} of {SLIPS} parents and carers have answered (98 %)."

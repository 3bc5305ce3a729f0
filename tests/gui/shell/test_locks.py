"""Idle lock and screen lock: when it locks, what can be seen, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.shell import idle_lock
from halton_desktop.gui.shell.idle_lock import IdleLock
from halton_desktop.gui.shell.screen_lock import NEUTRAL_TITLE, ScreenLock
from halton_desktop.settings import IDLE_MINUTES, Settings


class Clock:
    """Time that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(idle_lock, "time", clock)
    return clock


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    window.setWindowTitle("Halton Desktop — Wade Deacon High School")
    window.setCentralWidget(QLineEdit("Jane O'Brien"))
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def idle(qapp: QApplication, settings: Settings, window: QMainWindow, clock: Clock) -> IdleLock:
    lock = IdleLock(qapp, settings, window)
    lock.start()
    return lock


def test_nobody_there_for_as_long_as_the_setting_says_means_idle(
    idle: IdleLock, settings: Settings, clock: Clock, qtbot: QtBot
) -> None:
    clock.now += settings.get(IDLE_MINUTES) * 60 - 1
    with qtbot.assertNotEmitted(idle.idle):
        idle._look()
    clock.now += 1
    with qtbot.waitSignal(idle.idle):
        idle._look()


def test_a_key_or_a_move_of_the_mouse_begins_the_count_again(
    idle: IdleLock, window: QMainWindow, clock: Clock, qtbot: QtBot
) -> None:
    clock.now += 9 * 60
    place = QPointF(5, 5)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        place,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.windowHandle(), move)
    clock.now += 2 * 60
    with qtbot.assertNotEmitted(idle.idle):
        idle._look()
    clock.now += 8 * 60
    with qtbot.waitSignal(idle.idle):
        idle._look()


def test_a_laptop_that_slept_is_locked_when_it_wakes(
    idle: IdleLock, clock: Clock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asleep = clock.now
    clock.now += 3_600
    monkeypatch.setattr(clock, "monotonic", lambda: asleep)
    with qtbot.waitSignal(idle.idle):
        idle._look()


def test_a_shorter_setting_counts_at_once(idle: IdleLock, settings: Settings, clock: Clock, qtbot: QtBot) -> None:
    settings.set(IDLE_MINUTES, 1)
    clock.now += 61
    with qtbot.waitSignal(idle.idle):
        idle._look()


Prompts = list[QDialog]


@pytest.fixture
def prompts() -> Iterator[Prompts]:
    prompts: Prompts = []
    yield prompts
    for prompt in prompts:
        if shiboken6.isValid(prompt):
            prompt.close()


@pytest.fixture
def lock(qapp: QApplication, theme: Theme, window: QMainWindow, prompts: Prompts, qtbot: QtBot) -> ScreenLock:
    def make(parent: QWidget) -> QDialog:
        prompts.append(QDialog(parent))
        return prompts[-1]

    return ScreenLock(qapp, theme, make, window)


@pytest.fixture
def dialog(window: QMainWindow, qtbot: QtBot) -> QDialog:
    dialog = QDialog(window)
    dialog.setWindowTitle("Incident about Jane O'Brien")
    layout = QVBoxLayout(dialog)
    layout.addWidget(QLineEdit("half a sentence"))
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_a_locked_screen_shows_no_data_and_a_neutral_title(
    lock: ScreenLock, window: QMainWindow, dialog: QDialog, theme: Theme
) -> None:
    field = window.centralWidget()
    lock.lock()
    assert window.windowTitle() == dialog.windowTitle() == NEUTRAL_TITLE
    for covered in (window, dialog):
        top = covered.childAt(20, 15)
        assert top is not None
        assert top.accessibleName() == "Locked"
        assert theme.colour("surface").name() not in colours(covered)  # the fields' own ground is nowhere to be seen
    assert field is window.centralWidget()


def test_a_window_made_larger_while_locked_stays_covered(lock: ScreenLock, window: QMainWindow, qtbot: QtBot) -> None:
    lock.lock()
    window.resize(700, 500)
    qtbot.waitUntil(lambda: (found := window.childAt(690, 490)) is not None and found.accessibleName() == "Locked")


def test_unlocking_gives_everything_back_with_what_was_typed(
    lock: ScreenLock, window: QMainWindow, dialog: QDialog, prompts: Prompts, qtbot: QtBot
) -> None:
    lock.lock()
    with qtbot.waitSignal(lock.unlocked):
        prompts[0].accept()
    assert not lock.is_locked
    assert window.windowTitle() == "Halton Desktop — Wade Deacon High School"
    assert dialog.windowTitle() == "Incident about Jane O'Brien"
    assert dialog.isVisible()
    assert dialog.findChildren(QLineEdit)[0].text() == "half a sentence"


def test_dismissing_the_prompt_leaves_the_screen_covered(
    lock: ScreenLock, window: QMainWindow, prompts: Prompts, qtbot: QtBot
) -> None:
    lock.lock()
    with qtbot.waitSignal(lock.left):
        prompts[0].reject()
    assert lock.is_locked
    assert window.windowTitle() == NEUTRAL_TITLE


def test_locking_twice_asks_once(lock: ScreenLock, prompts: Prompts) -> None:
    lock.lock()
    lock.lock()
    assert len(prompts) == 1


def test_the_prompt_blocks_every_other_window(lock: ScreenLock, dialog: QDialog, prompts: Prompts) -> None:
    lock.lock()
    assert QApplication.activeModalWidget() is prompts[0]
    assert prompts[0].windowModality() == Qt.WindowModality.ApplicationModal

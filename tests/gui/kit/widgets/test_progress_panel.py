"""Progress appears only for work that takes a while, and Escape stops what may be stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import Progress, Runner, RunningTask
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.progress_panel import APPEARS_AFTER, ProgressPanel


def a_task(title: str = "Printing letters", *, cancellable: bool = True, quiet: bool = False) -> RunningTask:
    return RunningTask(title, cancellable=cancellable, quiet=quiet, report=lambda task: None)


@pytest.fixture
def runner(qtbot: QtBot) -> Runner:
    return Runner()


@pytest.fixture
def panel(runner: Runner, theme: Theme, qtbot: QtBot) -> ProgressPanel:
    window = QWidget()
    panel = ProgressPanel(runner, theme)
    QVBoxLayout(window).addWidget(panel)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    panel.keep_window = window  # type: ignore[attr-defined]  # only to keep it alive as long as the panel
    panel._timer.setInterval(1)
    return panel


def words(panel: ProgressPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel))


def test_it_waits_for_six_tenths_of_a_second() -> None:
    assert APPEARS_AFTER == 600


def test_quick_work_never_flickers(panel: ProgressPanel, runner: Runner) -> None:
    task = a_task()
    runner.started.emit(task)
    assert panel.isHidden()
    runner.finished.emit(task)
    assert not panel._timer.isActive()


def test_slow_work_shows_what_it_is_and_how_far(panel: ProgressPanel, runner: Runner, qtbot: QtBot) -> None:
    task = a_task()
    task.latest = Progress(312, 1_812, "Year 8")
    runner.started.emit(task)
    qtbot.waitUntil(panel.isVisible)
    assert "Printing letters" in words(panel)
    assert "312 of 1,812 · Year 8" in words(panel)
    task.latest = Progress(1_800, 1_812)
    runner.progressed.emit(task)
    [bar] = panel.findChildren(QProgressBar)
    assert (bar.value(), bar.maximum()) == (1_800, 1_812)
    runner.finished.emit(task)
    assert panel.isHidden()


def test_work_of_unknown_length_shows_a_bar_that_moves_by_itself(
    panel: ProgressPanel, runner: Runner, qtbot: QtBot
) -> None:
    runner.started.emit(a_task())
    qtbot.waitUntil(panel.isVisible)
    assert panel.findChildren(QProgressBar)[0].maximum() == 0


def test_escape_stops_it_and_the_button_says_so(panel: ProgressPanel, runner: Runner, qtbot: QtBot) -> None:
    task = a_task()
    runner.started.emit(task)
    qtbot.waitUntil(panel.isVisible)
    qtbot.keyClick(panel.window(), Qt.Key.Key_Escape)
    assert task.cancelled
    [button] = panel.findChildren(QPushButton)
    assert (button.text(), button.isEnabled()) == ("Stopping…", False)


def test_what_must_not_be_stopped_offers_no_stop(panel: ProgressPanel, runner: Runner, qtbot: QtBot) -> None:
    task = a_task(cancellable=False)
    runner.started.emit(task)
    qtbot.waitUntil(panel.isVisible)
    assert not panel.findChildren(QPushButton)[0].isVisible()
    qtbot.keyClick(panel.window(), Qt.Key.Key_Escape)
    assert not task.cancelled


def test_a_search_as_one_types_is_never_shown(panel: ProgressPanel, runner: Runner) -> None:
    runner.started.emit(a_task(quiet=True))
    assert not panel._timer.isActive()


def test_the_next_task_takes_its_turn(panel: ProgressPanel, runner: Runner, qtbot: QtBot) -> None:
    first, second = a_task("Importing"), a_task("Backing up")
    runner.started.emit(first)
    runner.started.emit(second)
    qtbot.waitUntil(panel.isVisible)
    assert "Importing" in words(panel)
    runner.finished.emit(first)
    qtbot.waitUntil(lambda: panel.isVisible() and "Backing up" in words(panel))

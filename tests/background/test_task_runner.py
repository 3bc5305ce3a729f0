"""The task runner: where work runs, what comes back, how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import ImmediateRunner, Runner, RunningTask, TaskRunner
from halton_desktop.errors import Cancelled, HaltonError, NotFound, OurBug


class Ears:
    """Remembers what a task answered and on which thread."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.errors: list[HaltonError] = []
        self.stopped = 0
        self.threads: set[int] = set()

    def done(self, result: Any) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def error(self, error: HaltonError) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())

    def cancelled(self) -> None:
        self.stopped += 1

    @property
    def answered(self) -> bool:
        return bool(self.results or self.errors or self.stopped)


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def threaded(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()


@pytest.fixture(params=["threaded", "immediate"])
def runner(request: pytest.FixtureRequest, threaded: TaskRunner) -> Runner:
    return threaded if request.param == "threaded" else ImmediateRunner()


def start(runner: Runner, work: Callable[[RunningTask], Any], ears: Ears, **more: Any) -> RunningTask:
    return runner.run(
        work, title="Counting", on_done=ears.done, on_error=ears.error, on_cancelled=ears.cancelled, **more
    )


def test_the_result_comes_back_on_the_thread_of_the_window(runner: Runner, ears: Ears, qtbot: QtBot) -> None:
    start(runner, lambda task: 42, ears)
    qtbot.waitUntil(lambda: ears.answered)
    assert (ears.results, ears.errors, ears.stopped) == ([42], [], 0)
    assert ears.threads == {threading.get_ident()}
    assert runner.under_way == ()


def test_work_runs_on_another_thread(threaded: TaskRunner, ears: Ears, qtbot: QtBot) -> None:
    start(threaded, lambda task: threading.get_ident(), ears)
    qtbot.waitUntil(lambda: ears.answered)
    assert ears.results != [threading.get_ident()]


def test_an_error_of_ours_arrives_as_it_was_raised(runner: Runner, ears: Ears, qtbot: QtBot) -> None:
    error = NotFound("There is no such form.")

    def work(task: RunningTask) -> None:
        raise error

    start(runner, work, ears)
    qtbot.waitUntil(lambda: ears.answered)
    assert ears.errors == [error]


def test_a_foreign_error_arrives_as_our_bug_with_its_cause_but_not_its_words(
    runner: Runner, ears: Ears, qtbot: QtBot
) -> None:
    def work(task: RunningTask) -> None:
        raise KeyError("O'Brien")

    start(runner, work, ears)
    qtbot.waitUntil(lambda: ears.answered)
    [error] = ears.errors
    assert isinstance(error, OurBug)
    assert isinstance(error.__cause__, KeyError)
    assert "O'Brien" not in str(error)


def test_a_stopped_task_ends_at_its_next_check_and_is_no_error(threaded: TaskRunner, ears: Ears, qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(task: RunningTask) -> None:
        begun.set()
        while True:
            task.check_cancelled()

    task = start(threaded, work, ears)
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: ears.answered)
    assert (ears.stopped, ears.errors, ears.results) == (1, [], [])


def test_a_task_that_must_finish_ignores_being_stopped(threaded: TaskRunner, ears: Ears, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def work(task: RunningTask) -> str:
        assert go_on.wait(5)
        task.check_cancelled()
        return "saved"

    task = start(threaded, work, ears, cancellable=False)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: ears.answered)
    assert ears.results == ["saved"]


def test_progress_is_thinned_out_but_the_end_is_always_told(threaded: TaskRunner, ears: Ears, qtbot: QtBot) -> None:
    told: list[int] = []
    threaded.progressed.connect(lambda task: told.append(task.latest.done))

    def work(task: RunningTask) -> None:
        for number in range(1, 20_001):
            task.progress(number, 20_000, "forms")

    start(threaded, work, ears)
    qtbot.waitUntil(lambda: ears.answered)
    assert told[-1] == 20_000
    assert len(told) < 2_000


def test_progress_raises_once_somebody_stopped_the_task() -> None:
    task = RunningTask("Counting", cancellable=True, quiet=False, report=lambda task: None)
    task.progress(1, 2)
    task.cancel()
    with pytest.raises(Cancelled):
        task.progress(2, 2)


def test_the_answer_is_dropped_when_the_screen_that_asked_is_gone(
    threaded: TaskRunner, ears: Ears, qtbot: QtBot
) -> None:
    screen = QObject()
    go_on = threading.Event()
    start(threaded, lambda task: go_on.wait(5), ears, owner=screen)
    screen.deleteLater()
    with qtbot.waitSignal(screen.destroyed):
        pass
    with qtbot.waitSignal(threaded.finished):
        go_on.set()
    assert not ears.answered


def test_closing_stops_what_may_be_stopped_waits_for_the_rest_and_answers_nobody(qtbot: QtBot, ears: Ears) -> None:
    runner = TaskRunner()
    begun, written = threading.Event(), []

    def write(task: RunningTask) -> None:
        begun.set()
        written.append("whole")

    def endless(task: RunningTask) -> None:
        while True:
            task.check_cancelled()

    start(runner, endless, ears)
    start(runner, write, ears, cancellable=False)
    assert begun.wait(5)
    runner.close()
    assert written == ["whole"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("halton-task")]
    qtbot.wait(0)
    assert not ears.answered


def test_nothing_is_started_after_closing(qtbot: QtBot, ears: Ears) -> None:
    runner = TaskRunner()
    runner.close()
    with pytest.raises(OurBug):
        start(runner, lambda task: 1, ears)


def test_started_and_finished_are_told_around_the_answer(ears: Ears, qtbot: QtBot) -> None:
    runner = ImmediateRunner()
    story: list[str] = []
    runner.started.connect(lambda task: story.append(f"started {task.title}"))
    runner.finished.connect(lambda task: story.append("finished"))
    runner.run(lambda task: 1, title="Counting", on_done=lambda result: story.append("done"), on_error=ears.error)
    assert story == ["started Counting", "finished", "done"]

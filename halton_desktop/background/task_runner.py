"""Work off the GUI thread: progress, cancel, and a result or an error delivered back on the GUI thread.

Every errand that may be slow goes through one :class:`Runner`. The window is given a :class:`TaskRunner`; tests are
given an :class:`ImmediateRunner`, which has the same face and runs each piece of work at once, where it is called.
Showing progress (after 600 ms, with Escape to stop) is the GUI's: ``gui/kit/widgets/progress_panel.py`` listens to the
three signals.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from halton_desktop.errors import Cancelled, HaltonError, OurBug

R = TypeVar("R")

PROGRESS_INTERVAL = 0.05
"""Seconds between two progress reports of one task; what comes faster is dropped, the last one (done = total) never."""

WORKERS = 3
"""One long print or import, one search as somebody types, one in reserve."""


@dataclass(frozen=True)
class Progress:
    """How far a task is: ``done`` of ``total`` pieces (total 0: not known), and what it is doing in a few words."""

    done: int = 0
    total: int = 0
    text: str = ""


class RunningTask:
    """One piece of work under way, seen from both sides: the worker reports, the GUI shows it and may cancel it."""

    def __init__(self, title: str, *, cancellable: bool, quiet: bool, report: Callable[[RunningTask], None]) -> None:
        self.title = title
        self.cancellable = cancellable
        self.quiet = quiet
        self.latest = Progress()
        self._report = report
        self._cancel = threading.Event()
        self._next_report = 0.0

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is; cheap enough for every row. Raises Cancelled once the user has stopped it."""
        self.check_cancelled()
        self.latest = Progress(done, total, text)
        now = time.monotonic()
        if now >= self._next_report or done == total:
            self._next_report = now + PROGRESS_INTERVAL
            self._report(self)

    def check_cancelled(self) -> None:
        """Raise Cancelled if the user has stopped the task. Call it where leaving is safe: a transaction rolls back."""
        if self._cancel.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the task to stop at its next check; does nothing where the task must not be stopped half-way."""
        if self.cancellable:
            self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked for it to stop (it may not have noticed yet)."""
        return self._cancel.is_set()


@dataclass(frozen=True)
class _Answers:
    """What to do on the GUI thread when a task ends, and the object that must still be alive to hear it."""

    on_done: Callable[[Any], object]
    on_error: Callable[[HaltonError], object]
    on_cancelled: Callable[[], object] | None
    owner: QObject | None

    def wanted(self) -> bool:
        return self.owner is None or shiboken6.isValid(self.owner)


@dataclass(frozen=True)
class _Ending:
    task: RunningTask
    answers: _Answers
    result: object = None
    error: HaltonError | None = None


class Runner(QObject):
    """What a screen needs in order to have work done; see the module's docstring for the two kinds."""

    started = Signal(object)
    """A RunningTask was handed in."""
    progressed = Signal(object)
    """A RunningTask has a new ``latest``; on the GUI thread."""
    finished = Signal(object)
    """A RunningTask ended, well, badly or cancelled; on the GUI thread, before its own answer is called."""

    _reported = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way: list[RunningTask] = []
        self._closed = False
        self._reported.connect(self._on_reported)
        self._ended.connect(self._on_ended)

    def run(
        self,
        work: Callable[[RunningTask], R],
        *,
        title: str,
        on_done: Callable[[R], object],
        on_error: Callable[[HaltonError], object],
        on_cancelled: Callable[[], object] | None = None,
        cancellable: bool = True,
        quiet: bool = False,
        owner: QObject | None = None,
    ) -> RunningTask:
        """Have ``work(task)`` done and answer on the GUI thread with exactly one of the three callbacks.

        ``title`` is shown with the progress ("Importing parents"). ``quiet`` work (a search as somebody types) is
        never shown. ``owner``: when this object is gone before the work ends, the answer is dropped. An error that
        is not of our tree arrives as OurBug with the original as its ``__cause__``.
        """
        if self._closed:
            raise OurBug("Work was started after the program had begun to close.")
        task = RunningTask(title, cancellable=cancellable, quiet=quiet, report=self._reported.emit)
        self._under_way.append(task)
        self.started.emit(task)
        self._submit(task, work, _Answers(on_done, on_error, on_cancelled, owner))
        return task

    def write(
        self,
        errand: Callable[[], R],
        *,
        title: str = "Saving",
        on_done: Callable[[R], object],
        on_error: Callable[[HaltonError], object],
        owner: QObject | None = None,
    ) -> None:
        """Have a service change something: short, told after 600 ms like all work, and never stopped half-way."""
        self.run(
            lambda _task: errand(),
            title=title,
            on_done=on_done,
            on_error=on_error,
            cancellable=False,
            owner=owner,
        )

    @property
    def under_way(self) -> tuple[RunningTask, ...]:
        """The tasks that have not ended, oldest first."""
        return tuple(self._under_way)

    def close(self) -> None:
        """Stop what may be stopped, wait for the rest, and drop every answer still to come."""
        self._closed = True
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()

    def _submit(self, task: RunningTask, work: Callable[[RunningTask], Any], answers: _Answers) -> None:
        raise NotImplementedError

    def _work(self, task: RunningTask, work: Callable[[RunningTask], Any], answers: _Answers) -> None:
        """Runs on the worker: turns every outcome into one ending."""
        try:
            task.check_cancelled()
            ending = _Ending(task, answers, result=work(task))
        except HaltonError as error:
            ending = _Ending(task, answers, error=error)
        except Exception as error:
            bug = OurBug(f"Something went wrong inside the program ({type(error).__name__}).")
            bug.__cause__ = error
            ending = _Ending(task, answers, error=bug)
        self._ended.emit(ending)

    @Slot(object)
    def _on_reported(self, task: RunningTask) -> None:
        if not self._closed:
            self.progressed.emit(task)

    @Slot(object)
    def _on_ended(self, ending: _Ending) -> None:
        if self._closed:
            return
        self._under_way.remove(ending.task)
        self.finished.emit(ending.task)
        answers = ending.answers
        if not answers.wanted():
            return
        if ending.error is None:
            answers.on_done(ending.result)
        elif not isinstance(ending.error, Cancelled):
            answers.on_error(ending.error)
        elif answers.on_cancelled is not None:
            answers.on_cancelled()


class TaskRunner(Runner):
    """Runs work on a few threads of its own (never daemons: ``close`` joins them)."""

    def __init__(self, parent: QObject | None = None, workers: int = WORKERS) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="halton-task")

    def _submit(self, task: RunningTask, work: Callable[[RunningTask], Any], answers: _Answers) -> None:
        self._pool.submit(self._work, task, work, answers)

    def close(self) -> None:
        super().close()
        self._pool.shutdown(wait=True, cancel_futures=True)


class ImmediateRunner(Runner):
    """Runs work at once on the calling thread: for tests and for commands without a window."""

    def _submit(self, task: RunningTask, work: Callable[[RunningTask], Any], answers: _Answers) -> None:
        self._work(task, work, answers)

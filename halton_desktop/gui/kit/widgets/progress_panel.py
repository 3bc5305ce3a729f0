"""What is being done and how far it is: appears after 600 ms, Escape or its button stops what may be stopped."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import Runner, RunningTask
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

APPEARS_AFTER = 600
"""Milliseconds: what is quicker needs no telling, and would only flicker."""
BAR_WIDTH = 200


class ProgressPanel(QWidget):
    """One line for the oldest task under way; lives at the bottom of a window or dialog, hidden when there is none."""

    def __init__(self, runner: Runner, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: RunningTask | None = None
        self._waiting: list[RunningTask] = []
        self._title = QLabel()
        self._text = QLabel()
        self._bar = QProgressBar()
        self._stop = Button("Stop", theme, icon="stop")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(APPEARS_AFTER)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WindowShortcut)
        self._build()
        self._timer.timeout.connect(self._appear)
        self._stop.clicked.connect(self._on_stop)
        self._escape.activated.connect(self._on_stop)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.finished.connect(self._on_finished)
        self.hide()

    def _build(self) -> None:
        card = QFrame()
        set_style_property(card, "surface", "card")
        set_text_role(self._title, "strong")
        set_text_role(self._text, "muted")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setAccessibleName("Progress")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, STEP)
        around.addWidget(card)
        layout = QHBoxLayout(card)
        layout.setContentsMargins(GROUP, STEP, STEP, STEP)
        layout.setSpacing(GROUP)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._stop)

    def _on_started(self, task: RunningTask) -> None:
        if task.quiet:
            return
        self._waiting.append(task)
        if self._task is None:
            self._take_next()

    def _on_progressed(self, task: RunningTask) -> None:
        if task is self._task and not self.isHidden():
            self._show_state()

    def _on_finished(self, task: RunningTask) -> None:
        if task in self._waiting:
            self._waiting.remove(task)
        if task is self._task:
            self._task = None
            self._timer.stop()
            self.hide()
            self._escape.setEnabled(False)
            self._take_next()

    def _take_next(self) -> None:
        self._escape.setEnabled(False)
        if self._waiting:
            self._task = self._waiting[0]
            self._timer.start()

    def _appear(self) -> None:
        if self._task is not None:
            self._show_state()
            self._escape.setEnabled(self._task.cancellable)
            self.show()

    def _show_state(self) -> None:
        if self._task is None:
            return
        latest = self._task.latest
        self._title.setText(self._task.title)
        self._bar.setRange(0, latest.total)
        self._bar.setValue(latest.done)
        count = f"{latest.done:,} of {latest.total:,}" if latest.total else ""
        self._text.setText(" · ".join(part for part in (count, latest.text) if part))
        self._stop.setVisible(self._task.cancellable)
        self._stop.setEnabled(not self._task.cancelled)
        self._stop.setText("Stopping…" if self._task.cancelled else "Stop")

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._show_state()

"""While the last backup is being made: a small window that says so, and lets somebody in a hurry go without it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button

SHOW_AFTER = 600
"""Milliseconds; a backup that is quicker is never seen."""
WIDTH = 420


class ClosingDialog(QDialog):
    """Shows how far a task is; ``watch`` it, and its one button stops it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._task: RunningTask | None = None
        self.setWindowTitle("Halton Desktop")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        words, hint = QLabel("Making the backup…"), QLabel("Everything is saved. This is the copy for a bad day.")
        set_text_role(words, "heading")
        set_text_role(hint, "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the backup is")
        self.skip = Button("Close without a backup", context.theme)
        self.skip.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(STEP)
        for widget in (words, hint, self.bar):
            layout.addWidget(widget)
        layout.addSpacing(GROUP)
        layout.addLayout(buttons)
        self.setMinimumWidth(WIDTH)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.show)

    def show_soon(self) -> None:
        """Appear, unless it is closed before."""
        self._soon.start(SHOW_AFTER)

    def watch(self, task: RunningTask) -> None:
        """Show this task's progress."""
        self._task = task
        self._context.runner.progressed.connect(self._on_progressed)

    def reject(self) -> None:
        """Stop the backup; what was made of it is thrown away."""
        if self._task is not None:
            self._task.cancel()
        self.skip.setEnabled(False)

    def done(self, result: int) -> None:
        self._soon.stop()
        super().done(result)

    def _on_progressed(self, task: RunningTask) -> None:
        if task is self._task:
            self.bar.setMaximum(1000)
            self.bar.setValue(round(1000 * task.latest.done / max(1, task.latest.total)))

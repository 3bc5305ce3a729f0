"""The steps beside a guided piece of work: done, here, still to come; by sign and weight, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from halton_desktop.gui.kit.looks.look import GROUP, STEP, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme

ICON = 16


class StepList(QWidget):
    """``set_current`` says where the user is; it is only shown, never clicked."""

    def __init__(self, steps: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._current = 0
        self._icons = [QLabel() for _ in steps]
        self._words = [QLabel(step) for step in steps]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP)
        grid.setVerticalSpacing(GROUP)
        for row, (icon, words) in enumerate(zip(self._icons, self._words, strict=True)):
            grid.addWidget(icon, row, 0)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        theme.changed.connect(self._draw)
        metrics = self.fontMetrics()
        self.setMinimumWidth(ICON + STEP + round(max(map(metrics.horizontalAdvance, steps)) * 1.15))
        self._draw()

    def set_current(self, number: int) -> None:
        """The steps before this one are done."""
        self._current = number
        self._draw()

    def _draw(self) -> None:
        for number, (icon, words) in enumerate(zip(self._icons, self._words, strict=True)):
            name, role = self._look(number)
            icon.setPixmap(self._theme.pixmap(name, role, ICON, self.devicePixelRatioF()))
            set_text_role(words, "strong" if number == self._current else "muted")
        here = self._words[self._current].text()
        self.setAccessibleName(f"Step {self._current + 1} of {len(self._words)}: {here}")

    def _look(self, number: int) -> tuple[str, ColourRole]:
        if number < self._current:
            return "done", "done"
        return ("next page", "accent") if number == self._current else ("open", "muted")

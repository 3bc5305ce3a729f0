"""One part of a detail page: a heading with quiet actions beside it, then what it holds; and the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel


class Section(QWidget):
    """Fill it top to bottom; it has a hairline above, no box around."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(heading)
        set_text_role(self._title, "heading")
        self.setAccessibleName(heading)
        rule = QFrame()
        set_style_property(rule, "rule", True)
        self._line = QHBoxLayout()
        self._line.setSpacing(STEP)
        self._line.addWidget(self._title)
        self._line.addStretch(1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(STEP)
        self._lines.addWidget(rule)
        self._lines.addSpacing(HALF_STEP)
        self._lines.addLayout(self._line)

    def add_action(self, button: Button) -> None:
        """Put a quiet button beside the heading."""
        button.set_kind("link")
        self._line.addWidget(button)

    def add(self, widget: QWidget) -> None:
        """Put something under what is there."""
        self._lines.addWidget(widget)

    def add_text(self, text: str, *, muted: bool = False) -> QLabel:
        """Put a paragraph under what is there; never read as rich text, whatever somebody typed."""
        label = paragraph(text, muted=muted)
        self._lines.addWidget(label)
        return label

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Short facts as label and value; empty values are left out."""
        shown = [(name, value) for name, value in facts if value]
        if not shown:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(BETWEEN_GROUPS)
        grid.setVerticalSpacing(HALF_STEP)
        for row, (name, value) in enumerate(shown):
            label = QLabel(name)
            set_text_role(label, "muted")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(paragraph(value), row, 1)
        grid.setColumnStretch(1, 1)
        self._lines.addLayout(grid)


@dataclass(frozen=True)
class TimelineEntry:
    """``when`` as it is shown ("22/11/2026 09:02"), what happened, who did it, perhaps a chip; struck: taken back."""

    when: str
    text: str
    detail: str = ""
    chip: Chip | None = None
    struck: bool = False


class Timeline(QWidget):
    """What happened, dates on the left, in the order given (newest first)."""

    def __init__(self, entries: Sequence[TimelineEntry], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(BETWEEN_GROUPS)
        grid.setVerticalSpacing(GROUP)
        grid.setColumnStretch(1, 1)
        for row, entry in enumerate(entries):
            when = QLabel(entry.when)
            set_text_role(when, "muted")
            grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
            what = QVBoxLayout()
            what.setSpacing(0)
            what.addWidget(paragraph(entry.text, struck=entry.struck))
            if entry.detail:
                what.addWidget(paragraph(entry.detail, muted=True, struck=entry.struck))
            grid.addLayout(what, row, 1)
            if entry.chip is not None:
                grid.addWidget(ChipLabel(entry.chip, theme), row, 2, Qt.AlignmentFlag.AlignTop)


def paragraph(text: str, *, muted: bool = False, struck: bool = False) -> QLabel:
    """Plain text that wraps and can be selected with the mouse; ``struck`` is what was taken back."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if struck:
        set_text_role(label, "struck")
    elif muted:
        set_text_role(label, "muted")
    return label

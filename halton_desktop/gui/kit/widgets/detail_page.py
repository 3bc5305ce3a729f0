"""The page beside a list: title line with chips, what the code lets one do next, then sections from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, HALF_STEP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.empty_state import EmptyState, EmptyWords
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.section import Section, paragraph


class DetailPage(QFrame):
    """Build a record's page between :meth:`begin` and :meth:`finish`; ``show_nothing`` when none is chosen.

    Scrolling up and down stays where it was when the same record (``key``) is built again.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key: object = None
        self._page = QWidget()
        self._lines = QVBoxLayout(self._page)
        set_style_property(self, "surface", "card")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._scroll)

    def begin(self, key: object, title: str, *, subtitle: str = "", chips: Sequence[Chip] = ()) -> None:
        """Start a page for the record ``key``."""
        self._old_place = self._scroll.verticalScrollBar().value() if key == self._key else 0
        self._key = key
        self._page = QWidget()
        set_style_property(self._page, "surface", "page")
        self._lines = QVBoxLayout(self._page)
        self._lines.setContentsMargins(PAGE_MARGIN, BETWEEN_GROUPS, PAGE_MARGIN, PAGE_MARGIN)
        self._lines.setSpacing(BETWEEN_GROUPS)
        heading = QVBoxLayout()
        heading.setSpacing(HALF_STEP)
        words = paragraph(title)
        set_text_role(words, "title")
        heading.addWidget(words)
        if subtitle:
            heading.addWidget(paragraph(subtitle, muted=True))
        if chips:
            row = FlowLayout(STEP)
            row.setContentsMargins(0, HALF_STEP, 0, 0)
            for chip in chips:
                row.addWidget(ChipLabel(chip, self._theme))
            heading.addLayout(row)
        self._lines.addLayout(heading)

    def add_next_steps(self, buttons: Sequence[Button], heading: str = "Next under the code", reason: str = "") -> None:
        """The row of what can be done now; the first is the primary one, ``reason`` says why one cannot."""
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        if heading:
            words = QLabel(heading)
            set_text_role(words, "strong")
            lines.addWidget(words)
        row = FlowLayout(STEP)
        for number, button in enumerate(buttons):
            button.set_kind("plain" if number else "primary")
            row.addWidget(button)
        lines.addLayout(row)
        if reason:
            lines.addWidget(paragraph(reason, muted=True))
        self._lines.addWidget(holder)

    def add_section(self, heading: str) -> Section:
        """A new section under what is there."""
        section = Section(heading)
        self._lines.addWidget(section)
        return section

    def add(self, widget: QWidget) -> None:
        """Anything else on its own line."""
        self._lines.addWidget(widget)

    def finish(self) -> None:
        """Show what was built."""
        self._lines.addStretch(1)
        self._scroll.setWidget(self._page)
        self._scroll.verticalScrollBar().setValue(self._old_place)

    def show_nothing(self, words: EmptyWords) -> EmptyState:
        """No record is chosen: say what choosing one would show."""
        self._key = None
        empty = EmptyState(words, self._theme)
        set_style_property(empty, "surface", "page")
        empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll.setWidget(empty)
        return empty

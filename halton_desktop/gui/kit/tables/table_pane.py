"""A table with what belongs around it: the empty state in its place, and one line that says how many there are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.office_table import OfficeTable
from halton_desktop.gui.kit.tables.paged_table_model import PagedTableModel
from halton_desktop.gui.kit.widgets.empty_state import EmptyState, EmptyWords
from halton_desktop.settings import Settings


class TablePane(QWidget):
    """An OfficeTable (``.table``), shown when it has rows; otherwise a sentence and a button.

    ``nothing_yet`` stands when there are no records at all, ``nothing_found`` when a filter lets none through.
    ``singular`` and ``plural`` name what is counted ("parent", "parents").
    """

    empty_button_pressed = Signal()
    """The button of ``nothing_yet``."""
    clear_filter_pressed = Signal()
    """The button of ``nothing_found``."""

    def __init__(
        self,
        name: str,
        model: PagedTableModel[Any],
        settings: Settings,
        theme: Theme,
        *,
        singular: str,
        plural: str,
        nothing_yet: EmptyWords,
        nothing_found: EmptyWords | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._singular, self._plural = singular, plural
        self._nothing_yet = nothing_yet
        self._nothing_found = nothing_found or EmptyWords(
            f"No {plural} match.", "Try fewer words or another filter.", "Show all", "filter"
        )
        self._note = ""
        self.table = OfficeTable(name, model, settings, theme)
        self.table.setAccessibleName(plural.capitalize())
        self.empty = EmptyState(nothing_yet, theme)
        self.count_line = QLabel()
        set_text_role(self.count_line, "muted")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.count_line)
        self.count_line.setContentsMargins(HALF_STEP, 0, HALF_STEP, 0)
        self.empty.pressed.connect(self._on_empty_pressed)
        model.modelReset.connect(self._show_state)
        model.rowsRemoved.connect(lambda: self._show_state())
        self.table.selected_ids_changed.connect(self._show_count)
        self._show_state()

    def set_note(self, note: str) -> None:
        """What the count line adds, for instance "3 overdue"."""
        self._note = note
        self._show_count()

    def _show_state(self) -> None:
        model = self.table.paged
        if model.rowCount():
            self._stack.setCurrentWidget(self.table)
        else:
            self.empty.set_words(self._nothing_found if model.is_filtered else self._nothing_yet)
            self._stack.setCurrentWidget(self.empty)
        self._show_count()

    def _show_count(self) -> None:
        count = self.table.paged.rowCount()
        parts = [f"{count:,} {self._singular if count == 1 else self._plural}"]
        selected = len(self.table.selected_ids())
        if selected > 1:
            parts.append(f"{selected:,} selected")
        if self._note:
            parts.append(self._note)
        self.count_line.setText(" · ".join(parts))
        self.count_line.setVisible(count > 0)

    def _on_empty_pressed(self) -> None:
        if self.empty.words is self._nothing_yet:
            self.empty_button_pressed.emit()
        else:
            self.clear_filter_pressed.emit()

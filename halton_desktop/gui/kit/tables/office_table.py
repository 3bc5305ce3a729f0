"""The one table of the program: roomy rows, remembered columns, sort, copy, type-to-find, Enter opens.

Everything a list needs around it (empty state, count line) is in ``table_pane.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.chip_delegate import ChipDelegate
from halton_desktop.gui.kit.tables.paged_table_model import PagedTableModel
from halton_desktop.gui.kit.tables.row_delegate import RowDelegate
from halton_desktop.gui.kit.tables.table_columns import TableColumns
from halton_desktop.gui.kit.tables.table_selection import TableSelection
from halton_desktop.settings import COPY_WITH_HEADERS, Settings

_LIVE = tuple("=+-@")
_NUMBER = re.compile(r"[+-]?[0-9 .,()]+")
COPIES = "copies"
"""The property of an action that puts something of the office on the clipboard."""


class OfficeTable(QTableView):
    """A view of one PagedTableModel. ``name`` is its place in the settings ("parents/list")."""

    opened = Signal(int)
    """Enter or a double click on the row with this id."""
    current_id_changed = Signal(int)
    """The row under the cursor is now this one; -1 when there is none."""
    selected_ids_changed = Signal()
    find_typed = Signal(str)
    """Somebody began to type over the table: put it into the search field."""

    def __init__(
        self,
        name: str,
        model: PagedTableModel[Any],
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.paged = model
        self._settings = settings
        self._theme = theme
        plain, chips = RowDelegate(theme, self), ChipDelegate(theme, self)
        self._delegates: tuple[RowDelegate, ...] = (plain, chips)
        self.columns = TableColumns(self, name, settings, self._on_first_column_changed)
        self._set_behaviour()
        self.setModel(model)
        self.setItemDelegate(plain)
        for number, column in enumerate(model.columns):
            if column.chip is not None:
                self.setItemDelegateForColumn(number, chips)
        self.selection = TableSelection(self, model)
        self.selection.current_changed.connect(self.current_id_changed)
        self.selection.changed.connect(self.selected_ids_changed)
        self.columns.take(model)
        self._take_row_height()
        theme.changed.connect(self._take_row_height)

    def current_id(self) -> int:
        """The id under the cursor, -1 when there is none."""
        return self.selection.current_id()

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows in the order of the list."""
        return self.selection.ids()

    def select_id(self, record: int) -> bool:
        """Put the cursor on this record and bring it into view; False where it is not in the list."""
        row = self.paged.row_of_id(record)
        if row < 0:
            return False
        index = self.paged.index(row, next(iter(self.columns.shown()), 0))
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def add_row_action(self, text: str, icon: str, act: Callable[[], object]) -> QAction:
        """Add an entry to the rows' own menu; actions already made elsewhere go through ``addAction``."""
        action = QAction(self._theme.icon(icon), text, self)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action

    def copy_selection(self, *, with_headers: bool | None = None) -> None:
        """Put the selected rows on the clipboard: the shown columns, tab between cells, a line for each row."""
        headers = self._settings.get(COPY_WITH_HEADERS) if with_headers is None else with_headers
        text = self.text_of(self.selected_ids(), with_headers=headers)
        if text:
            QGuiApplication.clipboard().setText(text)

    def text_of(self, ids: Sequence[int], *, with_headers: bool) -> str:
        """Rows as a spreadsheet takes them from the clipboard."""
        columns = [self.paged.columns[number] for number in self.columns.shown()]
        lines = ["\t".join(column.title for column in columns)] if with_headers and ids else []
        copied = [column.copied or column.text for column in columns]
        lines += ["\t".join(_for_a_cell(text(row)) for text in copied) for row in self.paged.rows(ids)]
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() >= 0:
            self.opened.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would walk through every row of the model; the search field's index is the better way."""
        if search.strip():
            self.find_typed.emit(search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fill()

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.paged.id_at(index.row())))
        for text, copy in (
            ("Copy", self.copy_selection),
            ("Copy without headings", lambda: self.copy_selection(with_headers=False)),
        ):
            self.add_row_action(text, "copy", copy).setProperty(COPIES, True)

    def _on_first_column_changed(self, number: int) -> None:
        for delegate in self._delegates:
            delegate.first_column = number
        self.viewport().update()

    def _take_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        self.columns.take_text_size()
        self.viewport().update()


def _for_a_cell(text: str) -> str:
    """A cell as one clipboard cell: a tab or line break inside it would start another, an equals sign a formula."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain[:1] in _LIVE and not _NUMBER.fullmatch(plain) else plain

"""What is selected in one table, by id: it stays selected when the list is read again, sorted or filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView

from halton_desktop.gui.kit.tables.paged_table_model import PagedTableModel

_SELECT_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_IN_VIEW = QAbstractItemView.ScrollHint.EnsureVisible


class TableSelection(QObject):
    """Created once ``view`` shows ``model``."""

    current_changed = Signal(int)
    """The id under the cursor is now this one; -1 when there is none."""
    changed = Signal()

    def __init__(self, view: QTableView, model: PagedTableModel[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._kept: list[int] = []
        self._kept_current = -1
        self._resetting = False
        self._kept_scroll, self._in_view = 0, False
        model.watched = self.current_id
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        selection = view.selectionModel()
        selection.currentRowChanged.connect(self._on_current_changed)
        selection.selectionChanged.connect(self._on_changed)

    def current_id(self) -> int:
        """The id under the cursor, -1 when there is none."""
        index = self._view.currentIndex()
        return self._model.id_at(index.row()) if index.isValid() else -1

    def ids(self) -> list[int]:
        """The ids of the selected rows in the order of the list."""
        everything = self._model.ids
        found: list[int] = []
        parts = self._view.selectionModel().selection().toList()
        for top, bottom in sorted({(part.top(), part.bottom()) for part in parts}):
            found.extend(everything[top : bottom + 1])
        return list(dict.fromkeys(found))

    def select(self, ids: Iterable[int]) -> None:
        """Add these rows to the selection; ids that are not in the list are passed over."""
        wanted = set(ids)
        if not wanted:
            return
        selection = QItemSelection()
        last = len(self._model.columns) - 1
        for first_row, last_row in _runs(row for row, record in enumerate(self._model.ids) if record in wanted):
            selection.select(self._model.index(first_row, 0), self._model.index(last_row, last))
        self._view.selectionModel().select(selection, _SELECT_ROWS)

    def _keep(self) -> None:
        self._kept = self.ids()
        self._kept_current = self.current_id()
        self._kept_scroll = self._view.verticalScrollBar().value()
        self._in_view = self._view.viewport().rect().intersects(self._view.visualRect(self._view.currentIndex()))
        self._resetting = True

    def _restore(self) -> None:
        self.select(self._kept)
        self._view.doItemsLayout()  # or there is nowhere to scroll to yet
        row = self._model.row_of_id(self._kept_current)
        self._view.verticalScrollBar().setValue(self._kept_scroll)  # whoever reads on is not taken back to the row
        if row >= 0:
            index = self._model.index(row, 0)
            self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._view.verticalScrollBar().setValue(self._kept_scroll)  # setting the cursor has scrolled to it
            if self._in_view:
                self._view.scrollTo(index, _IN_VIEW)
        self._resetting = False
        if row < 0 and self._kept_current >= 0:
            self.current_changed.emit(-1)
        if self._kept:
            self.changed.emit()

    def _on_current_changed(self) -> None:
        if not self._resetting:
            self.current_changed.emit(self.current_id())
            QTimer.singleShot(0, self._model, self._model.let_go)  # after the view is done with the change

    def _on_changed(self) -> None:
        if not self._resetting:
            self.changed.emit()


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring rows as (first, last)."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last

"""The one table of the program: roomy rows, remembered columns, sort, copy, type-to-find, Enter opens.

Everything a list needs around it (empty state, count line) is in ``table_pane.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from halton_desktop.gui.delegates.chip_delegate import ChipDelegate
from halton_desktop.gui.delegates.row_delegate import CELL_PADDING, RowDelegate
from halton_desktop.gui.models.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.theme import Theme
from halton_desktop.gui.widgets.chip import CHIP_ICON, PADDING
from halton_desktop.settings import COPY_WITH_HEADERS, Settings

_SELECT_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class OfficeTable(QTableView):
    """A view of one PagedTableModel. ``name`` is its place in the settings ("parents/list")."""

    opened = Signal(int)
    """Enter or a double click on the row with this id."""
    current_id_changed = Signal(int)
    """The row under the cursor is now this one; -1 when there is none."""
    selected_ids_changed = Signal()
    find_typed = Signal(str)
    """Somebody began to type over the table: put it into the search field."""

    def __init__(self, name: str, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._settings = settings
        self._theme = theme
        self._paged: PagedTableModel[Any] | None = None
        self._kept_selection: list[int] = []
        self._kept_current = -1
        self._restoring = False
        self._delegates: tuple[RowDelegate, ...] = ()
        self._set_behaviour()
        self._set_header()
        self._take_row_height()
        theme.changed.connect(self._take_row_height)

    # --- the model ----------------------------------------------------------------------------------------------

    def set_model(self, model: PagedTableModel[Any]) -> None:
        """Show this model's rows with the columns as the user left them."""
        self._paged = model
        plain, chips = RowDelegate(self._theme, self), ChipDelegate(self._theme, self)
        self._delegates = (plain, chips)
        self.setItemDelegate(plain)
        for number, column in enumerate(model.columns):
            if column.chip is not None:
                self.setItemDelegateForColumn(number, chips)
        model.modelAboutToBeReset.connect(self._keep_selection)
        self.setModel(model)
        model.modelReset.connect(self._restore_selection)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._on_current_changed)
        selection.selectionChanged.connect(self._on_selection_changed)
        self._restore_columns()
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sort_asked)

    @property
    def paged(self) -> PagedTableModel[Any]:
        """The model it shows."""
        assert self._paged is not None, "set_model comes first"
        return self._paged

    def current_id(self) -> int:
        """The id under the cursor, -1 when there is none."""
        index = self.currentIndex()
        return self.paged.id_at(index.row()) if index.isValid() else -1

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows in the order of the list."""
        ids = self.paged.ids
        found: list[int] = []
        parts = self.selectionModel().selection().toList()
        for top, bottom in sorted({(part.top(), part.bottom()) for part in parts}):
            found.extend(ids[top : bottom + 1])
        return list(dict.fromkeys(found))

    def select_id(self, record: int) -> bool:
        """Put the cursor on this record and bring it into view; False where it is not in the list."""
        row = self.paged.row_of_id(record)
        if row < 0:
            return False
        index = self.paged.index(row, max(0, self.horizontalHeader().logicalIndex(0)))
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    # --- copy ---------------------------------------------------------------------------------------------------

    def copy_selection(self, *, with_headers: bool | None = None) -> None:
        """Put the selected rows on the clipboard: the shown columns, tab between cells, a line for each row."""
        headers = self._settings.get(COPY_WITH_HEADERS) if with_headers is None else with_headers
        text = self.text_of(self.selected_ids(), with_headers=headers)
        if text:
            QGuiApplication.clipboard().setText(text)

    def text_of(self, ids: Sequence[int], *, with_headers: bool) -> str:
        """Rows as a spreadsheet takes them from the clipboard."""
        columns = [self.paged.columns[number] for number in self.shown_columns()]
        lines = ["\t".join(column.title for column in columns)] if with_headers else []
        lines += ["\t".join(_one_line(column.text(row)) for column in columns) for row in self.paged.rows(ids)]
        return "\n".join(lines)

    def shown_columns(self) -> list[int]:
        """Column numbers as they stand on the screen, left to right, without the hidden ones."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [number for number in order if not header.isSectionHidden(number)]

    # --- keys and menus -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() >= 0:
            self.opened.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Qt would walk through every row of the model; the search field's index is the better way."""
        if search.strip():
            self.find_typed.emit(search)

    def column_menu(self) -> QMenu:
        """A tick for every column, and the way back to the first arrangement."""
        menu = QMenu(self)
        header = self.horizontalHeader()
        for number, column in enumerate(self.paged.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(header.isSectionHidden(number) or len(self.shown_columns()) > 1)
            action.toggled.connect(lambda shown, number=number: self._show_column(number, shown=shown))
        menu.addSeparator()
        menu.addAction("Arrange columns as they were", self.reset_columns)
        return menu

    def reset_columns(self) -> None:
        """Widths, order and visibility as the program ships them."""
        header = self.horizontalHeader()
        for number, column in enumerate(self.paged.columns):
            header.moveSection(header.visualIndex(number), number)
            self.setColumnHidden(number, column.hidden)
            self.setColumnWidth(number, self._first_width(column))
        self._fill_width()
        self._keep_columns()

    # --- inside -------------------------------------------------------------------------------------------------

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
        self.add_row_action("Copy", "copy", self.copy_selection)
        self.add_row_action("Copy with headings", "copy", lambda: self.copy_selection(with_headers=True))

    def add_row_action(self, text: str, icon: str, act: Any) -> QAction:
        """Add an entry to the rows' own menu; actions already made elsewhere go through ``addAction``."""
        action = QAction(self._theme.icon(icon), text, self)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action

    def _set_header(self) -> None:
        rows = self.verticalHeader()
        rows.hide()  # asked seven times per row at every reset otherwise
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setStretchLastSection(False)  # the column that grows takes what is spare, see _fill_width
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_column_menu)
        header.setMinimumSectionSize(40)
        header.setAccessibleName("Column headings")

    def _open_column_menu(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _show_column(self, number: int, *, shown: bool) -> None:
        self.setColumnHidden(number, not shown)
        self._fill_width()
        self._keep_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._paged is not None:
            self._fill_width()

    def _first_width(self, column: Column[Any]) -> int:
        """Pixels: room for the heading with its arrow, and for the characters the column asks for."""
        metrics = self.fontMetrics()
        heading = metrics.horizontalAdvance(column.title) * 1.1 + 2 * CELL_PADDING + 20
        content = column.width * metrics.horizontalAdvance("n") + 2 * CELL_PADDING
        if column.chip is not None:
            content += CHIP_ICON + 2 * PADDING + 4
        return round(max(heading, content))

    def _fill_width(self) -> None:
        """Give the spare width to the column that grows (or take it back), so that rows reach the right edge."""
        shown = self.shown_columns()
        if not shown:
            return
        grows = next((number for number in shown if self.paged.columns[number].grows), shown[-1])
        spare = self.viewport().width() - self.horizontalHeader().length()
        least = self._first_width(self.paged.columns[grows])
        self.setColumnWidth(grows, max(least, self.columnWidth(grows) + spare))

    def _layout_name(self) -> str:
        """Columns that come or go in a new version start afresh instead of being arranged wrongly."""
        keys = ",".join(column.key for column in self.paged.columns)
        return f"tables/{self._name}/{hashlib.sha256(keys.encode()).hexdigest()[:8]}"

    def _restore_columns(self) -> None:
        header = self.horizontalHeader()
        state = self._settings.layout(self._layout_name())
        if state.isEmpty() or not header.restoreState(state):
            self.reset_columns()
        else:
            self._take_remembered_order()
        self._show_order()
        self._mark_first_column()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionResized.connect(self._keep_columns)
        header.sectionMoved.connect(self._keep_columns)

    def _take_remembered_order(self) -> None:
        header = self.horizontalHeader()
        number = header.sortIndicatorSection()
        if 0 <= number < len(self.paged.columns) and (key := self.paged.columns[number].sort_key) is not None:
            self.paged.begin_with(Order(key, header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder))

    def _keep_columns(self) -> None:
        self._mark_first_column()
        self._settings.set_layout(self._layout_name(), self.horizontalHeader().saveState())

    def _mark_first_column(self) -> None:
        first = next(iter(self.shown_columns()), 0)
        for delegate in self._delegates:
            delegate.first_column = first

    def _show_order(self) -> None:
        order = self.paged.order
        for number, column in enumerate(self.paged.columns):
            if column.sort_key == order.key:
                way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(number, way)
                return
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _on_sort_asked(self, number: int, way: Qt.SortOrder) -> None:
        if number >= 0 and self.paged.columns[number].sort_key is None:
            self._show_order()  # the heading is not one to sort by: the arrow goes back
            return
        self.paged.sort(number, way)
        self._keep_columns()

    def _keep_selection(self) -> None:
        self._kept_selection = self.selected_ids()
        self._kept_current = self.current_id()
        self._restoring = True

    def _restore_selection(self) -> None:
        self._restoring = False
        self._select_ids(self._kept_selection)
        row = self.paged.row_of_id(self._kept_current)
        if row >= 0:
            index = self.paged.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        elif self._kept_current >= 0:
            self.current_id_changed.emit(-1)

    def _select_ids(self, ids: Iterable[int]) -> None:
        wanted = set(ids)
        if not wanted:
            return
        selection = QItemSelection()
        last = len(self.paged.columns) - 1
        for first_row, last_row in _runs(row for row, record in enumerate(self.paged.ids) if record in wanted):
            selection.select(self.paged.index(first_row, 0), self.paged.index(last_row, last))
        self.selectionModel().select(selection, _SELECT_ROWS)

    def _on_current_changed(self) -> None:
        if not self._restoring:
            self.current_id_changed.emit(self.current_id())

    def _on_selection_changed(self) -> None:
        if not self._restoring:
            self.selected_ids_changed.emit()

    def _take_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        self.viewport().update()


def _one_line(text: str) -> str:
    """A cell as one clipboard cell: a tab or a line break inside it would start another."""
    return " ".join(text.split())


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
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

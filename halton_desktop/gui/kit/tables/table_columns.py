"""The columns of one table: widths, order, visibility and sorting, remembered between sessions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.tables.row_delegate import CELL_PADDING
from halton_desktop.gui.kit.widgets.chip import CHIP_ICON, PADDING
from halton_desktop.settings import Settings

LEAST_WIDTH = 40
ARROW_ROOM = 20
GIVES_WAY_TO = 0.6
"""Of its first width: so far the column that grows gives way before the table scrolls sideways."""


class TableColumns(QObject):
    """Looks after the heading of ``view``; ``first_changed(number)`` hears which column stands leftmost."""

    def __init__(self, view: QTableView, name: str, settings: Settings, first_changed: Callable[[int], None]) -> None:
        super().__init__(view)
        self._view = view
        self._name = name
        self._settings = settings
        self._first_changed = first_changed
        self._paged: PagedTableModel[Any] | None = None
        self._header = view.horizontalHeader()
        self._text_width = view.fontMetrics().horizontalAdvance("n" * 20)
        self._set_behaviour()

    def take(self, model: PagedTableModel[Any]) -> None:
        """Arrange the columns of a model the view already shows as the user left them, and sort as they did."""
        self._paged = model
        state = self._settings.layout(self._layout_name())
        if state.isEmpty() or not self._header.restoreState(state):
            self.reset()
        else:
            self._take_remembered_order()
        self._show_order()
        self._keep()
        self._header.setSectionsClickable(True)
        self._header.setSortIndicatorShown(True)
        self._header.sectionResized.connect(self._keep)
        self._header.sectionMoved.connect(self._keep)
        self._header.sortIndicatorChanged.connect(self._on_sort_asked)

    def shown(self) -> list[int]:
        """Column numbers as they stand on the screen, left to right, without the hidden ones."""
        order = (self._header.logicalIndex(place) for place in range(self._header.count()))
        return [number for number in order if not self._header.isSectionHidden(number)]

    def menu(self) -> QMenu:
        """A tick for every column, and the way back to the first arrangement."""
        menu = QMenu(self._view)
        shown = self.shown()
        for number, column in enumerate(self._columns()):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(number in shown)
            action.setEnabled(number not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, number=number: self.show_column(number, shown=on))
        menu.addSeparator()
        menu.addAction("Arrange columns as they were", self.reset)
        return menu

    def show_column(self, number: int, *, shown: bool) -> None:
        """Show or hide one column."""
        self._view.setColumnHidden(number, not shown)
        self.fill()
        self._keep()

    def reset(self) -> None:
        """Widths, order and visibility as the program ships them."""
        for number, column in enumerate(self._columns()):
            self._header.moveSection(self._header.visualIndex(number), number)
            self._view.setColumnHidden(number, column.hidden)
            self._view.setColumnWidth(number, self._first_width(column))
        self.fill()
        self._keep()

    def fill(self) -> None:
        """Give the spare width to the column that grows (or take it back), so that rows reach the right edge."""
        shown = self.shown()
        if not shown:
            return
        columns = self._columns()
        grows = next((number for number in shown if columns[number].grows), shown[-1])
        spare = self._view.viewport().width() - self._header.length()
        least = round(self._first_width(columns[grows]) * GIVES_WAY_TO)
        self._view.setColumnWidth(grows, max(least, self._view.columnWidth(grows) + spare))

    def take_text_size(self) -> None:
        """Widths grow and shrink with the text."""
        now = self._view.fontMetrics().horizontalAdvance("n" * 20)
        if now != self._text_width:
            ratio, self._text_width = now / self._text_width, now
            for number in range(len(self._columns())):
                self._view.setColumnWidth(number, round(self._view.columnWidth(number) * ratio))
            self.fill()

    # --- inside -------------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[Any], ...]:
        return () if self._paged is None else self._paged.columns

    def _set_behaviour(self) -> None:
        header = self._header
        header.setSectionsMovable(True)
        header.setStretchLastSection(False)  # the column that grows takes what is spare, see fill
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setAccessibleName("Column headings")
        rows = self._view.verticalHeader()
        rows.hide()  # asked seven times per row at every reset otherwise
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _first_width(self, column: Column[Any]) -> int:
        """Pixels: room for the heading with its arrow, and for the characters the column asks for."""
        metrics = self._view.fontMetrics()
        heading = metrics.horizontalAdvance(column.title) * 1.1 + 2 * CELL_PADDING + ARROW_ROOM
        content = column.width * metrics.horizontalAdvance("n") + 2 * CELL_PADDING
        if column.chip is not None:
            content += CHIP_ICON + 2 * PADDING + 4
        return round(max(heading, content))

    def _layout_name(self) -> str:
        """Columns that come or go in a new version start afresh, and each size of text has its own widths."""
        keys = ",".join(column.key for column in self._columns())
        size = round(self._view.font().pointSizeF())
        return f"tables/{self._name}/{hashlib.sha256(keys.encode()).hexdigest()[:8]}-{size}"

    def _keep(self) -> None:
        self._first_changed(next(iter(self.shown()), 0))
        self._settings.set_layout(self._layout_name(), self._header.saveState())

    def _take_remembered_order(self) -> None:
        number = self._header.sortIndicatorSection()
        columns = self._columns()
        if self._paged is not None and 0 <= number < len(columns) and (key := columns[number].sort_key) is not None:
            self._paged.order = Order(key, self._header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)

    def _show_order(self) -> None:
        if self._paged is None:
            return
        order = self._paged.order
        section = next((n for n, column in enumerate(self._columns()) if column.sort_key == order.key), -1)
        way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(section, way)

    def _on_sort_asked(self, number: int, way: Qt.SortOrder) -> None:
        if self._paged is None:
            return
        if number >= 0 and self._columns()[number].sort_key is None:
            self._show_order()  # the heading is not one to sort by: the arrow goes back
            return
        self._paged.sort(number, way)
        self._keep()

    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(place))

"""Paints the cells of every table: roomy, one hairline under each row, a pale ground and an accent bar when selected.

Qt's own delegate asks a model seven questions per cell, and over a Python model the questions are what costs. This
one asks the paged model once per cell and draws the text itself, which is faster although it is written in Python.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import PagedTableModel

CELL_PADDING = 8
BAR_WIDTH = 3

_SELECTED = QStyle.StateFlag.State_Selected
_HOVER = QStyle.StateFlag.State_MouseOver
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """For views whose model is a :class:`PagedTableModel`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.first_column = 0
        """The column that stands leftmost now: it carries the bar of a selected row."""
        self._take_colours()
        theme.changed.connect(self._take_colours)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = self.paint_ground(painter, option, index)
        model = index.model()
        assert isinstance(model, PagedTableModel)
        row = model.row_at(index.row())
        if row is None:
            return
        column = model.columns[index.column()]
        text = column.text(row)
        if not text:
            return
        rect.adjust(CELL_PADDING, 0, -CELL_PADDING, 0)
        role = column.colour(row) if callable(column.colour) else column.colour
        painter.setPen(self.theme.colour(role) if role else self._text)
        shown = option.fontMetrics.elidedText(text, _ELIDE, rect.width())
        painter.drawText(rect, _RIGHT if column.right else _LEFT, shown)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRect:
        """The cell's ground: selection, hover, the rule under the row, the bar at the left. Returns the cell."""
        rect: QRect = option.rect
        state = option.state
        if state & _SELECTED:
            painter.fillRect(rect, self._selected)
            if index.column() == self.first_column:
                painter.fillRect(rect.x(), rect.y(), BAR_WIDTH, rect.height(), self._accent)
        elif state & _HOVER:
            painter.fillRect(rect, self._hover)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._rule)
        return rect

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data() or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * CELL_PADDING + 2
        return QSize(width, self.theme.row_height)

    def _take_colours(self) -> None:
        self._text: QColor = self.theme.colour("text")
        self._accent = self.theme.colour("accent")
        self._selected = self.theme.colour("selected")
        self._hover = self.theme.colour("hover")
        self._rule = self.theme.colour("row_rule")

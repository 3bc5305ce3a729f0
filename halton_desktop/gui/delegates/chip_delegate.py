"""Paints a status column's cells as chips."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from halton_desktop.gui.delegates.row_delegate import CELL_PADDING, RowDelegate
from halton_desktop.gui.models.paged_table_model import CHIP
from halton_desktop.gui.widgets.chip import Chip, chip_size, paint_chip


class ChipDelegate(RowDelegate):
    """Draws the row's ground like every other cell, then the cell's chip (``CHIP`` role), if it has one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        chip = index.data(CHIP)
        if not isinstance(chip, Chip):
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        painter.setFont(option.font)
        paint_chip(painter, option.rect.adjusted(CELL_PADDING, 0, -2, 0), chip, self.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        chip = index.data(CHIP)
        if not isinstance(chip, Chip):
            return super().sizeHint(option, index)
        size = chip_size(chip, option.fontMetrics)
        return QSize(size.width() + 2 * CELL_PADDING, size.height())

"""Paints a status column's cells as chips."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import CHIP
from halton_desktop.gui.kit.tables.row_delegate import CELL_PADDING, RowDelegate
from halton_desktop.gui.kit.widgets.chip import Chip, chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex


class ChipDelegate(RowDelegate):
    """Draws the row's ground like every other cell, then the cell's chip (``CHIP`` role), if it has one.

    A list has a handful of different chips: each is drawn once and kept as a picture until theme or font change.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._pictures: dict[tuple[Chip, int, int, float], QPixmap] = {}
        theme.changed.connect(self._pictures.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chip = index.data(CHIP)
        if not isinstance(chip, Chip):
            super().paint(painter, option, index)
            return
        cell = self.paint_ground(painter, option, index)
        room = QSize(cell.width() - CELL_PADDING - 2, cell.height())
        if room.width() > 0:
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(cell.x() + CELL_PADDING, cell.y(), self._picture(chip, room, scale, option))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        chip = index.data(CHIP)
        if not isinstance(chip, Chip):
            return super().sizeHint(option, index)
        size = chip_size(chip, option.fontMetrics)
        return QSize(size.width() + 2 * CELL_PADDING, size.height())

    def _picture(self, chip: Chip, room: QSize, scale: float, option: QStyleOptionViewItem) -> QPixmap:
        size = QSize(min(room.width(), chip_size(chip, option.fontMetrics).width()), room.height())
        key = (chip, size.width(), size.height(), scale)
        if key not in self._pictures:
            self._pictures[key] = self._draw(chip, size, scale, option)
        return self._pictures[key]

    def _draw(self, chip: Chip, size: QSize, scale: float, option: QStyleOptionViewItem) -> QPixmap:
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(option.font)
        paint_chip(painter, QRect(0, 0, size.width(), size.height()), chip, self.theme)
        painter.end()
        return picture

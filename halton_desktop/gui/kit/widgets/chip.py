"""A status chip: icon, word and colour together, so that colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from halton_desktop.gui.kit.looks.look import CORNER, HALF_STEP, ColourRole
from halton_desktop.gui.kit.looks.theme import Theme

CHIP_ICON = 16
PADDING = 7


@dataclass(frozen=True, slots=True)
class Chip:
    """What a chip says: a word or two, the colour role and the icon's office name."""

    text: str
    role: ColourRole = "muted"
    icon: str = "info"


def chip_size(chip: Chip, metrics: QFontMetrics) -> QSize:
    """How large a chip is in this font, in logical pixels."""
    width = PADDING + CHIP_ICON + HALF_STEP + metrics.horizontalAdvance(chip.text) + PADDING + 1
    return QSize(width, max(CHIP_ICON, metrics.height()) + 2 * HALF_STEP - 2)


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, theme: Theme) -> None:
    """Paint a chip at the left of ``rect``, centred vertically, its word shortened where there is no room."""
    metrics = painter.fontMetrics()
    size = chip_size(chip, metrics)
    width = min(size.width(), rect.width())
    box = QRect(rect.x(), rect.y() + (rect.height() - size.height()) // 2, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tint(chip.role))
    painter.drawRoundedRect(QRectF(box), CORNER - 1, CORNER - 1)
    scale = painter.device().devicePixelRatioF()
    pixmap = theme.pixmap(chip.icon, chip.role, CHIP_ICON, scale)
    painter.drawPixmap(box.x() + PADDING, box.y() + (box.height() - CHIP_ICON) // 2, pixmap)
    painter.setPen(theme.colour(chip.role))
    words = box.adjusted(PADDING + CHIP_ICON + HALF_STEP, 0, -PADDING + 1, 0)
    text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class ChipLabel(QWidget):
    """A chip as a widget, for title lines and forms."""

    def __init__(self, chip: Chip, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(chip)
        theme.changed.connect(self.update)

    @property
    def chip(self) -> Chip:
        """What it says now."""
        return self._chip

    def set_chip(self, chip: Chip) -> None:
        """Say something else."""
        self._chip = chip
        self.setAccessibleName(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._chip, self.fontMetrics())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._chip, self._theme)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

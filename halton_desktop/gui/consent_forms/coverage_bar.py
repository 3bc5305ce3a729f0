"""How many have done something, as a bar with its words: "Year 8   142 of 180   79 %"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP
from halton_desktop.gui.kit.looks.theme import Theme

BAR_HEIGHT = 8
LABEL_SHARE, NUMBER_SHARE = 0.24, 0.26
"""Of the width: the name at the left, the numbers at the right; the bar has the rest."""
LEAST_WIDTH = 320


@dataclass(frozen=True)
class CoverageBarLine:
    """``done`` of ``total`` in one group; ``key`` is what a click hands back, ``note`` stands under the bar."""

    key: str
    label: str
    done: int
    total: int
    note: str = ""

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 means all."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def words(self) -> str:
        """The bar read aloud."""
        said = f"{self.label}: {self.done:,} of {self.total:,}, {self.percent} per cent"
        return f"{said}; {self.note}" if self.note else said


class CoverageBar(QWidget):
    """One line; a click or Enter asks to see who is behind it."""

    pressed = Signal(str)

    def __init__(self, coverage: CoverageBarLine, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._coverage = coverage
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_coverage(coverage)
        theme.changed.connect(self.update)

    def set_coverage(self, coverage: CoverageBarLine) -> None:
        """Show other numbers."""
        self._coverage = coverage
        self.setAccessibleName(coverage.words)
        self.setToolTip(coverage.note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if self._coverage.note else 1
        return QSize(LEAST_WIDTH, lines * self.fontMetrics().height() + 2 * HALF_STEP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(STEP, 0, -STEP, 0)
        if self._coverage.note:
            inside = self._paint_note(painter, inside)
        left, right = round(inside.width() * LABEL_SHARE), round(inside.width() * NUMBER_SHARE)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.colour("text"))
        label = painter.fontMetrics().elidedText(self._coverage.label, Qt.TextElideMode.ElideRight, left - STEP)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, label)
        painter.setPen(self._theme.colour("muted"))
        numbers = f"{self._coverage.done:,} of {self._coverage.total:,}"
        painter.drawText(
            inside.adjusted(0, 0, -self._percent_width(), 0), middle | Qt.AlignmentFlag.AlignRight, numbers
        )
        painter.setPen(self._theme.colour("text"))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, f"{self._coverage.percent} %")
        top = inside.y() + (inside.height() - BAR_HEIGHT) / 2
        ground = QRectF(inside.x() + left, top, inside.width() - left - right, BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("row_rule"))
        painter.drawRoundedRect(ground, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if self._coverage.done and self._coverage.total:
            share = min(1.0, self._coverage.done / self._coverage.total)
            painter.setBrush(self._theme.colour("accent"))
            done = QRectF(ground.x(), top, max(BAR_HEIGHT, ground.width() * share), BAR_HEIGHT)
            painter.drawRoundedRect(done, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), HALF_STEP, HALF_STEP)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self._coverage.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._coverage.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _paint_note(self, painter: QPainter, inside: QRect) -> QRect:
        """Write the note along the bottom and give back the room above it."""
        below = inside.adjusted(0, inside.height() // 2, 0, -HALF_STEP)
        painter.setPen(self._theme.colour("muted"))
        note = painter.fontMetrics().elidedText(self._coverage.note, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, note)
        return inside.adjusted(0, HALF_STEP, 0, -(inside.height() // 2))

    def _percent_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("100 %") + STEP


class CoverageBars(QWidget):
    """Several bars under each other, the order given; ``pressed`` carries the key of the one chosen."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: dict[str, CoverageBar] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(HALF_STEP)

    def show_coverage(self, coverage: Sequence[CoverageBarLine]) -> None:
        """Show these; bars that stay are changed in place, so the focus stays too."""
        wanted = {one.key for one in coverage}
        for key in [key for key in self._bars if key not in wanted]:
            self._bars.pop(key).deleteLater()
        for place, one in enumerate(coverage):
            if one.key not in self._bars:
                bar = CoverageBar(one, self._theme)
                bar.pressed.connect(self.pressed)
                self._bars[one.key] = bar
            self._bars[one.key].set_coverage(one)
            self._lines.insertWidget(place, self._bars[one.key])

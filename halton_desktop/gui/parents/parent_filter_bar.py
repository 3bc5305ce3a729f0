"""Above the list of parents: search as one types, and the four filters an office asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.register import Acknowledged, ParentFilter
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.looks.theme import Theme

WAIT = 120
"""Milliseconds after the last key before the list is read again."""
LEAST_SEARCH_WIDTH = 180
POPUP_PADDING = 48
"""Room beside the longest choice for the list's own edges and its scroll bar."""


class ParentFilterBar(QWidget):
    """``changed`` carries a ParentFilter; ``entered`` says that Enter or Down was pressed in the search field."""

    changed = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.search = _SearchLine()
        self.search.setPlaceholderText("Name, child, form, telephone or postcode")
        self.search.setAccessibleName("Search parents")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(LEAST_SEARCH_WIDTH)
        self.search.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.year = _choice("Year group", 8, [("Any year", "")])
        self.capacity = _choice("Capacity", 12, [("Any capacity", None), *((_capital(c.value), c) for c in Capacity)])
        self.acknowledged = _choice(
            "Code of conduct", 12, [("Any answer", None), *((_capital(word.value), word) for word in Acknowledged)]
        )
        self.blocked = QCheckBox("&Blocked or held")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.entered.connect(self._on_entered)
        for box in (self.year, self.capacity, self.acknowledged):
            box.currentIndexChanged.connect(lambda _index: self._tell())
        self.blocked.toggled.connect(lambda _on: self._tell())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.search, 1)
        for widget in (self.year, self.capacity, self.acknowledged):
            layout.addWidget(widget)
        layout.addSpacing(GROUP - STEP)
        layout.addWidget(self.blocked)

    @property
    def filter(self) -> ParentFilter:
        """What is asked for now."""
        capacity, word = self.capacity.currentData(), self.acknowledged.currentData()  # Qt keeps them as plain text
        return ParentFilter(
            words=self.search.text().strip(),
            capacity=Capacity(capacity) if capacity else None,
            year_group=self.year.currentData() or "",
            acknowledged=Acknowledged(word) if word else None,
            blocked=self.blocked.isChecked(),
        )

    def set_years(self, years: Sequence[str]) -> None:
        """The year groups there are now; the one chosen stays where it can."""
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem("Any year", "")
        for year in years:
            self.year.addItem(f"Year {year}" if year[:1].isdigit() else year, year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.year.blockSignals(False)

    def clear(self) -> None:
        """Show everybody."""
        for widget in (self.search, self.year, self.capacity, self.acknowledged, self.blocked):
            widget.blockSignals(True)
        self.search.clear()
        for box in (self.year, self.capacity, self.acknowledged):
            box.setCurrentIndex(0)
        self.blocked.setChecked(False)
        for widget in (self.search, self.year, self.capacity, self.acknowledged, self.blocked):
            widget.blockSignals(False)
        self._tell()

    def _on_entered(self) -> None:
        if self._timer.isActive():
            self._tell()
        self.entered.emit()

    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit(self.filter)


class _SearchLine(QLineEdit):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _choice(name: str, characters: int, choices: Sequence[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(characters)
    view = box.view()
    view.setTextElideMode(Qt.TextElideMode.ElideNone)
    for text, value in choices:
        box.addItem(text, value)
    widest = max(box.fontMetrics().horizontalAdvance(text) for text, _value in choices)
    view.setMinimumWidth(widest + POPUP_PADDING)
    return box


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

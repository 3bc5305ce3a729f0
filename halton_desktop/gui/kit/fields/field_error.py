"""Errors in words under the field they are about; the first one gets the focus, nothing typed is cleared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.looks.look import HALF_STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role


class FieldErrors(QObject):
    """Maps the field names of ``InvalidInput`` to the widgets of one form.

    Each widget gets, in its place in the layout, a small column of itself and the (hidden) error under it; this works
    for widgets of Designer forms in any layout and for ones made in code, once they are in a layout.
    """

    def __init__(self, fields: Mapping[str, QWidget], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._hints: dict[str, str] = {}
        for name, widget in fields.items():
            self.add(name, widget)

    def add(self, name: str, widget: QWidget) -> None:
        """Take one more field under its name."""
        label = QLabel()
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_text_role(label, "error")
        label.hide()
        _put_under(widget, label)
        if isinstance(widget, DayField):
            widget.words.setMinimumHeight(widget.words.fontMetrics().height())  # or the form jumps as one types
            self._say_under(label, widget.words)
        self._fields[name] = widget
        self._labels[name] = label
        _when_edited(widget, lambda *_: self.clear_field(name))

    def hint(self, name: str, text: str) -> None:
        """Say something about a field for good, between it and its error."""
        label, widget = QLabel(text), self._fields[name]
        label.setWordWrap(True)
        set_text_role(label, "muted")
        widget.setAccessibleDescription(text)
        self._hints[name] = text
        self._say_under(self._labels[name], label)

    def show(self, errors: InvalidInput | Iterable[InvalidInput]) -> bool:
        """Show one or several; focus goes to the topmost. False when some name no field here (say it elsewhere)."""
        self.clear()
        all_placed = True
        first: QWidget | None = None
        for error in [errors] if isinstance(errors, InvalidInput) else errors:
            if error.field not in self._fields:
                all_placed = False
                continue
            self._show_one(error)
            widget = self._fields[error.field]
            if first is None or _top(widget) < _top(first):
                first = widget
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return all_placed

    def clear(self) -> None:
        """Take all errors away."""
        for name in self._fields:
            self.clear_field(name)

    def clear_field(self, name: str) -> None:
        """Take one field's error away: it is being mended."""
        label = self._labels[name]
        if not label.isHidden():
            label.hide()
            label.clear()
            set_style_property(self._fields[name], "invalid", False)
            self._fields[name].setAccessibleDescription(self._hints.get(name, ""))

    def text_of(self, name: str) -> str:
        """The error standing under a field, "" when there is none."""
        return self._labels[name].text()

    def _say_under(self, error: QLabel, words: QLabel) -> None:
        column = error.parentWidget()
        lines = column.layout() if column is not None else None
        assert isinstance(lines, QVBoxLayout), "a field stands in a column of its own"
        lines.insertWidget(lines.count() - 1, words)

    def _show_one(self, error: InvalidInput) -> None:
        text = f"{error.message} {error.advice}".strip()
        self._labels[error.field].setText(text)
        self._labels[error.field].show()
        widget = self._fields[error.field]
        set_style_property(widget, "invalid", True)
        widget.setAccessibleDescription(text)


def _put_under(widget: QWidget, label: QLabel) -> None:
    parent = widget.parentWidget()
    layout = _holding(parent.layout() if parent is not None else None, widget)
    column = QWidget(parent)
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(HALF_STEP)
    if layout is not None:
        _put_in_place(layout, widget, column)
    column.setSizePolicy(widget.sizePolicy())
    lines.addWidget(widget)
    lines.addWidget(label)


def _holding(layout: QLayout | None, widget: QWidget) -> QLayout | None:
    """The layout a widget is in directly, which may be nested."""
    if layout is None or layout.indexOf(widget) >= 0:
        return layout
    items = (layout.itemAt(place) for place in range(layout.count()))
    inner = (_holding(item.layout(), widget) for item in items if item is not None and item.layout() is not None)
    return next((found for found in inner if found is not None), None)


def _put_in_place(layout: QLayout, widget: QWidget, column: QWidget) -> None:
    """Put a column where a widget was. ``QLayout.replaceWidget`` would do, but it leaves the old item alive, and then
    the widget tells that one, not its new item, that it needs more room: a field that grows would be cut off.
    """
    place = layout.indexOf(widget)
    if isinstance(layout, QBoxLayout):
        stretch = layout.stretch(place)
        layout.removeWidget(widget)
        layout.insertWidget(place, column, stretch)
    elif isinstance(layout, QGridLayout):
        position = cast("tuple[int, int, int, int]", layout.getItemPosition(place))  # row, column and their spans
        layout.removeWidget(widget)
        layout.addWidget(column, *position)
    else:
        layout.replaceWidget(widget, column)


def _when_edited(widget: QWidget, act: object) -> None:
    if isinstance(widget, QLineEdit):
        widget.textEdited.connect(act)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        widget.textChanged.connect(act)
    elif isinstance(widget, QComboBox):
        widget.currentTextChanged.connect(act)
    elif isinstance(widget, QAbstractSpinBox):
        line = widget.findChild(QLineEdit)
        if line is not None:
            line.textChanged.connect(act)


def _top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().topLeft()).y()

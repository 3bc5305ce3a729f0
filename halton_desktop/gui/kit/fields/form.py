"""A form made in code: labels above fields, one column, two short fields side by side where it reads well."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from halton_desktop.gui.kit.fields.field_error import FieldErrors
from halton_desktop.gui.kit.looks.look import FORM_LEAST_WIDTH, FORM_WIDTH, GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role

W = TypeVar("W", bound=QWidget)


class FieldForm(QWidget):
    """Add fields top to bottom; ``errors`` knows each by the name it was added under."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(FORM_WIDTH)
        self.setMinimumWidth(FORM_LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.errors = FieldErrors({}, self)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GROUP)

    def add(self, name: str, label: str, field: W, hint: str = "") -> W:
        """Put a field under the ones before it and hand it back. ``label`` may carry an & for Alt."""
        self._lines.addWidget(self._labelled(name, label, field, hint))
        return field

    def add_beside(self, *fields: tuple[str, str, QWidget]) -> None:
        """Put short fields (name, label, field) on one line."""
        line = QHBoxLayout()
        line.setSpacing(GROUP)
        for name, label, field in fields:
            line.addWidget(self._labelled(name, label, field, ""), 1, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(line)

    def add_widget(self, widget: QWidget) -> None:
        """Put anything else on its own line."""
        self._lines.addWidget(widget)

    def _labelled(self, name: str, label: str, field: QWidget, hint: str) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        words = QLabel(label)
        words.setBuddy(field)
        lines.addWidget(words)
        lines.addWidget(field)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        if hint:
            explanation = QLabel(hint)
            explanation.setWordWrap(True)
            set_text_role(explanation, "muted")
            lines.addWidget(explanation)
            field.setAccessibleDescription(hint)
        if isinstance(field, QAbstractSpinBox):
            pad_number_field(field)
        self.errors.add(name, field)
        return holder


def pad_number_field(field: QAbstractSpinBox) -> None:
    """Keep the digits off the left edge: the style sheet's padding does not reach into Qt's spin boxes."""
    field.lineEdit().setTextMargins(STEP, 0, 0, 0)

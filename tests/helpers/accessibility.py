"""Finds controls that a screen reader could not name."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def without_name(window: QWidget) -> list[str]:
    """Class and object name of every control in ``window`` that has nothing to be read aloud.

    Controls on pages behind the one in front count; a control that is itself hidden says nothing to anybody.
    """
    return [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not widget.isHidden()
        and not _is_part_of_another(widget)
        and not spoken_name(widget)
    ]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says first: the accessible name, or the text, or the label whose buddy it is."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _is_part_of_another(widget: QWidget) -> bool:
    """The line edit inside a spin box, the button inside a line edit, the heading of a table, Qt's own parts."""
    if widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView):
        return True
    inside = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView)
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, inside):
            return True
        parent = parent.parentWidget()
    return False

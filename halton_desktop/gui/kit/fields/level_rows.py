"""Fields that share a line stay level at the top when one of them gets an error under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget


def keep_rows_level(form: QWidget) -> None:
    """Call once a Designer form is set up; Designer itself cannot align a layout inside a row."""
    for row in form.findChildren(QHBoxLayout):
        for number in range(row.count()):
            item = row.itemAt(number)
            if item is not None and isinstance(item.layout(), QLayout):
                item.setAlignment(Qt.AlignmentFlag.AlignTop)

"""What the filters above a list are set to, to be put back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget


def way_back(bar: QWidget) -> Callable[[], None]:
    """What puts every field of a bar back to what it holds now."""
    lines = [(line, line.text()) for line in bar.findChildren(QLineEdit)]
    boxes = [(box, box.currentText()) for box in bar.findChildren(QComboBox)]
    ticks = [(tick, tick.isChecked()) for tick in bar.findChildren(QCheckBox)]

    def put_back() -> None:
        for box, chosen in boxes:
            box.setCurrentText(chosen)
        for tick, on in ticks:
            tick.setChecked(on)
        for line, text in lines:
            line.setText(text)

    return put_back

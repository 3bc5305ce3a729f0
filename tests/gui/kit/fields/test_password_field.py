"""Password fields: dots until asked, Caps Lock noticed, and never anything left for "Close without saving?"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.fields.password_field import CAPS_LOCK_IS_ON, PasswordEye
from halton_desktop.gui.kit.looks.theme import Theme


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> Iterator[QLineEdit]:
    """A field with its hint under it, shown."""
    holder = QWidget()
    field, hint = QLineEdit(), QLabel()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    layout = QVBoxLayout(holder)
    layout.addWidget(field)
    layout.addWidget(hint)
    PasswordEye(field, theme, hint)
    qtbot.addWidget(holder)
    holder.show()
    yield field
    holder.hide()


def hint(field: QLineEdit) -> str:
    label = field.window().findChild(QLabel)
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_the_eye_shows_and_hides_by_mouse_and_by_keyboard(qtbot: QtBot, field: QLineEdit) -> None:
    eye = field.actions()[0]
    eye.trigger()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_a_capital_without_shift_tells_that_caps_lock_is_on(qtbot: QtBot, field: QLineEdit) -> None:
    qtbot.keyClicks(field, "a")
    assert hint(field) == ""
    qtbot.keyClick(field, "A", Qt.KeyboardModifier.NoModifier)
    assert hint(field) == CAPS_LOCK_IS_ON
    qtbot.keyClick(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert hint(field) == ""
    qtbot.keyClick(field, "7")
    assert hint(field) == ""

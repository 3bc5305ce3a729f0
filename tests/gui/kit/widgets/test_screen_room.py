"""The screen is never asked of a widget: PySide would take the screen away together with it."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.widgets.screen_room import room_on_screen, screen_of

GUI = Path(__file__).parents[4] / "halton_desktop" / "gui"


def test_no_screen_is_asked_of_a_widget() -> None:
    asking = [
        f"{file.name}:{node.lineno}"
        for file in GUI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "screen"
    ]
    assert asking == []


def test_the_room_is_that_of_the_screen_the_widget_is_on(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    assert screen_of(widget).name() == QGuiApplication.primaryScreen().name()
    assert room_on_screen(widget) == QGuiApplication.primaryScreen().availableGeometry().size()
    widget.move(-100_000, 0)
    assert screen_of(widget).name() == QGuiApplication.primaryScreen().name(), "off every screen"

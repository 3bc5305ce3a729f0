"""Errors under their fields: a field that grows still gets the room it needs."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.fields.field_error import FieldErrors
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout

ROW = 40


def test_a_field_that_grows_after_it_was_given_its_error_gets_the_room(qtbot: QtBot) -> None:
    page, field = QWidget(), QWidget()
    rows = QVBoxLayout(field)
    adding = FlowLayout(ROW)  # its height depends on the width, as in the field for people
    adding.addWidget(QLabel("Not yet known"))
    rows.addLayout(adding)
    lines = QVBoxLayout(page)
    lines.addWidget(field)
    lines.addStretch(1)
    page.resize(300, 300)
    qtbot.addWidget(page)
    FieldErrors({"people": field}, page)
    with qtbot.waitExposed(page):
        page.show()
    before = field.height()

    for _ in range(3):
        row = QLabel("O’Brien")
        row.setFixedHeight(ROW)
        rows.insertWidget(0, row)

    qtbot.waitUntil(lambda: field.height() >= before + 3 * ROW)

"""Every choice of the incident filters reaches the list in the types the store understands."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from halton_desktop.domain.incident import ContentFlag, Platform
from halton_desktop.gui.desk import Desk
from halton_desktop.gui.widgets.incident_filter_bar import IncidentFilterBar


def test_platform_and_content_come_back_as_what_they_are(qtbot: QtBot, desk: Desk) -> None:
    """Qt's lists keep an enumeration of texts as plain text, on which the store stumbled."""
    bar = IncidentFilterBar(desk.theme, date(2026, 11, 23), user_id=1)
    qtbot.addWidget(bar)
    bar.platform.setCurrentIndex(1)
    bar.flag.setCurrentIndex(1)
    assert isinstance(bar.wanted.platform, Platform)
    assert isinstance(bar.wanted.flag, ContentFlag)

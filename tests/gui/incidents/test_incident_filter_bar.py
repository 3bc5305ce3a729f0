"""Every choice of the incident filters reaches the list in the types the store understands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from halton_desktop.domain.incidents.incident import ContentFlag, Platform
from halton_desktop.gui.incidents.incident_filter_bar import IncidentFilterBar
from halton_desktop.gui.kit.app_context import AppContext
from tests.factories import NOW, StandingClock, make_office


def test_platform_and_content_come_back_as_what_they_are(qtbot: QtBot, context: AppContext, tmp_path: Path) -> None:
    """Qt's lists keep an enumeration of texts as plain text, on which the store stumbled."""
    session = make_office(tmp_path / "office")
    bar = IncidentFilterBar(context, session)
    qtbot.addWidget(bar)
    bar.platform.setCurrentIndex(1)
    bar.flag.setCurrentIndex(1)
    assert isinstance(bar.wanted.platform, Platform)
    assert isinstance(bar.wanted.flag, ContentFlag)
    session.close()


def test_after_midnight_today_is_the_new_day(qtbot: QtBot, context: AppContext, tmp_path: Path) -> None:
    session = make_office(tmp_path / "office")
    bar = IncidentFilterBar(context, session)
    qtbot.addWidget(bar)
    bar.due.setCurrentIndex(bar.due.findData("overdue"))
    bar.dates.setCurrentText("Today")
    session.clock = StandingClock(NOW + timedelta(days=1))
    wanted = bar.wanted
    assert wanted.overdue_on == wanted.reported_from == wanted.reported_to == session.today
    session.close()

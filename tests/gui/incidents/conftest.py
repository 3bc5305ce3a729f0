"""An incidents tab as the window shows it, and a parent it can be about."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.incidents.incidents_window import open_tab


@pytest.fixture
def jane(office: OfficeSession) -> int:
    """A parent in the register, with a child."""
    jane = a_parent(forename="Jane", surname="O’Brien", salutation="Mrs O’Brien")
    return add_family(office, [jane], [a_pupil(forename="Aoife", surname="O’Brien")])[0][0]


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> IncidentsTab:
    """The tab as the window shows it."""
    return open_tab(qtbot, context, office)

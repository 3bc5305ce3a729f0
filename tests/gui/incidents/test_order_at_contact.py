"""Whoever is about to speak to a parent under a court order is told first, on the page and in the step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.gui.incidents.step_dialog import StepDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.incidents.incidents_window import open_tab
from tests.helpers.incidents import author, incident_about

TOLD = "a court order restricts contact about Kai. Say nothing about Kai, and do not name them."


@pytest.mark.case("cases-5")
def test_an_order_is_told_on_the_page_and_where_the_contact_is_written_down(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    [father], _ = add_family(
        office, [a_parent(forename="Owen", title="Mr")], [a_pupil(forename="Kai")], court_order=True
    )
    incident = incident_about(office, author(father))
    tab = open_tab(qtbot, context, office)
    assert tab.open_record(next(iter(tab.opens)), incident)
    assert any(TOLD in label.text() for label in tab.findChildren(QLabel))
    actions = tab.page_actions.steps
    actions.take(next(offer for offer in actions.shown.offers if offer.available))
    dialog = actions.opened
    assert isinstance(dialog, StepDialog)
    assert TOLD in dialog.banner.sentence
    dialog.reject()

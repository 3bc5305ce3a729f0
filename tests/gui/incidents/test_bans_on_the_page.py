"""A ban as the office meets it on the page of its case: what is to be told, finished and decided."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.domain.incidents.site_ban import BanState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Role
from halton_desktop.gui.incidents.incident_letter_dialog import IncidentLetterDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.incidents.decide_site_ban import impose_provisionally, lift_ban, prepare_ban
from halton_desktop.services.incidents.incident_letters import prepare_letter
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.gui.incidents.incidents_window import open_tab, press, record_about, shown
from tests.helpers.incidents import send
from tests.services.incidents.test_bans_and_letters import ban_of


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> IncidentsTab:
    """The tab as the headteacher's window shows it."""
    return open_tab(qtbot, context, signed_in_as(office, Role.HEADTEACHER))


def words_on(tab: IncidentsTab) -> str:
    """Everything the page says."""
    return "\n".join(label.text() for label in tab.page.findChildren(QLabel))


def ban_dialog(tab: IncidentsTab) -> SiteBanDialog:
    """The form of a ban that opened."""
    opened = tab.page_actions.steps.opened
    assert isinstance(opened, SiteBanDialog)
    return opened


def imposed(tab: IncidentsTab, jane: int) -> int:
    """A provisional ban of the case that is shown."""
    incident = record_about(tab, jane, flag="threatening")
    ban_id = prepare_ban(tab.session, ban_of(tab.session, incident))
    impose_provisionally(tab.session, ban_id)
    return ban_id


@pytest.mark.case("harm-6")
def test_the_first_thing_to_do_is_to_tell_somebody_that_their_ban_was_lifted(tab: IncidentsTab, jane: int) -> None:
    ban_id = imposed(tab, jane)
    incident = shown(tab).incident.id
    send(tab.session, incident, "incident_ban_provisional")
    lift_ban(tab.session, ban_id, "Apologised.")
    assert words_on(tab).count("Jane O’Brien has not been told that the ban was lifted on 23/11/2026.") == 2
    assert tab.page.buttons["tell end"].property("kind") == "primary"
    press(tab, "tell end")
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    assert letter.windowTitle() == "Site ban lifted"
    letter.reject()
    prepared = prepare_letter(tab.session, incident, "incident_ban_lifted")
    press(tab, "tell end")
    waiting = tab.page_actions.opened
    assert isinstance(waiting, IncidentLetterDialog)
    assert waiting.kept_id == prepared
    waiting.came_out.click()
    assert "has not been told" not in words_on(tab)
    assert "tell end" not in tab.page.buttons


@pytest.mark.case("harm-6")
def test_finishing_a_ban_goes_on_with_the_draft_and_begins_no_second_one(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane, flag="threatening")
    button = StepKind.SITE_BAN.value
    assert tab.page.buttons[button].text() == "Site ban 2.4…"
    for reason in ("You said that you would wait.", "You said so twice."):
        press(tab, button)
        dialog = ban_dialog(tab)
        dialog.ui.reason.setPlainText(reason)
        dialog.submit()
        assert not dialog.isVisible(), dialog.banner.sentence
        assert tab.page.buttons[button].text() == "Finish site ban 2.4…"
    ((draft, _events),) = shown(tab).bans
    assert draft.reason == "You said so twice."
    press(tab, button)
    assert ban_dialog(tab).ui.reason.toPlainText() == draft.reason


@pytest.mark.case("harm-6")
def test_a_ban_refused_for_its_dates_is_on_file_only_once_somebody_saves_it(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = ban_dialog(tab)
    for name in ("reason", "risk_on_premises", "collection", "meetings"):
        getattr(dialog.ui, name).setPlainText("You said that you would wait.")
    last = dialog.ui.to_on.day
    dialog.ui.to_on.set_day(dialog.ui.from_on.day)
    dialog.buttons["impose"].click()
    assert "The last day must be after the first." in dialog.banner.sentence
    assert shown(tab).bans == ()
    assert not [step for step in shown(tab).steps if step.kind is StepKind.SITE_BAN]
    dialog.ui.to_on.set_day(last)
    dialog.buttons["impose"].click()
    ((ban, _events),) = shown(tab).bans
    assert ban.state is BanState.PROVISIONAL

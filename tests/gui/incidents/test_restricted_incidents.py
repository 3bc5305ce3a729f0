"""A restricted incident in the real window: the dialog, the chip, the calm line of whoever is not named; the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentPerson, IncidentState, PersonKind, PersonPart
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.gui.administration.history_dialog import HistoryDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.restrict_dialog import RestrictDialog
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.gui.shell.office import Office
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.restrict_incident import restrict_incident
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.people import parents
from tests.factories import signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.gui.incidents.incidents_window import open_tab, press, shown
from tests.helpers.accessibility import without_name
from tests.helpers.incidents import author, incident_about, parent_in

pytestmark = pytest.mark.case("harm-10")

COLLEAGUE = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Anne Clarke", how="was named")
OpenOffice = Callable[[OfficeSession], Office]


@pytest.fixture
def recorded(office: OfficeSession) -> int:
    """Something about the colleague who is signed in."""
    return incident_about(office, author(parent_in(office, surname="Shaw")), COLLEAGUE)


@contextmanager
def whole_window(qapp: QApplication, context: AppContext, session: OfficeSession, qtbot: QtBot) -> Iterator[Office]:
    office = Office(qapp, context, session)
    qtbot.addWidget(office.window)
    office.show()
    qtbot.waitExposed(office.window)
    yield office
    office.idle.stop()
    office.window.hide()
    context.hub.changed.disconnect()


def restrict(tab: IncidentsTab, *, shown: bool, decider: OfficeSession | None = None, title: str = "") -> None:
    """Press Restrict… on the page and fill the dialog."""
    press(tab, "restrict")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, RestrictDialog)
    dialog.shown.setCurrentIndex(dialog.shown.findData(shown))
    dialog.reason.setPlainText("She should not have to meet everybody who read it.")
    if decider is not None:
        dialog.decider.setCurrentIndex(dialog.decider.findData(decider.user.id))
        dialog.title.setText(title)
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence


def words_on(tab: IncidentsTab) -> str:
    """Everything written on the page."""
    return " ".join(label.text() for label in tab.page.findChildren(QLabel))


def test_a_colleague_concerned_is_noticed_and_her_case_restricted(
    qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int
) -> None:
    clerk = signed_in_as(office, Role.OFFICE)
    tab = open_tab(qtbot, context, office)
    tab.open_record(RecordKind.INCIDENT, recorded)
    assert "Anne Clarke is affected: restrict this case?" in words_on(tab)
    restrict(tab, shown=True)
    assert "Restricted to A. Clarke; others see its number only." in words_on(tab)
    assert "restrict this case?" not in words_on(tab)
    others = open_tab(qtbot, context, clerk)
    row = others.model.row_at(0)
    assert row is not None
    assert row.restricted_to == "An incident restricted to A. Clarke."
    assert others.open_record(RecordKind.INCIDENT, recorded)
    assert "An incident restricted to A. Clarke." in words_on(others)
    assert "Shaw" not in words_on(others)
    assert not others.page.buttons


def test_where_it_is_hidden_the_list_of_the_others_is_empty(
    qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int
) -> None:
    tab = open_tab(qtbot, context, office)
    tab.open_record(RecordKind.INCIDENT, recorded)
    restrict(tab, shown=False)
    others = open_tab(qtbot, context, signed_in_as(office, Role.OFFICE))
    assert others.model.rowCount() == 0
    assert not others.open_record(RecordKind.INCIDENT, recorded)


def test_it_is_lifted_with_a_reason(qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int) -> None:
    tab = open_tab(qtbot, context, office)
    tab.open_record(RecordKind.INCIDENT, recorded)
    restrict(tab, shown=False)
    press(tab, "restrict")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, RestrictDialog)
    dialog.lift_button.click()
    assert dialog.opened is not None
    dialog.opened.submit()
    assert dialog.opened.isVisible(), "a reason is asked for"
    dialog.opened.lines["reason"].setText("She agreed.")
    dialog.opened.submit()
    assert not dialog.isVisible()
    assert incident_page(office, recorded).restriction is None


def test_whoever_does_not_tick_themselves_is_asked_first(
    qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int, context_answers: ContextAnswers
) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    tab = open_tab(qtbot, context, head)
    tab.open_record(RecordKind.INCIDENT, recorded)
    press(tab, "restrict")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, RestrictDialog)
    dialog.people[head.user.id].setChecked(False)
    dialog.reason.setPlainText("The head is the victim.")
    context_answers.says_yes = False
    dialog.submit()
    assert dialog.isVisible()
    context_answers.says_yes = True
    dialog.submit()
    assert not dialog.isVisible()
    assert tab.model.rowCount() == 1, "the number still stands in the list"
    assert "An incident restricted to A. Clarke." in words_on(tab)


def test_the_ban_of_a_case_with_a_decider_begins_in_their_name_and_only_they_impose_it(
    qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int
) -> None:
    head, chair = signed_in_as(office, Role.HEADTEACHER), signed_in_as(office, Role.OFFICE)
    tab = open_tab(qtbot, context, office)
    tab.open_record(RecordKind.INCIDENT, recorded)
    press(tab, "restrict")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, RestrictDialog)
    dialog.people[head.user.id].setChecked(True)
    dialog.reject()
    restrict(tab, shown=True, decider=chair, title="chair of governors")
    assert "Office, chair of governors, decides in it." in words_on(tab)
    incident = shown(tab).incident
    for session, may in ((office, False), (chair, True)):
        ban = SiteBanDialog(context, session, incident)
        qtbot.addWidget(ban)
        assert ban.ui.decided_by.text() == "Office"
        assert ban.buttons["impose"].isVisibleTo(ban) is may


def test_a_reader_finds_a_calm_office_without_registers(
    qapp: QApplication,
    qtbot: QtBot,
    context: AppContext,
    office: OfficeSession,
    recorded: int,
    context_answers: ContextAnswers,
) -> None:
    assert recorded > 0
    with whole_window(qapp, context, signed_in_as(office, Role.READER), qtbot) as window:
        titles = [tab.title for tab in window.window.tabs]
        assert titles == ["Today", "Coverage", "Review history"]
        for number in range(len(titles)):
            window.window.pages.setCurrentIndex(number)
        assert not window.window.header.search_box.isVisible()
        assert without_name(window.window) == []
        written = " ".join(label.text() for label in window.window.findChildren(QLabel))
        assert "Shaw" not in written
        assert context_answers.errors == []


def test_a_reader_sees_the_history_without_values(
    qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int
) -> None:
    dialog = HistoryDialog(context, signed_in_as(office, Role.READER))
    qtbot.addWidget(dialog)
    entry = dialog.model.row_at(0)
    assert entry is not None
    assert entry.record_id == recorded
    dialog.pane.table.select_id(entry.id)
    words = " ".join(label.text() for label in dialog.page.findChildren(QLabel))
    assert "Incident recorded" in words
    assert "withheld from you" in words
    assert "Shaw" not in words


def test_the_head_who_does_not_decide_a_case_cannot_end_it_by_withdrawing_it(
    qtbot: QtBot, context: AppContext, office: OfficeSession, recorded: int
) -> None:
    head, deputy = signed_in_as(office, Role.HEADTEACHER), signed_in_as(office, Role.OFFICE)
    wish = RestrictionWish(frozenset({office.user.id, head.user.id}), True, "Hers.", deputy.user.id, "deputy head")
    restrict_incident(office, recorded, wish)
    tab = open_tab(qtbot, context, head)
    tab.open_record(RecordKind.INCIDENT, recorded)
    press(tab, "withdraw")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, PromptDialog)
    dialog.lines["reason"].setText("nothing to see")
    dialog.submit()
    assert dialog.isVisible()
    assert "In this case Office, deputy head, decides in place of you." in dialog.banner.sentence
    assert incident_page(deputy, recorded).incident.state is IncidentState.OPEN


def test_a_letter_to_somebody_who_left_the_register_is_refused_in_words(
    qtbot: QtBot, context: AppContext, context_answers: ContextAnswers, office: OfficeSession, recorded: int
) -> None:
    with office.change(Permission.EDIT_PARENTS) as work:  # as an earlier version of the program let it happen
        work.connection.execute(update(parents).values(withdrawn_on=office.today))
        work.commit()
    tab = open_tab(qtbot, context, office)
    tab.open_record(RecordKind.INCIDENT, recorded)
    tab.page_actions.write_letter("incident_concern")
    [told] = context_answers.errors
    assert "is no longer in the register" in told.message

"""What the code asks and forbids, as the person at the desk meets it on the page of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.calendar import SchoolCalendar, Term
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentState, Outcome, PersonKind
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.incidents.step_kind import ANSWERED, MESSAGE_LEFT, StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.gui.incidents.close_incident_dialog import CloseIncidentDialog
from halton_desktop.gui.incidents.identify_author_dialog import IdentifyAuthorDialog
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.named_by_mistake_dialog import NamedByMistakeDialog
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family, make_office, signed_in_as
from tests.gui.incidents.incidents_window import begin, contact, fill, open_tab, press, record_about, shown, step_dialog


@pytest.fixture
def mary(office: OfficeSession) -> int:
    """Another one."""
    return add_family(office, [a_parent(forename="Mary", surname="Whyte")], [a_pupil()])[0][0]


def words_of(tab: IncidentsTab, *, struck: bool = False) -> str:
    """What the page says, or only what is struck through on it."""
    labels = tab.page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if not struck or label.property("textRole") == "struck")


def words_in(dialog: QWidget) -> str:
    """What a dialog says."""
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


@pytest.mark.case("harm-3")
def test_a_governor_who_threatens_staff_is_contacted_and_can_be_banned_at_once(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane, Capacity.PARENT_CARER, Capacity.GOVERNOR, flag="threatening")
    assert next(iter(tab.page.buttons)) == StepKind.CONTACT.value
    for kind in (StepKind.COMPLAINTS, StepKind.SITE_BAN, StepKind.REFERRAL):
        assert kind.value in tab.page.buttons
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.page_actions.steps.opened
    assert isinstance(dialog, SiteBanDialog)
    assert dialog.ui.person.currentText() == "Jane O’Brien"


@pytest.mark.case("harm-4")
def test_the_page_of_a_pupils_case_offers_no_ban_and_names_the_behaviour_policy(
    tab: IncidentsTab, office: OfficeSession
) -> None:
    pupils = add_family(office, [a_parent()], [a_pupil(forename="Kai", surname="Youngman")])[1]
    dialog = begin(tab)
    dialog.form.ui.account.setPlainText("Threatened a teacher.")
    dialog.form.clause_ticks["3.1c"].setChecked(True)
    dialog.form.authors.buttons[PersonKind.UNKNOWN].click()
    dialog.form.flag_ticks[next(flag for flag in dialog.form.flag_ticks if flag.value == "threatening")].setChecked(
        True
    )
    dialog.submit()
    press(tab, StepKind.IDENTIFY.value)
    identify = tab.page_actions.steps.opened
    assert isinstance(identify, IdentifyAuthorDialog)
    identify.choose(RecordKind.PUPIL, pupils[0])
    identify.ui.grounds.setPlainText("His own telephone.")
    identify.submit()
    assert StepKind.SITE_BAN.value not in tab.page.buttons
    assert "Pupils’ conduct belongs in the school’s behaviour policy." in words_of(tab)


@pytest.mark.case("harm-4")
def test_a_pupil_can_be_said_to_have_done_it_and_is_asked_about_where_typed_as_somebody_else(
    tab: IncidentsTab, office: OfficeSession
) -> None:
    pupil = a_pupil(forename="Caleb", surname="Kershaw", form="7N")
    pupils = add_family(office, [a_parent()], [pupil])[1]
    dialog = begin(tab)
    form = dialog.form
    form.ui.account.setPlainText("Threatened a teacher.")
    form.clause_ticks["3.1c"].setChecked(True)
    assert "pupil’s name" in form.authors.search.placeholderText()
    form.authors.buttons[PersonKind.OTHER].click()
    next(line for line in form.authors.findChildren(QLineEdit) if line.accessibleName().startswith("Name")).setText(
        "Caleb Kershaw (7N)"
    )
    dialog.submit()
    assert dialog.isVisible()
    assert "Caleb Kershaw (7N) is a pupil here" in words_in(dialog)
    form.authors.show_people(())
    form.authors.add_person(RecordKind.PUPIL, pupils[0])
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    assert StepKind.SITE_BAN.value not in tab.page.buttons
    assert "Caleb Kershaw (7N) is a pupil: the code is for parents, so their parents are told" in words_of(tab)
    assert "directly and at once" not in words_of(tab)


@pytest.mark.case("harm-8")
def test_a_message_left_leaves_the_contact_first_and_settled_is_not_to_be_had(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    press(tab, StepKind.CONTACT.value)
    dialog = step_dialog(tab)
    fill(dialog, how="telephone")
    dialog.ui.outcome.setCurrentText(MESSAGE_LEFT)
    dialog.submit()
    assert next(iter(tab.page.buttons)) == StepKind.CONTACT.value
    assert "A message left is an attempt, not a contact." in words_of(tab)
    press(tab, "close")
    closing = tab.page_actions.opened
    assert isinstance(closing, CloseIncidentDialog)
    closing.ui.outcome.setCurrentIndex(closing.ui.outcome.findData(Outcome.SETTLED.value))
    assert not closing.submit_button.isEnabled()
    assert "settles nothing with a parent" in closing.ui.obstacles.text()


@pytest.mark.case("harm-8")
def test_nothing_says_for_the_office_that_somebody_was_reached(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    press(tab, StepKind.CONTACT.value)
    dialog = step_dialog(tab)
    assert dialog.ui.outcome.currentText() == ""
    fill(dialog, how="telephone", said="Left a voicemail.")
    dialog.submit()
    assert dialog.isVisible()
    assert shown(tab).steps[0].open
    fill(dialog, how="letter")
    dialog.ui.outcome.setCurrentText("reached")
    dialog.submit()
    assert dialog.isVisible()
    assert "nobody was reached by it" in words_in(dialog)


@pytest.mark.case("harm-8")
def test_who_did_a_step_is_asked_and_stays_on_the_page_when_the_case_is_handed_over(
    tab: IncidentsTab, jane: int, office: OfficeSession
) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    reader = signed_in_as(office, Role.READER)
    record_about(tab, jane)
    press(tab, StepKind.CONTACT.value)
    dialog = step_dialog(tab)
    assert dialog.ui.done_by.isVisible()
    assert dialog.ui.done_by.currentText() == "A. Clarke"
    assert dialog.ui.owner.findText(reader.user.name) == dialog.ui.done_by.findText(reader.user.name) == -1
    fill(dialog, how="telephone")
    dialog.ui.outcome.setCurrentText("reached")
    dialog.ui.done_by.setCurrentText(head.user.name)
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    assert "by Headteacher" in words_of(tab)


@pytest.mark.case("harm-3")
def test_a_governors_complaints_procedure_is_3_4_on_button_step_and_dialog(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane, Capacity.PARENT_CARER, Capacity.GOVERNOR)
    assert "Complaints procedure 3.4 · Jane O’Brien" in words_of(tab)
    assert "Complaints procedure 2.2" not in words_of(tab)
    assert "It is under way." not in words_of(tab)
    press(tab, StepKind.COMPLAINTS.value)
    assert step_dialog(tab).windowTitle() == "Complaints procedure (3.4)"


@pytest.mark.case("harm-8")
def test_the_office_prepares_the_closing_of_a_group_and_sees_that_the_headteacher_asks(
    tab: IncidentsTab, jane: int, qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    record_about(tab, jane)
    assert StepKind.GROUP_CLOSURE.value not in tab.page.buttons
    contact(tab)
    press(tab, StepKind.GROUP_CLOSURE.value)
    dialog = step_dialog(tab)
    fill(dialog, continues="It went on.", asked_of="the administrator")
    assert not dialog.fields.widgets["asked_on"].isEnabled()
    assert dialog.fields.widgets["asked_on"].isVisible()
    assert "only the headteacher" in dialog.fields.widgets["asked_on"].accessibleDescription()
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    head = open_tab(qtbot, context, signed_in_as(office, Role.HEADTEACHER))
    head.open_record(RecordKind.INCIDENT, tab._shown_id)
    press(head, StepKind.GROUP_CLOSURE.value)
    dialog = step_dialog(head)
    dialog.ui.done.setChecked(False)
    assert dialog.fields.widgets["asked_on"].isEnabled()
    fill(dialog, asked_on="23/11/2026", asked_how="letter")
    dialog.submit()
    assert shown(head).steps[-1].details["asked_on"] == "2026-11-23"
    press(tab, StepKind.GROUP_CLOSURE.value)
    dialog = step_dialog(tab)
    for name in ("group", "continues", "asked_of", "asked_on"):
        assert not dialog.fields.widgets[name].isEnabled(), name
    assert "Asked in the headteacher’s name" in dialog.fields.widgets["group"].accessibleDescription()
    assert dialog.fields.widgets["checked_on"].isEnabled()


@pytest.mark.case("harm-8")
def test_a_contact_due_in_the_holidays_shows_whom_to_ring(tmp_path: Path, qtbot: QtBot, context: AppContext) -> None:
    clock = StandingClock(datetime(2026, 7, 24, 9, 2, tzinfo=UTC))
    office = make_office(tmp_path / "summer", clock)
    summer, autumn = (date(2026, 4, 13), date(2026, 7, 21)), (date(2026, 9, 3), date(2026, 12, 18))
    keep_school_calendar(office, SchoolCalendar((Term("Summer", *summer), Term("Autumn", *autumn))))
    change_settings(office, replace(read_settings(office), out_of_term_contact="Mr Webb, 01632 960123"))
    tab = open_tab(qtbot, context, office)
    record_about(tab, add_family(office, [a_parent()], [a_pupil()])[0][0])
    assert shown(tab).steps[0].due_on == date(2026, 7, 24)
    assert "Out of term: Mr Webb, 01632 960123." in words_of(tab)
    tab.close()


@pytest.mark.case("harm-11")
def test_somebody_named_by_mistake_is_struck_and_the_right_person_named(
    tab: IncidentsTab, jane: int, mary: int
) -> None:
    record_about(tab, jane)
    wrong = shown(tab).incident.authors[0]
    press(tab, f"mistake {wrong.id}")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, NamedByMistakeDialog)
    dialog.submit()
    assert dialog.isVisible()  # without a reason
    dialog.reason.setPlainText("A namesake.")
    dialog.instead.add_person(RecordKind.PARENT, mary)
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    assert [person.name for person in shown(tab).incident.authors] == ["Mary Whyte"]
    assert "Jane O’Brien" in words_of(tab, struck=True)
    assert "Named by mistake; taken back 23/11/2026 by A. Clarke: A namesake." in words_of(tab)
    assert f"mistake {wrong.id}" not in tab.page.buttons


@pytest.mark.case("harm-11")
def test_a_case_recorded_by_mistake_is_withdrawn_from_its_page_and_leaves_the_list(
    tab: IncidentsTab, jane: int
) -> None:
    incident = record_about(tab, jane)
    press(tab, "withdraw")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, PromptDialog)
    dialog.lines["reason"].setText("The same as another.")
    dialog.submit()
    assert tab.model.rowCount() == 0
    assert tab.filters.state.findText("Withdrawn") > 0
    tab.filters.show_filter(IncidentFilter(states=frozenset({IncidentState.WITHDRAWN})))
    assert tab.model.rowCount() == 1
    tab.open_record(RecordKind.INCIDENT, incident)
    assert shown(tab).incident.state is IncidentState.WITHDRAWN
    assert next(iter(tab.page.buttons)) == "reopen"
    assert not {"withdraw", "print"} & tab.page.buttons.keys()
    assert "Incident recorded" in words_of(tab, struck=True)


@pytest.mark.case("harm-12")
def test_a_concern_is_recorded_on_purpose_shown_as_one_and_made_a_breach_later(tab: IncidentsTab, jane: int) -> None:
    dialog = begin(tab)
    form = dialog.form
    form.ui.account.setPlainText("Asked twice in a group why homework is not marked.")
    form.authors.add_person(RecordKind.PARENT, jane)
    dialog.submit()
    assert dialog.isVisible()  # nothing ticked at all
    form.clause_ticks["3.2"].setChecked(True)
    form.concern.setChecked(True)
    assert not form.clause_ticks["3.2"].isChecked()
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    assert "Concern, not yet a matter of the code" in words_of(tab)
    assert "concern" in [tab.model.index(0, column).data() for column in range(tab.model.columnCount())]
    press(tab, "change")
    change = tab.page_actions.opened
    assert isinstance(change, IncidentDialog)
    assert change.form.concern.isChecked()
    change.form.clause_ticks["3.1c"].setChecked(True)
    assert not change.form.concern.isChecked()
    change.submit()
    assert next(iter(tab.page.buttons)) == StepKind.CONTACT.value


@pytest.mark.case("harm-12")
def test_an_answer_by_telephone_is_written_down_from_the_page(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    press(tab, "answer")
    dialog = step_dialog(tab)
    assert dialog.ui.outcome.currentText() == ANSWERED
    fill(dialog, how="telephone")
    dialog.submit()
    assert dialog.isVisible()  # without words
    fill(dialog, said="He will take it down tonight.")
    dialog.submit()
    (step,) = shown(tab).steps
    assert (step.outcome, step.details["said"]) == (ANSWERED, "He will take it down tonight.")

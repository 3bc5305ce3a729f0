"""What the code asks of a case in the office's own file: attempts, groups, holidays, concerns, answers that came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from halton_desktop.domain.calendar import OfficeDays, SchoolCalendar, Term
from halton_desktop.domain.incidents.incident import (
    CONCERN,
    IncidentPerson,
    IncidentState,
    Outcome,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import ANSWERED, MESSAGE_LEFT, StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.domain.yearly_figures import Period
from halton_desktop.errors import InvalidInput, NotAllowed, Refused
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.incidents.change_incident import change_facts
from halton_desktop.services.incidents.close_incident import close_incident, obstacles
from halton_desktop.services.incidents.find_incidents import incident_ids, incident_page
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.take_step import cancel_step, change_step, finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.figures_store import FiguresStore
from tests.factories import NOW, StandingClock, make_office, signed_in_as
from tests.helpers.incidents import TODAY, UNKNOWN, author, contact, facts, incident_about, parent_in

HOW = {"how": "telephone"}
SUMMER = Term("Summer 2026", date(2026, 4, 13), date(2026, 7, 21))
AUTUMN = Term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))


def open_contacts(office: OfficeSession, incident: int) -> list[Step]:
    """The contacts that are still to be made."""
    return [step for step in incident_page(office, incident).steps if step.open and step.kind is StepKind.CONTACT]


def leave_a_message(office: OfficeSession, incident: int) -> None:
    """Nobody was reached."""
    finish_step(office, open_contacts(office, incident)[0].id, MESSAGE_LEFT, HOW)


@pytest.mark.case("harm-8")
def test_a_voicemail_leaves_the_contact_due_and_the_case_unsettled(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    leave_a_message(office, incident)
    (again,) = open_contacts(office, incident)
    assert again.due_on == TODAY
    assert [item.record_id for item in due_items(office)] == [incident]
    cancel_step(office, again.id, "She will ring back.")
    with pytest.raises(Refused, match="The code requires “Contact” first"):
        close_incident(office, incident, Outcome.SETTLED, "Left word.")
    with office.look() as work:
        assert (
            FiguresStore(work.connection, office.today).days_to_contact(Period(date(2026, 9, 1), date(2027, 8, 31)))[1]
            == ()
        )


@pytest.mark.case("harm-8")
def test_a_parent_nobody_could_reach_on_two_days_ends_the_case_under_that_name(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    incident = incident_about(office, author(parent_in(office)))
    leave_a_message(office, incident)
    with pytest.raises(Refused, match="at least 2 days"):
        close_incident(office, incident, Outcome.NOT_REACHED, "No answer.")
    clock.now = NOW + timedelta(days=1)
    leave_a_message(office, incident)
    close_incident(office, incident, Outcome.NOT_REACHED, "No answer to two calls and a letter.")
    assert open_contacts(office, incident) == []


@pytest.mark.case("harm-8")
def test_the_office_prepares_a_group_closure_and_the_headteacher_asks_for_it(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    incident = incident_about(office, author(parent_in(office)), is_group_chat=True)
    with pytest.raises(Refused, match="if problems continue"):
        proposed_step(office, incident, StepKind.GROUP_CLOSURE)
    contact(office, incident)
    step = proposed_step(office, incident, StepKind.GROUP_CLOSURE)
    asked_of = step.details | {"asked_of": "the administrator"}
    with pytest.raises(InvalidInput) as missing:
        plan_step(office, replace(step, details=asked_of))
    assert missing.value.field == "continues"
    prepared = replace(step, details=asked_of | {"continues": "It went on the same evening."})
    prepared = replace(prepared, id=plan_step(office, prepared))
    asked = replace(prepared, details=prepared.details | {"asked_on": "2026-11-23", "asked_how": "letter"})
    with pytest.raises(NotAllowed, match="ask for a group chat to be closed"):
        change_step(office, asked)
    with pytest.raises(NotAllowed):
        finish_step(office, prepared.id, "closed", asked.details | {"checked_on": "2026-11-23"})
    change_step(head, asked)
    finish_step(office, prepared.id, "closed", {"checked_on": "2026-11-23"})
    done = incident_page(office, incident).steps[-1]
    assert (done.state, done.details["continues"]) == (StepState.DONE, "It went on the same evening.")


@pytest.mark.case("harm-8")
def test_once_the_headteacher_has_asked_the_office_changes_nothing_of_what_was_asked(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    incident = incident_about(office, author(parent_in(office)), is_group_chat=True)
    contact(office, incident)
    step = proposed_step(office, incident, StepKind.GROUP_CLOSURE)
    step = replace(step, details=step.details | {"continues": "It went on.", "asked_of": "the administrator"})
    step_id = plan_step(office, step)
    change_step(office, replace(step, id=step_id, details=step.details | {"group": "Year 7 parents"}))
    asked = incident_page(office, incident).steps[-1]
    asked = replace(asked, details=asked.details | {"asked_on": "2026-11-23", "asked_how": "letter"})
    change_step(head, asked)
    for change in ({"group": "Year 8"}, {"continues": "Threats."}, {"asked_of": "Mr Webb"}, {"asked_on": "2026-11-20"}):
        with pytest.raises(NotAllowed):
            change_step(office, replace(asked, details=asked.details | change))
        with pytest.raises(NotAllowed):
            finish_step(office, step_id, "closed", {"checked_on": "2026-11-23"} | change)
        with pytest.raises(NotAllowed):
            plan_step(office, replace(asked, id=0, details=asked.details | change))
    with pytest.raises(NotAllowed):
        change_step(office, replace(asked, person_id=incident_page(office, incident).incident.authors[0].id))
    with pytest.raises(NotAllowed):
        cancel_step(office, step_id, "They are friends again.")
    change_step(head, replace(asked, details=asked.details | {"continues": "It went on, and got worse."}))
    finish_step(office, step_id, "closed", {"checked_on": "2026-11-23"})


@pytest.mark.case("harm-8")
def test_a_report_in_the_holidays_is_due_the_next_day_the_office_is_open_and_names_whom_to_ring(tmp_path: Path) -> None:
    friday = date(2026, 7, 24)
    with make_office(tmp_path / "summer", StandingClock(datetime(2026, 7, 24, 9, 2, tzinfo=UTC))) as office:
        keep_school_calendar(office, SchoolCalendar((SUMMER, AUTUMN)))
        incident = incident_about(office, author(parent_in(office)), happened_on=friday, reported_on=friday)
        assert open_contacts(office, incident)[0].due_on == friday
        assert "nobody is named for such days" in due_items(office)[0].sentence
        change_settings(office, replace(read_settings(office), out_of_term_contact="Mr Webb, 01632 960123"))
        assert due_items(office)[0].sentence.endswith("Out of term: Mr Webb, 01632 960123.")
        assert "Mr Webb" in incident_page(office, incident).in_the_holidays
        open_days = OfficeDays("August", date(2026, 8, 24), date(2026, 8, 28))
        keep_school_calendar(office, SchoolCalendar((SUMMER, AUTUMN), office_days=(open_days,)))
        later = incident_about(office, author(parent_in(office)), happened_on=friday, reported_on=friday)
        assert open_contacts(office, later)[0].due_on == open_days.first


@pytest.mark.case("harm-6")
def test_nobody_is_asked_to_a_meeting_on_a_day_gone_by(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    step = proposed_step(office, incident, StepKind.MEETING)
    meeting = replace(step, details=step.details | {"place": "the hall", "on": "2026-11-24"})
    gone_by = replace(meeting, details=meeting.details | {"on": "2026-11-22"})
    with pytest.raises(InvalidInput, match="22/11/2026 has passed"):
        plan_step(office, gone_by)
    meeting = replace(meeting, id=plan_step(office, meeting))
    with pytest.raises(InvalidInput):
        change_step(office, replace(gone_by, id=meeting.id))
    clock.now = NOW + timedelta(days=7)
    change_step(office, replace(meeting, details=meeting.details | {"notes": "She asked for tea."}))
    agreed = {"attended": "Both", "agreed": "You take it down."}
    finish_step(office, meeting.id, "held", agreed, date(2026, 11, 24))


@pytest.mark.case("harm-8")
def test_a_contact_is_due_from_the_day_of_the_report_also_after_that_was_mended(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    for earlier, due in ((date(2026, 11, 20), date(2026, 11, 20)), (date(2026, 11, 15), date(2026, 11, 16))):
        mended = replace(incident_page(office, incident).incident.facts, happened_on=earlier, reported_on=earlier)
        change_facts(office, incident, mended)
        assert [step.due_on for step in open_contacts(office, incident)] == [due]
        assert [item.due_on for item in due_items(office)] == [due]


@pytest.mark.case("harm-8")
def test_in_term_nobody_is_sent_to_the_out_of_term_contact(office: OfficeSession) -> None:
    keep_school_calendar(office, SchoolCalendar((AUTUMN,)))
    incident = incident_about(office, author(parent_in(office)))
    assert incident_page(office, incident).in_the_holidays == ""
    assert due_items(office)[0].sentence.endswith("(3.2).")


@pytest.mark.case("harm-3")
def test_a_step_planned_at_once_without_words_can_be_cancelled(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office), Capacity.GOVERNOR))
    planned = next(step for step in incident_page(office, incident).steps if step.kind is StepKind.COMPLAINTS)
    cancel_step(office, planned.id, "She resigned last year.")
    assert "3.4" in [offer.clause for offer in incident_page(office, incident).offers]  # and stays required


@pytest.mark.case("harm-12")
def test_a_concern_is_kept_becomes_a_breach_later_and_only_then_is_somebody_contacted(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    incident = incident_about(office, author(parent_in(office), Capacity.GOVERNOR), clauses=())
    assert incident_page(office, incident).steps == ()
    assert due_items(office) == ()
    assert list(incident_ids(office, IncidentFilter(clause=CONCERN))) == [incident]
    clock.now = NOW + timedelta(days=9)
    change_facts(office, incident, facts(clauses=("3.1a",)))
    assert [(step.kind, step.due_on) for step in incident_page(office, incident).steps] == [
        (StepKind.CONTACT, date(2026, 12, 2)),
        (StepKind.COMPLAINTS, date(2026, 12, 3)),
    ]
    assert list(incident_ids(office, IncidentFilter(clause=CONCERN))) == []


@pytest.mark.case("harm-12")
def test_a_concern_is_closed_as_no_breach_and_counted_as_a_concern(office: OfficeSession) -> None:
    incident = incident_about(office, UNKNOWN, clauses=())
    assert obstacles(office, incident, Outcome.NO_BREACH) == ()
    close_incident(office, incident, Outcome.NO_BREACH, "A joke among friends.")
    assert incident_page(office, incident).incident.state is IncidentState.CLOSED
    with office.look() as work:
        by_clause = FiguresStore(work.connection, office.today).of_incidents(
            Period(date(2026, 9, 1), date(2027, 8, 31)), TODAY
        )[0]
        assert [count for count in by_clause.counts if count[1]] == [("Concern, not yet a matter of the code", 1)]


@pytest.mark.case("harm-8")
def test_a_contact_that_was_due_in_the_holidays_speaks_of_none_once_school_is_back(tmp_path: Path) -> None:
    clock = StandingClock(datetime(2026, 7, 24, 9, 2, tzinfo=UTC))
    with make_office(tmp_path / "summer", clock) as office:
        summer, autumn = (date(2026, 4, 13), date(2026, 7, 21)), (date(2026, 9, 3), date(2026, 12, 18))
        keep_school_calendar(office, SchoolCalendar((Term("Summer", *summer), Term("Autumn", *autumn))))
        change_settings(office, replace(read_settings(office), out_of_term_contact="Mr Webb, 01632 960123"))
        day = date(2026, 7, 24)
        incident = incident_about(office, author(parent_in(office)), happened_on=day, reported_on=day)
        assert "Out of term: Mr Webb" in incident_page(office, incident).in_the_holidays
        clock.now = datetime(2026, 9, 7, 9, 2, tzinfo=UTC)
        assert incident_page(office, incident).in_the_holidays == ""
        assert "holiday" not in next(item.sentence for item in due_items(office))


@pytest.mark.case("harm-12")
def test_an_answer_by_email_is_kept_with_its_day_and_words_and_counts_as_contact(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    step = replace(
        proposed_step(office, incident, StepKind.CONTACT), state=StepState.DONE, outcome=ANSWERED, done_on=TODAY
    )
    with pytest.raises(InvalidInput) as wordless:
        plan_step(office, replace(step, details={"how": "e-mail received"}))
    assert wordless.value.field == "said"
    plan_step(office, replace(step, details={"how": "e-mail received", "said": "I have taken it down. Sorry."}))
    (kept,) = incident_page(office, incident).steps
    assert (kept.outcome, kept.done_on, kept.summary) == (
        ANSWERED,
        TODAY,
        "e-mail received · I have taken it down. Sorry.",
    )
    close_incident(office, incident, Outcome.SETTLED, "She wrote back.")


@pytest.mark.case("harm-12")
def test_what_a_victim_or_reporter_says_is_written_down_and_contacts_nobody_else(office: OfficeSession) -> None:
    victim = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.OTHER, name="Mrs Evans")
    incident = incident_about(office, author(parent_in(office)), victim)
    (evans,) = incident_page(office, incident).incident.of(PersonPart.AFFECTED)
    step = replace(proposed_step(office, incident, StepKind.OTHERS), person_id=evans.id, state=StepState.DONE)
    plan_step(office, replace(step, outcome="reached", done_on=TODAY, details=HOW))
    assert len(open_contacts(office, incident)) == 1
    assert obstacles(office, incident, Outcome.SETTLED)

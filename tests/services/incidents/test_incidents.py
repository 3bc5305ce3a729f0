"""The errands of a case on the real encrypted file: recorded, drafted, identified, closed, and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from halton_desktop.domain.calendar import Closure, ClosureKind, SchoolCalendar, Term
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    AdditionKind,
    ContentFlag,
    FlagAssessment,
    IncidentState,
    Outcome,
    Platform,
)
from halton_desktop.domain.incidents.incident_list import ORDERS, IncidentFilter
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import NOT_REACHED, StepKind
from halton_desktop.domain.incidents.step_rules import Need
from halton_desktop.domain.parents.parent import Capacity, Protected
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.incidents.change_incident import (
    add_to_account,
    assign,
    change_capacities,
    change_facts,
    link_incidents,
    wait_for,
)
from halton_desktop.services.incidents.close_incident import close_incident, reopen_incident
from halton_desktop.services.incidents.find_incidents import (
    chronology,
    count_incidents,
    household_of,
    incident_ids,
    incident_lines,
    incident_page,
    save_filter,
    saved_filters,
)
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_draft import incident_draft, keep_incident_draft
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.take_step import cancel_step, change_step, finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from tests.factories import NOW, StandingClock, a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.incidents import TODAY, UNKNOWN, author, contact, facts, incident_about, parent_in

HOW = {"how": "telephone"}


def test_references_run_within_the_calendar_year_and_a_number_is_never_used_twice(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    first = incident_about(office, UNKNOWN)
    with pytest.raises(InvalidInput):
        incident_about(office, UNKNOWN, account=" ")
    second = incident_about(office, UNKNOWN)
    clock.now = NOW + timedelta(days=60)
    third = incident_about(office, UNKNOWN)
    references = [incident_page(office, recorded).incident.reference for recorded in (first, second, third)]
    assert references == ["2026-0001", "2026-0002", "2027-0001"]


def test_what_the_code_wants_at_once_is_planned_with_its_day(office: OfficeSession) -> None:
    inset = Closure(ClosureKind.INSET, "Training", TODAY, TODAY)
    keep_school_calendar(office, SchoolCalendar((Term("Autumn", date(2026, 9, 3), date(2026, 12, 18)),), (inset,)))
    governor = parent_in(office, capacities=frozenset({Capacity.PARENT_CARER, Capacity.GOVERNOR}))
    recorded = incident_about(office, author(parent_in(office)), author(governor), UNKNOWN)
    planned = {step.kind: step.due_on for step in incident_page(office, recorded).steps}
    assert planned == {
        StepKind.CONTACT: TODAY,
        StepKind.COMPLAINTS: date(2026, 11, 24),
        StepKind.IDENTIFY: date(2026, 11, 30),
    }


def test_a_capacity_given_to_somebody_later_routes_the_case_anew(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    person = incident_page(office, recorded).incident.authors[0]
    change_capacities(office, recorded, replace(person, capacities=frozenset({Capacity.GOVERNOR})))
    page = incident_page(office, recorded)
    assert [offer.clause for offer in page.offers if offer.need is Need.REQUIRED] == ["3.2", "3.4"]
    assert StepKind.COMPLAINTS in [step.kind for step in page.steps]


def test_the_account_is_never_overwritten_and_additions_keep_who_and_when(office: OfficeSession) -> None:
    recorded = incident_about(office, UNKNOWN)
    change_facts(office, recorded, facts(account="Something quite different.", place="Year 8"))
    add_to_account(office, recorded, AdditionKind.PARENT_STATEMENT, "I was quoting.", whose="Jane O’Brien")
    incident = incident_page(office, recorded).incident
    assert (incident.facts.account, incident.facts.place) == ("Called Mr Bell a liar.", "Year 8")
    assert [(a.text, a.by, a.whose, a.at) for a in incident.additions] == [
        ("I was quoting.", "A. Clarke", "Jane O’Brien", NOW)
    ]
    with pytest.raises(InvalidInput):
        add_to_account(office, recorded, AdditionKind.PARENT_STATEMENT, "No name.")


def test_a_draft_outlives_the_session_that_typed_it_and_goes_when_it_is_recorded(office: OfficeSession) -> None:
    keep_incident_draft(office, {"account": "Half a"})
    keep_incident_draft(office, {"account": "Half a sentence"})
    other = signed_in_as(office, Role.OFFICE)
    assert incident_draft(other) is None
    office.lock()
    office.unlock_again("aclarke", "correct horse battery")
    draft = incident_draft(office)
    assert draft is not None
    assert draft.content == {"account": "Half a sentence"}
    incident_about(office, UNKNOWN)
    assert incident_draft(office) is None


def test_identification_keeps_the_alias_the_grounds_and_plans_the_contact(office: OfficeSession) -> None:
    recorded = incident_about(office, UNKNOWN)
    unknown = incident_page(office, recorded).incident.authors[0]
    jane = parent_in(office, forename="Jane", surname="O’Brien")
    with pytest.raises(InvalidInput):
        identify_author(office, recorded, unknown.id, author(jane), " ")
    identify_author(office, recorded, unknown.id, author(jane), "She said so at the gate.")
    page = incident_page(office, recorded)
    known = page.incident.authors[0]
    assert (known.shown, known.identified_grounds) == ("Jane O’Brien (as “xX_truth”)", "She said so at the gate.")
    assert [(s.kind, s.state) for s in page.steps] == [
        (StepKind.IDENTIFY, StepState.DONE),
        (StepKind.CONTACT, StepState.PLANNED),
    ]
    with pytest.raises(Refused):
        identify_author(office, recorded, unknown.id, author(jane), "Again.")


def test_a_planned_step_that_is_taken_up_leaves_its_old_plan_in_the_history(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    planned = incident_page(office, recorded).steps[0]
    assert plan_step(office, replace(planned, id=0, owner_id=None, due_on=date(2026, 12, 1))) == planned.id
    with office.look() as work:
        entry = work.audit.entries(RecordKind.STEP, planned.id)[0]
    assert (entry.action, entry.old, entry.new) == ("step planned", {"owner_id": planned.owner_id}, {"owner_id": None})


def test_closing_is_refused_with_the_step_that_is_open_and_a_closed_case_rests(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    with pytest.raises(Refused) as refused:
        close_incident(office, recorded, Outcome.SETTLED, "Fine now.")
    assert "“Contact”" in refused.value.message
    contact(office, recorded)
    close_incident(office, recorded, Outcome.SETTLED, "Fine now.")
    with pytest.raises(Refused):
        plan_step(office, replace(incident_page(office, recorded).steps[0], id=0, state=StepState.PLANNED))
    with pytest.raises(InvalidInput):
        reopen_incident(office, recorded, "")
    reopen_incident(office, recorded, "It began again.")
    incident = incident_page(office, recorded).incident
    assert (incident.state, incident.outcome) == (IncidentState.OPEN, None)
    line = {line.title: line for line in incident_page(office, recorded).timeline}["Case reopened"]
    assert line.by == office.user.name
    assert line.text == "It began again. It had been closed on 23/11/2026, settled with the parent: Fine now."


def test_an_author_never_found_is_given_up_with_the_outcome_that_says_so(office: OfficeSession) -> None:
    recorded = incident_about(office, UNKNOWN)
    close_incident(office, recorded, Outcome.NOT_IDENTIFIED, "The account is gone.")
    assert [step.outcome for step in incident_page(office, recorded).steps] == ["not identified"]


def test_a_required_step_that_is_cancelled_stays_required(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    cancel_step(office, incident_page(office, recorded).steps[0].id, "On holiday.")
    with pytest.raises(Refused) as refused:
        close_incident(office, recorded, Outcome.SETTLED, "Fine.")
    assert "(3.2)" in refused.value.message


def test_a_meeting_is_due_on_its_own_day_and_is_moved_with_it(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    with pytest.raises(Refused):
        proposed_step(office, recorded, StepKind.MEETING)
    contact(office, recorded)
    step = proposed_step(office, recorded, StepKind.MEETING)
    with pytest.raises(InvalidInput) as refused:
        plan_step(office, step)
    assert refused.value.field == "place"
    step_id = plan_step(office, replace(step, details=step.details | {"on": "2026-12-02", "place": "the hall"}))
    kept = incident_page(office, recorded).steps[-1]
    assert kept.due_on == date(2026, 12, 2)
    change_step(office, replace(kept, details=kept.details | {"on": "2026-12-03"}))
    assert incident_page(office, recorded).steps[-1].due_on == date(2026, 12, 3)
    held = {"attended": "both", "agreed": "to ring first"}
    with pytest.raises(InvalidInput, match="cannot have been held before"):
        finish_step(office, step_id, "held", held)
    finish_step(office, step_id, "held", held | {"on": office.today.isoformat()})
    with pytest.raises(Refused):
        change_step(office, kept)


def test_taking_up_a_step_that_was_planned_at_once_takes_the_day_that_was_chosen(office: OfficeSession) -> None:
    governor = parent_in(office, capacities=frozenset({Capacity.GOVERNOR}))
    recorded = incident_about(office, author(governor))
    step = proposed_step(office, recorded, StepKind.COMPLAINTS)
    plan_step(office, replace(step, due_on=date(2026, 12, 14)))
    assert [(kept.kind, kept.due_on) for kept in incident_page(office, recorded).steps] == [
        (StepKind.CONTACT, TODAY),
        (StepKind.COMPLAINTS, date(2026, 12, 14)),
    ]


def test_clause_3_2_nobody_puts_a_contact_off(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    planned = incident_page(office, recorded).steps[0]
    change_step(office, replace(planned, due_on=date(2026, 12, 14)))
    assert incident_page(office, recorded).steps[0].due_on == TODAY


def test_clause_3_2_a_call_nobody_answered_is_made_again_and_stays_due_that_day(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    first = incident_page(office, recorded).steps[0]
    finish_step(office, first.id, NOT_REACHED, HOW)
    again = incident_page(office, recorded).steps[-1]
    assert (again.kind, again.state, again.due_on) == (StepKind.CONTACT, StepState.PLANNED, TODAY)
    assert (again.person_id, again.owner_id, again.details) == (first.person_id, first.owner_id, {})
    plan_step(office, replace(again, id=0, state=StepState.DONE, outcome=NOT_REACHED, done_on=TODAY, details=HOW))
    assert [item.record_id for item in due_items(office)] == [recorded]
    contact(office, recorded)
    assert [step.outcome for step in incident_page(office, recorded).steps] == [NOT_REACHED, NOT_REACHED, "reached"]
    assert due_items(office) == ()


def test_a_meeting_nobody_came_to_ends_without_saying_what_was_agreed(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    contact(office, recorded)
    step = proposed_step(office, recorded, StepKind.MEETING)
    step_id = plan_step(office, replace(step, details=step.details | {"place": "the hall"}))
    with pytest.raises(InvalidInput):
        finish_step(office, step_id, "held", {})
    finish_step(office, step_id, "did not attend", {})
    assert incident_page(office, recorded).steps[-1].outcome == "did not attend"


def test_what_is_due_names_who_sees_to_it_and_moves_with_the_case(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office, forename="Jane", surname="O’Brien")))
    with office.look() as work:
        other = work.users.get(signed_in_as(office, Role.OFFICE).user.id)
    assign(office, recorded, other.id)
    wait_for(office, recorded, "her call back")
    item = due_items(office)[0]
    assert (item.sentence, item.responsible) == ("Contact Jane O’Brien about 2026-0001 (3.2).", other.name)
    assert incident_page(office, recorded).incident.state is IncidentState.WAITING
    contact(office, recorded)
    assert due_items(office) == ()


def test_linked_cases_and_those_of_the_same_person_or_place_stand_on_the_page(office: OfficeSession) -> None:
    jane = parent_in(office)
    first = incident_about(office, author(jane))
    second = incident_about(office, author(jane), place="elsewhere")
    third = incident_about(office, UNKNOWN)
    link_incidents(office, first, "2026-0003", "same thread")
    linked = {recorded.id: (recorded.why, recorded.suggested) for recorded in incident_page(office, first).linked}
    assert linked == {third: ("same thread", False), second: ("same person", True)}
    with pytest.raises(InvalidInput):
        link_incidents(office, first, "2026-0099", "")


@pytest.mark.case("harm-1")
def test_nobody_protected_is_put_into_the_household_of_another(office: OfficeSession) -> None:
    home = a_parent().address
    hidden = a_parent(address=home, protected=frozenset({Protected.ADDRESS}), protected_reason="in danger")
    ids, _ = add_family(office, [a_parent(address=home), hidden], [a_pupil()])
    assert [household_of(office, one) for one in ids] == [(ids[0],), (ids[1],)]


def test_a_chronology_runs_across_the_cases_of_a_household_oldest_first(office: OfficeSession) -> None:
    home = a_parent().address
    ids, _ = add_family(office, [a_parent(address=home), a_parent(address=home)], [a_pupil()])
    incident_about(office, author(ids[0]))
    incident_about(office, author(ids[1]), happened_on=TODAY - timedelta(days=9), reported_on=TODAY)
    assert set(household_of(office, ids[0])) == set(ids)
    lines = chronology(office, household_of(office, ids[0]))
    assert lines[0].reference == "2026-0002"
    assert [line.on for line in lines] == sorted(line.on for line in lines)


def test_filters_and_orders_find_the_same_cases_and_a_saved_filter_is_one_users_own(office: OfficeSession) -> None:
    jane = parent_in(office, forename="Jane", surname="O’Brien")
    first = incident_about(office, author(jane), flags=(FlagAssessment(ContentFlag.ILLEGAL, "Head", TODAY),))
    second = incident_about(office, UNKNOWN, clauses=("2.6",), platform=Platform.X, account="Łukasz’s café")
    for order in ORDERS:
        for down in (False, True):
            assert set(incident_ids(office, IncidentFilter(), order, descending=down)) == {first, second}
    assert count_incidents(office, IncidentFilter()) == 2
    for wanted, found in (
        (IncidentFilter(words="obrien liar"), [first]),
        (IncidentFilter(words="lukaszs cafe"), [second]),
        (IncidentFilter(clause="2.6"), [second]),
        (IncidentFilter(platform=Platform.X, states=frozenset({IncidentState.OPEN})), [second]),
        (IncidentFilter(flag=ContentFlag.ILLEGAL), [first]),
        (IncidentFilter(parent_id=jane), [first]),
        (IncidentFilter(handler_id=office.user.id + 1), []),
        (IncidentFilter(overdue_on=TODAY), []),
        (IncidentFilter(due_on=TODAY), [first]),
    ):
        assert list(incident_ids(office, wanted)) == found, wanted
    line = incident_lines(office, [first])[0]
    assert (line.next_step, line.next_due_on) == (StepKind.CONTACT, TODAY)
    save_filter(office, "Mine", IncidentFilter(handler_id=office.user.id))
    assert [kept.name for kept in saved_filters(office)] == ["Mine"]
    assert saved_filters(signed_in_as(office, Role.OFFICE)) == []


def test_each_parent_keeps_the_edition_acknowledged_on_the_day(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    assert incident_page(office, recorded).incident.authors[0].edition_id is None

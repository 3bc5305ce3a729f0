"""Who did a step stays what it was, whoever looks after the case since; and nobody is given what they cannot do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import ANSWERED, MESSAGE_LEFT, StepKind
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incidents.change_incident import assign
from halton_desktop.services.incidents.find_incidents import chronology, handlers, incident_page
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.print_incident import incident_file_pdf
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.restrict_incident import restrict_incident
from halton_desktop.services.incidents.take_step import cancel_step, change_step, finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import migrations
from tests.factories import make_office, signed_in_as
from tests.helpers.incidents import TODAY, UNKNOWN, author, facts, incident_about, parent_in
from tests.helpers.restricted_incident import everything_of

HOW = {"how": "telephone"}


def first_step(office: OfficeSession, incident: int) -> Step:
    return incident_page(office, incident).steps[0]


@pytest.mark.case("harm-8")
def test_handing_a_case_over_does_not_change_who_acted_before(office: OfficeSession) -> None:
    clerk = signed_in_as(office, Role.OFFICE)
    parent = parent_in(office)
    incident = incident_about(office, author(parent))
    finish_step(clerk, first_step(office, incident).id, "reached", HOW)
    head = signed_in_as(office, Role.HEADTEACHER)
    assign(office, incident, head.user.id)
    assert first_step(office, incident).done_by == "Office"
    made = next(line for line in chronology(office, [parent]) if line.title.endswith(": reached"))
    assert made.by == "Office"
    assert "Done by Office" in everything_of(incident_file_pdf(office, incident, LeaveOut()))


@pytest.mark.case("harm-8")
def test_somebody_else_may_have_done_it_than_writes_it_down_and_whoever_cancels_is_named(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)), UNKNOWN)
    finish_step(office, first_step(office, incident).id, MESSAGE_LEFT, HOW, done_by="Mrs G. Jones")
    assert first_step(office, incident).done_by == "Mrs G. Jones"
    again = incident_page(office, incident).steps[-1]
    assert (again.state, again.done_by) == (StepState.PLANNED, "")
    head = signed_in_as(office, Role.HEADTEACHER)
    cancel_step(head, again.id, "He has left the country.")
    cancelled = next(line for line in incident_page(office, incident).timeline if "not needed" in line.title)
    assert cancelled.by == "Headteacher"
    unknown = next(person for person in incident_page(office, incident).incident.authors if not person.identified)
    identify_author(head, incident, unknown.id, author(parent_in(office)), "Her own words.")
    found = next(step for step in incident_page(office, incident).steps if step.kind is StepKind.IDENTIFY)
    assert found.done_by == "Headteacher"


@pytest.mark.case("harm-14")
def test_an_older_file_learns_from_its_history_who_did_each_step(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        clerk = signed_in_as(office, Role.OFFICE)
        incident = incident_about(office, author(parent_in(office)), UNKNOWN)
        finish_step(clerk, first_step(office, incident).id, "reached", HOW)
        unknown = incident_page(office, incident).incident.authors[1]
        identify_author(clerk, incident, unknown.id, author(parent_in(office)), "Her own words.")
        with office.vault.engine.connect().execution_options(immediate=True) as connection:
            migrations.run(connection, "0010")
            migrations.run(connection, migrations.HEAD)
            planned = text("SELECT count(*) FROM steps WHERE state = 'planned' AND done_by <> ''")
            assert connection.execute(planned).scalar() == 0
            connection.commit()
        done = [step for step in incident_page(office, incident).steps if not step.open]
        assert [(step.kind, step.owner, step.done_by) for step in done] == [
            (StepKind.CONTACT, "A. Clarke", "Office"),
            (StepKind.IDENTIFY, "A. Clarke", "Office"),
        ]


@pytest.mark.case("harm-8")
def test_a_group_closure_planned_too_early_is_neither_asked_for_nor_ended(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    incident = incident_about(office, author(parent_in(office)), is_group_chat=True)
    finish_step(office, first_step(office, incident).id, MESSAGE_LEFT, HOW)
    details = {"group": "Year 7", "continues": "It went on.", "asked_of": "the administrator"}
    early = Step(0, incident, StepKind.GROUP_CLOSURE, StepState.PLANNED, details)
    with office.change(Permission.TAKE_STEPS) as work:  # as a file of an earlier version of the program has it
        step_id = work.incidents.steps.add(early, work.now, office.user.name)
        work.commit()
    asked = {"asked_on": TODAY.isoformat(), "asked_how": "letter"}
    with pytest.raises(Refused, match="reached or wrote back"):
        change_step(head, replace(early, id=step_id, details=details | asked))
    with pytest.raises(Refused, match="reached or wrote back"):
        finish_step(head, step_id, "closed", asked | {"checked_on": TODAY.isoformat()})


@pytest.mark.case("harm-12")
def test_an_answer_cannot_be_older_than_the_report_nor_be_what_the_school_sent(office: OfficeSession) -> None:
    reported = TODAY - timedelta(days=3)
    incident = incident_about(office, author(parent_in(office)), happened_on=reported, reported_on=reported)
    step = replace(proposed_step(office, incident, StepKind.CONTACT), state=StepState.DONE, outcome=ANSWERED)
    words = {"how": "e-mail received", "said": "Sorry."}
    with pytest.raises(InvalidInput) as early:
        plan_step(office, replace(step, details=words, done_on=reported - timedelta(days=1)))
    assert early.value.field == "done_on"
    with pytest.raises(InvalidInput) as sent:
        plan_step(office, replace(step, details=words | {"how": "e-mail sent elsewhere"}, done_on=TODAY))
    assert sent.value.field == "outcome"
    with pytest.raises(InvalidInput) as sent:
        finish_step(office, first_step(office, incident).id, "reached", {"how": "letter"})
    assert sent.value.field == "outcome"
    plan_step(office, replace(step, details=words, done_on=reported))


@pytest.mark.case("harm-10")
def test_a_restricted_case_and_its_steps_are_given_to_nobody_who_may_not_open_it(office: OfficeSession) -> None:
    clerk, head = signed_in_as(office, Role.OFFICE), signed_in_as(office, Role.HEADTEACHER)
    incident = incident_about(office, author(parent_in(office)))
    restrict_incident(
        office, incident, RestrictionWish(frozenset({office.user.id, head.user.id}), shown=True, reason="A colleague.")
    )
    assert {user.id for user in handlers(office, incident)} == {office.user.id, head.user.id}
    with pytest.raises(Refused, match="Office may not open it"):
        assign(office, incident, clerk.user.id)
    planned = first_step(office, incident)
    with pytest.raises(Refused, match="Office may not open it"):
        change_step(office, replace(planned, owner_id=clerk.user.id))
    note = Step(0, incident, StepKind.REFERRAL, StepState.PLANNED, {"to": "police"}, owner_id=clerk.user.id)
    with pytest.raises(Refused):
        plan_step(office, note)
    change_step(office, replace(planned, owner_id=head.user.id))
    assign(office, incident, head.user.id)


@pytest.mark.case("harm-10")
def test_a_reader_is_given_no_case_and_no_step(office: OfficeSession) -> None:
    reader = signed_in_as(office, Role.READER)
    person = author(parent_in(office))
    incident = incident_about(office, person)
    assert reader.user.id not in {user.id for user in handlers(office)} | {
        user.id for user in handlers(office, incident)
    }
    with pytest.raises(Refused, match="reader"):
        assign(office, incident, reader.user.id)
    with pytest.raises(Refused, match="reader"):
        change_step(office, replace(first_step(office, incident), owner_id=reader.user.id))
    with pytest.raises(Refused, match="reader"):
        record_incident(office, NewIncident(facts(), (person,), reader.user.id))

"""A case that begins again is due again; what comes to a closed one reaches whoever looks after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from halton_desktop.domain.incidents.incident import AdditionKind, IncidentState, Outcome
from halton_desktop.domain.incidents.step_kind import NOT_IDENTIFIED, StepKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import Refused
from halton_desktop.services.incidents.change_incident import add_to_account
from halton_desktop.services.incidents.close_incident import close_incident, leave_closed, reopen_incident
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.take_step import finish_step
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, signed_in_as
from tests.helpers.incidents import UNKNOWN, author, contact, incident_about, parent_in


def later(office: OfficeSession, days: int) -> None:
    """So many days pass."""
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(days=days)


def planned(office: OfficeSession, incident: int) -> list[StepKind]:
    """What is planned in a case."""
    return [step.kind for step in incident_page(office, incident).steps if step.open]


@pytest.fixture
def closed(office: OfficeSession) -> int:
    """A case that was settled."""
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    close_incident(office, incident, Outcome.SETTLED, "Fine now.")
    return incident


@pytest.mark.case("cases-8")
def test_a_case_reopened_because_it_was_posted_again_asks_for_contact_from_that_day(
    office: OfficeSession, closed: int
) -> None:
    later(office, 14)
    reopen_incident(office, closed, "Posted again.")
    page = incident_page(office, closed)
    assert [(step.kind, step.due_on) for step in page.steps if step.open] == [(StepKind.CONTACT, office.today)]
    assert any(item.sentence.startswith("Contact ") for item in due_items(office))


@pytest.mark.case("cases-8")
def test_an_author_who_comes_to_light_after_the_case_was_closed_is_looked_for_and_then_contacted(
    office: OfficeSession,
) -> None:
    incident = incident_about(office, UNKNOWN)
    search = incident_page(office, incident).steps[0]
    finish_step(office, search.id, NOT_IDENTIFIED, {"tried": "Asked the group."})
    close_incident(office, incident, Outcome.NOT_IDENTIFIED, "Nobody knows.")
    later(office, 14)
    reopen_incident(office, incident, "A parent told us who it was.")
    assert planned(office, incident) == [StepKind.IDENTIFY]
    person = incident_page(office, incident).incident.authors[0]
    identify_author(office, incident, person.id, author(parent_in(office)), "She said so.")
    assert planned(office, incident) == [StepKind.CONTACT]


@pytest.mark.case("cases-8")
def test_what_is_added_to_a_closed_case_stands_on_today_until_it_is_left_closed(
    office: OfficeSession, closed: int
) -> None:
    assert due_items(office) == ()
    clerk = signed_in_as(office, Role.OFFICE)
    add_to_account(clerk, closed, AdditionKind.ADDITION, "It is back on Facebook.")
    [item] = due_items(office)
    assert item.sentence == (
        f"{clerk.user.name} added something to 2026-0001, which is closed: take it up again, or leave it closed."
    )
    assert (item.responsible, item.record_id) == (office.user.name, closed)
    leave_closed(office, closed)
    assert due_items(office) == ()
    assert incident_page(office, closed).incident.state is IncidentState.CLOSED
    with pytest.raises(Refused):
        leave_closed(office, closed)


@pytest.mark.case("cases-8")
def test_taking_a_case_up_again_answers_what_was_added_and_who_looks_after_it_is_not_told_of_their_own_words(
    office: OfficeSession, closed: int
) -> None:
    add_to_account(office, closed, AdditionKind.ADDITION, "My own afterthought.")
    assert due_items(office) == ()
    add_to_account(signed_in_as(office, Role.OFFICE), closed, AdditionKind.ADDITION, "It is back.")
    assert len(due_items(office)) == 1
    reopen_incident(office, closed, "It is back.")
    assert not any("added something" in item.sentence for item in due_items(office))

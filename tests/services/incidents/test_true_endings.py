"""A case ends as it ended; while the police ask for silence nobody is contacted, and it shows until it is lifted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.incidents.incident import IncidentState, Outcome, Platform
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import NOT_IDENTIFIED, StepKind
from halton_desktop.domain.incidents.step_rules import Need
from halton_desktop.errors import Refused
from halton_desktop.services.incidents.change_incident import link_incidents
from halton_desktop.services.incidents.close_incident import close_incident, obstacles
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import draft_letter, drop_letter, prepare_letter, untrue_now
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.take_step import finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from tests.helpers.incidents import UNKNOWN, author, contact, incident_about, parent_in

AGAIN = {"ask_again": "2026-11-24"}


def hold_on(office: OfficeSession, recorded: int) -> int:
    """The police asked that nobody is contacted."""
    step = proposed_step(office, recorded, StepKind.HOLD)
    return plan_step(office, replace(step, details=step.details | AGAIN | {"officer": "DS Shah"}))


def planned(office: OfficeSession, recorded: int, kind: StepKind) -> list[int]:
    """The ids of the open steps of a kind."""
    return [step.id for step in incident_page(office, recorded).steps if step.open and step.kind is kind]


@pytest.mark.case("cases-7")
def test_a_police_hold_stops_contact_and_letters_and_shows_until_it_is_lifted(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    prepared = prepare_letter(office, recorded, "incident_concern")
    hold = hold_on(office, recorded)
    offer = {offer.kind: offer for offer in incident_page(office, recorded).offers}
    assert not offer[StepKind.CONTACT].available
    assert offer[StepKind.CONTACT].reason == (
        "Contact nobody: the police asked on 23/11/2026 that nobody is contacted about this."
    )
    with pytest.raises(Refused, match="Contact nobody: the police"):
        draft_letter(office, recorded, "incident_concern")
    assert "Contact nobody" in untrue_now(office, prepared)
    drop_letter(office, prepared)
    [waiting] = planned(office, recorded, StepKind.CONTACT)
    with pytest.raises(Refused, match="Contact nobody"):
        finish_step(office, waiting, "reached", {"how": "telephone"})
    sentences = [item.sentence for item in due_items(office)]
    assert not any(sentence.startswith("Contact ") for sentence in sentences)
    assert any("hold on 2026-0001 still stands" in sentence for sentence in sentences)
    finish_step(office, hold, "lifted", {"lifted_by": "DS Shah"})
    page = incident_page(office, recorded)
    assert next(offer for offer in page.offers if offer.kind is StepKind.CONTACT).need is Need.REQUIRED
    assert any(item.sentence.startswith("Contact ") for item in due_items(office))


@pytest.mark.case("cases-7")
def test_what_came_from_the_parent_during_a_hold_is_still_written_down(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    hold_on(office, recorded)
    [waiting] = planned(office, recorded, StepKind.CONTACT)
    finish_step(office, waiting, "wrote or rang back", {"how": "telephone", "said": "She rang in tears."})
    assert incident_page(office, recorded).steps[0].state is StepState.DONE


@pytest.mark.case("cases-7")
def test_a_case_rests_with_the_police_while_the_hold_stands_and_no_closing_letter_goes_out(
    office: OfficeSession,
) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    hold = hold_on(office, recorded)
    [waiting] = planned(office, recorded, StepKind.CONTACT)
    assert any("“No-contact hold”" in why for why in obstacles(office, recorded, Outcome.NO_ACTION))
    finish_step(office, waiting, "wrote or rang back", {"how": "telephone", "said": "She rang in tears."})
    close_incident(office, recorded, Outcome.REFERRED, "The police have it: 26/1234.")
    with pytest.raises(Refused, match="Contact nobody"):
        draft_letter(office, recorded, "incident_closing")
    assert planned(office, recorded, StepKind.HOLD) == [hold]
    finish_step(office, hold, "lifted", {"lifted_by": "DS Shah"})
    assert draft_letter(office, recorded, "incident_closing").pdf


@pytest.mark.case("cases-7")
def test_a_case_with_known_authors_ends_although_one_was_never_found(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)), UNKNOWN)
    contact(office, recorded)
    assert obstacles(office, recorded, Outcome.SETTLED)
    [search] = planned(office, recorded, StepKind.IDENTIFY)
    finish_step(office, search, NOT_IDENTIFIED, {"tried": "Asked the group’s administrator."})
    close_incident(office, recorded, Outcome.SETTLED, "All who are known have apologised.")
    incident = incident_page(office, recorded).incident
    assert (incident.state, incident.outcome) == (IncidentState.CLOSED, Outcome.SETTLED)
    assert not incident.authors[1].identified


@pytest.mark.case("cases-7")
def test_a_duplicate_is_closed_only_once_the_other_case_is_linked(office: OfficeSession) -> None:
    first = incident_about(office, author(parent_in(office)))
    second = incident_about(office, author(parent_in(office)))
    with pytest.raises(Refused, match="No other case is linked"):
        close_incident(office, second, Outcome.DUPLICATE, "Reported twice.")
    link_incidents(office, second, incident_page(office, first).incident.reference, "the same post")
    close_incident(office, second, Outcome.DUPLICATE, "Reported twice.")
    [step] = incident_page(office, second).steps
    assert (step.state, step.cancelled_reason) == (
        StepState.CANCELLED,
        "the case was closed: the same matter as a linked case",
    )


@pytest.mark.case("cases-7")
@pytest.mark.parametrize("outcome", [Outcome.OTHER_SCHOOL, Outcome.TAKEN_BACK])
def test_another_school_s_matter_and_a_withdrawn_report_ask_for_nothing_more(
    office: OfficeSession, outcome: Outcome
) -> None:
    recorded = incident_about(office, author(parent_in(office)), UNKNOWN)
    close_incident(office, recorded, outcome, "Not ours to deal with.")
    assert not any(step.open for step in incident_page(office, recorded).steps)
    assert due_items(office) == ()


@pytest.mark.case("cases-7")
def test_the_author_does_not_read_that_somebody_withdrew_a_report(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    contact(office, recorded)
    close_incident(office, recorded, Outcome.TAKEN_BACK, "Mrs Ng asked us to leave it.")
    assert "withdrawn" not in draft_letter(office, recorded, "incident_closing").text


@pytest.mark.case("cases-7")
def test_material_that_is_still_there_is_not_said_to_be_removed(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)), platform=Platform.FACEBOOK)
    contact(office, recorded)
    step = proposed_step(office, recorded, StepKind.REMOVAL)
    asked = {"where": "Post 1", "asked_how": "letter", "deadline": "2026-11-24"}
    removal = plan_step(office, replace(step, details=step.details | asked))
    finish_step(office, removal, "still there", {"checked_on": office.today.isoformat()})
    assert obstacles(office, recorded, Outcome.REMOVED)

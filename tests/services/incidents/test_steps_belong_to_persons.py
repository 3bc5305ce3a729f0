"""What is asked of one person is theirs: named in page, case file and letter, and overwritten by nobody else’s."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.errors import Refused
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import confirm_letter, draft_letter, prepare_letter
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.print_incident import incident_file_pdf
from halton_desktop.services.incidents.take_step import finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from tests.helpers.incidents import TODAY, author, contact, incident_about, parent_in
from tests.services.incidents.test_incident_letter_words import FLAGS
from tests.services.incidents.test_print_incident import words_of

ANN, BOB = "https://example.org/ann", "https://example.org/bob"
ASKED = {"asked_on": TODAY.isoformat(), "asked_how": "letter", "deadline": (TODAY + timedelta(days=2)).isoformat()}
TOLD = {"force": "Cheshire", "on": TODAY.isoformat(), "disclosed": "The posts.", "basis": "prevention of crime"}


@pytest.fixture
def two(office: OfficeSession) -> tuple[int, int, int]:
    """A case, and its authors Ann and Bob, both spoken to."""
    people = [author(parent_in(office, forename=name, surname="Pearce")) for name in ("Ann", "Bob")]
    incident = incident_about(office, *people, flags=FLAGS)
    contact(office, incident)
    ann, bob = incident_page(office, incident).incident.authors
    return incident, ann.id, bob.id


def ask_for_removal(office: OfficeSession, incident: int, person: int | None, link: str, asked_of: str = "") -> int:
    """Plan that somebody is asked to take down what stands at a link."""
    step = proposed_step(office, incident, StepKind.REMOVAL)
    asked = {"where": link, "asked_of": asked_of or step.details["asked_of"]}
    return plan_step(office, replace(step, person_id=person, details=ASKED | asked))


@pytest.mark.case("cases-2")
def test_removal_asked_of_ann_and_of_bob_are_two_steps_and_each_letter_has_its_own_link(
    office: OfficeSession, two: tuple[int, int, int]
) -> None:
    incident, ann, bob = two
    first = ask_for_removal(office, incident, ann, ANN)
    proposed = proposed_step(office, incident, StepKind.REMOVAL)
    assert (proposed.person_id, proposed.details["asked_of"]) == (bob, "Bob Pearce")
    second = ask_for_removal(office, incident, bob, BOB)
    assert first != second
    for person, link, other in ((ann, ANN, BOB), (bob, BOB, ANN)):
        words = words_of(draft_letter(office, incident, "incident_removal", person).pdf)
        assert link in words
        assert other not in words


@pytest.mark.case("cases-2")
def test_a_second_link_of_the_same_person_overwrites_nothing_and_has_its_own_letter(
    office: OfficeSession, two: tuple[int, int, int]
) -> None:
    incident, ann, _bob = two
    ask_for_removal(office, incident, ann, ANN)
    ask_for_removal(office, incident, ann, ANN + "/again")
    kept = [step.details["where"] for step in incident_page(office, incident).steps if step.kind is StepKind.REMOVAL]
    assert kept == [ANN, ANN + "/again"]
    written = []
    for _ in kept:
        letter = prepare_letter(office, incident, "incident_removal", ann)
        confirm_letter(office, letter)
        written += [one.step_id for one in incident_page(office, incident).letters if one.id == letter]
    assert len(set(written)) == 2


@pytest.mark.case("cases-2")
def test_who_was_not_asked_gets_no_letter_with_the_link_of_another(
    office: OfficeSession, two: tuple[int, int, int]
) -> None:
    incident, _ann, bob = two
    ask_for_removal(office, incident, None, ANN, asked_of="Ann Pearce")
    with pytest.raises(Refused, match="Ann Pearce was asked to take it down, not Bob Pearce"):
        draft_letter(office, incident, "incident_removal", bob)


@pytest.mark.case("cases-2")
def test_the_police_then_the_local_authority_are_two_referrals_and_both_are_told_of(
    office: OfficeSession, two: tuple[int, int, int]
) -> None:
    incident, ann, _bob = two
    bodies = ("police", "local authority")
    step = proposed_step(office, incident, StepKind.REFERRAL)
    ids = [plan_step(office, replace(step, person_id=ann, details=TOLD | {"to": body})) for body in bodies]
    assert len(set(ids)) == 2
    kept = [step.details["to"] for step in incident_page(office, incident).steps if step.kind is StepKind.REFERRAL]
    assert tuple(kept) == bodies
    for step_id in ids:
        finish_step(office, step_id, "referred", {})
    told = []
    for _ in bodies:
        confirm_letter(office, prepare_letter(office, incident, "incident_police", ann))
        told.append(incident_page(office, incident).letters[-1].step_id)
    assert set(told) == set(ids)


@pytest.mark.case("cases-2")
def test_page_case_file_and_today_name_whom_a_step_is_for(office: OfficeSession, two: tuple[int, int, int]) -> None:
    incident, _ann, bob = two
    ask_for_removal(office, incident, bob, BOB)
    assert any("Removal planned: Bob Pearce" in line.title for line in incident_page(office, incident).timeline)
    printed = words_of(incident_file_pdf(office, incident, LeaveOut()))
    steps = printed[printed.index("Steps under the code") :]
    assert "For Bob Pearce" in steps.replace("\n", " ")
    assert any("the material of Bob Pearce in 2026-0001" in item.sentence for item in due_items(office))


@pytest.mark.case("cases-2")
def test_a_print_with_names_left_out_does_not_name_whom_a_step_is_for(
    office: OfficeSession, two: tuple[int, int, int]
) -> None:
    incident, ann, bob = two
    ask_for_removal(office, incident, bob, BOB)
    assert "Bob" not in words_of(incident_file_pdf(office, incident, LeaveOut(names=True, reader=ann)))

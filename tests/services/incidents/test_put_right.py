"""Every mistake in a case is put right with its reason, and the reason stays in the history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.evidence import Custody, EvidenceOrigin
from halton_desktop.domain.incidents.incident import AdditionKind, IncidentPerson, Outcome, PersonKind, PersonPart
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.manage_users import disable_user
from halton_desktop.services.incidents.change_incident import add_person, add_to_account
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_draft import (
    drafts_left,
    incident_draft,
    keep_incident_draft,
    take_over_draft,
)
from halton_desktop.services.incidents.incident_letters import readers_of
from halton_desktop.services.incidents.keep_evidence import add_evidence, custody_of
from halton_desktop.services.incidents.print_incident import evidence_bundle_pdf, incident_file_pdf
from halton_desktop.services.incidents.put_right import (
    Laid,
    leave_out_of_prints,
    move_to_incident,
    put_back_into_prints,
    take_back_step,
)
from halton_desktop.services.incidents.take_step import finish_step, plan_step, proposed_step
from halton_desktop.services.incidents.withdraw_incident import withdraw_person
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.helpers.incidents import UNKNOWN, author, contact, incident_about, parent_in, send
from tests.services.incidents.test_print_incident import words_of


def printed(office: OfficeSession, incident: int) -> str:
    """The words of the case file."""
    return words_of(incident_file_pdf(office, incident, LeaveOut()))


@pytest.fixture
def two(office: OfficeSession) -> tuple[int, int]:
    """A case with words and evidence of another, and that other."""
    incidents = incident_about(office, author(parent_in(office))), incident_about(office, author(parent_in(office)))
    add_to_account(office, incidents[0], AdditionKind.ADDITION, "Seen at the swings.")
    add_evidence(office, incidents[0], b"words", EvidenceOrigin(), file_name="swings.txt")
    return incidents


@pytest.mark.case("cases-6")
def test_an_addition_and_evidence_of_a_wrong_case_are_moved_to_the_case_they_belong_to(
    office: OfficeSession, two: tuple[int, int]
) -> None:
    wrong, right = two
    page = incident_page(office, wrong)
    add_evidence(office, right, b"other", EvidenceOrigin(), file_name="first.txt")
    with pytest.raises(InvalidInput) as missing:
        move_to_incident(office, Laid.WORDS, page.incident.additions[0].id, "2026-0099", "Typed into the wrong one.")
    assert missing.value.field == "reference"
    move_to_incident(office, Laid.WORDS, page.incident.additions[0].id, "2026-0002", "Typed into the wrong one.")
    move_to_incident(office, Laid.EVIDENCE, page.evidence[0].id, "2026-0002", "Dragged into the wrong one.")
    assert "swings" not in printed(office, wrong)
    assert "Seen at the swings." in printed(office, right)
    assert [(piece.label, piece.file_name) for piece in incident_page(office, right).evidence] == [
        ("E1", "first.txt"),
        ("E2", "swings.txt"),
    ]
    entry = custody_of(office, page.evidence[0].id)[-1]
    assert (entry.what, entry.note) == (Custody.MOVED, "from 2026-0001 E1: Dragged into the wrong one.")
    with office.look() as work:
        [told] = [e for e in work.audit.entries(RecordKind.INCIDENT, wrong) if e.action == "addition moved"]
    assert told.new["reason"] == "Typed into the wrong one."


@pytest.mark.case("cases-6")
def test_what_should_not_be_printed_stays_in_the_case_and_out_of_every_print(
    office: OfficeSession, two: tuple[int, int]
) -> None:
    incident, _other = two
    page = incident_page(office, incident)
    words, piece = page.incident.additions[0].id, page.evidence[0].id
    with pytest.raises(InvalidInput):
        leave_out_of_prints(office, Laid.WORDS, words, " ")
    leave_out_of_prints(office, Laid.WORDS, words, "Hearsay.")
    leave_out_of_prints(office, Laid.EVIDENCE, piece, "Another family’s.")
    assert "swings" not in printed(office, incident)
    assert "swings" not in words_of(evidence_bundle_pdf(office, incident))
    kept = incident_page(office, incident)
    assert (kept.incident.additions[0].struck, kept.evidence[0].struck) == ("Hearsay.", "Another family’s.")
    put_back_into_prints(office, Laid.WORDS, words)
    put_back_into_prints(office, Laid.EVIDENCE, piece)
    assert "Seen at the swings." in printed(office, incident)
    assert "swings.txt" in printed(office, incident)


@pytest.mark.case("cases-6")
@pytest.mark.parametrize("part", [PersonPart.AFFECTED, PersonPart.REPORTER])
def test_a_victim_or_reporter_named_wrongly_is_corrected_or_removed(office: OfficeSession, part: PersonPart) -> None:
    wrong = IncidentPerson(0, part, PersonKind.STAFF, name="Mrs Ball")
    incident = incident_about(office, author(parent_in(office)), wrong)
    [person] = incident_page(office, incident).incident.of(part)
    withdraw_person(
        office, incident, person.id, "Misspelt.", IncidentPerson(0, part, PersonKind.STAFF, name="Mrs Bell")
    )
    [person] = incident_page(office, incident).incident.of(part)
    assert person.name == "Mrs Bell"
    assert "Ball" not in printed(office, incident)
    withdraw_person(office, incident, person.id, "Was not there.")
    assert incident_page(office, incident).incident.of(part) == ()


@pytest.mark.case("cases-6")
def test_an_alias_of_somebody_who_is_author_already_is_one_person_one_contact_one_letter(office: OfficeSession) -> None:
    jane = parent_in(office, forename="Jane", surname="O’Brien")
    incident = incident_about(office, author(jane), UNKNOWN, replace(UNKNOWN, alias="MummyBear"))
    for person in incident_page(office, incident).incident.authors[1:]:
        identify_author(office, incident, person.id, author(jane), "She said so.")
    page = incident_page(office, incident)
    [only] = page.incident.authors
    assert only.shown == "Jane O’Brien (as “xX_truth, MummyBear”)"
    assert [step.kind for step in page.steps if step.open] == [StepKind.CONTACT]
    assert len(readers_of(office, incident, "incident_concern")) == 1


@pytest.mark.case("cases-6")
def test_the_same_person_is_not_put_into_a_case_twice_with_the_same_part(office: OfficeSession) -> None:
    jane = parent_in(office)
    with pytest.raises(InvalidInput, match="named twice who did it"):
        incident_about(office, author(jane), author(jane))
    incident = incident_about(office, author(jane))
    with pytest.raises(InvalidInput, match="named twice who did it"):
        add_person(office, incident, author(jane))


@pytest.mark.case("cases-6")
def test_a_step_never_taken_is_taken_back_and_what_the_code_asks_for_is_due_again(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    [done] = incident_page(office, incident).steps
    take_back_step(office, done.id, "That was the other Mrs Pearce.")
    gone, again = incident_page(office, incident).steps
    assert (gone.state, gone.outcome, gone.cancelled_reason) == (
        StepState.CANCELLED,
        "",
        "taken back: That was the other Mrs Pearce.",
    )
    assert (again.kind, again.state, again.due_on) == (StepKind.CONTACT, StepState.PLANNED, done.due_on)
    with office.look() as work:
        entry = work.audit.entries(RecordKind.STEP, done.id)[0]
    assert (entry.action, entry.old["outcome"]) == ("step taken back", "reached")


@pytest.mark.case("cases-6")
def test_a_step_of_which_a_letter_went_out_is_not_taken_back(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    step = proposed_step(office, incident, StepKind.REMOVAL)
    told = {"where": "Post 1", "asked_how": "letter", "deadline": "2026-11-24"}
    removal = plan_step(office, replace(step, details=step.details | told))
    send(office, incident, "incident_removal")
    finish_step(office, removal, "removed", {"checked_on": office.today.isoformat()})
    with pytest.raises(Refused, match="went out"):
        take_back_step(office, removal, "Never asked.")
    close_incident(office, incident, Outcome.REMOVED, "Gone.")
    with pytest.raises(Refused, match="closed"):
        take_back_step(office, removal, "Never asked.")


@pytest.mark.case("cases-6")
def test_what_a_disabled_user_was_typing_is_taken_over_and_nothing_of_anybody_else_is(office: OfficeSession) -> None:
    clerk = signed_in_as(office, Role.OFFICE)
    keep_incident_draft(clerk, {"account": "Half a sentence"})
    add_evidence(clerk, None, b"words", EvidenceOrigin(), file_name="chat.txt")
    assert drafts_left(office) == []
    with pytest.raises(Refused, match="still works"):
        take_over_draft(office, clerk.user.id)
    disable_user(office, clerk.user.id)
    [(user, name, _when)] = drafts_left(office)
    assert (user, name) == (clerk.user.id, clerk.user.name)
    take_over_draft(office, user)
    draft = incident_draft(office)
    assert draft is not None
    assert draft.content == {"account": "Half a sentence"}
    assert [piece.file_name for piece in draft.evidence] == ["chat.txt"]
    assert drafts_left(office) == []

"""Who was affected, who reported it, and the parents of a pupil who did it have steps and letters of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.incidents.incident import IncidentPerson, Outcome, PersonKind, PersonPart
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import PARENTS_TOLD, REACHED, StepKind
from halton_desktop.domain.incidents.step_rules import Need
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incidents.close_incident import close_incident, obstacles
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import (
    confirm_letter,
    draft_letter,
    letters_available,
    prepare_letter,
    readers_of,
    untrue_now,
)
from halton_desktop.services.incidents.take_step import finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.incidents import author, contact, incident_about, parent_in, send
from tests.services.incidents.test_incident_letter_words import words_of


def with_part(part: PersonPart, **who: object) -> IncidentPerson:
    """Somebody of the register with a part in the case."""
    return IncidentPerson(0, part, PersonKind.PARENT, **who)  # type: ignore[arg-type] # each test gives valid fields


@pytest.fixture
def theirs(office: OfficeSession) -> tuple[int, int, int]:
    """A case: Jane Pearce did it to Mary Ball, and Ann Lowe reported it; with the parents of the last two."""
    mary = parent_in(office, forename="Mary", surname="Ball")
    ann = parent_in(office, forename="Ann", surname="Lowe")
    people = with_part(PersonPart.AFFECTED, parent_id=mary), with_part(PersonPart.REPORTER, parent_id=ann)
    jane = author(parent_in(office, forename="Jane", surname="Pearce"))
    return incident_about(office, jane, *people), mary, ann


@pytest.mark.case("cases-9")
def test_contact_with_victim_and_reporter_is_a_step_of_its_own_and_contacts_no_author(
    office: OfficeSession, theirs: tuple[int, int, int]
) -> None:
    incident = theirs[0]
    page = incident_page(office, incident)
    offer = next(one for one in page.offers if one.kind is StepKind.OTHERS)
    others = [person.id for person in page.incident.people if person.part is not PersonPart.AUTHOR]
    assert sorted(offer.person_ids) == sorted(others)
    for person_id in others:
        step = replace(proposed_step(office, incident, StepKind.OTHERS), person_id=person_id, state=StepState.DONE)
        details = {"how": "telephone", "said": "She is upset.", "wishes": "Not to be named."}
        plan_step(office, replace(step, outcome=REACHED, details=details, done_on=office.today))
    page = incident_page(office, incident)
    assert [line.title for line in page.timeline if "Mary Ball" in line.title] == [
        "Contact with victim or reporter with Mary Ball: reached"
    ]
    assert next(one for one in page.offers if one.kind is StepKind.CONTACT).need is Need.REQUIRED
    with pytest.raises(Refused, match="not open for that person"):
        plan_step(office, replace(proposed_step(office, incident, StepKind.CONTACT), person_id=others[0]))


@pytest.mark.case("cases-9")
def test_the_letter_to_a_victim_says_what_the_school_may_say_and_names_nobody(
    office: OfficeSession, theirs: tuple[int, int, int]
) -> None:
    incident, mary, ann = theirs
    [reader] = readers_of(office, incident, "incident_affected")
    assert (reader.name, reader.parent_id) == ("Mary Ball", mary)
    told = words_of(draft_letter(office, incident, "incident_affected").pdf)
    assert "which concerned you" in told
    assert "We are looking into it." in told
    assert "between them and the school" in told
    thanks = words_of(draft_letter(office, incident, "incident_reporter").pdf)
    assert "Thank you for telling us" in thanks
    for name in ("Pearce", "Jane", "Lowe"):
        assert name not in told
    for name in ("Pearce", "Jane", "Ball"):
        assert name not in thanks
    send(office, incident, "incident_affected")
    assert incident_page(office, incident).letters[0].parent_id == mary
    assert [one.parent_id for one in readers_of(office, incident, "incident_concern")] != [mary]
    contact(office, incident)
    close_incident(office, incident, Outcome.SETTLED, "She took it down.")
    assert "the matter is closed" in words_of(draft_letter(office, incident, "incident_reporter").pdf)
    assert ann


@pytest.mark.case("cases-9")
def test_what_concerns_a_child_is_told_to_each_parent_but_not_to_the_one_who_did_it(office: OfficeSession) -> None:
    both = [a_parent(forename="Sue", surname="Park"), a_parent(forename="Tom", surname="Park")]
    [sue, tom], [kai] = add_family(office, both, [a_pupil(forename="Kai", surname="Park")])
    child = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PUPIL, pupil_id=kai)
    incident = incident_about(office, author(tom), child)
    assert [(one.parent_id, one.name) for one in readers_of(office, incident, "incident_affected")] == [
        (sue, "Sue Park, about Kai")
    ]
    assert "which concerned Kai" in words_of(draft_letter(office, incident, "incident_affected").pdf)


@pytest.mark.case("cases-9")
def test_a_pupil_as_author_leads_to_their_parents_and_the_behaviour_policy_and_to_no_letter_to_the_pupil(
    office: OfficeSession,
) -> None:
    both = [a_parent(forename="Sue", surname="Youngman"), a_parent(forename="Tom", surname="Youngman")]
    [sue, tom], [kai] = add_family(office, both, [a_pupil(forename="Kai", surname="Youngman", form="9B")])
    incident = incident_about(office, IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PUPIL, pupil_id=kai))
    page = incident_page(office, incident)
    assert [(step.kind, step.open) for step in page.steps] == [(StepKind.PUPIL, True)]
    open_to = {offer.kind for offer in page.offers if offer.available}
    assert not open_to & {StepKind.CONTACT, StepKind.MEETING, StepKind.SITE_BAN, StepKind.OTHERS}
    why_not = letters_available(office, incident)
    assert [name for name, why in why_not.items() if not why] == ["incident_pupil"]
    assert why_not["incident_concern"] == (
        "Kai Youngman (9B) is a pupil, and no letter goes to a pupil: write to their parents."
    )
    readers = readers_of(office, incident, "incident_pupil")
    assert {(one.parent_id, one.name) for one in readers} == {
        (sue, "Sue Youngman, about Kai"),
        (tom, "Tom Youngman, about Kai"),
    }
    chosen = next(one for one in readers if one.parent_id == tom)
    letter = draft_letter(office, incident, "incident_pupil", chosen.person_id, chosen.parent_id)
    assert letter.addressee.endswith("Tom Youngman")
    assert "Kai had a part in it" in letter.text
    assert "behaviour policy" in letter.text
    with pytest.raises(InvalidInput, match="goes to the parents of a pupil"):
        draft_letter(office, incident, "incident_pupil", 999)
    assert any("Conduct of a pupil" in why for why in obstacles(office, incident, Outcome.NO_ACTION))
    details = {"told": "Mrs Youngman", "how": "telephone", "passed_to": "Mr Hale, head of Year 9"}
    finish_step(office, page.steps[0].id, PARENTS_TOLD, details)
    assert obstacles(office, incident, Outcome.NO_ACTION) == ()


@pytest.mark.case("cases-9")
def test_a_letter_to_one_parent_of_a_pupil_stays_true_when_the_other_gets_theirs(office: OfficeSession) -> None:
    both = [a_parent(forename="Sue", surname="Youngman"), a_parent(forename="Tom", surname="Youngman")]
    _, [kai] = add_family(office, both, [a_pupil(forename="Kai", surname="Youngman", form="9B")])
    incident = incident_about(office, IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PUPIL, pupil_id=kai))
    for one in readers_of(office, incident, "incident_pupil"):
        letter_id = prepare_letter(office, incident, "incident_pupil", one.person_id, one.parent_id)
        assert untrue_now(office, letter_id) == ""
        confirm_letter(office, letter_id)
    letters = incident_page(office, incident).letters
    assert sorted(one.addressee.split()[-2] for one in letters) == ["Sue", "Tom"]
    assert len({one.parent_id for one in letters}) == 2

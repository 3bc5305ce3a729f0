"""Site bans run by decision only, and a case's letters are kept as printed, on the real encrypted file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.site_ban import BanState, SiteBan
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incidents.change_incident import change_capacities, change_facts
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import (
    confirm_ban,
    extend_ban,
    hear_representations,
    impose_provisionally,
    keep_after_review,
    lift_ban,
    prepare_ban,
)
from halton_desktop.services.incidents.find_incidents import (
    ban_register,
    incident_page,
)
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_letters import confirm_letter, draft_letter, drop_letter, prepare_letter
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.take_step import cancel_step
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.session import OfficeSession
from tests.factories import NOW, StandingClock, a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.incidents import TODAY, UNKNOWN, author, contact, facts, incident_about, parent_in, send


def ban_of(office: OfficeSession, incident: int) -> SiteBan:
    """A complete ban of the case's author."""
    person = incident_page(office, incident).incident.authors[0]
    return SiteBan(
        id=0,
        incident_id=incident,
        person_id=person.id,
        person=person.name,
        reason="Threats",
        risk_on_premises="Said he would wait at the gate",
        from_on=TODAY,
        to_on=TODAY + timedelta(days=42),
        representations_by=TODAY + timedelta(days=10),
        review_on=TODAY + timedelta(days=20),
        decided_by="Mrs G. Jones",
        collection="An aunt",
        meetings="By telephone",
    )


def test_a_ban_goes_from_draft_to_provisional_confirmed_extended_and_lifted_by_decision_only(
    office: OfficeSession,
) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    incident = incident_about(office, author(parent_in(office)), flags=flags)
    contact(office, incident)
    whole = ban_of(office, incident)
    ban_id = prepare_ban(office, replace(whole, review_on=None))
    with pytest.raises(Refused):
        impose_provisionally(head, ban_id)
    with pytest.raises(Refused):
        prepare_letter(office, incident, "incident_ban_provisional")
    prepare_ban(office, replace(whole, id=ban_id))
    impose_provisionally(head, ban_id)
    send(office, incident, "incident_ban_provisional")
    with pytest.raises(Refused):
        confirm_ban(head, ban_id, "")
    hear_representations(office, ban_id, "He is sorry.", TODAY)
    confirm_ban(head, ban_id, "")
    send(office, incident, "incident_ban_confirmed")
    extend_ban(head, ban_id, TODAY + timedelta(days=80), TODAY + timedelta(days=40), "More messages.")
    with pytest.raises(Refused) as refused:
        close_incident(office, incident, Outcome.SANCTION, "Done.")
    assert "does not end by itself" in refused.value.message
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now = NOW + timedelta(days=90)
    assert "ran until 11/02/2027: lift it." in due_items(office)[0].sentence
    with pytest.raises(Refused, match="it cannot run longer"):
        extend_ban(head, ban_id, TODAY + timedelta(days=120), TODAY + timedelta(days=100), "More messages.")
    lift_ban(head, ban_id, "It is over.")
    line = ban_register(office)[0]
    assert line.ban.state is BanState.LIFTED
    decided = [event.what for event in line.events]
    assert decided == ["provisional", "representations heard", "confirmed", "extended to 11/02/2027", "lifted"]


def test_a_ban_kept_after_its_review_says_why_and_is_looked_at_again_within_a_term(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    incident = incident_about(office, author(parent_in(office)), flags=flags)
    ban_id = prepare_ban(office, replace(ban_of(office, incident), to_on=TODAY + timedelta(days=200)))
    impose_provisionally(head, ban_id)
    send(office, incident, "incident_ban_provisional")
    later = TODAY + timedelta(days=60)
    for says_nothing in (" ", ".", "…"):
        with pytest.raises(InvalidInput):
            keep_after_review(head, ban_id, later, says_nothing)
        with pytest.raises(InvalidInput):
            extend_ban(head, ban_id, TODAY + timedelta(days=220), later, says_nothing)
        with pytest.raises(InvalidInput):
            lift_ban(head, ban_id, says_nothing)
        with pytest.raises(InvalidInput):
            hear_representations(office, ban_id, says_nothing, TODAY)
    with pytest.raises(Refused):
        keep_after_review(head, ban_id, TODAY + timedelta(days=150), "He wrote again.")
    keep_after_review(head, ban_id, later, "He wrote again.")
    assert ban_register(office)[0].ban.review_on == later


@pytest.mark.case("harm-3")
def test_a_ban_prepared_before_somebody_was_known_as_a_governor_is_imposed_all_the_same(office: OfficeSession) -> None:
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    incident = incident_about(office, author(parent_in(office)), flags=flags)
    ban_id = prepare_ban(office, ban_of(office, incident))
    person = incident_page(office, incident).incident.authors[0]
    change_capacities(office, incident, replace(person, capacities=frozenset({Capacity.GOVERNOR})))
    impose_provisionally(signed_in_as(office, Role.HEADTEACHER), ban_id)
    assert ban_register(office)[0].ban.in_force


@pytest.mark.case("harm-4")
def test_a_pupil_is_not_banned_by_whatever_door_a_ban_begins(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    _, pupils = add_family(office, [a_parent()], [a_pupil(forename="Kai", surname="Youngman")])
    as_pupil = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PUPIL, pupil_id=pupils[0])
    typed = replace(as_pupil, pupil_id=None, name="Youngman, Kai (7D)")
    for person in (as_pupil, typed):
        incident = incident_about(office, person, flags=flags)
        assert incident_page(office, incident).incident.authors[0].pupil_id == pupils[0]
        with pytest.raises(Refused, match="behaviour policy"):
            prepare_ban(office, ban_of(office, incident))
    by_name = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name="Kai Youngman, Year 7 pupil")
    with pytest.raises(InvalidInput, match="is a pupil here"):
        incident_about(office, by_name, flags=flags)
    incident = incident_about(office, replace(by_name, name="A. Stranger"), flags=flags)
    with office.change(Permission.TAKE_STEPS) as work:  # as a file of an earlier version of the program has it
        person = work.incidents.records.get(incident).authors[0]
        work.incidents.records.change_person(replace(person, name="kai youngman"))
        work.commit()
    with pytest.raises(Refused, match="behaviour policy"):
        prepare_ban(office, ban_of(office, incident))
    incident = incident_about(office, UNKNOWN, flags=flags)
    unknown = incident_page(office, incident).incident.authors[0]
    identify_author(office, incident, unknown.id, replace(as_pupil, name="Kai Youngman"), "His own telephone.")
    with pytest.raises(Refused, match="behaviour policy"):
        prepare_ban(office, ban_of(office, incident))
    adult = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name="A. Stranger")
    incident = incident_about(office, adult, flags=flags)
    impose_provisionally(head, prepare_ban(office, ban_of(office, incident)))


@pytest.mark.case("harm-4")
@pytest.mark.parametrize("name", ["Kai Youngman and a friend", "Mx Kai Youngman", "KaiYoungman"])
def test_a_pupil_among_other_words_is_no_adult_author(office: OfficeSession, name: str) -> None:
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    add_family(office, [a_parent()], [a_pupil(forename="Kai", surname="Youngman")])
    by_name = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name=name)
    with pytest.raises(InvalidInput, match="is a pupil here"):
        incident_about(office, by_name, flags=flags)
    incident = incident_about(office, UNKNOWN, flags=flags)
    unknown = incident_page(office, incident).incident.authors[0]
    with pytest.raises(InvalidInput, match="is a pupil here"):
        identify_author(office, incident, unknown.id, by_name, "The telephone.")
    incident = incident_about(office, replace(by_name, name=f"Mr {name.removeprefix('Mx ')}"), flags=flags)
    assert incident_page(office, incident).incident.authors[0].pupil_id is None


def test_a_ban_whose_content_is_no_longer_assessed_as_grave_is_not_confirmed(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    incident = incident_about(office, author(parent_in(office)), flags=flags)
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, ban_id)
    send(office, incident, "incident_ban_provisional")
    change_facts(office, incident, facts(flags=()))
    hear_representations(office, ban_id, "He quoted a film.", TODAY)
    with pytest.raises(Refused, match="nobody has assessed it"):
        confirm_ban(head, ban_id, "")
    lift_ban(head, ban_id, "It was a line of a film.")


def test_a_ban_whose_step_is_cancelled_is_discarded_and_can_be_imposed_no_more(office: OfficeSession) -> None:
    flags = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    incident = incident_about(office, author(parent_in(office)), flags=flags)
    ban_id = prepare_ban(office, ban_of(office, incident))
    step = next(step for step in incident_page(office, incident).steps if step.kind is StepKind.SITE_BAN)
    cancel_step(office, step.id, "A talk was enough.")
    assert incident_page(office, incident).bans[0][0].state is BanState.DISCARDED
    with pytest.raises(Refused, match="discarded"):
        impose_provisionally(signed_in_as(office, Role.HEADTEACHER), ban_id)


def test_a_letter_is_kept_as_printed_confirmed_once_and_dropped_only_before(office: OfficeSession) -> None:
    jane = parent_in(office, forename="Jane", surname="O’Brien", salutation="Mrs O’Brien")
    incident = incident_about(office, author(jane))
    draft = draft_letter(office, incident, "incident_concern")
    assert draft.blocked == ""
    dropped = prepare_letter(office, incident, "incident_concern")
    drop_letter(office, dropped)
    kept = prepare_letter(office, incident, "incident_concern")
    confirm_letter(office, kept)
    with pytest.raises(Refused):
        drop_letter(office, kept)
    letters = incident_page(office, incident).letters
    assert len(letters) == 1
    assert letters[0].issued_at == NOW
    assert search(office, letters[0].reference)[0].title.startswith("2026-0001")


def test_nobody_is_written_to_who_must_not_be_unless_with_a_reason(office: OfficeSession) -> None:
    blocked = parent_in(office, do_not_write=True, do_not_write_reason="asked for calls only")
    incident = incident_about(office, author(blocked))
    with pytest.raises(Refused) as refused:
        prepare_letter(office, incident, "incident_concern")
    assert "asked for calls only" in refused.value.message
    prepare_letter(office, incident, "incident_concern", override="The police asked us to.")
    with office.look() as work:
        last = work.audit.entries(RecordKind.INCIDENT, incident)[0]
    assert last.new["override"] == "The police asked us to."


def test_letters_need_somebody_in_the_register_and_the_step_they_speak_of(office: OfficeSession) -> None:
    with pytest.raises(Refused):
        draft_letter(office, incident_about(office, UNKNOWN), "incident_concern")
    incident = incident_about(office, author(parent_in(office)))
    with pytest.raises(Refused) as refused:
        draft_letter(office, incident, "incident_meeting")
    assert "needs its step “Meeting” first" in refused.value.message

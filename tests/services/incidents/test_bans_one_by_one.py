"""One person, one ban: its letters follow it, each decision is told before the next, none opens a shut gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.incidents.site_ban import HEARD, BanState
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.incidents.step_rules import Need
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incidents.decide_site_ban import (
    confirm_ban,
    extend_ban,
    hear_representations,
    impose_provisionally,
    keep_after_review,
    lift_ban,
    prepare_ban,
)
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.restrict_incident import restrict_incident
from halton_desktop.services.incidents.take_step import cancel_step
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import unit_of_work
from tests.factories import signed_in_as
from tests.helpers.incidents import TODAY, author, contact, incident_about, parent_in, send
from tests.services.incidents.test_bans_and_letters import ban_of
from tests.services.incidents.test_incident_letter_words import FLAGS, called, later, letter

pytestmark = pytest.mark.case("harm-6")


@pytest.fixture
def head(office: OfficeSession) -> OfficeSession:
    """The headteacher at the same office."""
    return signed_in_as(office, Role.HEADTEACHER)


@pytest.fixture
def incident(office: OfficeSession) -> int:
    """A case of one parent grave enough for a ban."""
    found = incident_about(office, author(parent_in(office)), flags=FLAGS)
    contact(office, found)
    return found


def stray_draft(office: OfficeSession, incident: int) -> int:
    """A second draft of the same person, as older versions of the program let one be saved."""
    with unit_of_work(office.vault.engine, office.user, office.clock, writing=True) as work:
        ban = ban_of(office, incident)
        step = Step(0, incident, StepKind.SITE_BAN, StepState.PLANNED, person_id=ban.person_id)
        step_id = work.incidents.steps.add(step, work.now, office.user.name)
        ban_id = work.incidents.bans.add(replace(ban, step_id=step_id, parent_id=1))
        work.commit()
    return ban_id


def test_no_second_ban_is_begun_or_imposed_beside_one_in_force(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    first = prepare_ban(office, ban_of(office, incident))
    with pytest.raises(Refused, match="is being prepared already"):
        prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, first)
    offer = next(one for one in incident_page(office, incident).offers if one.kind is StepKind.SITE_BAN)
    assert offer.need is Need.NOT_AVAILABLE
    with pytest.raises(Refused, match="in force already"):
        prepare_ban(office, ban_of(office, incident))
    with pytest.raises(Refused, match="is banned already"):
        impose_provisionally(head, stray_draft(office, incident))
    lift_ban(head, first, "Apologised.")


def test_a_stray_draft_kept_or_discarded_silences_no_letter_of_the_ban_in_force(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    first = prepare_ban(office, ban_of(office, incident))
    beside = stray_draft(office, incident)
    impose_provisionally(head, first)
    assert "provisional" in letter(office, incident, "incident_ban_provisional")
    with office.look() as work:
        step = work.incidents.bans.get(beside).step_id
    assert step is not None
    cancel_step(office, step, "Begun twice.")
    send(office, incident, "incident_ban_provisional")
    with office.look(Permission.LOOK) as work:
        assert [ban.state for ban in work.incidents.bans.of_incident(incident)] == [
            BanState.PROVISIONAL,
            BanState.DISCARDED,
        ]


def test_a_draft_that_was_discarded_is_no_ban_to_a_concern_or_a_final_warning(
    office: OfficeSession, incident: int
) -> None:
    prepare_ban(office, ban_of(office, incident))
    step = next(step for step in incident_page(office, incident).steps if step.kind is StepKind.SITE_BAN)
    cancel_step(office, step.id, "A talk was enough.")
    for name in ("incident_concern", "incident_warning"):
        assert letter(office, incident, name)


def test_nothing_is_decided_on_top_of_a_decision_nobody_was_told_of(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, ban_id)
    send(office, incident, "incident_ban_provisional")
    last, review = TODAY + timedelta(days=50), TODAY + timedelta(days=25)
    extend_ban(head, ban_id, last, review, "You wrote again.")
    hear_representations(office, ban_id, "You said you were sorry.", TODAY)
    for _ in range(2):
        with pytest.raises(Refused, match=r"No letter has told .* that the ban was extended to"):
            keep_after_review(head, ban_id, review, "Still.")
        with pytest.raises(Refused, match="that the ban was extended to"):
            confirm_ban(head, ban_id, "")
        with pytest.raises(Refused, match="that the ban was extended to"):
            extend_ban(head, ban_id, last + timedelta(days=9), review, "Again.")
        send(office, incident, "incident_ban_extended")
        last += timedelta(days=9)
        later(office, 1)
        extend_ban(head, ban_id, last, review, "Again.")
    send(office, incident, "incident_ban_extended")
    keep_after_review(head, ban_id, review + timedelta(days=1), "Still.")
    with pytest.raises(Refused, match="that the ban was reviewed and kept"):
        confirm_ban(head, ban_id, "")
    send(office, incident, "incident_ban_kept")
    confirm_ban(head, ban_id, "")


def test_a_ban_is_not_imposed_from_a_day_before_today(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    ban_id = prepare_ban(office, ban_of(office, incident))
    later(office, 1)
    with pytest.raises(Refused, match="must not lie before today"):
        impose_provisionally(head, ban_id)
    prepare_ban(office, replace(ban_of(office, incident), id=ban_id, from_on=TODAY + timedelta(days=1)))
    impose_provisionally(head, ban_id)


def test_nobody_is_heard_before_the_ban_and_what_comes_later_leaves_the_confirmation_as_it_was(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, ban_id)
    with pytest.raises(InvalidInput, match="imposed on 23/11/2026"):
        hear_representations(office, ban_id, "You said you were sorry.", TODAY - timedelta(days=1))
    send(office, incident, "incident_ban_provisional")
    hear_representations(office, ban_id, "You said you were sorry.", TODAY)
    confirm_ban(head, ban_id, "")
    later(office, 1)
    hear_representations(office, ban_id, "You rang and shouted.", TODAY + timedelta(days=1))
    words = letter(office, incident, "incident_ban_confirmed")
    assert "on 23 November 2026: You said you were sorry." in words
    assert "shouted" not in words
    ((_, events),) = incident_page(office, incident).bans
    assert [event.note for event in events if event.what == HEARD] == [
        "You said you were sorry.",
        "You rang and shouted.",
    ]


def test_a_ban_lifted_before_its_first_day_is_not_said_to_have_begun(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    first = TODAY + timedelta(days=3)
    ban = replace(ban_of(office, incident), from_on=first, representations_by=first + timedelta(days=10))
    ban_id = prepare_ban(office, ban)
    impose_provisionally(head, ban_id)
    send(office, incident, "incident_ban_provisional")
    lift_ban(head, ban_id, "You apologised.")
    words = letter(office, incident, "incident_ban_lifted")
    assert "lifted on 23 November 2026, before its first day, and never began. You may come onto the site" in words
    for untrue in ("that began", "Since then", "again as before"):
        assert untrue not in words


def test_no_letter_lets_somebody_onto_the_site_whom_a_ban_in_another_case_keeps_off(
    office: OfficeSession, head: OfficeSession
) -> None:
    parent, bans = parent_in(office), []
    incidents = [incident_about(office, author(parent), flags=FLAGS) for _ in range(2)]
    for incident in incidents:
        bans.append(prepare_ban(office, ban_of(office, incident)))
        impose_provisionally(head, bans[-1])
        send(office, incident, "incident_ban_provisional")
    lift_ban(head, bans[0], "You apologised.")
    with pytest.raises(Refused, match=r"Another ban of .* is in force"):
        letter(office, incidents[0], "incident_ban_lifted")
    lift_ban(head, bans[1], "You apologised here too.")
    for incident in incidents:
        assert "You may come onto the site" in letter(office, incident, "incident_ban_lifted")


def test_the_headteacher_signs_as_such_what_they_decided_before_the_case_was_anothers(
    office: OfficeSession, head: OfficeSession, incident: int
) -> None:
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(called(head, "Gwen Jones"), ban_id)
    deputy = signed_in_as(office, Role.OFFICE)
    everybody = frozenset({office.user.id, head.user.id, deputy.user.id})
    restrict_incident(office, incident, RestrictionWish(everybody, True, "Her own.", deputy.user.id, "deputy head"))
    signed = letter(office, incident, "incident_ban_provisional").partition("Yours sincerely")[2]
    assert "Mrs G. Jones Headteacher" in signed
    assert "Acting for" not in signed
    send(office, incident, "incident_ban_provisional")
    lift_ban(deputy, ban_id, "You apologised.")
    signed = letter(office, incident, "incident_ban_lifted").partition("Yours sincerely")[2]
    assert "Office Deputy head" in signed

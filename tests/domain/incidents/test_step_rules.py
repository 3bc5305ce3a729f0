"""What the code allows for one incident, what comes first, and why something is not available."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.calendar import OfficeDays, SchoolCalendar, Term
from halton_desktop.domain.incidents.closing import ENDS_ALL, given_up, obstacles_to_closing
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentState,
    Outcome,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.site_ban import BanState, SiteBan
from halton_desktop.domain.incidents.step import Step, StepState, checked_step, fulfilled, held
from halton_desktop.domain.incidents.step_kind import ANSWERED, MEANING, MESSAGE_LEFT, NOT_REACHED, REACHED, StepKind
from halton_desktop.domain.incidents.step_rules import (
    Need,
    clause_of,
    due_on,
    offer_of,
    offers,
    require_available,
    require_possible,
    steps_at_once,
)
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.errors import InvalidInput, Refused
from tests.domain.incidents.made_up import TODAY, author, done, incident, incidents, steps_of

GOVERNOR = author(1, capacities=frozenset({Capacity.PARENT_CARER, Capacity.GOVERNOR}))
ALIAS = author(4, PersonKind.UNKNOWN, alias="xX_truth")
AUTUMN = Term("Autumn", date(2026, 9, 3), date(2026, 12, 18))
THREAT = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)


def test_clause_3_2_the_parent_is_contacted_first_and_due_the_same_school_day() -> None:
    recorded = incident()
    first = offers(recorded, ())[0]
    assert (first.kind, first.need, first.clause) == (StepKind.CONTACT, Need.REQUIRED, "3.2")
    assert due_on(StepKind.CONTACT, date(2026, 11, 21), TODAY, SchoolCalendar()) == TODAY  # reported on a Saturday


def test_clause_3_2_a_call_nobody_answered_leaves_the_contact_required() -> None:
    tried = done(StepKind.CONTACT, outcome=NOT_REACHED)
    assert offer_of(StepKind.CONTACT, incident(), [tried]).need is Need.REQUIRED


def test_clause_3_3_a_meeting_follows_a_contact_and_says_so_before() -> None:
    before = offer_of(StepKind.MEETING, incident(), ())
    assert not before.available
    assert "Contact Parent 1 first (3.2)" in before.reason
    assert offer_of(StepKind.MEETING, incident(), [done(StepKind.CONTACT)]).need is Need.ALLOWED


@pytest.mark.case("harm-3")
@pytest.mark.parametrize("office", [Capacity.GOVERNOR, Capacity.PTA_MEMBER])
def test_a_governor_who_threatens_staff_is_contacted_met_banned_and_referred_beside_the_complaints_procedure(
    office: Capacity,
) -> None:
    recorded = incident(author(1, capacities=frozenset({office})), flags=THREAT)
    assert [offer.kind for offer in offers(recorded, ()) if offer.need is Need.REQUIRED] == [
        StepKind.CONTACT,
        StepKind.COMPLAINTS,
    ]
    assert offer_of(StepKind.COMPLAINTS, recorded, ()).clause == "3.4"
    assert steps_at_once(recorded) == ((StepKind.CONTACT, 1), (StepKind.COMPLAINTS, 1))
    for kind in (StepKind.MEETING, StepKind.SITE_BAN, StepKind.REFERRAL):
        assert offer_of(kind, recorded, [done(StepKind.CONTACT)]).available
    assert "followed beside it (3.4)" in offer_of(StepKind.SITE_BAN, recorded, ()).reason
    assert obstacles_to_closing(recorded, [done(StepKind.CONTACT)], Outcome.SANCTION)
    both = [done(StepKind.CONTACT), done(StepKind.COMPLAINTS)]
    assert "Nobody was banned" in obstacles_to_closing(recorded, both, Outcome.SANCTION)[0]
    banned = SiteBan(1, 1, 1, "Parent 1", state=BanState.LIFTED)
    assert obstacles_to_closing(recorded, both, Outcome.SANCTION, [banned]) == ()


@pytest.mark.case("harm-3")
@pytest.mark.parametrize("clause", ["2.5", "2.1a", "2.6"])
def test_a_friend_request_or_a_post_by_a_governor_is_no_case_of_clause_3_4(clause: str) -> None:
    recorded = incident(GOVERNOR, clauses=(clause,))
    assert steps_at_once(recorded) == ((StepKind.CONTACT, 1),)
    assert offer_of(StepKind.COMPLAINTS, recorded, ()).need is Need.ALLOWED
    assert obstacles_to_closing(recorded, [done(StepKind.CONTACT)], Outcome.SETTLED) == ()


@pytest.mark.case("harm-3")
def test_a_governor_who_is_the_victim_sends_nobody_to_the_complaints_procedure() -> None:
    victim = replace(GOVERNOR, id=2, part=PersonPart.AFFECTED)
    recorded = incident(author(1), victim)
    assert steps_at_once(recorded) == ((StepKind.CONTACT, 1),)
    assert offer_of(StepKind.COMPLAINTS, recorded, ()).need is Need.ALLOWED


@pytest.mark.case("harm-4")
def test_a_pupil_is_never_banned_and_the_refusal_says_where_their_conduct_belongs() -> None:
    pupil = author(1, PersonKind.PUPIL, name="Kai Youngman (9B)")
    refused = offer_of(StepKind.SITE_BAN, incident(pupil, flags=THREAT), ())
    assert not refused.available
    assert "an exclusion. Pupils’ conduct belongs in the school’s behaviour policy." in refused.reason
    both = offer_of(StepKind.SITE_BAN, incident(pupil, author(2), flags=THREAT), ())
    assert both.person_ids == (2,)
    assert "behaviour policy" in both.reason
    assert steps_at_once(incident(pupil)) == ((StepKind.PUPIL, 1),)


@pytest.mark.case("harm-4")
def test_a_member_of_staff_is_not_banned_under_a_code_for_parents() -> None:
    employee = author(1, PersonKind.STAFF, name="Mr Bell")
    assert "disciplinary policy" in offer_of(StepKind.SITE_BAN, incident(employee, flags=THREAT), ()).reason


def test_clause_2_6_without_a_known_author_nobody_is_contacted_met_or_banned() -> None:
    recorded = incident(ALIAS, flags=THREAT)
    assert offers(recorded, ())[0].kind is StepKind.IDENTIFY
    for kind in (StepKind.CONTACT, StepKind.MEETING, StepKind.SITE_BAN):
        refused = offer_of(kind, recorded, ())
        assert not refused.available
        assert "(2.6)" in refused.reason


def test_clause_2_4_a_ban_and_a_referral_need_content_somebody_assessed() -> None:
    for kind in (StepKind.SITE_BAN, StepKind.REFERRAL):
        with pytest.raises(Refused) as refused:
            require_available(kind, incident(), ())
        assert refused.value.clause == "2.4"
        assert require_available(kind, incident(flags=THREAT), ()).available


def test_clause_2_7_flagged_material_is_suggested_for_removal_and_an_email_cannot_be_taken_down() -> None:
    assert offer_of(StepKind.REMOVAL, incident(flags=THREAT), ()).need is Need.SUGGESTED
    assert not offer_of(StepKind.REMOVAL, incident(platform=Platform.EMAIL), ()).available


def test_clause_3_6_only_a_group_chat_can_be_closed() -> None:
    tried = [done(StepKind.CONTACT)]
    assert offer_of(StepKind.GROUP_CLOSURE, incident(is_group_chat=True), tried).available
    assert not offer_of(StepKind.GROUP_CLOSURE, incident(), tried).available
    youtube = incident(platform=Platform.YOUTUBE, is_group_chat=True)
    assert not offer_of(StepKind.GROUP_CLOSURE, youtube, tried).available


@pytest.mark.case("harm-8")
def test_a_group_is_asked_to_close_when_problems_continue_not_before_anybody_was_contacted() -> None:
    recorded = incident(is_group_chat=True)
    assert "Contact Parent 1 first (3.2)" in offer_of(StepKind.GROUP_CLOSURE, recorded, ()).reason
    for attempt in (NOT_REACHED, MESSAGE_LEFT):
        assert not offer_of(StepKind.GROUP_CLOSURE, recorded, [done(StepKind.CONTACT, outcome=attempt)]).available
    assert offer_of(StepKind.GROUP_CLOSURE, recorded, [done(StepKind.CONTACT, outcome=ANSWERED)]).available
    nobody_known = incident(ALIAS, is_group_chat=True)
    assert offer_of(StepKind.GROUP_CLOSURE, nobody_known, ()).available


@pytest.mark.case("harm-8")
def test_a_meeting_waits_until_somebody_was_reached_or_wrote_back() -> None:
    for attempt in (NOT_REACHED, MESSAGE_LEFT):
        offer = offer_of(StepKind.MEETING, incident(), [done(StepKind.CONTACT, outcome=attempt)])
        assert "once somebody was reached or wrote back" in offer.reason
        assert not offer.available
    assert offer_of(StepKind.MEETING, incident(), [done(StepKind.CONTACT, outcome=ANSWERED)]).available


@pytest.mark.case("harm-8")
@pytest.mark.parametrize("outcome", [REACHED, ANSWERED])
@pytest.mark.parametrize("how", ["letter", "e-mail sent elsewhere"])
def test_what_the_school_sends_reaches_nobody_and_is_no_answer(how: str, outcome: str) -> None:
    sent = replace(done(StepKind.CONTACT, outcome=outcome), details={"how": how, "said": "We wrote to them."})
    with pytest.raises(InvalidInput) as refused:
        checked_step(sent)
    assert refused.value.field == "outcome"
    for attempt in (NOT_REACHED, MESSAGE_LEFT):
        checked_step(replace(sent, outcome=attempt))
    checked_step(replace(sent, outcome=ANSWERED, details={"how": "letter received", "said": "Sorry."}))


@pytest.mark.case("harm-12")
@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind is not StepKind.NOTE])
def test_nothing_was_done_about_an_incident_before_the_school_knew_of_it(kind: StepKind) -> None:
    early = replace(done(kind, outcome=MEANING[kind].outcomes[-1]), done_on=TODAY - timedelta(days=1))
    with pytest.raises(InvalidInput, match="knew of this on 23/11/2026 only"):
        require_possible(early, incident(), TODAY)
    require_possible(replace(early, done_on=TODAY), incident(), TODAY)


@pytest.mark.case("harm-3")
def test_the_complaints_procedure_about_a_governor_is_that_of_3_4_and_under_way_once_referred() -> None:
    recorded = incident(author(capacities=frozenset({Capacity.GOVERNOR})))
    planned = Step(5, 1, StepKind.COMPLAINTS, StepState.PLANNED, person_id=1)
    assert clause_of(planned, recorded) == "3.4"
    assert clause_of(planned, incident()) == "2.2"
    assert "It is planned" in offer_of(StepKind.COMPLAINTS, recorded, [planned]).reason
    referred = replace(planned, details={"referred_on": TODAY.isoformat()})
    assert "It is under way" in offer_of(StepKind.COMPLAINTS, recorded, [referred]).reason


@pytest.mark.case("harm-8")
def test_a_voicemail_is_an_attempt_and_settles_nothing_with_the_parent() -> None:
    left = done(StepKind.CONTACT, outcome=MESSAGE_LEFT)
    assert not left.fulfilled
    offer = offer_of(StepKind.CONTACT, incident(), [left])
    assert offer.need is Need.REQUIRED
    assert "an attempt, not a contact" in offer.reason
    assert obstacles_to_closing(incident(), [left], Outcome.SETTLED)
    assert obstacles_to_closing(incident(clauses=()), [left], Outcome.SETTLED)
    wrote_back = done(StepKind.CONTACT, outcome=ANSWERED)
    assert obstacles_to_closing(incident(), [left, wrote_back], Outcome.SETTLED) == ()


@pytest.mark.case("harm-8")
def test_a_case_ends_with_nobody_reached_only_after_tries_on_two_days() -> None:
    first = done(StepKind.CONTACT, outcome=MESSAGE_LEFT)
    again = Step(5, 1, StepKind.CONTACT, StepState.PLANNED, person_id=1)
    assert "at least 2 days" in obstacles_to_closing(incident(), [first, again], Outcome.NOT_REACHED)[0]
    second = replace(first, done_on=TODAY + timedelta(days=1))
    assert obstacles_to_closing(incident(), [first, second, again], Outcome.NOT_REACHED) == ()
    assert obstacles_to_closing(incident(), [done(StepKind.CONTACT)], Outcome.NOT_REACHED)


@pytest.mark.case("harm-12")
def test_a_concern_that_is_no_breach_asks_for_nothing_and_gives_no_power() -> None:
    recorded = incident(clauses=(), flags=THREAT, is_group_chat=True)
    assert recorded.title == "Concern, not yet a matter of the code"
    assert steps_at_once(recorded) == ()
    assert not any(offer.need is Need.REQUIRED for offer in offers(recorded, ()))
    for kind in (StepKind.MEETING, StepKind.REMOVAL, StepKind.GROUP_CLOSURE, StepKind.SITE_BAN):
        assert "not yet a matter of the code" in offer_of(kind, recorded, [done(StepKind.CONTACT)]).reason
    for kind in (StepKind.CONTACT, StepKind.COMPLAINTS, StepKind.REFERRAL, StepKind.NOTE):
        assert offer_of(kind, recorded, ()).available
    assert obstacles_to_closing(recorded, (), Outcome.NO_BREACH) == ()
    assert obstacles_to_closing(recorded, (), Outcome.SANCTION)


@pytest.mark.case("harm-8")
def test_what_is_to_be_done_at_once_is_not_put_off_to_september() -> None:
    summer = SchoolCalendar((Term("Summer", date(2026, 4, 13), date(2026, 7, 21)), AUTUMN))
    friday = date(2026, 7, 24)
    assert due_on(StepKind.CONTACT, friday, friday, summer) == friday
    for kind in (StepKind.REFERRAL, StepKind.REMOVAL, StepKind.IDENTIFY):
        assert due_on(kind, friday, friday, summer) <= date(2026, 7, 31)
    assert due_on(StepKind.MEETING, friday, friday, summer) > AUTUMN.first
    known = replace(summer, office_days=(OfficeDays("August", date(2026, 8, 24), date(2026, 8, 28)),))
    assert due_on(StepKind.CONTACT, friday, friday, known) == date(2026, 8, 24)


def test_clause_2_1b_a_complaint_aired_online_is_shown_its_proper_place() -> None:
    assert offer_of(StepKind.COMPLAINTS, incident(clauses=("2.1b",)), ()).need is Need.SUGGESTED


def test_a_case_is_not_closed_while_its_contact_is_open_and_says_which_step() -> None:
    recorded = incident()
    contact = Step(1, 1, StepKind.CONTACT, StepState.PLANNED, person_id=1)
    assert obstacles_to_closing(recorded, [contact], Outcome.SETTLED)[0].startswith("The step “Contact” for Parent 1")
    assert obstacles_to_closing(recorded, [done(StepKind.CONTACT)], Outcome.SETTLED) == ()


def test_an_author_nobody_could_find_does_not_keep_a_case_open_for_ever() -> None:
    recorded = incident(ALIAS)
    planned = Step(1, 1, StepKind.IDENTIFY, StepState.PLANNED, person_id=4)
    assert obstacles_to_closing(recorded, [planned], Outcome.NOT_IDENTIFIED) == ()
    assert obstacles_to_closing(recorded, [planned], Outcome.SETTLED)
    assert obstacles_to_closing(incident(), [done(StepKind.CONTACT)], Outcome.NOT_IDENTIFIED)


@given(st.data())
def test_every_step_is_offered_exactly_once_and_what_is_not_available_says_why(data: st.DataObject) -> None:
    recorded = data.draw(incidents())
    found = offers(recorded, data.draw(steps_of(recorded)))
    assert sorted(offer.kind for offer in found) == sorted(StepKind)
    assert all(offer.reason for offer in found)
    ranks = [offer.available for offer in found]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.case("harm-3")
@given(st.data())
def test_whatever_happened_the_complaints_procedure_takes_no_step_away(data: st.DataObject) -> None:
    recorded = data.draw(incidents())
    steps = data.draw(steps_of(recorded))
    plain = replace(recorded, people=tuple(replace(person, capacities=frozenset()) for person in recorded.people))
    for kind in (StepKind.CONTACT, StepKind.MEETING, StepKind.SITE_BAN, StepKind.REFERRAL):
        assert offer_of(kind, recorded, steps).person_ids == offer_of(kind, plain, steps).person_ids
    for person in recorded.known_authors:
        ended = fulfilled(StepKind.COMPLAINTS, steps, person.id)
        if recorded.goes_to_complaints(person) and not ended and not held(steps):
            assert person.id in offer_of(StepKind.COMPLAINTS, recorded, steps).person_ids


@given(st.data())
def test_nobody_unknown_is_ever_contacted_met_or_banned(data: st.DataObject) -> None:
    recorded = data.draw(incidents())
    steps = data.draw(steps_of(recorded))
    unknown = {person.id for person in recorded.authors if not person.identified}
    for kind in (StepKind.CONTACT, StepKind.MEETING, StepKind.SITE_BAN, StepKind.COMPLAINTS):
        assert not unknown & set(offer_of(kind, recorded, steps).person_ids)


@given(st.data(), st.sampled_from(list(Outcome)))
def test_no_case_closes_with_a_planned_step_or_an_author_the_code_still_wants_contacted(
    data: st.DataObject, outcome: Outcome
) -> None:
    recorded = data.draw(incidents())
    steps = data.draw(steps_of(recorded))
    if outcome in ENDS_ALL or obstacles_to_closing(recorded, steps, outcome):
        return
    waiting = [step for step in steps if step.open and not (step.kind is StepKind.HOLD and outcome is Outcome.REFERRED)]
    assert all(given_up(step, outcome) for step in waiting)
    if outcome not in (Outcome.NO_BREACH, Outcome.NOT_REACHED):
        assert offer_of(StepKind.CONTACT, recorded, steps).need is not Need.REQUIRED
    assert offer_of(StepKind.COMPLAINTS, recorded, steps).need is not Need.REQUIRED


@given(incidents())
def test_recording_plans_a_step_for_every_author_and_it_is_open_to_them(recorded: object) -> None:
    from halton_desktop.domain.incidents.incident import Incident

    assert isinstance(recorded, Incident)
    planned = steps_at_once(recorded)
    assert {person for _, person in planned} == {person.id for person in recorded.authors}
    for kind, person in planned:
        assert person in offer_of(kind, recorded, ()).person_ids


@given(st.data())
def test_a_closed_case_offers_nothing_but_to_be_reopened(data: st.DataObject) -> None:
    recorded = replace(data.draw(incidents()), state=IncidentState.CLOSED)
    assert not any(offer.available for offer in offers(recorded, data.draw(steps_of(recorded))))

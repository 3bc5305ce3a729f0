"""What the code allows for one incident, what comes first, and why something is not available."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.incident import ContentFlag, FlagAssessment, IncidentState, Outcome, PersonKind, Platform
from halton_desktop.domain.parent import Capacity
from halton_desktop.domain.step import NOT_REACHED, Step, StepKind, StepState
from halton_desktop.domain.step_rules import (
    Need,
    due_on,
    obstacles_to_closing,
    offer_of,
    offers,
    require_available,
    steps_at_once,
)
from halton_desktop.errors import Refused
from tests.domain.cases import TODAY, author, done, incident, incidents, steps_of

GOVERNOR = author(1, capacities=frozenset({Capacity.PARENT_CARER, Capacity.GOVERNOR}))
ALIAS = author(4, PersonKind.UNKNOWN, alias="xX_truth")
THREAT = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)


def test_clause_3_2_the_parent_is_contacted_first_and_due_the_same_school_day() -> None:
    case = incident()
    first = offers(case, ())[0]
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


@pytest.mark.parametrize("office", [Capacity.GOVERNOR, Capacity.PTA_MEMBER])
def test_clause_3_4_a_governor_or_pta_member_always_goes_to_the_complaints_procedure(office: Capacity) -> None:
    case = incident(author(1, capacities=frozenset({office})), flags=THREAT)
    first = offers(case, ())[0]
    assert (first.kind, first.need, first.clause) == (StepKind.COMPLAINTS, Need.REQUIRED, "3.4")
    for kind in (StepKind.MEETING, StepKind.SITE_BAN):
        assert "(3.4)" in offer_of(kind, case, [done(StepKind.CONTACT)]).reason
    concluded = [done(StepKind.COMPLAINTS)]
    assert offer_of(StepKind.MEETING, case, concluded).available
    assert offer_of(StepKind.SITE_BAN, case, concluded).available


def test_clause_2_6_without_a_known_author_nobody_is_contacted_met_or_banned() -> None:
    case = incident(ALIAS, flags=THREAT)
    assert offers(case, ())[0].kind is StepKind.IDENTIFY
    for kind in (StepKind.CONTACT, StepKind.MEETING, StepKind.SITE_BAN):
        refused = offer_of(kind, case, ())
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
    assert offer_of(StepKind.GROUP_CLOSURE, incident(is_group_chat=True), ()).available
    assert not offer_of(StepKind.GROUP_CLOSURE, incident(), ()).available
    assert not offer_of(StepKind.GROUP_CLOSURE, incident(platform=Platform.YOUTUBE, is_group_chat=True), ()).available


def test_clause_2_1b_a_complaint_aired_online_is_shown_its_proper_place() -> None:
    assert offer_of(StepKind.COMPLAINTS, incident(clauses=("2.1b",)), ()).need is Need.SUGGESTED


def test_a_case_is_not_closed_while_its_contact_is_open_and_says_which_step() -> None:
    case = incident()
    contact = Step(1, 1, StepKind.CONTACT, StepState.PLANNED, person_id=1)
    assert obstacles_to_closing(case, [contact], Outcome.SETTLED)[0].startswith("The step “Contact” for Parent 1")
    assert obstacles_to_closing(case, [done(StepKind.CONTACT)], Outcome.SETTLED) == ()


def test_an_author_nobody_could_find_does_not_keep_a_case_open_for_ever() -> None:
    case = incident(ALIAS)
    planned = Step(1, 1, StepKind.IDENTIFY, StepState.PLANNED, person_id=4)
    assert obstacles_to_closing(case, [planned], Outcome.NOT_IDENTIFIED) == ()
    assert obstacles_to_closing(case, [planned], Outcome.SETTLED)
    assert obstacles_to_closing(incident(), [done(StepKind.CONTACT)], Outcome.NOT_IDENTIFIED)


@given(st.data())
def test_every_step_is_offered_exactly_once_and_what_is_not_available_says_why(data: st.DataObject) -> None:
    case = data.draw(incidents())
    found = offers(case, data.draw(steps_of(case)))
    assert sorted(offer.kind for offer in found) == sorted(StepKind)
    assert all(offer.reason for offer in found)
    ranks = [offer.available for offer in found]
    assert ranks == sorted(ranks, reverse=True)


@given(st.data())
def test_whatever_happened_a_governor_is_neither_met_nor_banned_before_the_complaints_procedure_ended(
    data: st.DataObject,
) -> None:
    case = data.draw(incidents())
    steps = data.draw(steps_of(case))
    ended = {step.person_id for step in steps if step.kind is StepKind.COMPLAINTS and step.fulfilled}
    for person in case.authors:
        if person.identified and person.goes_to_complaints and not ended & {person.id, None}:
            for kind in (StepKind.MEETING, StepKind.SITE_BAN):
                assert person.id not in offer_of(kind, case, steps).person_ids
            assert person.id in offer_of(StepKind.COMPLAINTS, case, steps).person_ids


@given(st.data())
def test_nobody_unknown_is_ever_contacted_met_or_banned(data: st.DataObject) -> None:
    case = data.draw(incidents())
    steps = data.draw(steps_of(case))
    unknown = {person.id for person in case.authors if not person.identified}
    for kind in (StepKind.CONTACT, StepKind.MEETING, StepKind.SITE_BAN, StepKind.COMPLAINTS):
        assert not unknown & set(offer_of(kind, case, steps).person_ids)


@given(st.data(), st.sampled_from(list(Outcome)))
def test_no_case_closes_with_a_planned_step_or_an_author_the_code_still_wants_contacted(
    data: st.DataObject, outcome: Outcome
) -> None:
    case = data.draw(incidents())
    steps = data.draw(steps_of(case))
    if obstacles_to_closing(case, steps, outcome):
        return
    still = [step for step in steps if step.open]
    assert all(step.kind is StepKind.IDENTIFY and outcome is Outcome.NOT_IDENTIFIED for step in still)
    if outcome is not Outcome.NO_BREACH:
        assert offer_of(StepKind.CONTACT, case, steps).need is not Need.REQUIRED
    assert offer_of(StepKind.COMPLAINTS, case, steps).need is not Need.REQUIRED


@given(incidents())
def test_recording_plans_one_step_for_every_author_and_it_is_open_to_them(case: object) -> None:
    from halton_desktop.domain.incident import Incident

    assert isinstance(case, Incident)
    planned = steps_at_once(case)
    assert sorted(person for _, person in planned) == sorted(person.id for person in case.authors)
    for kind, person in planned:
        assert person in offer_of(kind, case, ()).person_ids


@given(st.data())
def test_a_closed_case_offers_nothing_but_to_be_reopened(data: st.DataObject) -> None:
    from dataclasses import replace

    case = replace(data.draw(incidents()), state=IncidentState.CLOSED)
    assert not any(offer.available for offer in offers(case, data.draw(steps_of(case))))

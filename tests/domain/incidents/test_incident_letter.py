"""A letter is refused until what it says is true: each condition played on the smallest case that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from halton_desktop.domain.acknowledgement import Form, FormKind, FormState, FormStatus
from halton_desktop.domain.incidents.closing import obstacles_to_closing
from halton_desktop.domain.incidents.incident import IncidentState, Outcome
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTER, INCIDENT_LETTERS, grounds_of
from halton_desktop.domain.incidents.incident_on_file import Addressees, BanOnFile, IncidentOnFile
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.site_ban import (
    CONFIRMED,
    EXTENDED,
    HEARD,
    KEPT,
    LIFTED,
    PROVISIONAL,
    BanEvent,
    BanState,
    SiteBan,
)
from halton_desktop.domain.incidents.step import Step, StepState, checked_step
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.slip_letter import reminder_too_early
from halton_desktop.errors import InvalidInput, Refused
from tests.domain.incidents.made_up import TODAY, author, done, incident

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
GOVERNOR = author(capacities=frozenset({Capacity.GOVERNOR}))


_BORNE_OUT_BY = {
    Outcome.REMOVED: StepKind.REMOVAL,
    Outcome.AGREED: StepKind.MEETING,
    Outcome.COMPLAINT: StepKind.COMPLAINTS,
    Outcome.REFERRED: StepKind.REFERRAL,
}


def on_file(*steps: Step, closed: bool = False, **changes: object) -> IncidentOnFile:
    """An open case of one parent with these steps."""
    of = incident(state=IncidentState.CLOSED if closed else IncidentState.OPEN)
    return replace(IncidentOnFile(of, of.authors[0], TODAY, steps), **changes)  # type: ignore[arg-type] # valid fields


def about_a_governor(*steps: Step) -> IncidentOnFile:
    of = incident(GOVERNOR)
    return IncidentOnFile(of, of.authors[0], TODAY, steps)


def planned(kind: StepKind, **details: str) -> Step:
    return Step(7, 1, kind, StepState.PLANNED, details, person_id=1)


def ended(kind: StepKind, outcome: str, **details: str) -> Step:
    return replace(done(kind, outcome=outcome), details=details)


def banned(*what: str, **changes: object) -> BanOnFile:
    """A complete ban of the case's parent about which this was decided, one day after the other."""
    ban = SiteBan(
        1, 1, 1, "Parent 1", 1, reason="Threats", risk_on_premises="The gate", from_on=YESTERDAY,
        to_on=TODAY + timedelta(days=40), representations_by=TODAY + timedelta(days=9),
        review_on=TODAY + timedelta(days=20), decided_by="Mrs Jones", collection="An aunt", meetings="By telephone",
    )  # fmt: skip
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    events = tuple(BanEvent(n, 1, words, TODAY, "Mrs Jones", "", moment) for n, words in enumerate(what))
    return BanOnFile(replace(ban, **changes), events)  # type: ignore[arg-type] # valid fields of a ban


def letter(name: str, ban_id: int | None = 1, step_id: int | None = None) -> LetterOfIncident:
    """One that went out."""
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    return LetterOfIncident(1, 1, step_id, ban_id, 1, "C26-1", name, "Parent 1", moment, "Office", moment)


def why_not(name: str, on_file: IncidentOnFile) -> str:
    """Why the letter may not be written, "" when it may."""
    try:
        grounds_of(INCIDENT_LETTER[name], on_file)
    except Refused as refusal:
        return refusal.message
    return ""


@pytest.mark.case("harm-6")
@pytest.mark.parametrize("name", [one.name for one in INCIDENT_LETTERS if one.to is Addressees.AUTHORS])
def test_every_letter_has_a_condition_and_none_but_the_concern_is_true_of_a_case_just_recorded(name: str) -> None:
    assert bool(why_not(name, on_file())) is (name != "incident_concern")


@pytest.mark.case("harm-6")
def test_the_outcome_of_a_meeting_is_not_written_before_it_was_held_nor_empty() -> None:
    to_come = planned(StepKind.MEETING, on=TOMORROW.isoformat())
    assert "No meeting has been held yet" in why_not("incident_meeting_outcome", on_file(to_come))
    declined = ended(StepKind.MEETING, "declined", on=YESTERDAY.isoformat(), agreed="Nothing")
    assert "No meeting has been held yet" in why_not("incident_meeting_outcome", on_file(declined))
    empty = ended(StepKind.MEETING, "held", on=TODAY.isoformat(), agreed=" ")
    assert "not written down" in why_not("incident_meeting_outcome", on_file(empty))
    early = ended(StepKind.MEETING, "held", on=TOMORROW.isoformat(), agreed="Talk first")
    assert "still to come" in why_not("incident_meeting_outcome", on_file(early))
    assert (
        why_not("incident_meeting_outcome", on_file(replace(early, details=early.details | {"on": "2026-11-20"}))) == ""
    )


@pytest.mark.case("harm-6")
def test_a_day_that_has_passed_is_never_written_as_one_to_come() -> None:
    past, ahead = YESTERDAY.isoformat(), TOMORROW.isoformat()
    assert "22/11/2026, which has passed" in why_not("incident_meeting", on_file(planned(StepKind.MEETING, on=past)))
    assert why_not("incident_meeting", on_file(planned(StepKind.MEETING, on=ahead))) == ""
    assert "which has passed" in why_not("incident_removal", on_file(planned(StepKind.REMOVAL, deadline=past)))
    assert why_not("incident_removal", on_file(planned(StepKind.REMOVAL, deadline=ahead))) == ""
    heard_until = banned(PROVISIONAL, from_on=TODAY - timedelta(days=9), representations_by=YESTERDAY)
    assert "put their side" in why_not("incident_ban_provisional", on_file(bans=(heard_until,)))
    told = (letter("incident_ban_provisional"),)
    reviewed = on_file(bans=(banned(CONFIRMED, review_on=YESTERDAY),), issued=told)
    assert "next review" in why_not("incident_ban_confirmed", reviewed)
    assert "last day" in why_not("incident_ban_kept", on_file(bans=(banned(KEPT, to_on=YESTERDAY),), issued=told))


@pytest.mark.case("harm-6")
@pytest.mark.parametrize("kind", [StepKind.REMOVAL, StepKind.GROUP_CLOSURE, StepKind.MEETING])
def test_what_is_done_already_is_not_asked_for_again(kind: StepKind) -> None:
    names = {StepKind.REMOVAL: "incident_removal", StepKind.GROUP_CLOSURE: "incident_group_closure"}
    name = names.get(kind, "incident_meeting")
    assert "is done already" in why_not(name, on_file(done(kind)))
    assert "closed" in why_not(name, on_file(planned(kind), closed=True))


@pytest.mark.case("harm-6")
def test_a_final_warning_speaks_of_a_contact_so_somebody_must_have_been_reached() -> None:
    assert "reached" in why_not("incident_warning", on_file())
    assert "reached" in why_not("incident_warning", on_file(ended(StepKind.CONTACT, "not reached")))
    assert why_not("incident_warning", on_file(done(StepKind.CONTACT))) == ""
    assert "closed" in why_not("incident_warning", on_file(done(StepKind.CONTACT), closed=True))
    standing = banned(PROVISIONAL, state=BanState.PROVISIONAL)
    assert "in force" in why_not("incident_warning", on_file(done(StepKind.CONTACT), bans=(standing,)))


@pytest.mark.case("harm-6")
def test_a_closing_letter_needs_a_closed_case_and_somebody_who_knows_of_it() -> None:
    assert "still open" in why_not("incident_closing", on_file(done(StepKind.CONTACT)))
    assert why_not("incident_closing", on_file(done(StepKind.CONTACT), closed=True)) == ""
    assert "in touch" in why_not("incident_closing", on_file(closed=True))


def again_of(*what: str, name: str) -> IncidentOnFile:
    """A ban about which this was decided, and the letter of it that went out."""
    return on_file(bans=(banned(*what),), issued=(letter("incident_ban_provisional"), letter(name)))


@pytest.mark.case("harm-6")
def test_each_ban_letter_follows_the_newest_decision_and_no_other() -> None:
    decided = {
        "incident_ban_provisional": (PROVISIONAL,),
        "incident_ban_confirmed": (PROVISIONAL, HEARD, CONFIRMED),
        "incident_ban_kept": (PROVISIONAL, CONFIRMED, KEPT),
        "incident_ban_extended": (PROVISIONAL, CONFIRMED, KEPT, f"{EXTENDED} to 11/02/2027"),
        "incident_ban_lifted": (PROVISIONAL, CONFIRMED, LIFTED),
    }
    for name, what in decided.items():
        for other in decided:
            told = on_file(bans=(banned(*what),), issued=(letter("incident_ban_provisional"),))
            had = name == other == "incident_ban_provisional"
            assert bool(why_not(other, told)) is (other != name or had), (name, other)
            untold = why_not(other, on_file(bans=(banned(*what),)))
            assert bool(untold) is (other != "incident_ban_provisional" or name != other), (name, other)
        assert "has had this letter already" in why_not(name, again_of(*what, name=name))


@pytest.mark.case("harm-6")
def test_what_becomes_of_a_ban_is_not_written_to_somebody_no_letter_has_told_of_it() -> None:
    for name, what in (("confirmed", CONFIRMED), ("kept", KEPT), ("extended", EXTENDED), ("lifted", LIFTED)):
        untold = on_file(bans=(banned(PROVISIONAL, what),), issued=(letter("incident_ban_provisional", ban_id=9),))
        assert "No letter has told Parent 1 of this ban" in why_not(f"incident_ban_{name}", untold)


@pytest.mark.case("harm-6")
@pytest.mark.parametrize("days_left", [-1, 0, 4])
def test_a_provisional_ban_is_not_told_when_too_few_days_are_left_to_answer(days_left: int) -> None:
    late = banned(PROVISIONAL, from_on=TODAY - timedelta(days=9), representations_by=TODAY + timedelta(days=days_left))
    assert "put their side" in why_not("incident_ban_provisional", on_file(bans=(late,)))


@pytest.mark.case("harm-6")
def test_a_final_warning_is_given_once_and_not_after_a_referral_or_a_ban() -> None:
    reached = done(StepKind.CONTACT)
    lifted = banned(PROVISIONAL, LIFTED, state=BanState.LIFTED)
    assert "there has been one" in why_not("incident_warning", on_file(reached, bans=(lifted,)))
    assert "has been referred" in why_not("incident_warning", on_file(reached, done(StepKind.REFERRAL)))
    assert "already" in why_not("incident_warning", on_file(reached, issued=(letter("incident_warning"),)))


@pytest.mark.case("harm-6")
def test_a_group_is_closed_only_once_the_headteacher_has_entered_that_they_ask_and_is_asked_once() -> None:
    prepared = planned(StepKind.GROUP_CLOSURE, group="Year 7")
    assert "headteacher has not entered" in why_not("incident_group_closure", on_file(prepared))
    asked = replace(prepared, details=prepared.details | {"asked_on": TODAY.isoformat()})
    assert why_not("incident_group_closure", on_file(asked)) == ""
    again = on_file(asked, issued=(letter("incident_group_closure", None, asked.id),))
    assert "already" in why_not("incident_group_closure", again)


@pytest.mark.case("harm-6")
def test_nobody_is_invited_to_a_meeting_at_an_hour_that_has_passed() -> None:
    today = on_file(planned(StepKind.MEETING, on=TODAY.isoformat(), at="8:00"))
    assert "today at 08:00" in why_not("incident_meeting", replace(today, now=time(9, 0)))
    assert why_not("incident_meeting", replace(today, now=time(7, 0))) == ""


@pytest.mark.case("harm-6")
@pytest.mark.parametrize(("outcome", "borne_out_by"), _BORNE_OUT_BY.items())
def test_how_a_case_ended_is_told_only_to_those_of_whom_it_is_true(outcome: Outcome, borne_out_by: StepKind) -> None:
    ended_so = replace(incident(state=IncidentState.CLOSED), outcome=outcome)
    told = on_file(done(StepKind.CONTACT), incident=ended_so)
    assert grounds_of(INCIDENT_LETTER["incident_closing"], told).ending is None
    with_another = replace(told, steps=(*told.steps, done(borne_out_by, person_id=2)))
    assert grounds_of(INCIDENT_LETTER["incident_closing"], with_another).ending is None
    with_them = replace(told, steps=(*told.steps, done(borne_out_by)))
    assert grounds_of(INCIDENT_LETTER["incident_closing"], with_them).ending is outcome


@pytest.mark.case("harm-6")
@pytest.mark.parametrize("how", ["refused", "still there", "partly removed"])
def test_material_is_said_to_be_gone_only_when_all_of_it_is(how: str) -> None:
    gone, left = ended(StepKind.REMOVAL, "removed", where="Post 1"), ended(StepKind.REMOVAL, how, where="Post 2")
    theirs = replace(left, person_id=2)
    ended_so = replace(incident(state=IncidentState.CLOSED), outcome=Outcome.REMOVED)
    for steps in ((gone, left), (left, gone), (gone, theirs), (gone, replace(theirs, details=gone.details))):
        (why,) = obstacles_to_closing(incident(), [done(StepKind.CONTACT), *steps], Outcome.REMOVED)
        assert f"ended as “{how}” (2.7)" in why
        told = on_file(done(StepKind.CONTACT), *steps, incident=ended_so)
        assert grounds_of(INCIDENT_LETTER["incident_closing"], told).ending is None
    again = (gone, left, ended(StepKind.REMOVAL, "removed", where="post 2"))
    assert obstacles_to_closing(incident(), [done(StepKind.CONTACT), *again], Outcome.REMOVED) == ()
    told = on_file(done(StepKind.CONTACT), *again, incident=ended_so)
    assert grounds_of(INCIDENT_LETTER["incident_closing"], told).ending is Outcome.REMOVED


@pytest.mark.case("harm-6")
@pytest.mark.parametrize(("outcome", "borne_out_by"), _BORNE_OUT_BY.items())
def test_a_case_in_which_somebody_was_merely_reached_ends_with_nothing_that_never_happened(
    outcome: Outcome, borne_out_by: StepKind
) -> None:
    reached = [done(StepKind.CONTACT)]
    assert "choose another outcome" in obstacles_to_closing(incident(), reached, outcome)[0]
    assert obstacles_to_closing(incident(), [*reached, done(borne_out_by)], outcome) == ()
    assert "Nobody was banned" in obstacles_to_closing(incident(), reached, Outcome.SANCTION)[0]
    assert obstacles_to_closing(incident(), reached, Outcome.SETTLED) == ()


@pytest.mark.case("harm-6")
@pytest.mark.parametrize("how", ["letter", "e-mail sent elsewhere", "through the platform"])
def test_a_letter_sent_reaches_nobody_and_settles_nothing(how: str) -> None:
    sent = ended(StepKind.CONTACT, "reached", how=how)
    with pytest.raises(InvalidInput, match="an attempt") as refused:
        checked_step(sent)
    assert refused.value.field == "outcome"
    assert "reached" in why_not("incident_warning", on_file(sent)), "also where it was written down before"
    assert obstacles_to_closing(incident(), [sent], Outcome.SETTLED)
    assert checked_step(
        replace(sent, details={"how": "letter received", "said": "Sorry."}, outcome="wrote or rang back")
    )


@pytest.mark.case("harm-6")
def test_a_full_stop_is_nothing_that_was_agreed() -> None:
    details = {"on": TODAY.isoformat(), "at": "08:00", "place": "hall", "attended": "both", "agreed": "."}
    with pytest.raises(InvalidInput, match="What was agreed"):
        checked_step(ended(StepKind.MEETING, "held", **details))


@pytest.mark.case("harm-6")
def test_a_referral_of_another_author_is_not_called_none() -> None:
    other = done(StepKind.REFERRAL, person_id=2)
    assert "another author" in why_not("incident_police", on_file(other))
    assert "has been referred" in why_not("incident_concern", on_file(done(StepKind.REFERRAL)))


@pytest.mark.case("harm-6")
def test_nothing_has_been_decided_is_not_written_once_something_was() -> None:
    assert "site ban" in why_not("incident_concern", on_file(bans=(banned(PROVISIONAL),)))
    assert "meeting" in why_not("incident_concern", on_file(done(StepKind.MEETING)))


@pytest.mark.case("harm-6")
def test_a_referral_is_told_once_it_was_made_and_before_it_has_ended() -> None:
    assert "not been referred" in why_not("incident_police", on_file(planned(StepKind.REFERRAL)))
    assert why_not("incident_police", on_file(ended(StepKind.REFERRAL, "referred"))) == ""
    assert "has ended" in why_not("incident_police", on_file(ended(StepKind.REFERRAL, "no action by them")))


@pytest.mark.case("harm-5")
def test_who_the_complaints_procedure_is_followed_about_is_told_so_and_never_invited_to_complain() -> None:
    under_way = planned(
        StepKind.COMPLAINTS, referred_on=TODAY.isoformat(), stage="informal", referred_to="the chair of governors"
    )
    assert "not invited to complain" in why_not("incident_complaints", about_a_governor(under_way))
    assert why_not("incident_complaints_notice", about_a_governor(under_way)) == ""
    assert "needs its step" in why_not("incident_complaints_notice", about_a_governor())
    concluded = done(StepKind.COMPLAINTS)
    assert "done already" in why_not("incident_complaints_notice", about_a_governor(concluded))
    nobody = replace(under_way, details=under_way.details | {"referred_to": " "})
    assert "to whom it was referred" in why_not("incident_complaints_notice", about_a_governor(nobody))


@pytest.mark.case("harm-5")
def test_somebody_with_a_grievance_is_shown_the_way_and_gets_no_notice() -> None:
    under_way = planned(StepKind.COMPLAINTS, referred_on=TODAY.isoformat(), stage="informal")
    assert why_not("incident_complaints", on_file(under_way)) == ""
    assert "does not send" in why_not("incident_complaints_notice", on_file(under_way))
    assert "no" in why_not("incident_complaints", on_file()).lower()


@pytest.mark.case("harm-12")
@pytest.mark.parametrize("name", [letter.name for letter in INCIDENT_LETTERS if not letter.of_concern])
def test_no_letter_tells_a_parent_of_a_breach_while_there_is_only_a_concern(name: str) -> None:
    concern = incident(clauses=())
    assert "This is a concern" in why_not(name, IncidentOnFile(concern, concern.authors[0], TODAY))


def form(**changes: object) -> Form:
    known = Form(1, "A26-1", FormKind.ACKNOWLEDGEMENT, 1, 1, FormStatus(FormState.ISSUED), "Jane")
    due = {"issued_on": TODAY - timedelta(days=20), "due_on": TODAY - timedelta(days=6)}
    return replace(known, **(due | changes))  # type: ignore[arg-type] # valid fields of a form


@pytest.mark.case("harm-6")
def test_a_reminder_waits_for_the_day_the_letter_named_and_the_second_for_the_first() -> None:
    fresh = form(issued_on=TODAY, due_on=TODAY + timedelta(days=14))
    assert reminder_too_early("reminder_1", fresh, (), TODAY) == "has until 07/12/2026 to return the slip"
    assert reminder_too_early("reminder_1", form(due_on=TODAY), (), TODAY)
    assert reminder_too_early("reminder_1", form(), (), TODAY) == ""
    assert "first reminder" in reminder_too_early("reminder_2", form(), (), TODAY)
    assert reminder_too_early("reminder_2", form(), ("reminder_1",), TODAY) == ""
    assert "already" in reminder_too_early("reminder_1", form(), ("reminder_1",), TODAY)
    for name in ("reminder_1", "reminder_2"):
        assert "ring or see" in reminder_too_early(name, form(), ("reminder_1", "reminder_2"), TODAY)
    answered = form(status=FormStatus(FormState.PREPARED))
    for nothing in (None, form(issued_on=None), answered):
        assert reminder_too_early("reminder_1", nothing, (), TODAY)

"""A letter that was true when it was prepared is asked again; nobody is told in another's name, nor never told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from halton_desktop.domain.incidents.chronology import local_day
from halton_desktop.domain.incidents.incident import IncidentPerson, Outcome, PersonKind, PersonPart
from halton_desktop.domain.incidents.site_ban import why_not_told
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incident_decider import who_decides
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import (
    confirm_ban,
    extend_ban,
    hear_representations,
    impose_provisionally,
    keep_after_review,
    lift_ban,
    prepare_ban,
    site_ban,
)
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import (
    confirm_letter,
    draft_letter,
    drop_letter,
    letter_as_printed,
    letters_available,
    prepare_letter,
    refused_now,
    untrue_now,
    write_afresh,
)
from halton_desktop.services.incidents.take_step import change_step, finish_step, plan_step, proposed_step
from halton_desktop.services.letters.letter_texts import change_letter_text
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, add_family, program_files, signed_in_as
from tests.helpers.incidents import TODAY, author, contact, incident_about, parent_in, send
from tests.services.incidents.test_bans_and_letters import ban_of
from tests.services.incidents.test_incident_letter_words import FLAGS, called, later, letter, words_of


@pytest.fixture
def head(office: OfficeSession) -> OfficeSession:
    """The headteacher at the same office."""
    return signed_in_as(office, Role.HEADTEACHER)


@pytest.fixture
def untold(office: OfficeSession, head: OfficeSession) -> tuple[int, int]:
    """A case and its provisional ban, of which no letter has gone out."""
    incident = incident_about(office, author(parent_in(office)), flags=FLAGS)
    contact(office, incident)
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, ban_id)
    return incident, ban_id


@pytest.mark.case("harm-6")
def test_a_prepared_ban_letter_is_not_printed_after_the_ban_was_lifted_and_ends_nothing_where_it_stayed_in(
    office: OfficeSession, head: OfficeSession, untold: tuple[int, int]
) -> None:
    incident, ban_id = untold
    prepared = prepare_letter(office, incident, "incident_ban_provisional")
    assert untrue_now(office, prepared) == ""
    lift_ban(head, ban_id, "Apologised.")
    assert "was lifted on" in untrue_now(office, prepared)
    with pytest.raises(Refused, match="was lifted on"):
        write_afresh(office, prepared)
    drop_letter(office, prepared)
    with pytest.raises(Refused, match="No letter has told"):
        draft_letter(office, incident, "incident_ban_lifted")


@pytest.mark.case("harm-6")
def test_a_confirmation_that_came_out_before_an_extension_tells_nobody_of_the_extension(
    office: OfficeSession, head: OfficeSession, untold: tuple[int, int]
) -> None:
    incident, ban_id = untold
    send(office, incident, "incident_ban_provisional")
    hear_representations(office, ban_id, "You said you were sorry.", TODAY)
    confirm_ban(head, ban_id, "")
    send(office, incident, "incident_ban_confirmed")
    last, review = TODAY + timedelta(days=80), TODAY + timedelta(days=40)
    extend_ban(head, ban_id, last, review, "You wrote again.")
    prepared = prepare_letter(office, incident, "incident_ban_extended")
    later(office, 1)
    confirm_letter(office, prepared, TODAY)
    extend_ban(head, ban_id, last + timedelta(days=9), review, "And again.")
    later(office, 1)
    with pytest.raises(Refused, match="No letter has told"):
        keep_after_review(head, ban_id, review, "Still.")


@pytest.mark.case("harm-6")
def test_a_prepared_concern_is_not_printed_in_a_case_closed_as_no_breach(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    prepared = prepare_letter(office, incident, "incident_concern")
    contact(office, incident)
    close_incident(office, incident, Outcome.NO_BREACH, "Nothing in it.")
    assert "The case is closed" in refused_now(office, prepared)
    with pytest.raises(Refused, match="The case is closed"):
        write_afresh(office, prepared)


@pytest.mark.case("harm-6")
def test_an_invitation_to_a_meeting_that_was_moved_is_written_afresh(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    step = proposed_step(office, incident, StepKind.MEETING)
    plan_step(office, replace(step, details=step.details | {"on": "2026-12-02", "place": "the hall"}))
    prepared = prepare_letter(office, incident, "incident_meeting")
    planned = incident_page(office, incident).steps[-1]
    change_step(office, replace(planned, details=planned.details | {"on": "2026-12-03"}))
    assert "has changed since it was prepared" in untrue_now(office, prepared)
    afresh = write_afresh(office, prepared)
    assert [letter.id for letter in incident_page(office, incident).letters] == [afresh]
    assert "3 December 2026" in words_of(letter_as_printed(office, afresh))
    assert (untrue_now(office, afresh), refused_now(office, afresh)) == ("", "")


@pytest.mark.case("harm-6")
def test_a_ban_letter_that_went_out_is_booked_with_its_day_however_late_somebody_says_so(
    office: OfficeSession, head: OfficeSession, untold: tuple[int, int]
) -> None:
    incident, ban_id = untold
    printed = prepare_letter(office, incident, "incident_ban_provisional")
    later(office, 8)
    assert "fewer than 5 days" in refused_now(office, printed)
    for day, why in ((TODAY - timedelta(days=1), "cannot have come out before"), (office.today, "")):
        with pytest.raises(InvalidInput, match=why or "after today"):
            confirm_letter(office, printed, day if why else day + timedelta(days=1))
    confirm_letter(office, printed, TODAY)
    (booked,) = incident_page(office, incident).letters
    assert booked.issued_at is not None
    assert local_day(booked.issued_at) == TODAY
    lift_ban(head, ban_id, "To be imposed anew.")
    assert "is over" in letter(office, incident, "incident_ban_lifted")


@pytest.mark.case("harm-6")
def test_a_letter_printed_on_a_later_day_bears_that_day_and_never_one_gone_by(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    prepared = prepare_letter(office, incident, "incident_concern")
    assert "23 November 2026" in words_of(letter_as_printed(office, prepared))
    later(office, 100)
    assert untrue_now(office, prepared) == "This letter is dated 23/11/2026."
    afresh = write_afresh(office, prepared)
    words = words_of(letter_as_printed(office, afresh))
    assert "3 March 2027" in words
    assert untrue_now(office, afresh) == ""


@pytest.mark.case("harm-6")
def test_a_ban_is_decided_no_further_before_a_letter_has_told_of_it(
    office: OfficeSession, head: OfficeSession, untold: tuple[int, int]
) -> None:
    incident, ban_id = untold
    hear_representations(office, ban_id, "You rang and said that you were sorry.", TODAY)
    prepare_letter(office, incident, "incident_ban_provisional")
    last, review = TODAY + timedelta(days=80), TODAY + timedelta(days=40)
    decisions: list[Callable[[], None]] = [
        lambda: confirm_ban(head, ban_id, ""),
        lambda: keep_after_review(head, ban_id, review, "Still."),
        lambda: extend_ban(head, ban_id, last, review, "Still."),
    ]
    for decide in decisions:
        with pytest.raises(Refused, match="No letter has told") as refused:
            decide()
        assert "Provisional site ban" in refused.value.advice
    send(office, incident, "incident_ban_provisional")
    confirm_ban(head, ban_id, "")
    assert "You were told by letter" in letter(office, incident, "incident_ban_confirmed")


@pytest.mark.case("harm-6")
def test_whoever_is_signed_in_decides_and_no_caretaker_signs(office: OfficeSession, head: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)), flags=FLAGS)
    contact(office, incident)
    acting = called(head, "Mr B. Acting")
    assert who_decides(acting, incident) == "Mr B. Acting"
    assert who_decides(called(head, "Gwen Jones"), incident) == "Mrs G. Jones"
    assert who_decides(office, incident) == "Mrs G. Jones"
    ban_id = prepare_ban(office, replace(ban_of(office, incident), decided_by="The caretaker"))
    impose_provisionally(acting, ban_id)
    assert site_ban(office, ban_id).decided_by == "Mr B. Acting"
    signed = letter(office, incident, "incident_ban_provisional").partition("Yours sincerely")[2]
    assert "Mr B. Acting Acting for the headteacher" in signed


@pytest.mark.case("harm-6")
def test_a_ban_lifted_after_its_last_day_is_said_to_have_ended_then(
    office: OfficeSession, head: OfficeSession, untold: tuple[int, int]
) -> None:
    incident, ban_id = untold
    send(office, incident, "incident_ban_provisional")
    later(office, 58)
    lift_ban(head, ban_id, "It is over.")
    words = letter(office, incident, "incident_ban_lifted")
    assert "Its last day was 4 January 2027. You may come onto the site as before." in words
    assert "lifted on" not in words


@pytest.mark.case("harm-6")
def test_a_ban_of_somebody_without_a_child_here_says_nothing_of_bringing_and_collecting(
    office: OfficeSession, head: OfficeSession
) -> None:
    (uncle,), _ = add_family(office, [a_parent()], [])
    for parent, spoken_of in ((uncle, False), (parent_in(office), True)):
        incident = incident_about(office, author(parent), flags=FLAGS)
        contact(office, incident)
        ban = ban_of(office, incident)
        ban_id = prepare_ban(office, ban if spoken_of else replace(ban, collection="", meetings=""))
        impose_provisionally(head, ban_id)
        words = letter(office, incident, "incident_ban_provisional")
        for label in ("Bringing and collecting", "Meetings with the school"):
            assert (label in words) is spoken_of
        assert "Parents and carers may usually" not in words
    incident = incident_about(office, author(parent_in(office)), flags=FLAGS)
    ban_id = prepare_ban(office, replace(ban_of(office, incident), collection=""))
    with pytest.raises(Refused, match="brought and collected"):
        impose_provisionally(head, ban_id)


@pytest.mark.case("harm-6")
def test_who_cannot_be_written_to_is_named_before_a_ban(office: OfficeSession, head: OfficeSession) -> None:
    stranger = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name="A. Stranger")
    assert "no letter can tell them of a ban" in why_not_told(stranger)
    assert why_not_told(author(1)) == ""
    incident = incident_about(office, stranger, flags=FLAGS)
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, ban_id)
    hear_representations(office, ban_id, "They were told at the gate and said nothing.", TODAY)
    confirm_ban(head, ban_id, "")


@pytest.mark.case("harm-5")
@pytest.mark.parametrize("name", ["incident_concern", "incident_removal", "incident_warning"])
@pytest.mark.parametrize("own_words", [False, True])
def test_whom_the_procedure_is_followed_about_is_invited_to_complain_by_no_letter(
    office: OfficeSession, name: str, own_words: bool
) -> None:
    if own_words:
        text = program_files().letter_text(name).replace("complaints procedure", "way to complain")
        change_letter_text(signed_in_as(office, Role.ADMINISTRATOR), name, text)
    for capacities, invited in (((Capacity.GOVERNOR,), False), ((Capacity.PARENT_CARER,), True)):
        incident = incident_about(office, author(parent_in(office), *capacities))
        if name != "incident_concern":
            contact(office, incident)
        if name == "incident_removal":
            step = proposed_step(office, incident, StepKind.REMOVAL)
            details = {"asked_of": "you", "asked_how": "letter", "where": "the group"}
            plan_step(office, replace(step, details=step.details | details))
        words = letter(office, incident, name)
        assert ("complain" in words) is invited
        assert "Yours sincerely" in words


@pytest.mark.case("harm-6")
def test_what_was_typed_on_several_lines_is_printed_on_several_and_no_bracket_is_filled_in(
    office: OfficeSession,
) -> None:
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    step = proposed_step(office, incident, StepKind.MEETING)
    on = {"on": TODAY.isoformat(), "place": "{school}"}
    step_id = plan_step(office, replace(step, details=step.details | on))
    invitation = letter(office, incident, "incident_meeting").replace("\u2060", "")
    assert "The place: {school}." in invitation
    agreed = "You take it down today.\nWe will ring you on Friday.\n\nYou will not write there again."
    finish_step(office, step_id, "held", {"attended": "You and Mrs Jones", "agreed": agreed})
    draft = draft_letter(office, incident, "incident_meeting_outcome")
    assert all(line in draft.text.splitlines() for line in agreed.splitlines() if line)
    assert "today. We will ring you on Friday. You will not" in letter(office, incident, "incident_meeting_outcome")


@pytest.mark.case("harm-6")
def test_no_ban_letter_is_offered_for_a_ban_nobody_was_told_of(office: OfficeSession, untold: tuple[int, int]) -> None:
    incident, _ = untold
    later(office, 6)
    assert "fewer than 5 days" in letters_available(office, incident)["incident_ban_provisional"]

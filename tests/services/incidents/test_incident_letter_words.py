"""What a letter of a case says, read back from its pages: true of where it happened, of who decided, and of the day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.audience import Audience
from halton_desktop.domain.incidents.incident import ContentFlag, FlagAssessment, IncidentFacts, Outcome, Platform
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.office_setting import OfficeSettings
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.errors import Refused
from halton_desktop.letters.incident_values import ENDINGS, matter
from halton_desktop.services.administration.keep_school import change_school, change_settings
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import (
    confirm_ban,
    extend_ban,
    hear_representations,
    impose_provisionally,
    lift_ban,
    prepare_ban,
)
from halton_desktop.services.incidents.find_incidents import ban_register, incident_page
from halton_desktop.services.incidents.incident_letters import draft_letter, letters_available, readers_of
from halton_desktop.services.incidents.take_step import plan_step, proposed_step
from halton_desktop.services.reviews.tell_everyone import staff_notice_pdf
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, signed_in_as
from tests.helpers.incidents import TODAY, author, contact, incident_about, parent_in, send
from tests.services.incidents.test_bans_and_letters import ban_of

FLAGS = (FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)


def words_of(pdf: bytes) -> str:
    """All words of a PDF, spaces and line ends made one."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def letter(office: OfficeSession, incident: int, name: str) -> str:
    return words_of(draft_letter(office, incident, name).pdf)


def called(office: OfficeSession, name: str) -> OfficeSession:
    """The same office with its user called so."""
    return OfficeSession(office.vault, replace(office.user, name=name), office.files, office.clock)


def later(office: OfficeSession, days: int) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(days=days)


@pytest.fixture
def banned(office: OfficeSession) -> tuple[int, int]:
    """A case and its ban, imposed provisionally by Mrs G. Jones."""
    incident = incident_about(office, author(parent_in(office)), flags=FLAGS)
    contact(office, incident)
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(signed_in_as(office, Role.HEADTEACHER), ban_id)
    send(office, incident, "incident_ban_provisional")
    return incident, ban_id


@pytest.mark.case("harm-6")
def test_a_ban_letter_is_signed_by_who_decided_and_never_in_another_heads_name(
    office: OfficeSession, banned: tuple[int, int]
) -> None:
    incident, ban_id = banned
    head = signed_in_as(office, Role.HEADTEACHER)
    hear_representations(office, ban_id, "You said you were sorry.", TODAY)
    confirm_ban(called(head, "Mr A. Smith"), ban_id, "")
    signed = letter(office, incident, "incident_ban_confirmed").partition("Yours sincerely")[2]
    assert "Mr A. Smith" in signed
    assert "Jones" not in signed
    assert "Acting for the headteacher" in signed
    line = ban_register(office)[0]
    assert [event.by for event in line.events] == ["Headteacher", "A. Clarke", "Mr A. Smith"]
    lift_ban(called(head, "Gwen Jones"), ban_id, "Apologised.")
    assert "Mrs G. Jones Headteacher" in letter(office, incident, "incident_ban_lifted")


@pytest.mark.case("harm-6")
def test_who_decided_as_headteacher_signs_as_headteacher_after_another_has_followed(
    office: OfficeSession, banned: tuple[int, int]
) -> None:
    incident, ban_id = banned
    hear_representations(office, ban_id, "You said you were sorry.", TODAY)
    confirm_ban(called(signed_in_as(office, Role.HEADTEACHER), "Gwen Jones"), ban_id, "")
    with office.look() as work:
        school = work.office.school()
    followed = replace(school, headteacher="Mr P. Newman", headteacher_title="Executive Headteacher")
    change_school(signed_in_as(office, Role.ADMINISTRATOR), followed)
    signed = letter(office, incident, "incident_ban_confirmed").partition("Yours sincerely")[2]
    assert "Mrs G. Jones Headteacher" in signed
    assert "Acting" not in signed


@pytest.mark.case("harm-6")
def test_after_an_extension_the_letter_of_the_confirmation_is_not_used_again(
    office: OfficeSession, banned: tuple[int, int]
) -> None:
    incident, ban_id = banned
    head = signed_in_as(office, Role.HEADTEACHER)
    hear_representations(office, ban_id, "You said you were sorry.", TODAY)
    confirm_ban(head, ban_id, "")
    send(office, incident, "incident_ban_confirmed")
    later(office, 5)
    extend_ban(head, ban_id, TODAY + timedelta(days=80), TODAY + timedelta(days=40), "You wrote again on 25 November")
    with pytest.raises(Refused, match=r"was extended to 11/02/2027 on 28/11/2026"):
        draft_letter(office, incident, "incident_ban_confirmed")
    words = letter(office, incident, "incident_ban_extended")
    assert (
        "On 28 November 2026 I decided that the ban has to run longer. Its last day is now 11 February 2027." in words
    )
    assert "You wrote again on 25 November." in words


@pytest.mark.case("harm-6")
def test_the_letter_of_a_lifted_ban_bears_the_day_it_was_lifted_however_late_it_is_printed(
    office: OfficeSession, banned: tuple[int, int]
) -> None:
    incident, ban_id = banned
    later(office, 3)
    lift_ban(signed_in_as(office, Role.HEADTEACHER), ban_id, "Apologised.")
    later(office, 9)
    words = letter(office, incident, "incident_ban_lifted")
    assert "It was lifted on 26 November 2026." in words
    assert "as of today" not in words


@pytest.mark.case("harm-6")
def test_a_case_closed_as_no_breach_warns_nobody_and_says_so_in_its_closing_letter(office: OfficeSession) -> None:
    incident = incident_about(office, author(parent_in(office)))
    contact(office, incident)
    close_incident(office, incident, Outcome.NO_BREACH, "Nothing in it.")
    with pytest.raises(Refused, match="The case is closed"):
        draft_letter(office, incident, "incident_warning")
    words = letter(office, incident, "incident_closing")
    assert "found no breach of the code. Nothing is held against you." in words
    assert "part you played" not in words
    assert ENDINGS.keys() == set(Outcome)


@pytest.mark.case("harm-6")
def test_of_two_authors_the_letter_goes_first_to_the_one_it_is_true_of(office: OfficeSession) -> None:
    first = parent_in(office, forename="Ada")
    second = parent_in(office, forename="Bea")
    incident = incident_about(office, author(first), author(second))
    step = next(s for s in incident_page(office, incident).steps if s.kind is StepKind.CONTACT and s.person_id)
    people = incident_page(office, incident).incident.authors
    reached = next(person for person in people if person.id != step.person_id)
    made = replace(proposed_step(office, incident, StepKind.CONTACT), person_id=reached.id)
    contact_made(office, made)
    readers = readers_of(office, incident, "incident_warning")
    assert [reader.person_id for reader in readers] == [reached.id, step.person_id]
    assert [bool(reader.why_not) for reader in readers] == [False, True]
    assert letters_available(office, incident)["incident_warning"] == ""


def contact_made(office: OfficeSession, step: object) -> None:
    from halton_desktop.domain.incidents.step import Step, StepState

    assert isinstance(step, Step)
    details = {"how": "telephone"}
    plan_step(office, replace(step, state=StepState.DONE, outcome="reached", done_on=TODAY, details=details))


@pytest.mark.case("harm-5")
def test_the_notice_to_a_governor_is_neutral_and_the_way_for_a_grievance_is_another_letter(
    office: OfficeSession,
) -> None:
    change_settings(office, OfficeSettings(complaint_stages=("first talk", "panel")))
    governor = incident_about(office, author(parent_in(office), Capacity.PARENT_CARER, Capacity.GOVERNOR))
    step = proposed_step(office, governor, StepKind.COMPLAINTS)
    assert step.details["stage"] == "first talk"
    plan_step(office, replace(step, details=step.details | {"referred_to": "the chair of governors"}))
    notice = letter(office, governor, "incident_complaints_notice")
    assert "It was referred to the chair of governors on Monday 23 November 2026." in notice
    assert "“first talk” and “panel”. It has reached the stage “first talk”." in notice
    for invited_or_promised in ("your complaint", "stands against you", "You may begin", "will be heard", "grievance"):
        assert invited_or_promised not in notice
    with pytest.raises(Refused, match="not invited to complain"):
        draft_letter(office, governor, "incident_complaints")
    aired = incident_about(office, author(parent_in(office)), clauses=("2.1b",))
    way = letter(office, aired, "incident_complaints")
    assert "If you have such a concern, this is how to raise it." in way
    assert "stands against you" not in way


@pytest.mark.case("harm-13")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"platform": Platform.EMAIL, "clauses": ("3.1c",)}, "what was sent by e-mail on 3 May 2026"),
        (
            {"platform": Platform.FACEBOOK, "clauses": ("2.5",)},
            "the way a member of staff was approached on Facebook on 3",
        ),
        ({"platform": Platform.FACEBOOK, "place": "Widnes Chat"}, "what was posted on Facebook (Widnes Chat) on 3 May"),
        ({"platform": Platform.FACEBOOK, "clauses": ("3.1c",)}, "what was written on Facebook on 3 May 2026"),
        ({"platform": Platform.WHATSAPP, "place": "Year 8"}, "what was sent on WhatsApp (Year 8) on 3 May 2026"),
        ({"platform": Platform.INSTAGRAM, "clauses": ("2.5", "3.1c")}, "what happened on Instagram on 3 May 2026"),
        ({"platform": Platform.TIKTOK}, "what was shared on TikTok on 3 May 2026"),
        ({"platform": Platform.OTHER, "other_platform": "the gate"}, "what happened on 3 May 2026 (the gate)"),
    ],
)
def test_a_letter_speaks_truly_of_where_it_happened(changes: dict[str, object], said: str) -> None:
    known = IncidentFacts(date(2026, 5, 3), TODAY, Platform.X, "Words.", ("2.1a",))
    facts = replace(known, **changes)  # type: ignore[arg-type] # each row gives valid fields
    assert matter(facts).replace("\u00a0", " ").startswith(said)


@pytest.mark.case("harm-13")
@pytest.mark.parametrize(("to", "decides"), [("police", True), ("lawyers", False)])
def test_our_own_lawyers_are_not_said_to_decide_what_follows(office: OfficeSession, to: str, decides: bool) -> None:
    incident = incident_about(office, author(parent_in(office)), flags=FLAGS)
    step = proposed_step(office, incident, StepKind.REFERRAL)
    said = {"to": to, "force": "Cheshire", "reference": "R/1.", "disclosed": "All", "basis": "Law"}
    done = replace(step, state=StepState.DONE, outcome="referred", done_on=TODAY, details=step.details | said)
    plan_step(office, done)
    words = letter(office, incident, "incident_police")
    assert ("It is for them to decide" in words) is decides
    assert ("They advise the school" in words) is not decides
    assert "Their reference is R/1. It" in words or "Their reference is R/1. They" in words


@pytest.mark.case("harm-13")
def test_instructions_for_staff_are_not_in_the_notice_for_governors(office: OfficeSession) -> None:
    with office.look() as work:
        edition = work.editions.all()[0].id
    governors = words_of(staff_notice_pdf(office, edition, Audience.GOVERNORS, ()))
    staff = words_of(staff_notice_pdf(office, edition, Audience.STAFF, ()))
    assert "keep a screenshot" in staff
    assert "keep a screenshot" not in governors
    assert "clause 3.4" in governors
    assert "To the governors" in governors
    assert "sign on the last page" in governors
    assert "privacy notice" in governors

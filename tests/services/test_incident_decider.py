"""Where the headteacher is the victim or a party somebody else decides by name, signs and is told so on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.incidents.site_ban import BanState, SiteBan
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import NotAllowed, NotFound, Refused
from halton_desktop.services.administration import see_history
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.manage_users import decides_an_incident
from halton_desktop.services.administration.seal_messages import admit_with_recovery_key, readers
from halton_desktop.services.consent_forms.ask_consent import suggest_consent
from halton_desktop.services.consent_forms.keep_consent import countersign
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incident_decider import may_decide, who_signs
from halton_desktop.services.incidents import change_incident, decide_site_ban, find_incidents
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_letters import draft_letter
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.restrict_incident import lift_restriction, restrict_incident
from halton_desktop.services.incidents.take_step import cancel_step, finish_step, plan_step, proposed_step
from halton_desktop.services.incidents.view_messages import view_message
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident, withdraw_person
from halton_desktop.services.session import OfficeSession
from tests.factories import SIGN_IN_NAME, make_office, signed_in_as
from tests.helpers.incidents import UNKNOWN, author, incident_about, parent_in
from tests.helpers.sealed_incident import HEAD, OFFICE, SECRET, ask, sealed_incident

pytestmark = pytest.mark.case("harm-10")

HEAD_HARMED = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mrs G. Jones", how="called a liar")
THREAT = FlagAssessment(ContentFlag.ILLEGAL, "A. Clarke", date(2026, 11, 23))
TITLE = "chair of governors"
DAY = date(2026, 11, 23)


class HeadHarmed:
    """A case about the headteacher; the office account is the chair's, who decides it."""

    def __init__(self, office: OfficeSession) -> None:
        self.administrator = office
        self.chair, self.head = signed_in_as(office, Role.OFFICE), signed_in_as(office, Role.HEADTEACHER)
        self.incident = incident_about(
            office, author(parent_in(office, surname="Shaw")), HEAD_HARMED, flags=(THREAT,), is_group_chat=True
        )
        everybody = frozenset(one.user.id for one in (office, self.chair, self.head))
        wish = RestrictionWish(everybody, True, "The head is the victim.", self.chair.user.id, TITLE)
        restrict_incident(office, self.incident, wish)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[HeadHarmed]:
    with make_office(tmp_path / "office") as office:
        yield HeadHarmed(office)


def test_the_head_is_refused_in_a_plain_sentence_and_the_chair_closes_it(there: HeadHarmed) -> None:
    assert find_incidents.incident_page(there.head, there.incident).incident.id == there.incident, (
        "seeing it is another matter"
    )
    with pytest.raises(NotAllowed) as refused:
        close_incident(there.head, there.incident, Outcome.NO_BREACH, "Nothing in it.")
    assert refused.value.message == "In this case Office, chair of governors, decides in place of you."
    with pytest.raises(NotAllowed, match="decides in place of the headteacher"):
        close_incident(there.administrator, there.incident, Outcome.NO_BREACH, "Nothing in it.")
    for step in find_incidents.incident_page(there.chair, there.incident).steps:
        if step.open:
            finish_step(there.chair, step.id, "reached", {"how": "telephone"})
    close_incident(there.chair, there.incident, Outcome.NO_BREACH, "Nothing in it.")


def test_a_ban_is_decided_by_the_chair_and_in_their_name(there: HeadHarmed) -> None:
    person = find_incidents.incident_page(there.chair, there.incident).incident.authors[0]
    ban = SiteBan(
        0, there.incident, person.id, person.name, reason="Threats.", risk_on_premises="Said he would wait.",
        from_on=DAY, to_on=date(2026, 12, 18), representations_by=date(2026, 12, 1), review_on=date(2026, 12, 7),
        decided_by="Mrs G. Jones", collection="By the gate.", meetings="By telephone.",
    )  # fmt: skip
    with there.chair.change(Permission.TAKE_STEPS) as work:
        ban_id = work.incidents.bans.add(ban)
        work.commit()
    with pytest.raises(NotAllowed, match="decides in place of you"):
        decide_site_ban.impose_provisionally(there.head, ban_id)
    decide_site_ban.impose_provisionally(there.chair, ban_id)
    kept = decide_site_ban.site_ban(there.chair, ban_id)
    assert (kept.state, kept.decided_by) == (BanState.PROVISIONAL, "Office")


def test_letters_of_the_case_are_signed_by_whoever_decides_it(there: HeadHarmed) -> None:
    pdf = draft_letter(there.administrator, there.incident, "incident_concern").pdf
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "Chair of governors" in words
    assert "G. Jones" not in words
    assert who_signs(there.administrator, there.incident) == "Office"
    assert suggest_consent(there.administrator, there.incident).viewers == "Office, Chair of governors"
    lift_restriction(there.chair, there.incident, "The head is back.")
    assert who_signs(there.administrator, there.incident) == "Mrs G. Jones"


def test_only_the_decider_writes_the_restriction_again_or_lifts_it(there: HeadHarmed) -> None:
    for somebody in (there.head, there.administrator):
        with pytest.raises(NotAllowed):
            lift_restriction(somebody, there.incident, "Let everybody see.")
        assert not may_decide(somebody, Permission.RESTRICT_INCIDENTS, there.incident)
    assert may_decide(there.chair, Permission.RESTRICT_INCIDENTS, there.incident)
    lift_restriction(there.chair, there.incident, "It is over.")


def test_where_the_decider_left_an_administrator_names_another_and_the_head_still_may_not(there: HeadHarmed) -> None:
    with there.administrator.change(Permission.MANAGE_USERS) as work:
        work.users.change(there.chair.user.id, disabled_at=work.now)
        work.commit()
    with pytest.raises(NotAllowed):
        lift_restriction(there.head, there.incident, "Let me decide.")
    me = there.administrator.user.id
    restrict_incident(
        there.administrator, there.incident, RestrictionWish(frozenset({me}), True, "New chair.", me, TITLE)
    )


@pytest.mark.parametrize("leaving", ["disabled", "made a reader"])
def test_a_hidden_case_whose_decider_left_opens_to_the_administrators_and_stands_on_their_today(
    there: HeadHarmed, leaving: str
) -> None:
    office, chair = there.administrator, there.chair
    wish = RestrictionWish(frozenset({chair.user.id, there.head.user.id}), False, "Hers.", chair.user.id, TITLE)
    change_incident.assign(office, there.incident, there.head.user.id)
    restrict_incident(chair, there.incident, wish)
    assert decides_an_incident(office, chair.user.id)
    assert not decides_an_incident(office, there.head.user.id)
    with pytest.raises(NotFound):
        find_incidents.incident_page(office, there.incident)
    with office.change(Permission.MANAGE_USERS) as work:
        change = {"disabled_at": work.now} if leaving == "disabled" else {"role": Role.READER.value}
        work.users.change(chair.user.id, **change)
        work.commit()
    page = find_incidents.incident_page(office, there.incident)
    assert page.restriction is not None
    assert "can decide in it no longer: an administrator names somebody else" in page.restriction.told
    (line,) = [item for item in due_items(office) if item.kind == "case nobody decides"]
    assert line.sentence.startswith(f"Office can no longer decide {page.incident.reference}")
    me = office.user.id
    restrict_incident(
        office, there.incident, replace(wish, user_ids=wish.user_ids - {chair.user.id} | {me}, decider_id=me)
    )
    assert "case nobody decides" not in [item.kind for item in due_items(office)]


def test_a_party_cannot_decide(there: HeadHarmed) -> None:
    incident = incident_about(
        there.administrator, author(parent_in(there.administrator, forename="Ann", surname="Clarke"))
    )
    me = there.administrator.user.id
    with pytest.raises(Refused, match="is a party in this case"):
        restrict_incident(there.administrator, incident, RestrictionWish(frozenset({me}), True, "Mine.", me, "deputy"))


def test_who_decides_an_incident_becomes_no_party_in_it_by_any_door(there: HeadHarmed) -> None:
    office = there.administrator
    incident = incident_about(office, author(parent_in(office)), UNKNOWN)
    known, unknown = find_incidents.incident_page(office, incident).incident.authors
    vale = signed_in_as(office, Role.HEADTEACHER).user.id
    with office.change(Permission.MANAGE_USERS) as work:
        work.users.change(vale, name="Vera Vale")
        work.commit()
    me = office.user.id
    restrict_incident(office, incident, RestrictionWish(frozenset({me, vale}), True, "Hers.", vale, "deputy head"))
    her = parent_in(office, title="Mrs", forename="Vera", surname="Vale")
    affected = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mrs V. Vale")
    doors: tuple[Callable[[], object], ...] = (
        lambda: change_incident.add_person(office, incident, affected),
        lambda: change_incident.add_person(office, incident, author(her)),
        lambda: identify_author(office, incident, unknown.id, author(her), "Her telephone."),
        lambda: withdraw_person(signed_in_as(office, Role.HEADTEACHER), incident, known.id, "Another.", author(her)),
    )
    for enter in doors:
        with pytest.raises(Refused, match="Vera Vale, deputy head, decides this case") as refused:
            enter()
        assert "names somebody else" in refused.value.advice
    assert len(find_incidents.incident_page(office, incident).incident.people) == 2
    change_incident.add_person(office, incident, replace(affected, name="Mr B. Bell"))


def test_group_closure_is_the_deciders_too(there: HeadHarmed) -> None:
    with pytest.raises(NotAllowed, match="decides in place of you"):
        plan_step(there.head, Step(0, there.incident, StepKind.GROUP_CLOSURE, StepState.PLANNED, {"group": "Year 7"}))


def test_the_decider_says_when_a_group_was_asked_to_close_and_the_head_does_not(there: HeadHarmed) -> None:
    for step in find_incidents.incident_page(there.chair, there.incident).steps:
        if step.open:
            finish_step(there.chair, step.id, "reached", {"how": "telephone"})
    proposed = proposed_step(there.chair, there.incident, StepKind.GROUP_CLOSURE)
    assert proposed.details["asked_on"]
    assert "asked_on" not in proposed_step(there.head, there.incident, StepKind.GROUP_CLOSURE).details
    words = {"group": "Year 7", "continues": "More of it.", "asked_of": "A parent"}
    step_id = plan_step(there.chair, replace(proposed, details=words))
    asked = {"asked_on": DAY.isoformat(), "asked_how": "telephone", "checked_on": DAY.isoformat()}
    with pytest.raises(NotAllowed, match="decides in place of you"):
        finish_step(there.head, step_id, "closed", asked)
    finish_step(there.chair, step_id, "closed", asked)


def test_sealed_messages_of_the_case_are_opened_by_the_decider_and_not_by_the_head(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "office")
    with incident.signed_in(HEAD) as head:
        clerk_id = next(user.id for user in find_incidents.handlers(head) if user.name == "O. Clerk")
        wish = RestrictionWish(frozenset({clerk_id, head.user.id}), True, "The head is named.", clerk_id, "deputy head")
        restrict_incident(head, incident.incident_id, wish)
    with incident.signed_in(OFFICE) as decider:
        assert "O. Clerk" in [reader.name for reader in readers(decider)]
        form_id, reference = ask(decider, incident)
        return_form(decider, reference)
        countersign(decider, form_id)
        admit_with_recovery_key(decider, incident.recovery_key, decider.user.id)
        assert check(decider).ok
        assert view_message(decider, incident.evidence_id).content == SECRET
    with incident.signed_in(HEAD) as head, pytest.raises(NotAllowed, match="deputy head, decides in place of you"):
        view_message(head, incident.evidence_id)
    with incident.signed_in(OFFICE) as decider:
        lift_restriction(decider, incident.incident_id, "It is over.")
        with pytest.raises(NotAllowed, match="may not view private messages"):
            view_message(decider, incident.evidence_id)


def test_who_decides_a_hidden_case_is_told_to_nobody_else(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "office")
    with incident.signed_in(HEAD) as head:
        clerk_id = next(user.id for user in find_incidents.handlers(head) if user.name == "O. Clerk")
        wish = RestrictionWish(frozenset({clerk_id}), False, "The head did it.", clerk_id, "deputy head")
        restrict_incident(head, incident.incident_id, wish)
    with incident.signed_in(OFFICE) as decider:
        admit_with_recovery_key(decider, incident.recovery_key, decider.user.id)
        own = see_history.history_of(decider, RecordKind.INCIDENT, incident.incident_id)
        assert own[0].action == "let in to sealed messages"
    for somebody in (HEAD, SIGN_IN_NAME):
        with incident.signed_in(somebody) as session:
            assert "O. Clerk" not in [reader.name for reader in readers(session)]
            entries = see_history.history_entries(session, see_history.history_ids(session))
            assert "let in to sealed messages" not in {entry.action for entry in entries}
            assert "incident restricted" not in {entry.action for entry in entries}
            assert check(session).ok


def test_whatever_ends_a_case_is_the_deciders_as_closing_is(there: HeadHarmed) -> None:
    page = find_incidents.incident_page(there.chair, there.incident)
    [wrote], [harmed] = page.incident.authors, page.incident.of(PersonPart.AFFECTED)
    nothing = replace(page.incident.facts, clauses=(), flags=())
    ends: list[Callable[[OfficeSession], object]] = [
        lambda s: withdraw_incident(s, there.incident, "nothing to see"),
        lambda s: withdraw_person(s, there.incident, wrote.id, "not him"),
        lambda s: withdraw_person(s, there.incident, harmed.id, "not me"),
        lambda s: change_incident.change_facts(s, there.incident, nothing),
        *(lambda s, step=step: cancel_step(s, step.id, "not needed") for step in page.steps),
    ]
    for end in ends:
        for somebody in (there.head, there.administrator):
            with pytest.raises(NotAllowed, match="decides in place of"):
                end(somebody)
    assert find_incidents.incident_page(there.chair, there.incident) == page
    change_incident.change_facts(there.head, there.incident, replace(page.incident.facts, place="Year 9"))
    change_incident.change_facts(there.chair, there.incident, nothing)
    withdraw_incident(there.chair, there.incident, "nothing to see")


class HeadAlone:
    """A case about the headteacher that nobody has restricted, in which a ban is prepared."""

    def __init__(self, office: OfficeSession, head: str, *people: IncidentPerson) -> None:
        self.office = office
        self.head = signed_in_as(office, Role.HEADTEACHER)
        self.head.user = replace(self.head.user, name=head)
        self.incident = incident_about(office, author(parent_in(office, surname="Shaw")), *people, flags=(THREAT,))
        person = find_incidents.incident_page(office, self.incident).incident.authors[0].id
        ban = SiteBan(
            0,
            self.incident,
            person,
            "",
            reason="You wrote that you would come.",
            risk_on_premises="You said where you would wait.",
            from_on=DAY,
            to_on=date(2026, 12, 18),
            representations_by=date(2026, 12, 4),
            review_on=date(2026, 12, 10),
            collection="by an aunt",
            meetings="by telephone",
        )
        self.ban = decide_site_ban.prepare_ban(office, ban)


def test_the_head_who_is_the_victim_decides_nothing_until_somebody_is_named_who_does(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        there = HeadAlone(office, "G. Jones", HEAD_HARMED)
        assert not may_decide(there.head, Permission.DECIDE_BANS, there.incident)
        with pytest.raises(NotAllowed, match="named in this case yourself") as refused:
            decide_site_ban.impose_provisionally(there.head, there.ban)
        assert "Restrict…" in refused.value.advice
        with pytest.raises(NotAllowed, match="named in this case yourself"):
            close_incident(there.head, there.incident, Outcome.NO_ACTION, "settled")
        with pytest.raises(NotAllowed, match="named in this case yourself"):
            withdraw_incident(there.head, there.incident, "nothing to see")
        deputy = signed_in_as(office, Role.OFFICE)
        wish = RestrictionWish(frozenset({there.head.user.id, office.user.id}), True, "Mine.", deputy.user.id, "deputy")
        restrict_incident(there.head, there.incident, wish)
        decide_site_ban.impose_provisionally(deputy, there.ban)


@pytest.mark.parametrize(
    ("head", "people"),
    [
        ("D. Eputy", (HEAD_HARMED,)),
        ("Mrs G. Jones", (IncidentPerson(0, PersonPart.AFFECTED, PersonKind.OTHER, name="Mr Gareth Jones"),)),
        ("Mrs G. Jones", (IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PUPIL, name="Gia Jones", pupil_id=1),)),
    ],
)
def test_a_headteacher_who_is_nobody_in_the_case_decides_it(
    tmp_path: Path, head: str, people: tuple[IncidentPerson, ...]
) -> None:
    with make_office(tmp_path / "office") as office:
        there = HeadAlone(office, head, *people)
        decide_site_ban.impose_provisionally(there.head, there.ban)

"""A mistake can be taken back: a wrong name, a wrong identification, a whole case; its reason and history stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.case_file import LeaveOut, prepared_timeline
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    IncidentState,
    Outcome,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import NOT_REACHED, StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.domain.yearly_figures import Period
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent
from halton_desktop.services.incidents.close_incident import close_incident, reopen_incident
from halton_desktop.services.incidents.decide_site_ban import impose_provisionally, lift_ban, prepare_ban
from halton_desktop.services.incidents.find_incidents import (
    ban_register,
    chronology,
    incident_ids,
    incident_lines,
    incident_page,
    incident_with_reference,
    incidents_of_parent,
)
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_letters import letters_available, prepare_letter
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.take_step import finish_step
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident, withdraw_person
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.figures_store import FiguresStore
from tests.factories import signed_in_as
from tests.helpers.incidents import TODAY, UNKNOWN, author, contact, incident_about, parent_in

pytestmark = pytest.mark.case("harm-11")

PERIOD = Period(date(2026, 9, 1), date(2027, 8, 31))
WHY = "A namesake: the father of another form."


def jane_in(office: OfficeSession) -> int:
    """The parent wrongly named."""
    return parent_in(office, forename="Jane", surname="O’Brien")


def found(office: OfficeSession, words: str) -> list[int]:
    """The incidents a search finds."""
    return [hit.id for hit in search(office, words) if hit.noun is RecordKind.INCIDENT]


def test_a_wrongly_named_author_is_gone_from_page_search_reminders_and_letters(office: OfficeSession) -> None:
    jane, mary = jane_in(office), parent_in(office, forename="Mary", surname="Whyte")
    incident = incident_about(office, author(jane), author(mary))
    prepare_letter(office, incident, "incident_concern", incident_page(office, incident).incident.authors[0].id)
    wrong = incident_page(office, incident).incident.authors[0]
    with pytest.raises(InvalidInput):
        withdraw_person(office, incident, wrong.id, " ")
    withdraw_person(office, incident, wrong.id, WHY)
    page = incident_page(office, incident)
    assert [person.name for person in page.incident.authors] == ["Mary Whyte"]
    assert incidents_of_parent(office, jane) == []
    assert chronology(office, [jane]) == ()
    assert list(incident_ids(office, IncidentFilter(parent_id=jane))) == []
    assert found(office, "obrien") == []
    assert found(office, "whyte") == [incident]
    assert incident_lines(office, [incident])[0].about == "Mary Whyte"
    assert not [item for item in due_items(office) if "O’Brien" in item.sentence]
    assert page.letters == ()


def test_what_was_withdrawn_stays_struck_in_the_cases_own_history_with_the_reason(office: OfficeSession) -> None:
    incident = incident_about(office, author(jane_in(office)), UNKNOWN)
    contact(office, incident)
    wrong = incident_page(office, incident).incident.authors[0]
    withdraw_person(office, incident, wrong.id, WHY)
    page = incident_page(office, incident)
    told = {line.title: line for line in page.timeline}
    assert told["Contact with Jane O’Brien: reached"].struck
    mistake = told["Named by mistake: Jane O’Brien"]
    assert (mistake.text, mistake.by, mistake.struck) == (WHY, "A. Clarke", False)
    printed = prepared_timeline(page.timeline, LeaveOut())
    assert not [line for line in printed if "O’Brien" in line.title]
    with office.look() as work:
        entry = work.audit.entries(RecordKind.INCIDENT, incident)[0]
    assert (entry.action, entry.old["name"], entry.new["reason"]) == ("person named by mistake", "Jane O’Brien", WHY)


def test_the_right_person_takes_the_place_of_the_wrong_one_and_is_contacted_from_today(office: OfficeSession) -> None:
    mary = parent_in(office, forename="Mary", surname="Whyte")
    before = TODAY - timedelta(days=10)
    incident = incident_about(office, author(jane_in(office)), happened_on=before, reported_on=before)
    wrong = incident_page(office, incident).incident.authors[0]
    withdraw_person(office, incident, wrong.id, WHY, author(mary))
    page = incident_page(office, incident)
    assert [person.parent_id for person in page.incident.authors] == [mary]
    contacts = [(s.state, s.due_on) for s in page.steps if s.kind is StepKind.CONTACT]
    assert contacts == [(StepState.CANCELLED, before), (StepState.PLANNED, TODAY)]


def test_a_wrong_identification_leaves_the_alias_to_be_identified_anew(office: OfficeSession) -> None:
    incident = incident_about(office, UNKNOWN)
    unknown = incident_page(office, incident).incident.authors[0]
    identify_author(office, incident, unknown.id, author(jane_in(office)), "Somebody said so.")
    withdraw_person(office, incident, unknown.id, "The account is another mother’s.")
    page = incident_page(office, incident)
    assert [person.shown for person in page.incident.authors] == ["“xX_truth”"]
    assert [step.kind for step in page.steps if step.open] == [StepKind.IDENTIFY]
    assert {line.title: line.struck for line in page.timeline}["Author identified"]


def test_a_case_whose_only_author_was_a_mistake_has_one_not_yet_known(office: OfficeSession) -> None:
    incident = incident_about(office, author(jane_in(office)))
    withdraw_person(office, incident, incident_page(office, incident).incident.authors[0].id, WHY)
    (unknown,) = incident_page(office, incident).incident.authors
    assert (unknown.kind, unknown.shown) == (PersonKind.UNKNOWN, "not yet known")
    assert check(office).findings == ()


def test_a_misspelt_victim_is_put_right(office: OfficeSession) -> None:
    wrong = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mr Ball", how="called a liar")
    incident = incident_about(office, UNKNOWN, wrong)
    (person,) = incident_page(office, incident).incident.of(PersonPart.AFFECTED)
    right = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mr Bell")
    withdraw_person(office, incident, person.id, "Misspelt.", right)
    assert [(p.name, p.how) for p in incident_page(office, incident).incident.of(PersonPart.AFFECTED)] == [
        ("Mr Bell", "called a liar")
    ]


def test_a_mistake_about_somebody_banned_is_taken_back_once_the_ban_is_lifted(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    incident = incident_about(
        office, author(jane_in(office)), flags=(FlagAssessment(ContentFlag.THREATENING, "Head", TODAY),)
    )
    person = incident_page(office, incident).incident.authors[0]
    ban = SiteBan(
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
    ban_id = prepare_ban(office, ban)
    impose_provisionally(head, ban_id)
    with pytest.raises(Refused, match="is in force"):
        withdraw_person(office, incident, person.id, WHY)
    with pytest.raises(Refused, match="is in force"):
        withdraw_incident(office, incident, WHY)
    lift_ban(head, ban_id, "It was somebody else.")
    withdraw_person(office, incident, person.id, WHY)
    assert ban_register(office) == []
    with office.look() as work:
        assert dict(FiguresStore(work.connection, office.today).bans(PERIOD).counts)["lifted"] == 0


def test_a_case_recorded_by_mistake_is_withdrawn_counted_nowhere_and_found_by_its_reference_only(
    office: OfficeSession,
) -> None:
    jane = jane_in(office)
    incident = incident_about(office, author(jane, Capacity.GOVERNOR))
    prepare_letter(office, incident, "incident_concern")
    withdraw_incident(office, incident, "The same as 2026-0001.")
    page = incident_page(office, incident)
    assert (page.incident.state, page.letters) == (IncidentState.WITHDRAWN, ())
    assert not any(offer.available for offer in page.offers)
    assert all(letters_available(office, incident).values())
    assert incidents_of_parent(office, jane) == []
    assert list(incident_ids(office, IncidentFilter())) == []
    assert list(incident_ids(office, IncidentFilter(states=frozenset({IncidentState.WITHDRAWN})))) == [incident]
    assert found(office, "obrien") == []
    assert found(office, "2026-0001") == [incident]
    assert incident_with_reference(office, "2026-0001") == incident
    assert due_items(office) == ()
    with office.look() as work:
        assert [table.total for table in FiguresStore(work.connection, office.today).of_incidents(PERIOD, TODAY)] == [
            0,
            0,
            0,
            0,
        ]
        assert FiguresStore(work.connection, office.today).days_to_contact(PERIOD)[1] == ()
    struck = {line.title: line.struck for line in page.timeline}
    assert struck["Incident recorded"]
    assert not struck["Case withdrawn"]
    assert check(office).findings == ()
    with pytest.raises(Refused):
        withdraw_incident(office, incident, "Again.")


def test_a_closed_case_is_withdrawn_too_and_one_withdrawn_by_mistake_is_taken_up_again(office: OfficeSession) -> None:
    jane = jane_in(office)
    incident = incident_about(office, author(jane))
    contact(office, incident)
    close_incident(office, incident, Outcome.SETTLED, "Fine now.")
    withdraw_incident(office, incident, "Another school’s.")
    reopen_incident(office, incident, "It was ours after all.")
    page = incident_page(office, incident)
    assert page.incident.state is IncidentState.OPEN
    assert [line.id for line in incidents_of_parent(office, jane)] == [incident]
    assert not any(line.struck for line in page.timeline)
    reopened = next(line for line in page.timeline if line.title == "Case reopened")
    assert "It had been withdrawn on 23/11/2026: Another school’s." in reopened.text


def test_a_withdrawn_case_taken_up_again_has_its_contact_due_again(office: OfficeSession) -> None:
    incident = incident_about(office, author(jane_in(office)))
    (before,) = incident_page(office, incident).steps
    for _ in range(2):
        withdraw_incident(office, incident, "Twice.")
        assert not [step for step in incident_page(office, incident).steps if step.open]
        reopen_incident(office, incident, "It was not.")
        (again,) = [step for step in incident_page(office, incident).steps if step.open]
        assert (again.kind, again.person_id, again.due_on) == (StepKind.CONTACT, before.person_id, before.due_on)
    contact(office, incident)
    close_incident(office, incident, Outcome.SETTLED, "Fine now.")
    reopen_incident(office, incident, "Not quite.")
    assert not [step for step in incident_page(office, incident).steps if step.open], "she was reached"


def test_nobody_is_asked_or_reminded_for_consent_in_a_withdrawn_case(office: OfficeSession) -> None:
    jane = jane_in(office)
    incident = incident_about(office, author(jane))
    request = ConsentRequest(
        incident, jane, Chat("WhatsApp", "Year 7", TODAY, TODAY), "To find out.", False, "The head", TODAY
    )
    form = ask_consent(office, request)
    withdraw_incident(office, incident, "Twice.")
    with office.look() as work:
        assert work.forms.get(form.id).status.state is FormState.TAKEN_BACK
    with pytest.raises(Refused, match="withdrawn"):
        ask_consent(office, request)


def test_a_contact_with_the_wrong_person_does_not_count_for_the_right_one(office: OfficeSession) -> None:
    mary = parent_in(office, forename="Mary", surname="Whyte")
    incident = incident_about(office, author(jane_in(office)))
    page = incident_page(office, incident)
    finish_step(office, page.steps[0].id, NOT_REACHED, {"how": "telephone"})
    contact(office, incident)
    withdraw_person(office, incident, page.incident.authors[0].id, WHY, author(mary))
    with pytest.raises(Refused, match="Mary Whyte"):
        close_incident(office, incident, Outcome.SETTLED, "Fine.")

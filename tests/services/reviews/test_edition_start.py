"""An edition that begins on a day that has passed says what it changes, and is taken back until something depends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.reviews.amend_code import (
    adopt_edition,
    change_draft,
    drop_draft,
    list_editions,
    start_draft,
)
from halton_desktop.services.reviews.edition_start import take_back_adoption, what_start_changes
from halton_desktop.services.reviews.find_reviews import edition_page
from halton_desktop.services.session import OfficeSession
from tests.helpers.issued_forms import many_forms
from tests.services.letters.test_print_letters import issue, later

pytestmark = pytest.mark.case("figures-9")
AUTHOR = (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="nightowl"),)


def an_incident(office: OfficeSession, day: date) -> tuple[int, str]:
    facts = IncidentFacts(day, office.today, Platform.X, "Unkind words.", ("3.1c",))
    incident_id = record_incident(office, NewIncident(facts, AUTHOR))
    return incident_id, incident_page(office, incident_id).incident.reference


def a_draft(office: OfficeSession) -> Edition:
    draft = start_draft(office)
    return change_draft(office, replace(draft, intent="Kinder.", changes="The statement of intent was amended."))


def test_a_start_in_the_past_names_the_incidents_and_slips_it_changes(office: OfficeSession) -> None:
    first_day = office.today
    forms = many_forms(office, 3)
    later(office, 20)
    return_form(office, forms[0].reference)
    _before, _reference = an_incident(office, first_day)
    after, reference = an_incident(office, first_day + timedelta(days=10))
    draft = a_draft(office)
    assert what_start_changes(office, draft.id, office.today) == ()
    start = first_day + timedelta(days=5)
    incidents, slips, again = what_start_changes(office, draft.id, start)
    assert incidents == f"The incident {reference} would come under edition 2."
    assert forms[0].reference in slips
    assert forms[1].reference not in slips
    assert again == "Everybody would be asked for edition 2 anew."
    adopt_edition(office, draft.id, start, start)
    assert incident_page(office, after).edition_that_day == "Edition 2"
    back, slips = what_start_changes(office, draft.id, None)
    assert slips == "The slips of edition 1 would count again."
    assert back == f"The incident {reference} would come under edition 1."


def test_many_references_are_counted(office: OfficeSession) -> None:
    first_day = office.today
    later(office, 20)
    for _ in range(9):
        an_incident(office, first_day + timedelta(days=10))
    [incidents, _again] = what_start_changes(office, a_draft(office).id, first_day + timedelta(days=1))
    assert incidents.startswith("9 incidents (2026-0001")
    assert "and 3 more) would come under edition 2." in incidents


def test_an_adoption_is_taken_back_until_something_depends_on_it(office: OfficeSession) -> None:
    start = office.today
    many_forms(office, 2)
    later(office, 20)
    draft = a_draft(office)
    adopt_edition(office, draft.id, start, start)
    assert whole_school(office).asked == 0
    with pytest.raises(InvalidInput):
        take_back_adoption(office, draft.id, "")
    take_back_adoption(office, draft.id, "The wrong year was typed.")
    again = edition_page(office, draft.id)
    assert (again.edition.adopted, again.edition.effective_on) == (False, None)
    assert [each.reason for each in again.corrections] == ["The wrong year was typed."]
    assert whole_school(office).asked == 2
    adopt_edition(office, draft.id, office.today, office.today)
    issue(office)
    with pytest.raises(Refused, match="letters and forms depend on it"):
        take_back_adoption(office, draft.id, "Too late.")


def test_what_was_taken_back_can_be_thrown_away(office: OfficeSession) -> None:
    draft = a_draft(office)
    adopt_edition(office, draft.id, office.today, office.today)
    take_back_adoption(office, draft.id, "By mistake.")
    drop_draft(office, draft.id)
    assert [edition.number for edition in list_editions(office)] == [1]


def test_the_first_edition_and_a_draft_are_not_taken_back(office: OfficeSession) -> None:
    [first] = list_editions(office)
    with pytest.raises(Refused, match="Without its first edition a school has no code"):
        take_back_adoption(office, first.id, "By mistake.")
    with pytest.raises(Refused, match="still a draft"):
        take_back_adoption(office, a_draft(office).id, "By mistake.")

"""Incidents, forms and letters point at the edition of the code that was in force on their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from halton_desktop.domain.acknowledgement import FormKind
from halton_desktop.domain.code_of_conduct import Clause
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.reviews.amend_code import adopt_edition, change_draft, start_draft
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family

FIRST_DAY = date(2026, 11, 23)


@pytest.fixture
def second(office: OfficeSession) -> int:
    """Edition 2, in effect a week after edition 1."""
    draft = start_draft(office)
    change_draft(office, replace(draft, clauses=(*draft.clauses, Clause("3.7", "Be kind.")), changes="3.7 is new."))
    adopt_edition(office, draft.id, FIRST_DAY, FIRST_DAY + timedelta(days=7))
    return draft.id


def issue(office: OfficeSession) -> None:
    plan = plan_letters(office, LetterRequest("acknowledgement", Recipients.ALL))
    confirm_letters(office, prepare_letters(office, plan))


def test_forms_and_letters_are_of_the_edition_of_the_day_they_are_printed(office: OfficeSession, second: int) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    (parent,), _pupils = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    clock.now += timedelta(days=8)
    assert whole_school(office).asked == 0, "the new edition is asked for anew"
    issue(office)
    with office.look() as work:
        assert [form.edition_id for form in work.forms.of_parent(parent)] in ([1, second], [second, 1])
        assert work.forms.newest(FormKind.ACKNOWLEDGEMENT, second)[parent].edition_id == second
    assert plan_letters(office, LetterRequest("acknowledgement", Recipients.ALL)).edition.clauses[-3].number == "3.7"


def test_an_incident_shows_the_edition_of_the_day_it_happened(office: OfficeSession, second: int) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(days=10)
    author = (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="x"),)
    shown = []
    for days in (-30, 0, 6, 7):
        day = FIRST_DAY + timedelta(days=days)
        facts = IncidentFacts(day, office.today, Platform.X, "Something.", ("3.1c",))
        shown.append(incident_page(office, record_incident(office, NewIncident(facts, author))).edition_that_day)
    assert shown == ["", "Edition 1", "Edition 1", "Edition 2"]

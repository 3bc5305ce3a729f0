"""Small things that would stand on paper or in a list for ever: places, braces, long links, corrected dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.incidents.incident import Platform
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.errors import InvalidInput
from halton_desktop.services.consent_forms.keep_consent import withdraw_consent
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.change_incident import change_facts
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import draft_letter
from halton_desktop.services.incidents.take_step import plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from tests.helpers.incidents import TODAY, author, contact, incident_about, parent_in
from tests.helpers.sealed_incident import OFFICE, ask, sealed_incident
from tests.services.incidents.test_print_incident import words_of


@pytest.mark.case("cases-14")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"platform": Platform.EMAIL, "place": ""}, "what was sent by e-mail on 23 November 2026"),
        (
            {"platform": Platform.OTHER, "other_platform": "shouted at the gate", "place": ""},
            "what happened on 23 November 2026 (shouted at the gate)",
        ),
    ],
)
def test_nothing_is_posted_on_an_e_mail_or_on_a_gate(
    office: OfficeSession, changes: dict[str, object], said: str
) -> None:
    recorded = incident_about(office, author(parent_in(office)), **changes)
    assert said in words_of(draft_letter(office, recorded, "incident_concern").pdf)


@pytest.mark.case("cases-14")
def test_braces_and_stars_that_somebody_typed_are_printed_and_fill_in_nothing(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)), place="{headteacher} ** {salutation}")
    words = words_of(draft_letter(office, recorded, "incident_concern").pdf)
    assert "WhatsApp ({headteacher} ** {salutation})" in words.replace("\u2060", "")


@pytest.mark.case("cases-14")
def test_a_link_of_two_thousand_characters_runs_on_and_leaves_no_page_white(office: OfficeSession) -> None:
    recorded = incident_about(office, author(parent_in(office)))
    contact(office, recorded)
    link = "https://example.org/" + "abcdefghij" * 200
    removal = proposed_step(office, recorded, StepKind.REMOVAL)
    told = {"where": link, "asked_of": "the parent", "asked_on": TODAY.isoformat(), "asked_how": "letter"}
    told["deadline"] = (TODAY + timedelta(days=3)).isoformat()
    person = incident_page(office, recorded).incident.authors[0].id
    plan_step(office, replace(removal, person_id=person, details=told))
    pages = PdfReader(BytesIO(draft_letter(office, recorded, "incident_removal").pdf)).pages
    texts = [re.sub(r"\s+", "", page.extract_text()) for page in pages]
    assert texts[0].count("abcdefghij") > 40
    assert sum(text.count("abcdefghij") for text in texts) > 190


@pytest.mark.case("cases-14")
def test_a_corrected_day_of_report_moves_what_is_due_from_it(office: OfficeSession) -> None:
    long_ago = TODAY - timedelta(days=20)
    recorded = incident_about(office, author(parent_in(office)), happened_on=long_ago, reported_on=long_ago)
    incident = incident_page(office, recorded).incident
    change_facts(office, recorded, replace(incident.facts, reported_on=TODAY))
    [step] = incident_page(office, recorded).steps
    assert step.due_on == TODAY


@pytest.mark.case("cases-14")
def test_a_consent_cannot_have_been_withdrawn_before_it_was_given(tmp_path: Path) -> None:
    sealed = sealed_incident(tmp_path / "office")
    with sealed.signed_in(OFFICE) as clerk:
        form_id, reference = ask(clerk, sealed)
        return_form(clerk, reference)
        with pytest.raises(InvalidInput, match="cannot have ended before") as refused:
            withdraw_consent(clerk, form_id, on=date(2026, 11, 20))
        assert refused.value.field == "on"
        withdraw_consent(clerk, form_id, on=clerk.today)

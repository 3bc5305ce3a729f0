"""Consent is asked where something is still looked into, and its form says no more than that."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.incidents.incident import Outcome
from halton_desktop.errors import Refused
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent, suggest_consent
from halton_desktop.services.consent_forms.print_consent import consent_pages
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.session import OfficeSession
from tests.helpers.incidents import author, contact, incident_about, parent_in


def request(office: OfficeSession, incident: int, parent: int) -> ConsentRequest:
    """As the form begins."""
    known = suggest_consent(office, incident)
    until = office.today + timedelta(days=20)
    return ConsentRequest(incident, parent, known.chat, known.purpose, False, known.viewers, until)


@pytest.mark.case("harm-13")
def test_nobody_is_asked_for_consent_in_a_case_that_is_closed_nor_is_a_form_printed(office: OfficeSession) -> None:
    parent = parent_in(office)
    incident = incident_about(office, author(parent))
    form = ask_consent(office, request(office, incident, parent))
    contact(office, incident)
    close_incident(office, incident, Outcome.NO_BREACH, "Nothing in it.")
    with pytest.raises(Refused, match="The case is closed"):
        consent_pages(office, form.id)
    with pytest.raises(Refused, match="The case is closed"):
        ask_consent(office, request(office, incident, parent))


@pytest.mark.case("harm-13")
def test_a_form_of_a_case_without_sealed_messages_speaks_of_none(office: OfficeSession) -> None:
    parent = parent_in(office)
    incident = incident_about(office, author(parent))
    form = ask_consent(office, request(office, incident, parent))
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(consent_pages(office, form.id))).pages)
    assert "sealed" not in words

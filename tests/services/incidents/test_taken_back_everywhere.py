"""What was taken back is nowhere: no consent form, no print and no search tells of it; only the case’s own history."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.incident import AdditionKind, IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.register import FormFilter
from halton_desktop.errors import Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent, confirm_given_out
from halton_desktop.services.consent_forms.form_register import form_ids
from halton_desktop.services.consent_forms.form_reminders import due_items as form_due_items
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.incidents.change_incident import add_to_account
from halton_desktop.services.incidents.close_incident import reopen_incident
from halton_desktop.services.incidents.find_incidents import incident_lines, incident_page
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_letters import confirm_letter, prepare_letter
from halton_desktop.services.incidents.print_incident import chronology_pdf, evidence_bundle_pdf, incident_file_pdf
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident, withdraw_person
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.helpers.incidents import TODAY, UNKNOWN, author, contact, incident_about, parent_in

pytestmark = pytest.mark.case("harm-11")

WHY = "A namesake: the father of another form."


def jane_in(office: OfficeSession) -> int:
    """The parent wrongly named."""
    return parent_in(office, forename="Jane", surname="O’Brien")


def found(office: OfficeSession, words: str) -> list[int]:
    """The incidents a search finds."""
    return [hit.id for hit in search(office, words) if hit.noun is RecordKind.INCIDENT]


def words_of(pdf: bytes) -> str:
    """The words a reader sees, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def ask(office: OfficeSession, incident: int, parent_id: int) -> Form:
    """The parent is asked for consent in a case."""
    chat = Chat("WhatsApp", "Year 7", TODAY, TODAY)
    form = ask_consent(office, ConsentRequest(incident, parent_id, chat, "To find out.", False, "The head", TODAY))
    return confirm_given_out(office, form.id)


def is_anywhere(office: OfficeSession, form: Form) -> bool:
    """Whether a form is on the parent’s page, in the register, in a search, on Today or in the figures."""
    listed = form.id in form_ids(office, FormFilter()) or form.id in [
        one.id for one in parent_page(office, form.parent_id).forms
    ]
    said = [item.sentence for item in form_due_items(office)]
    with office.look() as work:
        counted = bool(work.consents.all() or work.consents.of_incident(1))
    return listed or counted or bool(search(office, form.reference)) or any("O’Brien" in one for one in said)


def test_a_consent_asked_of_somebody_named_by_mistake_is_gone_everywhere_and_stays_gone(office: OfficeSession) -> None:
    jane = jane_in(office)
    incident = incident_about(office, author(jane), UNKNOWN)
    form = ask(office, incident, jane)
    assert is_anywhere(office, form)
    withdraw_person(office, incident, incident_page(office, incident).incident.authors[0].id, WHY)
    assert not is_anywhere(office, form)
    with pytest.raises(Refused, match="taken back"):
        undo_entry(office, form.id, "Scanned by mistake.")
    with pytest.raises(Refused, match=WHY):
        return_form(office, form.reference)
    assert check(office).findings == ()


def test_whoever_is_still_in_the_case_keeps_the_consent_form(office: OfficeSession) -> None:
    jane = jane_in(office)
    also = IncidentPerson(0, PersonPart.REPORTER, PersonKind.PARENT, parent_id=jane)
    incident = incident_about(office, author(jane), also)
    form = ask(office, incident, jane)
    withdraw_person(office, incident, incident_page(office, incident).incident.authors[0].id, WHY)
    assert is_anywhere(office, form)


def test_a_consent_of_a_withdrawn_case_is_gone_and_cannot_be_given(office: OfficeSession) -> None:
    jane = jane_in(office)
    incident = incident_about(office, author(jane))
    form = ask(office, incident, jane)
    withdraw_incident(office, incident, "Twice.")
    assert not is_anywhere(office, form)
    with pytest.raises(Refused):
        return_form(office, form.reference)
    with pytest.raises(Refused):
        undo_entry(office, form.id, "Scanned by mistake.")


def test_the_case_file_and_the_search_know_nothing_of_somebody_named_by_mistake(office: OfficeSession) -> None:
    neil, mary = parent_in(office, forename="Neil", surname="Unsworth"), parent_in(office, forename="Mary")
    incident = incident_about(office, author(neil), author(mary), UNKNOWN)
    contact(office, incident)
    wrong = incident_page(office, incident).incident.authors[0]
    letter = prepare_letter(office, incident, "incident_concern", wrong.id)
    confirm_letter(office, letter)
    reference = incident_page(office, incident).letters[0].reference
    add_to_account(
        office, incident, AdditionKind.PARENT_STATEMENT, "It was my zanzibar account.", whose="Mr Neil Unsworth"
    )
    assert "Unsworth" in words_of(incident_file_pdf(office, incident, LeaveOut()))
    assert found(office, "zanzibar") == [incident]
    withdraw_person(office, incident, wrong.id, WHY)
    printed = words_of(incident_file_pdf(office, incident, LeaveOut()))
    for word in ("Unsworth", "zanzibar", reference):
        assert word not in printed
        assert found(office, word) == []
    assert "Unsworth" not in words_of(chronology_pdf(office, [mary], LeaveOut()))
    struck = [line.text for line in incident_page(office, incident).timeline if line.struck]
    assert "It was my zanzibar account." in struck


def test_a_wrong_identification_is_in_no_print(office: OfficeSession) -> None:
    incident = incident_about(office, UNKNOWN)
    unknown = incident_page(office, incident).incident.authors[0]
    identify_author(office, incident, unknown.id, author(jane_in(office)), "Mrs O’Brien said so.")
    withdraw_person(office, incident, unknown.id, "The account is another mother’s.")
    printed = words_of(incident_file_pdf(office, incident, LeaveOut()))
    assert "Brien" not in printed
    assert "said so" not in printed


def test_a_withdrawn_case_is_printed_for_nobody_and_its_reference_names_nobody(office: OfficeSession) -> None:
    incident = incident_about(office, author(jane_in(office)))
    withdraw_incident(office, incident, "Twice.")
    with pytest.raises(Refused, match="withdrawn"):
        incident_file_pdf(office, incident, LeaveOut())
    with pytest.raises(Refused, match="withdrawn"):
        evidence_bundle_pdf(office, incident)
    assert [hit.title.strip() for hit in search(office, "2026-0001")] == ["2026-0001"]
    assert incident_lines(office, [incident])[0].about == ""
    reopen_incident(office, incident, "It was ours after all.")
    assert incident_lines(office, [incident])[0].about == "Jane O’Brien"

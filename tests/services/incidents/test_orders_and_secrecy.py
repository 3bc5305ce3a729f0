"""Court orders and secrecy reach cases: no child named to whom it may not, no sealed words, no consent stretched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.manage_users import add_user
from halton_desktop.services.administration.seal_messages import admit
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import draft_letter, prepare_letter
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.incidents.keep_evidence import (
    add_evidence,
    custody_of,
    describe_evidence,
    evidence_content,
)
from halton_desktop.services.incidents.print_incident import evidence_bundle_pdf, incident_file_pdf
from halton_desktop.services.incidents.take_step import plan_step, proposed_step
from halton_desktop.services.incidents.view_messages import ConsentMissing, sealed_messages, view_message
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME, a_parent, a_pupil, add_family
from tests.helpers.incidents import author, contact, incident_about
from tests.helpers.sealed_incident import (
    CHAT,
    HEAD,
    OFFICE,
    SECOND_HEAD,
    SealedIncident,
    consented,
    sealed_incident,
)
from tests.services.incidents.test_print_incident import words_of

NOT_NAMED = "see them and nobody else"


@pytest.fixture
def father(office: OfficeSession) -> int:
    """A father whom a court order keeps from hearing of Kai, and not of Lily."""
    [kais], _ = add_family(office, [a_parent(forename="Owen", title="Mr")], [a_pupil(forename="Kai")], court_order=True)
    return kais


def asked(office: OfficeSession, incident: int, parent: int, **changes: object) -> ConsentRequest:
    until = office.today + timedelta(days=30)
    chat = replace(CHAT, first_on=office.today, last_on=office.today)
    request = ConsentRequest(
        incident, parent, chat, "To see.", False, "The headteacher", until, override="The head says so."
    )
    return replace(request, **changes)  # type: ignore[arg-type] # each test gives valid fields


@pytest.mark.case("cases-5")
def test_a_consent_form_by_override_names_no_child_under_the_order(office: OfficeSession, father: int) -> None:
    incident = incident_about(office, author(father))
    form = ask_consent(office, asked(office, incident, father))
    assert form.children == ()
    with pytest.raises(InvalidInput, match="names Kai") as refused:
        ask_consent(office, asked(office, incident, father, purpose="To see what Kai’s friends wrote."))
    assert refused.value.field == "purpose"


@pytest.mark.case("cases-5")
def test_a_letter_by_override_names_no_child_under_the_order_whatever_was_typed(
    office: OfficeSession, father: int
) -> None:
    incident = incident_about(office, author(father), account="He wrote about Kai.")
    contact(office, incident)
    meeting = proposed_step(office, incident, StepKind.MEETING)
    details = {"on": (office.today + timedelta(days=5)).isoformat(), "at": "10:00", "place": "where Kai is not"}
    person = incident_page(office, incident).incident.authors[0].id
    plan_step(office, replace(meeting, person_id=person, details=details))
    draft = draft_letter(office, incident, "incident_meeting")
    assert draft.final
    assert "its words name Kai" in draft.blocked
    with pytest.raises(Refused, match="its words name Kai"):
        prepare_letter(office, incident, "incident_meeting", override="The head says so.")
    assert prepare_letter(office, incident, "incident_concern", override="The head says so.")


@pytest.mark.case("cases-5")
def test_whoever_speaks_to_a_parent_is_told_of_the_order_first(office: OfficeSession, father: int) -> None:
    incident = incident_about(office, author(father))
    page = incident_page(office, incident)
    [(person, words)] = page.orders
    assert person == page.incident.authors[0].id
    told = "a court order restricts contact about Kai. Say nothing about Kai, and do not name them."
    assert told in words
    assert told in due_items(office)[0].sentence


@pytest.mark.case("cases-5")
def test_what_a_sealed_piece_is_called_is_printed_nowhere(office: OfficeSession, father: int) -> None:
    incident = incident_about(office, author(father))
    told = EvidenceOrigin(description="Ann says the eggs are stolen", captured_from="Ann’s phone", private=True)
    add_evidence(office, incident, b"words", told, file_name="stolen eggs.txt")
    for pdf in (incident_file_pdf(office, incident, LeaveOut(internal=False)), evidence_bundle_pdf(office, incident)):
        words = words_of(pdf)
        assert "a private message" in words
        for part in ("eggs", "Ann"):
            assert part not in words


@pytest.mark.case("cases-5")
def test_sealing_one_of_two_identical_files_seals_the_other(office: OfficeSession, father: int) -> None:
    incident, other = incident_about(office, author(father)), incident_about(office, author(father))
    first = add_evidence(office, incident, b"the same words", EvidenceOrigin(), file_name="a.txt").evidence
    second = add_evidence(office, other, b"the same words", EvidenceOrigin(), file_name="b.txt").evidence
    describe_evidence(office, first.id, EvidenceOrigin(private=True))
    with pytest.raises(Refused, match="is a private message and sealed"):
        evidence_content(office, second.id)
    assert custody_of(office, second.id)[-1].note == "the same content lies sealed as E1"
    third = add_evidence(office, other, b"the same words", EvidenceOrigin(), file_name="c.txt").evidence
    assert third.private


@pytest.fixture
def sealed(tmp_path: Path) -> SealedIncident:
    """A case with a sealed message of a chat."""
    return sealed_incident(tmp_path / "office")


@pytest.mark.case("cases-5")
def test_only_whom_the_form_names_sees_the_messages(sealed: SealedIncident) -> None:
    consented(sealed, viewers="Mrs G. Jones, Headteacher")
    with sealed.signed_in(SIGN_IN_NAME) as admin:
        deputy_id = add_user(admin, SECOND_HEAD, "D. Eputy", Role.HEADTEACHER, PASSWORD, CHEAP)
    with sealed.signed_in(HEAD) as head:
        admit(head, deputy_id)
    with sealed.signed_in(SECOND_HEAD) as deputy:
        assert NOT_NAMED in " ".join(sealed_messages(deputy, sealed.incident_id)[0].missing)
        with pytest.raises(ConsentMissing, match=NOT_NAMED):
            view_message(deputy, sealed.evidence_id)
    with sealed.signed_in(OFFICE) as clerk:  # who may view nothing is not told that the form names them not
        assert sealed_messages(clerk, sealed.incident_id)[0].missing == ()
    with sealed.signed_in(HEAD) as head:
        assert view_message(head, sealed.evidence_id).content


@pytest.mark.case("cases-5")
def test_a_chat_with_other_emoji_is_another_chat(sealed: SealedIncident) -> None:
    consented(sealed, Chat("WhatsApp", "Year 8 parents 🤫🍷", CHAT.first_on, CHAT.last_on))
    with sealed.signed_in(HEAD) as head, pytest.raises(ConsentMissing, match="names another chat"):
        view_message(head, sealed.evidence_id)


@pytest.mark.case("cases-5")
def test_the_consent_of_a_parent_in_neither_case_nor_chat_opens_nothing(sealed: SealedIncident) -> None:
    consented(sealed, parent=1)
    with sealed.signed_in(HEAD) as head, pytest.raises(ConsentMissing, match="has no part in this incident"):
        view_message(head, sealed.evidence_id)

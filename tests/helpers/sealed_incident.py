"""An office with real users who sign in with their own passwords, and a case with a sealed message in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.permission import Role
from halton_desktop.services.administration.manage_users import add_user
from halton_desktop.services.administration.open_office import FirstUser, create_office, unlock_office
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent, confirm_given_out
from halton_desktop.services.consent_forms.keep_consent import countersign
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.keep_evidence import add_evidence
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.view_messages import describe_message
from halton_desktop.services.session import OfficeSession
from tests.factories import (
    CHEAP,
    PASSWORD,
    SCHOOL,
    SIGN_IN_NAME,
    StandingClock,
    a_parent,
    a_pupil,
    add_family,
    program_files,
)

SECRET = b"Nobody tell the school about Friday: bring the eggs behind the sports hall." * 40
CHAT = Chat("WhatsApp", "Year 8 parents", date(2026, 11, 16), date(2026, 11, 20))
HEAD, OFFICE, SECOND_HEAD = "ghead", "oclerk", "deputy"


@dataclass
class SealedIncident:
    """``folder`` is closed between sign-ins: one person uses the office at a time, as on one PC."""

    folder: Path
    recovery_key: str
    clock: StandingClock
    parent_ids: list[int] = field(default_factory=list)
    incident_id: int = 0
    evidence_id: int = 0

    @contextmanager
    def signed_in(self, name: str, password: str = PASSWORD) -> Iterator[OfficeSession]:
        """Somebody with their own password, and so with their own personal key."""
        session = unlock_office(self.folder, name, password, program_files(), clock=self.clock)
        try:
            yield session
        finally:
            session.close()


def sealed_incident(folder: Path) -> SealedIncident:
    """A new office: an administrator, a headteacher, a clerk; the clerk records a case and puts a sealed message in."""
    clock = StandingClock()
    session, key = create_office(
        folder, SCHOOL, FirstUser(SIGN_IN_NAME, "A. Clarke", PASSWORD), program_files(), clock=clock, cost=CHEAP
    )
    incident = SealedIncident(folder, key, clock)
    with session:
        add_user(session, HEAD, "G. Jones", Role.HEADTEACHER, PASSWORD, CHEAP)
        add_user(session, OFFICE, "O. Clerk", Role.OFFICE, PASSWORD, CHEAP)
        parents, _pupils = add_family(session, [a_parent(), a_parent()], [a_pupil(year_group="8", form="8A")])
        incident.parent_ids = parents
    with incident.signed_in(OFFICE) as clerk:
        incident.incident_id = record_sealed(clerk, parents[0])
        incident.evidence_id = put_in(clerk, incident.incident_id)
    return incident


def record_sealed(session: OfficeSession, parent_id: int) -> int:
    """Abuse in a group chat, reported today."""
    facts = IncidentFacts(
        happened_on=CHAT.last_on,
        reported_on=session.today,
        platform=Platform.WHATSAPP,
        account="Abusive messages about a member of staff in the group chat.",
        clauses=("3.1c",),
        place=CHAT.name,
        is_group_chat=True,
    )
    person = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=parent_id)
    return record_incident(session, NewIncident(facts, (person,)))


def put_in(session: OfficeSession, incident_id: int, *, described: bool = True) -> int:
    """A private chat export, sealed on arrival, and what it shows."""
    origin = EvidenceOrigin(captured_on=CHAT.last_on, captured_from="a parent’s phone", private=True)
    evidence_id = add_evidence(session, incident_id, SECRET, origin, file_name="chat.txt").evidence.id
    if described:
        describe_message(session, evidence_id, CHAT)
    return evidence_id


EVERYBODY = "Mrs G. Jones, Headteacher, D. Eputy, A. Clarke and O. Clerk"
"""Who may see the messages, for tests that are about keys and roles and not about what the form says."""


def ask(
    session: OfficeSession, incident: SealedIncident, chat: Chat = CHAT, parent: int = 0, viewers: str = EVERYBODY
) -> tuple[int, str]:
    """A consent form asked for and handed over; its form id and reference."""
    request = ConsentRequest(
        incident_id=incident.incident_id,
        parent_id=incident.parent_ids[parent],
        chat=chat,
        purpose="To see what was written about Mr Hale.",
        copies_kept=False,
        viewers=viewers,
        valid_until=date(2026, 12, 18),
    )
    form = ask_consent(session, request)
    confirm_given_out(session, form.id)
    return form.id, form.reference


def consented(
    incident: SealedIncident, chat: Chat = CHAT, parent: int = 0, viewers: str = EVERYBODY
) -> tuple[int, str]:
    """The whole way: asked and returned at the desk, signed by the headteacher."""
    with incident.signed_in(OFFICE) as clerk:
        form_id, reference = ask(clerk, incident, chat, parent, viewers)
        return_form(clerk, reference)
    with incident.signed_in(HEAD) as head:
        countersign(head, form_id)
    return form_id, reference

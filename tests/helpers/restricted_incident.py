"""An office with a case full of one odd word, so that a test can ask whatever it likes and look for that word."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import AdditionKind, IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.services.consent_forms import ask_consent
from halton_desktop.services.incidents import change_incident, find_incidents, keep_evidence, take_step
from halton_desktop.services.incidents import incident_letters as incident_letters
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.restrict_incident import restrict_incident
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.incidents import author, facts

MARK = "Zyzzyva"
"""A word that stands in every field of the restricted case and nowhere else."""
PARTS = (PersonPart.AFFECTED, PersonKind.STAFF)


class Restricted:
    """An office with a case full of the mark, open to the administrator alone, and a plain case beside it."""

    def __init__(self, office: OfficeSession) -> None:
        self.named = office
        self.clerk = signed_in_as(office, Role.OFFICE)
        self.head = signed_in_as(office, Role.HEADTEACHER)
        self.reader = signed_in_as(office, Role.READER)
        parents, _ = add_family(office, [a_parent(forename="Jane", surname="Shaw")], [a_pupil()])
        self.parent = parents[0]
        unknown = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias=MARK)
        harmed = IncidentPerson(0, *PARTS, name=MARK, how=MARK)
        self.incident = _record(office, author(self.parent), unknown, harmed, word=MARK)
        self.plain = _record(office, author(self.parent), IncidentPerson(0, *PARTS, name="Mr Bell"), word="Plain")
        self.evidence, self.private = self._fill(office)
        self.reference = find_incidents.incident_page(office, self.incident).incident.reference

    def restrict(self, *, shown: bool, named: OfficeSession | None = None) -> None:
        user = (named or self.named).user
        change_incident.assign(self.named, self.incident, user.id)
        restrict_incident(self.named, self.incident, RestrictionWish(frozenset({user.id}), shown=shown, reason=MARK))

    def _fill(self, office: OfficeSession) -> tuple[int, int]:
        incident = self.incident
        change_incident.add_to_account(office, incident, AdditionKind.CORRECTION, f"{MARK} was said.")
        reference = find_incidents.incident_page(office, incident).incident.reference
        change_incident.link_incidents(office, self.plain, reference, MARK)
        take_step.plan_step(
            office,
            Step(0, incident, StepKind.NOTE, StepState.PLANNED, {"text": f"{MARK} rang."}, owner_id=office.user.id),
        )
        origin = EvidenceOrigin(description=MARK, captured_by=MARK, captured_from=MARK)
        open_piece = keep_evidence.add_evidence(office, incident, MARK.encode(), origin, file_name=f"{MARK}.txt")
        private = dataclasses.replace(origin, private=True)
        sealed = keep_evidence.add_evidence(office, incident, b"sealed words", private, file_name=f"{MARK}2.txt")
        self.form, self.ban = self._papers(office, incident)
        return open_piece.evidence.id, sealed.evidence.id

    def _papers(self, office: OfficeSession, incident: int) -> tuple[int, int]:
        day = date(2026, 11, 23)
        chat = Chat("WhatsApp", MARK, day, day)
        asked = ask_consent.ConsentRequest(incident, self.parent, chat, MARK, False, MARK, date(2026, 12, 20))
        form = ask_consent.ask_consent(office, asked)
        self.letter = incident_letters.prepare_letter(office, incident, "incident_concern")
        person = find_incidents.incident_page(office, incident).incident.authors[0]
        with office.change(Permission.TAKE_STEPS) as work:
            ban = SiteBan(0, incident, person.id, MARK, parent_id=self.parent, reason=MARK, decided_by=MARK)
            ban_id = work.incidents.bans.add(ban)
            work.record("site ban prepared", RecordKind.SITE_BAN, ban_id, new={"reason": MARK})
            work.commit()
        return form.id, ban_id


def _record(office: OfficeSession, *people: IncidentPerson, word: str) -> int:
    told = facts(account=f"{word} told me.", place=f"{word} group", link=f"https://{word}.example", internal=word)
    return record_incident(office, NewIncident(told, people))


def everything_of(found: object) -> str:
    """All that an answer holds, in words: dataclasses, PDFs and files read out."""
    if isinstance(found, bytes):
        if found.startswith(b"%PDF"):
            return " ".join(page.extract_text() for page in PdfReader(BytesIO(found)).pages)
        return found.decode("utf-8", "replace")
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return " ".join(everything_of(getattr(found, part.name)) for part in dataclasses.fields(found))
    if isinstance(found, dict):
        return " ".join(f"{everything_of(key)} {everything_of(value)}" for key, value in found.items())
    if isinstance(found, (list, tuple, set, frozenset, Iterator)):
        return " ".join(everything_of(part) for part in found)
    return str(found)

"""Cases made through the real errands, with what a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.services.incidents.find_incidents import (
    incident_page,
)
from halton_desktop.services.incidents.incident_letters import confirm_letter, prepare_letter
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.take_step import finish_step
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family

TODAY = date(2026, 11, 23)


def facts(**changes: object) -> IncidentFacts:
    """What happened today in a group chat."""
    known = IncidentFacts(TODAY, TODAY, Platform.WHATSAPP, "Called Mr Bell a liar.", ("3.1c",), place="Year 7")
    return replace(known, **changes)  # type: ignore[arg-type] # each test gives valid fields


def parent_in(office: OfficeSession, **fields: object) -> int:
    """A parent of the register."""
    return add_family(office, [a_parent(**fields)], [a_pupil()])[0][0]


def author(parent_id: int, *capacities: Capacity) -> IncidentPerson:
    """A parent who did it."""
    kept = frozenset(capacities)
    return IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=parent_id, capacities=kept)


UNKNOWN = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="xX_truth")


def incident_about(office: OfficeSession, *people: IncidentPerson, **changes: object) -> int:
    """Record a case; returns its id."""
    return record_incident(office, NewIncident(facts(**changes), people))


def send(office: OfficeSession, incident: int, name: str) -> None:
    """A letter of a case was printed and came out."""
    confirm_letter(office, prepare_letter(office, incident, name))


def contact(office: OfficeSession, incident: int) -> None:
    """Every planned contact was made."""
    for step in incident_page(office, incident).steps:
        if step.open and step.kind is StepKind.CONTACT:
            finish_step(office, step.id, "reached", {"how": "telephone"})

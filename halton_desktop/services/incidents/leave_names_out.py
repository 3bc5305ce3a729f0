"""Whose names stay out of a print: everybody of its cases, of the register and of the office but its reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.incident import BREACHES, LEGAL_REFERENCES, Platform
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTERS
from halton_desktop.domain.incidents.named import Cast, cast_of, key_of
from halton_desktop.domain.incidents.names_left_out import NameDecisions, Redaction
from halton_desktop.domain.incidents.step_kind import MEANING
from halton_desktop.services.incidents.find_incidents import IncidentPage
from halton_desktop.services.listed_names import names_on_paper
from halton_desktop.store.unit_of_work import UnitOfWork

OUR_WORDS = (
    *(f"{breach.name} {breach.sentence}" for breach in BREACHES),
    *(f"{law.name} {law.what}" for law in LEGAL_REFERENCES),
    *(meaning.name for meaning in MEANING.values()),
    *(platform.value for platform in Platform),
    *(letter.title for letter in INCIDENT_LETTERS),
)
"""What the program itself prints with capitals names nobody."""


def readers_of(page: IncidentPage, leave_out: LeaveOut) -> frozenset[str]:
    """Whom of a case the print is for."""
    return frozenset(key_of(person) for person in page.incident.people if person.id == leave_out.reader)


def redaction_for(
    work: UnitOfWork, pages: Iterable[IncidentPage], leave_out: LeaveOut, readers: frozenset[str], *, marked: bool
) -> tuple[Cast, Redaction | None]:
    """Everybody who may be named in these cases, and what takes their names out; None where names stay in.

    A protected name is left out of every print for somebody else, whatever is chosen.
    """
    protected = frozenset(f"parent {one}" for one in names_on_paper(work).hidden) - readers if readers else frozenset()
    if not leave_out.names and not protected:
        return Cast(()), None
    people = [person for page in pages for person in page.incident.everybody]
    cast = cast_of(people, work.parents.parents(), work.parents.pupils(), work.users.all(), readers)
    school = work.office.school()
    known = (school.name, *school.address.lines, *OUR_WORDS)
    if not leave_out.names:
        return cast, Redaction(cast, NameDecisions(), known, only=protected)
    decided = replace(leave_out.decisions, shown=leave_out.decisions.shown - protected)
    return cast, Redaction(cast, decided, known, marked=marked)

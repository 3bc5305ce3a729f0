"""The check of the office file finds a case that was altered behind the program's back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.permission import Permission
from halton_desktop.services.incidents.keep_evidence import add_evidence
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.session import OfficeSession
from tests.factories import make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    """An office with one case, an open and a sealed piece of evidence."""
    with make_office(tmp_path / "office") as session:
        facts = IncidentFacts(session.today, session.today, Platform.X, "Words.", ("2.6",))
        unknown = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN)
        incident = record_incident(session, NewIncident(facts, (unknown,)))
        add_evidence(session, incident, b"open words", EvidenceOrigin(), file_name="a.txt")
        add_evidence(session, incident, b"sealed words", EvidenceOrigin(private=True), file_name="b.txt")
        yield session


def findings(office: OfficeSession, meddling: str = "") -> list[str]:
    """What is found after somebody wrote into the file."""
    with office.change(Permission.RECORD_INCIDENTS) as work:
        if meddling:
            work.connection.execute(text(meddling))
        return list(work.incidents.findings())


def test_what_the_program_wrote_is_sound(office: OfficeSession) -> None:
    assert findings(office) == []


@pytest.mark.parametrize(
    ("meddling", "found"),
    [
        ("UPDATE evidence_chunks SET sealed = 0 WHERE evidence_id = 2", "Evidence 2 is private but not sealed."),
        ("UPDATE evidence SET thumbnail = x'00' WHERE id = 2", "Private evidence 2 has a picture in clear."),
        ("DELETE FROM evidence_chunks WHERE evidence_id = 1", "Evidence 1 has lost its content."),
        ("UPDATE evidence_chunks SET content = x'00' WHERE evidence_id = 1", "Evidence 1 is not the size it was."),
        ("UPDATE evidence SET incident_id = NULL WHERE id = 1", "Evidence 1 belongs to no case."),
        ("UPDATE incidents SET state = 'closed'", "Incident 2026-0001 is closed with a step still planned."),
        (
            "UPDATE incidents SET next_due_on = '2020-01-01'",
            "The list shows another due date for incident 2026-0001 than its steps have.",
        ),
        ("UPDATE incident_people SET part = 'affected'", "Incident 2026-0001 has nobody who did it."),
    ],
)
def test_what_was_altered_is_named(office: OfficeSession, meddling: str, found: str) -> None:
    assert found in findings(office, meddling)

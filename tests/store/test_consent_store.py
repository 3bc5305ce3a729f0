"""Consents, viewings and keys in the file: what the migration makes holds data up and down, and meddling is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from halton_desktop.services.administration.check_office import check
from halton_desktop.services.incidents.view_messages import view_message
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import migrations
from tests.helpers.issued_forms import writing
from tests.helpers.sealed_incident import HEAD, SealedIncident, consented, sealed_incident


@pytest.fixture
def incident(tmp_path: Path) -> SealedIncident:
    """A sealed message that was viewed under a consent."""
    made = sealed_incident(tmp_path / "office")
    consented(made)
    with made.signed_in(HEAD) as head:
        view_message(head, made.evidence_id)
    return made


def meddle(session: OfficeSession, *statements: str) -> tuple[str, ...]:
    """What the check says after somebody with tools of their own was at the data."""
    with writing(session) as work:
        for statement in statements:
            work.connection.execute(text(statement))
        work.commit()
    return check(session).findings


def test_a_sound_file_has_nothing_to_be_found(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        assert check(head).findings == ()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE consents SET incident_id = (SELECT max(id) FROM incidents)", "belongs to no consent of its case"),
        ("UPDATE evidence SET private = 0", "is not stored the way it is marked"),
        ("UPDATE forms SET state = 'issued' WHERE kind LIKE 'consent%'", "is not what its history says"),
        ("UPDATE users SET role = 'office' WHERE role = 'headteacher'", "without being an active headteacher"),
    ],
)
def test_what_does_not_fit_together_is_found(incident: SealedIncident, statement: str, finding: str) -> None:
    with incident.signed_in(HEAD) as head:
        another = (
            "INSERT INTO incidents SELECT (SELECT max(id) + 1 FROM incidents), 'x-' || reference, "
            + ", ".join(_columns(head)[2:])
            + " FROM incidents LIMIT 1"
        )
        found = meddle(head, another, statement)
    assert any(finding in sentence for sentence in found)


def _columns(session: OfficeSession) -> list[str]:
    with session.look() as work:
        return [row.name for row in work.connection.execute(text("PRAGMA table_info(incidents)"))]


def test_the_tables_of_consents_go_down_and_come_up_again_with_data_beside_them(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        engine = head.vault.engine
        with engine.connect().execution_options(immediate=True) as connection:
            migrations.run(connection, "0002")
            tables = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
            assert not tables & {"consents", "message_viewings", "message_keys", "form_scans", "message_viewings_stay"}
            migrations.run(connection, migrations.HEAD)
            connection.commit()
        with head.look() as work:
            assert work.incidents.records.get(incident.incident_id).reference
            assert work.consents.all() == []
            assert work.message_keys.current() is None

"""Whatever leaves the office file is written down before it is there, without the name of a person or a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.change import AuditEntry, RecordKind
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.permission import Role
from halton_desktop.errors import DiskFull, FolderReadOnly, NotAllowed
from halton_desktop.services.administration.see_history import history_entries, history_ids
from halton_desktop.services.incidents.export_incidents import export_incidents
from halton_desktop.services.incidents.keep_evidence import add_evidence, save_evidence
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.save_file import Outgoing, record_printed, save_for
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.audit import AuditLog
from tests.factories import signed_in_as

REGISTER = Outgoing("register of forms", RecordKind.FORM, count=12)


def last_entry(session: OfficeSession) -> AuditEntry:
    return history_entries(session, history_ids(session)[:1])[0]


def test_what_is_saved_outside_is_written_down_without_where(office: OfficeSession, tmp_path: Path) -> None:
    target = tmp_path / "Jane Examplesurname.pdf"
    save_for(office, target, b"pages", REGISTER)
    assert target.read_bytes() == b"pages"
    entry = last_entry(office)
    assert (entry.action, entry.noun) == ("register of forms saved outside the office file", RecordKind.FORM)
    assert entry.new == {"kind": "pdf", "count": 12}


def test_no_file_is_there_before_it_is_written_down(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_entry: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(AuditLog, "append", full)
    with pytest.raises(DiskFull):
        save_for(office, tmp_path / "register.pdf", b"pages", REGISTER)
    assert [path.name for path in tmp_path.iterdir()] == ["office"]


def test_no_copy_of_evidence_and_no_table_is_there_before_it_is_written_down(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = IncidentFacts(office.today, office.today, Platform.X, "Words.", ("2.6",))
    incident = record_incident(office, NewIncident(facts, (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN),)))
    kept = add_evidence(office, incident, b"Words", EvidenceOrigin(), file_name="words.txt").evidence

    def full(*_entry: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(AuditLog, "append", full)
    with pytest.raises(DiskFull):
        save_evidence(office, kept.id, tmp_path / "words.txt")
    for name in ("cases.csv", "cases.xlsx"):
        with pytest.raises(DiskFull):
            export_incidents(office, [incident], tmp_path / name, accounts=True)
    assert [path.name for path in tmp_path.iterdir()] == ["office"]


def test_what_could_not_be_written_is_not_written_down(office: OfficeSession, tmp_path: Path) -> None:
    before = history_ids(office)
    with pytest.raises(FolderReadOnly):
        save_for(office, tmp_path / "gone" / "register.pdf", b"pages", REGISTER)
    assert history_ids(office) == before


def test_who_may_not_save_outside_leaves_neither_file_nor_entry(office: OfficeSession, tmp_path: Path) -> None:
    before = history_ids(office)
    with pytest.raises(NotAllowed):
        save_for(signed_in_as(office, Role.READER), tmp_path / "register.pdf", b"pages", REGISTER)
    assert [path.name for path in tmp_path.iterdir()] == ["office"]
    assert history_ids(office) == before


def test_what_goes_to_the_printer_is_written_down(office: OfficeSession) -> None:
    record_printed(office, Outgoing("case file", RecordKind.INCIDENT, 7))
    entry = last_entry(office)
    assert (entry.action, entry.noun, entry.record_id) == ("case file printed", RecordKind.INCIDENT, 7)


def test_what_a_crash_left_of_an_earlier_saving_is_swept_at_the_next(office: OfficeSession, tmp_path: Path) -> None:
    target = tmp_path / "Letters [7A].pdf"
    left = tmp_path / f"{target.name}.1a2b3c4d.tmp"
    others = [
        tmp_path / name for name in ("Letters.pdf.1a2b3c4d.tmp", f"{target.name}.draft.tmp", f"{target.name}.tmp")
    ]
    for path in (left, *others):
        path.write_bytes(b"Jane Examplesurname")
    save_for(office, target, b"pages", REGISTER)
    assert target.read_bytes() == b"pages"
    assert not left.exists()
    assert all(path.exists() for path in others)

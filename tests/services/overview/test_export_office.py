"""A school can leave with everything it has: an archive that others open, and nothing in it that must not leave."""

from __future__ import annotations

import csv
import json
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pyzipper import AESZipFile

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.parents.parent import Protected
from halton_desktop.domain.permission import Role
from halton_desktop.errors import Cancelled, InvalidInput, NotAllowed
from halton_desktop.exchange.office_columns import TABLES, about_column
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.incidents.keep_evidence import add_evidence, custody_of
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.overview.export_office import EXPORTED, PROTECTED_WORDS, export_office
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.open_tables import open_tables
from tests.factories import a_parent, a_pupil, add_family, make_office, signed_in_as
from tests.helpers.incidents import author, incident_about, parent_in
from tests.helpers.restricted_incident import MARK, Restricted
from tests.helpers.sealed_incident import HEAD, SECRET, sealed_incident

pytestmark = pytest.mark.case("years-11")
ARCHIVE_PASSWORD = "lantern orbit mustard 47"


def opened(archive: Path, password: str = ARCHIVE_PASSWORD) -> dict[str, bytes]:
    with AESZipFile(archive) as packed:
        packed.setpassword(password.encode())
        return {name: packed.read(name) for name in packed.namelist()}


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[f"tables/{name}.csv"].decode("utf-8-sig"))))


def full_office(folder: Path) -> tuple[OfficeSession, int, int]:
    """An office with an issued letter to a family whose address is protected, and an incident with evidence."""
    session = make_office(folder)
    [parent], _ = add_family(
        session, [replace(a_parent(surname="O’Brien"), protected=frozenset({Protected.ADDRESS}))], [a_pupil()]
    )
    plan = plan_letters(session, LetterRequest("acknowledgement", Recipients.ALL, per=Per.PERSON))
    confirm_letters(session, prepare_letters(session, plan))
    harmed = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mr Bell")
    incident = incident_about(session, author(parent), harmed)
    kept = add_evidence(session, incident, b"=cmd() what was posted", EvidenceOrigin(), file_name="Post of O’Brien.txt")
    return session, parent, kept.evidence.id


def test_every_part_of_the_office_comes_out_and_reads_without_the_program(tmp_path: Path) -> None:
    session, _parent, evidence = full_office(tmp_path / "office")
    with session:
        done = export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
        files = opened(tmp_path / "all.zip")
        assert len(files) == done.files
        assert [row["surname"] for row in table(files, "parents")] == ["O’Brien"]
        assert json.loads(files["tables/parents.json"])[0]["surname"] == "O’Brien"
        [row] = [row for row in table(files, "evidence") if row["id"] == str(evidence)]
        [piece] = [name for name in files if name.startswith("evidence/")]
        assert files[piece] == b"=cmd() what was posted"
        assert "Brien" not in piece
        assert row["file_name"] == "Post of O’Brien.txt"
        [letter] = [name for name in files if name.startswith("letters/")]
        assert "O’Brien" in PdfReader(BytesIO(files[letter])).pages[0].extract_text()
        assert {row["action"] for row in table(files, "history")} >= {"letters issued", "evidence kept"}
        assert EXPORTED in {entry.action for entry in history_of(session, RecordKind.OFFICE, 1)}
        assert "saved outside the program" in [entry.what.value for entry in custody_of(session, evidence)]


def test_a_protected_address_is_marked_wherever_it_goes(tmp_path: Path) -> None:
    session, _parent, _evidence = full_office(tmp_path / "office")
    with session:
        export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
    files = opened(tmp_path / "all.zip")
    assert [row["pass_on"] for row in table(files, "parents")] == [PROTECTED_WORDS]
    assert [row["pass_on"] for row in table(files, "forms")] == [PROTECTED_WORDS]
    assert [name for name in files if name.endswith(".pdf")] == ["letters/protected/letter 1.pdf"]
    assert PROTECTED_WORDS in files["README.txt"].decode("utf-8-sig")


def test_the_archive_is_aes_256_and_its_list_names_nobody(tmp_path: Path) -> None:
    session, _parent, _evidence = full_office(tmp_path / "office")
    with session:
        export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
    assert "O’Brien".encode() not in (tmp_path / "all.zip").read_bytes()
    assert list(tmp_path.glob("*.tmp")) == []
    with pytest.raises(RuntimeError):
        opened(tmp_path / "all.zip", "another password 9")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert b"7-Zip" in packed.comment
        for one in packed.infolist():
            assert one.compress_type == 99, "WinZip's sign for AES"
            assert one.extra[8:9] == b"\x03", "its sign for 256 bits"


def test_sealed_messages_stay_sealed_and_are_named_as_left_out(tmp_path: Path) -> None:
    sealed = sealed_incident(tmp_path / "office")
    with sealed.signed_in(HEAD) as head:
        done = export_office(head, tmp_path / "all.zip", ARCHIVE_PASSWORD)
    files = opened(tmp_path / "all.zip")
    assert not any(SECRET[:40] in content for content in files.values())
    assert [name for name in files if name.startswith("evidence/")] == []
    assert any("stays sealed" in one for one in done.left_out)
    assert "stays sealed" in files["README.txt"].decode("utf-8-sig")
    assert {row["file_name"] for row in table(files, "evidence")} == {""}


def test_an_incident_restricted_to_others_is_nowhere_in_it(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as session:
        restricted = Restricted(session)
        restricted.restrict(shown=False)
        export_office(restricted.head, tmp_path / "head.zip", ARCHIVE_PASSWORD)
        export_office(restricted.named, tmp_path / "named.zip", ARCHIVE_PASSWORD)
    there = opened(tmp_path / "head.zip")
    leaking = [name for name, content in there.items() if MARK.encode() in content or restricted.reference in name]
    assert leaking == []
    assert table(there, "case_restrictions") == []
    assert any(MARK.encode() in content for content in opened(tmp_path / "named.zip").values())


@pytest.mark.parametrize("role", [Role.OFFICE, Role.READER])
def test_only_who_leads_the_office_may_take_it_out(tmp_path: Path, role: Role) -> None:
    with make_office(tmp_path / "office") as session, pytest.raises(NotAllowed):
        export_office(signed_in_as(session, role), tmp_path / "all.zip", ARCHIVE_PASSWORD)
    assert not (tmp_path / "all.zip").exists()


@pytest.mark.parametrize(
    "password", ["short", "1234567890", "password123", f"{ARCHIVE_PASSWORD}\n", "Wade Deacon High"]
)
def test_a_weak_password_is_refused_before_anything_is_written(tmp_path: Path, password: str) -> None:
    with make_office(tmp_path / "office") as session, pytest.raises(InvalidInput) as refused:
        export_office(session, tmp_path / "all.zip", password)
    assert refused.value.field == "password"
    assert list(tmp_path.glob("all*")) == []


def test_stopped_half_way_it_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        if done == 5:
            raise Cancelled

    with make_office(tmp_path / "office") as session:
        with pytest.raises(Cancelled):
            export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD, stop)
        assert EXPORTED not in {entry.action for entry in history_of(session, RecordKind.OFFICE, 1)}
    assert list(tmp_path.glob("all*")) == []


def test_large_evidence_passes_through_in_pieces(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as session:
        harmed = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mr Bell")
        incident = incident_about(session, author(parent_in(session)), harmed)
        big = tmp_path / "film.mp4"
        big.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 4 * 40_000)  # 40 MB
        add_evidence(session, incident, big, EvidenceOrigin())
        export_office(session, tmp_path / "warm.zip", ARCHIVE_PASSWORD)
        tracemalloc.start()
        export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 12 * 1024 * 1024


def test_every_table_and_column_is_described() -> None:
    tables = open_tables()
    assert set(TABLES) == {*tables, "history"}
    words = [about_column(column.name) for columns in tables.values() for column in columns]
    assert all(words)


def test_moments_and_days_are_written_for_machines(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as session:
        export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
    at = table(opened(tmp_path / "all.zip"), "history")[0]["at"]
    assert datetime.fromisoformat(at).tzinfo == UTC

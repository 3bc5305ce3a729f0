"""Evidence in the encrypted file: chunked, hashed, verified, sealed when private, and every hand written down."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import update

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import CHUNK_BYTES, Custody, EvidenceKind, EvidenceOrigin
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Cancelled, NotAnOffice, Refused, UnreadableFile
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.keep_evidence import (
    add_evidence,
    custody_of,
    describe_evidence,
    evidence_content,
    remove_draft_evidence,
    save_evidence,
    thumbnail,
)
from halton_desktop.services.incidents.print_incident import evidence_bundle_pdf
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.view_evidence import words_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.engine import checkpoint
from halton_desktop.store.tables.incidents import evidence_chunks

NAME_IN_CONTENT = b"Examplesurname-in-the-evidence"


@pytest.fixture
def incident(office: OfficeSession) -> int:
    """A case to put evidence into."""
    facts = IncidentFacts(office.today, office.today, Platform.X, "Words.", ("2.6",))
    return record_incident(office, NewIncident(facts, (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN),)))


def picture(colour: str = "green") -> bytes:
    """A PNG."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (640, 400), colour).save(out, "PNG")
    return out.getvalue()


def test_a_large_file_lies_in_chunks_and_comes_back_byte_for_byte(
    office: OfficeSession, incident: int, tmp_path: Path
) -> None:
    content = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 3000
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    seen: list[tuple[int, int]] = []
    kept = add_evidence(office, incident, file, EvidenceOrigin(), progress=lambda done, of: seen.append((done, of)))
    assert kept.evidence.sha256 == hashlib.sha256(content).hexdigest()
    assert seen[-1] == (len(content), len(content))
    with office.look() as work:
        chunks = list(work.incidents.evidence.stored_chunks(kept.evidence.id))
    assert len(chunks) == -(-len(content) // CHUNK_BYTES)
    assert evidence_content(office, kept.evidence.id) == content


def test_stopping_half_way_leaves_nothing(office: OfficeSession, incident: int) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        add_evidence(office, incident, b"words", EvidenceOrigin(), file_name="a.txt", progress=stop)
    assert incident_page(office, incident).evidence == ()


def test_altered_content_is_noticed_and_not_shown(office: OfficeSession, incident: int) -> None:
    kept = add_evidence(office, incident, b"The true words", EvidenceOrigin(), file_name="a.txt").evidence
    with office.change(Permission.RECORD_INCIDENTS) as work:
        work.connection.execute(update(evidence_chunks).values(content=b"The false word"))
        work.commit()
    with pytest.raises(NotAnOffice) as refused:
        evidence_content(office, kept.id)
    assert "its hash differs" in refused.value.message


def test_the_same_content_is_recognised_wherever_it_lies(office: OfficeSession, incident: int) -> None:
    first = add_evidence(office, incident, picture(), EvidenceOrigin(), file_name="one.png")
    again = add_evidence(office, incident, picture(), EvidenceOrigin(), file_name="two.png")
    assert first.same_as == ()
    assert again.same_as == ("2026-0001 E1",)


def test_every_hand_is_written_down_from_arrival_to_copy(office: OfficeSession, incident: int, tmp_path: Path) -> None:
    kept = add_evidence(
        office, incident, picture(), EvidenceOrigin(captured_from="a phone"), file_name="p.png"
    ).evidence
    assert thumbnail(office, kept.id) is not None
    evidence_content(office, kept.id)
    save_evidence(office, kept.id, tmp_path / "copy.png")
    evidence_bundle_pdf(office, incident)
    assert (tmp_path / "copy.png").read_bytes() == picture()
    done = [(entry.what, entry.by, entry.note) for entry in custody_of(office, kept.id)]
    assert done == [
        (Custody.ARRIVED, "A. Clarke", "a phone"),
        (Custody.VIEWED, "A. Clarke", ""),
        (Custody.EXPORTED, "A. Clarke", "copy.png"),
        (Custody.BUNDLED, "A. Clarke", ""),
    ]


def test_a_private_message_is_only_ever_stored_sealed_and_not_opened_here(
    office: OfficeSession, incident: int, tmp_path: Path
) -> None:
    origin = EvidenceOrigin(private=True)
    kept = add_evidence(office, incident, NAME_IN_CONTENT, origin, file_name="chat.txt").evidence
    later = add_evidence(office, incident, picture(), EvidenceOrigin(), file_name="p.png").evidence
    describe_evidence(office, later.id, origin)
    with office.look() as work:
        for piece in (kept, later):
            chunks = list(work.incidents.evidence.stored_chunks(piece.id))
            assert chunks
            assert all(sealed for sealed, _ in chunks)
            assert not any(NAME_IN_CONTENT in content or b"PNG" in content for _, content in chunks)
    assert thumbnail(office, later.id) is None
    for act in (
        lambda: evidence_content(office, kept.id),
        lambda: save_evidence(office, kept.id, tmp_path / "out.txt"),
        lambda: describe_evidence(office, kept.id, EvidenceOrigin()),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.clause == "3.5"
    assert not (tmp_path / "out.txt").exists()


def occurrences_in_pages(office: OfficeSession, wanted: bytes) -> int:
    """How often something stands in the pages of the data file, those set free too, for whoever has the data key."""
    assert checkpoint(office.vault.engine)
    found, data = 0, office.vault.folder.data.read_bytes()
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        content, nonce = page[16 if start == 0 else 0 : 4016], page[4016:4032]  # docs/security.md: 80 bytes reserved
        opened = Cipher(algorithms.AES(office.vault.data_key), modes.CBC(nonce)).decryptor()
        found += (opened.update(content) + opened.finalize()).count(wanted)
    return found


def test_evidence_marked_private_later_leaves_nothing_readable_in_the_file_s_free_pages(
    office: OfficeSession, incident: int
) -> None:
    kept = add_evidence(
        office, incident, (NAME_IN_CONTENT + b" and more. ") * 3000, EvidenceOrigin(), file_name="chat.txt"
    )
    assert occurrences_in_pages(office, NAME_IN_CONTENT) > 2900
    describe_evidence(office, kept.evidence.id, EvidenceOrigin(private=True))
    assert occurrences_in_pages(office, NAME_IN_CONTENT) == 0


def test_a_description_written_again_keeps_the_old_one_in_the_history(office: OfficeSession, incident: int) -> None:
    first = EvidenceOrigin(office.today, "Mrs Clarke", "her telephone", "The whole chat")
    kept = add_evidence(office, incident, picture(), first).evidence
    describe_evidence(office, kept.id, replace(first, captured_by="Mr Dale"))
    describe_evidence(office, kept.id, replace(first, captured_by="Mr Dale"))
    entries = [
        entry for entry in history_of(office, RecordKind.EVIDENCE, kept.id) if entry.action == "evidence described"
    ]
    assert [(entry.old, entry.new) for entry in entries] == [
        ({"captured_by": "Mrs Clarke"}, {"captured_by": "Mr Dale"})
    ]


def test_evidence_of_a_draft_can_be_taken_out_again_and_that_of_a_case_cannot(
    office: OfficeSession, incident: int
) -> None:
    loose = add_evidence(office, None, b"words", EvidenceOrigin(), file_name="a.txt").evidence
    remove_draft_evidence(office, loose.id)
    kept = add_evidence(office, incident, b"words", EvidenceOrigin(), file_name="a.txt").evidence
    with pytest.raises(Refused):
        remove_draft_evidence(office, kept.id)


def test_what_cannot_be_read_is_refused_by_name(office: OfficeSession, incident: int, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        add_evidence(office, incident, tmp_path / "gone.png", EvidenceOrigin())


def test_an_email_shows_its_heads_and_words_and_loads_nothing(office: OfficeSession, incident: int) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "Jane <j@example.org>",
        "office@school.example",
        "STILL waiting",
    )
    message.set_content("<p>Third <b>time</b> I ask.</p><img src='http://example.org/track.gif'>", subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="shot.png")
    kept = add_evidence(office, incident, message.as_bytes(), EvidenceOrigin(), file_name="mail.eml").evidence
    assert kept.kind is EvidenceKind.EMAIL
    words = words_of(kept, evidence_content(office, kept.id))
    assert "Subject: STILL waiting" in words
    assert "Third time I ask." in words
    assert "shot.png" in words
    assert "track.gif" not in words

"""Evidence as it comes: a chat's export with its media, voice notes, documents, saved pages; kept, and said which."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from halton_desktop.domain.incidents.evidence import EvidenceKind, EvidenceOrigin
from halton_desktop.errors import Cancelled, Refused, UnreadableFile
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.keep_evidence import add_evidence, evidence_content
from halton_desktop.services.incidents.print_incident import evidence_bundle_pdf
from halton_desktop.services.incidents.unpack_evidence import take_in
from halton_desktop.services.incidents.view_evidence import UNREADABLE_DOCUMENT, words_of
from halton_desktop.services.session import OfficeSession
from tests.helpers.incidents import author, incident_about, parent_in
from tests.services.incidents.test_print_incident import words_of as words_on

CHAT = b"[03/11/2026, 21:32] Ann: he is a liar\n[03/11/2026, 21:33] Ann: <attached: PTT-1.opus>\n"
OPUS, PICTURE = b"OggS\x00\x02" + bytes(40), b"\xff\xd8\xff\xe0" + bytes(40)
WORD = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>I saw</w:t></w:r><w:r><w:tab/><w:t>the post</w:t></w:r></w:p>"
    b"<w:p><w:r><w:t>Signed</w:t></w:r></w:p></w:body></w:document>"
)


def packed(files: dict[str, bytes]) -> bytes:
    """A .zip of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


EXPORT = packed(
    {"PTT-1.opus": OPUS, "IMG-1.jpg": PICTURE, "_chat.txt": CHAT, "__MACOSX/._chat.txt": b"x", "sticker.was": b"??"}
)


@pytest.fixture
def incident(office: OfficeSession) -> int:
    """A case that evidence is brought for."""
    return incident_about(office, author(parent_in(office)))


@pytest.mark.case("cases-13")
def test_an_exported_chat_is_kept_as_it_came_and_each_file_of_it_by_itself(
    office: OfficeSession, incident: int, tmp_path: Path
) -> None:
    file = tmp_path / "WhatsApp Chat - Year 7.zip"
    file.write_bytes(EXPORT)
    origin = EvidenceOrigin(captured_from="Mrs Ash’s phone")
    taken = take_in(office, incident, file, origin)
    told = [(one.label, one.file_name, one.kind) for one in incident_page(office, incident).evidence]
    assert told == [
        ("E1", "WhatsApp Chat - Year 7.zip", EvidenceKind.ARCHIVE),
        ("E2", "_chat.txt", EvidenceKind.TEXT),
        ("E3", "IMG-1.jpg", EvidenceKind.IMAGE),
        ("E4", "PTT-1.opus", EvidenceKind.AUDIO),
    ]
    assert taken.told == (
        "WhatsApp Chat - Year 7.zip is kept as E1, and 3 files of it by themselves. Only inside E1: sticker.was."
    )
    pieces = incident_page(office, incident).evidence
    assert evidence_content(office, pieces[1].id) == CHAT
    assert {one.origin.captured_from for one in pieces} == {"Mrs Ash’s phone"}
    assert pieces[3].origin.description == "from E1 WhatsApp Chat - Year 7.zip"


@pytest.mark.case("cases-13")
def test_a_private_export_is_sealed_with_everything_in_it(office: OfficeSession, incident: int) -> None:
    take_in(office, incident, EXPORT, EvidenceOrigin(private=True), file_name="chat.zip")
    pieces = incident_page(office, incident).evidence
    assert len(pieces) == 4
    assert all(one.private for one in pieces)
    with pytest.raises(Refused):
        evidence_content(office, pieces[1].id)


@pytest.mark.case("cases-13")
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04 not a zip", "is damaged"), (packed({f"{n}.txt": b"x" for n in range(3_001)}), "3,001 files")],
)
def test_an_export_that_cannot_be_read_says_so_and_nothing_of_it_is_kept(
    office: OfficeSession, incident: int, content: bytes, words: str
) -> None:
    with pytest.raises(UnreadableFile, match=words):
        take_in(office, incident, content, EvidenceOrigin(), file_name="chat.zip")
    assert incident_page(office, incident).evidence == ()


@pytest.mark.case("cases-13")
def test_taking_in_an_export_can_be_stopped_and_what_was_kept_stays(office: OfficeSession, incident: int) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(office, incident, EXPORT, EvidenceOrigin(), file_name="chat.zip", progress=stop)
    assert [one.label for one in incident_page(office, incident).evidence] == ["E1", "E2", "E3"]


@pytest.mark.case("cases-13")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("statement.docx", packed({"word/document.xml": WORD}), "I saw\tthe post\nSigned"),
        ("locked.docx", packed({"other.xml": b""}), UNREADABLE_DOCUMENT),
        (
            "page.html",
            b"<html><head><title>x</title></head><body><p>He is a liar</p><script>run()</script>",
            "He is a liar",
        ),
        ("page.mhtml", b"Subject: Wall\nContent-Type: text/html\n\n<p>He lies</p>", "Subject: Wall\n\nHe lies"),
    ],
)
def test_documents_and_saved_pages_are_read_as_words(
    office: OfficeSession, incident: int, name: str, content: bytes, words: str
) -> None:
    kept = add_evidence(office, incident, content, EvidenceOrigin(), file_name=name).evidence
    assert words_of(kept, evidence_content(office, kept.id)) == words


@pytest.mark.case("cases-13")
def test_a_document_that_claims_to_be_enormous_or_reaches_outside_is_not_read(
    office: OfficeSession, incident: int
) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:p>&b;</w:p>'
    kept = add_evidence(
        office, incident, packed({"word/document.xml": bomb}), EvidenceOrigin(), file_name="x.docx"
    ).evidence
    assert words_of(kept, evidence_content(office, kept.id)) == UNREADABLE_DOCUMENT


@pytest.mark.case("cases-13")
def test_a_bundle_says_what_is_kept_and_cannot_be_printed(office: OfficeSession, incident: int) -> None:
    take_in(office, incident, EXPORT, EvidenceOrigin(), file_name="chat.zip")
    words = words_on(evidence_bundle_pdf(office, incident))
    assert "he is a liar" in words
    assert "A voice note is kept safely here but not played." in words
    assert "This is the export as it came" in words

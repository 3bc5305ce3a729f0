"""Telling everyone through its errands: entries with proof, mistakes taken back, papers verified, lists to sign."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from halton_desktop.domain.attachment import CHUNK_BYTES, AttachmentKind
from halton_desktop.domain.audience import Audience, Channel, Notification, Reached
from halton_desktop.errors import InvalidInput, NotAnOffice, NotFound, Refused, UnreadableFile
from halton_desktop.services.reviews.amend_code import start_draft
from halton_desktop.services.reviews.find_reviews import edition_page
from halton_desktop.services.reviews.keep_attachments import (
    attach_file,
    attachment_content,
    remove_attachment,
    save_attachment,
)
from halton_desktop.services.reviews.review_reminders import due_items
from halton_desktop.services.reviews.start_review import plan_review, start_review
from halton_desktop.services.reviews.tell_everyone import (
    read_staff_names,
    record_notification,
    staff_notice_pdf,
    take_back_notification,
)
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family

DAY = date(2026, 11, 23)
STAFF = Notification(0, 1, Audience.STAFF, Channel.NOTICE, DAY, 64, 70, "A. Clarke", "staff room")


def pdf_of(size: int) -> bytes:
    return b"%PDF-1.4\n" + bytes(range(256)) * (size // 256)


def how_far(office: OfficeSession, audience: Audience) -> Reached:
    (line,) = [line for line in edition_page(office, 1).audiences if line.audience is audience]
    return line.reached


def test_an_entry_with_its_proof_stands_in_the_matrix(office: OfficeSession, tmp_path: Path) -> None:
    proof = tmp_path / "signed.pdf"
    proof.write_bytes(pdf_of(600_000))
    telling_id = record_notification(office, STAFF, proof)
    page = edition_page(office, 1)
    (attachment,) = page.proofs[telling_id]
    assert (attachment.kind, attachment.size) == (AttachmentKind.PROOF, proof.stat().st_size)
    assert attachment.sha256 == hashlib.sha256(proof.read_bytes()).hexdigest()
    assert attachment_content(office, attachment.id) == proof.read_bytes()
    assert how_far(office, Audience.STAFF) is Reached.PARTLY


def test_an_entry_whose_proof_cannot_be_read_is_not_made(office: OfficeSession, tmp_path: Path) -> None:
    wrong = tmp_path / "proof.exe"
    wrong.write_bytes(b"MZ")
    with pytest.raises(UnreadableFile):
        record_notification(office, STAFF, wrong)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        record_notification(office, STAFF, tmp_path / "gone.pdf")
    assert how_far(office, Audience.STAFF) is Reached.NOT_YET


def test_a_mistake_is_taken_back_with_a_reason_and_stays_on_file(office: OfficeSession) -> None:
    telling_id = record_notification(office, STAFF)
    with pytest.raises(InvalidInput):
        take_back_notification(office, telling_id, " ")
    take_back_notification(office, telling_id, "It was the old edition.")
    assert how_far(office, Audience.STAFF) is Reached.NOT_YET
    (line,) = [line for line in edition_page(office, 1).audiences if line.audience is Audience.STAFF]
    assert [notification.taken_back for notification in line.notifications] == ["It was the old edition."]
    with pytest.raises(Refused, match="already"):
        take_back_notification(office, telling_id, "again")
    with pytest.raises(NotFound):
        take_back_notification(office, 99, "gone")


def test_nobody_is_told_of_a_draft_or_before_the_adoption(office: OfficeSession) -> None:
    draft = start_draft(office)
    with pytest.raises(Refused, match="still a draft"):
        record_notification(office, replace(STAFF, edition_id=draft.id))
    with pytest.raises(Refused, match="still a draft"):
        staff_notice_pdf(office, draft.id, Audience.STAFF, ())
    with pytest.raises(InvalidInput, match="adopted on 23/11/2026 only"):
        record_notification(office, replace(STAFF, told_on=date(2026, 11, 1)))


def test_a_notice_lists_the_names_and_the_clauses(office: OfficeSession, tmp_path: Path) -> None:
    names = tmp_path / "staff.csv"
    names.write_text("Forename,Surname\nŁukasz,Nguyễn\nJane,O'Brien\n", encoding="utf-8")
    found = read_staff_names(office, names)
    pdf = PdfReader(BytesIO(staff_notice_pdf(office, 1, Audience.STAFF, found)))
    text_of_it = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert len(pdf.pages) == 3
    for words in (
        "To all teachers and other staff",
        "Łukasz Nguyễn",
        "Jane O'Brien",
        "Abusive messages to",
        "3.5",
        "further protected",
    ):
        assert words in text_of_it
    many = PdfReader(BytesIO(staff_notice_pdf(office, 1, Audience.GOVERNORS, tuple(f"Person {n}" for n in range(80)))))
    assert len(many.pages) == 6
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_staff_names(office, tmp_path / "gone.csv")


def test_papers_lie_in_pieces_and_are_verified_when_they_are_read(office: OfficeSession, tmp_path: Path) -> None:
    signed = tmp_path / "signed code.pdf"
    signed.write_bytes(pdf_of(3 * CHUNK_BYTES))
    attachment = attach_file(office, signed, AttachmentKind.SIGNED_CODE, edition_id=1)
    save_attachment(office, attachment.id, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == signed.read_bytes()
    with office.vault.engine.connect().execution_options(immediate=True) as connection:
        assert connection.execute(text("SELECT count(*) FROM paper_chunks")).scalar() == 4
        connection.execute(text("UPDATE paper_chunks SET content = X'00' WHERE position = 1"))
        connection.commit()
    with pytest.raises(NotAnOffice, match="does not match its fingerprint"):
        attachment_content(office, attachment.id)
    remove_attachment(office, attachment.id)
    assert edition_page(office, 1).attachments == ()


def test_the_signed_code_is_a_pdf_and_no_paper_is_too_large(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "code.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    with pytest.raises(UnreadableFile, match="is no PDF"):
        attach_file(office, picture, AttachmentKind.SIGNED_CODE, edition_id=1)
    monkeypatch.setattr("halton_desktop.services.reviews.keep_attachments.LARGEST", 50)
    with pytest.raises(UnreadableFile, match="papers can be up to"):
        attach_file(office, picture, AttachmentKind.OTHER, edition_id=1)


def test_today_reminds_of_the_review_and_of_whom_to_tell(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    add_family(office, [a_parent()], [a_pupil()])
    assert due_items(office) == ()
    clock.now += timedelta(days=15)
    assert [item.kind for item in due_items(office)] == ["telling everyone"]
    plan_review(office, office.today + timedelta(days=42))
    assert {item.kind for item in due_items(office)} == {"telling everyone", "review of the code"}
    clock.now += timedelta(days=43)
    (late,) = [item for item in due_items(office) if item.kind == "review of the code"]
    assert (late.sentence, late.urgent) == ("The yearly review of the code is 1 day overdue (4.1).", True)
    start_review(office)
    (under_way,) = [item for item in due_items(office) if item.kind == "review of the code"]
    assert under_way.sentence == "The yearly review of the code is under way (4.1)."

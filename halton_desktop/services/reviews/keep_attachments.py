"""Papers in the encrypted file: the association's signed code, linked policies, the proof that somebody was told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from halton_desktop.domain.attachment import CHUNK_BYTES, Attachment, AttachmentKind
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import kind_of
from halton_desktop.domain.permission import Permission, require
from halton_desktop.errors import NotAnOffice, UnreadableFile
from halton_desktop.services.save_file import Outgoing, save_for
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

LARGEST = 50 * 1024 * 1024
"""Bytes of one paper: a hundred scanned pages."""
_START = 1024


def attach_file(
    session: OfficeSession,
    file: Path,
    kind: AttachmentKind,
    *,
    edition_id: int | None = None,
    review_id: int | None = None,
    telling_id: int | None = None,
) -> Attachment:
    """Keep a file with one record, read in pieces and hashed on arrival. Raises UnreadableFile.

    An adopted edition takes papers too: its words stay as they are. The signed code must be a PDF.
    """
    with session.change(Permission.REVIEW_CODE) as work:
        attachment = keep_attachment(
            session,
            work,
            Attachment(0, kind, file.name, "", 0, "", work.now, session.user.name, edition_id, telling_id, review_id),
            file,
        )
        work.commit()
    return attachment


def keep_attachment(session: OfficeSession, work: UnitOfWork, attachment: Attachment, file: Path) -> Attachment:
    """The same inside another errand's transaction; ``paper`` says what it belongs to."""
    media_type = _checked(file, attachment.kind)
    described = Attachment(
        0,
        attachment.kind,
        file.name,
        media_type,
        0,
        "",
        work.now,
        session.user.name,
        attachment.edition_id,
        attachment.telling_id,
        attachment.review_id,
    )
    kept = work.attachments.add(described, _pieces(file))
    noun, record = _belongs_to(work, kept)
    new = {"file": kept.file_name, "kind": kept.kind.value, "sha256": kept.sha256}
    work.record("paper kept", noun, record, new=new)
    return kept


def attachment_content(session: OfficeSession, attachment_id: int) -> bytes:
    """The file as it arrived. Raises NotAnOffice where it no longer matches its hash."""
    with session.look(Permission.SEE_FIGURES) as work:
        attachment = work.attachments.get(attachment_id)
        content = b"".join(work.attachments.content(attachment_id))
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise NotAnOffice(
            f"“{attachment.file_name}” is not what was kept: its content does not match its fingerprint.",
            "The office file may be damaged. Restore the last backup, or ask the school’s IT support.",
        )
    return content


def save_attachment(session: OfficeSession, attachment_id: int, target: Path) -> None:
    """Save a copy outside the office file. Raises DiskFull, FolderReadOnly."""
    require(session.user.role, Permission.EXPORT)
    content = attachment_content(session, attachment_id)
    with session.look(Permission.SEE_FIGURES) as work:
        noun, record = _belongs_to(work, work.attachments.get(attachment_id))
    save_for(session, target, content, Outgoing("paper", noun, record))


def remove_attachment(session: OfficeSession, attachment_id: int) -> None:
    """Take a paper out that was kept by mistake."""
    with session.change(Permission.REVIEW_CODE) as work:
        attachment = work.attachments.get(attachment_id)
        noun, record = _belongs_to(work, attachment)
        work.attachments.remove(attachment_id)
        work.record("paper removed", noun, record, {"file": attachment.file_name, "sha256": attachment.sha256})
        work.commit()


def _checked(file: Path, kind: AttachmentKind) -> str:
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            start = opened.read(_START)
    except OSError as wrong:
        raise UnreadableFile(file.name, f"“{file.name}” cannot be read.", "Is it open in another program?") from wrong
    if size > LARGEST:
        raise UnreadableFile(
            file.name, f"“{file.name}” is {size / 2**20:.0f} MB; papers can be up to {LARGEST // 2**20} MB."
        )
    _kind, media_type = kind_of(file.name, start, size)
    if kind is AttachmentKind.SIGNED_CODE and media_type != "application/pdf":
        raise UnreadableFile(file.name, f"“{file.name}” is no PDF.", "The association’s signed code comes as a PDF.")
    return media_type


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(CHUNK_BYTES):
            yield piece


def _belongs_to(work: UnitOfWork, attachment: Attachment) -> tuple[RecordKind, int]:
    if attachment.review_id is not None:
        return RecordKind.REVIEW, attachment.review_id
    if attachment.telling_id is not None:
        return RecordKind.EDITION, work.reviews.notification(attachment.telling_id).edition_id
    return RecordKind.EDITION, attachment.edition_id or 0

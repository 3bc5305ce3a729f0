"""Keep evidence in the encrypted file: taken in chunks, hashed on arrival, verified on view, custody written down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import (
    CHUNK_BYTES,
    THUMBNAIL_SIDE,
    Custody,
    CustodyEntry,
    Evidence,
    EvidenceKind,
    EvidenceOrigin,
    checked_origin,
    kind_of,
)
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import NotAnOffice, Refused, UnreadableFile
from halton_desktop.services.administration.seal_messages import seal_private
from halton_desktop.services.incidents.change_incident import require_open
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.save_file import saving
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork, differing


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """A piece as it was kept; ``same_as`` names where the same content lies already ("2026-0042 E1")."""

    evidence: Evidence
    same_as: tuple[str, ...]


def add_evidence(
    session: OfficeSession,
    incident_id: int | None,
    content: Path | bytes,
    origin: EvidenceOrigin,
    *,
    file_name: str = "",
    progress: Progress = nobody_watches,
) -> KeptEvidence:
    """Take a file, or bytes pasted as ``file_name``, into a case; ``incident_id`` None: into the user's draft.

    The file is read once, in chunks of 256 KiB, and never copied to disk. ``progress(bytes, of)`` may raise Cancelled.
    Raises UnreadableFile, InvalidInput, Refused (closed case; private content that cannot be sealed).
    """
    name, size, start = _described(content, file_name)
    kind, media_type = kind_of(name, start, size)
    origin = checked_origin(origin, session.today)
    with session.change(Permission.RECORD_INCIDENTS) as work:
        row = _row(session, work, incident_id, name, kind, media_type, origin)
        if kind is EvidenceKind.IMAGE and not origin.private:
            row["thumbnail"] = _thumbnail(content)
        seal = seal_private(session, work) if origin.private else None
        read = _counted(_chunks(content), size, progress)
        evidence_id, digest = work.incidents.evidence.add(row, read, seal, never_stops)
        work.incidents.evidence.handled(evidence_id, Custody.ARRIVED, work.now, session.user.name, origin.captured_from)
        same = _same_as(work, evidence_id, digest)
        _seal_alike(session, work, digest)
        kept = work.incidents.evidence.get(evidence_id)
        if incident_id is not None:
            new = {"incident": incident_id, "file": name, "sha256": digest, "private": kept.private}
            work.record("evidence kept", RecordKind.EVIDENCE, evidence_id, new=new)
            work.touch(RecordKind.INCIDENT, incident_id)
            work.incidents.records.refresh(incident_id)
        work.commit()
    return KeptEvidence(kept, same)


def evidence_content(session: OfficeSession, evidence_id: int) -> bytes:
    """The content, verified against the hash taken on arrival; the viewing goes into the custody list.

    Raises Refused for a private item (clause 3.5), NotAnOffice where the content no longer matches its hash.
    """
    with session.change(Permission.LOOK) as work:
        piece = work.incidents.evidence.get(evidence_id)
        _require_open_content(piece)
        content = b"".join(work.incidents.evidence.content(evidence_id))
        require_unaltered(piece, hashlib.sha256(content).hexdigest())
        work.incidents.evidence.handled(evidence_id, Custody.VIEWED, work.now, session.user.name)
        work.commit()
    return content


def save_evidence(session: OfficeSession, evidence_id: int, target: Path) -> None:
    """Save a piece outside the program, where it is no longer encrypted; written into the custody list.

    Raises Refused for a private item, a MachineError where it cannot be written.
    """
    with session.change(Permission.EXPORT) as work:
        piece = work.incidents.evidence.get(evidence_id)
        _require_open_content(piece)
        digest = hashlib.sha256()
        with saving(target) as out:
            for part in work.incidents.evidence.content(evidence_id):
                digest.update(part)
                out.write(part)
            require_unaltered(piece, digest.hexdigest())
            out.flush()
            # Before the file gets its name: no copy is ever outside that custody list and history do not know of.
            work.incidents.evidence.handled(evidence_id, Custody.EXPORTED, work.now, session.user.name, target.name)
            work.record("evidence saved outside", RecordKind.EVIDENCE, evidence_id, new={"file": target.name})
            work.commit()


def describe_evidence(session: OfficeSession, evidence_id: int, origin: EvidenceOrigin) -> None:
    """Write where a piece comes from; ticking private seals it for good. Raises InvalidInput, Refused."""
    origin = checked_origin(origin, session.today)
    with session.change(Permission.RECORD_INCIDENTS) as work:
        piece = work.incidents.evidence.get(evidence_id)
        if piece.private and not origin.private:
            raise Refused("What was sealed as a private message stays sealed.", clause="3.5")
        old, new = differing(_as_told(piece.origin), _as_told(origin))
        if not new:
            return
        sealed_now = new.pop("private", False)
        old.pop("private", None)
        if new:
            work.incidents.evidence.change(evidence_id, **new)
        if sealed_now:
            work.incidents.evidence.make_private(evidence_id, seal_private(session, work))
            work.incidents.evidence.handled(evidence_id, Custody.MARKED_PRIVATE, work.now, session.user.name)
            _seal_alike(session, work, piece.sha256)
            old, new = old | {"private": False}, new | {"private": True}
        if piece.incident_id is not None:
            work.record("evidence described", RecordKind.EVIDENCE, evidence_id, old, new)
            work.touch(RecordKind.INCIDENT, piece.incident_id)
            work.incidents.records.refresh(piece.incident_id)
        work.commit()


def remove_draft_evidence(session: OfficeSession, evidence_id: int) -> None:
    """Take away a piece that is only in the user's draft; evidence of a saved incident stays."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        piece = work.incidents.evidence.get(evidence_id)
        if piece.incident_id is not None:
            raise Refused("Evidence of a saved incident is never removed.")
        work.incidents.evidence.remove_from_draft(evidence_id)
        work.commit()


def thumbnail(session: OfficeSession, evidence_id: int) -> bytes | None:
    """The small picture as PNG, None where there is none."""
    with session.look() as work:
        return work.incidents.evidence.thumbnail(evidence_id)


def custody_of(session: OfficeSession, evidence_id: int) -> list[CustodyEntry]:
    """Everybody who had a piece in hand, first to last."""
    with session.look() as work:
        return work.incidents.evidence.custody(evidence_id)


def _described(content: Path | bytes, file_name: str) -> tuple[str, int, bytes]:
    if isinstance(content, bytes):
        return file_name or "pasted.png", len(content), content[:1024]
    try:
        with content.open("rb") as opened:
            return file_name or content.name, content.stat().st_size, opened.read(1024)
    except OSError as error:
        raise UnreadableFile(
            content.name, f"“{content.name}” cannot be read.", "Close it in other programs and try again."
        ) from error


def _chunks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, len(content), CHUNK_BYTES):
            yield content[start : start + CHUNK_BYTES]
        return
    with content.open("rb") as opened:
        while piece := opened.read(CHUNK_BYTES):
            yield piece


def _counted(pieces: Iterator[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        progress(min(done, size), size)


def never_stops() -> None:
    """Stopping is the progress callback's business."""


def _row(
    session: OfficeSession,
    work: UnitOfWork,
    incident_id: int | None,
    name: str,
    kind: EvidenceKind,
    media_type: str,
    origin: EvidenceOrigin,
) -> dict[str, Any]:
    owner: dict[str, Any]
    if incident_id is None:
        draft = work.incidents.drafts.of_user(session.user.id)
        draft_id = draft[0] if draft else work.incidents.drafts.keep(session.user.id, {}, work.now)
        owner = {"draft_id": draft_id, "incident_id": None}
    else:
        require_open(work.incidents.records.get(incident_id).state)
        owner = {"incident_id": incident_id, "draft_id": None}
    now: datetime = work.now
    return owner | {
        "file_name": name,
        "kind": kind.value,
        "media_type": media_type,
        **_as_told(origin),
        "thumbnail": None,
        "arrived_at": now,
        "arrived_by": session.user.name,
    }


def _as_told(origin: EvidenceOrigin) -> dict[str, Any]:
    return {
        "captured_on": origin.captured_on,
        "captured_by": origin.captured_by.strip(),
        "captured_from": origin.captured_from.strip(),
        "description": origin.description.strip(),
        "private": origin.private,
    }


def _thumbnail(content: Path | bytes) -> bytes | None:
    from halton_desktop.exchange.thumbnail import thumbnail_of

    return thumbnail_of(content if isinstance(content, bytes) else content.read_bytes(), THUMBNAIL_SIDE)


def _same_as(work: UnitOfWork, evidence_id: int, digest: str) -> tuple[str, ...]:
    found = []
    for piece in work.incidents.evidence.with_hash(digest):
        if piece.id == evidence_id:
            continue
        where = work.incidents.records.get(piece.incident_id).reference if piece.incident_id else "this new incident"
        found.append(f"{where} {piece.label}")
    return tuple(found)


def _seal_alike(session: OfficeSession, work: UnitOfWork, digest: str) -> None:
    """What is a private message in one place is one in every other: no second copy of a sealed file lies open."""
    pieces = work.incidents.evidence.with_hash(digest)
    sealed = next((piece for piece in pieces if piece.private), None)
    for piece in pieces if sealed else ():
        if piece.private or sealed is None:
            continue
        work.incidents.evidence.make_private(piece.id, seal_private(session, work))
        note = f"the same content lies sealed as {sealed.label}"
        work.incidents.evidence.handled(piece.id, Custody.MARKED_PRIVATE, work.now, session.user.name, note)
        if piece.incident_id is not None:
            work.record("evidence sealed", RecordKind.EVIDENCE, piece.id, {"private": False}, {"private": True})
            work.touch(RecordKind.INCIDENT, piece.incident_id)
            work.incidents.records.refresh(piece.incident_id)


def _require_open_content(piece: Evidence) -> None:
    if piece.private:
        raise Refused(
            f"{piece.label} is a private message and sealed.",
            "A headteacher can view it once a parent’s written consent covers it.",
            clause="3.5",
        )


def require_unaltered(piece: Evidence, digest: str) -> None:
    """Raise NotAnOffice where the content is no longer what arrived."""
    if digest != piece.sha256:
        raise NotAnOffice(
            f"The content of {piece.label} is not what arrived on {piece.arrived_at:%d/%m/%Y}: its hash differs.",
            "Do not rely on it. Restore a backup, and tell whoever looks after your computers.",
        )

"""Evidence in the encrypted file: described once, stored in pieces, with everybody who had it in hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from halton_desktop.domain.incidents.evidence import (
    CHUNK_BYTES,
    Custody,
    CustodyEntry,
    Evidence,
    EvidenceKind,
    EvidenceOrigin,
)
from halton_desktop.errors import NotFound, OurBug
from halton_desktop.store.tables.incidents import evidence, evidence_chunks, evidence_custody

_DESCRIBING = [column for column in evidence.c if column.name != "thumbnail"]
Seal = Callable[[int, int, bytes], bytes]
"""Given evidence id, position from 0 and content, gives bytes only a headteacher can open (``sealing.Sealer``)."""


class EvidenceStore:
    """Reads and writes evidence. Content of a private item can be written sealed only, and never read through here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, evidence_id: int) -> Evidence:
        """One piece described; raises NotFound."""
        for found in self._pieces(evidence.c.id == evidence_id):
            return found
        raise NotFound("This piece of evidence is not in the office file.")

    def of_incident(self, incident_id: int) -> list[Evidence]:
        """The evidence of a case, E1 first."""
        return self._pieces(evidence.c.incident_id == incident_id)

    def of_draft(self, draft_id: int) -> list[Evidence]:
        """The evidence of an incident still being typed."""
        return self._pieces(evidence.c.draft_id == draft_id)

    def with_hash(self, sha256: str) -> list[Evidence]:
        """Every piece with the same content."""
        return self._pieces(evidence.c.sha256 == sha256)

    def add(
        self, row: dict[str, Any], content: Iterator[bytes], seal: Seal | None, check: Callable[[], None]
    ) -> tuple[int, str]:
        """Write a piece and its content, chunk by chunk; returns its id and the SHA-256 of what was read.

        ``row`` holds the columns but size, hash and number; ``check`` may raise to stop. Private content without a
        seal is our own bug.
        """
        if row["private"] and seal is None:
            raise OurBug("Private content must be sealed before it is stored.")
        number = self._next_number(row)
        columns = {**row, "number": number, "size": 0, "sha256": ""}
        evidence_id = int(self._connection.execute(insert(evidence).values(**columns)).lastrowid)
        digest, size = hashlib.sha256(), 0
        for position, piece in enumerate(content):
            check()
            digest.update(piece)
            size += len(piece)
            self._write_chunk(evidence_id, position, piece, seal if row["private"] else None)
        known = {"size": size, "sha256": digest.hexdigest()}
        self._connection.execute(update(evidence).where(evidence.c.id == evidence_id).values(**known))
        return evidence_id, digest.hexdigest()

    def content(self, evidence_id: int) -> Iterator[bytes]:
        """The pieces in order; raises OurBug for a private item, whose pieces lie sealed."""
        for sealed, piece in self.stored_chunks(evidence_id):
            if sealed:
                raise OurBug("Sealed content was asked for as if it were open.")
            yield piece

    def stored_chunks(self, evidence_id: int) -> Iterator[tuple[bool, bytes]]:
        """(sealed, bytes) of every piece exactly as it lies in the file, one in memory at a time."""
        position = 0
        while True:
            row = self._connection.execute(
                select(evidence_chunks.c.sealed, evidence_chunks.c.content).where(
                    evidence_chunks.c.evidence_id == evidence_id, evidence_chunks.c.position == position
                )
            ).first()
            if row is None:
                return
            yield bool(row.sealed), bytes(row.content)
            position += 1

    def make_private(self, evidence_id: int, seal: Seal) -> None:
        """Seal what is stored and drop the thumbnail; the pages that held them are overwritten, not just set free."""
        self._connection.exec_driver_sql("PRAGMA secure_delete = ON")
        for position, (sealed, piece) in enumerate(list(self.stored_chunks(evidence_id))):
            if not sealed:
                row = evidence_chunks.update().where(
                    evidence_chunks.c.evidence_id == evidence_id, evidence_chunks.c.position == position
                )
                self._connection.execute(row.values(content=seal(evidence_id, position, piece), sealed=True))
        self.change(evidence_id, private=True, thumbnail=None)
        self._connection.exec_driver_sql("PRAGMA secure_delete = FAST")  # as ``open_engine`` sets it

    def change(self, evidence_id: int, **columns: Any) -> None:
        """Write description, origin, or the incident it now belongs to."""
        self._connection.execute(update(evidence).where(evidence.c.id == evidence_id).values(**columns))

    def move(self, evidence_id: int, incident_id: int) -> None:
        """Lay a piece into another case, as its last."""
        self.change(evidence_id, incident_id=incident_id, number=self._next_number({"incident_id": incident_id}))

    def adopt(self, draft_id: int, incident_id: int) -> None:
        """Hand a draft's evidence over to the incident it became."""
        belongs = evidence.c.draft_id == draft_id
        self._connection.execute(update(evidence).where(belongs).values(incident_id=incident_id, draft_id=None))

    def remove_from_draft(self, evidence_id: int) -> None:
        """Take away something that was never saved with an incident; saved evidence stays."""
        loose = (evidence.c.id == evidence_id) & evidence.c.draft_id.is_not(None)
        self._connection.execute(delete(evidence).where(loose))

    def thumbnail(self, evidence_id: int) -> bytes | None:
        """The small picture, as PNG."""
        kept = self._connection.execute(select(evidence.c.thumbnail).where(evidence.c.id == evidence_id)).scalar()
        return None if kept is None else bytes(kept)

    # custody

    def handled(self, evidence_id: int, what: Custody, at: datetime, by: str, note: str = "") -> None:
        """Write down who had it in hand."""
        entry = {"evidence_id": evidence_id, "at": at, "by": by, "what": what.value, "note": note}
        self._connection.execute(insert(evidence_custody).values(**entry))

    def custody(self, evidence_id: int) -> list[CustodyEntry]:
        """Everybody who had it in hand, first to last."""
        query = select(evidence_custody).where(evidence_custody.c.evidence_id == evidence_id)
        return [
            CustodyEntry(row.id, row.evidence_id, row.at, row.by, Custody(row.what), row.note)
            for row in self._connection.execute(query.order_by(evidence_custody.c.id))
        ]

    # machinery

    def _next_number(self, row: dict[str, Any]) -> int:
        column = evidence.c.incident_id if row.get("incident_id") else evidence.c.draft_id
        owner = row.get("incident_id") or row.get("draft_id")
        last = self._connection.execute(select(func.max(evidence.c.number)).where(column == owner)).scalar()
        return int(last or 0) + 1

    def _write_chunk(self, evidence_id: int, position: int, piece: bytes, seal: Seal | None) -> None:
        if len(piece) > CHUNK_BYTES:
            raise OurBug("A piece of evidence came in a chunk that is too large.")
        kept = {"evidence_id": evidence_id, "position": position, "sealed": seal is not None}
        content = seal(evidence_id, position, piece) if seal else piece
        self._connection.execute(insert(evidence_chunks).values(**kept, content=content))

    def _pieces(self, *where: Any) -> list[Evidence]:
        query = select(*_DESCRIBING, evidence.c.thumbnail.is_not(None).label("has_thumbnail")).where(*where)
        return [_evidence(row) for row in self._connection.execute(query.order_by(evidence.c.number, evidence.c.id))]


def _evidence(row: Any) -> Evidence:
    origin = EvidenceOrigin(
        row.captured_on, row.captured_by, row.captured_from, row.description, private=bool(row.private)
    )
    return Evidence(
        id=row.id,
        incident_id=row.incident_id,
        number=row.number,
        file_name=row.file_name,
        kind=EvidenceKind(row.kind),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        origin=origin,
        arrived_at=row.arrived_at,
        arrived_by=row.arrived_by,
        has_thumbnail=bool(row.has_thumbnail),
        struck=row.struck_because,
    )

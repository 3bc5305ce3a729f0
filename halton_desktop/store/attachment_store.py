"""Papers in the encrypted file, in pieces, with the SHA-256 of what arrived."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from halton_desktop.domain.attachment import Attachment, AttachmentKind
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.reviews import paper_chunks, papers


class AttachmentStore:
    """Reads and writes papers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, paper_id: int) -> Attachment:
        """One paper described; raises NotFound."""
        for found in self._papers(papers.c.id == paper_id):
            return found
        raise NotFound("This paper is no longer in the office file.")

    def of_edition(self, edition_id: int) -> tuple[Attachment, ...]:
        """The papers of an edition, oldest first."""
        return self._papers(papers.c.edition_id == edition_id)

    def of_review(self, review_id: int) -> tuple[Attachment, ...]:
        """The papers of a review, oldest first."""
        return self._papers(papers.c.review_id == review_id)

    def of_notifications(self, notification_ids: list[int]) -> tuple[Attachment, ...]:
        """The proofs of tellings, oldest first."""
        return self._papers(papers.c.telling_id.in_(notification_ids))

    def add(self, attachment: Attachment, content: Iterator[bytes]) -> Attachment:
        """Write a paper and its content; returns it with id, size and hash as found."""
        columns = {name: getattr(attachment, name) for name in _COLUMNS} | {"kind": attachment.kind.value}
        paper_id = int(self._connection.execute(insert(papers).values(**columns)).lastrowid)
        digest, size = hashlib.sha256(), 0
        for position, piece in enumerate(content):
            digest.update(piece)
            size += len(piece)
            kept = {"paper_id": paper_id, "position": position, "content": piece}
            self._connection.execute(insert(paper_chunks).values(**kept))
        known = {"size": size, "sha256": digest.hexdigest()}
        self._connection.execute(update(papers).where(papers.c.id == paper_id).values(**known))
        return replace(attachment, id=paper_id, size=size, sha256=digest.hexdigest())

    def content(self, paper_id: int) -> Iterator[bytes]:
        """The pieces in order, one in memory at a time."""
        position = 0
        while True:
            place = (paper_chunks.c.paper_id == paper_id) & (paper_chunks.c.position == position)
            row = self._connection.execute(select(paper_chunks.c.content).where(place)).first()
            if row is None:
                return
            yield bytes(row.content)
            position += 1

    def remove(self, paper_id: int) -> None:
        """Take a paper away."""
        self._connection.execute(delete(papers).where(papers.c.id == paper_id))

    def _papers(self, *where: Any) -> tuple[Attachment, ...]:
        rows = self._connection.execute(select(papers).where(*where).order_by(papers.c.id))
        return tuple(
            Attachment(id=row.id, kind=AttachmentKind(row.kind), **{name: getattr(row, name) for name in _COLUMNS})
            for row in rows
        )


_COLUMNS = (
    "file_name",
    "media_type",
    "size",
    "sha256",
    "arrived_at",
    "arrived_by",
    "edition_id",
    "telling_id",
    "review_id",
)

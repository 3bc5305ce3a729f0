"""Papers kept with editions, reviews and tellings: the signed code, a linked policy, the proof of a telling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CHUNK_BYTES = 256 * 1024
"""A paper lies in the file in pieces of this size."""


class AttachmentKind(StrEnum):
    """What a paper is."""

    SIGNED_CODE = "the association’s signed code"
    POLICY = "linked policy"
    PROOF = "proof"
    OTHER = "other paper"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it arrived: ``size`` in bytes, ``sha256`` as 64 hexadecimal digits. It belongs to one record."""

    id: int
    kind: AttachmentKind
    file_name: str
    media_type: str
    size: int
    sha256: str
    arrived_at: datetime
    arrived_by: str
    edition_id: int | None = None
    telling_id: int | None = None
    review_id: int | None = None

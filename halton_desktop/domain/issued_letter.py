"""A printing and its letters, as they are kept: what it takes to print each again exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class LetterBatch:
    """One printing: what was common to its letters, and whether it came out."""

    id: int
    letter: str
    per: str
    edition_id: int
    template: str
    common: dict[str, Any]
    logo: bytes | None
    prepared_at: datetime
    prepared_by: int
    issued_at: datetime | None
    dropped_at: datetime | None
    letters: int = 0


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """One letter of a batch, as kept."""

    id: int
    batch_id: int
    reference: str
    addressee: str
    content: dict[str, Any]
    issued_at: datetime | None = None
    letter: str = ""

"""What one transaction touched, told to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class RecordKind(StrEnum):
    """The nouns of the school office; the same word names the dataclass, the store and the audit entry."""

    OFFICE = "office"
    SCHOOL = "school"
    USER = "user"
    PARENT = "parent"
    PUPIL = "pupil"
    HOLD = "hold"
    QUESTION = "question"
    EDITION = "edition"
    LETTER = "letter"
    FORM = "form"
    INCIDENT = "incident"
    STEP = "step"
    EVIDENCE = "evidence"
    SITE_BAN = "site ban"
    CONSENT = "consent"
    REVIEW = "review"
    SCHOOL_CALENDAR = "school calendar"
    SETTING = "setting"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Changes:
    """The (noun, id) pairs one committed transaction touched; an empty set means nothing changed."""

    touched: frozenset[tuple[RecordKind, int]]

    def touches(self, *nouns: RecordKind) -> bool:
        """Whether any record of these nouns was touched."""
        return any(noun in nouns for noun, _ in self.touched)

    def ids(self, noun: RecordKind) -> frozenset[int]:
        """The ids touched of one noun."""
        return frozenset(record for kind, record in self.touched if kind == noun)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. ``old`` and ``new`` are the fields that differ, as plain JSON values; {} where there is none."""

    id: int
    at: datetime
    user_name: str
    action: str
    noun: RecordKind
    record_id: int
    old: dict[str, Any]
    new: dict[str, Any]
    withheld: bool = False
    """Whether ``old`` and ``new`` are empty because the reader may not see them."""

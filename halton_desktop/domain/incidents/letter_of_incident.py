"""A letter of a case as the office file keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LetterOfIncident:
    """One letter of a case as kept; ``issued_at`` is None until somebody confirmed it came out of the printer."""

    id: int
    incident_id: int
    step_id: int | None
    ban_id: int | None
    parent_id: int | None
    reference: str
    letter: str
    addressee: str
    prepared_at: datetime
    prepared_by: str
    issued_at: datetime | None

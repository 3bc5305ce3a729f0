"""The association of the fourteen schools: their yearly returns, and what may be the matter with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """The key a school signs with, as first seen; ``compared``: its fingerprint was compared with one on paper."""

    school: str
    public: bytes
    compared: bool
    pinned_at: datetime
    pinned_by: str


@dataclass(frozen=True, slots=True)
class KeptReturn:
    """One school's return as imported; ``school_year`` is the year its September falls in, ``content`` the file."""

    id: int
    school: str
    school_year: int
    made_at: datetime
    sha256: str
    content: bytes
    imported_at: datetime
    imported_by: str

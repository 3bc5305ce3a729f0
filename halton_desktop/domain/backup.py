"""A backup of the office: as its name tells, and as it was found when it was read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Backup:
    """A backup as its name tells: where it is, for which school, when it was made (this computer's clock)."""

    path: Path
    school: str
    made: datetime
    copy: int = 1
    ours: bool = True
    """Whether it is of this very copy of the office; one of the same office may come from another."""


@dataclass(frozen=True)
class Verified:
    """A backup that was read back and found whole."""

    office_id: str
    made: datetime
    tables: int
    data_bytes: int
    copy_id: str = ""
    """Which copy of the office it is of; "" for a backup made before copies were told apart."""

"""A backup of the office: as its name tells, and as it was found when it was read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
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
    changes: int = 0
    last_entry: str = ""
    """How many changes the office had seen, and the hash of the last; "" where the backup does not say."""


class BackupPlace(Enum):
    """Where the last backup is."""

    THERE = "where it was put"
    ELSEWHERE = "on a drive that is not connected"
    GONE = "no longer where it was put"
    NEVER = "none was made"


@dataclass(frozen=True)
class BackupState:
    """When the last backup was made (this computer's clock), and what is known of it now."""

    made: datetime | None
    place: BackupPlace
    folder: Path

    @property
    def sentence(self) -> str:
        """How it stands, as Today says it."""
        if self.made is None:
            return "There is no backup yet"
        day = f"{self.made:%d/%m/%Y}"
        if self.place is BackupPlace.ELSEWHERE:
            return f"The last backup, of {day}, is on a drive that is not connected now"
        if self.place is BackupPlace.GONE:
            return f"The last backup, of {day}, is no longer in {self.folder}"
        return f"The last backup is of {day}"


@dataclass(frozen=True)
class Verified:
    """A backup that was read back and found whole."""

    office_id: str
    made: datetime
    tables: int
    data_bytes: int
    copy_id: str = ""
    """Which copy of the office it is of; "" for a backup made before copies were told apart."""

"""The office folder: which file has which name, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class OfficeFolder:
    """One office's folder on the disk; ``path`` need not exist yet. No file in it holds personal data in clear."""

    path: Path

    @property
    def data(self) -> Path:
        """The SQLCipher database with everything the school recorded."""
        return self.path / "office.halton"

    @property
    def data_companions(self) -> tuple[Path, Path]:
        """SQLite's write-ahead log and its index: encrypted too, part of the data while the office is open."""
        return self.path / "office.halton-wal", self.path / "office.halton-shm"

    @property
    def keys(self) -> Path:
        """The key file: the data key wrapped once per user and once for the recovery key."""
        return self.path / "office.keys"

    @property
    def lock(self) -> Path:
        """Empty file on which the running copy holds an operating-system lock."""
        return self.path / "office.lock"

    @property
    def holder(self) -> Path:
        """Encrypted note saying who holds the lock, and since when."""
        return self.path / "office.holder"

    @property
    def backups(self) -> Path:
        """Where backups go unless the school chose another place."""
        return self.path / "Backups"

    def has_office(self) -> bool:
        """Whether there is anything of an office here (a new one must never be created on top of it)."""
        return self.data.exists() or self.keys.exists()

"""The office folder: which file has which name, and nothing else."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_USERS = "*S-1-5-32-545"
"""Windows's own name, in every language, for all who may sign in to a computer."""


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


def open_to_all_here(new: Path, run: Callable[..., object] = subprocess.run) -> None:
    """Lets everybody who signs in to this computer use a new folder for all (Windows: below ProgramData).

    What one account puts there others could else only read. Raises OSError where Windows refuses.
    """
    common = os.environ.get("PROGRAMDATA", "")
    if not (common and new.is_relative_to(common)):
        return
    grant = ["icacls", str(new), "/grant", f"{_USERS}:(OI)(CI)M", "/Q"]
    try:
        run(grant, check=True, capture_output=True, timeout=60)
    except subprocess.SubprocessError as error:
        raise PermissionError(errno.EACCES, "Windows did not open the folder to the other accounts") from error

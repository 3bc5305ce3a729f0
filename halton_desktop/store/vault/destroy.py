"""Ends an office: its keys are destroyed, so that nothing that is left of its file can ever be opened."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.kept_aside import KEPT_ASIDE
from halton_desktop.store.vault.safe_write import flush_folder, flush_to_disk, write_file

if TYPE_CHECKING:
    from halton_desktop.store.vault.vault import Vault

RECORD = "CLOSED.txt"
"""What stays in the folder: that there was an office, and when it ended."""


def kept_aside_in(folder: OfficeFolder) -> list[Path]:
    """The offices that stood in the folder before and were kept when a backup was restored: each opens by itself."""
    return sorted(folder.path.glob(f"{KEPT_ASIDE} *"))


def destroy(vault: Vault, record: str) -> None:
    """Overwrites and removes the key file, removes the data, leaves ``record``; the vault is closed afterwards.

    The keys go first: stopped at any moment after that, what is left opens nothing. Raises FolderReadOnly or another
    MachineError; where the keys cannot be destroyed nothing is changed, and the vault stays open.
    """
    folder = vault.folder
    with machine_errors():
        _overwrite(folder.keys)
    try:
        with machine_errors():
            folder.keys.unlink()
            flush_folder(folder.path)
            vault.engine.dispose()
            write_file(folder.path / RECORD, record.encode("utf-8"))
            for left in (folder.data, *folder.data_companions, folder.holder):
                with suppress(FileNotFoundError):
                    left.unlink()
    finally:
        vault.close()


def _overwrite(file: Path) -> None:
    """In place: a new file would leave the old one's bytes on the disk."""
    size = file.stat().st_size
    with file.open("r+b", buffering=0) as opened:
        opened.write(secrets.token_bytes(size))
        opened.seek(0, os.SEEK_END)
        flush_to_disk(opened.fileno())

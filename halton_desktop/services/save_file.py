"""Save something where the user asked for it: complete or not at all, and in plain words when it cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from halton_desktop.errors import FolderReadOnly
from halton_desktop.store.vault.machine_errors import machine_errors
from halton_desktop.store.vault.safe_write import writing_beside


@contextmanager
def saving(target: Path) -> Iterator[BinaryIO]:
    """A file to write to; it becomes ``target`` when everything went well. Raises DiskFull, FolderReadOnly."""
    if not target.parent.is_dir():
        raise FolderReadOnly(f"There is no folder {target.parent}.", "Choose a folder that exists.")
    try:
        with machine_errors(), writing_beside(target) as out:
            yield out
    except FolderReadOnly:
        raise FolderReadOnly(
            f"{target.name} could not be saved in {target.parent}.",
            "Close it if it is open in another program, or choose another folder.",
        ) from None


def save_bytes(target: Path, content: bytes) -> None:
    """Save what is complete already. Raises DiskFull, FolderReadOnly."""
    with saving(target) as out:
        out.write(content)

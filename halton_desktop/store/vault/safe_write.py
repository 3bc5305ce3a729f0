"""Writes a file so that, whatever happens, either the old or the new one is there, whole."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

# Antivirus and backup programs hold a fresh file open for moments; Windows then refuses the rename.
RETRY_PAUSES: tuple[float, ...] = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0) if sys.platform == "win32" else ()
"""Seconds to wait between attempts."""


def replace(source: Path, target: Path, pauses: tuple[float, ...] = RETRY_PAUSES) -> None:
    """``os.replace`` that waits out another program holding ``target`` open for a moment. Raises OSError."""
    for pause in pauses:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def flush_to_disk(file: int) -> None:
    """Asks the operating system to put everything written to the open file descriptor on the disk itself."""
    os.fsync(file)


def flush_folder(folder: Path) -> None:
    """Makes a rename in ``folder`` survive a power cut (Windows does this by itself and offers no call for it)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary_beside(target: Path) -> Path:
    """A name that is not in use, in the same folder (so that the rename stays on one drive)."""
    return target.with_name(f"{target.name}.{secrets.token_hex(4)}.tmp")


def unfinished_beside(target: Path) -> list[Path]:
    """What a program killed half-way left beside ``target``: only names :func:`temporary_beside` gives."""
    ours = re.compile(re.escape(target.name) + r"\.[0-9a-f]{8}\.tmp")
    with contextlib.suppress(OSError):
        return [path for path in target.parent.glob("*.tmp") if ours.fullmatch(path.name)]
    return []


@contextlib.contextmanager
def writing_beside(target: Path) -> Iterator[BinaryIO]:
    """A file to write to that becomes ``target`` in one step when all went well, and vanishes otherwise."""
    temporary = temporary_beside(target)
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            flush_to_disk(file.fileno())
        replace(temporary, target)
        flush_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_file(target: Path, content: bytes) -> None:
    """Replaces ``target`` by ``content`` in one step: temporary file beside it, flushed, renamed. Raises OSError."""
    with writing_beside(target) as file:
        file.write(content)

"""Keeps a complete copy of the office before its tables are changed for a newer version of the program."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from halton_desktop.store.engine import checkpoint, writing
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.machine_errors import machine_errors

if TYPE_CHECKING:
    from sqlalchemy import Engine


def copy_before_update(folder: OfficeFolder, engine: Engine, revision: str, now: datetime) -> Path:
    """Copy data and keys, both encrypted as they are, into a new folder among the backups; returns it.

    The copy is an office folder of its own, which the older program opens. Raises DiskFull, FolderReadOnly; then the
    update must not begin.
    """
    place = folder.backups / f"Before update {now.astimezone():%Y-%m-%d %H%M%S} from {revision}"
    kept = OfficeFolder(place)
    with machine_errors():
        place.mkdir(parents=True)
        try:
            with writing(engine).connect() as connection:
                checkpoint(engine)
                connection.begin()
                shutil.copyfile(folder.data, kept.data)
                shutil.copyfile(folder.keys, kept.keys)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
    return place

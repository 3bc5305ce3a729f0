"""Which copy of an office a file is: one that was restored, copied or moved never passes for the one it came from.

Every copy gives out references and incident numbers with a share of its own; its backups say which copy they are of.
"""

from __future__ import annotations

import json
import platform
import uuid
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from halton_desktop.store.engine import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

COPY_TABLE = "office_copy"
"""Not part of the Alembic metadata: like the seal it belongs to the file, and an old backup gets it when restored."""

_CREATE = f"""
CREATE TABLE IF NOT EXISTS {COPY_TABLE} (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    copy_id TEXT NOT NULL,
    came_by TEXT NOT NULL,
    file TEXT NOT NULL,
    places TEXT NOT NULL
)
"""
_EXISTS = f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{COPY_TABLE}'"  # noqa: S608 - constant
_SELECT = f"SELECT copy_id, came_by, file, places FROM {COPY_TABLE}"  # noqa: S608 - the table's name is a constant
_HAS_ENTRIES = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'audit_entries'"
_LAST_ENTRY = "SELECT id, hash FROM audit_entries ORDER BY id DESC LIMIT 1"
_PUT = f"INSERT OR REPLACE INTO {COPY_TABLE} VALUES (1, ?, ?, ?, ?)"  # noqa: S608 - as above


class CameBy(StrEnum):
    """How a copy of an office came to be."""

    MADE = "set up here"
    RESTORED = "restored from a backup"
    COPIED = "copied or moved here"


@dataclass(frozen=True)
class OfficeCopy:
    """One copy: its own id and how it came to be."""

    copy_id: str
    came_by: CameBy

    @property
    def is_first(self) -> bool:
        """Whether it is the office as it was set up: its incidents need nothing to tell them from another copy's."""
        return self.came_by is CameBy.MADE


@dataclass(frozen=True)
class Stand:
    """How far a copy has come: its id ("" where none is known), how many changes, and the hash of the last of them."""

    copy_id: str = ""
    changes: int = 0
    last_entry: str = ""


def read_stand(connection: Connection) -> Stand:
    """Where an open file stands."""
    row = None
    if connection.exec_driver_sql(_HAS_ENTRIES).scalar_one():
        row = connection.exec_driver_sql(_LAST_ENTRY).one_or_none()
    return Stand(read_copy(connection).copy_id, row.id if row else 0, row.hash if row else "")


def begin_copy(engine: Engine, data: Path, came_by: CameBy) -> OfficeCopy:
    """Make the file ``data``, over which ``engine`` is open, a copy of its own from now on."""
    copy = OfficeCopy(uuid.uuid4().hex, came_by)
    with writing(engine).begin() as connection:
        connection.exec_driver_sql(_CREATE)
        _put(connection, copy, data, ())
    return copy


def tend_copy(engine: Engine, data: Path) -> OfficeCopy:
    """The copy this file is; a new one where the file is not the one that was opened last and lies somewhere new.

    A share reached from several computers shows the same file to all of them; a file copied over the old one has its
    place. Only where both differ is it another copy.
    """
    with engine.connect() as connection:
        row = connection.exec_driver_sql(_SELECT).one_or_none() if has_copy(connection) else None
    if row is None:  # an office from before copies were told apart
        return begin_copy(engine, data, CameBy.MADE)
    file, places = row.file, tuple(json.loads(row.places))
    here, place = _file_of(data), _place_of(data)
    if place not in places and file and here != file:
        return begin_copy(engine, data, CameBy.COPIED)
    copy = OfficeCopy(row.copy_id, CameBy(row.came_by))
    if place not in places or here != file:
        with writing(engine).begin() as connection:
            _put(connection, copy, data, places)
    return copy


def restored_copy(engine: Engine, data: Path) -> None:
    """Before a restored file is put in its place at ``data``: it is a copy of its own from its first opening on."""
    copy = OfficeCopy(uuid.uuid4().hex, CameBy.RESTORED)
    with writing(engine).begin() as connection:
        connection.exec_driver_sql(_CREATE)
        connection.exec_driver_sql(_PUT, (copy.copy_id, copy.came_by.value, "", json.dumps([_place_of(data)])))


def has_copy(connection: Connection) -> bool:
    """Whether an open file says which copy it is: one from before copies were told apart does not."""
    return bool(connection.exec_driver_sql(_EXISTS).scalar_one())


def read_copy(connection: Connection) -> OfficeCopy:
    """The copy an open file is."""
    row = connection.exec_driver_sql(_SELECT).one()
    return OfficeCopy(row.copy_id, CameBy(row.came_by))


def _put(connection: Connection, copy: OfficeCopy, data: Path, places: tuple[str, ...]) -> None:
    kept = sorted({*places, _place_of(data)})
    connection.exec_driver_sql(_PUT, (copy.copy_id, copy.came_by.value, _file_of(data), json.dumps(kept)))


def _file_of(data: Path) -> str:
    """What the file system calls this very file, the same from every computer; another file has another."""
    found = data.stat()
    return f"{found.st_dev}:{found.st_ino}" if found.st_ino else ""


def _place_of(data: Path) -> str:
    return f"{platform.node()} {data.resolve()}"

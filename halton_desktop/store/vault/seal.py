"""The office's seal: one row inside the database saying which office this is and which key files it accepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from halton_desktop.errors import KeysDamaged, NewerVersion, OurBug
from halton_desktop.store.engine import writing
from halton_desktop.store.machine_errors import damaged_data

if TYPE_CHECKING:
    from sqlalchemy import Engine

SEAL_TABLE = "office_seal"
"""Not part of the Alembic metadata: it exists before any migration and never changes but by ``DATA_FORMAT``."""

DATA_FORMAT = 1
"""Version of the data file's outermost layout (cipher settings, this table); the schema inside has its own revision."""

_CREATE = f"""
CREATE TABLE {SEAL_TABLE} (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    format INTEGER NOT NULL,
    office_id TEXT NOT NULL,
    accepted_from INTEGER NOT NULL,
    accepted_to INTEGER NOT NULL CHECK (accepted_to IN (accepted_from, accepted_from + 1))
)
"""
_INSERT = f"INSERT INTO {SEAL_TABLE} VALUES (1, ?, ?, ?, ?)"  # noqa: S608 - the table's name is a constant
_SELECT = f"SELECT format, office_id, accepted_from, accepted_to FROM {SEAL_TABLE}"  # noqa: S608 - as above
_UPDATE = f"UPDATE {SEAL_TABLE} SET accepted_from = ?, accepted_to = ?"  # noqa: S608 - as above
_EXISTS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"


@dataclass(frozen=True)
class Seal:
    """Which office the data belong to, and the generations of the key file they accept (two only during a change)."""

    office_id: str
    accepted_from: int
    accepted_to: int


def create_seal(engine: Engine, office_id: str, generation: int) -> None:
    """Seals new data: they belong to ``office_id`` and accept this one generation."""
    with writing(engine).begin() as connection:
        connection.exec_driver_sql(_CREATE)
        connection.exec_driver_sql(_INSERT, (DATA_FORMAT, office_id, generation, generation))


def read_seal(engine: Engine) -> Seal:
    """Raises NotAnOffice where there is no seal, NewerVersion where it was made by a later program."""
    with engine.connect() as connection:
        if not connection.exec_driver_sql(_EXISTS, (SEAL_TABLE,)).scalar_one():
            raise damaged_data()
        row = connection.exec_driver_sql(_SELECT).one_or_none()
    if row is None:
        raise damaged_data()
    if row.format > DATA_FORMAT:
        raise NewerVersion(
            "The office file was written by a newer version of the program.",
            "Install the newer version on this computer and open the office with it.",
        )
    return Seal(row.office_id, row.accepted_from, row.accepted_to)


def accept(engine: Engine, first: int, last: int) -> None:
    """From now on the data accept generations ``first`` to ``last``; on the disk when this returns."""
    with writing(engine).begin() as connection:
        if connection.exec_driver_sql(_UPDATE, (first, last)).rowcount != 1:
            raise OurBug("The office file has no seal.")


def check_belongs(seal: Seal, office_id: str, generation: int) -> None:
    """Raises KeysDamaged unless the key file (its office and generation) is one these data accept."""
    if seal.office_id != office_id:
        raise KeysDamaged(
            "The key file and the office file belong to two different offices.",
            "Put back the two files that belong together, or restore the office from the latest backup.",
        )
    if generation < seal.accepted_from:
        raise KeysDamaged(
            "The key file is older than the office file: somebody put an old copy of it back.",
            "Put the newer office.keys back, or restore the office from the latest backup.",
        )
    if generation > seal.accepted_to:
        raise KeysDamaged(
            "The office file is older than its key file: somebody put an old copy of it back.",
            "Put the newer office.halton back, or restore the office from the latest backup.",
        )

"""Opens the encrypted database as a SQLAlchemy engine: the key, the pragmas and how transactions begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from halton_desktop.errors import OurBug
from halton_desktop.store.machine_errors import machine_errors

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["IMMEDIATE", "KEY_BYTES", "checkpoint", "machine_errors", "open_engine", "writing"]

KEY_BYTES = 32
IMMEDIATE = "immediate"
"""Execution option: ``True`` makes transactions begin with the write lock (BEGIN IMMEDIATE)."""

_BUSY_TIMEOUT_MS = 5_000
# An upper bound, taken only as pages are read. Decryption is paid per page-cache miss, so the cache should be larger
# than the file (136 MB at 100,000 incidents).
_CACHE_KIB = 256 * 1024

# cipher_memory_security stays off: measured here on a 70 MB file it makes a cold scan 1.3 times and a sort 5 times
# slower, and what it protects against (swapping of the page cache) Python's own copies of the rows are open to anyway.
_PRAGMAS = (
    f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}",
    "PRAGMA cipher_page_size = 4096",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = FAST",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
)


def _connector(path: Path, data_key: bytearray) -> Callable[[], Any]:
    """How the pool makes a connection; the key is read from ``data_key`` each time, so wiping it ends all access."""
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        if len(data_key) != KEY_BYTES or not any(data_key):
            raise OurBug("The office was used after it had been closed.")
        connection = dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=_BUSY_TIMEOUT_MS / 1000
        )
        try:
            # SQLCipher would print its own log on the error stream; what goes wrong is raised and worded by us.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.set_key(b"x'" + data_key.hex().encode("ascii") + b"'")
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _begin(connection: Connection) -> None:
    """The driver is told never to begin by itself (``isolation_level=None``); this is where transactions begin."""
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN DEFERRED")


def open_engine(path: Path, data_key: bytearray) -> Engine:
    """An engine over the SQLCipher file at ``path``; ``data_key`` is the raw 32-byte key.

    Reading begins with a plain deferred BEGIN: a stable snapshot that waits for nobody. A change must take the
    write lock at once, or two of them could each read and then find the other in the way: use ``writing(engine)``.
    Connections may be used from any thread, by one thread at a time. The file is created if it is missing: callers
    that mean an existing one check first. Never ask for the isolation level AUTOCOMMIT: it would leave the driver
    beginning transactions of its own. Statements and their parameters are never logged.

    Raises (when first connected, wrapped by ``machine_errors()``): NotAnOffice, FolderReadOnly, DiskFull.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=_connector(path, data_key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        # The connection handed back last has the warmest page cache.
        pool_use_lifo=True,
        hide_parameters=True,
        echo=False,
    )
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions begin with the write lock."""
    return engine.execution_options(**{IMMEDIATE: True})


def checkpoint(engine: Engine) -> bool:
    """Moves the write-ahead log into the main file and empties it; False where a reader or writer was in the way.

    Raises OSError or a driver error: call it inside ``machine_errors()``.
    """
    busy, _, _ = _checkpoint(engine, "TRUNCATE")
    return busy == 0


def main_file_is_complete(engine: Engine) -> bool:
    """Moves what it can from the write-ahead log into the main file, waiting for nobody; whether all is there now.

    Whoever holds the write lock meanwhile may then copy the main file alone. False where somebody still reads an
    older state, or is moving pages himself just now. Raises as ``checkpoint`` does.
    """
    busy, pages_in_log, pages_moved = _checkpoint(engine, "PASSIVE")
    return busy == 0 and pages_in_log == pages_moved


def _checkpoint(engine: Engine, mode: str) -> tuple[int, int, int]:
    """SQLite's own answer: whether somebody was in the way, pages in the log, pages of those moved."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA wal_checkpoint({mode})")
        row = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    assert row is not None, "SQLite answers this pragma with one row"
    busy, pages_in_log, pages_moved = row
    return busy, pages_in_log, pages_moved

"""Makes and verifies encrypted backups of an open office."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from halton_desktop.domain.backup import Verified
from halton_desktop.errors import BackupUnusable, KeysDamaged, MachineError, NotAnOffice
from halton_desktop.store.engine import main_file_is_complete, open_engine, writing
from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.vault import key_file
from halton_desktop.store.vault.backup_file import (
    BackupFile,
    Progress,
    backup_damaged,
    backup_place_errors,
    copy_stream,
    no_progress,
    open_backup,
    write_backup,
)
from halton_desktop.store.vault.backup_folder import UNFINISHED, backup_path
from halton_desktop.store.vault.copy import read_stand
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.safe_write import flush_folder, flush_to_disk, replace, temporary_beside, write_file
from halton_desktop.store.vault.seal import check_belongs, read_seal

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from halton_desktop.store.vault.vault import Vault

_WAIT_SECONDS = 3.0
"""Shorter than a change waits for the write lock, so that nothing the office saves meanwhile is refused."""
_STALE_SECONDS = 24 * 3600
BEFORE_UPDATE = "Before update"
"""How the folders begin in which the office is kept as it was before an update."""
_COPIES_BEFORE_UPDATE = 2
_COUNT_TABLES = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"


def make_backup(
    vault: Vault,
    place: Path,
    *,
    school: str = "",
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Makes one backup of the open office in the folder ``place`` (made if missing) and returns its path.

    The office can be used meanwhile; saving waits only while the encrypted file is copied beside itself. ``progress``
    counts bytes. Raises BackupUnusable (the backup's drive), DiskFull, FolderReadOnly, MachineError (the office's
    drive), Cancelled; then no half-made backup is left.
    """
    made = now or datetime.now(UTC)
    snapshot = temporary_beside(vault.folder.data)
    try:
        with machine_errors(), vault.keys_at_rest:
            keys = vault.keys
            with vault.engine.connect() as connection:
                stand = read_stand(connection)
            _snapshot(vault.engine, vault.folder, snapshot)
        with backup_place_errors():
            place.mkdir(parents=True, exist_ok=True)
            _sweep(place)
            final = backup_path(place, school, made)
            unfinished = temporary_beside(final)
            try:
                with unfinished.open("xb") as file:
                    write_backup(file, snapshot, keys, vault.data_key, made, progress, stand)
                    file.flush()
                    flush_to_disk(file.fileno())
                replace(unfinished, final)
                flush_folder(place)
            finally:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
    finally:
        with suppress(OSError):
            snapshot.unlink(missing_ok=True)
    return final


def _sweep(place: Path) -> None:
    """Removes what a backup killed half-way left there; a day old, for another computer may be writing one now."""
    for left in place.glob(UNFINISHED):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


def _snapshot(engine: Engine, folder: OfficeFolder, target: Path) -> None:
    """Copies the main file to ``target`` while it is complete and nobody writes. Raises OSError, MachineError."""
    with writing(engine).begin():
        _wait_until_complete(engine)
        with folder.data.open("rb") as source, target.open("xb") as file:
            copy_stream(source.read, file.write, folder.data.stat().st_size, no_progress)
            file.flush()
            flush_to_disk(file.fileno())


def _wait_until_complete(engine: Engine) -> None:
    """Waits, with the write lock held, for those who still read an older state or are moving pages after a change."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while not main_file_is_complete(engine):
        if time.monotonic() > deadline:
            raise MachineError(
                "The office file is being used by something else just now, so no copy of it was made.",
                "Wait a moment and try again.",
            )
        time.sleep(0.02)


def copy_before_update(folder: OfficeFolder, engine: Engine, revision: str) -> Path:
    """Keeps data and keys as they are in a folder of their own before an update changes the data; returns that folder.

    An older version of the program opens it as it stands. ``revision`` is what the data are at, for the folder's name.
    Only the last two such copies stay. Raises DiskFull, FolderReadOnly, MachineError; no half copy is left then.
    """
    now = datetime.now(UTC)
    unfinished = OfficeFolder(temporary_beside(folder.path / "office"))
    kept = folder.path / f"{BEFORE_UPDATE} {now.astimezone():%Y-%m-%d %H%M%S} {revision}".rstrip()
    try:
        with machine_errors():
            unfinished.path.mkdir()
            write_file(unfinished.keys, folder.keys.read_bytes())
            _snapshot(engine, folder, unfinished.data)
            replace(unfinished.path, kept)
            flush_folder(folder.path)
    finally:
        shutil.rmtree(unfinished.path, ignore_errors=True)
    for old in sorted(folder.path.glob(f"{BEFORE_UPDATE} *"))[:-_COPIES_BEFORE_UPDATE]:
        shutil.rmtree(old, ignore_errors=True)
    return kept


def verify(backup: Path, data_key: bytes, *, progress: Progress = no_progress) -> Verified:
    """Reads a backup of the open office back and checks every page of it, in a temporary (encrypted) copy.

    Raises BackupUnusable, NewerVersion, Cancelled.
    """
    with (
        tempfile.TemporaryDirectory(prefix="halton-", ignore_cleanup_errors=True) as temporary,
        backup_place_errors(),
        open_backup(backup) as file,
    ):
        return checked(file, OfficeFolder(Path(temporary)), data_key, progress)


def checked(file: BackupFile, into: OfficeFolder, data_key: bytes, progress: Progress) -> Verified:
    """Extracts the data of ``file`` into the empty folder ``into`` and checks them. Raises BackupUnusable."""
    try:
        key_file.verify(file.keys, data_key)
    except MachineError as error:
        raise BackupUnusable("This backup belongs to another office.", "Choose one of this office.") from error
    file.check_signed(data_key)
    if file.manifest.office_id != file.keys.office_id:
        raise backup_damaged()
    file.extract_data(into.data, progress)
    key = bytearray(data_key)
    engine = open_engine(into.data, key)
    try:
        with machine_errors():
            tables = _check_pages(engine, file)
    except (NotAnOffice, KeysDamaged) as error:
        raise backup_damaged() from error
    finally:
        engine.dispose()
        key[:] = bytes(len(key))
    return Verified(
        file.keys.office_id, file.manifest.made, tables, file.manifest.data_bytes, file.manifest.stand.copy_id
    )


def _check_pages(engine: Engine, file: BackupFile) -> int:
    check_belongs(read_seal(engine), file.keys.office_id, file.keys.generation)
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
            raise backup_damaged()
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise backup_damaged()
        return int(connection.exec_driver_sql(_COUNT_TABLES).scalar_one())

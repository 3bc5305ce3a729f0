"""Puts an office back from a backup; whatever stood in the folder before is kept aside, never deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from halton_desktop.errors import HaltonError
from halton_desktop.store.engine import checkpoint, open_engine
from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.migrations import require_not_newer
from halton_desktop.store.vault import key_file, key_file_format
from halton_desktop.store.vault.backup import checked
from halton_desktop.store.vault.backup_file import Progress, backup_place_errors, no_progress, open_backup
from halton_desktop.store.vault.copy import Stand, has_copy, read_stand, restored_copy
from halton_desktop.store.vault.data_file import check_data_file
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.kept_aside import KEPT_ASIDE
from halton_desktop.store.vault.key_file import Opened
from halton_desktop.store.vault.key_file_format import KeyFile
from halton_desktop.store.vault.lock import OfficeLock
from halton_desktop.store.vault.safe_write import flush_folder, replace, temporary_beside, write_file
from halton_desktop.store.vault.slot_changes import read_keys


def restore(
    backup: Path,
    folder: OfficeFolder,
    user_name: str,
    password: str,
    *,
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> Path | None:
    """Puts ``backup`` into ``folder`` (made if missing), for somebody who could sign in when it was made.

    The backup is checked completely first. Returns the folder in which the office that stood there before is kept
    aside, None if there was none. Data and keys of one backup belong together, so passwords, users and the recovery
    key are those of that day. Raises WrongPassword, BackupUnusable, NewerVersion, OfficeInUse, FolderReadOnly,
    DiskFull, MachineError, Cancelled; nothing is changed then.
    """
    return _restore(backup, folder, lambda keys: key_file.open_with_password(keys, user_name, password), now, progress)


def restore_with_recovery_key(
    backup: Path,
    folder: OfficeFolder,
    recovery_text: str,
    *,
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> Path | None:
    """As ``restore``, with the recovery key that was valid when the backup was made. Raises InvalidInput too."""
    return _restore(backup, folder, lambda keys: key_file.open_with_recovery_key(keys, recovery_text), now, progress)


@dataclass(frozen=True)
class BackupComparison:
    """A backup beside the office in the folder it would go to; ``there`` is None where that cannot be read with it."""

    office_there: bool
    same_office: bool
    backup: Stand
    there: Stand | None = None


def compare_with(
    backup: Path, folder: OfficeFolder, user_name: str, password: str, recovery_text: str
) -> BackupComparison:
    """Says whose backup it is before anything is changed. Raises as ``restore`` and ``restore_with_recovery_key``."""
    with backup_place_errors(), open_backup(backup) as file:
        by_key = bool(recovery_text)
        keys = file.keys
        opened = (
            key_file.open_with_recovery_key(keys, recovery_text)
            if by_key
            else key_file.open_with_password(keys, user_name, password)
        )
        file.check_signed(opened.data_key)
        stand = file.manifest.stand
    try:
        present = read_keys(folder)
    except HaltonError:  # no office there, or what is left of one: nothing to compare with
        return BackupComparison(office_there=False, same_office=True, backup=stand)
    if present.office_id != keys.office_id:
        return BackupComparison(office_there=True, same_office=False, backup=stand)
    return BackupComparison(True, True, stand, _stand_in(folder, opened.data_key))


def _stand_in(folder: OfficeFolder, data_key: bytes) -> Stand | None:
    key = bytearray(data_key)
    try:
        check_data_file(folder)
        engine = open_engine(folder.data, key)
        try:
            with machine_errors(), engine.connect() as connection:
                return read_stand(connection) if has_copy(connection) else None
        finally:
            engine.dispose()
    except (HaltonError, OSError):  # damaged: that is why it is restored
        return None
    finally:
        key[:] = bytes(len(key))


def _restore(
    backup: Path,
    folder: OfficeFolder,
    open_keys: Callable[[KeyFile], Opened],
    now: datetime | None,
    progress: Progress,
) -> Path | None:
    with backup_place_errors(), open_backup(backup) as file:
        opened = open_keys(file.keys)
    with machine_errors():
        folder.path.mkdir(parents=True, exist_ok=True)
    lock = OfficeLock(folder)
    try:
        with machine_errors():
            lock.take(opened.data_key, file.keys.office_id)
            staging = OfficeFolder(temporary_beside(folder.path / "restoring"))
            staging.path.mkdir()
        try:
            with backup_place_errors(), open_backup(backup) as file:
                checked(file, staging, opened.data_key, progress)
            with machine_errors():
                _make_a_copy_of_its_own(staging, folder, opened.data_key)
                write_file(staging.keys, key_file_format.to_bytes(file.keys))
                return _exchange(folder, staging, now or datetime.now(UTC))
        finally:
            shutil.rmtree(staging.path, ignore_errors=True)
    finally:
        lock.release()


def _make_a_copy_of_its_own(staging: OfficeFolder, folder: OfficeFolder, data_key: bytes) -> None:
    """What was printed since the backup is unknown to it, so it must never give out the same references again."""
    key = bytearray(data_key)
    engine = open_engine(staging.data, key)
    try:
        require_not_newer(engine)
        restored_copy(engine, folder.data)
        checkpoint(engine)
    finally:
        engine.dispose()
        key[:] = bytes(len(key))


def _exchange(folder: OfficeFolder, staging: OfficeFolder, now: datetime) -> Path | None:
    """Moves the present office aside and the staged one in; if a move fails, everything goes back. Raises OSError."""
    present = [path for path in (folder.keys, folder.data, *folder.data_companions) if path.exists()]
    aside = _aside(folder, now) if present else None
    moves = [(path, aside / path.name) for path in present if aside]
    # The keys leave first and come last: at every moment between, the folder says "keys missing", never opens half.
    moves += [(staging.data, folder.data), (staging.keys, folder.keys)]
    done: list[tuple[Path, Path]] = []
    try:
        if aside:
            aside.mkdir()
        for source, target in moves:
            replace(source, target)
            done.append((source, target))
    except BaseException:
        for source, target in reversed(done):
            replace(target, source)
        if aside:
            with suppress(OSError):
                aside.rmdir()
        raise
    flush_folder(folder.path)
    return aside


def _aside(folder: OfficeFolder, now: datetime) -> Path:
    stem = f"{KEPT_ASIDE} {now.astimezone():%Y-%m-%d %H%M}"
    path, copy = folder.path / stem, 1
    while path.exists():
        copy += 1
        path = folder.path / f"{stem} ({copy})"
    return path

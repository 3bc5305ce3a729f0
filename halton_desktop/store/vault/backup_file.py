"""The backup file: one stored zip of the encrypted data, the matching key file and a signed manifest."""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from halton_desktop.errors import BackupUnusable, DiskFull, FolderReadOnly, KeysDamaged, NewerVersion
from halton_desktop.store.machine_errors import machine_error_of, machine_errors
from halton_desktop.store.vault import key_file_format
from halton_desktop.store.vault.copy import Stand
from halton_desktop.store.vault.key_file_format import KeyFile
from halton_desktop.store.vault.slots import canonical, expand

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done; may raise Cancelled, which stops the work and leaves nothing behind."""

BACKUP_FORMAT = 2
"""1 did not yet say which copy of the office it is of, nor how far that had come."""
DATA_MEMBER = "office.halton"
KEYS_MEMBER = "office.keys"
MANIFEST_MEMBER = "manifest.json"
_MEMBERS = {DATA_MEMBER, KEYS_MEMBER, MANIFEST_MEMBER}
_MOST_MANIFEST_BYTES = 64 * 1024
_CHUNK = 1024 * 1024
_HEX_64 = re.compile(r"[0-9a-f]{64}")


def no_progress(done: int, total: int) -> None:
    """For callers who do not watch."""


def backup_damaged() -> BackupUnusable:
    return BackupUnusable("This backup is damaged or incomplete and cannot be used.", "Choose another, earlier backup.")


@contextmanager
def backup_place_errors() -> Iterator[None]:
    """Inside, what the drive with the backup refuses becomes BackupUnusable, in words about backups."""
    try:
        yield
    except OSError as error:
        meaning = machine_error_of(error)
        if isinstance(meaning, DiskFull):
            message = "There is no room left on the drive for the backup."
            advice = "Free some space there or choose another place for backups, then try again."
        elif isinstance(meaning, FolderReadOnly):
            message = "The folder for backups cannot be used: this computer may not read or write there."
            advice = "Choose another place for backups, or ask your technician."
        elif error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST):
            message = "The backup, or the folder it belongs in, is not there."
            advice = "If it is on a memory stick or a network drive, check that this is connected, and try again."
        else:
            message = "The drive with the backup stopped answering; it may have been unplugged."
            advice = "Connect it again and try again."
        raise BackupUnusable(message, advice) from error


NOT_SAID = Stand()
"""Where a backup of the first format stands."""


@dataclass(frozen=True)
class Manifest:
    """What the backup says of itself; ``mac`` covers the rest, under a key derived from the data key."""

    office_id: str
    made: datetime
    data_bytes: int
    data_sha256: str
    keys_sha256: str
    stand: Stand = NOT_SAID
    format: int = BACKUP_FORMAT
    mac: str = ""

    def body(self) -> dict[str, object]:
        stand = self.stand
        known = {"copy": stand.copy_id, "changes": stand.changes, "last_entry": stand.last_entry}
        return (known if self.format > 1 else {}) | {
            "format": self.format,
            "kind": "halton-backup",
            "office": self.office_id,
            "made": self.made.astimezone(UTC).isoformat(timespec="seconds"),
            "data_bytes": self.data_bytes,
            "data_sha256": self.data_sha256,
            "keys_sha256": self.keys_sha256,
        }

    def mac_under(self, data_key: bytes) -> str:
        """The mac this manifest must carry."""
        key = expand(data_key, b"", "backup mac", self.office_id.encode("ascii"))
        return hmac.new(key, canonical(self.body()), hashlib.sha256).hexdigest()


def copy_stream(
    read: Callable[[int], bytes], write: Callable[[bytes], object], total: int, progress: Progress
) -> tuple[int, str]:
    """Copies until ``read`` gives nothing more; returns how many bytes, and their SHA-256 in hex."""
    digest, copied = hashlib.sha256(), 0
    progress(0, total)
    while chunk := read(_CHUNK):
        write(chunk)
        digest.update(chunk)
        copied += len(chunk)
        progress(min(copied, total), total)
    return copied, digest.hexdigest()


def write_backup(
    target: IO[bytes],
    data: Path,
    keys: KeyFile,
    data_key: bytes,
    made: datetime,
    progress: Progress,
    stand: Stand,
) -> None:
    """Writes the whole backup into ``target``. ``data`` must be a copy that nobody changes. Raises OSError."""
    key_bytes = key_file_format.to_bytes(keys)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr(_entry(KEYS_MEMBER, made), key_bytes)
        total = data.stat().st_size
        with data.open("rb") as source, archive.open(_entry(DATA_MEMBER, made), "w", force_zip64=True) as member:
            copied, digest = copy_stream(source.read, member.write, total, progress)
        manifest = Manifest(keys.office_id, made, copied, digest, hashlib.sha256(key_bytes).hexdigest(), stand)
        content = {**manifest.body(), "mac": manifest.mac_under(data_key)}
        archive.writestr(_entry(MANIFEST_MEMBER, made), canonical(content))


def _entry(name: str, made: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=made.astimezone(UTC).timetuple()[:6])


class BackupFile:
    """A backup opened for reading; ``manifest`` and ``keys`` are read, but not yet authenticated."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        names = archive.namelist()
        if len(names) != len(_MEMBERS) or set(names) != _MEMBERS:
            raise backup_damaged()
        self.manifest = _manifest(self._small(MANIFEST_MEMBER, _MOST_MANIFEST_BYTES))
        key_bytes = self._small(KEYS_MEMBER, key_file_format.MOST_BYTES)
        if hashlib.sha256(key_bytes).hexdigest() != self.manifest.keys_sha256:
            raise backup_damaged()
        self.keys = key_file_format.from_bytes(key_bytes)

    def _small(self, name: str, most: int) -> bytes:
        if self._archive.getinfo(name).file_size > most:
            raise backup_damaged()
        return self._archive.read(name)

    def check_signed(self, data_key: bytes) -> None:
        """Raises BackupUnusable unless whoever made this backup held ``data_key``."""
        if not hmac.compare_digest(self.manifest.mac, self.manifest.mac_under(data_key)):
            raise backup_damaged()

    def extract_data(self, target: Path, progress: Progress) -> None:
        """Writes the encrypted data to ``target``.

        Raises BackupUnusable where they are not what the manifest says, DiskFull and the like for ``target``'s drive.
        """
        with backup_place_errors():
            source = self._archive.open(DATA_MEMBER)

        def read(size: int) -> bytes:
            with backup_place_errors():
                return source.read(size)

        with source, machine_errors(), target.open("xb") as file:
            copied, digest = copy_stream(read, file.write, self.manifest.data_bytes, progress)
        if (copied, digest) != (self.manifest.data_bytes, self.manifest.data_sha256):
            raise backup_damaged()


@contextmanager
def open_backup(path: Path) -> Iterator[BackupFile]:
    """Opens a backup for reading. Raises BackupUnusable, NewerVersion; OSError where the file cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield BackupFile(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, KeysDamaged) as error:
        raise backup_damaged() from error


def _manifest(data: bytes) -> Manifest:
    try:
        content = json.loads(data)
        version = content["format"]
        if type(version) is int and version > BACKUP_FORMAT:
            raise NewerVersion(
                "This backup was made by a newer version of the program.",
                "Install the newer version on this computer and restore the backup with it.",
            )
        manifest = _read_manifest(content)
    except (ValueError, TypeError, KeyError) as error:
        raise backup_damaged() from error
    if canonical({**manifest.body(), "mac": manifest.mac}) != data:
        raise backup_damaged()
    return manifest


def _read_manifest(content: dict[str, Any]) -> Manifest:
    for name in ("data_sha256", "keys_sha256", "mac"):
        if not _HEX_64.fullmatch(content[name]):
            raise backup_damaged()
    return Manifest(
        office_id=content["office"],
        made=datetime.fromisoformat(content["made"]),
        data_bytes=content["data_bytes"],
        data_sha256=content["data_sha256"],
        keys_sha256=content["keys_sha256"],
        stand=Stand(content["copy"], int(content["changes"]), content["last_entry"])
        if content["format"] > 1
        else NOT_SAID,
        format=content["format"],
        mac=content["mac"],
    )

"""One running copy per office: an operating-system lock, and an encrypted note of who holds it."""

from __future__ import annotations

import contextlib
import json
import platform
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from halton_desktop.errors import OfficeInUse
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.safe_write import write_file
from halton_desktop.store.vault.slots import NONCE_BYTES, expand

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NOTE_BYTES = 512  # always padded to this, so that the length of a name shows nowhere
_MOST_NAME = 60


@dataclass(frozen=True)
class Holder:
    """Who has the office open: the user's shown name, the computer's name, and since when (UTC)."""

    user: str
    computer: str
    since: datetime


def _cipher(data_key: bytes | bytearray, office_id: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(expand(data_key, b"", "holder note", office_id.encode("ascii")))


def note_bytes(holder: Holder, data_key: bytes | bytearray, office_id: str) -> bytes:
    """The holder's note, encrypted and padded to one length."""
    who = {
        "user": holder.user[:_MOST_NAME],
        "computer": holder.computer[:_MOST_NAME],
        "since": holder.since.astimezone(UTC).isoformat(timespec="seconds"),
    }
    plain = json.dumps(who, ensure_ascii=False).encode("utf-8").ljust(_NOTE_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return _VERSION + nonce + _cipher(data_key, office_id).encrypt(nonce, plain, _VERSION)


def read_note(note: bytes, data_key: bytes | bytearray, office_id: str) -> Holder | None:
    """Who the note names; None where it is not a note, or not one of this office."""
    from cryptography.exceptions import InvalidTag

    nonce, box = note[1 : 1 + NONCE_BYTES], note[1 + NONCE_BYTES :]
    try:
        who = json.loads(_cipher(data_key, office_id).decrypt(nonce, box, note[:1]))
        return Holder(who["user"], who["computer"], datetime.fromisoformat(who["since"]))
    except (InvalidTag, ValueError, KeyError, TypeError):
        return None


def in_use(holder: Holder | None) -> OfficeInUse:
    """The refusal, naming the holder where the note could be read."""
    advice = "Close it there first, or wait until it is closed."
    if holder is None:
        return OfficeInUse("The office is already open in another running copy of the program.", advice)
    since = holder.since.astimezone()
    return OfficeInUse(
        f"{holder.user} has had the office open on {holder.computer} since {since:%H:%M on %d/%m/%Y}.",
        advice,
        holder=f"{holder.user} on {holder.computer}",
        since=holder.since,
    )


class OfficeLock:
    """The lock of one office folder. The operating system frees it when the process ends, however it ends."""

    def __init__(self, folder: OfficeFolder) -> None:
        from filelock import FileLock

        self._folder = folder
        # No fallback to a lock that is a mere file: left by a crash it would shut everybody out, and it names the host.
        self._lock = FileLock(
            folder.lock, timeout=0, thread_local=False, fallback_to_soft=False, preserve_lock_file=True
        )

    @property
    def held(self) -> bool:
        return bool(self._lock.is_locked)

    def take(self, data_key: bytes | bytearray | None = None, office_id: str = "") -> None:
        """Takes the lock without waiting. The key, where the caller has it, lets a refusal say who holds it.

        Raises OfficeInUse; OSError where the folder cannot be written to.
        """
        from filelock import Timeout

        try:
            self._lock.acquire()
        except Timeout:
            raise in_use(self._holder(data_key, office_id)) from None

    def _holder(self, data_key: bytes | bytearray | None, office_id: str) -> Holder | None:
        if data_key is None:
            return None
        try:
            return read_note(self._folder.holder.read_bytes(), data_key, office_id)
        except OSError:
            return None

    def sign(self, user: str, now: datetime, data_key: bytes | bytearray, office_id: str) -> None:
        """Leaves the note that ``user`` holds the lock on this computer since ``now``. Raises OSError."""
        holder = Holder(user, platform.node() or "this computer", now)
        write_file(self._folder.holder, note_bytes(holder, data_key, office_id))

    def release(self) -> None:
        """Takes the note away and frees the lock; safe to call twice."""
        if self.held:
            with contextlib.suppress(OSError):  # a note left behind is overwritten by the next holder
                self._folder.holder.unlink(missing_ok=True)
            self._lock.release()

"""The way in: creates an office, unlocks it, and holds its key for as long as it is open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from halton_desktop.errors import OurBug, Refused
from halton_desktop.store.engine import open_engine
from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.vault import key_file
from halton_desktop.store.vault.copy import CameBy, OfficeCopy, begin_copy, read_copy, tend_copy
from halton_desktop.store.vault.data_file import check_data_file, remove_new, sweep
from halton_desktop.store.vault.folder import OfficeFolder, open_to_all_here
from halton_desktop.store.vault.key_file import Opened
from halton_desktop.store.vault.key_file_format import NOBODY, KeyFile, to_bytes
from halton_desktop.store.vault.lock import OfficeLock
from halton_desktop.store.vault.password_hash import DEFAULT_COST, ArgonCost
from halton_desktop.store.vault.safe_write import write_file
from halton_desktop.store.vault.seal import check_belongs, create_seal, read_seal
from halton_desktop.store.vault.slot_changes import put_keys, read_keys, settle

if TYPE_CHECKING:
    from sqlalchemy import Engine

Migrate = Callable[["Engine"], None]
"""Brings the schema to the version this program knows; called once the data are open, before anybody sees them."""

FIRST_USER = 1


class Vault:
    """One open office: engine, whose it is, and the operations on its key file. Made by the functions below.

    ``user_id`` is the signed-in user's row, None when opened with the recovery key. ``personal_key`` is the X25519
    private key of the slot it was opened with. ``close()`` wipes the data key, as far as Python allows.
    """

    def __init__(
        self, folder: OfficeFolder, lock: OfficeLock, keys: KeyFile, opened: Opened, engine: Engine, key: bytearray
    ) -> None:
        self.folder = folder
        self.engine = engine
        self._lock = lock
        self._keys = keys
        self._opened: Opened | None = opened
        self._key = key
        self.keys_at_rest = threading.RLock()
        """Held while the key file changes, and by a backup while it copies: the two never mix."""

    @property
    def office_id(self) -> str:
        return self._keys.office_id

    @property
    def copy(self) -> OfficeCopy:
        """Which copy of the office this is."""
        with self.engine.connect() as connection:
            return read_copy(connection)

    @property
    def user_id(self) -> int | None:
        opened = self._while_open()
        return None if opened.user_id == NOBODY else opened.user_id

    @property
    def data_key(self) -> bytes:
        """For backups only. Raises OurBug when closed."""
        self._while_open()
        return bytes(self._key)

    @property
    def personal_key(self) -> bytes:
        return self._while_open().personal_key

    @property
    def public_keys(self) -> dict[int, bytes]:
        """The X25519 public key of every user with a slot, and of the recovery key (``NOBODY``)."""
        return {slot.user_id: slot.public for slot in self._keys.slots}

    @property
    def users_with_password(self) -> frozenset[int]:
        return self._keys.users()

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    def _while_open(self) -> Opened:
        if self._opened is None:
            raise OurBug("The office was used after it had been closed.")
        return self._opened

    def set_password(self, user_id: int, user_name: str, password: str, cost: ArgonCost | None = None) -> None:
        """Gives ``user_id`` a name and password to sign in with: a new user's first, or in place of a forgotten one.

        Call it after the users table was committed, outside any transaction. ``cost`` is the office's own unless given
        (one cost for all means one Argon2 run to unlock). What was sealed to the user's own
        personal key is lost to them. Raises InvalidInput, FolderReadOnly, DiskFull, MachineError.
        """
        self._while_open()
        if user_id <= NOBODY:
            raise OurBug("A user's id is a positive number.")
        with self.keys_at_rest:
            self._put(key_file.set_password(self._keys, self._key, user_id, user_name, password, cost or self._cost))

    def change_own_password(
        self,
        user_name: str,
        password: str,
        new_password: str,
        *,
        new_user_name: str | None = None,
        cost: ArgonCost | None = None,
        before: Callable[[], object] | None = None,
    ) -> None:
        """The signed-in user's own new password or name, or both; everything only they can open stays theirs.

        ``before`` is called once the present password is known to be theirs; where it raises, nothing is changed.
        Raises WrongPassword when the present name and password are not theirs; else as ``set_password``.
        """
        opened = self._while_open()
        name = user_name if new_user_name is None else new_user_name
        with self.keys_at_rest:
            own = key_file.open_with_password(self._keys, user_name, password)
            if own.user_id != opened.user_id:
                raise key_file.wrong_password()
            if before is not None:
                before()
            cost = cost or self._cost
            self._put(key_file.set_password(self._keys, self._key, own.user_id, name, new_password, cost, keep=own))

    def remove_user(self, user_id: int) -> None:
        """``user_id``'s password opens nothing from now on. Raises Refused for the signed-in user's own slot."""
        if user_id == self._while_open().user_id:
            raise Refused("You cannot remove your own way in.", "Ask another administrator to do it.")
        with self.keys_at_rest:
            self._put(key_file.remove_user(self._keys, self._key, user_id))

    def replace_recovery_key(self) -> str:
        """A new recovery key to print; the old one opens nothing from now on."""
        self._while_open()
        with self.keys_at_rest:
            keys, text = key_file.replace_recovery_key(self._keys, self._key)
            self._put(keys)
        return text

    @property
    def keys(self) -> KeyFile:
        """The key file as it stands, for a backup."""
        return self._keys

    @property
    def _cost(self) -> ArgonCost:
        """What a password costs to try in this office: as measured when it was made, kept in its slots."""
        costs = [slot.cost for slot in self._keys.slots if slot.cost is not None]
        return max(costs, key=lambda cost: cost.memory_kib * cost.passes, default=DEFAULT_COST)

    def _put(self, keys: KeyFile) -> None:
        put_keys(self.folder, self.engine, self._keys, keys)
        self._keys = keys

    def close(self) -> None:
        """Closes the data, wipes the key, frees the lock; safe to call twice."""
        self._opened = None
        try:
            self.engine.dispose()
        finally:
            self._key[:] = bytes(len(self._key))
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _undone_on_failure(lock: OfficeLock) -> Iterator[list[Callable[[], None]]]:
    """Frees the lock and runs the collected undoings, last first, when what is inside fails."""
    undoings: list[Callable[[], None]] = []
    try:
        yield undoings
    except BaseException:
        for undo in reversed(undoings):
            with suppress(OSError):  # the failure itself is what the user must hear about
                undo()
        lock.release()
        raise


def create_office(
    folder: OfficeFolder,
    user_name: str,
    password: str,
    *,
    cost: ArgonCost = DEFAULT_COST,
    user_id: int = FIRST_USER,
    migrate: Migrate | None = None,
    now: datetime | None = None,
) -> tuple[Vault, str]:
    """A new office in ``folder`` (made if missing) with its first user; returns it open, and the recovery key to print.

    Raises Refused where an office is already there, InvalidInput, OfficeInUse, FolderReadOnly, DiskFull, MachineError;
    then neither data nor keys are left behind.
    """
    keys, opened, recovery_text = key_file.create(user_id, user_name, password, cost)
    with machine_errors():
        if not folder.path.exists():
            folder.path.mkdir(parents=True)
            open_to_all_here(folder.path)
    lock = OfficeLock(folder)
    with machine_errors(), _undone_on_failure(lock) as undoings:
        lock.take()
        if folder.has_office():
            raise Refused("There is already an office in this folder.", "Open it, or choose another folder.")
        undoings.append(lambda: remove_new(folder))
        key = bytearray(opened.data_key)
        engine = open_engine(folder.data, key)
        undoings.append(engine.dispose)
        create_seal(engine, keys.office_id, keys.generation)
        begin_copy(engine, folder.data, CameBy.MADE)
        if migrate is not None:
            migrate(engine)
        write_file(folder.keys, to_bytes(keys))
        lock.sign(user_name, now or datetime.now(UTC), key, keys.office_id)
        return Vault(folder, lock, keys, opened, engine, key), recovery_text


def unlock(
    folder: OfficeFolder,
    user_name: str,
    password: str,
    *,
    migrate: Migrate | None = None,
    now: datetime | None = None,
) -> Vault:
    """Opens the office with a user's name and password.

    Raises WrongPassword, KeysMissing, KeysDamaged, NotAnOffice, NewerVersion, OfficeInUse (naming the holder),
    FolderReadOnly, DiskFull, MachineError; nothing is changed then.
    """
    return _unlock(folder, lambda keys: key_file.open_with_password(keys, user_name, password), user_name, migrate, now)


def unlock_with_recovery_key(
    folder: OfficeFolder,
    recovery_text: str,
    *,
    migrate: Migrate | None = None,
    now: datetime | None = None,
) -> Vault:
    """Opens the office with the printed recovery key; ``user_id`` is None. Raises InvalidInput, or as ``unlock``."""
    return _unlock(
        folder,
        lambda keys: key_file.open_with_recovery_key(keys, recovery_text),
        "Somebody with the recovery key",
        migrate,
        now,
    )


def _unlock(
    folder: OfficeFolder,
    open_keys: Callable[[KeyFile], Opened],
    shown_name: str,
    migrate: Migrate | None,
    now: datetime | None,
) -> Vault:
    keys = read_keys(folder)
    opened = open_keys(keys)
    key = bytearray(opened.data_key)
    lock = OfficeLock(folder)
    with machine_errors(), _undone_on_failure(lock) as undoings:
        lock.take(key, keys.office_id)
        keys = _still_the_same(folder, keys, opened)
        sweep(folder)
        check_data_file(folder)
        engine = open_engine(folder.data, key)
        undoings.append(engine.dispose)
        seal = read_seal(engine)
        check_belongs(seal, keys.office_id, keys.generation)
        lock.sign(shown_name, now or datetime.now(UTC), key, keys.office_id)
        if seal.accepted_from != seal.accepted_to:
            settle(engine, keys)
        if migrate is not None:
            migrate(engine)
        tend_copy(engine, folder.data)
        return Vault(folder, lock, keys, opened, engine, key)


def _still_the_same(folder: OfficeFolder, keys: KeyFile, opened: Opened) -> KeyFile:
    """The key file once the lock is ours: another copy may have changed it while the password was being checked."""
    again = read_keys(folder)
    if again == keys:
        return keys
    key_file.verify(again, opened.data_key)
    if opened.slot_id not in {slot.slot_id for slot in again.slots}:
        raise key_file.wrong_password()
    return again

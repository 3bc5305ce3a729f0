"""What can be done with a key file: make one, open it, and change its slots.

Nothing here touches the disk; who writes the changed file, and when, is ``slot_changes``.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass

from halton_desktop.errors import InvalidInput, WrongPassword
from halton_desktop.store.vault import recovery_key
from halton_desktop.store.vault.key_file_format import NOBODY, SALT_BYTES, KeyFile, body_of, keys_damaged
from halton_desktop.store.vault.password_hash import ArgonCost, root_key
from halton_desktop.store.vault.slots import (
    DATA,
    PERSONAL,
    RECOVERY,
    Slot,
    expand,
    new_personal_key,
    open_slot,
    seal_slot,
)


@dataclass(frozen=True)
class Opened:
    """What a slot gave: whose it is (``NOBODY`` for the recovery key) and its secrets by name."""

    user_id: int
    slot_id: bytes
    secrets: dict[str, bytes] = dataclasses.field(repr=False)

    @property
    def data_key(self) -> bytes:
        return self.secrets[DATA]

    @property
    def personal_key(self) -> bytes:
        return self.secrets[PERSONAL]


def wrong_password() -> WrongPassword:
    return WrongPassword(
        "That user name and password do not open this office.",
        "Check both, and that Caps Lock is off. An administrator or the printed recovery key can set a new password.",
    )


def wrong_recovery_key() -> WrongPassword:
    return WrongPassword(
        "This recovery key is complete, but it does not open this office.",
        "It may belong to another office or have been replaced by a newer one. Look for the latest recovery sheet.",
    )


def _mac(keys: KeyFile, data_key: bytes | bytearray) -> bytes:
    mac_key = expand(data_key, keys.salt, "key file mac", keys.office_id.encode("ascii"))
    return hmac.new(mac_key, body_of(keys), hashlib.sha256).digest()


def sealed(keys: KeyFile, data_key: bytes | bytearray) -> KeyFile:
    """``keys`` with a mac that fits."""
    return dataclasses.replace(keys, mac=_mac(keys, data_key))


def verify(keys: KeyFile, data_key: bytes | bytearray) -> None:
    """Raises KeysDamaged unless the whole file was written by somebody who held ``data_key``."""
    if not hmac.compare_digest(keys.mac, _mac(keys, data_key)):
        raise keys_damaged()


def create(user_id: int, user_name: str, password: str, cost: ArgonCost) -> tuple[KeyFile, Opened, str]:
    """A new office's key file with its first user, what that user's slot holds, and the recovery key to print."""
    data_key = secrets.token_bytes(32)
    keys = KeyFile(office_id=uuid.uuid4().hex, generation=0, salt=secrets.token_bytes(SALT_BYTES), slots=())
    keys = set_password(keys, data_key, user_id, user_name, password, cost)
    keys, recovery_text = replace_recovery_key(keys, data_key)
    keys = sealed(dataclasses.replace(keys, generation=1), data_key)
    return keys, open_with_password(keys, user_name, password), recovery_text


def open_with_password(keys: KeyFile, user_name: str, password: str) -> Opened:
    """Tries every user's slot; slots of equal cost share one Argon2 run. Raises WrongPassword, KeysDamaged."""
    by_cost: dict[ArgonCost, list[Slot]] = {}
    for slot in keys.slots:
        if slot.cost is not None:
            by_cost.setdefault(slot.cost, []).append(slot)
    for cost, slots in by_cost.items():
        root = root_key(user_name, password, keys.salt, cost)
        for slot in slots:
            contents = open_slot(keys.office_id, keys.salt, root, slot)
            if contents is not None:
                verify(keys, contents[DATA])
                return Opened(slot.user_id, slot.slot_id, contents)
    raise wrong_password()


def open_with_recovery_key(keys: KeyFile, text: str) -> Opened:
    """Raises InvalidInput where the text is mistyped, WrongPassword where it is another office's, KeysDamaged."""
    secret = recovery_key.to_secret(text)
    for slot in keys.slots:
        if slot.kind == RECOVERY:
            contents = open_slot(keys.office_id, keys.salt, secret, slot)
            if contents is not None:
                verify(keys, contents[DATA])
                return Opened(NOBODY, slot.slot_id, contents)
    raise wrong_recovery_key()


def _changed(keys: KeyFile, data_key: bytes | bytearray, drop_user: int, add: Slot | None) -> KeyFile:
    slots = tuple(slot for slot in keys.slots if slot.user_id != drop_user) + ((add,) if add else ())
    changed = dataclasses.replace(keys, generation=keys.generation + 1, slots=slots)
    return sealed(changed, data_key)


def set_password(
    keys: KeyFile,
    data_key: bytes | bytearray,
    user_id: int,
    user_name: str,
    password: str,
    cost: ArgonCost,
    keep: Opened | None = None,
) -> KeyFile:
    """A new slot for ``user_id`` in place of the old one, if any.

    ``keep`` is that user's own opened slot when they change their own password or name: all its secrets move over.
    Without it (somebody else sets the password) the slot gets a new personal key: whoever resets a password can
    never come by what was sealed to that user alone. Raises InvalidInput (``user_name``, ``password``).
    """
    if not user_name.strip():
        raise InvalidInput("user_name", "Enter a user name.")
    if not password:
        raise InvalidInput("password", "Enter a password.")
    contents = dict(keep.secrets) if keep else {DATA: bytes(data_key), PERSONAL: new_personal_key()}
    root = root_key(user_name, password, keys.salt, cost)
    for other in keys.slots:
        clash = other.user_id != user_id and other.cost == cost
        if clash and open_slot(keys.office_id, keys.salt, root, other) is not None:
            raise InvalidInput("user_name", "There is already a user of this name.", "Choose another user name.")
    slot = seal_slot(keys.office_id, keys.salt, root, contents, user_id=user_id, cost=cost)
    return _changed(keys, data_key, user_id, slot)


def remove_user(keys: KeyFile, data_key: bytes | bytearray, user_id: int) -> KeyFile:
    """Without ``user_id``'s slot: their password opens nothing any more."""
    return _changed(keys, data_key, user_id, None)


def replace_recovery_key(keys: KeyFile, data_key: bytes | bytearray) -> tuple[KeyFile, str]:
    """A new recovery key in place of the old one, and its text to print."""
    secret = recovery_key.new_secret()
    contents = {DATA: bytes(data_key), PERSONAL: new_personal_key()}
    slot = seal_slot(keys.office_id, keys.salt, secret, contents, user_id=NOBODY, cost=None)
    return _changed(keys, data_key, NOBODY, slot), recovery_key.to_text(secret)

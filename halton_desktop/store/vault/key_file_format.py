"""The key file's bytes: strict JSON with a checksum; any byte that differs from what was written is damage."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from halton_desktop.errors import KeysDamaged, NewerVersion
from halton_desktop.store.vault.password_hash import ArgonCost
from halton_desktop.store.vault.slots import (
    DATA,
    FORMAT,
    KEY_BYTES,
    NONCE_BYTES,
    PASSWORD,
    PERSONAL,
    RECOVERY,
    SLOT_ID_BYTES,
    TAG_BYTES,
    Slot,
    canonical,
)

MOST_BYTES = 4 * 1024 * 1024
"""No key file is larger; a larger one is not read into memory."""
_MAC_BYTES = 32
SALT_BYTES = 32
NOBODY = 0
"""``user_id`` of the recovery key's slot."""

_OFFICE_ID = re.compile(r"[0-9a-f]{32}")
_SECRET_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class KeyFile:
    """What the key file says. ``generation`` counts its changes; ``mac`` authenticates all the rest."""

    office_id: str
    generation: int
    salt: bytes
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def users(self) -> frozenset[int]:
        """The ids of the users who have a slot."""
        return frozenset(slot.user_id for slot in self.slots if slot.kind != RECOVERY)


def keys_damaged() -> KeysDamaged:
    return KeysDamaged(
        "The key file (office.keys) has been altered, cut short or swapped, so the office cannot be opened with it.",
        "Nothing was changed. Restore the office from the latest backup; it holds a good key file.",
    )


def body_of(keys: KeyFile) -> bytes:
    """What the mac is taken over: everything but mac and checksum, canonically."""
    return canonical(_body(keys))


def _body(keys: KeyFile) -> dict[str, object]:
    return {
        "format": FORMAT,
        "office": keys.office_id,
        "generation": keys.generation,
        "salt": keys.salt.hex(),
        "slots": [_slot_out(slot) for slot in keys.slots],
    }


def _slot_out(slot: Slot) -> dict[str, object]:
    cost = slot.cost
    return {
        "slot": slot.slot_id.hex(),
        "kind": slot.kind,
        "user": slot.user_id,
        "argon2id": None if cost is None else [cost.memory_kib, cost.passes, cost.lanes],
        "public": slot.public.hex(),
        "wrapped": {name: box.hex() for name, box in slot.wrapped.items()},
    }


def to_bytes(keys: KeyFile) -> bytes:
    """The file's content: one line of JSON."""
    content = {**_body(keys), "mac": keys.mac.hex()}
    return canonical({**content, "checksum": hashlib.sha256(canonical(content)).hexdigest()}) + b"\n"


def from_bytes(data: bytes) -> KeyFile:
    """Reads a key file; its mac is *not* verified yet, for that needs the data key.

    Raises KeysDamaged when a single byte differs from what was written, NewerVersion for a later format.
    """
    if len(data) > MOST_BYTES:
        raise keys_damaged()
    try:
        content = json.loads(data.decode("ascii"))
        version = content["format"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise keys_damaged() from error
    if type(version) is int and version > FORMAT:
        raise NewerVersion(
            "The key file was written by a newer version of the program.",
            "Install the newer version on this computer and open the office with it.",
        )
    try:
        keys = _read(content)
    except (ValueError, TypeError, KeyError) as error:
        raise keys_damaged() from error
    if to_bytes(keys) != data:
        raise keys_damaged()
    return keys


def _read(content: dict[str, Any]) -> KeyFile:
    keys = KeyFile(
        office_id=_matching(content["office"], _OFFICE_ID),
        generation=_whole(content["generation"], 1),
        salt=_bytes(content["salt"], SALT_BYTES),
        slots=tuple(_slot_in(slot) for slot in content["slots"]),
        mac=_bytes(content["mac"], _MAC_BYTES),
    )
    users = [slot.user_id for slot in keys.slots]
    if len(users) != len(set(users)):
        raise keys_damaged()
    return keys


def _slot_in(content: dict[str, Any]) -> Slot:
    kind = content["kind"]
    user_id = _whole(content["user"], NOBODY)
    cost = None
    if kind == PASSWORD:
        cost = ArgonCost(*(_whole(number, 1) for number in content["argon2id"]))
    if kind not in (PASSWORD, RECOVERY) or (user_id == NOBODY) != (kind == RECOVERY) or (cost and not cost.is_sane()):
        raise keys_damaged()
    wrapped = {_matching(name, _SECRET_NAME): _bytes(box) for name, box in content["wrapped"].items()}
    shortest = NONCE_BYTES + TAG_BYTES + KEY_BYTES
    if any(name not in wrapped or len(wrapped[name]) != shortest for name in (DATA, PERSONAL)):
        raise keys_damaged()
    slot_id, public = _bytes(content["slot"], SLOT_ID_BYTES), _bytes(content["public"], KEY_BYTES)
    return Slot(slot_id, kind, user_id, cost, public, wrapped)


def _whole(value: object, least: int) -> int:
    if type(value) is not int or not least <= value < 2**63:
        raise keys_damaged()
    return value


def _bytes(value: object, length: int | None = None) -> bytes:
    if not isinstance(value, str):
        raise keys_damaged()
    read = bytes.fromhex(value)
    if length is not None and len(read) != length:
        raise keys_damaged()
    return read


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise keys_damaged()
    return value

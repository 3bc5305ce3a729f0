"""One slot of the key file: secrets wrapped under the key that one user's password, or the recovery key, gives.

Layout, labels and what is bound to what are specified in docs/security.md; change them only together with it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from halton_desktop.store.vault.password_hash import ArgonCost

FORMAT = 1
"""Version of the key file that this program writes, and the newest it reads."""

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SLOT_ID_BYTES = 8

PASSWORD = "password"  # noqa: S105 - the kind of slot, not a password
RECOVERY = "recovery"

DATA = "data"
"""Name of the wrapped 256-bit key of the database: the same secret in every slot."""
PERSONAL = "personal"
"""Name of the wrapped X25519 private key that belongs to this slot alone (``Slot.public`` is its public half)."""


def expand(secret: bytes | bytearray, salt: bytes, label: str, context: bytes = b"") -> bytes:
    """HKDF-SHA256 to 32 bytes; ``label`` keeps keys for different purposes apart."""
    info = f"halton/1 {label}\0".encode() + context
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(bytes(secret))


def canonical(value: object) -> bytes:
    """The one way a JSON value is written here: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


@dataclass(frozen=True)
class Slot:
    """One way in. ``user_id`` is the row in the users table, 0 for the recovery key; ``cost`` is None for that.

    ``wrapped`` maps a secret's name to nonce + ciphertext + tag; names beyond DATA and PERSONAL may be added later.
    """

    slot_id: bytes
    kind: str
    user_id: int
    cost: ArgonCost | None
    public: bytes
    wrapped: Mapping[str, bytes]


def _bound(office_id: str, slot: Slot) -> dict[str, object]:
    """What a wrapped secret is bound to: everything about the slot except the ciphertexts themselves."""
    cost = slot.cost
    return {
        "format": FORMAT,
        "office": office_id,
        "slot": slot.slot_id.hex(),
        "kind": slot.kind,
        "user": slot.user_id,
        "argon2id": None if cost is None else [cost.memory_kib, cost.passes, cost.lanes],
        "public": slot.public.hex(),
    }


def _wrapping_key(root: bytes, file_salt: bytes, office_id: str, slot: Slot) -> AESGCM:
    return AESGCM(expand(root, file_salt, f"slot {slot.kind}", canonical(_bound(office_id, slot))))


def _associated(office_id: str, slot: Slot, name: str) -> bytes:
    return canonical({**_bound(office_id, slot), "secret": name})


def new_personal_key() -> bytes:
    """A fresh X25519 private key, as 32 raw bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def seal_slot(
    office_id: str,
    file_salt: bytes,
    root: bytes,
    contents: Mapping[str, bytes],
    *,
    user_id: int,
    cost: ArgonCost | None,
) -> Slot:
    """A new slot holding ``contents`` (must include DATA and PERSONAL), opened again only by the same ``root``.

    Its id is new each time, so its wrapping key is too: no nonce ever meets the same key twice.
    """
    public = X25519PrivateKey.from_private_bytes(contents[PERSONAL]).public_key().public_bytes_raw()
    kind = RECOVERY if cost is None else PASSWORD
    empty = Slot(secrets.token_bytes(SLOT_ID_BYTES), kind, user_id, cost, public, {})
    cipher = _wrapping_key(root, file_salt, office_id, empty)
    wrapped = {}
    for name, secret in contents.items():
        nonce = secrets.token_bytes(NONCE_BYTES)
        wrapped[name] = nonce + cipher.encrypt(nonce, secret, _associated(office_id, empty, name))
    return Slot(empty.slot_id, kind, user_id, cost, public, wrapped)


def open_slot(office_id: str, file_salt: bytes, root: bytes, slot: Slot) -> dict[str, bytes] | None:
    """Every secret in ``slot`` by name, or None where ``root`` is not its key or anything in it was altered."""
    cipher = _wrapping_key(root, file_salt, office_id, slot)
    try:
        return {
            name: cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], _associated(office_id, slot, name))
            for name, box in slot.wrapped.items()
        }
    except InvalidTag:
        return None

"""Sealed messages: content anybody may put in, which only a headteacher's personal key (or the recovery key's) opens.

A message key is an X25519 pair. Its public half seals; its private half is kept only wrapped, once for each reader's
personal public key. Layout, labels and what is bound to what are specified in docs/security.md ("Sealed messages");
change them only together with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from halton_desktop.errors import MachineError, OurBug
from halton_desktop.store.vault.slots import KEY_BYTES, TAG_BYTES, canonical, expand

_MAGIC = b"HSM1"
_HEADER = struct.Struct(f">4sI{KEY_BYTES}s")  # magic, generation of the message key, ephemeral public key
_FIRST_NONCE = bytes(12)
_CONTENT, _WRAP = "sealed message", "message key wrap"


@dataclass(frozen=True, slots=True)
class SealedTo:
    """What sealed content is bound to: it opens nowhere else, not even beside another piece of evidence."""

    office_id: str
    evidence_id: int


@dataclass(frozen=True, slots=True)
class WrappedFor:
    """What a wrapped message key is bound to; ``user_id`` 0 is the recovery key."""

    office_id: str
    generation: int
    message_public: bytes
    user_id: int
    personal_public: bytes


def new_pair() -> tuple[bytes, bytes]:
    """A new message key: (private, public), 32 raw bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def wrap(message_private: bytes, bound: WrappedFor) -> bytes:
    """The private half, to be opened only with the personal private key that belongs to ``bound.personal_public``."""
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(bound.personal_public))
    return sender + _wrap_cipher(shared, sender, bound).encrypt(_FIRST_NONCE, message_private, _plain(bound))


def unwrap(wrapped: bytes, personal_private: bytes, bound: WrappedFor) -> bytes | None:
    """The private half, or None where the personal key is not the one it was wrapped for, or anything was altered."""
    sender, box = wrapped[:KEY_BYTES], wrapped[KEY_BYTES:]
    if len(sender) != KEY_BYTES or len(box) != KEY_BYTES + TAG_BYTES:
        return None
    try:
        shared = X25519PrivateKey.from_private_bytes(personal_private).exchange(
            X25519PublicKey.from_public_bytes(sender)
        )
        return _wrap_cipher(shared, sender, bound).decrypt(_FIRST_NONCE, box, _plain(bound))
    except (InvalidTag, ValueError):  # ValueError: a sender key of low order
        return None


class Sealer:
    """Seals pieces of content with a message key; handed to ``EvidenceStore.add``, which calls it piece by piece.

    Every content gets a key of its own, so positions serve as nonces. The piece at position 0 begins with what is
    needed to open the rest and must come first.
    """

    def __init__(self, message_public: bytes, generation: int, office_id: str) -> None:
        self._public = message_public
        self._generation = generation
        self._office_id = office_id
        self._ciphers: dict[int, AESGCM] = {}

    def __call__(self, evidence_id: int, position: int, piece: bytes) -> bytes:
        """One sealed piece of this evidence, to be stored at this position (from 0)."""
        bound, header = SealedTo(self._office_id, evidence_id), b""
        if position == 0:
            ephemeral = X25519PrivateKey.generate()
            header = _HEADER.pack(_MAGIC, self._generation, ephemeral.public_key().public_bytes_raw())
            shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(self._public))
            self._ciphers[evidence_id] = _content_cipher(shared, header, self._public, bound)
        cipher = self._ciphers.get(evidence_id)
        if cipher is None:
            raise OurBug("Sealing must begin with the first piece.")
        return header + cipher.encrypt(_nonce(position), piece, _associated(bound))


def generation_of(first_chunk: bytes) -> int:
    """Which message key content was sealed with. Raises MachineError where this is no sealed content."""
    if len(first_chunk) < _HEADER.size + TAG_BYTES or not first_chunk.startswith(_MAGIC):
        raise damaged()
    generation: int = _HEADER.unpack_from(first_chunk)[1]
    return generation


def unseal(chunks: Iterable[bytes], message_private: bytes, bound: SealedTo) -> Iterator[bytes]:
    """The content again, piece by piece, each verified before it is given out.

    Raises MachineError where a piece was altered, moved or added, or belongs to other evidence. That the end is not
    missing is for the caller to see: size and SHA-256 are kept with the evidence.
    """
    private = X25519PrivateKey.from_private_bytes(message_private)
    public = private.public_key().public_bytes_raw()
    cipher: AESGCM | None = None
    for position, chunk in enumerate(chunks):
        box = chunk
        if cipher is None:
            generation_of(chunk)
            header, box = chunk[: _HEADER.size], chunk[_HEADER.size :]
            cipher = _opening_cipher(private, header, public, bound)
        try:
            yield cipher.decrypt(_nonce(position), box, _associated(bound))
        except InvalidTag:
            raise damaged() from None
    if cipher is None:
        raise damaged()


def _opening_cipher(private: X25519PrivateKey, header: bytes, public: bytes, bound: SealedTo) -> AESGCM:
    sender = _HEADER.unpack(header)[2]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:
        raise damaged() from None
    return _content_cipher(shared, header, public, bound)


def _content_cipher(shared: bytes, header: bytes, message_public: bytes, bound: SealedTo) -> AESGCM:
    return AESGCM(expand(shared, header + message_public, _CONTENT, _associated(bound)))


def _wrap_cipher(shared: bytes, sender: bytes, bound: WrappedFor) -> AESGCM:
    return AESGCM(expand(shared, sender + bound.personal_public, _WRAP, _plain(bound)))


def _associated(bound: SealedTo) -> bytes:
    return canonical({"office": bound.office_id, "evidence": bound.evidence_id})


def _plain(bound: WrappedFor) -> bytes:
    return canonical(
        {
            "office": bound.office_id,
            "generation": bound.generation,
            "message key": bound.message_public.hex(),
            "user": bound.user_id,
            "public": bound.personal_public.hex(),
        }
    )


def _nonce(position: int) -> bytes:
    return position.to_bytes(12, "big")


def damaged() -> MachineError:
    """What is raised wherever sealed content is not what was put in."""
    return MachineError(
        "This sealed message is damaged, or is not the one that was put in here.",
        "Nothing of it is shown. Restore the office from a backup made before the damage.",
    )

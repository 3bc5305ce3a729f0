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

from halton_desktop.errors import MachineError
from halton_desktop.store.vault.slots import KEY_BYTES, TAG_BYTES, canonical, expand

CHUNK_BYTES = 256 * 1024
"""Plain bytes in one chunk; a video of some hundred megabytes is never in memory as a whole."""

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


def seal(pieces: Iterable[bytes], message_public: bytes, generation: int, bound: SealedTo) -> Iterator[bytes]:
    """Content as chunks to store in order; the first begins with what is needed to open the rest.

    Every content has a key of its own, so chunk numbers serve as nonces; the last chunk says that it is the last.
    """
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(message_public))
    header = _HEADER.pack(_MAGIC, generation, sender)
    cipher = _content_cipher(shared, header, message_public, bound)
    for place, (chunk, last) in enumerate(_cut(pieces)):
        box = cipher.encrypt(_nonce(place, last=last), chunk, _associated(bound))
        yield header + box if place == 0 else box


def generation_of(first_chunk: bytes) -> int:
    """Which message key content was sealed with. Raises MachineError where this is no sealed content."""
    if len(first_chunk) < _HEADER.size + TAG_BYTES or not first_chunk.startswith(_MAGIC):
        raise _damaged()
    generation: int = _HEADER.unpack_from(first_chunk)[1]
    return generation


def unseal(chunks: Iterable[bytes], message_private: bytes, bound: SealedTo) -> Iterator[bytes]:
    """The content again, chunk by chunk, each verified before it is given out.

    Raises MachineError where a chunk was altered, lost, moved or added, or belongs to other evidence.
    """
    private = X25519PrivateKey.from_private_bytes(message_private)
    public = private.public_key().public_bytes_raw()
    cipher: AESGCM | None = None
    for place, (chunk, last) in enumerate(_with_last(chunks)):
        box = chunk
        if cipher is None:
            generation_of(chunk)
            header, box = chunk[: _HEADER.size], chunk[_HEADER.size :]
            cipher = _opening_cipher(private, header, public, bound)
        try:
            yield cipher.decrypt(_nonce(place, last=last), box, _associated(bound))
        except InvalidTag:
            raise _damaged() from None
    if cipher is None:
        raise _damaged()


def _opening_cipher(private: X25519PrivateKey, header: bytes, public: bytes, bound: SealedTo) -> AESGCM:
    sender = _HEADER.unpack(header)[2]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:
        raise _damaged() from None
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


def _nonce(place: int, *, last: bool) -> bytes:
    return struct.pack(">QI", place, int(last))


def _cut(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces of any size as chunks of CHUNK_BYTES, the last one shorter (or empty) and marked."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES]), False
            del held[:CHUNK_BYTES]
    yield bytes(held), True


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    previous: bytes | None = None
    for chunk in chunks:
        if previous is not None:
            yield previous, False
        previous = chunk
    if previous is not None:
        yield previous, True


def _damaged() -> MachineError:
    return MachineError(
        "This sealed message is damaged, or is not the one that was put in here.",
        "Nothing of it is shown. Restore the office from a backup made before the damage.",
    )

"""Ed25519 signatures of association returns: making a key, signing, checking, and the fingerprint read out on paper."""

from __future__ import annotations

import hashlib

FINGERPRINT_GROUPS = 8
"""Groups of four hexadecimal digits: 128 bits, short enough to compare aloud."""


def new_private_key() -> bytes:
    """A new key's 32 raw bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private: bytes) -> bytes:
    """The 32 raw bytes others check a signature with."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, message: bytes) -> bytes:
    """The 64 bytes of signature."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature was made over exactly this message with the private key of ``public``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """ "3f2a 90c1 …": the beginning of the SHA-256 of a public key, in groups of four."""
    digits = hashlib.sha256(public).hexdigest()
    return " ".join(digits[4 * group : 4 * group + 4] for group in range(FINGERPRINT_GROUPS))

"""Argon2id: turns a user's name and password into a key, as slowly as this machine can bear."""

from __future__ import annotations

import hashlib
import hmac
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

ROOT_BYTES = 32
_SALT_BYTES = 16
_SALT_LABEL = b"halton/1 argon2 salt\0"


@dataclass(frozen=True)
class ArgonCost:
    """Argon2id parameters (RFC 9106), stored with each slot: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def is_sane(self) -> bool:
        """Whether a key file may ask for this: at least what Argon2 needs, at most what an office PC can give."""
        return 1 <= self.lanes <= 16 and 1 <= self.passes <= 64 and 8 * self.lanes <= self.memory_kib <= 1024 * 1024


DEFAULT_COST = ArgonCost(memory_kib=64 * 1024, passes=3, lanes=4)
"""RFC 9106's second recommended option: about a quarter of a second on an ordinary PC."""

FLOOR_COST = ArgonCost(memory_kib=19 * 1024, passes=2, lanes=1)
"""The least OWASP's Password Storage Cheat Sheet allows; used only where the machine can do no better."""

_LADDER = (
    DEFAULT_COST,
    ArgonCost(memory_kib=64 * 1024, passes=2, lanes=4),
    ArgonCost(memory_kib=46 * 1024, passes=2, lanes=2),
    ArgonCost(memory_kib=32 * 1024, passes=2, lanes=2),
)
_AIM_SECONDS = 0.25
_BEARABLE_SECONDS = 0.6
_MOST_PASSES = 12


def folded_name(user_name: str) -> str:
    """The user name as it counts: compatibility characters, case and spacing make no difference."""
    folded = unicodedata.normalize("NFKC", user_name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def root_key(user_name: str, password: str, file_salt: bytes, cost: ArgonCost) -> bytes:
    """32 bytes from name and password. The name, stored nowhere, goes into the salt."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    name = folded_name(user_name).encode("utf-8")
    salt = hmac.new(file_salt, _SALT_LABEL + name, hashlib.sha256).digest()[:_SALT_BYTES]
    argon = Argon2id(
        salt=salt, length=ROOT_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return argon.derive(unicodedata.normalize("NFC", password).encode("utf-8"))


def _seconds_for(cost: ArgonCost) -> float:
    started = time.perf_counter()
    root_key("calibration", "calibration", b"\0" * 32, cost)
    return time.perf_counter() - started


def calibrate(seconds_for: Callable[[ArgonCost], float] = _seconds_for) -> ArgonCost:
    """The cost for this machine: about a quarter of a second, never below ``FLOOR_COST``. Takes up to two seconds.

    A fast machine gets more passes over the same 64 MiB; a slow one, or one short of memory, less of both.
    """
    for cost in _LADDER:
        try:
            seconds = seconds_for(cost)
        except MemoryError:
            continue
        if seconds <= _BEARABLE_SECONDS:
            if cost is not DEFAULT_COST:
                return cost
            passes = round(DEFAULT_COST.passes * _AIM_SECONDS / max(seconds, 0.001))
            return ArgonCost(cost.memory_kib, min(max(passes, cost.passes), _MOST_PASSES), cost.lanes)
    return FLOOR_COST

"""The people who sign in at the office."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput

SHORTEST_PASSWORD = 10
"""Characters; three random words pass easily, as the National Cyber Security Centre advises."""


@dataclass(frozen=True, slots=True)
class User:
    """One account. ``sign_in_name`` is what is typed at the unlock dialog; ``name`` is shown and printed."""

    id: int
    sign_in_name: str
    name: str
    role: Role
    disabled_at: datetime | None = None

    @property
    def active(self) -> bool:
        """Whether the account can still sign in."""
        return self.disabled_at is None


def told_apart(users: Sequence[User]) -> list[tuple[int, str]]:
    """(id, name) of each, as one chooses from: two of one name by what they sign in with as well."""
    names = [user.name for user in users]
    return [
        (user.id, f"{user.name} ({user.sign_in_name})" if names.count(user.name) > 1 else user.name) for user in users
    ]


def checked_sign_in_name(text: str) -> str:
    """The name as it is kept: trimmed, NFC; raises InvalidInput when empty, too long or holding odd characters."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name:
        raise InvalidInput("sign_in_name", "Type a user name, for example your initials and surname.")
    if len(name) > 60 or not name.isprintable():
        raise InvalidInput("sign_in_name", "A user name has at most 60 ordinary characters.")
    return name


def checked_password(password: str, repeated: str | None = None) -> str:
    """The password as it is kept; raises InvalidInput when too short or typed differently the second time."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            "password",
            f"This password has {len(password)} characters; it needs at least {SHORTEST_PASSWORD}.",
            "Three random words make a good one.",
        )
    if repeated is not None and repeated != password:
        raise InvalidInput("repeated_password", "The two passwords differ. Type the same one twice.")
    return password

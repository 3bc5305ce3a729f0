"""The people who sign in at the office."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from halton_desktop.domain.name import fold
from halton_desktop.domain.permission import Role
from halton_desktop.domain.tidy_text import tidy_line
from halton_desktop.errors import InvalidInput

SHORTEST_PASSWORD = 10
"""Characters; three random words pass easily, as the National Cyber Security Centre advises."""


_RUNS = (
    "1234567890",
    "0123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
"""Keys and letters in a row, forwards and backwards."""
_COMMON_WORDS = frozenset(
    "password passwort letmein welcome welcometo changeme administrator admin headteacher secretary office school "
    "schooloffice football liverpool everton manchester chelsea arsenal sunshine princess iloveyou monkey dragon "
    "superman batman qwerty qwertyuiop computer internet default temporary summer winter spring autumn january "
    "february september october november december monday halton runcorn widnes haltondesktop".split()
)
_LEET = str.maketrans("013457@$", "oleastas")


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
    """(id, name) of each, as one chooses from: two of one name have the names they sign in with beside them."""
    folded = [fold(user.name) for user in users]
    return [
        (user.id, f"{user.name} ({user.sign_in_name})" if folded.count(name) > 1 else user.name)
        for user, name in zip(users, folded, strict=True)
    ]


def checked_shown_name(name: str, user_id: int, others: Iterable[User]) -> str:
    """The name as it is shown and printed; raises InvalidInput where somebody else has the same."""
    tidied = tidy_line(name)
    if not tidied:
        raise InvalidInput("name", "Type the name as it shall be shown and printed.")
    for other in others:
        if other.id != user_id and other.active and fold(other.name) == fold(tidied):
            raise InvalidInput(
                "name",
                f"There is a {other.name} already, and letters and cases name people by it.",
                "Let the two differ, for example by a middle initial or the office they work in.",
            )
    return tidied


def checked_sign_in_name(text: str) -> str:
    """The name as it is kept: trimmed, NFC; raises InvalidInput when empty, too long or holding odd characters."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name:
        raise InvalidInput("sign_in_name", "Type a user name, for example your initials and surname.")
    if len(name) > 60 or not name.isprintable():
        raise InvalidInput("sign_in_name", "A user name has at most 60 ordinary characters.")
    return name


def is_common(password: str) -> bool:
    """Whether it is on every list of passwords to try: a run of keys, one thing over and over, a word with digits."""
    plain = "".join(password.casefold().split())
    if len(set(plain)) < 4:  # ten spaces, 1111111111, abababababab
        return True
    if any(plain in run + run for row in _RUNS for run in (row, row[::-1])):
        return True
    word = plain.rstrip("0123456789!?.-_").translate(_LEET)
    return word in _COMMON_WORDS


def checked_password(password: str, repeated: str | None = None) -> str:
    """The password as it is kept; raises InvalidInput when too short or typed differently the second time."""
    if password.strip() and password != password.strip():
        raise InvalidInput(
            "password",
            "This password begins or ends with a space or a line end, as a copied text often does.",
            "Take it away, or nobody will be able to type it.",
        )
    if any(unicodedata.category(letter) == "Cc" for letter in password):
        raise InvalidInput("password", "This password holds a line end or a tab.", "Type it on one line.")
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            "password",
            f"This password has {len(password)} characters; it needs at least {SHORTEST_PASSWORD}.",
            "Three random words make a good one.",
        )
    if is_common(password):
        raise InvalidInput(
            "password", "This password is one of the first that anybody tries.", "Three random words make a good one."
        )
    if repeated is not None and repeated != password:
        raise InvalidInput("repeated_password", "The two passwords differ. Type the same one twice.")
    return password

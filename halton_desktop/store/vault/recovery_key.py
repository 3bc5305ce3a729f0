"""The recovery key as printed on paper: 160 random bits in eight groups that can be typed back without despair."""

from __future__ import annotations

import re
import secrets

from halton_desktop.errors import InvalidInput

SECRET_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GROUPS = 8
_LETTERS = 4  # of 5 bits each, in a group; a check letter follows them
_SEPARATORS = re.compile(r"[\s\-‐‑–—.,:;)(]+")
_FIELD = "recovery_key"


def _times_two(value: int) -> int:
    """Multiplication by x in GF(32), reduced by x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check_value(group: int, letters: list[int]) -> int:
    """Check letter of group number ``group`` (from 0): finds any one wrong letter, any two neighbours swapped, and
    any group that stands in another's place."""
    total = group + 1
    for letter in letters:
        total = _times_two(total) ^ letter
    return _times_two(total)


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def to_text(secret: bytes) -> str:
    """``secret`` as it is printed: ``7KQ4M-X0D2C-…``, eight groups of four letters and a check letter."""
    number = int.from_bytes(secret, "big")
    groups = []
    for group in range(_GROUPS):
        shift = 5 * _LETTERS * (_GROUPS - 1 - group)
        bits = number >> shift & (1 << 5 * _LETTERS) - 1
        letters = [bits >> 5 * (_LETTERS - 1 - place) & 31 for place in range(_LETTERS)]
        groups.append("".join(_ALPHABET[value] for value in [*letters, _check_value(group, letters)]))
    return "-".join(groups)


def to_secret(text: str) -> bytes:
    """The secret a person typed from paper; case, spaces, dashes, O for 0 and I or L for 1 make no difference.

    Raises InvalidInput (field ``recovery_key``) that says which group to look at.
    """
    groups = _typed_groups(text)
    letters = "".join(groups)
    for place, letter in enumerate(letters):
        if letter not in _VALUE:
            raise InvalidInput(
                _FIELD,
                f"“{letter}” in group {place // (_LETTERS + 1) + 1} cannot be part of a recovery key.",
                "It has digits and capital letters only, and never the letter U.",
            )
    size = _LETTERS + 1
    if len(letters) != _GROUPS * size:
        _require_whole(groups, size)
        raise InvalidInput(
            _FIELD,
            f"A recovery key has {_GROUPS * size} letters and digits in groups of {size}; this has {len(letters)}.",
            "Compare it with the printed recovery sheet, group by group.",
        )
    number = 0
    for group in range(_GROUPS):
        *values, check = (_VALUE[letter] for letter in letters[group * size : (group + 1) * size])
        if check != _check_value(group, values):
            raise InvalidInput(
                _FIELD,
                f"Group {group + 1} of the recovery key does not look right.",
                "Compare it with the printed recovery sheet and type that group again.",
            )
        for value in values:
            number = number << 5 | value
    return number.to_bytes(SECRET_BYTES, "big")


def _typed_groups(text: str) -> list[str]:
    """What stands between spaces, dashes and dots, without the numbers printed over the groups."""
    parts = [part for part in _SEPARATORS.split(text.upper()) if part]
    numbers = [str(number) for number in range(1, _GROUPS + 1)]
    if [part for part in parts if len(part) == 1] == numbers:
        return [part for part in parts if len(part) > 1]
    return parts


def _require_whole(groups: list[str], size: int) -> None:
    """Raises InvalidInput naming the group that is too short or too long, where the groups can be told apart."""
    if abs(len(groups) - _GROUPS) > 1 or any(abs(len(group) - size) > 2 for group in groups):
        return
    for number, group in enumerate(groups, start=1):
        if len(group) != size:
            raise InvalidInput(
                _FIELD,
                f"Group {number} of the recovery key has {len(group)} letters and digits instead of {size}.",
                "Compare it with the printed recovery sheet and type that group again.",
            )

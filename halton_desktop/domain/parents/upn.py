"""Unique pupil numbers: tidying and the check letter, which warns and never rejects."""

from __future__ import annotations

import re

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_TEMPORARY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")


def tidy_upn(text: str) -> str:
    """Capitals, no spaces."""
    return "".join(text.split()).upper()


def check_letter(rest: str) -> str:
    """The letter that belongs before ``rest`` (12 signs: digits, the last one a letter in a temporary number).

    GDSC "Unique Pupil Number 2.0": the sum of each digit times its weight, 2 to 13 from the left, modulo 23; the
    letters are A to Z without I, O and S; the last letter of a temporary number counts A = 0, B = 1 and so on.
    """
    digits = [_TEMPORARY.index(sign) if sign in _TEMPORARY else int(sign) for sign in rest]
    return _LETTERS[sum(digit * weight for weight, digit in enumerate(digits, start=2)) % 23]


def upn_problem(upn: str) -> str:
    """What looks wrong about a tidy number, as the end of "…: ", or "" (also for no number at all)."""
    if not upn:
        return ""
    if not _UPN.fullmatch(upn):
        return "a unique pupil number is one letter and twelve digits"
    if check_letter(upn[1:]) != upn[0]:
        return f"its check letter should be {check_letter(upn[1:])}"
    return ""

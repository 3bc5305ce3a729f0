"""Telephone numbers as a school office writes them: one spacing for all, mobiles told from landlines."""

from __future__ import annotations

import re

_EXTENSION = re.compile(r"\s*(?:extension|ext\.?|x|#)\s*([0-9]{1,6})\s*$", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^0-9]")
NUMBER = re.compile(r"(?<![\w/.-])(?:\+44|0044|\(?0)(?:[ ().\-/]{0,2}[0-9]){5,14}(?!\w)")
_UNLIKE_A_NUMBER = re.compile(r"[^0-9\s()+./\-]")


def phone_key(text: str) -> str:
    """The digits alone, without the United Kingdom's country code, for comparing: 07911123456; "" for no number."""
    bare = text.replace(" ", "")
    if bare.isdecimal() and bare[0] == "0" and bare[1:2] != "0":  # as nearly all are; the rest takes its time
        return bare
    number = _EXTENSION.sub("", text.strip())
    digits = _NOT_DIGITS.sub("", number)
    if number.lstrip(" (").startswith("+44"):
        digits = digits.removeprefix("44").removeprefix("0")
    elif digits.startswith("0044"):
        digits = digits.removeprefix("0044").removeprefix("0")
    elif len(digits) == 12 and digits.startswith("44"):  # a spreadsheet has dropped the plus
        digits = digits.removeprefix("44")
    elif number.lstrip(" (").startswith("+") or digits.startswith("00"):
        return f"+{digits.removeprefix('00')}" if digits else ""
    elif digits.startswith("0") or not (len(digits) in (9, 10) and digits[0] in "12378"):
        return digits
    return f"0{digits}" if digits else ""


def numbers_in(text: str) -> list[str]:
    """Every telephone number in running text, or its beginning, as :func:`phone_key` has it: however it is spaced."""
    return [phone_key(found[0]) for found in NUMBER.finditer(text)]


def tidy_phone(text: str) -> str:
    """Spaced as usual (07911 123456, 0151 488 9972, 01928 704004), a zero Excel dropped put back, any extension kept.

    What cannot be read as a British number stays as it came, with single spaces.
    """
    plain = " ".join(text.split())
    extension = _EXTENSION.search(plain)
    tail = f" ext {extension[1]}" if extension else ""
    key = phone_key(plain)
    if phone_problem(plain) or not key or key.startswith("+"):
        return plain
    if key.startswith("02"):
        return f"{key[:3]} {key[3:7]} {key[7:]}{tail}"
    if key.startswith(("03", "08", "09", "011")) or (key.startswith("01") and key[3] == "1"):
        return f"{key[:4]} {key[4:7]} {key[7:]}{tail}"
    return f"{key[:5]} {key[5:]}{tail}"


def is_mobile(text: str) -> bool:
    """Whether this is a British mobile number (07, but not the personal numbers that start with 070)."""
    key = phone_key(text)
    return len(key) == 11 and key.startswith("07") and key[2] != "0"


def phone_problem(text: str) -> str:
    """Why this cannot be rung, as the end of "…: ", or "" when it can (or is empty)."""
    plain = _EXTENSION.sub("", text.strip())
    if not plain:
        return ""
    if re.search(r"[0-9]E\+?[0-9]", plain, re.IGNORECASE):
        return "a spreadsheet has shortened the number"
    if _UNLIKE_A_NUMBER.search(plain):
        return "it is not only digits"
    key = phone_key(plain)
    if key.startswith("+"):
        return "" if 8 <= len(key) - 1 <= 15 else "it is not as long as a telephone number"
    shortest = 10 if key.startswith(("01", "08")) else 11  # a few old area codes and freephones have ten
    if not key.startswith(("01", "02", "03", "07", "08", "09")) or not shortest <= len(key) <= 11:
        return "it is not a British telephone number of 11 digits (some 10) starting with 0"
    return ""

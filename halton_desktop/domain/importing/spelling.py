"""Two spellings of one name: which is the better one, and names that were typed in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent_match import LOST, folded, is_initials

_PARTICLES = frozenset("van der den de la le du da di dos von zu zum ten ter bin al".split())


_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:II|III|IV|[A-Z]*[0-9][A-Z0-9]*)", re.IGNORECASE)
_ORDINAL = re.compile(r"[0-9]+(?:ST|ND|RD|TH)", re.IGNORECASE)


def is_shouted(text: str) -> bool:
    """Whether a word or name is in capitals only; initials are not, nor are scripts that have no capitals."""
    return text.isupper() and sum(sign.isalpha() for sign in text) > 1 and not _INITIALS.fullmatch(text)


def is_whispered(text: str) -> bool:
    """Whether a name was typed in small letters only."""
    return text.islower() and sum(sign.isalpha() for sign in text) > 1


def without_capitals(text: str, like: Iterable[str] = ()) -> str:
    """SMITH-JONES → Smith-Jones, o'brien → O'Brien, MCDONALD → McDonald; text in mixed letters stays, J.R. too.

    ``like`` are other people's names of the family: the spelling of one that is the same name is taken over.
    """
    if not (is_shouted(text) or is_whispered(text)):
        return text
    for name in like:
        if fold(name) == fold(text) and not is_shouted(name) and not is_whispered(name):
            return name
    words = [
        word.lower() if place and word.lower() in _PARTICLES else _capitalised(word)
        for place, word in enumerate(text.split(" "))
    ]
    return " ".join(words)


def _capitalised(word: str) -> str:
    if _INITIALS.fullmatch(word) or (_NUMBERS.fullmatch(word) and not _ORDINAL.fullmatch(word)):
        return word.upper() if word.isalpha() or _INITIALS.fullmatch(word) else word
    parts = re.split(r"([-'’])", word.lower())
    whole = "".join(part[:1].upper() + part[1:] for part in parts)
    if whole.endswith(("'S", "’S")):  # St Anne's is no O'Brien
        whole = whole[:-1] + "s"
    if whole.startswith("Mc") and len(whole) > 3:
        return "Mc" + whole[2].upper() + whole[3:]
    return whole


def best_spelling(spellings: Iterable[str]) -> str:
    """Of spellings of one name the fullest: no lost letters, no mere initial, not in capitals, with its accents.

    The first of equals, so what the register has stays unless the file knows better.
    """
    known = list(dict.fromkeys(text for text in spellings if text))
    if len(known) < 2:
        return known[0] if known else ""
    return max(known, key=_worth, default="")


def _worth(text: str) -> tuple[bool, bool, bool, int]:
    marks = sum(sign.isalpha() and not sign.isascii() for sign in text)
    cased = not is_shouted(text) and not is_whispered(text)
    return (LOST not in text, not is_initials(folded(text)), cased, marks)

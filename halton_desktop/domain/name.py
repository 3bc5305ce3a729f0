"""Names of people: folding for search and comparison, greetings for letters."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
_SPECIAL = str.maketrans(
    {
        "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ı": "i",
        "’": "", "‘": "", "'": "", "ʼ": "", "`": "", "´": "",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart, and the apostrophes people type."""


def fold(text: str) -> str:
    """Lower case, no accents, no apostrophes, other signs as single spaces: O’Brien → obrien, Łukasz → lukasz."""
    lowered = text.casefold()
    if lowered.isascii():  # as most names are; importing a school folds tens of thousands
        return lowered if lowered.isalpha() else " ".join(_WORDS.findall(lowered.replace("'", "").replace("`", "")))
    # Styled letters (mathematical bold and the like) show their capitals only once they are taken apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", lowered.translate(_SPECIAL)).casefold())
    plain = "".join(sign for sign in apart.translate(_SPECIAL) if not unicodedata.combining(sign))
    return " ".join(_WORDS.findall(plain))


def sort_key(surname: str, forename: str = "") -> str:
    """Order of the register: surname, then forename, both folded."""
    return f"{fold(surname).replace(' ', '')} {fold(forename)}".strip()


def joined(names: list[str] | tuple[str, ...]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

"""Names of people: folding for search and comparison, greetings for letters."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
_SPECIAL = str.maketrans(
    {
        "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ı": "i",
        "’": "", "‘": "", "'": "", "ʼ": "", "ʻ": "", "ʹ": "", "′": "", "‛": "", "`": "", "´": "",
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


def says_something(text: str) -> bool:
    """Whether typed words hold any word at all: "." and "…" do not."""
    return any(sign.isalnum() for sign in text)


def sort_key(surname: str, forename: str = "") -> str:
    """Order of the register: surname, then forename, both folded."""
    return f"{fold(surname).replace(' ', '')} {fold(forename)}".strip()


def joined(names: list[str] | tuple[str, ...]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def same_person(one: str, other: str) -> bool:
    """Whether two names of grown-ups mean the same person: "Mrs G. Jones" and "Gwen Jones"."""
    (first, surname), (second, its) = _forename_and_surname(one), _forename_and_surname(other)
    if not surname or surname != its:
        return False
    return first == second or not first or not second or (first[0] == second[0] and 1 in (len(first), len(second)))


def _forename_and_surname(name: str) -> tuple[str, str]:
    words = [word for word in fold(name).split() if word not in _TITLES]
    return (words[0] if len(words) > 1 else "", words[-1] if words else "")


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "revd", "sir", "dame", "sr", "fr"})

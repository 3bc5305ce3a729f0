"""Whether a typed name is that of a pupil, or speaks of one, however it is written: "Kershaw, Caleb (7N)"."""

from __future__ import annotations

import re

from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import Pupil

_GROWN_UP = frozenset({"mr", "mrs", "ms", "dr", "prof", "professor", "rev", "revd", "sir", "dame"})
"""Whoever is written with one of these in front is an adult, perhaps of the same name."""
_RELATED = frozenset(
    "father mother dad mum parent carer guardian grandfather grandmother grandparent uncle aunt stepfather "
    "stepmother brother sister".split()
)
"""Whoever is written as one of these "of" a pupil is somebody else."""
_APART = re.compile(r"[,;:/&+()\[\]\n]|\b(?:and|with|or)\b", re.IGNORECASE)
_BESIDE_A_NAME = frozenset(
    {"year", "yr", "form", "class", "pupil", "student", "master", "miss", "the", "in", "of", "a"}
)
_PLACE = re.compile(r"y?\d{1,2}[a-z]{0,3}|[a-z]|reception|nursery")


def names_pupil(typed: str, pupil: Pupil) -> bool:
    """Whether a name means this pupil: forename and surname in any order, and nothing else that says otherwise."""
    words = fold(typed).split()
    if not words or words[0] in _GROWN_UP:
        return False
    forenames, surnames = fold(pupil.forename).split(), fold(pupil.surname).split()
    if not {*forenames[:1], *surnames} <= set(words):
        return False
    known = {*forenames, *surnames, *fold(pupil.form).split(), *_BESIDE_A_NAME}
    return all(word in known or _PLACE.fullmatch(word) for word in words)


def speaks_of_pupil(typed: str, pupil: Pupil) -> bool:
    """Whether a name contains this pupil's, in any order, written together or among other words.

    "Mr" and the like before a name, or "father of", say that it is an adult's.
    """
    forename, surname = fold(pupil.forename).split()[:1], fold(pupil.surname).split()
    words = [word for part in _APART.split(typed) for word in _not_of_an_adult(fold(part).split())]
    if not forename or not surname:
        return False
    first, last = (" ?".join("".join(name)) for name in (forename, surname))
    together = " ".join(words)
    ways = (rf"\b{first}\b.*\b{last}\b", rf"\b{last}\b.*\b{first}\b", rf"\b(?:{first} ?{last}|{last} ?{first})\b")
    return {*forename, *surname} <= set(words) or any(re.search(way, together) for way in ways)


def _not_of_an_adult(words: list[str]) -> list[str]:
    """What stands before a title or a "father of"; all of it where there is neither."""
    for place, word in enumerate(words):
        if word in _GROWN_UP or (word in _RELATED and words[place + 1 : place + 2] == ["of"]):
            return words[:place]
    return words

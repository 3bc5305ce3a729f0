"""Whether a typed name is that of a pupil, however it is written: "Kershaw, Caleb", "Caleb Kershaw (7N)"."""

from __future__ import annotations

import re

from halton_desktop.domain.name import fold
from halton_desktop.domain.parent import Pupil

_GROWN_UP = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame"})
"""Whoever is written with one of these in front is an adult, perhaps of the same name."""
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

"""Who was at the school on a day that has passed: figures of a year that is over count its own people, not today's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from halton_desktop.domain.parents.parent import Family, Pupil


@dataclass(frozen=True, slots=True)
class Known:
    """Since when each parent and each pupil is in the register, by id."""

    parents: Mapping[int, date]
    pupils: Mapping[int, date]


def pupils_on(pupils: Iterable[Pupil], known: Known, day: date) -> list[Pupil]:
    """The pupils there were at the end of a day; whoever left later had not left yet."""
    there = (pupil for pupil in pupils if known.pupils[pupil.id] <= day)
    return [replace(pupil, left_on=None) if pupil.left_on and pupil.left_on > day else pupil for pupil in there]


def families_on(families: Iterable[Family], known: Known, day: date) -> list[Family]:
    """The people there were at the end of a day, each with the children there were."""
    found = []
    for family in families:
        if known.parents[family.parent.id] <= day:
            there = {pupil.id: pupil for pupil in pupils_on((c.pupil for c in family.children), known, day)}
            own = tuple(replace(c, pupil=there[c.pupil.id]) for c in family.children if c.pupil.id in there)
            found.append(replace(family, children=own))
    return found

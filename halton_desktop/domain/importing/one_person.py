"""Two entries that are one person: whose values are kept where they differ, and what of both stays in any case."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from halton_desktop.domain.importing.file_values import Fields, Given, is_typed, plain
from halton_desktop.domain.importing.import_people import PARENT_FIELDS
from halton_desktop.domain.importing.weighing import as_text, seeded
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Capacity, Parent, ParentOf

CHOSEN = ("title", "forename", "surname", "salutation", "address", "mobile", "home_phone", "email")
"""The fields a person decides about; everything else of both entries is kept."""
_NAME = frozenset({"title", "forename", "surname", "salutation"})


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of which the two entries say otherwise, in words; ``usual``: the value of the one that goes is taken."""

    field: str
    stays: str
    goes: str
    usual: bool


def differing_fields(stays: Parent, goes: Parent, known: Fields | None, theirs: Fields | None) -> tuple[Differing, ...]:
    """What a person may decide; ``known`` and ``theirs`` are what the files gave for each.

    By itself a gap is filled, and a newer value of a file takes the place of an older one; the name stays, and so does
    whatever was typed or is protected.
    """
    found = []
    for name in CHOSEN:
        here, there = getattr(stays, name), getattr(goes, name)
        if not there or here == there or stays.protects(name):
            continue
        newer = name not in _NAME and not is_typed(name, here, known) and not is_typed(name, there, theirs)
        shown = PROTECTED_WORD if goes.protects(name) else as_text(there)
        found.append(Differing(name, as_text(here), shown, not here or newer or goes.protects(name)))
    return tuple(found)


def one_of_both(stays: Parent, goes: Parent, taken: Collection[str]) -> Parent:
    """The one record: the ``taken`` fields of the one that goes, every restriction, capacity and note of both."""
    values: dict[str, Any] = {name: getattr(goes, name) for name in taken}
    capacities = stays.capacities | goes.capacities
    if capacities - {Capacity.UNDECIDED}:
        capacities -= {Capacity.UNDECIDED}
    return replace(
        stays,
        capacities=capacities,
        do_not_write=stays.do_not_write or goes.do_not_write,
        do_not_write_reason=_both(stays.do_not_write_reason, goes.do_not_write_reason, "; "),
        protected=stays.protected | goes.protected,
        protected_reason=_both(stays.protected_reason, goes.protected_reason, "; "),
        notes=_both(stays.notes, goes.notes, "\n"),
        **values,
    )


def ties_of_both(stays: Iterable[ParentOf], goes: Iterable[ParentOf], parent_id: int) -> list[ParentOf]:
    """The ties of the one record: of two to the same child the first, with every right and restriction of both."""
    found = {tie.pupil_id: tie for tie in stays}
    for tie in goes:
        known = found.get(tie.pupil_id, replace(tie, parent_id=parent_id))
        found[tie.pupil_id] = replace(
            known,
            parental_responsibility=known.parental_responsibility or tie.parental_responsibility,
            court_order=known.court_order or tie.court_order,
        )
    return list(found.values())


def given_of_both(
    stays: Parent, known: Fields | None, goes: Parent, theirs: Fields | None, taken: Collection[str]
) -> Fields:
    """What the files gave for the one record: of a value that was not taken it is known that it was offered.

    So the next file that names the person as the one that goes finds them, and changes nothing back.
    """
    own = dict(seeded(stays, known, PARENT_FIELDS))
    for name, given in seeded(goes, theirs, PARENT_FIELDS).items():
        said = given.said if given.said is not None else given.kept
        if name in taken:
            own[name] = given
        elif not is_typed(name, getattr(stays, name), known):
            own[name] = Given(said, plain(getattr(stays, name)))
        else:
            own[name] = Given(said, own[name].kept if name in own else None)
    for name in taken:
        if is_typed(name, getattr(goes, name), theirs):
            own.pop(name, None)
    return own


def _both(one: str, other: str, between: str) -> str:
    return one if not other or other in one else f"{one}{between}{other}" if one else other

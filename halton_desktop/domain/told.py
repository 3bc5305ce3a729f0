"""For which pupils nobody will be told, and why: each pupil’s people looked at together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from halton_desktop.domain.address import address_problem
from halton_desktop.domain.mailing import about_others, block_on, on_roll, unsuited
from halton_desktop.domain.parents.parent import SEE_THEIR_PAGE, Family, Pupil

NOBODY_KEPT = "no parent, carer or contact is kept"
CONTACTS_ONLY = "everybody kept is a contact only"
OLDEST_YEAR = 14


@dataclass(frozen=True, slots=True)
class PupilWithout:
    """A pupil at the school for whom nobody is told, with the reason in words and the place in the school."""

    pupil_id: int
    pupil: str
    reason: str
    year_group: str = ""
    form: str = ""


def may_be_told_of(family: Family) -> frozenset[int]:
    """The pupils a letter to this person could speak of, by the gate and the address; none where it cannot go."""
    speaks = about_others(family) or family
    if unsuited(speaks) or block_on(speaks) or address_problem(family.parent.address):
        return frozenset()
    return frozenset(child.pupil.id for child in on_roll(speaks))


def pupils_without(
    pupils: Iterable[Pupil], families: Sequence[Family], told: Collection[int], lost: Mapping[int, str] | None = None
) -> tuple[PupilWithout, ...]:
    """Each of these pupils who is not among ``told``. ``lost`` gives reasons that go before those of the people."""
    own: dict[int, list[Family]] = {}
    for family in families:
        for child in on_roll(family):
            own.setdefault(child.pupil.id, []).append(family)

    def why(pupil: Pupil) -> str:
        return (lost or {}).get(pupil.id) or _reason(own.get(pupil.id, []))

    return tuple(
        PupilWithout(pupil.id, pupil.name_and_form, why(pupil), pupil.year_group, pupil.form)
        for pupil in pupils
        if pupil.left_on is None and pupil.id not in told
    )


def year_is_known(year_group: str) -> bool:
    """Whether printing a year can find this pupil: nursery, reception or a number."""
    return year_group.upper() in ("N", "N1", "N2", "R") or (year_group.isdecimal() and int(year_group) <= OLDEST_YEAR)


def year_lost(pupil: Pupil) -> str:
    """Why printing a year group may pass over this pupil, or ""."""
    if year_is_known(pupil.year_group):
        return ""
    said = f"the year “{pupil.year_group}” is none the program knows" if pupil.year_group else "no year group is kept"
    return f"{said}, so no year’s letters name this pupil"


def _reason(people: Sequence[Family]) -> str:
    if not people:
        return NOBODY_KEPT
    if all(not family.parent.adheres and not family.parent.undecided for family in people):
        return CONTACTS_ONLY
    told = (f"{family.parent.name_for_others}: {_obstacle(family)}" for family in people)
    return "; ".join(told)


def _obstacle(family: Family) -> str:
    if not family.parent.adheres and not family.parent.undecided:
        return "a contact only"
    blocked = block_on(family)
    if blocked and family.parent.protected:  # the words of whoever stopped letters may be what is protected
        return SEE_THEIR_PAGE
    return blocked or address_problem(family.parent.address) or "gets no letter by this printing"

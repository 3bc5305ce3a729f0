"""Whether somebody who is being entered is in the register already: said while it can still be helped."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from halton_desktop.domain.name import joined, sort_key
from halton_desktop.domain.parents.parent import Family, Parent, Pupil
from halton_desktop.domain.parents.parent_match import (
    NameAgreement,
    Traits,
    home_of,
    is_close,
    names_agree,
    same_home,
    sex_of,
    sexes_contradict,
    traits,
)


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """Somebody of the register who may be the same, and what is the same: "the same name and the same mobile"."""

    family: Family
    alike: str


def known_already(new: Parent, children: Collection[int], register: Iterable[Family]) -> tuple[KnownAlready, ...]:
    """Who may be the ``new`` parent of these pupils, the surest first.

    The same whole name is enough to ask. A name that is only close, or an initial, is where a child, e-mail, mobile or
    home is the same too. What is protected of somebody is never compared: nobody finds out whose telephone it is.
    """
    wanted = _traits(new)
    found: list[tuple[int, KnownAlready]] = []
    for family in register:
        known = _traits(family.parent)
        name = names_agree(wanted, known)
        if sexes_contradict(wanted, known) or not (name or is_close(wanted, known)):
            continue
        theirs = {child.pupil.id for child in family.children}
        alike = list(_alike(wanted, known, same_child=bool(theirs.intersection(children))))
        if name is NameAgreement.SAME or alike:
            whole = name is NameAgreement.SAME
            words = joined(
                ["the same name" if whole else "nearly the same name", *(f"the same {one}" for one in alike)]
            )
            found.append((len(alike) + whole, KnownAlready(family, words)))
    found.sort(key=lambda one: -one[0])
    return tuple(known for _, known in found)


def known_pupils(new: Pupil, register: Iterable[Pupil]) -> tuple[tuple[Pupil, str], ...]:
    """Which pupils of the register may be the ``new`` one, and what is the same, the surest first."""
    found = []
    for pupil in register:
        alike = list(_alike_pupils(new, pupil))
        contradicted = new.date_of_birth and pupil.date_of_birth and new.date_of_birth != pupil.date_of_birth
        if pupil.id != new.id and alike and not (alike == ["name"] and contradicted):
            found.append((pupil, joined([f"the same {one}" for one in alike])))
    return tuple(sorted(found, key=lambda one: -len(one[1])))


def _alike_pupils(one: Pupil, other: Pupil) -> Iterable[str]:
    if one.upn and one.upn == other.upn:
        yield "unique pupil number"
    if one.school_number and one.school_number.lstrip("0") == other.school_number.lstrip("0"):
        yield "admission number"
    if one.surname and sort_key(one.surname, one.forename) == sort_key(other.surname, other.forename):
        yield "name"
        if one.date_of_birth and one.date_of_birth == other.date_of_birth:
            yield "date of birth"


def _alike(one: Traits, other: Traits, *, same_child: bool) -> Iterable[str]:
    if same_child:
        yield "child"
    if one.email and one.email == other.email:
        yield "e-mail"
    if one.mobile and one.mobile == other.mobile:
        yield "mobile"
    if same_home(one.home, other.home):
        yield "address"


def _traits(parent: Parent) -> Traits:
    email = "" if parent.protects("email") else parent.email
    phones = ("", "") if parent.protects("mobile") else (parent.mobile, parent.home_phone)
    home = None if parent.protects("address") else home_of(parent.address)
    return traits(parent.forename, parent.surname, sex_of(parent.title), email, phones, home)

"""What is odd about a file as a whole, said before anything else: older, another school's, another year's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from halton_desktop.domain.importing.contact_import import ImportedPupil, ReadContacts, RegisterSnapshot
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.parent_match import folded
from halton_desktop.domain.school_year import is_next_year_group

FEW_KNOWN = 0.1
USUALLY_IMPORTED_WITHIN = timedelta(days=31)
"""From the day a file is written."""
ENOUGH_TO_TELL = 10
"""From so many pupils a share says something."""


def known_pupils(read: ReadContacts, register: RegisterSnapshot) -> dict[int, int]:
    """By place in the file: the id of the first pupil of that name in the register whose birthday is no other."""
    known: dict[tuple[str, str], list[Pupil]] = defaultdict(list)
    for pupil in register.pupils:
        known[_who(pupil)].append(pupil)
    found = {}
    for place, wanted in enumerate(read.pupils) if known else ():
        born = wanted.date_of_birth
        same = (one.id for one in known.get(_who(wanted), ()) if not born or one.date_of_birth in (born, None))
        if (pupil_id := next(same, None)) is not None:
            found[place] = pupil_id
    return found


def _who(pupil: Pupil | ImportedPupil) -> tuple[str, str]:
    return folded(pupil.forename), folded(pupil.surname)


def is_older(read: ReadContacts, register: RegisterSnapshot, found: Mapping[int, int]) -> bool:
    """Whether the file was written before the newest one imported, or has most pupils a year lower than they are.

    ``found`` gives for each pupil's place in the file the id in the register.
    """
    if read.written_on and register.last_written_on and read.written_on < register.last_written_on:
        return True
    if _written_long_before(read, register):
        return True
    return _in_an_earlier_year(read, register, found) > len(found) / 2


def notices(
    read: ReadContacts, register: RegisterSnapshot, found: Mapping[int, int], *, older: bool
) -> tuple[str, ...]:
    """Whole sentences, worst first."""
    said = []
    if read.school and register.school and not _same_school(read.school, register.school):
        said.append(f"The file says it comes from {read.school}, and this is the office of {register.school}.")
    elif len(read.pupils) >= ENOUGH_TO_TELL <= len(register.pupils) and len(found) < FEW_KNOWN * len(read.pupils):
        said.append("Hardly any pupil of this file is in the register: perhaps it is another school’s file.")
    if read.written_on and register.last_written_on and read.written_on < register.last_written_on:
        said.append(
            f"The file was written on {read.written_on:%d/%m/%Y}, before the one imported last "
            f"({register.last_written_on:%d/%m/%Y}). Nothing that is known was changed by it; what differs is listed."
        )
    elif _written_long_before(read, register):
        said.append(
            f"The file was written on {read.written_on:%d/%m/%Y}, long before the last import "
            f"({register.last_imported_on:%d/%m/%Y}). Nothing that is known was changed by it; what differs is listed."
        )
    elif older:
        said.append(
            f"{'Most pupils are' if len(found) > 1 else 'The pupil is'} a year lower in this file than in the "
            "register: it is last year’s. Nothing that is known was changed by it; what differs is listed."
        )
    if not read.knows_orders:
        said.append("This file cannot say anything about court orders: whoever has one must be marked by hand.")
    return tuple(said)


def _written_long_before(read: ReadContacts, register: RegisterSnapshot) -> bool:
    """Whether a file of no day, which came last, was surely written later."""
    return bool(
        read.written_on
        and register.last_imported_on
        and read.written_on < register.last_imported_on - USUALLY_IMPORTED_WITHIN
    )


def _in_an_earlier_year(read: ReadContacts, register: RegisterSnapshot, found: Mapping[int, int]) -> int:
    known: dict[int, Pupil] = {pupil.id: pupil for pupil in register.pupils}
    pairs = ((read.pupils[place].year_group, known[pupil_id].year_group) for place, pupil_id in found.items())
    return sum(bool(file and now and file != now and is_next_year_group(file, now)) for file, now in pairs)


def _same_school(one: str, other: str) -> bool:
    """By name; a number in a file says nothing the office could compare."""
    if not any(sign.isalpha() for sign in one):
        return True
    first, second = set(fold(one).split()), set(fold(other).split())
    return first <= second or second <= first

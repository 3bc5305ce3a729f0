"""Find the people an incident may name: parents and pupils by the first letters of any of their names."""

from __future__ import annotations

from dataclasses import dataclass

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One result; ``noun`` and ``id`` say who it is, ``subtitle`` tells two of the same name apart."""

    group: str
    title: str
    subtitle: str
    noun: RecordKind
    id: int
    capacities: frozenset[Capacity] = frozenset()


def find_people(session: OfficeSession, words: str, *, pupils: bool = True) -> tuple[FoundPerson, ...]:
    """Parents, then pupils, in whose names every typed word begins a word."""
    with session.look() as work:
        families = work.parents.families(work.search.find(RecordKind.PARENT, words, MOST_FOUND))
        names = names_in_lists(session, work)
        found = [
            FoundPerson(
                "Parents",
                names.parent(family.parent).full_name,
                ", ".join(child.pupil.name_and_form for child in family.children),
                RecordKind.PARENT,
                family.parent.id,
                family.parent.capacities,
            )
            for family in families
        ]
        if pupils:
            children = work.parents.pupils(work.search.find(RecordKind.PUPIL, words, MOST_FOUND))
            found += [FoundPerson("Pupils", child.name, child.form, RecordKind.PUPIL, child.id) for child in children]
    return tuple(found)


def person_with(session: OfficeSession, noun: RecordKind, record: int) -> FoundPerson:
    """One parent or pupil by id. Raises NotFound."""
    with session.look() as work:
        if noun is RecordKind.PUPIL:
            child = work.parents.pupil(record)
            return FoundPerson("Pupils", child.name, child.form, noun, record)
        parent = work.parents.parent(record)
        name = names_in_lists(session, work).parent(parent).full_name
        return FoundPerson("Parents", name, "", noun, record, parent.capacities)

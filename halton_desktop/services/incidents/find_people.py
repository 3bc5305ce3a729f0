"""Find the people an incident may name: parents and pupils by the first letters of any of their names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.domain.parents.parent import Capacity, Family, Pupil
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

MOST_FOUND = 8
ALL = 500
"""Nobody reads on."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One result; ``noun`` and ``id`` say who it is, ``subtitle`` tells two of the same name apart."""

    group: str
    title: str
    subtitle: str
    noun: RecordKind
    id: int
    capacities: frozenset[Capacity] = frozenset()
    offered: bool = False


def find_people(
    session: OfficeSession, words: str, *, pupils: bool = True, most: int = MOST_FOUND
) -> tuple[FoundPerson, ...]:
    """Parents, then pupils, found by their words, in the order of the register; at most so many of each.

    Where there are more, a last line of the group (with id 0) says how many. Where there is nobody, whoever was
    probably meant is ``offered``.
    """
    with session.look() as work:
        names = names_in_lists(session, work)
        people = _people(work, words, names, pupils=pupils, most=most)
        meant = "" if people else work.search.did_you_mean(words)
        nearest = _people(work, meant, names, pupils=pupils, most=most) if meant else []
        if not any(one.noun is RecordKind.PARENT and one.id in names.hidden for one in nearest):
            instead = f"Nothing found for “{words.strip()}”. Did you mean “{meant}”?"
            people += [replace(one, group=instead, offered=True) for one in nearest]
    return tuple(people)


def _people(work: UnitOfWork, words: str, names: ListedNames, *, pupils: bool, most: int) -> list[FoundPerson]:
    found = work.search.find(RecordKind.PARENT, words, ALL)
    people = [_parent(family, names) for family in work.parents.families(found[:most])]
    people += _more("Parents", RecordKind.PARENT, len(found), most)
    if pupils:
        found = work.search.find(RecordKind.PUPIL, words, ALL)
        people += [_pupil(child) for child in work.parents.pupils(found[:most])]
        people += _more("Pupils", RecordKind.PUPIL, len(found), most)
    return people


def person_with(session: OfficeSession, noun: RecordKind, record: int) -> FoundPerson:
    """One parent or pupil by id. Raises NotFound."""
    with session.look() as work:
        if noun is RecordKind.PUPIL:
            return _pupil(work.parents.pupil(record))
        work.parents.parent(record)
        return _parent(work.parents.families([record])[0], names_in_lists(session, work))


def _parent(family: Family, names: ListedNames) -> FoundPerson:
    person = family.parent
    name = names.parent(person).full_name
    return FoundPerson("Parents", name, family.told_apart, RecordKind.PARENT, person.id, person.capacities)


def _pupil(child: Pupil) -> FoundPerson:
    return FoundPerson("Pupils", child.name, child.form, RecordKind.PUPIL, child.id)


def _more(group: str, noun: RecordKind, found: int, most: int) -> list[FoundPerson]:
    if found <= most:
        return []
    words = f"{found}{' and more' if found == ALL else ''} found"
    return [FoundPerson(group, f"Show all {group.lower()}", words, noun, 0)]

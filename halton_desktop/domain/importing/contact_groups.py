"""Which contacts of one file are one person: siblings share a parent, strangers never do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from halton_desktop.domain.importing.contact_import import ImportedContact
from halton_desktop.domain.parents.parent_match import (
    Generation,
    NameAgreement,
    Traits,
    evidence,
    generations_contradict,
    is_close,
    known_letters,
    names_agree,
    same_home,
    sexes_contradict,
)

MOST_COMPARED = 60
"""Entries behind one e-mail, mobile or home that are compared pair by pair; more is a school's own number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact of one pupil. ``pupil`` is the pupil's place in the file."""

    pupil: int
    contact: ImportedContact
    traits: Traits


@dataclass(slots=True)
class Groups:
    """Entries joined into people. ``doubts`` are pairs of entries that may be one person, and why they stay two."""

    entries: Sequence[Entry]
    doubts: list[tuple[int, int, str]] = field(default_factory=list)
    _parent: list[int] = field(default_factory=list)
    _members: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parent = list(range(len(self.entries)))
        self._members = {number: [number] for number in self._parent}

    def of(self, entry: int) -> int:
        """The number of the group an entry is in."""
        while self._parent[entry] != entry:
            self._parent[entry] = self._parent[self._parent[entry]]
            entry = self._parent[entry]
        return entry

    def members(self, entry: int) -> list[int]:
        """All entries of the group this entry is in."""
        return self._members[self.of(entry)]

    def has_contact_of(self, entry: int, pupil: int) -> bool:
        """Whether this entry's group already holds a contact of that pupil."""
        return any(self.entries[number].pupil == pupil for number in self.members(entry))

    def all(self) -> Iterator[list[int]]:
        """Every group, its entries in the file's order, groups by their first entry."""
        return iter(sorted((sorted(members) for members in self._members.values()), key=lambda group: group[0]))

    def join(self, one: int, other: int) -> bool:
        """Make two groups one; refused where sexes or generations contradict or two contacts of one pupil would be."""
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return True
        if not self._may_join(self._members[first], self._members[second]):
            return False
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        return True

    def _may_join(self, some: list[int], others: list[int]) -> bool:
        sexes = {self.entries[number].traits.sex for number in (*some, *others)} - {""}
        if len(sexes) > 1 or self.two_generations(some, others):
            return False
        by_pupil: dict[int, list[int]] = defaultdict(list)
        for number in some:
            by_pupil[self.entries[number].pupil].append(number)
        return all(
            listed_twice(self.entries[number], self.entries[twin])
            for number in others
            for twin in by_pupil.get(self.entries[number].pupil, ())
        )

    def two_generations(self, some: list[int], others: list[int]) -> bool:
        """Whether these entries say parent of one child and grandparent of another."""
        return len({self.entries[number].traits.generation for number in (*some, *others)} - {""}) > 1


def listed_twice(one: Entry, other: Entry) -> bool:
    """Whether two contacts of one pupil are one person entered twice: spelled alike, and nothing says otherwise."""
    if not spelled_alike(one.traits, other.traits) or sexes_contradict(one.traits, other.traits):
        return False
    if not enough_of_a_name(one.traits) or generations_contradict(one.traits, other.traits):
        return False
    if one.contact.relationship == other.contact.relationship and (one.traits.full or not _reached_apart(one, other)):
        return True
    email = bool(one.traits.email) and one.traits.email == other.traits.email
    return email or (bool(one.traits.mobile) and one.traits.mobile == other.traits.mobile)


def _reached_apart(one: Entry, other: Entry) -> bool:
    """Whether two who are known by an initial only (two foster carers J Smith) have other e-mails or mobiles."""
    pairs = ((one.traits.email, other.traits.email), (one.traits.mobile, other.traits.mobile))
    return any(first and second and first != second for first, second in pairs)


def spelled_alike(one: Traits, other: Traits) -> bool:
    """Whether the folded names are the same, letter by letter."""
    return (one.forename, one.surname) == (other.forename, other.surname)


def keys_of(person: Traits) -> Iterator[str]:
    """By what entries that may be one person are found quickly: one of these is common to any two with evidence."""
    if person.email:
        yield f"e {person.email}"
    if person.mobile:
        yield f"m {person.mobile}"
    if person.home is not None:
        yield from (f"h {key}" for key in person.home.keys)


def group_contacts(entries: Sequence[Entry]) -> Groups:
    """Join the entries of one file into people, surest first, so that the order of the file does not matter.

    First whole names that are the same; then initials and names with lost letters, each only where exactly one person
    fits; then such names that are spelled alike. What shares e-mail, mobile or home with a nearly agreeing name is
    left apart and named as a doubt.
    """
    groups = Groups(entries)
    _join_listed_twice(groups)
    places: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key in keys_of(entry.traits):
            places[key].append(number)
    whole = [number for number, entry in enumerate(entries) if entry.traits.full]
    _join_alike(groups, whole)
    unclear = [number for number, entry in enumerate(entries) if not entry.traits.full]
    _join_unclear(groups, unclear, places)
    for number in whole:
        if entries[number].traits.home_phone:
            places[f"p {entries[number].traits.home_phone}"].append(number)
    _ask_about_neighbours(groups, places)
    return groups


def _join_listed_twice(groups: Groups) -> None:
    first: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for number, entry in enumerate(groups.entries):
        namesakes = first[entry.pupil, entry.traits.forename, entry.traits.surname]
        for other in namesakes:
            if listed_twice(groups.entries[other], entry):
                groups.join(other, number)
        namesakes.append(number)


def _join_alike(groups: Groups, numbers: Iterable[int]) -> None:
    """Join entries whose folded names are spelled alike, where e-mail, mobile or home agrees.

    Those whose sex is known go first; one of unknown sex then joins only where that leaves no choice.
    """
    namesakes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in numbers:
        person = groups.entries[number].traits
        if person.forename or person.surname:
            namesakes[person.surname, person.forename].append(number)
    for alike in namesakes.values():
        if len(alike) < 2:
            continue
        for sex in ("F", "M", ""):
            _join_by_evidence(groups, [number for number in alike if groups.entries[number].traits.sex == sex])
        _join_unknown_sex(groups, alike)


def _join_by_evidence(groups: Groups, alike: list[int]) -> None:
    """First within each generation, then those whose generation is not known."""
    first: dict[tuple[str, Generation], int] = {}
    for number in alike:
        person = groups.entries[number].traits
        for key in keys_of(person):
            _join_or_doubt(groups, first.setdefault((key, person.generation), number), number)
    for (key, generation), number in first.items():
        if generation is not Generation.PARENT and (key, Generation.PARENT) in first:
            _join_or_doubt(groups, first[key, Generation.PARENT], number)
        if generation is Generation.UNKNOWN and (key, Generation.GRANDPARENT) in first:
            _join_or_doubt(groups, first[key, Generation.GRANDPARENT], number)


def _join_or_doubt(groups: Groups, one: int, other: int) -> None:
    if one == other or not evidence(groups.entries[one].traits, groups.entries[other].traits):
        return
    if not groups.join(one, other):
        groups.doubts.append((one, other, _why_apart(groups, one, other)))


def _why_apart(groups: Groups, one: int, other: int) -> str:
    if groups.two_generations(groups.members(one), groups.members(other)):
        return "have the same name, one as a parent and one as a grandparent"
    return "are contacts of the same pupil with the same name"


def _join_unknown_sex(groups: Groups, alike: list[int]) -> None:
    known = [number for number in alike if groups.entries[number].traits.sex]
    for number in alike:
        person = groups.entries[number].traits
        if person.sex:
            continue
        fitting = {groups.of(other): other for other in known if evidence(groups.entries[other].traits, person)}
        if len(fitting) == 1:
            groups.join(next(iter(fitting.values())), number)
        elif fitting:
            groups.doubts.append((number, min(fitting.values()), "could be either of two people of this name"))


def _join_unclear(groups: Groups, unclear: list[int], places: dict[str, list[int]]) -> None:
    """Initials and lost letters join the one whole-named person who fits; else each other, spelled alike."""
    homeless: list[int] = []
    for number in unclear:
        fitting = _whole_names_fitting(groups, number, places)
        if not fitting:
            homeless.append(number)
        elif len(fitting) > 1:
            groups.doubts.append((number, min(fitting.values()), "could be either of two people"))
        else:
            groups.join(next(iter(fitting.values())), number)
    _join_alike(groups, [number for number in homeless if enough_of_a_name(groups.entries[number].traits)])
    _join_nameless(groups, [number for number in homeless if not enough_of_a_name(groups.entries[number].traits)])


def _join_nameless(groups: Groups, numbers: list[int]) -> None:
    """Names of which no letter is left, "????? ?????": one person where mobile, title and relationship are the same."""
    first: dict[tuple[str, ...], int] = {}
    for number in numbers:
        person, contact = groups.entries[number].traits, groups.entries[number].contact
        if person.mobile:
            key = (person.forename, person.surname, person.mobile, contact.title, contact.relationship)
            groups.join(first.setdefault(key, number), number)


def _whole_names_fitting(groups: Groups, number: int, places: dict[str, list[int]]) -> dict[int, int]:
    entry = groups.entries[number]
    fitting: dict[int, int] = {}
    if not enough_of_a_name(entry.traits):
        return fitting
    for key in keys_of(entry.traits):
        for other in places[key][:MOST_COMPARED]:
            person = groups.entries[other].traits
            if groups.has_contact_of(other, entry.pupil):
                continue
            if (
                person.full
                and names_agree(entry.traits, person)
                and not sexes_contradict(entry.traits, person)
                and not generations_contradict(entry.traits, person)
                and evidence(entry.traits, person)
            ):
                fitting.setdefault(groups.of(other), other)
    return fitting


def enough_of_a_name(person: Traits) -> bool:
    """Whether enough letters are left to tell people apart; "????? ?????" fits anybody."""
    return known_letters(person) >= 2


def _ask_about_neighbours(groups: Groups, places: dict[str, list[int]]) -> None:
    """Doubts: two people with one e-mail, mobile or home whose names nearly agree, or agree but for the title."""
    asked = {frozenset((groups.of(one), groups.of(other))) for one, other, _ in groups.doubts}
    for numbers in places.values():
        people = {groups.of(number): number for number in reversed(numbers[:MOST_COMPARED])}
        if len(people) < 2:
            continue
        each = sorted(people.values())
        for place, one in enumerate(each):
            for other in each[place + 1 :]:
                pair = frozenset((groups.of(one), groups.of(other)))
                reason = "" if pair in asked else _possible_duplicate(groups, one, other)
                if reason:
                    asked.add(pair)
                    groups.doubts.append((one, other, reason))


def _possible_duplicate(groups: Groups, one: int, other: int) -> str:
    first, second = groups.entries[one], groups.entries[other]
    if first.traits.surname != second.traits.surname:
        return ""
    contradict = sexes_contradict(first.traits, second.traits)
    if contradict and first.traits.forename != second.traits.forename:
        return ""  # most pairs: a couple
    if any(groups.has_contact_of(one, groups.entries[number].pupil) for number in groups.members(other)):
        return ""
    same = first.traits.full and names_agree(first.traits, second.traits) is NameAgreement.SAME
    if contradict:
        return "have the same name but different titles" if same else ""
    if same and first.traits.home_phone and first.traits.home_phone == second.traits.home_phone:
        return "have the same name and home telephone, but neither the same e-mail, mobile nor address"
    if is_close(first.traits, second.traits) and shares(first.traits, second.traits):
        return "have nearly the same name"
    return ""


def shares(one: Traits, other: Traits) -> str:
    """In words, what two people have in common: "the same e-mail and mobile"."""
    common = [
        word
        for word, both in (
            ("e-mail", bool(one.email) and one.email == other.email),
            ("mobile", bool(one.mobile) and one.mobile == other.mobile),
            ("address", same_home(one.home, other.home)),
        )
        if both
    ]
    return f"the same {' and '.join(common)}" if common else ""

"""New people of a file who may be somebody known: whoever is held is looked for under other names too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from halton_desktop.domain.importing.contact_groups import Entry, keys_of, shares, spelled_alike
from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil, PlannedHold
from halton_desktop.domain.importing.forenames import forenames_close
from halton_desktop.domain.importing.parent_assign import Assignment
from halton_desktop.domain.importing.parent_index import ParentIndex
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent import Parent, Pupil, Relationship
from halton_desktop.domain.parents.parent_match import (
    Traits,
    generations_contradict,
    is_initials,
    reached_alike,
    sexes_contradict,
)
from halton_desktop.domain.parents.question import Choice, Question, QuestionKind

SAME = Choice("same", "One person", "The new entry is put together with the known one, whose name and holds stay.")
DIFFERENT = Choice("different", "Two people", "Both stay, and letters go to the new one too.")
RENAMED = Choice("renamed", "Take the new name", "The name in the file replaces the one in the register.")
SPELLING = Choice("keep name", "Keep the name as it is", "The name in the register stays.")
TWO_CHILDREN = Choice("two children", "Two children", "The new pupil stays, and letters about them go out.")
NOT_OURS = Choice("not ours", "Not a pupil here", "The new pupil is marked as having left today.")

_OWN_WORDS = (Relationship.MOTHER.value, Relationship.FATHER.value)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A new person (``new_id``) who may be ``known_id``, and why; ``entry`` is where the file has them."""

    new_id: int
    known_id: int
    entry: int
    reason: str


@dataclass(slots=True)
class _Restricted:
    """Somebody who must not be written to, as the register and the file have them."""

    id: int
    known: list[Traits] = field(default_factory=list)
    relationship: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By pupil."""
    listed: set[int] = field(default_factory=set)
    """The pupils for whom the file names them itself."""


class Lookalikes:
    """Looks for people who may be somebody restricted."""

    def __init__(
        self, assigned: Assignment, index: ParentIndex, pupil_ids: Sequence[int | None], restricted: Collection[int]
    ) -> None:
        self._entries: Sequence[Entry] = assigned.entries
        self._assigned = assigned
        self._index = index
        self._pupil_ids = pupil_ids
        self._people: dict[int, _Restricted] = {}
        for parent_id in index.held:
            person = self._people[parent_id] = _Restricted(parent_id, list(index.known_as(parent_id)))
            for pupil_id in index.children[parent_id]:
                person.relationship[pupil_id].add(index.relationship[parent_id, pupil_id])
        for number, parent_id in assigned.parent_of.items():
            if parent_id in restricted or parent_id in index.held:
                person = self._people.setdefault(parent_id, _Restricted(parent_id))
                entry = self._entries[number]
                pupil_id = pupil_ids[entry.pupil] or 0
                person.known.append(entry.traits)
                person.relationship[pupil_id].add(entry.contact.relationship)
                person.listed.add(pupil_id)
        self._places = self._by_place()

    def found(self) -> Iterator[Suspect]:
        """For each new person the first reason why they may be somebody restricted, a namesake, or under a mobile."""
        seen: set[int] = set()
        matched = set(self._assigned.parent_of.values())
        for number, new_id in sorted(self._assigned.parent_of.items()):
            if new_id > 0 or new_id in seen:
                continue
            suspect = self._suspect(number, new_id)
            namesake = self._assigned.namesakes.get(number)
            if suspect is None and namesake is not None and namesake[0] not in matched:
                suspect = Suspect(new_id, namesake[0], number, namesake[1])
            if suspect is None:
                suspect = self._under_a_known_mobile(number, new_id, matched)
            if suspect is not None:
                seen.add(new_id)
                yield suspect

    def _by_place(self) -> dict[object, list[int]]:
        places: dict[object, list[int]] = defaultdict(list)
        for person in self._people.values():
            keys: set[object] = {key for one in person.known for key in _all_keys(one)}
            for key in keys | set(person.relationship):
                places[key].append(person.id)
        return places

    def _suspect(self, number: int, new_id: int) -> Suspect | None:
        entry = self._entries[number]
        pupil_id = self._pupil_ids[entry.pupil] or 0
        near = dict.fromkeys(one for key in (*_all_keys(entry.traits), pupil_id) for one in self._places.get(key, ()))
        for one in near:
            reason = "" if one == new_id else self._reason(entry, pupil_id, self._people[one])
            if reason:
                return Suspect(new_id, one, number, reason)
        return None

    def _under_a_known_mobile(self, number: int, new_id: int, matched: Collection[int]) -> Suspect | None:
        """Another name, the mobile and relationship of a parent of the child whom the file no longer names."""
        entry, index = self._entries[number], self._index
        pupil_id = self._pupil_ids[entry.pupil] or 0
        for parent_id in index.tied.get(pupil_id, ()):
            related = index.relationship[parent_id, pupil_id] == entry.contact.relationship
            if parent_id in matched or not related or sexes_contradict(entry.traits, index.traits[parent_id]):
                continue
            if entry.traits.mobile and any(entry.traits.mobile == one.mobile for one in index.known_as(parent_id)):
                reason = f"has the same mobile and is {entry.contact.relationship} of the same child"
                return Suspect(new_id, parent_id, number, reason)
        return None

    def _reason(self, entry: Entry, pupil_id: int, known: _Restricted) -> str:
        person = entry.traits
        if any(sexes_contradict(person, one) or generations_contradict(person, one) for one in known.known):
            return "" if pupil_id in known.listed else _under_another_word(person, known, pupil_id)
        common = next((words for one in known.known if (words := _in_common(person, one))), "")
        surname = any(person.surname == one.surname for one in known.known)
        near = any(_may_be_called(person.forename, one.forename, loosely=bool(common)) for one in known.known)
        if pupil_id in known.listed:  # two contacts of one child: a couple, unless one is the other twice
            return f"has nearly the same name and {common}" if near and surname and common else ""
        if near and common:
            return f"has nearly the same name and {common}"
        related = pupil_id in known.relationship and entry.contact.relationship in known.relationship[pupil_id]
        if pupil_id in known.relationship and near and (surname or related):
            return "has nearly the same name and the same child"
        if related and entry.contact.relationship in _OWN_WORDS:
            return f"is {entry.contact.relationship} of the same child"
        return f"has the same surname and {common}" if surname and common and not near and not person.sex else ""


def _under_another_word(person: Traits, known: _Restricted, pupil_id: int) -> str:
    """Why somebody with another title or relationship may be the known one, whom the file no longer names."""
    here = pupil_id in known.relationship
    for one in known.known:
        near = person.surname == one.surname and _may_be_called(person.forename, one.forename, loosely=True)
        if near and (reached_alike(person, one) or (here and spelled_alike(person, one))):
            common = _in_common(person, one) or "the same child"
            return f"has nearly the same name and {common}, with another title or relationship"
    return ""


def _may_be_called(one: str, other: str, *, loosely: bool) -> bool:
    if not one or not other or is_initials(one) or is_initials(other):
        return not one or not other or one[0] == other[0]
    return forenames_close(one, other, loosely=loosely)


def _all_keys(person: Traits) -> Iterator[str]:
    yield from keys_of(person)
    if person.home_phone:
        yield f"p {person.home_phone}"


def _in_common(one: Traits, other: Traits) -> str:
    phone = bool(one.home_phone) and one.home_phone == other.home_phone
    return shares(one, other) or ("the same home telephone" if phone else "")


def suspect_hold(suspect: Suspect, contact: ImportedContact, place: str) -> PlannedHold:
    """Nothing is printed to a new person who may be somebody known until a person has said."""
    words = f"may be somebody who is known: {suspect.reason}"
    found = FoundHold(HoldKind.UNDECIDED, words, f"{place} {contact.row}, Contact")
    return PlannedHold(suspect.new_id, None, found, QuestionKind.SAME_PERSON)


def suspect_question(suspect: Suspect, new: Parent, known: Parent, contact: ImportedContact) -> Question:
    """Whether a new person is a known one."""
    return Question(
        0,
        QuestionKind.SAME_PERSON,
        f"{new.full_name} / {known.name_for_others}",
        f"Is {new.full_name} in the file {known.name_for_others}, who is known? {new.forename or new.surname} "
        f"{suspect.reason}.",
        f"Nothing is printed to {new.full_name}.",
        (SAME, DIFFERENT),
        (suspect.known_id, suspect.new_id),
        rows=(contact.row,),
    )


def renamed_question(known: Parent, contact: ImportedContact) -> Question:
    """Whether somebody of the register has another name now."""
    return Question(
        0,
        QuestionKind.SAME_PERSON,
        f"{contact.name} / {known.name_for_others}",
        f"Is {contact.name} in the file {known.name_for_others}, with another name? Everything else agrees.",
        "The name in the register stays, and nobody was added.",
        (RENAMED, SPELLING),
        (known.id,),
        rows=(contact.row,),
    )


def stranger_question(known: Pupil, new: Pupil, wanted: ImportedPupil) -> Question:
    """Whether a pupil with another's number and birthday, or name and parent, is a second child here."""
    same_day = known.date_of_birth == new.date_of_birth
    common = "the number and birthday" if same_day else "the name and a parent’s name"
    guess = "the file is another school’s" if same_day else "they are one child whose birthday was corrected"
    return Question(
        0,
        QuestionKind.SAME_PERSON,
        f"{new.name} / {known.name}",
        f"{new.name} has {common} of {known.name_and_form}. Perhaps {guess}.",
        f"Nothing about {new.name} is printed to anybody, and {known.name} stays as they are.",
        (TWO_CHILDREN, NOT_OURS),
        (),
        (known.id, new.id),
        rows=(wanted.row,),
    )


def stranger_holds(known: Pupil, new: Pupil, parents: Iterable[int], row: int, place: str) -> Iterator[PlannedHold]:
    """Nothing about such a pupil is printed."""
    common = "number and birthday" if known.date_of_birth == new.date_of_birth else "name and a parent’s name"
    words = f"the pupil has another pupil’s {common}"
    for parent_id in dict.fromkeys(parents):
        found = FoundHold(HoldKind.UNDECIDED, words, f"{place} {row}, Pupil", about_child=True)
        yield PlannedHold(parent_id, new.id, found, QuestionKind.SAME_PERSON)

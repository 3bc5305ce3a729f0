"""New people of a file who may be somebody known: whoever is held is looked for under other names too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from halton_desktop.domain.importing.contact_groups import Entry, keys_of, shares, spelled_alike
from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil, PlannedHold
from halton_desktop.domain.importing.namesakes import may_be_called, share_a_surname
from halton_desktop.domain.importing.parent_assign import Assignment, by_parent
from halton_desktop.domain.importing.parent_index import ParentIndex
from halton_desktop.domain.importing.siblings import Siblings
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent import Parent, Pupil, Relationship
from halton_desktop.domain.parents.parent_match import Traits, generations_contradict, reached_alike, sexes_contradict
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
    """Somebody of the file (``new_id``) who may be ``known_id``, and why; ``entry`` is where the file has them.

    Held until it is decided is the new person, or the known one where it is the new one who is restricted.
    """

    new_id: int
    known_id: int
    entry: int
    reason: str
    holds_known: bool = False


@dataclass(slots=True)
class _Person:
    """Somebody as the register and the file have them."""

    id: int
    known: list[Traits] = field(default_factory=list)
    relationship: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By pupil."""
    listed: set[int] = field(default_factory=set)
    """The pupils for whom the file names them itself."""

    def of(self, pupils: Iterable[int]) -> set[str]:
        """What they are to these pupils."""
        return {word for pupil_id in pupils for word in self.relationship.get(pupil_id, ())}


class Lookalikes:
    """Looks for people who may be somebody restricted: new ones, and known ones where the file restricts a new one.

    ``restricted`` are those whom the file itself restricts.
    """

    def __init__(
        self,
        assigned: Assignment,
        index: ParentIndex,
        pupil_ids: Sequence[int | None],
        restricted: Collection[int],
        siblings: Siblings,
    ) -> None:
        self._entries: Sequence[Entry] = assigned.entries
        self._assigned = assigned
        self._index = index
        self._pupil_ids = pupil_ids
        self._siblings = siblings
        self._by_file = by_parent(assigned.parent_of)
        self._newly = sorted(one for one in restricted if one in self._by_file)
        self._people: dict[int, _Person] = {}
        self._restricted = {*index.held, *restricted}
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
        yield from self._known_ones()

    def _person(self, parent_id: int) -> _Person:
        """Somebody with everything that the register and the file say."""
        person = self._people.get(parent_id)
        if person is not None:
            return person
        person = self._people[parent_id] = _Person(parent_id)
        if parent_id in self._index.traits:
            person.known += self._index.known_as(parent_id)
            for pupil_id in self._index.children.get(parent_id, ()):
                person.relationship[pupil_id].add(self._index.relationship[parent_id, pupil_id])
        for number in self._by_file.get(parent_id, ()):
            entry = self._entries[number]
            pupil_id = self._pupil_ids[entry.pupil] or 0
            person.known.append(entry.traits)
            person.relationship[pupil_id].add(entry.contact.relationship)
            person.listed.add(pupil_id)
        return person

    def _by_place(self) -> dict[object, list[int]]:
        places: dict[object, list[int]] = defaultdict(list)
        for parent_id in sorted(self._restricted):
            person = self._person(parent_id)
            keys: set[object] = {key for one in person.known for key in _all_keys(one)}
            for key in keys | set(person.relationship):
                places[key].append(parent_id)
        return places

    def _suspect(self, number: int, new_id: int) -> Suspect | None:
        entry = self._entries[number]
        pupil_id = self._pupil_ids[entry.pupil] or 0
        keys = (*_all_keys(entry.traits), pupil_id, *self._siblings.of(pupil_id))
        for one in dict.fromkeys(one for key in keys for one in self._places.get(key, ())):
            person = self._person(one)
            said = entry.contact.relationship
            reason = "" if one == new_id else self._reason(entry.traits, pupil_id, said, person, listed=True)
            if reason:
                return Suspect(new_id, one, number, reason)
        return None

    def _known_ones(self) -> Iterator[Suspect]:
        """Whoever of the register nothing restricts, and who may be somebody whom the file restricts."""
        seen: set[int] = set()
        for restricted in self._newly:
            person, number = self._person(restricted), self._by_file[restricted][0]
            pupils = {one for own in person.relationship for one in (own, *self._siblings.of(own))}
            tied = {one for pupil_id in pupils for one in self._index.tied.get(pupil_id, ())}
            near = {one for known in person.known for one in self._index.near(known)}
            for one in sorted((tied | near) - self._restricted - seen):
                reason = self._reason_of_known(self._person(one), person)
                if reason:
                    seen.add(one)
                    yield Suspect(restricted, one, number, reason, holds_known=True)

    def _reason_of_known(self, known: _Person, restricted: _Person) -> str:
        return next(
            (
                reason
                for pupil_id, words in known.relationship.items()
                for word in sorted(words)
                for one in known.known
                if (reason := self._reason(one, pupil_id, word, restricted, listed=pupil_id in known.listed))
                and (restricted.id < 0 or not reason.startswith("is "))
            ),
            "",
        )

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

    def _reason(self, person: Traits, pupil_id: int, said: str, known: _Person, *, listed: bool) -> str:
        """Why somebody who is ``said`` to be this to a pupil may be the known person, or ""."""
        both = listed and pupil_id in known.listed
        if any(sexes_contradict(person, one) or generations_contradict(person, one) for one in known.known):
            return "" if both else _under_another_word(person, known, pupil_id)
        common = next((words for one in known.known if (words := _in_common(person, one))), "")
        surname = any(share_a_surname(person, one) for one in known.known)
        here, related = pupil_id in known.relationship, said in known.of([pupil_id])
        near = _near(person, known, loosely=bool(common) or (both and related))
        if both:  # two contacts of one child: a couple, unless one is the other twice
            return f"has nearly the same name and {common or 'the same child'}" if near and surname else ""
        if near and common:
            return f"has nearly the same name and {common}"
        if here and near and (surname or related):
            return "has nearly the same name and the same child"
        if related and said in _OWN_WORDS:
            return f"is {said} of the same child"
        return self._through_a_sibling(person, pupil_id, said, known) or (
            f"has the same surname and {common}" if surname and common and not near and not person.sex else ""
        )

    def _through_a_sibling(self, person: Traits, pupil_id: int, said: str, known: _Person) -> str:
        siblings = [one for one in self._siblings.of(pupil_id) if one in known.relationship]
        if not siblings:
            return ""
        related = said in known.of(siblings)
        surname = any(share_a_surname(person, one) for one in known.known)
        near = _near(person, known, loosely=related)
        if near and surname:
            return "has nearly the same name and a brother or sister of the child"
        alike = near and bool(person.forename)
        if related and said in _OWN_WORDS and (surname or alike):
            return f"is {said} of a brother or sister of the child"
        return ""


def _near(person: Traits, known: _Person, *, loosely: bool) -> bool:
    return any(may_be_called(person.forename, one.forename, loosely=loosely) for one in known.known)


def _under_another_word(person: Traits, known: _Person, pupil_id: int) -> str:
    """Why somebody with another title or relationship may be the known one, whom the file no longer names."""
    here = pupil_id in known.relationship
    for one in known.known:
        near = person.surname == one.surname and may_be_called(person.forename, one.forename)
        if near and (reached_alike(person, one) or (here and spelled_alike(person, one))):
            common = _in_common(person, one) or "the same child"
            return f"has nearly the same name and {common}, with another title or relationship"
    return ""


def _all_keys(person: Traits) -> Iterator[str]:
    yield from keys_of(person)
    if person.home_phone:
        yield f"p {person.home_phone}"


def _in_common(one: Traits, other: Traits) -> str:
    phone = bool(one.home_phone) and one.home_phone == other.home_phone
    return shares(one, other) or ("the same home telephone" if phone else "")


def suspect_hold(suspect: Suspect, contact: ImportedContact, place: str) -> PlannedHold:
    """Nothing is printed to a new person who may be somebody known until a person has said; or to the known one."""
    if suspect.holds_known:
        words = f"may be {contact.name} of the file, who is restricted there: {suspect.reason}"
    else:
        words = f"may be somebody who is known: {suspect.reason}"
    found = FoundHold(HoldKind.UNDECIDED, words, f"{place} {contact.row}, Contact")
    held = suspect.known_id if suspect.holds_known else suspect.new_id
    return PlannedHold(held, None, found, QuestionKind.SAME_PERSON)


def suspect_question(suspect: Suspect, new: Parent, known: Parent, contact: ImportedContact) -> Question:
    """Whether a person of the file is a known one."""
    held = f"{known.name_for_others} or {new.full_name}" if suspect.holds_known else new.full_name
    return Question(
        0,
        QuestionKind.SAME_PERSON,
        f"{new.full_name} / {known.name_for_others}",
        f"Is {new.full_name} in the file {known.name_for_others}, who is known? {new.forename or new.surname} "
        f"{suspect.reason}.",
        f"Nothing is printed to {held}.",
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

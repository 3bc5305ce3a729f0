"""Which parent of the register each contact of a file is, if any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from halton_desktop.domain.importing.contact_groups import Groups, enough_of_a_name, spelled_alike
from halton_desktop.domain.importing.forenames import forenames_close
from halton_desktop.domain.importing.parent_index import ParentIndex
from halton_desktop.domain.importing.spelling import best_spelling
from halton_desktop.domain.parents.parent import NOT_GIVEN, Relationship
from halton_desktop.domain.parents.parent_match import (
    Generation,
    NameAgreement,
    Traits,
    folded,
    generation_of,
    generations_contradict,
    sexes_contradict,
)

_SILENT = (NOT_GIVEN, Relationship.OTHER.value)
"""As ties are kept of which no file said anything."""
_GENERATIONS = "have the same name, one as a parent and one as a grandparent"


class Assignment:
    """For each entry the id of its parent: one of the register's, or a new one below zero.

    First by the child: somebody of that name who is tied to the same pupil already is meant, unless they are another
    generation or nothing else agrees. Then by the group: whoever a sibling's entry is. Then by name and e-mail, mobile
    or home. Then whoever is all but in name a parent of the same child. The rest is new.
    """

    def __init__(self, groups: Groups, index: ParentIndex, pupil_ids: Sequence[int | None]) -> None:
        self.groups = groups
        self.entries = groups.entries
        self.index = index
        self.pupil_ids = pupil_ids
        self.parent_of: dict[int, int] = {}
        self.doubts: list[tuple[int, int, str]] = []
        """(entry, parent of the register, why they may be one person and were kept two)."""
        self.apart: list[tuple[int, int, str]] = []
        """Doubts that are none where the file names both."""
        self.renamed: dict[int, int] = {}
        """Entries taken for a parent of the register who has another name there: a person is asked."""
        self.namesakes: dict[int, tuple[int, str]] = {}
        """Entries of the same child and name as a parent of the register of whom nothing else agrees, and why not."""
        self._claimed: dict[tuple[int, int], int] = {}
        self._wholes: dict[int, Traits] = {}
        self._by_child()
        self._by_group()
        if index.parents:
            self._by_evidence(NameAgreement.SAME)
            self._by_evidence(NameAgreement.LOST_LETTERS)
            self._by_everything_else()
        self._new_people()

    # who is tied to the same pupil

    def _by_child(self) -> None:
        contacts: dict[int, dict[int, int]] = defaultdict(dict)  # by pupil: the first entry of each person
        for number, entry in enumerate(self.entries):
            if self.pupil_ids[entry.pupil] is not None:
                contacts[entry.pupil].setdefault(self.groups.of(number), number)
        for pupil, people in contacts.items():
            pupil_id = self.pupil_ids[pupil]
            if pupil_id is not None:
                self._pair_up(list(people.values()), self.index.tied.get(pupil_id, ()), pupil_id)

    def _pair_up(self, numbers: list[int], parents: Sequence[int], pupil_id: int) -> None:
        """Best pairs first, each contact and each parent once."""
        pairs = [
            (rank, -parent, -number)
            for number in numbers
            for parent in parents
            if (rank := self._rank(number, parent, pupil_id)) is not None
        ]
        pairs.sort(reverse=True)
        taken: set[int] = set()
        for place, (rank, negative_parent, negative_number) in enumerate(pairs):
            parent, number = -negative_parent, -negative_number
            if number in self.parent_of or parent in taken:
                continue
            rivals = [
                -other
                for same, other, entry in pairs[place + 1 :]
                if same == rank and entry == negative_number and -other not in taken
            ]
            if rivals and not rank[0]:
                self.doubts.append((number, parent, "could be either of two people known for this pupil"))
                continue
            taken.add(parent)
            self._assign(number, parent)

    def _rank(self, number: int, parent: int, pupil_id: int) -> tuple[bool, bool, int, NameAgreement] | None:
        """How well a contact and a parent tied to the same pupil go together, or None when they do not.

        First whether the parent is spelled as the person is, with what siblings' rows know of the name; then whether
        the relationship is the same; then evidence; then how far this row's own name agrees.
        """
        entry, known = self.entries[number], self.index.traits[parent]
        agreement = self.index.agreement(entry.traits, parent)
        whole = self._whole(number)
        if not agreement or sexes_contradict(whole, known, only_certain=True):
            return None
        related = self._related(number, parent, pupil_id)
        common = self.index.evidence(entry.traits, parent)
        vague = not (enough_of_a_name(entry.traits) and enough_of_a_name(known))
        if (vague and not (related or common)) or self._only_a_namesake(number, parent, pupil_id, related, common):
            return None
        alike = any(spelled_alike(whole, one) for one in self.index.known_as(parent))
        return alike, related, common, agreement

    def _related(self, number: int, parent: int, pupil_id: int) -> bool:
        said, known = self.entries[number].contact.relationship, self.index.relationship[parent, pupil_id]
        return known == said if said else known in _SILENT

    def _only_a_namesake(self, number: int, parent: int, pupil_id: int, related: bool, common: int) -> bool:
        """Whether the name and the child are all that agrees: father and grandfather share both."""
        person = self.entries[number].traits
        theirs = generation_of(self.index.relationship[parent, pupil_id])
        if person.generation and theirs and person.generation is not theirs:
            self.apart.append((number, parent, _GENERATIONS))
            return True
        if related and self.index.parents[parent].protected:
            return False  # nothing of theirs is touched, and a second entry would show it
        if common or self.index.contradictions(person, parent) < (3 if related else 1):
            return False
        if person.generation is not Generation.GRANDPARENT:
            self.namesakes.setdefault(number, (parent, "has the same name and child, but nothing else agrees"))
        self.apart.append((number, parent, "have the same name and child, but no e-mail, mobile or home agrees"))
        return True

    def _whole(self, number: int) -> Traits:
        """What all the entries of an entry's person say together: the best spelling of the name, and the sex."""
        root = self.groups.of(number)
        if root not in self._wholes:
            members = [self.entries[member] for member in self.groups.members(root)]
            sexed = max((one.traits for one in members), key=lambda person: (bool(person.sex), person.sex_certain))
            self._wholes[root] = Traits(
                folded(best_spelling(one.contact.forename for one in members)),
                folded(best_spelling(one.contact.surname for one in members)),
                sexed.sex,
                sexed.sex_certain,
            )
        return self._wholes[root]

    # who a sibling's contact is

    def _by_group(self) -> None:
        for group in self.groups.all():
            known = sorted({self.parent_of[number] for number in group if number in self.parent_of})
            if not known:
                continue
            for number in group:
                if number in self.parent_of:
                    continue
                person = self.entries[number].traits
                best = max(known, key=lambda parent: (self.index.evidence(person, parent), -parent))
                self._assign(number, best)

    # who shares name and e-mail, mobile or home

    def _by_evidence(self, least: NameAgreement) -> None:
        """Groups nobody in the register is known to be yet; names less than the same need exactly one who fits."""
        wanted: dict[int, list[list[int]]] = defaultdict(list)
        used = set(self.parent_of.values()) if least is not NameAgreement.SAME else set()
        for group in self.groups.all():
            if any(number in self.parent_of for number in group):
                continue
            fitting = [parent for parent in self._fitting(group, least) if parent not in used]
            if not fitting:
                continue
            if least is not NameAgreement.SAME and len(fitting) > 1:
                self.doubts.append((group[0], fitting[0], "could be either of two people in the register"))
                continue
            wanted[fitting[0]].append(group)
        for parent, groups in wanted.items():
            if least is not NameAgreement.SAME and len(groups) > 1:
                self.doubts += [
                    (group[0], parent, "could be the same person, but so could another") for group in groups
                ]
                continue
            for group in groups:
                for number in group:
                    self._assign(number, parent)

    def _fitting(self, group: list[int], least: NameAgreement) -> list[int]:
        """Parents who agree with one entry of the group and contradict none, most evidence first, then lowest id."""
        found: dict[int, int] = {}
        for number in group:
            person = self.entries[number].traits
            if not enough_of_a_name(person):
                continue
            for parent in self.index.near(person):
                common = self.index.evidence(person, parent)
                known = self.index.traits[parent]
                if common and self.index.agreement(person, parent) >= least and enough_of_a_name(known):
                    found[parent] = max(found.get(parent, 0), common)
        return [
            parent
            for parent in sorted(found, key=lambda one: (-found[one], one))
            if self._contradicts_none(group, parent)
        ]

    def _contradicts_none(self, group: list[int], parent: int) -> bool:
        known = self.index.traits[parent]
        for number in group:
            entry = self.entries[number]
            if sexes_contradict(entry.traits, known):
                self.doubts.append((number, parent, "have the same name but different titles"))
                return False
            if generations_contradict(entry.traits, known):
                self.apart.append((number, parent, _GENERATIONS))
                return False
            if (entry.pupil, parent) in self._claimed:
                return False
        return True

    # who is known under another name

    def _by_everything_else(self) -> None:
        """A new surname, Jayne for Jane, Sarah Jane for Sarah: all else is that of one parent of the child."""
        used = set(self.parent_of.values())
        for group in self.groups.all():
            if any(number in self.parent_of for number in group):
                continue
            fitting = {parent for number in group for parent in self._all_but_named(number) if parent not in used}
            if len(fitting) == 1:
                parent = fitting.pop()
                used.add(parent)
                for number in group:
                    self._assign(number, parent)
                    self.renamed[number] = parent

    def _all_but_named(self, number: int) -> list[int]:
        entry = self.entries[number]
        pupil_id, person = self.pupil_ids[entry.pupil], entry.traits
        found = []
        for parent in self.index.tied.get(pupil_id, ()) if pupil_id is not None and person.forename else ():
            known = self.index.traits[parent]
            if sexes_contradict(person, known) or generations_contradict(person, known):
                continue
            if not self.index.evidence(person, parent) or not self._related(number, parent, pupil_id or 0):
                continue
            same = person.forename == known.forename
            if same or (person.surname == known.surname and forenames_close(person.forename, known.forename)):
                found.append(parent)
        return found

    # everybody else

    def _new_people(self) -> None:
        new = -1
        for group in self.groups.all():
            left = [number for number in group if number not in self.parent_of]
            for number in left:
                self.parent_of[number] = new
            new -= bool(left)

    def _assign(self, number: int, parent: int) -> None:
        pupil = self.entries[number].pupil
        claimant = self._claimed.get((pupil, parent))
        if claimant is not None and self.groups.of(claimant) != self.groups.of(number):
            self.doubts.append((number, parent, "is named beside the other for the same pupil"))
            return
        self._claimed[pupil, parent] = number
        self.parent_of[number] = parent


def by_parent(parent_of: Mapping[int, int]) -> dict[int, list[int]]:
    """The entries of each parent, in the file's order."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(parent_of):
        found[parent_of[number]].append(number)
    return found

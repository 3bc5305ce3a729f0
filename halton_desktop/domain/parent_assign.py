"""Which parent of the register each contact of a file is, if any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from halton_desktop.domain.contact_groups import Groups, enough_of_a_name, keys_of, spelled_alike
from halton_desktop.domain.contact_import import RegisterSnapshot
from halton_desktop.domain.parent import Parent, Relationship
from halton_desktop.domain.parent_match import (
    Homes,
    NameAgreement,
    Traits,
    evidence,
    folded,
    names_agree,
    sex_of,
    sexes_contradict,
    traits,
)
from halton_desktop.domain.spelling import best_spelling


class ParentIndex:
    """The parents of the register, found through their children or through e-mail, mobile and home."""

    def __init__(self, register: RegisterSnapshot, homes: Homes) -> None:
        self.parents: dict[int, Parent] = {parent.id: parent for parent in register.parents}
        self.relationship: dict[tuple[int, int], str] = {}
        self.tied: dict[int, list[int]] = defaultdict(list)
        told: dict[int, set[str]] = defaultdict(set)
        for tie in register.ties:
            self.relationship[tie.parent_id, tie.pupil_id] = tie.relationship
            self.tied[tie.pupil_id].append(tie.parent_id)
            told[tie.parent_id].add(tie.relationship)
        self.traits: dict[int, Traits] = {
            parent.id: traits(
                parent.forename,
                parent.surname,
                _sex(parent, told[parent.id]),
                parent.email,
                (parent.mobile, parent.home_phone),
                homes[parent.address],
            )
            for parent in register.parents
        }
        self._places: dict[str, list[int]] = defaultdict(list)
        for parent_id, person in self.traits.items():
            for key in keys_of(person):
                self._places[key].append(parent_id)

    def tied_traits(self) -> dict[int, list[Traits]]:
        """For each pupil the parents tied to it, for comparing."""
        return {pupil: [self.traits[parent] for parent in parents] for pupil, parents in self.tied.items()}

    def near(self, person: Traits) -> list[int]:
        """Parents who share e-mail, mobile or (perhaps) home with a person, lowest id first."""
        return sorted({parent for key in keys_of(person) for parent in self._places.get(key, ())})


class Assignment:
    """For each entry the id of its parent: one of the register's, or a new one below zero.

    First by the child: somebody of that name who is tied to the same pupil already is meant, wherever they live now.
    Then by the group: whoever a sibling's entry is. Then by name and e-mail, mobile or home. The rest is new.
    """

    def __init__(self, groups: Groups, index: ParentIndex, pupil_ids: Sequence[int | None]) -> None:
        self.groups = groups
        self.entries = groups.entries
        self.index = index
        self.pupil_ids = pupil_ids
        self.parent_of: dict[int, int] = {}
        self.doubts: list[tuple[int, int, str]] = []
        """(entry, parent of the register, why they may be one person and were kept two)."""
        self._claimed: dict[tuple[int, int], int] = {}
        self._wholes: dict[int, Traits] = {}
        self._by_child()
        self._by_group()
        if index.parents:
            self._by_evidence(NameAgreement.SAME)
            self._by_evidence(NameAgreement.LOST_LETTERS)
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
        agreement = names_agree(entry.traits, known)
        whole = self._whole(number)
        if not agreement or sexes_contradict(whole, known, only_certain=True):
            return None
        relationship = entry.contact.relationship or Relationship.OTHER.value  # as a tie is kept that says nothing
        related = self.index.relationship[parent, pupil_id] == relationship
        common = evidence(entry.traits, known)
        vague = not (enough_of_a_name(entry.traits) and enough_of_a_name(known))
        if vague and not (related or common):
            return None
        return spelled_alike(whole, known), related, common, agreement

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
                best = max(known, key=lambda parent: (evidence(person, self.index.traits[parent]), -parent))
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
                known = self.index.traits[parent]
                common = evidence(person, known)
                if common and names_agree(person, known) >= least and enough_of_a_name(known):
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
            if (entry.pupil, parent) in self._claimed:
                return False
        return True

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


def _sex(parent: Parent, relationships: set[str]) -> tuple[str, bool]:
    """Certain by title; only likely by what the parent is to the children, and then where that is of one mind."""
    by_title = sex_of(parent.title)
    if by_title[0]:
        return by_title
    sexes = {sex_of("", relationship=relationship)[0] for relationship in relationships} - {""}
    return (sexes.pop(), False) if len(sexes) == 1 else ("", False)


def by_parent(parent_of: Mapping[int, int]) -> dict[int, list[int]]:
    """The entries of each parent, in the file's order."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(parent_of):
        found[parent_of[number]].append(number)
    return found

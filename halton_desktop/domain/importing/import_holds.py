"""Whom a file holds: whoever a restriction stands beside, whoever it names, and everybody where it is the child's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from halton_desktop.domain.importing.contact_groups import Entry
from halton_desktop.domain.importing.contact_import import ImportedPupil, ImportProblem, PlannedHold, Restricting
from halton_desktop.domain.importing.import_comparison import Comparison
from halton_desktop.domain.importing.named_people import Directory, Somebody, somebody
from halton_desktop.domain.importing.restriction_meaning import meant, without_a_name
from halton_desktop.domain.importing.restriction_words import restriction_in
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent_match import folded

_NAME_LETTERS = 40
"""Letters of a cell that may be nothing but a name."""


class HoldStep:
    """Holds of a file, each on whoever it means: people of the file and of the register alike."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._people: dict[int, dict[int, Somebody]] = defaultdict(dict)
        """By pupil and parent."""
        self._holds: dict[PlannedHold, None] = {}
        self._beside_whom: dict[FoundHold, set[int]] = defaultdict(set)

    @property
    def holds(self) -> list[PlannedHold]:
        """All of them, each once."""
        return list(self._holds)

    def compare(self, entries: Sequence[Entry], parent_of: Mapping[int, int], pupil_ids: Sequence[int | None]) -> None:
        """Contact by contact, then what stands at the children and beside the list."""
        index = self._comparison.parents
        for pupil_id, parents in index.tied.items():
            for one in parents:
                known = index.parents[one]
                relationship = index.relationship[one, pupil_id]
                self._add(pupil_id, one, (known.forename, known.surname, known.title, relationship))
        for number, entry in enumerate(entries):
            who, child = entry.contact, pupil_ids[entry.pupil] or 0
            self._add(child, parent_of[number], (who.forename, who.surname, who.title, who.relationship, who.sex))
        for number, entry in enumerate(entries):
            if entry.contact.holds:
                self._beside(parent_of[number], pupil_ids[entry.pupil] or 0, entry)
        for pupil, known_id in zip(self._comparison.read.pupils, pupil_ids, strict=True):
            if known_id is not None and (pupil.holds or pupil.nameless):
                self._at_the_child(pupil, known_id)
        self._named_elsewhere()
        self._in_the_register(self._comparison.read.unfound)

    def _add(self, pupil_id: int, parent_id: int, who: tuple[str, ...]) -> None:
        self._people[pupil_id][parent_id] = somebody(parent_id, *who)

    def _beside(self, parent_id: int, pupil_id: int, entry: Entry) -> None:
        """What stands at one contact of a child."""
        pupil = self._comparison.read.pupils[entry.pupil]
        people, child = list(self._people[pupil_id].values()), (folded(pupil.forename), folded(pupil.surname))
        for found in dict.fromkeys(entry.contact.holds):
            if found.by_name or found in pupil.holds:
                self._hold({parent_id: found.kind}, pupil_id, found)
            else:
                self._beside_whom[found].add(parent_id)
                self._hold(meant(found.words, found.kind, people, parent_id, child), pupil_id, found)

    def _at_the_child(self, pupil: ImportedPupil, pupil_id: int) -> None:
        people = list(self._people[pupil_id].values())
        for found in pupil.holds:
            self._hold({one.id: found.kind for one in people}, pupil_id, found)
        for contact in pupil.nameless:
            for found in contact.holds:
                sex = somebody(0, "", "", contact.title, contact.relationship, contact.sex).sex
                held = without_a_name(contact.relationship, sex, found.kind, people)
                self._hold(held, pupil_id, found)

    def _hold(self, held: Mapping[int, HoldKind], pupil_id: int, found: FoundHold) -> None:
        for parent_id, kind in held.items():
            one = found if kind is found.kind else replace(found, kind=kind)
            self._holds[PlannedHold(parent_id, pupil_id if found.about_child else None, one)] = None

    # who stands elsewhere

    def _named_elsewhere(self) -> None:
        """A cell that gives a whole name, or nothing but a name, restricts whoever is called so in any family."""
        said = {found: people for found, people in self._beside_whom.items() if " " in found.words.strip()}
        directory = self._directory() if said else Directory(())
        for found, people in said.items():
            exact = directory.exactly(found.words)
            if exact.isdisjoint(people):
                bare = not exact and len(found.words) <= _NAME_LETTERS and restriction_in(found.words) is None
                self._everywhere(directory.meant(found.words) if bare else exact, found)

    def _in_the_register(self, unfound: Sequence[Restricting]) -> None:
        """What a list of the restricted says of people who are not in the file; who is nobody's is told."""
        directory = self._directory() if unfound else Directory(())
        for one in unfound:
            who = directory.meant(one.hold.words) if one.certain else directory.exactly(one.hold.words)
            self._everywhere(who, one.hold)
            if not who and one.certain:
                self._comparison.questions.add([_of_nobody(one)])

    def _directory(self) -> Directory:
        return Directory(dict.fromkeys(one for people in self._people.values() for one in people.values()))

    def _everywhere(self, parents: Iterable[int], found: FoundHold) -> None:
        """About each of their children."""
        for parent_id in sorted(parents):
            children = [pupil for pupil, people in self._people.items() if parent_id in people]
            for pupil_id in children if found.about_child else children[:1]:
                self._hold({parent_id: found.kind}, pupil_id, found)


def _of_nobody(one: Restricting) -> ImportProblem:
    place, words = one.hold.place, one.hold.words
    message = f"This row ({place}) says “{words}” and names nobody of the list or the register, so it holds nobody."
    return ImportProblem(one.row, "", words, message)

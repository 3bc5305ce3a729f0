"""Which pupil of the register each pupil of a file is, and what the file changes about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from halton_desktop.domain.importing.contact_import import ImportedPupil, KeptDifference, RecordChange
from halton_desktop.domain.importing.file_values import Fields, Kept
from halton_desktop.domain.importing.import_comparison import Comparison
from halton_desktop.domain.importing.import_questions import redated_pupil
from halton_desktop.domain.importing.import_values import change_of, pupil_after
from halton_desktop.domain.importing.pupil_match import PupilFound, PupilIndex, school_number_key
from halton_desktop.domain.importing.weighing import Weighing
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.parent_match import Traits, folded

PUPIL_FIELDS = ("forename", "surname", "year_group", "form", "date_of_birth", "school_number", "upn", "left_on")
FROM_FILES = PUPIL_FIELDS[:-1]


class PupilStep:
    """Finds each pupil, all by number first, then by name; adds or changes them."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._questions = comparison.questions
        self.ids: list[int | None] = []
        """For each pupil of the file: the id it will have (below zero when new), None when left out."""
        self.new: list[Pupil] = []
        self.changed: list[RecordChange[Pupil]] = []
        self.unchanged = 0
        self.kept: list[KeptDifference] = []
        self.values: dict[int, Fields] = {}
        self.strangers: list[tuple[Pupil, Pupil, ImportedPupil]] = []
        """Who has the number and birthday of a new pupil but another name, or the name but another birthday; the new
        pupil; as the file has it."""

    def find(self) -> None:
        """All pupils of the file."""
        read, traits = self._comparison.read, self._comparison.traits
        tied = self._comparison.parents.tied_traits()
        index = PupilIndex(self._comparison.register.pupils)
        shared = _shared_numbers(read.pupils)
        named = _named_on(read.pupils)
        believed = [self._with_believed_numbers(pupil, shared) for pupil in read.pupils]
        numbered = [index.by_number(wanted) for wanted in believed]
        taken = {found.pupil.id: wanted for wanted, found in zip(believed, numbered, strict=True) if found.pupil}
        by_number = dict(taken)
        alike: dict[tuple[object, ...], ImportedPupil] = {}
        for place, wanted in enumerate(believed):
            found = numbered[place]
            if found.pupil is None and not found.several:
                stranger = None if _gives_up(found.number_of, wanted, by_number) else found.number_of
                found = replace(index.by_name(wanted, traits[place], tied, by_number), number_of=stranger)
            if found.pupil is None and not found.several:
                found = self._under_another_name(index, wanted, found, traits[place], tied, named)
            if found.pupil is None and not found.several:
                found = self._with_another_birthday(index, wanted, found, traits[place], tied, named)
            if found.several:
                self._questions.several_pupils(wanted, found.several)
                self.ids.append(None)
            elif (twin := alike.setdefault(_likeness(wanted, place), wanted)) is not wanted:
                self._questions.pupils_alike(wanted, twin)
                self.ids.append(None)
            elif found.pupil is not None and taken.setdefault(found.pupil.id, wanted) is not wanted:
                self._questions.pupil_taken(wanted, taken[found.pupil.id], found.pupil)
                self.ids.append(None)
            else:
                self._keep(wanted, found)

    def _under_another_name(
        self,
        index: PupilIndex,
        wanted: ImportedPupil,
        found: PupilFound,
        contacts: list[Traits],
        tied: Mapping[int, list[Traits]],
        named: Mapping[object, set[tuple[str, str]]],
    ) -> PupilFound:
        known = index.renamed(wanted, contacts, tied, named[wanted.date_of_birth])
        if known is None:
            return found
        stranger = found.number_of if found.number_of != known else None
        return PupilFound(known, number_of=stranger, renamed=True)

    def _with_another_birthday(
        self,
        index: PupilIndex,
        wanted: ImportedPupil,
        found: PupilFound,
        contacts: list[Traits],
        tied: dict[int, list[Traits]],
        named: Mapping[object, set[tuple[str, str]]],
    ) -> PupilFound:
        """The child of the same name and parents, whose birthday was corrected; a second one would shed an order.

        Where a parent agrees by name only, a person is asked, and nothing about the new pupil is printed.
        """
        namesakes = [
            pupil
            for pupil in index.born_otherwise(wanted, contacts, tied)
            if (folded(pupil.forename), folded(pupil.surname)) not in named.get(pupil.date_of_birth, ())
        ]
        same = [pupil for pupil in namesakes if index.shares_a_contact(pupil, contacts, tied, with_evidence=True)]
        if len(same) == 1:
            stranger = found.number_of if found.number_of != same[0] else None
            return PupilFound(same[0], number_of=stranger, redated=True)
        namesake = next((one for one in namesakes if index.shares_a_contact(one, contacts, tied)), None)
        return replace(found, namesake=namesake)

    def _with_believed_numbers(self, pupil: ImportedPupil, shared: dict[str, list[ImportedPupil]]) -> ImportedPupil:
        """Without a number that another pupil of the file has too."""
        number, upn = ("" if one in shared else one for one in (pupil.school_number, pupil.upn))
        for one in {pupil.school_number, pupil.upn} & shared.keys():
            self._questions.shared_number(one, shared[one])
        if (number, upn) == (pupil.school_number, pupil.upn):
            return pupil
        return replace(pupil, school_number=number, upn=upn)

    def _keep(self, wanted: ImportedPupil, found: PupilFound) -> None:
        """Add or change; a number that is another's in the register stays with them."""
        known, number, upn = found.pupil, wanted.school_number, wanted.upn
        stranger = found.number_of
        if stranger is not None:
            self._questions.number_of_another(wanted, stranger)
            if school_number_key(number) == school_number_key(stranger.school_number):
                number = ""
            if upn == stranger.upn:
                upn = ""
        before = known or Pupil(-len(self.new) - 1, "", "")
        self.ids.append(before.id)
        weighing = Weighing(
            before,
            self._comparison.register.values.pupils.get(before.id),
            self._comparison.choices,
            self._comparison.caution,
            who=before.name,
            pupil_id=before.id,
        )
        after = pupil_after(
            weighing, wanted, school_number=number, upn=upn, renamed=found.renamed, redated=found.redated
        )
        if (fields := weighing.remembered(FROM_FILES, new=known is None)) is not None:
            self.values[before.id] = fields
        self.kept += weighing.kept
        if known is None:
            self.new.append(after)
            self._questions.new_pupil(wanted, after)
            same_day = stranger is not None and stranger.date_of_birth == wanted.date_of_birth is not None
            if stranger is not None and same_day:
                self.strangers.append((stranger, after, wanted))
            elif found.namesake is not None:
                self.strangers.append((found.namesake, after, wanted))
            return
        change = change_of(known, after, PUPIL_FIELDS)
        if change is None:
            self.unchanged += 1
        else:
            self.changed.append(change)
        self._questions.known_pupil(wanted, after)
        if found.renamed and any(one.because is Kept.NAME for one in weighing.kept):
            self._questions.renamed_pupil(wanted, known)
        if found.redated and any(one.because is Kept.BIRTHDAY for one in weighing.kept):
            self._questions.add([redated_pupil(wanted, known)])


def _gives_up(holder: Pupil | None, wanted: ImportedPupil, by_number: dict[int, ImportedPupil]) -> bool:
    """Whether who has the wanted number in the register gets another one by this same file."""
    taker = by_number.get(holder.id) if holder is not None else None
    if holder is None or taker is None:
        return False
    if holder.upn == wanted.upn != "":
        return taker.upn not in ("", holder.upn)
    return taker.school_number not in ("", holder.school_number)


def _likeness(pupil: ImportedPupil, place: int) -> tuple[object, ...]:
    """Equal for pupils whom nothing tells apart; those with a number are told apart by it."""
    if pupil.school_number or pupil.upn:
        return (place,)
    name = folded(pupil.forename), folded(pupil.surname)
    return (*name, pupil.date_of_birth, pupil.year_group, pupil.form.casefold())


def _named_on(pupils: Iterable[ImportedPupil]) -> dict[object, set[tuple[str, str]]]:
    """The folded names of the file's pupils by birthday."""
    found: dict[object, set[tuple[str, str]]] = defaultdict(set)
    for pupil in pupils:
        found[pupil.date_of_birth].add((folded(pupil.forename), folded(pupil.surname)))
    return found


def _shared_numbers(pupils: Iterable[ImportedPupil]) -> dict[str, list[ImportedPupil]]:
    """The pupils of each school number and unique pupil number that more than one has."""
    found: dict[str, list[ImportedPupil]] = defaultdict(list)
    for pupil in pupils:
        for number in {pupil.school_number, pupil.upn} - {""}:
            found[number].append(pupil)
    return {number: sharing for number, sharing in found.items() if len(sharing) > 1}

"""Which pupil of the register a pupil in a file is: by school number or unique pupil number, else name and birth.

A number alone is not believed: exports are known to give two children one unique pupil number. It counts only where
forename, surname or date of birth agrees as well. Without numbers the name and the date of birth must both agree;
where the file has no dates, the name with the year group, and the form or a contact of the same name. More than one
pupil that fits is a question for a person, and the pupil is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from halton_desktop.domain.importing.contact_import import ImportedPupil
from halton_desktop.domain.importing.forenames import forenames_close
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.parent_match import NameAgreement, Traits, evidence, folded, names_agree
from halton_desktop.domain.school_year import is_next_year_group


@dataclass(frozen=True, slots=True)
class PupilFound:
    """``pupil`` is None for a new one; ``several`` are those that fit equally well; ``number_of`` a pupil with the
    same number who is somebody else; ``renamed``: the pupil has another name in the register, ``redated``: another
    birthday, so a person is asked; ``namesake``: one of another birthday with a parent of the same name."""

    pupil: Pupil | None = None
    several: tuple[Pupil, ...] = ()
    number_of: Pupil | None = None
    renamed: bool = False
    redated: bool = False
    namesake: Pupil | None = None


def school_number_key(number: str) -> str:
    """For comparing: spreadsheets drop leading zeros, so 000123 and 123 are one number."""
    plain = "".join(number.split()).casefold()
    return plain.lstrip("0") or plain


def name_traits(forename: str, surname: str) -> Traits:
    """A pupil's name for comparing."""
    return Traits(folded(forename), folded(surname))


class PupilIndex:
    """The pupils of the register, found by number, birthday or name."""

    def __init__(self, pupils: Sequence[Pupil]) -> None:
        self._traits: dict[int, Traits] = {}
        self._by_number: dict[str, list[Pupil]] = defaultdict(list)
        self._by_upn: dict[str, list[Pupil]] = defaultdict(list)
        self._by_birth: dict[object, list[Pupil]] = defaultdict(list)
        self._by_length: dict[tuple[int, int], list[Pupil]] = defaultdict(list)
        for pupil in pupils:
            self._traits[pupil.id] = person = name_traits(pupil.forename, pupil.surname)
            if pupil.school_number:
                self._by_number[school_number_key(pupil.school_number)].append(pupil)
            if pupil.upn:
                self._by_upn[pupil.upn].append(pupil)
            if pupil.date_of_birth is not None:
                self._by_birth[pupil.date_of_birth].append(pupil)
            self._by_length[len(person.forename), len(person.surname)].append(pupil)

    def by_number(self, wanted: ImportedPupil) -> PupilFound:
        """The pupil of that school number or unique pupil number, where name or birthday bear it out."""
        own = self._by_number.get(school_number_key(wanted.school_number), []) if wanted.school_number else []
        shared = self._by_upn.get(wanted.upn, []) if wanted.upn else []
        numbered = list({pupil.id: pupil for pupil in (*own, *shared)}.values())
        if not numbered:
            return PupilFound()
        person = name_traits(wanted.forename, wanted.surname)
        believed = [pupil for pupil in numbered if self._is_plausible(wanted, person, pupil, by_upn=pupil not in own)]
        stranger = next((pupil for pupil in numbered if pupil not in believed), None)
        if len(believed) > 1:
            believed = [pupil for pupil in believed if pupil in own] or believed
        if len(believed) > 1:
            return PupilFound(several=tuple(believed), number_of=stranger)
        return PupilFound(believed[0] if believed else None, number_of=stranger)

    def by_name(
        self,
        wanted: ImportedPupil,
        names: list[Traits],
        tied: dict[int, list[Traits]],
        taken: Mapping[int, ImportedPupil] | None = None,
    ) -> PupilFound:
        """The pupil of that name and birthday (or year, form and contacts).

        ``names`` are those of the contacts in the file; ``tied`` holds, for each pupil of the register, the names of
        those tied to it; ``taken`` the pupils that others of the file are by number, who may be renamed by that.
        """
        if not self._traits:
            return PupilFound()
        person = name_traits(wanted.forename, wanted.surname)
        fitting = [
            pupil
            for pupil in self._namesakes(wanted, person)
            if not self._numbered_otherwise(wanted, pupil, names, tied)
            and not _renamed((taken or {}).get(pupil.id), person)
        ]
        if len(fitting) > 1:
            fitting = [pupil for pupil in fitting if self._traits[pupil.id] == person] or fitting
        if len(fitting) > 1:
            fitting = [pupil for pupil in fitting if _same_place(wanted, pupil)] or fitting
        if len(fitting) > 1:
            fitting = [pupil for pupil in fitting if _same_kind_of_entry(wanted, pupil)] or fitting
        if len(fitting) > 1 or (fitting and not self._sure(wanted, fitting[0])):
            known = self._with_known_contacts(fitting, names, tied)
            return PupilFound(known[0]) if known else PupilFound(several=tuple(fitting))
        return PupilFound(fitting[0] if fitting else None)

    def renamed(
        self,
        wanted: ImportedPupil,
        contacts: Sequence[Traits],
        tied: Mapping[int, Sequence[Traits]],
        named: Collection[tuple[str, str]],
    ) -> Pupil | None:
        """The one pupil of that birthday with a contact in common whose name is another part for part, or None.

        ``named`` are the folded names of the file's pupils of that birthday: a twin it names is nobody renamed.
        """
        person = name_traits(wanted.forename, wanted.surname)

        def in_common(pupil: Pupil) -> bool:
            known = tied.get(pupil.id, ())
            return any(names_agree(one, other) and evidence(one, other) for one in contacts for other in known)

        found = [
            pupil
            for pupil in (self._by_birth.get(wanted.date_of_birth, ()) if wanted.date_of_birth else ())
            if (known := self._traits[pupil.id])
            and (known.forename, known.surname) not in named
            and self._nearly_named(wanted, person, pupil)
            and in_common(pupil)
        ]
        return found[0] if len(found) == 1 else None

    def born_otherwise(
        self, wanted: ImportedPupil, contacts: list[Traits], tied: dict[int, list[Traits]]
    ) -> list[Pupil]:
        """Pupils of that name whose birthday is another one and whose number is none of another child."""
        person = name_traits(wanted.forename, wanted.surname)
        return [
            pupil
            for pupil in self._by_length.get((len(person.forename), len(person.surname)), ())
            if wanted.date_of_birth and pupil.date_of_birth and wanted.date_of_birth != pupil.date_of_birth
            if self._named(person, pupil) and not self._numbered_otherwise(wanted, pupil, contacts, tied)
        ]

    @staticmethod
    def shares_a_contact(
        pupil: Pupil, contacts: Sequence[Traits], tied: Mapping[int, Sequence[Traits]], *, with_evidence: bool = False
    ) -> bool:
        """Whether a contact of the file is by name, or by e-mail, mobile or home too, one of the pupil’s."""
        return any(
            names_agree(one, other) and (evidence(one, other) or not with_evidence)
            for one in contacts
            for other in tied.get(pupil.id, ())
        )

    def _nearly_named(self, wanted: ImportedPupil, person: Traits, pupil: Pupil) -> bool:
        known = self._traits[pupil.id]
        number, other = school_number_key(wanted.school_number), school_number_key(pupil.school_number)
        if number and other:
            return number == other
        close = person.surname == known.surname and forenames_close(person.forename, known.forename)
        return person.forename == known.forename or close

    def _is_plausible(self, wanted: ImportedPupil, person: Traits, pupil: Pupil, *, by_upn: bool) -> bool:
        """Whether a pupil of the same number may be the same child.

        The name agrees, or the birthday and the forename do, so that a new surname is no obstacle: another name under
        the same number and birthday is a pupil of another school's file, or a twin.
        """
        known = self._traits[pupil.id]
        if names_agree(person, known):
            return True
        if wanted.date_of_birth is None or wanted.date_of_birth != pupil.date_of_birth:
            return False
        if person.forename == known.forename:
            return True
        return not by_upn and person.surname == known.surname and forenames_close(person.forename, known.forename)

    def _namesakes(self, wanted: ImportedPupil, person: Traits) -> list[Pupil]:
        """Pupils of that name whose birthday agrees, or, where one is unknown, whose year group does."""
        if wanted.date_of_birth is not None:
            born = [pupil for pupil in self._by_birth.get(wanted.date_of_birth, ()) if self._named(person, pupil)]
            if born:
                return born
        return [
            pupil
            for pupil in self._by_length.get((len(person.forename), len(person.surname)), ())
            if (wanted.date_of_birth is None or pupil.date_of_birth is None)
            and _year_fits(pupil.year_group, wanted.year_group)
            and self._named(person, pupil)
        ]

    def _named(self, person: Traits, pupil: Pupil) -> bool:
        return names_agree(person, self._traits[pupil.id]) in (NameAgreement.SAME, NameAgreement.LOST_LETTERS)

    def _numbered_otherwise(
        self, wanted: ImportedPupil, pupil: Pupil, names: list[Traits], tied: dict[int, list[Traits]]
    ) -> bool:
        """Whether this namesake has another school number and none of the same contacts, so is another child."""
        if not wanted.school_number or not pupil.school_number:
            return False
        if school_number_key(wanted.school_number) == school_number_key(pupil.school_number):
            return False
        return not self._with_known_contacts([pupil], names, tied)

    def _sure(self, wanted: ImportedPupil, pupil: Pupil) -> bool:
        """Whether the birthday agrees too, or the form where the file or the register has no birthday."""
        if wanted.date_of_birth is not None and pupil.date_of_birth is not None:
            return True
        return _same_place(wanted, pupil)

    def _with_known_contacts(
        self, pupils: list[Pupil], names: list[Traits], tied: dict[int, list[Traits]]
    ) -> list[Pupil]:
        """Of several, the one who alone has most contacts of the names in the file; [] when none stands out."""
        counts = [
            sum(any(names_agree(name, known) for known in tied.get(pupil.id, ())) for name in names) for pupil in pupils
        ]
        most = max(counts)
        if not most or counts.count(most) > 1:
            return []
        return [pupils[counts.index(most)]]


def _renamed(by: ImportedPupil | None, person: Traits) -> bool:
    return by is not None and not names_agree(name_traits(by.forename, by.surname), person)


def _year_fits(known: str, wanted: str) -> bool:
    return not known or not wanted or known == wanted or is_next_year_group(known, wanted)


def _same_kind_of_entry(wanted: ImportedPupil, pupil: Pupil) -> bool:
    """Whether the same things are known of both: a birthday (the same one) and a number, or neither."""
    numbered = bool(wanted.school_number or wanted.upn)
    return wanted.date_of_birth == pupil.date_of_birth and numbered == bool(pupil.school_number or pupil.upn)


def _same_place(wanted: ImportedPupil, pupil: Pupil) -> bool:
    return wanted.year_group == pupil.year_group and wanted.form.casefold() == pupil.form.casefold()

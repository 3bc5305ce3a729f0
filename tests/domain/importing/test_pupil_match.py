"""Which pupil of the register a pupil in a file is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from halton_desktop.domain.importing.contact_import import ImportedPupil
from halton_desktop.domain.importing.pupil_match import PupilFound, PupilIndex, name_traits, school_number_key
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.parent_match import Traits

BORN = date(2014, 12, 5)
SAM = Pupil(1, "Sam", "Fieldhouse", "7", "7D", BORN, "000101", "J876410414101")
WANTED = ImportedPupil(2, "Sam", "Fieldhouse", "7", "7D", BORN, "000101", "J876410414101")
JANE = name_traits("Jane", "Fieldhouse")
NO_NUMBERS: dict[str, Any] = {"school_number": "", "upn": ""}


def find(
    wanted: ImportedPupil, *pupils: Pupil, names: tuple[Traits, ...] = (), tied: dict[int, list[Traits]] | None = None
) -> PupilFound:
    index = PupilIndex(pupils)
    by_number = index.by_number(wanted)
    if by_number.pupil is not None:
        return by_number
    return replace(index.by_name(wanted, list(names), tied or {}), number_of=by_number.number_of)


def test_by_school_number_with_or_without_its_zeros() -> None:
    assert find(replace(WANTED, school_number="101", upn="", date_of_birth=None), SAM).pupil == SAM
    assert school_number_key("000") == "000"


def test_by_unique_pupil_number_in_another_systems_file() -> None:
    assert find(replace(WANTED, school_number="", date_of_birth=None, form=""), SAM).pupil == SAM


def test_a_number_whose_name_and_birthday_differ_belongs_to_somebody_else() -> None:
    found = find(replace(WANTED, forename="Ruth", surname="Owen", date_of_birth=date(2013, 6, 4)), SAM)
    assert found == PupilFound(None, number_of=SAM)


def test_a_twin_with_the_same_unique_pupil_number_is_another_child() -> None:
    twin = replace(WANTED, forename="Alex", school_number="")
    assert find(twin, SAM).pupil is None


def test_a_new_surname_or_a_corrected_birthday_is_the_same_child_by_number() -> None:
    assert find(replace(WANTED, surname="Newname"), SAM).pupil == SAM
    assert find(replace(WANTED, date_of_birth=date(2014, 5, 12)), SAM).pupil == SAM


def test_by_name_and_birthday_without_numbers_and_with_lost_letters() -> None:
    assert find(replace(WANTED, **NO_NUMBERS), SAM).pupil == SAM
    lucy = replace(SAM, forename="Łucja")
    assert find(replace(WANTED, forename="?ucja", **NO_NUMBERS), lucy).pupil == lucy


def test_the_same_name_with_another_birthday_is_another_child() -> None:
    assert find(replace(WANTED, date_of_birth=date(2014, 1, 7), **NO_NUMBERS), SAM).pupil is None


def test_two_that_fit_equally_are_a_question() -> None:
    twin = replace(SAM, id=2, school_number="000102", form="7E")
    found = find(replace(WANTED, form="7A", **NO_NUMBERS), SAM, twin)
    assert found.pupil is None
    assert set(found.several) == {SAM, twin}


def test_two_that_fit_are_told_apart_by_form_or_by_their_contacts() -> None:
    twin = replace(SAM, id=2, school_number="000102", form="7E")
    assert find(replace(WANTED, form="7E", **NO_NUMBERS), SAM, twin).pupil == twin
    elsewhere = replace(WANTED, form="", **NO_NUMBERS)
    assert find(elsewhere, SAM, twin, names=(JANE,), tied={2: [JANE]}).pupil == twin


def test_without_a_birthday_name_and_form_are_enough() -> None:
    bare = replace(WANTED, date_of_birth=None, **NO_NUMBERS)
    assert find(bare, SAM).pupil == SAM


def test_without_a_birthday_in_another_form_a_known_contact_decides() -> None:
    bare = replace(WANTED, date_of_birth=None, year_group="8", form="8N", **NO_NUMBERS)
    assert find(bare, SAM).several == (SAM,)
    assert find(bare, SAM, names=(JANE,), tied={1: [JANE]}).pupil == SAM


def test_without_a_birthday_two_years_further_on_it_is_another_child() -> None:
    assert find(replace(WANTED, date_of_birth=None, year_group="9", form="9N", **NO_NUMBERS), SAM) == PupilFound()


def test_a_namesake_born_the_same_day_with_another_school_number_is_another_child_unless_the_parents_are_the_same() -> (
    None
):
    namesake = replace(WANTED, school_number="000999", upn="")
    assert find(namesake, SAM).pupil is None
    assert find(namesake, SAM, names=(JANE,), tied={1: [JANE]}).pupil == SAM


def test_who_gets_another_name_by_number_is_not_found_by_the_old_one() -> None:
    unnumbered = replace(WANTED, **NO_NUMBERS)
    renamed = replace(WANTED, surname="Newname")
    assert PupilIndex([SAM]).by_name(unnumbered, [], {}, {1: renamed}) == PupilFound()
    assert PupilIndex([SAM]).by_name(unnumbered, [], {}, {1: WANTED}).pupil == SAM

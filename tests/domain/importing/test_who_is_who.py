"""Who a contact of a file is, where a family, a later file or a placeholder could mislead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import (
    FileKind,
    ImportedContact,
    ImportedPupil,
    ImportPlan,
    ReadContacts,
    RegisterSnapshot,
)
from halton_desktop.domain.importing.import_plan import plan_import
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.question import QuestionKind
from tests.helpers.register import after

EMPTY = RegisterSnapshot()
HOME = PostalAddress(("12 Example Road", "Widnes"), "WA8 1TD")
OTHER_HOME = PostalAddress(("3 Other Road", "Widnes"), "WA8 1TD")
FAR = PostalAddress(("77 Far Lane", "Widnes"), "WA8 3TD")
JANE = ImportedContact(
    2, "Jane", "Pearce", "Mrs", "mother", address=HOME, email="jane@example.org", mobile="07700 900111"
)
TOM = replace(
    JANE, row=3, forename="Tom", title="Mr", relationship="father", address=OTHER_HOME, email="tom@example.org",
    mobile="07700 900211",
)  # fmt: skip
EMMA = ImportedPupil(2, "Emma", "Pearce", "9", "9B", date(2012, 4, 3), "4711", contacts=(JANE, TOM))
ORDERED = replace(EMMA, contacts=(JANE, replace(TOM, court_order=True)))


def plan(*pupils: ImportedPupil, register: RegisterSnapshot = EMPTY) -> ImportPlan:
    return plan_import(ReadContacts("contacts.csv", FileKind.CSV, pupils), register)


def imported(*pupils: ImportedPupil) -> RegisterSnapshot:
    return after(EMPTY, plan(*pupils))


def held(found: ImportPlan) -> set[int]:
    return {hold.parent_id for hold in found.holds}


def said(found: ImportPlan, words: str) -> bool:
    return any(words in problem.message for problem in found.problems)


@pytest.mark.case("silence-who")
@pytest.mark.parametrize(
    ("email", "mobile"),
    [
        ("noemail@noemail.com", "07999999999"),
        ("none@none.org", "07"),
        ("no.reply@school.sch.uk", "0"),
        ("unknown@example.org", "07000000000"),
    ],
)
def test_a_placeholder_makes_no_one_person_of_two_mothers(email: str, mobile: str) -> None:
    sarah = replace(JANE, forename="Sarah", surname="Jones", email=email, mobile=mobile)
    liam = ImportedPupil(3, "Liam", "Dunn", contacts=(replace(sarah, row=3, address=FAR),))
    found = plan(replace(EMMA, contacts=(sarah,)), liam)
    assert len(found.new_parents) == 2
    again = plan(liam, register=imported(replace(EMMA, contacts=(sarah,))))
    assert len(again.new_parents) == 1
    assert not again.changed_parents


@pytest.mark.case("silence-who")
def test_what_many_families_share_proves_nothing() -> None:
    """The school's own address typed for whoever has none."""
    pupils = []
    for row, name in enumerate(("Jones", "Dunn", "Hart", "Field"), start=2):
        home = PostalAddress((f"{row} Example Road", "Widnes"), "WA8 1TD")
        ann = replace(JANE, row=row, forename="Ann", email="office@heath.sch.uk", mobile="", address=home)
        ann = replace(ann, surname="Lee" if row < 4 else name)
        pupils.append(ImportedPupil(row, "Sam", name, "9", "9B", date(2012, 4, row), contacts=(ann,)))
    assert len(plan(*pupils).new_parents) == 4


@pytest.mark.case("silence-who")
@pytest.mark.parametrize("words", ["Address withheld", "Confidential address", "Not known at present"])
def test_nobody_lives_together_where_the_address_is_withheld(words: str) -> None:
    hidden = replace(JANE, email="", mobile="", address=PostalAddress((words,)))
    liam = ImportedPupil(3, "Liam", "Pearce", contacts=(replace(hidden, row=3),))
    assert len(plan(replace(EMMA, contacts=(hidden,)), liam).new_parents) == 2


@pytest.mark.case("silence-who")
@pytest.mark.parametrize("relationship", ["grandfather", "", "uncle"])
def test_a_grandfather_of_the_same_name_does_not_overwrite_the_father(relationship: str) -> None:
    grandfather = replace(
        TOM, relationship=relationship, address=FAR, email="grandad@example.org", mobile="07700 900999"
    )
    found = plan(replace(EMMA, contacts=(JANE, grandfather)), register=imported(EMMA))
    assert not found.changed_parents
    assert [parent.address for parent in found.new_parents] == [FAR]
    assert said(found, "have the same name") or said(found, "may be Mr Tom Pearce")


@pytest.mark.case("silence-who")
def test_a_father_of_whom_everything_is_new_is_asked_about_and_held() -> None:
    changed = replace(TOM, address=FAR, email="new@example.org", mobile="07700 900999")
    found = plan(replace(EMMA, contacts=(JANE, changed)), register=imported(EMMA))
    (new,) = found.new_parents
    assert new.id in held(found)
    assert QuestionKind.SAME_PERSON in [question.kind for question in found.questions]


@pytest.mark.case("silence-who")
def test_father_and_grandfather_in_one_house_are_two_even_for_cousins() -> None:
    father = replace(JANE, forename="John", title="Mr", relationship="father")
    grandfather = replace(father, row=3, relationship="grandfather")
    cousin = ImportedPupil(3, "Liam", "Dunn", contacts=(grandfather,))
    found = plan(replace(EMMA, contacts=(father,)), cousin)
    assert len(found.new_parents) == 2
    assert said(found, "one as a parent and one as a grandparent")


@pytest.mark.case("silence-who")
def test_mother_and_grandmother_of_one_name_sharing_a_mobile_are_two() -> None:
    mother = replace(JANE, forename="Mary", email="", address=PostalAddress())
    grandmother = replace(mother, row=3, title="Mrs", relationship="grandmother")
    assert len(plan(replace(EMMA, contacts=(mother, grandmother))).new_parents) == 2


@pytest.mark.case("silence-who")
def test_two_foster_carers_known_by_one_initial_are_two() -> None:
    one = replace(JANE, forename="J", title="", relationship="foster carer", email="")
    other = replace(one, row=3, mobile="07700 900777")
    assert len(plan(replace(EMMA, contacts=(one, other))).new_parents) == 2


@pytest.mark.case("silence-who")
@pytest.mark.parametrize(
    ("forename", "surname", "email", "mobile", "address"),
    [
        ("Thomas", "Pearce", "tom@example.org", "07700 900211", OTHER_HOME),
        ("Tom", "Fieldhouse-Reid", "tom@example.org", "07700 900211", OTHER_HOME),
        ("Thomas", "Pearce", "", "", FAR),
        ("Tommy", "Reid", "", "07700 900211", PostalAddress()),
        ("T", "Pearce", "tom@example.org", "", FAR),
    ],
)
def test_another_spelling_in_a_later_file_sheds_no_court_order(
    forename: str, surname: str, email: str, mobile: str, address: PostalAddress
) -> None:
    later = replace(
        TOM, forename=forename, surname=surname, email=email, mobile=mobile, address=address, court_order=None
    )
    register = imported(ORDERED)
    found = plan(replace(EMMA, contacts=(JANE, later)), register=register)
    assert {parent.id for parent in found.new_parents} <= held(found)
    assert not found.changed_ties
    assert not found.new_parents or QuestionKind.SAME_PERSON in [question.kind for question in found.questions]
    tom = next(parent for parent in after(register, found).parents if parent.forename.startswith("T"))
    assert tom.name == "Tom Pearce"


@pytest.mark.case("silence-who")
def test_somebody_not_to_be_written_to_is_looked_for_at_another_child_too() -> None:
    register = imported(EMMA)
    parents = tuple(
        replace(one, do_not_write=True, do_not_write_reason="asked") if one.forename == "Tom" else one
        for one in register.parents
    )
    later = replace(TOM, forename="Thomas", surname="Reid")
    liam = ImportedPupil(4, "Liam", "Reid", "7", "7A", date(2014, 1, 2), "99", contacts=(later,))
    found = plan(EMMA, liam, register=replace(register, parents=parents))
    assert {parent.id for parent in found.new_parents} <= held(found)
    assert len(found.new_parents) == 1


@pytest.mark.case("silence-who")
def test_within_one_file_a_second_spelling_sheds_no_court_order() -> None:
    thomas = replace(TOM, row=4, forename="Thomas")
    found = plan(replace(EMMA, contacts=(JANE, replace(TOM, court_order=True), thomas)))
    new = next(parent for parent in found.new_parents if parent.forename == "Thomas")
    assert new.id in held(found)


@pytest.mark.case("silence-who")
def test_a_restriction_in_any_row_of_a_contact_counts() -> None:
    hold = FoundHold(HoldKind.NO_CONTACT, "NO CONTACT", "row 4, Notes")
    twice = (JANE, TOM, replace(TOM, row=4, court_order=True, holds=(hold,), mobile=""))
    found = plan(replace(EMMA, contacts=twice))
    tom = next(parent for parent in found.new_parents if parent.forename == "Tom")
    assert [tie.court_order for tie in found.new_ties if tie.parent_id == tom.id] == [True]
    assert [(one.parent_id, one.found) for one in found.holds] == [(tom.id, hold)]


@pytest.mark.case("silence-who")
@pytest.mark.parametrize(("forename", "surname"), [("Jane", "Hart"), ("Jayne", "Pearce"), ("Jane Mary", "Pearce")])
def test_a_renamed_mother_is_asked_about_and_not_doubled(forename: str, surname: str) -> None:
    renamed = replace(JANE, forename=forename, surname=surname)
    register = imported(EMMA)
    found = plan(replace(EMMA, contacts=(renamed, TOM)), register=register)
    assert found.new_parents == ()
    assert [question.kind for question in found.questions] == [QuestionKind.SAME_PERSON]
    assert said(found, "with another name")
    again = plan(replace(EMMA, contacts=(renamed, TOM)), register=after(register, found))
    assert not again.changes_anything
    assert again.new_parents == ()


@pytest.mark.case("silence-who")
def test_another_name_under_a_known_number_is_asked_about_and_takes_nobody_over() -> None:
    beth = replace(JANE, forename="Beth", surname="Dunn", email="beth@example.org", mobile="07700 900777", address=FAR)
    liam = replace(EMMA, forename="Liam", surname="Dunn", contacts=(beth,))
    found = plan(liam, register=imported(EMMA))
    assert found.changed_pupils == ()
    assert [(one.parent_id, one.pupil_id) for one in found.holds] == [(-1, -1)]
    assert QuestionKind.SAME_PERSON in [question.kind for question in found.questions]
    assert said(found, "belongs to Emma Pearce")


@pytest.mark.case("silence-who")
def test_a_renamed_pupil_without_a_number_is_asked_about_and_not_doubled() -> None:
    register = imported(replace(EMMA, school_number=""))
    renamed = replace(EMMA, school_number="", surname="Hart")
    found = plan(renamed, register=register)
    assert (found.new_pupils, found.changed_pupils) == ((), ())
    assert said(found, "may be the same child with another name")
    assert [(one.change.old, one.change.new) for one in found.kept] == [("Pearce", "Hart")]
    assert plan(renamed, register=after(register, found)).new_pupils == ()


@pytest.mark.case("silence-who")
def test_twins_are_never_one_renamed() -> None:
    alex = replace(EMMA, row=5, forename="Emmy", school_number="")
    register = imported(replace(EMMA, school_number=""))
    assert len(plan(replace(EMMA, school_number=""), alex, register=register).new_pupils) == 1


@pytest.mark.case("silence-who")
@pytest.mark.parametrize(("title", "forename"), [("Mr & Mrs", "J"), ("", "Jane and Tom"), ("Mr and Mrs", "")])
def test_two_people_in_one_contact_are_said(title: str, forename: str) -> None:
    couple = replace(JANE, title=title, forename=forename)
    assert said(plan(replace(EMMA, contacts=(couple,))), "two people in one contact")

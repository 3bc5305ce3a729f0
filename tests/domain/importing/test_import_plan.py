"""What importing a file would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import (
    FileKind,
    ImportedContact,
    ImportedPupil,
    ImportPlan,
    ReadContacts,
    RegisterSnapshot,
    Tally,
)
from halton_desktop.domain.importing.import_plan import plan_import
from halton_desktop.domain.parents.parent import Capacity, ParentOf
from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.errors import Cancelled
from tests.helpers.register import after

HOME = PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU")
JANE = ImportedContact(
    2,
    "Jane",
    "Fieldhouse",
    "Mrs",
    "mother",
    True,
    1,
    False,
    address=HOME,
    email="jane@example.org",
    mobile="07700 900123",
)
TOM = replace(JANE, forename="Tom", title="Mr", relationship="father", priority=2, email="", mobile="07700 900124")
SAM = ImportedPupil(2, "Sam", "Fieldhouse", "7", "7D", date(2014, 12, 5), "000101", contacts=(JANE, TOM))
EMMA = ImportedPupil(4, "Emma", "Fieldhouse", "9", "9N", date(2012, 11, 3), "000102", contacts=(replace(JANE, row=4),))
EMPTY = RegisterSnapshot()


def plan(*pupils: ImportedPupil, register: RegisterSnapshot = EMPTY, kind: FileKind = FileKind.CSV) -> ImportPlan:
    return plan_import(ReadContacts("contacts.csv", kind, pupils), register)


def imported(*pupils: ImportedPupil) -> RegisterSnapshot:
    """The register after these were imported into an empty one."""
    return after(EMPTY, plan(*pupils))


def with_parent(register: RegisterSnapshot, forename: str, **fields: Any) -> RegisterSnapshot:
    """The register with something typed by hand for one parent."""
    parents = tuple(replace(p, **fields) if p.forename == forename else p for p in register.parents)
    return replace(register, parents=parents)


def test_into_an_empty_register_everybody_is_new_and_siblings_share_their_mother() -> None:
    first = plan(SAM, EMMA)
    assert (first.pupils, first.parents) == (Tally(2, 0, 0), Tally(2, 0, 0))
    register = after(EMPTY, first)
    jane = next(parent for parent in register.parents if parent.forename == "Jane")
    assert {tie.pupil_id for tie in register.ties if tie.parent_id == jane.id} == {1, 2}
    assert first.problems == ()


def test_the_same_file_again_changes_nothing() -> None:
    again = plan(SAM, EMMA, register=imported(SAM, EMMA))
    assert not again.changes_anything
    assert (again.pupils, again.parents) == (Tally(0, 0, 2), Tally(0, 0, 2))


def test_a_parent_who_moved_is_changed_and_the_fields_are_listed_old_and_new() -> None:
    moved = replace(
        JANE, address=PostalAddress(("1 New Street", "Runcorn"), "WA7 1AA"), mobile="07700 900199", email=""
    )
    again = plan(replace(SAM, contacts=(moved, TOM)), register=imported(SAM))
    assert again.parents == Tally(0, 1, 1)
    (change,) = again.changed_parents
    assert {(one.field, one.old, one.new) for one in change.fields} == {
        ("address", "12 Example Road, Widnes, WA8 7QU", "1 New Street, Runcorn, WA7 1AA"),
        ("mobile", "07700 900123", "07700 900199"),
    }
    assert change.after.email == "jane@example.org", "an empty cell empties nothing"


def test_what_the_office_decided_by_hand_stays() -> None:
    kept = {
        "salutation": "Jane",
        "notes": "Prefers the telephone",
        "do_not_write": True,
        "do_not_write_reason": "asked",
        "capacities": frozenset({Capacity.PARENT_CARER, Capacity.GOVERNOR}),
    }
    moved = replace(JANE, address=PostalAddress(("1 New Street", "Runcorn"), "WA7 1AA"))
    register = with_parent(imported(SAM), "Jane", **kept)
    (change,) = plan(replace(SAM, contacts=(moved, TOM)), register=register).changed_parents
    assert {name: getattr(change.after, name) for name in kept} == kept


def test_a_pupil_moves_up_a_year_and_nothing_else_changes() -> None:
    again = plan(replace(SAM, year_group="8", form="8D"), register=imported(SAM))
    (change,) = again.changed_pupils
    assert [(one.field, one.old, one.new) for one in change.fields] == [("year_group", "7", "8"), ("form", "7D", "8D")]
    assert again.parents == Tally(0, 0, 2)


def test_pupils_not_in_the_file_are_listed_and_left_alone() -> None:
    again = plan(SAM, register=imported(SAM, EMMA))
    assert [pupil.forename for pupil in again.not_in_file] == ["Emma"]
    assert not again.changes_anything


def test_a_parent_no_longer_listed_stays_tied_and_is_asked_about_once() -> None:
    register = imported(SAM)
    again = plan(replace(SAM, contacts=(JANE,)), register=register)
    assert len(again.no_longer_listed) == 1
    assert (again.new_ties, again.changed_ties, again.holds) == ((), (), ())
    assert [question.kind for question in again.questions] == [QuestionKind.GONE]
    assert not plan(replace(SAM, contacts=(JANE,)), register=after(register, again)).changes_anything


def test_a_court_order_is_set_by_a_file_and_never_lifted() -> None:
    ordered = replace(SAM, contacts=(JANE, replace(TOM, court_order=True)))
    first = plan(ordered, register=imported(SAM))
    assert [change.after.court_order for change in first.changed_ties] == [True]
    again = plan(SAM, register=imported(ordered))
    assert not again.changed_ties
    assert "court order" in again.problems[0].message
    silent = replace(SAM, contacts=(JANE, replace(TOM, court_order=None)))
    assert plan(silent, register=imported(ordered)).problems == ()


def test_a_file_from_another_system_finds_the_same_people() -> None:
    """No school number but a unique pupil number, letters that the first export lost, the flat on its own line."""
    lucy = replace(
        JANE, forename="?ucja", surname="Th? H??ng", email="?ucja@example.org",
        address=PostalAddress(("Flat 7", "50 Norton Lane", "Runcorn"), "WA7 2WJ"),
    )  # fmt: skip
    first = replace(SAM, contacts=(lucy,))
    register = imported(first)
    other = replace(
        lucy, forename="Łucja", surname="Thị Hương", email="łucja@example.org",
        address=PostalAddress(("Flat 7 50 Norton Lane", "RUNCORN"), "WA7 2WJ"),
    )  # fmt: skip
    second = plan(
        replace(SAM, school_number="", upn="J876410414101", form="", contacts=(other,)),
        register=register,
        kind=FileKind.CTF,
    )
    assert (second.pupils, second.parents) == (Tally(0, 1, 0), Tally(0, 1, 0))
    assert {one.field for one in second.changed_parents[0].fields} == {"forename", "surname", "email"}
    back = plan(first, register=after(register, second))
    assert not back.changes_anything, "the poorer file does not take the letters away again"


def test_lost_letters_are_told_once_for_each_person_until_they_are_back() -> None:
    lucy = replace(JANE, forename="?ucja", email="?ucja@example.org")
    problems = plan(replace(SAM, contacts=(lucy,)), replace(EMMA, contacts=(lucy,))).problems
    assert [problem.column for problem in problems] == ["Name", "E-mail"]


def test_one_unique_pupil_number_for_two_children_is_told_and_kept_for_neither() -> None:
    number = "J876410414101"
    sam, ruth = (replace(pupil, school_number="", upn=number) for pupil in (SAM, replace(EMMA, surname="Owen")))
    first = plan(sam, ruth)
    assert [pupil.upn for pupil in first.new_pupils] == ["", ""]
    (problem,) = first.problems
    assert (problem.column, problem.value) == ("UPN", number)
    assert not plan(sam, ruth, register=after(EMPTY, first)).changes_anything


def test_a_pupil_who_cannot_be_told_apart_is_left_out_and_told() -> None:
    register = imported(SAM, replace(SAM, row=9, school_number="000999", form="7E", contacts=()))
    unclear = replace(SAM, school_number="", form="7A", contacts=())
    again = plan(unclear, register=register)
    assert not again.changes_anything
    assert "left out" in again.problems[0].message


def test_a_pupil_without_contacts_is_told() -> None:
    assert "has no contacts" in plan(replace(SAM, contacts=())).problems[0].message


def test_a_parent_no_letter_can_reach_is_told_and_an_emergency_contact_is_not() -> None:
    nowhere = replace(JANE, address=PostalAddress(("12 Example Road", "Widnes")))
    gran = replace(nowhere, forename="Joan", relationship="grandmother", parental_responsibility=False)
    (problem,) = plan(replace(SAM, contacts=(nowhere, gran))).problems
    assert "no postcode" in problem.message
    assert "Jane" in problem.message


def test_a_leaver_who_is_back_in_the_file_is_asked_about() -> None:
    register = imported(SAM)
    register = replace(register, pupils=(replace(register.pupils[0], left_on=date(2026, 7, 20)),))
    again = plan(SAM, register=register)
    assert "20/07/2026" in again.problems[0].message
    assert not again.changes_anything


def test_a_new_child_of_a_known_parent_is_tied_and_counts_as_a_change_of_the_parent() -> None:
    again = plan(EMMA, register=imported(SAM))
    assert (again.pupils, again.parents) == (Tally(1, 0, 0), Tally(0, 1, 0))
    assert again.new_ties == (ParentOf(1, -1, "mother", True, 1, False),)
    assert again.changed_parents[0].fields[0].new == "Emma Fieldhouse (mother)"


def test_a_namesake_with_nothing_in_common_is_not_the_known_parent() -> None:
    stranger = replace(JANE, email="", mobile="", address=PostalAddress(("12 Other Street", "Widnes"), "WA8 7QU"))
    again = plan(replace(EMMA, contacts=(stranger,)), register=imported(SAM))
    assert again.parents == Tally(1, 0, 0)


def test_a_namesake_of_the_other_sex_is_not_the_known_parent_and_is_asked_about() -> None:
    man = replace(JANE, title="Mr", relationship="father")
    again = plan(replace(EMMA, contacts=(man,)), register=imported(replace(SAM, contacts=(JANE,))))
    assert again.parents == Tally(1, 0, 0)
    assert "different titles" in again.problems[0].message


def test_a_mere_contact_becomes_a_parent_through_a_new_child_of_their_own() -> None:
    aunt = replace(JANE, relationship="aunt", parental_responsibility=False)
    register = imported(replace(SAM, contacts=(aunt,)))
    assert register.parents[0].capacities == {Capacity.OTHER_CONTACT}
    again = plan(EMMA, register=register)
    assert Capacity.PARENT_CARER in again.changed_parents[0].after.capacities


def test_a_name_in_capitals_takes_the_familys_spelling() -> None:
    shouted = replace(JANE, surname="FIELDHOUSE")
    assert plan(replace(SAM, contacts=(shouted,))).new_parents[0].surname == "Fieldhouse"
    assert not plan(replace(SAM, contacts=(shouted, TOM)), register=imported(SAM)).changes_anything


def test_rows_that_differ_about_one_person_keep_the_first_and_are_told() -> None:
    other = replace(JANE, row=4, mobile="07700 900555")
    first = plan(SAM, replace(EMMA, contacts=(other,)))
    assert first.new_parents[0].mobile == "07700 900123"
    assert [(problem.row, problem.column, problem.value) for problem in first.problems] == [
        (4, "Mobile", "07700 900555")
    ]
    again = plan(SAM, replace(EMMA, contacts=(other,)), register=after(EMPTY, first))
    assert not again.changes_anything


def test_parents_the_office_keeps_apart_stay_apart() -> None:
    """Two records of one name and address, each tied to one child: the import does not put them together."""
    register = imported(SAM, EMMA)
    jane = next(parent for parent in register.parents if parent.forename == "Jane")
    twin = replace(jane, id=99)
    ties = tuple(
        replace(tie, parent_id=99) if (tie.parent_id, tie.pupil_id) == (jane.id, 2) else tie for tie in register.ties
    )
    apart = replace(register, parents=(*register.parents, twin), ties=ties)
    assert not plan(SAM, EMMA, register=apart).changes_anything


def test_planning_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        plan_import(ReadContacts("contacts.csv", FileKind.CSV, (SAM,)), EMPTY, cancelled=lambda: True)


def test_problems_speak_of_pupils_in_a_common_transfer_file_and_of_rows_elsewhere() -> None:
    sam, ruth = (
        replace(pupil, school_number="", upn="J876410414101") for pupil in (SAM, replace(EMMA, surname="Owen"))
    )
    assert "(row 2)" in plan(sam, ruth).problems[0].message
    assert "(pupil 2)" in plan(sam, ruth, kind=FileKind.CTF).problems[0].message

"""What a person typed wins over a file, what is protected is never touched, and what a file gave follows the file."""

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
)
from halton_desktop.domain.importing.file_values import FieldKey, GoneChoice, ImportChoices, Kept
from halton_desktop.domain.importing.import_plan import plan_import
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent import Capacity, Parent, Protected
from halton_desktop.domain.parents.question import QuestionKind
from tests.helpers.register import after

EMPTY = RegisterSnapshot()
OLD = PostalAddress(("12 Example Road", "Widnes"), "WA8 1TD")
SAFE = PostalAddress(("99 Safe House Lane", "Chester"), "CH1 1AA")
NEW = PostalAddress(("4 New Street", "Runcorn"), "WA7 1AA")
JANE = ImportedContact(
    2, "Jane", "Pearce", "Mrs", "mother", True, 1, address=OLD, email="jane@example.org", mobile="07700 900111"
)
EMMA = ImportedPupil(2, "Emma", "Pearce", "9", "9B", date(2012, 4, 3), "4711", contacts=(JANE,))
LIAM = ImportedPupil(
    3, "Liam", "Dunn", "9", "9B", date(2012, 4, 4), "4712",
    contacts=(replace(JANE, row=3, forename="Beth", surname="Dunn", email="beth@example.org", mobile="07700 900222",
                      address=PostalAddress(("14 Example Road", "Widnes"), "WA8 2TD")),),
)  # fmt: skip
NOTHING = ImportChoices()


def plan(
    *pupils: ImportedPupil, register: RegisterSnapshot = EMPTY, choices: ImportChoices = NOTHING, **read: Any
) -> ImportPlan:
    return plan_import(ReadContacts("contacts.csv", FileKind.CSV, pupils, **read), register, choices=choices)


def imported(*pupils: ImportedPupil, **read: Any) -> RegisterSnapshot:
    return after(EMPTY, plan(*pupils, **read))


def with_mother(contact: ImportedContact, **fields: Any) -> ImportedPupil:
    return replace(EMMA, contacts=(replace(contact, **fields),))


def typed(register: RegisterSnapshot, **fields: Any) -> RegisterSnapshot:
    """The register with something typed by hand for Jane."""
    return replace(register, parents=tuple(replace(p, **fields) if _is_jane(p) else p for p in register.parents))


def _is_jane(parent: Parent) -> bool:
    return parent.forename == "Jane"


def jane_of(register: RegisterSnapshot) -> Parent:
    return next(parent for parent in register.parents if _is_jane(parent))


@pytest.mark.case("harm-1")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", SAFE),
        ("email", "safe@example.org"),
        ("mobile", "07700 900999"),
        ("surname", "Hart"),
        ("forename", "Janet"),
        ("title", "Dr"),
        ("capacities", frozenset({Capacity.OTHER_CONTACT})),
    ],
)
def test_a_later_file_does_not_overwrite_what_the_office_typed(field: str, value: object) -> None:
    register = typed(imported(EMMA), **{field: value})
    found = plan(EMMA, register=register)
    assert (found.new_parents, found.changed_parents) == ((), ())
    assert [(one.key.field, one.because) for one in found.kept] == [(field, Kept.TYPED)]
    assert "The office has" in found.problems[0].message
    again = plan(EMMA, register=after(register, found))
    assert (again.new_parents, again.changed_parents) == ((), ())


@pytest.mark.case("harm-1")
def test_even_a_new_value_of_the_file_does_not() -> None:
    register = typed(imported(EMMA), address=SAFE)
    moved = with_mother(JANE, address=NEW)
    register = after(register, plan(moved, register=register))
    assert jane_of(register).address == SAFE
    assert jane_of(after(register, plan(EMMA, register=register))).address == SAFE


@pytest.mark.case("harm-1")
def test_the_files_new_value_is_taken_where_nobody_typed_one() -> None:
    register = imported(EMMA)
    found = plan(with_mother(JANE, address=NEW), register=register)
    assert jane_of(after(register, found)).address == NEW


@pytest.mark.case("harm-1")
def test_an_email_the_office_emptied_stays_empty() -> None:
    register = typed(imported(EMMA), email="")
    assert jane_of(after(register, plan(EMMA, register=register))).email == ""


@pytest.mark.case("harm-1")
def test_a_person_may_decide_otherwise_field_by_field() -> None:
    register = typed(imported(EMMA), address=SAFE, mobile="07700 900999")
    key = FieldKey("address", jane_of(register).id)
    found = plan(EMMA, register=register, choices=ImportChoices(taken=frozenset({key})))
    register = after(register, found)
    assert (jane_of(register).address, jane_of(register).mobile) == (OLD, "07700 900999")
    assert jane_of(after(register, plan(with_mother(JANE, address=NEW), register=register))).address == NEW


@pytest.mark.case("harm-1")
def test_any_single_change_can_be_declined_and_is_not_offered_as_a_change_again() -> None:
    register = imported(EMMA)
    moved = with_mother(JANE, address=NEW, mobile="07700 900999")
    key = FieldKey("address", jane_of(register).id)
    register = after(register, plan(moved, register=register, choices=ImportChoices(declined=frozenset({key}))))
    assert (jane_of(register).address, jane_of(register).mobile) == (OLD, "07700 900999")
    again = plan(moved, register=register)
    assert not again.changed_parents
    assert [one.because for one in again.kept] == [Kept.NOT_NEW]


@pytest.mark.case("harm-1")
def test_what_the_office_typed_of_pupil_and_tie_stays_too() -> None:
    register = imported(EMMA)
    register = replace(
        register,
        pupils=tuple(replace(pupil, form="9E") for pupil in register.pupils),
        ties=tuple(replace(tie, relationship="guardian") for tie in register.ties),
    )
    found = plan(EMMA, register=register)
    assert (found.changed_pupils, found.changed_ties) == ((), ())
    assert {one.key.field for one in found.kept} == {"form", "relationship"}


@pytest.mark.case("harm-1")
def test_what_is_protected_is_never_touched_nor_shown_in_the_preview() -> None:
    everything = frozenset(Protected)
    register = typed(imported(EMMA), address=SAFE, protected=everything, protected_reason="moved away in danger")
    moved = with_mother(JANE, address=NEW, mobile="07700 900999", email="new@example.org")
    found = plan(moved, register=register)
    assert not found.changed_parents
    assert jane_of(after(register, found)) == jane_of(register)
    words = str([*found.problems, *found.kept, *found.gone])
    for secret in ("Safe House", "New Street", "900999", "new@example.org", "Example Road"):
        assert secret not in words
    assert {(one.change.old, one.change.new) for one in found.kept} == {("protected", "protected")}
    taken = ImportChoices(taken=frozenset())
    assert not plan(moved, register=register, choices=taken).changed_parents


@pytest.mark.case("silence-changed")
@pytest.mark.parametrize("changed", [{"relationship": "mother"}, {"parental_responsibility": True}])
def test_a_capacity_from_a_file_follows_the_file(changed: dict[str, Any]) -> None:
    bare = replace(JANE, relationship="", parental_responsibility=None)
    register = imported(replace(EMMA, contacts=(bare,)))
    assert Capacity.PARENT_CARER not in jane_of(register).capacities
    found = plan(with_mother(bare, **changed), register=register)
    assert jane_of(after(register, found)).capacities == {Capacity.PARENT_CARER}
    (change,) = found.changed_parents
    assert "capacities" in {one.field for one in change.fields}


@pytest.mark.case("silence-changed")
def test_a_capacity_set_by_a_person_stays_and_a_governor_stays_a_governor() -> None:
    bare = replace(JANE, relationship="", parental_responsibility=None)
    register = imported(replace(EMMA, contacts=(bare,)))
    governor = typed(register, capacities=jane_of(register).capacities | {Capacity.GOVERNOR})
    now = jane_of(after(governor, plan(EMMA, register=governor)))
    assert now.capacities == {Capacity.PARENT_CARER, Capacity.GOVERNOR}
    unticked = typed(imported(EMMA), capacities=frozenset({Capacity.GOVERNOR}))
    assert jane_of(after(unticked, plan(EMMA, register=unticked))).capacities == {Capacity.GOVERNOR}


@pytest.mark.case("silence-changed")
def test_who_the_file_now_calls_a_grandmother_is_a_contact_and_told() -> None:
    register = imported(EMMA)
    found = plan(with_mother(JANE, relationship="aunt", parental_responsibility=False), register=register)
    assert jane_of(after(register, found)).capacities == {Capacity.OTHER_CONTACT}


@pytest.mark.case("silence-gone")
@pytest.mark.parametrize("now", [PostalAddress(), PostalAddress(("Widnes",), "WA8 1TD"), PostalAddress((), "WA8 1TD"),
                                 PostalAddress(("Example Road", "Widnes"), "WA8 1TD")])  # fmt: skip
def test_an_address_that_is_taken_back_holds_the_person_until_somebody_decides(now: PostalAddress) -> None:
    register = imported(EMMA, LIAM)
    gone = with_mother(JANE, address=now)
    found = plan(gone, LIAM, register=register)
    jane = jane_of(register)
    assert [(one.parent_id, one.found.kind) for one in found.holds] == [(jane.id, HoldKind.UNDECIDED)]
    assert [(one.kind, one.parent_ids) for one in found.questions] == [(QuestionKind.GONE, (jane.id,))]
    assert jane_of(after(register, found)).address == OLD
    assert "no longer gives an address" in found.problems[0].message
    assert not plan(gone, LIAM, register=after(register, found)).holds


@pytest.mark.case("silence-gone")
def test_a_file_without_any_address_takes_none_back() -> None:
    register = imported(EMMA, LIAM)
    bare = [replace(one, contacts=(replace(one.contacts[0], address=PostalAddress()),)) for one in (EMMA, LIAM)]
    assert not plan(*bare, register=register).holds


@pytest.mark.case("silence-gone")
def test_the_person_in_the_preview_decides_about_who_is_gone() -> None:
    tom = replace(JANE, row=4, forename="Tom", title="Mr", relationship="father", email="", mobile="", address=NEW)
    sam = replace(LIAM, forename="Sam", row=5, school_number="4713", date_of_birth=date(2012, 5, 5), contacts=())
    register = imported(replace(EMMA, contacts=(JANE, tom)), LIAM, sam)
    found = plan(EMMA, LIAM, register=register)
    keys = {one.key.field: one.key for one in found.gone}
    assert set(keys) == {"listed", "left_on"}
    choices = ImportChoices(
        gone={keys["listed"]: GoneChoice.HOLD, keys["left_on"]: GoneChoice.LEFT}, today=date(2026, 11, 23)
    )
    decided = plan(EMMA, LIAM, register=register, choices=choices)
    assert decided.questions == ()
    assert [(one.parent_id, one.found.kind) for one in decided.holds] == [
        (keys["listed"].parent_id, HoldKind.NO_CONTACT)
    ]
    assert [change.after.left_on for change in decided.changed_pupils] == [date(2026, 11, 23)]


@pytest.mark.case("silence-gone")
def test_nothing_is_asked_about_a_neighbour_who_is_gone_and_was_never_written_to() -> None:
    neighbour = replace(JANE, row=4, forename="Nell", surname="Grey", relationship="neighbour", email="", mobile="",
                        parental_responsibility=False, address=NEW)  # fmt: skip
    register = imported(replace(EMMA, contacts=(JANE, neighbour)), LIAM)
    assert plan(EMMA, LIAM, register=register).gone == ()


@pytest.mark.case("silence-gone")
def test_pupils_of_a_year_the_file_does_not_cover_are_not_gone() -> None:
    others = [
        replace(LIAM, row=row, forename=name, year_group="7", school_number=str(row), date_of_birth=date(2014, 1, row))
        for row, name in enumerate(("Amy", "Bill", "Cara"), start=10)
    ]
    register = imported(EMMA, LIAM, *others)
    assert not plan(EMMA, LIAM, register=register).gone
    assert len(plan(EMMA, LIAM, *others[:2], register=register).gone) == 1


@pytest.mark.case("silence-gone")
def test_an_older_file_changes_nothing_known_and_is_said_first() -> None:
    register = imported(with_mother(JANE, address=NEW), LIAM)
    register = replace(register, last_written_on=date(2026, 11, 1))
    found = plan(EMMA, register=register, written_on=date(2026, 9, 1))
    assert not found.changed_parents
    assert found.gone == ()
    assert "before the one imported last" in found.problems[0].message
    assert [one.because for one in found.kept] == [Kept.OLDER]


@pytest.mark.case("silence-gone")
def test_last_years_file_is_known_by_the_year_groups() -> None:
    register = imported(EMMA, LIAM)
    found = plan(replace(EMMA, year_group="8", form="8B"), replace(LIAM, year_group="8", form="8B"), register=register)
    assert not found.changed_pupils
    assert "last year’s" in found.first_of_all[0]


@pytest.mark.case("silence-gone")
def test_another_schools_file_and_one_without_orders_are_said_first() -> None:
    register = replace(EMPTY, school="The Heath School")
    found = plan(EMMA, register=register, school="Ashley High School", knows_orders=False)
    assert "Ashley High School" in found.problems[0].message
    assert "court orders" in found.problems[1].message
    assert not plan(EMMA, register=register, school="Heath School", knows_orders=True).first_of_all


TOM = replace(JANE, row=3, forename="Tom", title="Mr", relationship="father", email="", mobile="07700 900333")


@pytest.mark.case("silence-home")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"relationship": "father (non-resident)"}, {"Jane"}),
        ({"remarks": ("lives elsewhere",)}, {"Jane"}),
        ({"address": NEW, "address_of_child": False}, {"Jane", "Tom"}),
        ({}, set()),
    ],
)
def test_the_childs_address_goes_to_who_lives_there_and_is_else_asked_once(
    fields: dict[str, Any], told: set[str]
) -> None:
    jane, tom = replace(JANE, address_of_child=True), replace(TOM, address_of_child=True)
    found = plan(replace(EMMA, contacts=(jane, replace(tom, **fields))))
    assert {parent.forename for parent in found.new_parents if parent.address} == told
    asked = [question for question in found.questions if question.kind is QuestionKind.CHILD_ADDRESS]
    assert len(asked) == (0 if told else 1)
    assert all(parent.address != OLD for parent in found.new_parents if parent.forename == "Tom")

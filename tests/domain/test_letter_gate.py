"""The one gate to paper: what stops letters to a person, or about one of their children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import about_others, block_on, never_overridden, on_roll, unsuited
from halton_desktop.domain.parents.hold import Hold, HoldKind
from halton_desktop.domain.parents.parent import Capacity, Child, Family, Parent, ParentOf, Pupil
from halton_desktop.domain.told import CONTACTS_ONLY, NOBODY_KEPT, pupils_without, year_is_known

DAY = date(2026, 11, 23)
ADA, SAM = Pupil(1, "Ada", "Moss", "7", "7D"), Pupil(2, "Sam", "Moss", "9", "9C")
UNDECIDED = frozenset({Capacity.UNDECIDED})


def family(*holds: Hold, **fields: object) -> Family:
    parent = Parent(1, "Al", "Moss", address=PostalAddress(("1 Mill Lane",), "WA8 7TD"))
    children = tuple(Child(pupil, ParentOf(1, pupil.id, "Primary contact")) for pupil in (ADA, SAM))
    return Family(replace(parent, **fields), children, holds)  # type: ignore[arg-type] # a test's own fields


def hold(kind: HoldKind = HoldKind.NO_CONTACT, pupil: int | None = None, **fields: object) -> Hold:
    made = Hold(1, 1, kind, "see file", "contacts.csv, row 7, Notes", DAY, pupil)
    return replace(made, **fields)  # type: ignore[arg-type] # a test's own fields


@pytest.mark.case("silence-gate")
@pytest.mark.parametrize("kind", HoldKind)
def test_any_standing_hold_on_a_person_stops_letters_and_says_the_files_words(kind: HoldKind) -> None:
    held = family(hold(kind))
    assert block_on(held) == f"{kind.value}: “see file” (contacts.csv, row 7, Notes)"
    assert about_others(held) is None
    assert never_overridden(held) is (kind is HoldKind.DECEASED)


@pytest.mark.case("silence-gate")
def test_a_lifted_hold_stops_nothing() -> None:
    lifted = family(hold(HoldKind.DECEASED, lifted_on=DAY, lifted_by="A. Clarke", lifted_because="alive"))
    assert (block_on(lifted), never_overridden(lifted)) == ("", False)


@pytest.mark.case("silence-gate")
def test_a_hold_about_one_child_leaves_out_that_child_only() -> None:
    held = family(hold(HoldKind.COURT_ORDER, pupil=ADA.id))
    assert block_on(held).startswith("about Ada, court order")
    assert block_on(held, about={SAM.id}) == ""
    others = about_others(held)
    assert others is not None
    assert [child.pupil for child in on_roll(others)] == [SAM]
    assert block_on(others) == ""


@pytest.mark.case("silence-gate")
def test_a_hold_about_the_only_child_stops_everything() -> None:
    held = replace(family(hold(pupil=ADA.id)), children=family().children[:1])
    assert block_on(held)
    assert about_others(held) is None


@pytest.mark.case("silence-relationship")
def test_somebody_nobody_has_decided_on_is_held_not_a_contact() -> None:
    somebody = family(capacities=UNDECIDED)
    assert unsuited(somebody) == ""
    assert block_on(somebody) == "not decided yet: parent or carer, or a contact only (“Primary contact”)"
    assert block_on(family(capacities=UNDECIDED | {Capacity.PARENT_CARER})) == ""


@given(
    st.lists(st.tuples(st.sampled_from(HoldKind), st.sampled_from([None, 1, 2]), st.booleans()), max_size=5),
    st.booleans(),
)
@pytest.mark.case("silence-gate")
def test_nothing_a_letter_names_is_ever_held(holds: list[tuple[HoldKind, int | None, bool]], marked: bool) -> None:
    made = [hold(kind, pupil, lifted_on=DAY if lifted else None) for kind, pupil, lifted in holds]
    somebody = family(*made, do_not_write=marked, do_not_write_reason="asked us")
    speaks = about_others(somebody) or (None if block_on(somebody) else somebody)
    standing = [one for one in made if one.stands]
    if speaks is None:
        assert marked or standing
    else:
        named = {child.pupil.id for child in on_roll(speaks)}
        assert named
        assert not marked
        assert not any(one.pupil_id is None or one.pupil_id in named for one in standing)


@pytest.mark.case("silence-nobody")
def test_each_pupil_for_whom_nobody_is_told_is_named_with_the_reason() -> None:
    aunt = replace(family(capacities=frozenset({Capacity.OTHER_CONTACT})), children=family().children[:1])
    held = replace(family(hold(HoldKind.DECEASED)), children=family().children[1:])
    nobody = Pupil(3, "Kit", "Dunn", "8")
    left = Pupil(4, "Zoe", "Hart", "8", left_on=DAY)
    found = pupils_without([ADA, SAM, nobody, left], [aunt, held], told=set())
    assert [(one.pupil, one.reason) for one in found] == [
        ("Ada Moss (7D)", CONTACTS_ONLY),
        ("Sam Moss (9C)", "Al Moss: may have died: “see file” (contacts.csv, row 7, Notes)"),
        ("Kit Dunn (Year 8)", NOBODY_KEPT),
    ]


@pytest.mark.case("silence-years")
@pytest.mark.parametrize(
    ("year", "known"), [("9", True), ("R", True), ("N2", True), ("9B", False), ("Year Nine", False), ("", False)]
)
def test_a_year_the_program_cannot_find_is_not_known(year: str, known: bool) -> None:
    assert year_is_known(year) is known

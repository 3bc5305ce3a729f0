"""Who shares an envelope, how they are greeted, and what blocks a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.calendar import Closure, ClosureKind, SchoolCalendar, Term, school_year
from halton_desktop.domain.mailing import (
    address_block,
    block_on,
    children_of,
    deadline_after,
    greeting,
    households,
    unsuited,
)
from halton_desktop.domain.parents.parent import Capacity, Child, Family, Parent, ParentOf, Protected, Pupil

HOMES = (
    PostalAddress(("1 Norton Lane", "Runcorn"), "WA7 2WJ"),
    PostalAddress(("2 Boston Avenue", "Widnes"), "WA8 7XD"),
    PostalAddress(),
)


def family(number: int, home: PostalAddress, children: set[int], **parent: Any) -> Family:
    person = replace(Parent(number, f"F{number}", f"S{number}", address=home), **parent)
    return Family(
        person, tuple(Child(Pupil(c, "Sam", "Kid", "7", "7D"), ParentOf(number, c)) for c in sorted(children))
    )


families = st.lists(st.tuples(st.sampled_from(HOMES), st.sets(st.integers(1, 5), max_size=3)), max_size=12).map(
    lambda drawn: [family(number, *one) for number, one in enumerate(drawn)]
)


@given(families)
def test_everybody_is_in_exactly_one_household(drawn: list[Family]) -> None:
    found = [one.parent.id for group in households(drawn) for one in group]
    assert sorted(found) == [one.parent.id for one in drawn]


@given(families)
def test_nobody_shares_an_envelope_with_another_address_or_without_a_common_child(drawn: list[Family]) -> None:
    for group in households(drawn):
        assert len({one.parent.address for one in group}) == 1
        if len(group) > 1:
            assert group[0].parent.address
            for one in group:
                others = {c.pupil.id for other in group if other is not one for c in other.children}
                assert others & {child.pupil.id for child in one.children}


@given(families)
def test_two_people_at_one_address_with_a_common_child_always_share_one(drawn: list[Family]) -> None:
    group_of = {one.parent.id: number for number, group in enumerate(households(drawn)) for one in group}
    for one in drawn:
        for other in drawn:
            common = {c.pupil.id for c in one.children} & {c.pupil.id for c in other.children}
            if common and one.parent.address and one.parent.address == other.parent.address:
                assert group_of[one.parent.id] == group_of[other.parent.id]


@pytest.mark.case("harm-1")
@pytest.mark.parametrize("kind", Protected)
def test_whoever_is_protected_shares_no_envelope(kind: Protected) -> None:
    hidden = family(1, HOMES[0], {1}, protected=frozenset({kind}), protected_reason="in danger")
    assert len(households([hidden, family(2, HOMES[0], {1})])) == 2


def test_couples_are_greeted_as_people_write_it() -> None:
    ann = Parent(1, "Ann", "O’Brien", title="Mrs")
    assert greeting([ann]) == "Mrs O’Brien"
    assert greeting([ann, Parent(2, "Tom", "O'Brien", title="Dr")]) == "Mrs and Dr O’Brien"
    assert greeting([ann, Parent(2, "Tom", "Häring", title="Mr")]) == "Mrs O’Brien and Mr Häring"
    assert greeting([Parent(2, "Thu", "Nguyễn")]) == "Thu Nguyễn"
    assert greeting([replace(ann, salutation="Ann")]) == "Ann"


def test_long_names_get_a_line_each() -> None:
    home = HOMES[0]
    short = [Parent(1, "Ann", "Lee", address=home), Parent(2, "Tom", "Lee", address=home)]
    assert address_block(short).lines == ("Ann Lee and Tom Lee", "1 Norton Lane", "RUNCORN", "WA7 2WJ")
    long = [Parent(1, "Wilhelmina", "Featherstonehaugh", "Mrs", address=home), replace(short[1], title="Mr")]
    assert address_block(long).lines[:2] == ("Mrs Wilhelmina Featherstonehaugh", "Mr Tom Lee")


def test_three_adults_still_fit_the_window_of_an_envelope() -> None:
    home = PostalAddress(("Flat 7", "50 Norton Lane", "Palacefields", "Runcorn"), "WA7 2WJ")
    three = [Parent(n, name, "Featherstonehaugh", "Mrs", address=home) for n, name in enumerate(("Ann", "Bo", "Cy"))]
    assert address_block(three).lines[:2] == (
        "Mrs A Featherstonehaugh, Mrs B Featherstonehaugh",
        "Mrs C Featherstonehaugh",
    )
    few = [replace(person, surname="Lee") for person in three]
    assert address_block(few).lines[:2] == ("Mrs Ann Lee, Mrs Bo Lee, Mrs Cy Lee", "Flat 7")


def test_blocks_say_why() -> None:
    one = family(1, HOMES[0], {1})
    assert block_on(one) == ""
    marked = family(1, HOMES[0], {1}, do_not_write=True, do_not_write_reason="asked us not to")
    assert block_on(marked) == "do not write: asked us not to"
    child = one.children[0]
    ordered = replace(one, children=(replace(child, tie=replace(child.tie, court_order=True)),))
    assert block_on(ordered) == "a court order restricts contact about Sam"
    left = replace(one, children=(replace(child, pupil=replace(child.pupil, left_on=date(2026, 7, 20))),))
    assert unsuited(left) == "has no child at the school any more"
    assert unsuited(replace(left, children=())) == "has no child at the school"
    assert children_of([left]) == ()
    assert "contact only" in unsuited(family(1, HOMES[0], {1}, capacities=frozenset({Capacity.OTHER_CONTACT})))


def test_a_deadline_never_falls_on_a_weekend() -> None:
    assert deadline_after(date(2026, 11, 23), 14, SchoolCalendar()) == date(2026, 12, 7)
    assert deadline_after(date(2026, 11, 20), 1, SchoolCalendar()) == date(2026, 11, 23)
    assert deadline_after(date(2026, 11, 20), 2, SchoolCalendar()) == date(2026, 11, 23)


@pytest.mark.case("harm-6")
def test_no_slip_is_wanted_back_on_a_day_on_which_the_office_is_closed() -> None:
    for weeks_before in (date(2026, 12, 11), date(2026, 12, 14), date(2026, 12, 18)):
        due = deadline_after(weeks_before, 14, SchoolCalendar())
        assert due in (date(2026, 12, 29), date(2027, 1, 4)), due


def test_the_school_year_begins_in_september() -> None:
    assert (school_year(date(2026, 8, 31)), school_year(date(2026, 9, 1))) == (2025, 2026)


@pytest.mark.case("figures-6")
def test_no_slip_is_wanted_back_on_a_day_on_which_the_school_is_closed() -> None:
    terms = (
        Term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)),
        Term("Spring 2027", date(2027, 1, 5), date(2027, 3, 25)),
        Term("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
    )
    closures = (
        Closure(ClosureKind.HALF_TERM, "", date(2026, 10, 26), date(2026, 10, 30)),
        Closure(ClosureKind.INSET, "", date(2027, 2, 12), date(2027, 2, 12)),
    )
    calendar = SchoolCalendar(terms, closures)
    printed = [date(2026, 9, 2) + timedelta(days=day) for day in range(300)]
    assert all(calendar.is_school_day(deadline_after(day, 14, calendar)) for day in printed)
    assert deadline_after(date(2026, 12, 11), 14, calendar) == date(2027, 1, 5)

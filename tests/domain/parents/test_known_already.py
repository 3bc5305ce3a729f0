"""A parent who is being entered and is in the register already is noticed, and what is protected gives nobody away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.parents.known_already import known_already
from halton_desktop.domain.parents.parent import Child, Family, Parent, ParentOf, Protected, Pupil

HOME = PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU")
JANE = Parent(1, "Jane", "Fieldhouse", "Mrs", address=HOME, email="jane@example.org", mobile="07700 900123")
SAM = Pupil(7, "Sam", "Fieldhouse")
REGISTER = (Family(JANE, (Child(SAM, ParentOf(1, 7, "mother")),)),)
BARE: dict[str, Any] = {"id": 0, "address": PostalAddress(), "email": "", "mobile": ""}

pytestmark = pytest.mark.case("harm-11")


@pytest.mark.parametrize(
    ("fields", "children", "alike"),
    [
        ({}, (), "the same name"),
        ({"title": "", "forename": "JANE", "surname": "field house"}, (), None),
        ({"mobile": "+44 7700 900123"}, (), "the same name and the same mobile"),
        ({}, (7,), "the same name and the same child"),
        ({"forename": "J", "email": "Jane@Example.org"}, (), "nearly the same name and the same e-mail"),
        ({"forename": "Janet", "address": HOME}, (), "nearly the same name and the same address"),
        ({"forename": "Janet"}, (), None),
        ({"forename": "J"}, (), None),
        ({"forename": "Ann", "mobile": JANE.mobile}, (7,), None),
        ({"title": "Mr"}, (7,), None),
    ],
)
def test_a_parent_entered_twice_is_noticed(
    fields: dict[str, Any], children: tuple[int, ...], alike: str | None
) -> None:
    found = known_already(replace(JANE, **BARE | fields), children, REGISTER)
    assert [one.alike for one in found] == ([alike] if alike else [])


def test_a_protected_telephone_or_address_gives_nobody_away() -> None:
    hidden = replace(JANE, protected=frozenset({Protected.ADDRESS, Protected.TELEPHONE}), protected_reason="in danger")
    register = (Family(hidden, ()),)
    assert not known_already(replace(JANE, id=0, forename="Janet"), (), register)
    assert [one.alike for one in known_already(replace(JANE, id=0), (), register)] == ["the same name"]


def test_the_surest_comes_first() -> None:
    other = Family(replace(JANE, id=2, email="", mobile="", address=PostalAddress()), ())
    found = known_already(replace(JANE, id=0), (), (other, *REGISTER))
    assert [one.family.parent.id for one in found] == [1, 2]

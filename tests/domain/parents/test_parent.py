"""Parents, pupils and their ties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.parents.parent import (
    Capacity,
    Parent,
    Pupil,
    checked_parent,
    checked_pupil,
    usual_capacity,
)
from halton_desktop.errors import InvalidInput
from tests.factories import a_parent, a_pupil


def test_whoever_has_parental_responsibility_is_a_parent() -> None:
    assert usual_capacity("aunt", parental_responsibility=True) is Capacity.PARENT_CARER


def test_whoever_cares_for_the_child_is_a_parent_without_responsibility_too() -> None:
    assert usual_capacity("foster carer", parental_responsibility=False) is Capacity.PARENT_CARER


def test_a_social_worker_is_asked_as_the_childs_representative() -> None:
    assert usual_capacity("social worker", parental_responsibility=False) is Capacity.CHILD_REPRESENTATIVE


def test_a_grandmother_to_ring_in_an_emergency_is_not_asked() -> None:
    capacity = usual_capacity("grandmother", parental_responsibility=False)
    assert not a_parent(capacities=frozenset({capacity})).adheres


def test_a_parent_is_greeted_by_salutation_else_title_else_name() -> None:
    parent = Parent(1, "Jane", "Fieldhouse", title="Mrs")
    assert parent.greeting == "Mrs Fieldhouse"
    assert replace(parent, salutation="Jane and Tom").greeting == "Jane and Tom"
    assert replace(parent, title="").greeting == "Jane Fieldhouse"


def test_a_pupil_is_printed_with_the_form_else_the_year() -> None:
    assert Pupil(1, "Sam", "Fieldhouse", "7", "7D").name_and_form == "Sam Fieldhouse (7D)"
    assert Pupil(1, "Sam", "Fieldhouse", "7").name_and_form == "Sam Fieldhouse (Year 7)"
    assert Pupil(1, "Sam", "Fieldhouse").name_and_form == "Sam Fieldhouse"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"forename": " ", "surname": ""}, "surname"),
        ({"email": "jane"}, "email"),
        ({"email": "a@b@c"}, "email"),
        ({"email": "@example.org"}, "email"),
        ({"do_not_write": True, "do_not_write_reason": " "}, "do_not_write_reason"),
        ({"capacities": frozenset()}, "capacities"),
    ],
)
def test_a_parent_that_cannot_be_kept_names_the_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_parent(a_parent(**wrong))
    assert refused.value.field == field


def test_good_people_pass() -> None:
    assert checked_parent(parent := a_parent()) == parent
    assert checked_pupil(pupil := a_pupil()) == pupil


def test_a_pupil_needs_a_name() -> None:
    with pytest.raises(InvalidInput, match="pupil’s name"):
        checked_pupil(a_pupil(forename="", surname=" "))

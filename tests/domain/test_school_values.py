"""A school's details are judged where they are typed: what no letter has room for is said at once."""

from __future__ import annotations

import pytest

from halton_desktop.domain.school import LONGEST_WORDS, School, checked_school
from halton_desktop.errors import InvalidInput


@pytest.mark.case("years-13")
@pytest.mark.parametrize("field", ["name", "telephone", "email", "website", "headteacher", "headteacher_title"])
def test_a_line_no_letter_has_room_for_is_refused_by_its_field(field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_school(School(**{"name": "The Heath School", field: "a" * 5000}))  # type: ignore[arg-type]  # words
    assert refused.value.field == field


@pytest.mark.case("years-13")
def test_the_longest_name_in_halton_is_taken() -> None:
    school = School("St Chad’s Catholic and Church of England High School")
    assert checked_school(school) == school
    assert len(school.name) < LONGEST_WORDS

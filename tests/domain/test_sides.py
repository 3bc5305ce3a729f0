"""Letters on both sides of the paper: every one begins on a front page, and the sheets said are the sheets used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.sides import Sides, paper_for

lengths = st.lists(st.integers(1, 7), min_size=1, max_size=50)


@pytest.mark.case("harm-2")
@given(lengths)
def test_on_both_sides_every_letter_begins_on_a_front_page(letters: list[int]) -> None:
    page = 1
    for pages in letters:
        assert page % 2 == 1
        page += pages + Sides.BOTH.blanks_after(pages)
    assert paper_for(letters, Sides.BOTH).pages == page - 1


@pytest.mark.case("harm-2")
@given(lengths)
def test_the_sheets_said_are_those_of_each_letter_alone(letters: list[int]) -> None:
    assert paper_for(letters, Sides.BOTH).sheets == sum((pages + 1) // 2 for pages in letters)
    one = paper_for(letters, Sides.ONE)
    assert (one.pages, one.sheets, one.blanks) == (sum(letters), sum(letters), 0)


@pytest.mark.case("harm-2")
def test_the_layout_is_said_in_words() -> None:
    both, one = paper_for([3, 2], Sides.BOTH).words, paper_for([3, 2], Sides.ONE).words
    assert "laid out for printing on both sides: 6 pages, 3 sheets; 1 page is left empty" in both
    assert "laid out for printing on one side only: 5 pages, 5 sheets" in one
    assert "on the back of another’s" in one

"""Telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.phone import is_mobile, phone_key, phone_problem, tidy_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07553244221", "07553 244221"),
        ("+44 7911 123456", "07911 123456"),
        ("0044 (0)7911 123456", "07911 123456"),
        ("+44(0)151 488 9972", "0151 488 9972"),
        ("01514889972", "0151 488 9972"),
        ("01928704004", "01928 704004"),
        ("020 79460958", "020 7946 0958"),
        ("0113 4960000", "0113 496 0000"),
        ("03001234567", "0300 123 4567"),
        ("7553244221", "07553 244221"),
        ("01928 704004 x12", "01928 704004 ext 12"),
        ("+353 1 234 5678", "+353 1 234 5678"),
        ("  07911\u00a0123456 ", "07911 123456"),
        ("ask at the shop", "ask at the shop"),
        ("", ""),
    ],
)
def test_a_number_is_spaced_as_usual(typed: str, kept: str) -> None:
    assert tidy_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["07911 123456", "+447911123456", "0044 7911 123456", "(07911) 123-456", "7911123456"]
)
def test_ways_of_writing_one_number_compare_equal(typed: str) -> None:
    assert phone_key(typed) == "07911123456"


@pytest.mark.parametrize(
    ("number", "mobile"),
    [("07553 244221", True), ("0151 488 9972", False), ("070 1234 5678", False), ("0755324422", False), ("", False)],
)
def test_a_mobile_is_told_from_a_landline(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile


@pytest.mark.parametrize(
    ("typed", "part"),
    [("7.55324E+09", "spreadsheet"), ("07911 12345", "11 digits"), ("ask Jane", "only digits"), ("12345", "11 digits")],
)
def test_a_number_that_cannot_be_rung_says_why(typed: str, part: str) -> None:
    assert part in phone_problem(typed)


@pytest.mark.parametrize("typed", ["", "07911 123456", "+353 1 234 5678", "01928 704004 ext 12"])
def test_a_good_number_or_none_has_no_problem(typed: str) -> None:
    assert phone_problem(typed) == ""


@given(st.text(max_size=30))
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    once = tidy_phone(typed)
    assert tidy_phone(once) == once


@given(st.from_regex(r"07[1-9][0-9]{8}", fullmatch=True))
def test_tidying_never_changes_which_number_it_is(number: str) -> None:
    assert phone_key(tidy_phone(number)) == number

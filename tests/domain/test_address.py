"""Postal addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.address import PostalAddress, address_key, address_problem, tidy_address, tidy_postcode


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SW1 3EF", "SW1 3EF"),
        ("so14 6wb", "SO14 6WB"),
        ("so14\u00a06wb", "SO14 6WB"),
        ("BF1 3AA", "BF1 3AA"),
        ("wa87ht", "WA8 7HT"),
    ],
)
def test_a_postcode_gets_capitals_and_its_space(typed: str, kept: str) -> None:
    assert tidy_postcode(typed) == kept


@pytest.mark.parametrize("typed", ["N5", "SO144 6WB", "NF1 1AA", "GIR0AA", "GX111AA", "BFPO1234", "", "hello"])
def test_what_is_no_postcode_is_not_made_one(typed: str) -> None:
    assert tidy_postcode(typed) == ""


def test_blank_lines_and_the_country_are_dropped_and_a_postcode_on_the_last_line_is_found() -> None:
    address = tidy_address([" 12  Example Road, ", "", "Widnes", "wa8 7qu", "England"])
    assert address == PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU")


def test_the_block_has_the_town_in_capitals_and_the_postcode_last() -> None:
    assert PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU").block == ("12 Example Road", "WIDNES", "WA8 7QU")


@pytest.mark.parametrize(
    ("address", "part"),
    [
        (PostalAddress(), "no address"),
        (PostalAddress(("12 Example Road", "Widnes")), "no postcode"),
        (PostalAddress(("12 Example Road", "Widnes"), "WA8"), "not a UK postcode"),
        (PostalAddress(("Widnes",), "WA8 7QU"), "no street or no town"),
        (PostalAddress(("NFA", "Widnes"), "WA8 7QU"), "no fixed abode"),
        (PostalAddress(("No fixed address", "Widnes"), "WA8 7QU"), "no fixed abode"),
        (PostalAddress(("1", "2", "3", "4", "5", "6", "7", "8"), "WA8 7QU"), "more than 7 lines"),
        (PostalAddress(("(back door)", "Widnes"), "WA8 7QU"), "starts with a sign"),
    ],
)
def test_an_address_that_cannot_be_posted_to_says_why(address: PostalAddress, part: str) -> None:
    assert part in address_problem(address)


def test_a_usual_address_has_no_problem() -> None:
    assert address_problem(PostalAddress(("Flat 7", "50 Norton Lane", "Palacefields", "Runcorn"), "WA7 2WJ")) == ""


def test_ways_of_writing_one_address_compare_equal() -> None:
    one = PostalAddress(("Flat 7", "50 St Anne's Road", "Runcorn"), "WA7 2WJ")
    other = PostalAddress(("Flat 7, 50 St. Anne’s road", "RUNCORN"), "wa7 2wj")
    assert address_key(one) == address_key(other)


@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=10))
def test_tidying_twice_is_tidying_once(lines: list[str], postcode: str) -> None:
    once = tidy_address(lines, postcode)
    assert tidy_address(once.lines, once.postcode) == once


@pytest.mark.case("silence-smaller")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1 High St.", "Widnes"), ("1 High Street", "Widnes")),
        (("Flat 2, 3 Mill Rd", "Widnes"), ("Apt 2", "3 Mill Road", "Widnes")),
    ],
)
def test_two_spellings_of_one_home_are_one_home(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert address_key(PostalAddress(one, "WA8 7QU")) == address_key(PostalAddress(other, "wa87qu"))


@pytest.mark.case("silence-smaller")
def test_a_saint_is_no_street() -> None:
    saint, street = PostalAddress(("1 St Anne's Road", "Widnes")), PostalAddress(("1 Street Anne's Road", "Widnes"))
    assert address_key(saint) != address_key(street)


@pytest.mark.case("silence-smaller")
@pytest.mark.parametrize("country", ["Ireland", "FRANCE", "Poland"])
def test_a_parent_abroad_is_written_to_with_the_country_last(country: str) -> None:
    address = tidy_address(["5 Long Road", "Cork", country], "t12 abcd")
    assert address_problem(address) == ""
    assert address.block == ("5 Long Road", "Cork", "T12 ABCD", country.upper())


@pytest.mark.case("silence-smaller")
def test_a_postcode_within_the_town_is_taken_out_of_it() -> None:
    assert tidy_address(["12 Example Road", "Widnes WA8 7QU"]) == PostalAddress(
        ("12 Example Road", "Widnes"), "WA8 7QU"
    )


@pytest.mark.case("silence-smaller")
def test_six_lines_fit_an_envelope_put_together() -> None:
    address = PostalAddress(("Flat 2", "The Mill", "3 Long Road", "Old Village", "Near Widnes", "Cheshire"), "WA8 7QU")
    assert address_problem(address) == ""
    assert address.block == ("Flat 2, The Mill", "3 Long Road", "Old Village", "Near Widnes", "CHESHIRE", "WA8 7QU")

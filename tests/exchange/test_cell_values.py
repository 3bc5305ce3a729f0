"""What stands in a cell of a contact list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.address import PostalAddress
from halton_desktop.exchange.cell_values import (
    read_address,
    read_address_lines,
    read_date,
    read_sex,
    read_title,
    read_yes_no,
    split_name,
    tidy_name,
)

BORN = date(2014, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/12/2014",
        "5/12/2014",
        "2014-12-05",
        "20141205",
        "05-12-2014",
        "05.12.2014",
        "5 December 2014",
        "05 Dec 2014",
        "2014-12-05T00:00:00",
        "05/12/2014 00:00:00",
        " 05/12/2014 ",
        "05/12/14",
        "41978",
    ],
)
def test_every_usual_way_of_writing_a_date_is_read(text: str) -> None:
    assert read_date(text) == BORN


@pytest.mark.parametrize("text", ["31/02/2014", "12/25/2014", "tomorrow", "", "0014-12-05", "7"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_survive_both_usual_forms(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day:02d}/{day.month:02d}/{day.year:04d}") == day


@pytest.mark.parametrize(
    ("text", "value"), [("Y", True), ("yes", True), ("TRUE", True), ("N", False), ("", None), ("?", None)]
)
def test_yes_and_no(text: str, value: bool | None) -> None:
    assert read_yes_no(text) is value


def test_titles_and_sexes() -> None:
    assert [read_title(text) for text in ("MRS.", "dr", "Reverend", "Mx", "Baroness")] == [
        "Mrs",
        "Dr",
        "Rev",
        "Mx",
        "Baroness",
    ]
    assert [read_sex(text) for text in ("F", "male", "U", "")] == ["F", "M", "", ""]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mrs Anna van der Berg", ("Mrs", "Anna", "van der Berg")),
        ("Smith, John Paul", ("", "John Paul", "Smith")),
        ("Smith, Dr John", ("Dr", "John", "Smith")),
        ("Jane O`Brien", ("", "Jane", "O'Brien")),
        ("Mrs Smith", ("Mrs", "", "Smith")),
        ("Jane", ("", "Jane", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert split_name(text) == parts


def test_a_name_keeps_its_letters() -> None:
    assert [tidy_name(text) for text in (" Siobhán  Ní Dhónaill ", "O´Brien", "محمد")] == [
        "Siobhán Ní Dhónaill",
        "O'Brien",
        "محمد",
    ]


@pytest.mark.parametrize(
    ("house", "street", "others", "lines"),
    [
        ("12", "Example Road", ["", "Widnes"], ("12 Example Road", "Widnes")),
        (
            "Flat 7 50",
            "Norton Lane",
            ["Palacefields", "Runcorn"],
            ("Flat 7", "50 Norton Lane", "Palacefields", "Runcorn"),
        ),
        ("Flat 12A, 15", "Norton Lane", ["Runcorn"], ("Flat 12A", "15 Norton Lane", "Runcorn")),
        ("Rose Cottage", "Norton Lane", ["RUNCORN"], ("Rose Cottage", "Norton Lane", "Runcorn")),
        ("12a", "Example Road", ["Widnes"], ("12a Example Road", "Widnes")),
        ("", "Example Road", ["Widnes"], ("Example Road", "Widnes")),
    ],
)
def test_house_and_street_are_put_on_lines_as_an_envelope_has_them(
    house: str, street: str, others: list[str], lines: tuple[str, ...]
) -> None:
    assert read_address(house, street, others, "wa87qu") == PostalAddress(lines, "WA8 7QU")


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (["Flat 7, 50 Norton Lane, Palacefields, Runcorn"], ("Flat 7", "50 Norton Lane", "Palacefields", "Runcorn")),
        (["Flat 7 50 Norton Lane", "", "Runcorn"], ("Flat 7", "50 Norton Lane", "Runcorn")),
        (["12, Example Road", "WIDNES"], ("12 Example Road", "Widnes")),
        (["121 St Anne's Road, Farnworth, Widnes"], ("121 St Anne's Road", "Farnworth", "Widnes")),
    ],
)
def test_lines_with_commas_are_taken_apart(said: list[str], lines: tuple[str, ...]) -> None:
    assert read_address_lines(said, "WA7 2WJ").lines == lines


def test_a_postcode_at_the_end_of_the_address_is_found() -> None:
    assert read_address_lines(["12 Example Road, Widnes, wa8 7qu"], "") == PostalAddress(
        ("12 Example Road", "Widnes"), "WA8 7QU"
    )

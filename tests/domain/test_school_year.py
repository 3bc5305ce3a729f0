"""Year groups as text."""

from __future__ import annotations

import pytest

from halton_desktop.domain.school_year import is_next_year_group, tidy_year_group


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Year  7", "7"), ("Year 10", "10"), ("yr 9", "9"), ("Y07", "7"), ("7", "7"), ("7.0", "7"),
        ("Year Group 8", "8"),
        ("Reception", "R"), ("R", "R"), ("Year R", "R"), ("Nursery 2", "N2"), ("Sixth Form", "Sixth Form"),
        ("Year 99", "Year 99"), ("Yr.11", "11"), ("", ""),
    ],
)  # fmt: skip
def test_ways_of_writing_a_year_group_become_one(typed: str, kept: str) -> None:
    assert tidy_year_group(typed) == kept


@pytest.mark.parametrize(("earlier", "later"), [("7", "8"), ("R", "1"), ("N1", "N2"), ("N2", "R"), ("9", "10")])
def test_one_september_on(earlier: str, later: str) -> None:
    assert is_next_year_group(earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later"), [("8", "7"), ("7", "7"), ("7", "9"), ("", "1"), ("1", "R"), ("Sixth", "13")]
)
def test_not_one_september_on(earlier: str, later: str) -> None:
    assert not is_next_year_group(earlier, later)

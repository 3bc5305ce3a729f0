"""Dates and lists read as a British letter writes them."""

from __future__ import annotations

from datetime import date

import pytest

from halton_desktop.letters.wording import listed, long_date, long_date_with_day


def test_dates_are_written_out() -> None:
    assert long_date(date(2026, 11, 22)) == "22\u00a0November 2026"
    assert long_date_with_day(date(2027, 1, 1)) == "Friday 1\u00a0January 2027"


@pytest.mark.parametrize(
    ("names", "written"),
    [
        ((), ""),
        (("Aoife (7B)",), "Aoife\u00a0(7B)"),
        (("Aoife (7B)", "Liam"), "Aoife\u00a0(7B) and Liam"),
        (("A", "B", "C (9)"), "A, B and C\u00a0(9)"),
    ],
)
def test_lists_end_with_and(names: tuple[str, ...], written: str) -> None:
    assert listed(names) == written

"""Suppression: whatever is shown, nobody can work out a count of one to four from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.yearly_figures import (
    Period,
    RawFigures,
    RawTable,
    anonymised,
    as_plain,
    checked_period,
    from_plain,
    school_year_period,
    suppressed,
    with_every_count,
)
from halton_desktop.errors import InvalidInput

SMALL = (1, 2, 3, 4)
counts_of_a_table = st.lists(st.integers(0, 40) | st.integers(0, 6), min_size=2, max_size=12)


def possible(shown: Sequence[int | None], total: int | None, place: int, value: int, *, additive: bool) -> bool:
    """Whether somebody who knows the rules and sees the table must still reckon with ``value`` at a hidden place.

    The others that are hidden may be any number from one, or from nought where the whole table is hidden.
    """
    if total is None:
        return True
    others = [other for other, count in enumerate(shown) if count is None and other != place]
    least = 0 if all(count is None for count in shown) else 1
    known = sum(count for count in shown if count is not None)
    if additive:
        left = total - known - value
        return left == 0 if not others else left >= least * len(others)
    if value > total:
        return False
    return known + value + total * len(others) >= total


@given(counts_of_a_table)
def test_a_hidden_count_could_be_anything_from_one_to_four(counts: list[int]) -> None:
    total = sum(counts)
    shown = suppressed(counts, total)
    shown_total = None if 0 < total < 5 else total
    for place, count in enumerate(counts):
        if count in SMALL:
            assert shown[place] is None
            assert all(possible(shown, shown_total, place, value, additive=True) for value in SMALL)


@given(counts_of_a_table, st.integers(0, 60))
def test_overlapping_counts_give_nothing_away_either(counts: list[int], more: int) -> None:
    """Each of the total is counted at least once and at most once under each: between the largest and the sum."""
    total = min(max(counts) + more, sum(counts))
    shown = suppressed(counts, total, additive=False)
    shown_total = None if 0 < total < 5 else total
    for place, count in enumerate(counts):
        if count in SMALL:
            assert shown[place] is None
            assert all(possible(shown, shown_total, place, value, additive=False) for value in SMALL)


@given(counts_of_a_table)
def test_what_is_shown_is_true_and_never_small(counts: list[int]) -> None:
    for count, shown in zip(counts, suppressed(counts, sum(counts)), strict=True):
        assert shown is None or (shown == count and (shown == 0 or shown >= 5))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 7, 12), (0, 7, 12)),
        ((0, 3, 9, 30), (0, None, None, 30)),
        ((1, 4, 20), (None, None, 20)),
        ((1, 1, 20), (None, None, None)),
        ((1, 1, 1, 1, 1, 0), (None, None, None, None, None, None)),
        ((2, 1, 0), (None, None, None)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_the_smallest_others_are_hidden_with_it(counts: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert suppressed(counts, sum(counts)) == shown


def raw(*counts: int, days: tuple[int, ...] = ()) -> RawFigures:
    cells = tuple((f"cell {place}", count) for place, count in enumerate(counts))
    return RawFigures(
        school_year_period(2025), (RawTable("platform", "By platform", "incidents", cells, sum(counts)),), days
    )


def test_a_median_of_few_cases_is_not_told() -> None:
    assert anonymised(raw(4, days=(0, 0, 1, 9))).median_days is None
    assert anonymised(raw(5, days=(0, 0, 1, 9, 9))).median_days == 1


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_plain_values_carry_everything_and_no_hidden_number(counts: list[int]) -> None:
    figures = anonymised(raw(*counts, days=(0, 1, 2, 3, 4)))
    assert from_plain(as_plain(figures)) == figures


@pytest.mark.case("harm-14")
def test_the_school_s_own_figures_hide_nothing() -> None:
    figures = with_every_count(raw(1, 0, 3, days=(0, 1, 9)))
    table = figures.table("platform")
    assert table is not None
    assert ([cell.count for cell in table.cells], table.total, figures.median_days) == ([1, 0, 3], 4, 1)
    assert not figures.has_hidden
    assert with_every_count(raw(2)).contact_words == "nobody was contacted yet"


@pytest.mark.case("harm-14")
def test_figures_that_hide_nothing_are_never_kept_or_sent() -> None:
    with pytest.raises(ValueError, match="only anonymised figures"):
        as_plain(with_every_count(raw(9, days=(0,))))


def test_a_period_knows_its_name_its_months_and_the_year_before() -> None:
    year = school_year_period(2025)
    assert year.label == "School year 2025/26"
    assert len(year.months(year.last)) == 12
    assert [f"{month:%m/%Y}" for month in year.months(date(2025, 10, 3))] == ["09/2025", "10/2025"]
    assert year.compared_with(date(2025, 10, 3)) == Period(date(2024, 9, 1), date(2024, 10, 3))
    assert year.compared_with(date(2027, 1, 1)) == school_year_period(2024)
    assert year.year_before == school_year_period(2024)
    assert Period(date(2024, 2, 29), date(2024, 3, 1)).year_before == Period(date(2023, 2, 28), date(2023, 3, 1))
    assert Period(date(2026, 1, 5), date(2026, 2, 6)).label == "05/01/2026 to 06/02/2026"


def test_a_period_is_a_year_at_most_and_not_backwards() -> None:
    with pytest.raises(InvalidInput, match="before the first"):
        checked_period(Period(date(2026, 2, 1), date(2026, 1, 1)))
    with pytest.raises(InvalidInput, match="a year at most"):
        checked_period(Period(date(2025, 1, 1), date(2026, 3, 1)))
    checked_period(Period(date(2023, 9, 1), date(2024, 8, 31)))


@pytest.mark.case("figures-12")
def test_who_knows_the_rule_cannot_tell_two_hidden_fours_from_a_five_and_a_three() -> None:
    """5, 4 and 4 of 13: if the first of two fives always went first, only two fours could be hidden beside a five."""
    hidden = set()
    for chance in range(40):
        table = RawTable("clause", "", "", (("a", 5), ("b", 5), ("c", 3)), 13)
        shown = anonymised(RawFigures(school_year_period(2026), (table,)), str(chance)).tables[0]
        hidden.add(tuple(cell.count for cell in shown.cells))
    assert hidden == {(None, 5, None), (5, None, None)}


@pytest.mark.case("figures-12")
def test_the_same_file_always_hides_the_same_counts() -> None:
    table = RawTable("clause", "", "", (("a", 5), ("b", 5), ("c", 3)), 13)
    figures = RawFigures(school_year_period(2026), (table,))
    assert anonymised(figures, "drawn once") == anonymised(figures, "drawn once")


@pytest.mark.case("figures-12")
@pytest.mark.parametrize(("cells", "most"), [(2, 14), (3, 11), (4, 7)])
def test_whatever_is_shown_fits_several_tables_to_whoever_knows_the_rule(cells: int, most: int) -> None:
    """Every table there can be, with every chance: those that look alike differ in each count that is hidden."""
    alike: dict[tuple[object, ...], set[tuple[int, ...]]] = {}
    chances = [[bytes([place]) for place in order] for order in permutations(range(cells))]
    for counts in product(range(most), repeat=cells):
        for ranks in chances:
            shown = suppressed(counts, sum(counts), ranks=ranks)
            alike.setdefault((*shown, None if 0 < sum(counts) < 5 else sum(counts)), set()).add(counts)
    for (*seen, _total), tables in alike.items():
        for place, count in enumerate(seen):
            values = {counts[place] for counts in tables}
            assert count is not None or len(values) > 1 or values.isdisjoint(SMALL), tables


@pytest.mark.case("figures-12")
def test_three_fours_beside_a_five_take_the_five_with_them() -> None:
    assert suppressed((4, 4, 4, 5, 20), 37) == (None, None, None, None, 20)


@pytest.mark.case("figures-12")
def test_a_count_that_stands_in_two_tables_is_hidden_in_both() -> None:
    clause = RawTable("clause", "", "incidents", (("2.1a", 9), ("a concern", 6)), 15)
    contact = RawTable("contact", "", "incidents", (("the same day", 2), ("a concern", 6), ("later", 7)), 15)
    shown = anonymised(RawFigures(school_year_period(2026), (clause, contact))).tables
    assert [table.count("a concern") for table in shown] == [None, None]
    assert shown[1].count("later") == 7

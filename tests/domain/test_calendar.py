"""School days: what counts as one, and deadlines counted in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.calendar import (
    Closure,
    ClosureKind,
    OfficeDays,
    SchoolCalendar,
    Term,
    bank_holidays,
    checked_office_days,
    checked_term,
    overlapping_terms,
    school_year,
)
from halton_desktop.errors import InvalidInput

AUTUMN = Term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))
SPRING = Term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25))
HALF_TERM = Closure(ClosureKind.HALF_TERM, "October", date(2026, 10, 26), date(2026, 10, 30))
INSET = Closure(ClosureKind.INSET, "Marking", date(2026, 11, 27), date(2026, 11, 27))
CALENDAR = SchoolCalendar((AUTUMN, SPRING), (HALF_TERM, INSET))

days = st.dates(date(2026, 9, 1), date(2028, 8, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 23), ""),
        (date(2026, 11, 21), "a Saturday"),
        (date(2026, 10, 28), "October (half-term)"),
        (date(2026, 11, 27), "Marking (INSET day)"),
        (date(2026, 12, 21), "in the school holidays"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day"),
    ],
)
def test_a_school_day_is_a_weekday_in_term_without_holiday_or_closure(day: date, why: str) -> None:
    assert CALENDAR.why_closed(day) == why
    assert CALENDAR.is_school_day(day) == (why == "")


def test_the_school_day_after_the_last_of_term_is_the_first_of_the_next() -> None:
    assert CALENDAR.school_day_on_or_after(date(2026, 12, 19)) == date(2027, 1, 4)


@pytest.mark.case("harm-8")
def test_holidays_nobody_entered_office_days_for_put_nothing_off_to_the_new_term() -> None:
    assert CALENDAR.office_day_on_or_after(date(2026, 12, 19)) == date(2026, 12, 21)
    assert CALENDAR.office_day_on_or_after(date(2026, 12, 25)) == date(2026, 12, 29)  # Christmas, a weekend, its Monday
    assert CALENDAR.office_day_on_or_after(date(2027, 7, 30)) == date(2027, 7, 30)  # no later term entered


@pytest.mark.case("harm-8")
def test_the_office_is_open_in_the_holidays_on_the_days_it_says_and_on_inset_days() -> None:
    open_days = (OfficeDays("After Christmas", date(2026, 12, 30), date(2026, 12, 31)),)
    calendar = SchoolCalendar(CALENDAR.terms, CALENDAR.closures, open_days)
    assert calendar.office_day_on_or_after(date(2026, 12, 19)) == date(2026, 12, 30)
    assert calendar.office_day_on_or_after(date(2027, 1, 1)) == date(2027, 1, 4)
    assert calendar.office_day_on_or_after(date(2026, 10, 26)) == date(2026, 10, 26)  # another holiday: not said
    assert calendar.is_office_day(INSET.first)
    snow = Closure(ClosureKind.CLOSURE, "Snow", date(2026, 11, 24), date(2026, 11, 24))
    assert not SchoolCalendar(CALENDAR.terms, (snow,)).is_office_day(snow.first)


@given(days)
def test_every_school_day_is_a_day_of_the_office_and_no_weekend_or_bank_holiday_is(day: date) -> None:
    if CALENDAR.is_school_day(day):
        assert CALENDAR.is_office_day(day)
    if day.weekday() > 4 or day in bank_holidays(day.year):
        assert not CALENDAR.is_office_day(day)


def test_five_school_days_leave_out_the_inset_day_and_the_weekend() -> None:
    assert CALENDAR.after_school_days(date(2026, 11, 23), 5) == date(2026, 12, 1)


def test_without_term_dates_for_a_school_year_every_working_weekday_counts() -> None:
    assert CALENDAR.is_school_day(date(2028, 2, 16))
    assert not CALENDAR.is_school_day(date(2028, 4, 14))  # Good Friday


@given(days, st.integers(0, 30))
def test_a_deadline_is_a_school_day_and_never_before_its_beginning(day: date, count: int) -> None:
    due = CALENDAR.after_school_days(day, count)
    assert CALENDAR.is_school_day(due)
    assert due >= day


@given(days, st.integers(1, 20))
def test_between_a_day_and_its_deadline_lie_exactly_that_many_school_days(day: date, count: int) -> None:
    due = CALENDAR.after_school_days(day, count)
    between = [day + timedelta(days=ahead) for ahead in range(1, (due - day).days + 1)]
    assert sum(CALENDAR.is_school_day(one) for one in between) == count


@given(days)
def test_a_day_has_a_reason_exactly_when_it_is_no_school_day(day: date) -> None:
    assert (CALENDAR.why_closed(day) == "") == CALENDAR.is_school_day(day)


def test_bank_holidays_are_those_of_england_with_their_substitutes() -> None:
    assert date(2026, 12, 28) in bank_holidays(2026)
    assert date(2027, 1, 4) not in bank_holidays(2027)  # 2 January is Scotland's


def test_a_school_year_begins_in_september() -> None:
    assert (school_year(date(2026, 8, 31)), school_year(date(2026, 9, 1))) == (2025, 2026)


def test_terms_that_overlap_or_end_before_they_begin_are_found() -> None:
    assert overlapping_terms((SPRING, AUTUMN)) is None
    clash = Term("Christmas", date(2026, 12, 18), date(2026, 12, 22))
    assert overlapping_terms((AUTUMN, clash)) == (AUTUMN, clash)
    with pytest.raises(InvalidInput) as refused:
        checked_term(Term("Backwards", date(2026, 9, 3), date(2026, 9, 1)))
    assert refused.value.field == "last"
    with pytest.raises(InvalidInput):
        checked_office_days(OfficeDays("Backwards", date(2026, 9, 3), date(2026, 9, 1)))

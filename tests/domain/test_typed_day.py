"""A typed day is the day that was meant, or a sentence; never another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.day_words import day_in_words
from halton_desktop.domain.typed_day import typed_day, usual_limits
from halton_desktop.errors import InvalidInput
from tests.domain.test_calendar import CALENDAR

FRIDAY = date(2026, 11, 27)
PAST = usual_limits(FRIDAY, past=True)


@pytest.mark.case("entry-1")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/12/2026", date(2026, 12, 20)),
        ("3.12.2026", date(2026, 12, 3)),
        ("5/9/2026", date(2026, 9, 5)),
        ("2026-11-03", date(2026, 11, 3)),
        ("03.04.26", date(2026, 4, 3)),
        ("031126", date(2026, 11, 3)),
        ("3 11 2026", date(2026, 11, 3)),
        ("20/11", date(2026, 11, 20)),
        ("3/1", date(2027, 1, 3)),
        ("3 Apr", date(2027, 4, 3)),
        ("3rd April 2026", date(2026, 4, 3)),
        ("3rd of April, 2026", date(2026, 4, 3)),
        ("April 3 2026", date(2026, 4, 3)),
        ("22sept26", date(2026, 9, 22)),
        ("today", FRIDAY),
        (" Yesterday ", date(2026, 11, 26)),
        ("tomorrow", date(2026, 11, 28)),
        ("+7", date(2026, 12, 4)),
        ("-3", date(2026, 11, 24)),
        ("Friday", FRIDAY),
        ("next fri", date(2026, 12, 4)),
        ("last Friday", date(2026, 11, 20)),
        ("mon", date(2026, 11, 30)),
        ("Friday 20 November 2026", date(2026, 11, 20)),
        ("", None),
    ],
)
def test_a_day_is_read_as_an_office_types_it(text: str, day: date | None) -> None:
    assert typed_day("on", text, FRIDAY) == day


@pytest.mark.case("entry-1")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/12", date(2025, 12, 20)),
        ("3/4", date(2026, 4, 3)),
        ("Monday", date(2026, 11, 23)),
        ("Friday", FRIDAY),
        ("5/12/98", None),
        ("29/2", date(2024, 2, 29)),
    ],
)
def test_where_nothing_can_be_to_come_the_last_such_day_is_meant(text: str, day: date | None) -> None:
    limits = PAST if day else usual_limits(FRIDAY, first=date(1980, 1, 1), past=True)
    assert typed_day("on", text, FRIDAY, limits) == (day or date(1998, 12, 5))


@pytest.mark.case("entry-1")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "“soon” is not a date."),
        ("31/02/2026", "“31/02/2026” is not a date."),
        ("2", "“2” is not a date."),
        ("20/12/", "“20/12/” is not a date."),
        ("28/11/2026", "Saturday 28 November 2026 is still to come."),
        ("05/01/1902", "Sunday 5 January 1902 is before 01/01/2000, the first day possible."),
        ("Thursday 20 November 2026", "20/11/2026 is a Friday, no Thursday."),
    ],
)
def test_what_is_no_day_that_fits_is_said_in_words(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as said:
        typed_day("on", text, FRIDAY, PAST)
    assert said.value.message == sentence
    assert said.value.field == "on"


@pytest.mark.case("entry-1")
@given(st.dates(date(2001, 1, 1), date(2040, 1, 1)), st.dates(date(2020, 1, 1), date(2036, 1, 1)))
def test_a_day_written_with_its_year_is_that_day_whenever_it_is_typed(day: date, today: date) -> None:
    limits = usual_limits(today, past=False)
    for text in (f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day:%y}", f"{day:%d%m%Y}", day.isoformat()):
        if day in limits:
            assert typed_day("on", text, today, limits) == day


@pytest.mark.case("entry-1")
@given(st.dates(date(2024, 3, 1), date(2036, 1, 1)), st.integers(-150, 150))
def test_a_day_without_its_year_is_the_nearest_one(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    assert typed_day("on", f"{day.day}/{day.month}", today) == day


@pytest.mark.case("entry-1")
@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 19), "Thursday 19 November 2026, 5 school days ago"),
        (FRIDAY, "Friday 27 November 2026, today, no school: Marking (INSET day)"),
        (date(2026, 12, 2), "Wednesday 2 December 2026, in 3 school days"),
        (date(2026, 12, 25), "Friday 25 December 2026, in 15 school days, no school: Christmas Day"),
        (date(2014, 12, 5), "Friday 5 December 2014"),
        (date(2026, 11, 29), "Sunday 29 November 2026, in 2 days"),
    ],
)
def test_a_day_is_said_in_words_with_the_school_days_between(day: date, words: str) -> None:
    assert day_in_words(day, FRIDAY, CALENDAR) == words


def test_a_school_without_terms_entered_counts_its_working_weekdays() -> None:
    assert day_in_words(date(2026, 11, 19), FRIDAY, SchoolCalendar()).endswith("6 school days ago")

"""A calendar of which only a part is entered: what is not known is no holiday."""

from __future__ import annotations

from datetime import date

import pytest

from halton_desktop.domain.calendar import (
    Closure,
    ClosureKind,
    SchoolCalendar,
    Term,
    checked_closure,
)
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.incidents.step_rules import due_on
from halton_desktop.errors import InvalidInput

pytestmark = pytest.mark.case("years-2")

AUTUMN = Term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))
SUMMER = Term("Summer 2027", date(2027, 4, 12), date(2027, 7, 23))
NEXT = Term("Autumn 2027", date(2027, 9, 2), date(2027, 12, 17))


def test_with_one_term_entered_a_contact_of_january_is_due_in_january() -> None:
    calendar = SchoolCalendar((AUTUMN,))
    day = date(2027, 1, 6)
    assert due_on(StepKind.CONTACT, day, day, calendar) == day
    assert due_on(StepKind.MEETING, date(2026, 12, 18), date(2026, 12, 18), calendar) < date(2027, 1, 10)


def test_a_term_left_out_between_two_others_is_no_holiday_but_the_summer_is() -> None:
    calendar = SchoolCalendar((AUTUMN, SUMMER, NEXT))
    assert calendar.is_school_day(date(2027, 2, 3))
    assert not calendar.in_holidays(date(2027, 2, 3))
    assert calendar.in_holidays(date(2027, 8, 4))
    assert not calendar.is_school_day(date(2027, 8, 4))


def test_the_calendar_knows_until_when_it_is_entered() -> None:
    calendar = SchoolCalendar((AUTUMN, SUMMER))
    assert calendar.known_until(date(2026, 11, 23)) == date(2026, 12, 18)
    assert calendar.known_until(date(2027, 2, 1)) == date(2027, 7, 23)
    assert calendar.known_until(date(2027, 7, 24)) is None
    assert SchoolCalendar().known_until(date(2026, 11, 23)) is None


def test_a_closure_of_years_is_a_slip_and_no_deadline_falls_on_a_saturday() -> None:
    endless = Closure(ClosureKind.CLOSURE, "Roof", date(2026, 11, 24), date(2062, 11, 27))
    with pytest.raises(InvalidInput, match="longer than 200 days"):
        checked_closure(endless)
    found = SchoolCalendar((AUTUMN,), (endless,)).school_day_on_or_after(date(2026, 11, 28))
    assert found == date(2026, 11, 30)

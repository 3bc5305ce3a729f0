"""Term dates from a council's list or a calendar file: understood, or told."""

from __future__ import annotations

from datetime import date

import pytest

from halton_desktop.domain.calendar import Closure, ClosureKind, Term
from halton_desktop.exchange.term_dates import read_term_dates

pytestmark = pytest.mark.case("years-2")

HALF_TERM = Closure(ClosureKind.HALF_TERM, "", date(2026, 10, 26), date(2026, 10, 30))
AUTUMN = Term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
SPRING = Term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25))

COUNCIL = """School term dates 2026/27
Autumn term 2026
Start of term: Wednesday 2 September 2026
Half-term: Monday 26 October to Friday 30 October 2026
End of term: Friday 18 December 2026
Christmas holiday: Monday 21 December 2026 to Friday 1 January 2027
Spring term 2027
Opens: Monday 4th January
Closes: Thursday 25th March
Bank holiday: Monday 3 May 2027
INSET days: 1 September 2026, 27 November 2026
"""

ICS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
SUMMARY:Autumn Term begins\r
DTSTART;VALUE=DATE:20260902\r
DTEND;VALUE=DATE:20260903\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:Half\r
 -term\r
DTSTART;VALUE=DATE:20261026\r
DTEND;VALUE=DATE:20261031\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:Autumn Term ends\r
DTSTART;TZID=Europe/London:20261218T143000\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:Governors' meeting\\, hall\r
DTSTART:20261111T180000Z\r
DTEND:20261111T190000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_a_councils_list_gives_terms_half_term_and_inset_days() -> None:
    read = read_term_dates(COUNCIL)
    assert read.terms == (AUTUMN, SPRING)
    inset = tuple(Closure(ClosureKind.INSET, "", day, day) for day in (date(2026, 9, 1), date(2026, 11, 27)))
    assert read.closures == (inset[0], HALF_TERM, inset[1])
    assert read.passed_over == ()


def test_a_list_of_spans_on_one_line_each_is_read() -> None:
    lines = "Autumn term: 02/09/2026 - 18/12/2026\nSpring Term 4 Jan 2027 to 25 Mar 2027\n"
    assert read_term_dates(lines).terms == (AUTUMN, SPRING)


def test_a_calendar_file_is_read_and_what_is_no_term_is_told() -> None:
    read = read_term_dates(ICS)
    assert read.terms == (AUTUMN,)
    assert read.closures == (HALF_TERM,)
    assert read.passed_over == ("Governors' meeting, hall: 2026-11-11 (the first day or the last?)",)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Autumn term: Monday 2 September 2026 to 18 December 2026", "02/09/2026 is a Wednesday"),
        ("Autumn term: 2 September to 18 December", "which year?"),
        ("Autumn term: 18 December 2026 to 2 September 2026", "ends before it begins"),
        ("Autumn term starts 2 September 2026", "only its first day"),
        ("31 November 2026 to 1 December 2026", "day"),
    ],
)
def test_a_line_with_a_date_that_is_not_understood_is_told_with_the_reason(line: str, why: str) -> None:
    read = read_term_dates(line)
    assert read.terms == ()
    assert why in " ".join(read.passed_over)


@pytest.mark.parametrize("day", ["TBC", "20260231", "2026"])
def test_an_event_whose_day_is_none_is_told_and_the_others_are_read(day: str) -> None:
    odd = f"BEGIN:VEVENT\r\nSUMMARY:Open evening\r\nDTSTART:{day}\r\nEND:VEVENT\r\n"
    found = read_term_dates(ICS.replace("VERSION:2.0\r\n", f"VERSION:2.0\r\n{odd}"))
    assert found.passed_over[0] == f"Open evening ({day} is no day)"
    assert found.terms == read_term_dates(ICS).terms

"""The school's days: term dates, INSET days and closures, entered once a year."""

from __future__ import annotations

from halton_desktop.domain.calendar import SchoolCalendar, checked_closure, checked_term, overlapping_terms
from halton_desktop.domain.change import Noun
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput
from halton_desktop.services.session import OfficeSession


def school_calendar(session: OfficeSession) -> SchoolCalendar:
    """The calendar as entered."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.cases.calendar.calendar()


def keep_school_calendar(session: OfficeSession, calendar: SchoolCalendar) -> None:
    """Keep the whole calendar. Raises InvalidInput naming the field; due dates already set stay as they are."""
    for term in calendar.terms:
        checked_term(term)
    for closure in calendar.closures:
        checked_closure(closure)
    clash = overlapping_terms(calendar.terms)
    if clash is not None:
        raise InvalidInput("terms", f"“{clash[0].name}” and “{clash[1].name}” share days.", "Mend one of them.")
    with session.change(Permission.CHANGE_SCHOOL) as work:
        old = _plain(work.cases.calendar.calendar())
        new = _plain(calendar)
        if old == new:
            return
        work.cases.calendar.keep(calendar)
        work.record("school calendar changed", Noun.SCHOOL_CALENDAR, 1, old, new)
        work.commit()


def _plain(calendar: SchoolCalendar) -> dict[str, list[str]]:
    terms = sorted(f"{term.name}: {term.first} to {term.last}" for term in calendar.terms)
    days = sorted(f"{day.kind.value} {day.name}: {day.first} to {day.last}" for day in calendar.closures)
    return {"terms": terms, "closures": days}

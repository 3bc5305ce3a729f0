"""The school's days: term dates, days without school and open days of the office, entered once a year."""

from __future__ import annotations

from datetime import date, timedelta

from halton_desktop.domain.calendar import (
    SchoolCalendar,
    checked_closure,
    checked_office_days,
    checked_term,
    overlapping_terms,
    school_year,
)
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.day_words import plain_day
from halton_desktop.domain.due import DueItem
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.administration.moved_by_calendar import as_kept, move, moves_by
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

DUE = "school days"
"""What Today calls it."""
_COUNTS = "every weekday counts as a school day"
_SAID_BEFORE = timedelta(days=31)
_ASKED_FOR_IN = (6, 7, 8)


def school_calendar(session: OfficeSession) -> SchoolCalendar:
    """The calendar as entered."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.incidents.calendar.calendar()


def keep_school_calendar(session: OfficeSession, calendar: SchoolCalendar) -> None:
    """Keep the whole calendar, and move what is due on a day that is closed by it.

    ``moved_by`` says beforehand what that is; the entry in the history says what it was. Raises InvalidInput naming
    the field.
    """
    for term in calendar.terms:
        checked_term(term)
    for closure in calendar.closures:
        checked_closure(closure)
    for days in calendar.office_days:
        checked_office_days(days)
    clash = overlapping_terms(calendar.terms)
    if clash is not None:
        raise InvalidInput("terms", f"“{clash[0].name}” and “{clash[1].name}” share days.", "Mend one of them.")
    with session.change(Permission.CHANGE_SCHOOL) as work:
        before = work.incidents.calendar.calendar()
        old, new = _plain(before), _plain(calendar)
        if old == new:
            return
        moves = moves_by(work, session.today, before, calendar)
        move(work, moves)
        work.incidents.calendar.keep(calendar)
        moved = as_kept(moves)
        if moved:
            new["moved"] = moved
        work.record("school calendar changed", RecordKind.SCHOOL_CALENDAR, 1, old, new)
        work.commit()


def due_items(session: OfficeSession) -> list[DueItem]:
    """From when term dates are missing, a month before that; and next year's, from June on."""
    calendar, today = school_calendar(session), session.today
    until = calendar.known_until(today)
    if not calendar.terms:
        words, due, urgent = f"No school terms are entered: {_COUNTS}", today, False
    elif until is None:
        words, due, urgent = f"No school terms are entered from today on: {_COUNTS}", today, True
    elif until - today <= _SAID_BEFORE or (any(until == last for last, _ in calendar.missing())):
        words, due, urgent = f"School terms are entered until {plain_day(until)}: after that, {_COUNTS}", until, False
    elif today.month in _ASKED_FOR_IN and not calendar.knows_year(school_year(today) + 1):
        year = school_year(today) + 1
        words, due, urgent = f"Enter the term dates of {year}/{(year + 1) % 100:02d}", date(today.year, 8, 31), False
    else:
        return []
    return [DueItem(DUE, words, due, "", RecordKind.SCHOOL_CALENDAR, 1, urgent=urgent)]


def in_the_holidays(work: UnitOfWork, *days: date | None) -> str:
    """Whom to turn to, as a sentence, where what is due at once falls into the holidays; "" where it does not (3.2).

    A day that has passed says nothing of today: what was due in the holidays is done in term once that has begun.
    """
    calendar, today = work.incidents.calendar.calendar(), work.now.astimezone().date()
    if not any(calendar.in_holidays(day) for day in days if day is not None and day >= today):
        return ""
    named = settings_of(work).out_of_term_contact
    if not named:
        return "The school is on holiday, and nobody is named for such days: an administrator does so in Settings."
    return f"The school is on holiday. Out of term: {named}."


def _plain(calendar: SchoolCalendar) -> dict[str, list[str]]:
    terms = sorted(f"{term.name}: {term.first} to {term.last}" for term in calendar.terms)
    days = sorted(f"{day.kind.value} {day.name}: {day.first} to {day.last}" for day in calendar.closures)
    open_days = sorted(f"{span.name}: {span.first} to {span.last}" for span in calendar.office_days)
    return {"terms": terms, "closures": days, "office open": open_days}

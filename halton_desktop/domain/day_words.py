"""Days as an office says them: today, yesterday, Wednesday, 22/11/2026."""

from __future__ import annotations

from datetime import date, timedelta

from halton_desktop.domain.calendar import SchoolCalendar

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
"""Not the system's names: the program is in English everywhere."""


COUNTED_AS_FAR_AS = 200
"""Further away, a number of school days says nothing to anybody."""

_NEAR = {0: "Today", -1: "Yesterday", 1: "Tomorrow"}


def near_day(day: date | None, today: date) -> str:
    """ "Today", "Yesterday", "Tomorrow", a weekday's name within the next six days, else 22/11/2026; "" for none."""
    if day is None:
        return ""
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away]
    return WEEKDAYS[day.weekday()] if 1 < away < 7 else f"{day:%d/%m/%Y}"


def due_words(day: date | None, today: date) -> str:
    """ "Today", "Wednesday", "3 days ago", "22/11/2026": how pressing a date is."""
    if day is None:
        return ""
    late = (today - day).days
    if late == 1:
        return "1 day ago"
    return f"{late} days ago" if 1 < late < 15 else near_day(day, today)


def plain_day(day: date) -> str:
    """ "20 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """ "Friday 20 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"


def day_in_words(day: date, today: date, calendar: SchoolCalendar) -> str:
    """ "Friday 20 November 2026, 6 school days ago"; a day without school says why there is none."""
    parts = [long_day(day), _how_far(day, today, calendar)]
    closed = calendar.why_closed(day)
    if closed and day.weekday() < 5:
        parts.append(f"no school: {closed}")
    return ", ".join(part for part in parts if part)


def _how_far(day: date, today: date, calendar: SchoolCalendar) -> str:
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away].lower()
    if abs(away) > COUNTED_AS_FAR_AS:
        return ""
    first, last = (today, day) if away > 0 else (day, today)
    count = sum(calendar.is_school_day(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
    days = f"{count} school day{'' if count == 1 else 's'}" if count else f"{abs(away)} days"
    return f"in {days}" if away > 0 else f"{days} ago"

"""Days as an office says them: today, yesterday, Wednesday, 22/11/2026."""

from __future__ import annotations

from datetime import date

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
"""Not the system's names: the program is in English everywhere."""


def long_day(day: date) -> str:
    """ "18 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


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

"""Days as people in an office type them: 3/4, 22.11.26, 3rd April 2026, Friday, today, +7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from halton_desktop.domain.day_words import MONTHS, WEEKDAYS, long_day
from halton_desktop.errors import InvalidInput

ADVICE = "Type it like 22/11/2026, 22 Nov, Friday or +7."
FIRST_DAY = date(2000, 1, 1)
"""Nothing a school office writes down, but a birthday, is of the last century."""
YEARS_AHEAD = 20
"""Nothing it plans is further away."""

_FIGURES = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{4}|\d{2}))?")
_AT_A_STRETCH = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?([a-z]{3,9})\.?[\s,./-]*(\d{4}|\d{2})?")
_MONTH_AND_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:[\s,]+(\d{4}|\d{2}))?")
_AWAY = re.compile(r"([+-])\s*(\d{1,4})")
_WEEKDAY = re.compile(r"(?:(last|next|this|on)\s+)?([a-z]{2,9})\b\.?,?\s*(.*)")
_NEAR = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class DayLimits:
    """The days a field takes, the first and the last included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def usual_limits(today: date, *, first: date | None = None, past: bool = False) -> DayLimits:
    """The limits of most fields; ``past`` takes no day that is still to come."""
    return DayLimits(first or FIRST_DAY, today if past else today.replace(year=today.year + YEARS_AHEAD, day=1))


def typed_day(field: str, text: str, today: date, limits: DayLimits | None = None) -> date | None:
    """The day meant, None where nothing was typed. Raises InvalidInput for ``field``.

    Where no year is typed it is the day nearest to today that the limits allow; two figures of a year are of this
    century, unless only the last one fits the limits.
    """
    words = " ".join(text.casefold().split())
    if not words:
        return None
    allowed = limits or usual_limits(today)
    day = _read(field, words, today, allowed)
    if day is None:
        raise InvalidInput(field, f"“{text.strip()}” is not a date.", ADVICE)
    if day > allowed.last:
        last = "still to come" if allowed.last == today else f"after {allowed.last:%d/%m/%Y}, the last day possible"
        raise InvalidInput(field, f"{long_day(day)} is {last}.", "Compare it with the paper.")
    if day < allowed.first:
        raise InvalidInput(
            field, f"{long_day(day)} is before {allowed.first:%d/%m/%Y}, the first day possible.", "Compare the year."
        )
    return day


def _read(field: str, words: str, today: date, limits: DayLimits) -> date | None:
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    away = _AWAY.fullmatch(words)
    if away is not None:
        return today + timedelta(days=int(away[1] + away[2]))
    day = _written_out(words, today, limits)
    if day is not None:
        return day
    named = _WEEKDAY.fullmatch(words)
    weekday = _place(named[2], WEEKDAYS, least=2) if named is not None else None
    if named is None or weekday is None:
        return None
    if not named[3]:
        return _on_weekday(weekday, named[1] or "", today, limits)
    day = None if named[1] else _written_out(named[3], today, limits)
    if day is not None and day.weekday() != weekday:
        raise InvalidInput(field, f"{day:%d/%m/%Y} is a {WEEKDAYS[day.weekday()]}, no {WEEKDAYS[weekday]}.", ADVICE)
    return day


def _written_out(words: str, today: date, limits: DayLimits) -> date | None:
    for pattern, order in _ORDERS:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        day, month, year = (match[place] for place in order)
        number = int(month) if month.isdigit() else _place(month, MONTHS, least=3, first=1)
        if number is not None:
            return _day_of(int(day), number, year, today, limits)
    return None


_ORDERS = (
    (_YEAR_FIRST, (3, 2, 1)),
    (_FIGURES, (1, 2, 3)),
    (_AT_A_STRETCH, (1, 2, 3)),
    (_DAY_AND_MONTH, (1, 2, 3)),
    (_MONTH_AND_DAY, (2, 1, 3)),
)


def _day_of(day: int, month: int, year: str | None, today: date, limits: DayLimits) -> date | None:
    if year is None:
        years = sorted(range(today.year - 4, today.year + 5), key=lambda each: _far(each, month, day, today))
    elif len(year) == 2:
        years = [2000 + int(year), 1900 + int(year)]
    else:
        years = [int(year)]
    days = [found for found in (_date(each, month, day) for each in years) if found is not None]
    return next((found for found in days if found in limits), days[0] if days else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _far(year: int, month: int, day: int, today: date) -> int:
    found = _date(year, month, day)
    return abs((found - today).days) if found is not None else 10_000


def _on_weekday(weekday: int, which: str, today: date, limits: DayLimits) -> date:
    """The weekday to come, today among them; the last one where the day cannot be to come."""
    ahead = (weekday - today.weekday()) % 7
    if which == "next":
        return today + timedelta(days=ahead or 7)
    if which == "last" or today + timedelta(days=ahead) not in limits:
        return today + timedelta(days=ahead - 7)
    return today + timedelta(days=ahead)


def _place(word: str, names: tuple[str, ...], *, least: int, first: int = 0) -> int | None:
    """Which of the names a word begins, counted from ``first``; "sept" and "weds" as people write them."""
    usual = {"sept": "september", "weds": "wednesday", "tues": "tuesday", "thurs": "thursday"}.get(word, word)
    places = [place for place, name in enumerate(names, first) if name.casefold().startswith(usual)]
    return places[0] if len(places) == 1 and len(word) >= least else None

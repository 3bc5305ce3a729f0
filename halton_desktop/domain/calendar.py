"""School days and office days: terms, closures and open days as the school has them, and the bank holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from halton_desktop.errors import InvalidInput

LONGEST_SPAN = 200
"""Days the longest term, closure or opening lasts; more is a slip of the keys."""
_LONGEST_HOLIDAYS, _LONGEST_SUMMER = 31, 60
"""Days between two terms that are holidays; more means that a term in between was not entered."""
LONGEST_SEARCH = 366
"""Days to look ahead for a school day: no closure lasts a year, so reaching this is a calendar entered wrongly."""


class ClosureKind(StrEnum):
    """Why the school is closed to pupils on a day in term."""

    INSET = "INSET day"
    CLOSURE = "closure"
    HALF_TERM = "half-term"


@dataclass(frozen=True, slots=True)
class Term:
    """One term, first and last day included; academies and maintained schools set their own."""

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Closure:
    """Days in term without school, first and last included."""

    kind: ClosureKind
    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """Days in the school holidays on which the office is open, first and last included."""

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class ReadTermDates:
    """Dates read from a file or a list; ``passed_over``: every other line that holds a date, with the reason."""

    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]
    passed_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school’s own dates. What is not known is no holiday: without dates every working weekday counts as school.

    The office has days of its own: it is open on INSET days, and in the holidays when ``office_days`` say so. For
    holidays of which they say nothing it counts as open every working weekday: what is to be done at once is never put
    off because nobody entered the dates.
    """

    terms: tuple[Term, ...] = ()
    closures: tuple[Closure, ...] = ()
    office_days: tuple[OfficeDays, ...] = ()

    def is_school_day(self, day: date) -> bool:
        """A weekday in term that is no bank holiday, INSET day or closure."""
        if day.weekday() > 4 or day in bank_holidays(day.year):
            return False
        if any(day in closure for closure in self.closures):
            return False
        return not self.knows(day) or any(day in term for term in self.terms)

    def is_office_day(self, day: date) -> bool:
        """Whether somebody is in the office: a school or INSET day, or a day in the holidays when it is open."""
        if self.is_school_day(day):
            return True
        if day.weekday() > 4 or day in bank_holidays(day.year):
            return False
        kinds = {closure.kind for closure in self.closures if day in closure}
        if ClosureKind.CLOSURE in kinds:
            return False
        if ClosureKind.INSET in kinds or any(day in open_days for open_days in self.office_days):
            return True
        first, last = self._holidays_around(day)
        return not any(first <= open_days.last and open_days.first <= last for open_days in self.office_days)

    def _holidays_around(self, day: date) -> tuple[date, date]:
        """First and last day of the half-term or holidays a day without school lies in."""
        for closure in self.closures:
            if day in closure:
                return closure.first, closure.last
        before = max((term.last for term in self.terms if term.last < day), default=date.min)
        after = min((term.first for term in self.terms if term.first > day), default=date.max)
        return before, after

    def in_holidays(self, day: date) -> bool:
        """Whether a day lies in a half-term or between the terms that were entered."""
        if any(day in closure for closure in self.closures if closure.kind is ClosureKind.HALF_TERM):
            return True
        return self.knows(day) and not any(day in term for term in self.terms)

    def knows(self, day: date) -> bool:
        """Whether the dates entered say of this day if it is term or holiday."""
        if any(day in term for term in self.terms):
            return True
        return any(last < day < first for last, first in self._gaps() if _are_holidays(last, first))

    def knows_year(self, year: int) -> bool:
        """Whether any term of the school year beginning in ``year`` is entered."""
        return any(school_year(term.first) == year for term in self.terms)

    def missing(self) -> list[tuple[date, date]]:
        """Where a term between two others was not entered: the last day known before, the first after."""
        return [(last, first) for last, first in self._gaps() if not _are_holidays(last, first)]

    def known_until(self, day: date) -> date | None:
        """The last day entered without a term missing, looked at from ``day``; None where none is entered from then."""
        ends = [last for last, _first in self.missing()]
        ends += [max(term.last for term in self.terms)] if self.terms else []
        return min((end for end in ends if end >= day), default=None)

    def _gaps(self) -> list[tuple[date, date]]:
        ordered = sorted(self.terms, key=lambda term: term.first)
        return [(before.last, after.first) for before, after in pairwise(ordered)]

    def school_day_on_or_after(self, day: date) -> date:
        """The day itself when it is a school day, else the next one."""
        return _first_on_or_after(day, self.is_school_day)

    def office_day_on_or_after(self, day: date) -> date:
        """The day itself when the office is open, else the next day on which it is."""
        return _first_on_or_after(day, self.is_office_day)

    def after_school_days(self, day: date, days: int) -> date:
        """The school day that many school days after ``day``; for 0 the school day on or after it."""
        return _after(day, days, self.is_school_day)

    def after_office_days(self, day: date, days: int) -> date:
        """The day of the office that many of its days after ``day``; for 0 the one on or after it."""
        return _after(day, days, self.is_office_day)

    def why_closed(self, day: date) -> str:
        """Why a day is no school day, as the end of a sentence ("a Saturday", "Christmas Day"); "" for a school day."""
        if self.is_school_day(day):
            return ""
        if day.weekday() > 4:
            return f"a {('Saturday', 'Sunday')[day.weekday() - 5]}"
        name = bank_holidays(day.year).get(day)
        if name:
            return name
        for closure in self.closures:
            if day in closure:
                return f"{closure.name} ({closure.kind.value})" if closure.name else closure.kind.value
        return "in the school holidays"


def _are_holidays(last: date, first: date) -> bool:
    """Whether what lies between two terms may be holidays alone."""
    over_summer = any(last < date(year, 8, 1) < first for year in (last.year, first.year))
    return (first - last).days <= (_LONGEST_SUMMER if over_summer else _LONGEST_HOLIDAYS)


def _first_on_or_after(day: date, counts: Callable[[date], bool]) -> date:
    """The first day that counts; where none does for a year, the first working weekday."""
    ahead = [day + timedelta(days=number) for number in range(LONGEST_SEARCH)]
    found = next((candidate for candidate in ahead if counts(candidate)), None)
    return found or next(one for one in ahead if one.weekday() < 5 and one not in bank_holidays(one.year))


def _after(day: date, days: int, counts: Callable[[date], bool]) -> date:
    current = day if days else _first_on_or_after(day, counts)
    for _ in range(days):
        current = _first_on_or_after(current + timedelta(days=1), counts)
    return current


def school_year(day: date) -> int:
    """The year a school year begins in: 2026 for every day from 1 September 2026 to 31 August 2027."""
    return day.year if day.month >= 9 else day.year - 1


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """England's bank holidays of one calendar year. A later one-off is entered by the school as a closure."""
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {day: name.replace(" (observed)", "") for day, name in found.items()}


def checked_term(term: Term) -> Term:
    """The term as kept; raises InvalidInput naming the field."""
    if not term.name.strip():
        raise InvalidInput("name", "Give the term a name, for example “Autumn 2026”.")
    if term.last < term.first:
        raise InvalidInput("last", "The last day of a term cannot be before its first.")
    _require_no_slip("A term", term.first, term.last)
    return term


def checked_closure(closure: Closure) -> Closure:
    """The closure as kept; raises InvalidInput naming the field."""
    if closure.last < closure.first:
        raise InvalidInput("last", "The last day of a closure cannot be before its first.")
    _require_no_slip("A closure", closure.first, closure.last)
    return closure


def checked_office_days(days: OfficeDays) -> OfficeDays:
    """The open days as kept; raises InvalidInput naming the field."""
    if days.last < days.first:
        raise InvalidInput("last", "The office cannot close again before it opened.")
    _require_no_slip("An opening in the holidays", days.first, days.last)
    return days


def _require_no_slip(what: str, first: date, last: date) -> None:
    if (last - first).days > LONGEST_SPAN:
        raise InvalidInput("last", f"{what} longer than {LONGEST_SPAN} days is surely a slip of the keys.")


def overlapping_terms(terms: tuple[Term, ...]) -> tuple[Term, Term] | None:
    """Two terms that share a day, or None."""
    ordered = sorted(terms, key=lambda term: term.first)
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            return earlier, later
    return None

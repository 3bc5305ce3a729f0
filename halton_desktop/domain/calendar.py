"""School days: term dates, INSET days and closures as the school enters them, and England's bank holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from halton_desktop.errors import InvalidInput

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
class SchoolCalendar:
    """The school's own dates. Where no term is entered for a school year, every working weekday counts as school."""

    terms: tuple[Term, ...] = ()
    closures: tuple[Closure, ...] = ()

    def is_school_day(self, day: date) -> bool:
        """A weekday in term that is no bank holiday, INSET day or closure."""
        if day.weekday() > 4 or day in bank_holidays(day.year):
            return False
        if any(day in closure for closure in self.closures):
            return False
        return not self.knows(day) or any(day in term for term in self.terms)

    def knows(self, day: date) -> bool:
        """Whether term dates were entered for the school year (September to August) this day lies in."""
        return any(school_year(term.first) == school_year(day) for term in self.terms)

    def school_day_on_or_after(self, day: date) -> date:
        """The day itself when it is a school day, else the next one."""
        for ahead in range(LONGEST_SEARCH):
            candidate = day + timedelta(days=ahead)
            if self.is_school_day(candidate):
                return candidate
        return day

    def after_school_days(self, day: date, days: int) -> date:
        """The school day that many school days after ``day``; for 0 the school day on or after it."""
        current = day if days else self.school_day_on_or_after(day)
        for _ in range(days):
            current = self.school_day_on_or_after(current + timedelta(days=1))
        return current

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
    if (term.last - term.first).days > 200:
        raise InvalidInput("last", "A term longer than 200 days is surely a slip of the keys.")
    return term


def checked_closure(closure: Closure) -> Closure:
    """The closure as kept; raises InvalidInput naming the field."""
    if closure.last < closure.first:
        raise InvalidInput("last", "The last day of a closure cannot be before its first.")
    return closure


def overlapping_terms(terms: tuple[Term, ...]) -> tuple[Term, Term] | None:
    """Two terms that share a day, or None."""
    ordered = sorted(terms, key=lambda term: term.first)
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            return earlier, later
    return None

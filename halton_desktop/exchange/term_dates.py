"""Term dates as they come: a calendar file (.ics) or a council's list pasted as text, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from halton_desktop.domain.calendar import Closure, ClosureKind, ReadTermDates, Term
from halton_desktop.domain.day_words import MONTHS, WEEKDAYS

_MONTHS = {month[:3].lower(): number for number, month in enumerate(MONTHS, start=1)}
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*[,.]?\s+)?"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:(?P<iso>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    r"|(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d\d)\b"
    rf"|(?P<word_day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<word>{'|'.join(_MONTHS)})[a-z]*\.?,?(?:\s+(?P<word_year>\d{{4}}))?)",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*[-–/]\s*(?:20)?(\d\d)\b")
_NAMED_TERM = re.compile(r"\b(autumn|spring|summer|michaelmas|lent|trinity)\b|\bterm\s+([1-6])\b", re.IGNORECASE)
_BEGINS = re.compile(r"\b(start|begin|open|return|first day|commence)", re.IGNORECASE)
_ENDS = re.compile(r"\b(end|finish|clos|break|last day)", re.IGNORECASE)
_HOLIDAY = re.compile(r"\b(holiday|bank|break|vacation|may day|christmas|easter)", re.IGNORECASE)
_INSET = re.compile(r"\b(inset|in-service|training|staff day|pd day|non-pupil)", re.IGNORECASE)
_HALF_TERM = re.compile(r"\bhalf[\s-]*term", re.IGNORECASE)


def read_term_dates(text: str) -> ReadTermDates:
    """Read a calendar file or a list. What holds no date is a heading; every line with one is understood or told."""
    reading = _Reading()
    for line in _events(text, reading.passed_over) if "BEGIN:VCALENDAR" in text else text.splitlines():
        reading.take(" ".join(line.split()))
    return reading.result()


def _events(text: str, passed_over: list[str]) -> list[str]:
    """The events of an .ics file, each as a line like those of a list; one whose day is none is ``passed_over``."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    lines: list[tuple[date, str]] = []
    for event in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded, re.DOTALL):
        properties = re.findall(r"^([A-Z-]+)(;[^:\r\n]*)?:(.*?)\r?$", event, re.MULTILINE)
        found = {name: value for name, _parameters, value in properties}
        summary = re.sub(r"\\([,;\\])", r"\1", found.get("SUMMARY", "")).replace("\\n", " ")
        given = [found[name] for name in ("DTSTART", "DTEND") if name in found]
        try:
            days = [_plain_day(value) for value in given]
        except ValueError:
            passed_over.append(f"{summary} ({' to '.join(given)} is no day)")
            continue
        if len(days) == 2 and "T" not in found["DTEND"] and days[1] > days[0]:
            days[1] -= timedelta(days=1)  # a day given as the end is the first day after
        shown = " to ".join(day.isoformat() for day in dict.fromkeys(days))
        lines.append((min(days, default=date.max), f"{summary}: {shown}"))
    return [line for _day, line in sorted(lines)]


def _plain_day(value: str) -> date:
    return date(int(value[:4]), int(value[4:6]), int(value[6:8]))


@dataclass
class _Reading:
    """What has been read so far, and which term and school year the last heading named."""

    school_year: int = 0
    heading: str = ""
    heading_year: int = 0
    terms: dict[str, list[date | None]] = field(default_factory=dict)
    closures: list[Closure] = field(default_factory=list)
    half_term_from: date | None = None
    passed_over: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        """One line: a heading, a day or a span of days."""
        without_years = _SCHOOL_YEAR.sub(" ", line) if not _DATE.search(line) else line
        year = _SCHOOL_YEAR.search(line)
        if year and without_years != line:
            self.school_year = int(year[1])
        named = _NAMED_TERM.search(line)
        if named and not _HALF_TERM.search(line) and not _INSET.search(line) and not _is_holiday(line):
            self._head(line, named)
        try:
            days = self._days(line)
        except ValueError as wrong:
            self.passed_over.append(f"{line} ({wrong})")
            return
        if days:
            self._understand(line, days)

    def result(self) -> ReadTermDates:
        whole = []
        for name, (first, last) in self.terms.items():
            if first and last:
                whole.append(Term(name, first, last))
            else:
                self.passed_over.append(f"{name} (only its {'first' if first else 'last'} day is given)")
        ordered = sorted(dict.fromkeys(self.closures), key=lambda closure: closure.first)
        return ReadTermDates(
            tuple(sorted(whole, key=lambda term: term.first)), tuple(ordered), tuple(dict.fromkeys(self.passed_over))
        )

    def _head(self, line: str, named: re.Match[str]) -> None:
        year = re.search(r"\b(20\d\d)\b", _DATE.sub(" ", line))
        self.heading = (named[1] or f"Term {named[2]}").capitalize()
        half = re.search(r"\bterm\s+([12])\b", line, re.IGNORECASE) if named[1] else None
        self.heading += f" {half[1]}" if half else ""
        self.heading_year = int(year[1]) if year else 0

    def _days(self, line: str) -> list[date]:
        """The dates of a line; one without a year takes that of the next, of the heading, or of the school year."""
        found = list(_DATE.finditer(line))
        days: list[date] = []
        following = 0
        for match in reversed(found):
            day = self._day(match, following)
            following = day.year
            days.insert(0, day)
        for match, day in zip(found, days, strict=True):
            weekday = match["weekday"]
            if weekday and WEEKDAYS[day.weekday()][:3].lower() != weekday.lower():
                raise ValueError(f"{day:%d/%m/%Y} is a {WEEKDAYS[day.weekday()]}")
        return days

    def _day(self, match: re.Match[str], following: int) -> date:
        if match["iso"]:
            return date(int(match["iso"]), int(match["iso_month"]), int(match["iso_day"]))
        if match["day"]:
            year = int(match["year"])
            return date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
        month = _MONTHS[match["word"].lower()[:3]]
        of_school_year = self.school_year + (month < 8) if self.school_year else 0
        year = int(match["word_year"] or following or self.heading_year or of_school_year)
        if not year:
            raise ValueError("which year?")
        return date(year, month, int(match["word_day"]))

    def _understand(self, line: str, days: list[date]) -> None:
        first, last = days[0], days[-1]
        if len(days) > 2 and not _INSET.search(line):
            self.passed_over.append(f"{line} (more than two dates)")
        elif last < first:
            self.passed_over.append(f"{line} (it ends before it begins)")
        elif _HALF_TERM.search(line):
            self._half_term(line, days)
        elif _INSET.search(line):
            spans = [(first, last)] if len(days) == 2 and re.search(r"\bto\b|–| - ", line) else [(d, d) for d in days]
            self.closures += [Closure(ClosureKind.INSET, "", *span) for span in spans]
        elif _is_holiday(line):
            return  # what lies between two terms, and every bank holiday, is known without it
        elif not self.heading:
            self.passed_over.append(f"{line} (of which term?)")
        elif len(days) == 2:
            self._bound(first, last)
        elif _BEGINS.search(line):
            self._bound(first, None)
        elif _ENDS.search(line):
            self._bound(None, last)
        else:
            self.passed_over.append(f"{line} (the first day or the last?)")

    def _half_term(self, line: str, days: list[date]) -> None:
        first, last = days[0], days[-1]
        if len(days) == 1 and _BEGINS.search(line):
            self.half_term_from = first
            return
        if len(days) == 1 and self.half_term_from and _ENDS.search(line):
            first, self.half_term_from = self.half_term_from, None
        elif len(days) == 1:
            self.passed_over.append(f"{line} (from when to when?)")
            return
        self.closures.append(Closure(ClosureKind.HALF_TERM, "", first, last))

    def _bound(self, first: date | None, last: date | None) -> None:
        """The first or last day of the term named last; one of another year is another term."""
        year = (first or last or date.min).year
        name = self.heading if re.search(r"20\d\d", self.heading) else f"{self.heading} {year}"
        known = self.terms.setdefault(name, [None, None])
        self.terms[name] = [first or known[0], last or known[1]]


def _is_holiday(line: str) -> bool:
    return bool(_HOLIDAY.search(line)) and not re.search(r"\bterm\b.*\b(starts|begins|ends)", line, re.IGNORECASE)

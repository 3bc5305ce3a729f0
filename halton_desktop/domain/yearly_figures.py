"""The year's figures: every count for the school's own eyes, and anonymised for everybody else.

Anonymised, counts under five are hidden, and so is whatever would give them away.

The rule is that of official statistics. A count of one to four is hidden (primary suppression). Where the counts of a
table add up to a total that is shown, one hidden count could be worked out from the rest; so more are hidden, the
smallest first, until every hidden count could be anything from one to four as far as all that is shown tells, also to
somebody who knows these rules (complementary suppression). A count that stands in two tables is hidden in both.
Noughts are shown: they speak of nobody. Where even that does not do, the whole table is hidden. A total of one to four
is hidden together with every table that divides it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from statistics import median
from typing import Any

from halton_desktop.domain.name import joined
from halton_desktop.domain.review import months_after
from halton_desktop.errors import InvalidInput

THRESHOLD = 5
"""The smallest count that is shown, beside nought."""
HIDDEN_WORDS = "under 5 or hidden"
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """ "School year 2025/26", or the two days."""
        year = self.school_year
        if year is not None:
            return f"School year {school_year_label(year)}"
        return f"{self.first:%d/%m/%Y} to {self.last:%d/%m/%Y}"

    @property
    def school_year(self) -> int | None:
        """The year its September falls in, where it is a whole school year."""
        whole = (self.first, self.last) == (date(self.first.year, 9, 1), date(self.first.year + 1, 8, 31))
        return self.first.year if whole else None

    @property
    def year_before(self) -> Period:
        """The same days a year earlier."""
        return Period(months_after(self.first, -12), months_after(self.last, -12))

    def compared_with(self, today: date) -> Period:
        """The same days a year earlier; of a period still running only the days that have passed, to be fair."""
        last = max(self.first, min(self.last, today))
        return Period(self.first, last).year_before

    def is_running(self, today: date) -> bool:
        """Whether some of its days are still to come."""
        return today < self.last

    def months(self, today: date) -> tuple[date, ...]:
        """The first of every month it touches that has begun."""
        found, month = [], self.first.replace(day=1)
        while month <= min(self.last, today):
            found.append(month)
            month = months_after(month, 1)
        return tuple(found)


def school_year_label(year: int) -> str:
    """ "2025/26"."""
    return f"{year}/{(year + 1) % 100:02d}"


def school_year_period(year: int) -> Period:
    """1 September to 31 August."""
    return Period(date(year, 9, 1), date(year + 1, 8, 31))


def checked_period(period: Period) -> Period:
    """The period; raises InvalidInput naming the field."""
    if period.last < period.first:
        raise InvalidInput("figures_to", "The last day cannot be before the first.")
    if (period.last - period.first).days >= LONGEST_DAYS:
        raise InvalidInput("figures_to", "Choose a year at most, so that it can be compared with the year before.")
    return period


@dataclass(frozen=True, slots=True)
class RawTable:
    """Counts as they are; only those who see the cases see them. ``additive``: they add up to ``total``."""

    key: str
    title: str
    unit: str
    counts: tuple[tuple[str, int], ...]
    total: int
    additive: bool = True


@dataclass(frozen=True, slots=True)
class RawFigures:
    """Everything counted over a period, before anything is hidden. ``days_to_contact`` holds one number a case."""

    period: Period
    tables: tuple[RawTable, ...]
    days_to_contact: tuple[int, ...] = ()
    reviews_held: int = 0
    audiences_told: int = 0
    audiences: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One count; None where it is hidden."""

    label: str
    count: int | None
    at_least: bool = False
    """A sum from which somebody's hidden count is missing."""

    @property
    def text(self) -> str:
        """As a table prints it."""
        return "–" if self.count is None else f"{self.count:,}{'+' if self.at_least else ''}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it is shown. ``additive`` is False where a case may be counted under several cells."""

    key: str
    title: str
    unit: str
    cells: tuple[Cell, ...]
    total: int | None
    additive: bool = True

    @property
    def has_hidden(self) -> bool:
        """Whether something in it is hidden."""
        return self.total is None or any(cell.count is None for cell in self.cells)

    def count(self, label: str) -> int | None:
        """The count of a cell, None where it is hidden or not there."""
        return next((cell.count for cell in self.cells if cell.label == label), None)


@dataclass(frozen=True, slots=True)
class YearlyFigures:
    """A period's figures. ``median_days`` to the first contact is None where there are too few cases.

    ``every_count`` figures hide nothing: they are for the school's own eyes and are never kept or sent as values.
    """

    period: Period
    tables: tuple[Table, ...] = field(default=())
    median_days: float | None = None
    reviews_held: int = 0
    audiences_told: int = 0
    audiences: int = 0
    every_count: bool = False

    def table(self, key: str) -> Table | None:
        """One table by its key."""
        return next((table for table in self.tables if table.key == key), None)

    @property
    def contact_words(self) -> str:
        """How soon the middle case was contacted (3.2): "the same day", "2 days later", or that too few were."""
        days = self.median_days
        if days is None:
            return "nobody was contacted yet" if self.every_count else "too few cases to say"
        if not days:
            return "the same day"
        return f"{days:g} day{'' if days == 1 else 's'} later"

    @property
    def has_hidden(self) -> bool:
        """Whether anything is hidden."""
        return any(table.has_hidden for table in self.tables)


def anonymised(raw: RawFigures, chance: str = "") -> YearlyFigures:
    """The figures as they may be shown, printed and given to the association.

    ``chance`` is the file's own: it decides which of several equal counts is hidden with a small one, so that nobody
    who knows the rule can tell a hidden count by the order of the table.
    """
    enough = len(raw.days_to_contact) >= THRESHOLD
    tables = [anonymised_table(table, f"{chance} {raw.period.label}") for table in raw.tables]
    return YearlyFigures(
        raw.period,
        _hidden_everywhere(tables),
        float(median(raw.days_to_contact)) if enough else None,
        raw.reviews_held,
        raw.audiences_told,
        raw.audiences,
    )


def with_every_count(raw: RawFigures) -> YearlyFigures:
    """The figures as they are, for the school's own eyes."""
    return YearlyFigures(
        raw.period,
        tuple(
            Table(table.key, table.title, table.unit, _cells(table), table.total, table.additive)
            for table in raw.tables
        ),
        float(median(raw.days_to_contact)) if raw.days_to_contact else None,
        raw.reviews_held,
        raw.audiences_told,
        raw.audiences,
        every_count=True,
    )


def _cells(raw: RawTable) -> tuple[Cell, ...]:
    return tuple(Cell(label, count) for label, count in raw.counts)


def anonymised_table(raw: RawTable, chance: str = "") -> Table:
    """One table with everything hidden that must be."""
    counts = [count for _label, count in raw.counts]
    ranks = [sha256(f"{chance} {raw.key} {label}".encode()).digest() for label, _count in raw.counts]
    shown = suppressed(counts, raw.total, additive=raw.additive, ranks=ranks)
    cells = tuple(Cell(label, count) for (label, _), count in zip(raw.counts, shown, strict=True))
    return Table(raw.key, raw.title, raw.unit, cells, None if is_small(raw.total) else raw.total, raw.additive)


def _hidden_everywhere(tables: Sequence[Table]) -> tuple[Table, ...]:
    """What two tables count under one name is hidden in both where one of them hides it."""
    hidden = {(table.unit, cell.label) for table in tables for cell in table.cells if cell.count is None}
    return tuple(
        replace(
            table, cells=tuple(replace(c, count=None) if (table.unit, c.label) in hidden else c for c in table.cells)
        )
        for table in tables
    )


def is_small(count: int) -> bool:
    """Whether a count could point at somebody."""
    return 0 < count < THRESHOLD


def suppressed(
    counts: Sequence[int], total: int, *, additive: bool = True, ranks: Sequence[bytes] = ()
) -> tuple[int | None, ...]:
    """The counts with None for each that is hidden, given that ``total`` is shown unless it is small itself.

    ``additive`` counts add up to the total. Others overlap: each of the ``total`` cases is counted at least once and at
    most once under each, so the total still bounds them. ``ranks`` say which of several equal counts goes first.
    """
    if is_small(total):
        return (None,) * len(counts)
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    if not hidden:
        return tuple(counts)
    order = ranks or [place.to_bytes(4, "big") for place in range(len(counts))]
    others = sorted((count, order[place], place) for place, count in enumerate(counts) if count and place not in hidden)
    while not _safe(counts, hidden, total, additive):
        if not others:
            return (None,) * len(counts)
        hidden.add(others.pop(0)[2])
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def _safe(counts: Sequence[int], hidden: set[int], total: int, additive: bool) -> bool:
    """Whether every hidden count could be anything from one to four, each being known to be no nought."""
    shown = sum(count for place, count in enumerate(counts) if place not in hidden)
    if additive:
        left, many, most = total - shown, len(hidden), THRESHOLD - 1
        all_small = all(counts[place] <= most for place in hidden)  # who knows the rule can tell that they are
        return many > 1 and left - many >= most - 1 and not (all_small and left > most * many - (most - 1))
    return len(hidden) > 1 or shown + 1 >= total


# as plain JSON values: kept with a review, and what an association return carries


def as_plain(figures: YearlyFigures) -> dict[str, Any]:
    """The figures as plain JSON values; a hidden count is null. Raises ValueError for figures that hide nothing."""
    if figures.every_count:
        raise ValueError("only anonymised figures are kept or sent")
    return {
        "from": figures.period.first.isoformat(),
        "to": figures.period.last.isoformat(),
        "median_days_to_contact": None if figures.median_days is None else f"{figures.median_days:g}",
        "reviews_held": figures.reviews_held,
        "audiences_told": figures.audiences_told,
        "audiences": figures.audiences,
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "unit": table.unit,
                "total": table.total,
                "adds_up": table.additive,
                "counts": {cell.label: cell.count for cell in table.cells},
            }
            for table in figures.tables
        ],
    }


def from_plain(kept: dict[str, Any]) -> YearlyFigures:
    """The other way round. Raises KeyError, TypeError, ValueError or AttributeError for anything else."""
    days = kept["median_days_to_contact"]
    return YearlyFigures(
        Period(date.fromisoformat(kept["from"]), date.fromisoformat(kept["to"])),
        tuple(
            Table(
                str(table["key"]),
                str(table["title"]),
                str(table["unit"]),
                tuple(Cell(str(label), _count(count)) for label, count in table["counts"].items()),
                _count(table["total"]),
                bool(table["adds_up"]),
            )
            for table in kept["tables"]
        ),
        None if days is None else float(days),
        _number(kept["reviews_held"]),
        _number(kept["audiences_told"]),
        _number(kept["audiences"]),
    )


@dataclass(frozen=True, slots=True)
class FrozenYear:
    """A school year whose figures were kept as they were; ``differing`` names the tables counted otherwise since.

    ``whole``: what was kept still has the hash it was kept with.
    """

    school_year: int
    on: date
    by: str
    digest: str
    differing: tuple[str, ...] = ()
    whole: bool = True

    @property
    def sentence(self) -> str:
        """When and by whom, its mark, and whether today's count is the same."""
        mark = "-".join(self.digest[start : start + 4].upper() for start in range(0, 16, 4))
        words = f"Frozen on {self.on:%d/%m/%Y} by {self.by}, mark {mark}."
        if not self.whole:
            return f"{words} What was kept no longer has this mark: it was altered outside the program."
        if not self.differing:
            return f"{words} Counted again today, every figure is the same."
        return f"{words} Counted again today, these differ: {joined(list(self.differing))}."


def raw_digests(raw: RawFigures) -> dict[str, str]:
    """The hash of every count of each table, by its key: tells that a count differs, not what it was."""
    return {table.key: digest_of([table.counts, table.total]) for table in raw.tables}


def digest_of(values: object) -> str:
    """The hash of plain values, however they were put together."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _count(value: object) -> int | None:
    return None if value is None else _number(value)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("not a count")
    return value

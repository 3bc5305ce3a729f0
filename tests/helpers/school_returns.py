"""Yearly returns of made-up years of the fourteen schools, written and signed as the program does it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from halton_desktop.domain.association import ReturnBody
from halton_desktop.domain.incidents.incident import BREACHES, Outcome, Platform
from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.domain.yearly_figures import (
    RawFigures,
    RawTable,
    YearlyFigures,
    anonymised,
    school_year_period,
)
from halton_desktop.exchange.association_return import write_return
from halton_desktop.store.return_signing import new_private_key, public_key_of, sign

MADE_AT = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)
CONTACT = ("the same day", "the next day", "2 to 5 days later", "more than 5 days later", "no contact noted")


def some_figures(year: int, seed: int, incidents: int | None = None) -> YearlyFigures:
    """A made-up school year, anonymised as every return is."""
    return anonymised(some_counts(year, seed, incidents))


def some_counts(year: int, seed: int, incidents: int | None = None) -> RawFigures:
    """The counts behind it."""
    dice = random.Random(seed)
    total = dice.randrange(0, 90) if incidents is None else incidents
    period = school_year_period(year)
    months = [f"{month:%m/%Y}" for month in period.months(period.last)]
    bans, parents = dice.randrange(0, 4), dice.randrange(150, 1200)
    declined, waiting = dice.randrange(0, 9), dice.randrange(0, 80)
    clauses = _shared(dice, [f"{breach.clause} {breach.name}" for breach in BREACHES], total)
    coverage = (
        ("accepted", parents),
        ("declined", declined),
        ("wants to talk", 2),
        ("asked, no answer yet", waiting),
        ("not asked yet", 0),
    )
    tables = (
        RawTable("clause", "Incidents by clause", "incidents", clauses, total, additive=False),
        _table(dice, "platform", "Incidents by platform", "incidents", [each.value for each in Platform], total),
        _table(dice, "month", "Incidents by month", "incidents", months, total),
        _table(dice, "outcome", "Incidents by outcome", "incidents", [each.value for each in Outcome], total),
        _table(dice, "contact", "First contact with the parent or party", "incidents", list(CONTACT), total),
        _table(dice, "removals", "Removal requests", "requests", ["removed", "refused", "still there"], total // 3),
        _table(dice, "bans", "Site bans", "bans", ["provisional", "confirmed", "lifted"], bans),
        RawTable(
            "coverage",
            "Acknowledgement of the code",
            "parents and carers",
            coverage,
            sum(count for _label, count in coverage),
        ),
        _table(dice, "consents", "Consents to view messages", "consents", ["given", "refused"], dice.randrange(0, 12)),
    )
    days = tuple(dice.choice((0, 0, 0, 1, 1, 4)) for _ in range(total))
    return RawFigures(period, tables, days, 1, 6, 7)


def school_return(
    folder: Path,
    school: str,
    year: int = 2025,
    *,
    private: bytes | None = None,
    made_at: datetime = MADE_AT,
    name: str = "",
) -> Path:
    """One school's file; without a key the school begins with a new one."""
    key = private or new_private_key()
    body = ReturnBody(school, year, made_at, some_figures(year, HALTON_SCHOOLS.index(school) * 100 + year))
    target = folder / f"{name or school}.haltonreturn"
    target.write_bytes(write_return(body, public_key_of(key), lambda message: sign(key, message)))
    return target


def all_returns(folder: Path, year: int = 2025) -> dict[str, Path]:
    """The files of all fourteen, each made at another hour."""
    return {
        school: school_return(folder, school, year, made_at=MADE_AT + timedelta(hours=place))
        for place, school in enumerate(HALTON_SCHOOLS)
    }


def tampered(file: Path) -> Path:
    """The same file with one count altered in a text editor."""
    content = file.read_text(encoding="utf-8")
    altered = content.replace('"reviews_held": 1', '"reviews_held": 3')
    assert altered != content
    file.write_text(altered, encoding="utf-8")
    return file


def _table(dice: random.Random, key: str, title: str, unit: str, labels: list[str], total: int) -> RawTable:
    return RawTable(key, title, unit, _shared(dice, labels, total), total)


def _shared(dice: random.Random, labels: list[str], total: int) -> tuple[tuple[str, int], ...]:
    counts = dict.fromkeys(labels, 0)
    for label in dice.choices(labels, [1 / (place + 1) for place in range(len(labels))], k=total):
        counts[label] += 1
    return tuple(counts.items())

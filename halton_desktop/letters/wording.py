"""Dates and lists as a letter writes them, in British English whatever the computer is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.domain.day_words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_SPACE = "\u00a0"


def long_date(day: date) -> str:
    """ "22 November 2026", day and month never parted by a line break."""
    return f"{day.day}{_SPACE}{MONTHS[day.month - 1]} {day.year}"


def long_date_with_day(day: date) -> str:
    """ "Friday 11 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def listed(names: Sequence[str]) -> str:
    """ "Aoife (7B), Liam (9C) and Tomás (11A)", a form never parted from the name before it."""
    kept = [name.replace(" (", f"{_SPACE}(") for name in names]
    if len(kept) < 2:
        return "".join(kept)
    return f"{', '.join(kept[:-1])} and {kept[-1]}"

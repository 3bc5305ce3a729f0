"""Dates as people in an office type them: 22/11/2026, 22.11.26, 22 11 2026."""

from __future__ import annotations

import re
from datetime import date

from halton_desktop.errors import InvalidInput

_DATE = re.compile(r"\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})\s*")


def typed_day(field: str, text: str) -> date:
    """The day meant. Raises InvalidInput for ``field``, also where it is empty."""
    day = typed_date(field, text)
    if day is None:
        raise InvalidInput(field, "Type a date.", "Like 22/11/2026.")
    return day


def typed_date(field: str, text: str) -> date | None:
    """The day meant, None for an empty field; two-digit years are of this century.

    Raises InvalidInput for ``field``.
    """
    if not text.strip():
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year = int(match[3])
        return date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    except ValueError:
        raise InvalidInput(field, f"“{text.strip()}” is not a date.", "Type it like 22/11/2026.") from None

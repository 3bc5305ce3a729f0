"""Term dates from a calendar file or a list somebody pasted; nothing is kept before it was looked at and saved."""

from __future__ import annotations

from pathlib import Path

from halton_desktop.domain.calendar import ReadTermDates
from halton_desktop.errors import InvalidInput, UnreadableFile

MOST_BYTES = 2_000_000
"""A calendar of many years is far smaller."""


def term_dates_in(text: str) -> ReadTermDates:
    """What a list or the text of a calendar file says. Raises InvalidInput (``text``) where it holds no term."""
    from halton_desktop.exchange.term_dates import read_term_dates

    found = read_term_dates(text)
    if not found.terms and not found.closures:
        raise InvalidInput(
            "text",
            "No term could be read from this.",
            "A line looks like “Autumn term: 3 September 2026 to 18 December 2026”.",
        )
    return found


def text_of_calendar_file(file: Path) -> str:
    """The text of an .ics or text file. Raises UnreadableFile."""
    from halton_desktop.exchange.csv_contacts import decode_text

    try:
        content = file.read_bytes()
    except OSError as wrong:
        raise UnreadableFile(file.name, f"“{file.name}” cannot be read.", "Is it open elsewhere?") from wrong
    if len(content) > MOST_BYTES or b"\0" in content[:1000] or content.startswith((b"PK\x03\x04", b"%PDF")):
        raise UnreadableFile(
            file.name, f"“{file.name}” is no calendar file.", "Choose an .ics file, or paste the list as text."
        )
    return decode_text(content)

"""A chronology across the cases of a person or a household, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.letters.running_pages import RunningPages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from halton_desktop.domain.incidents.chronology import Happening
    from halton_desktop.letters.fonts import Typefaces


def print_chronology(
    about: str,
    school: str,
    lines: Sequence[Happening],
    note: str,
    written_on: date,
    typefaces: Typefaces,
    wording: Callable[[str], str] = str,
) -> bytes:
    """One PDF; ``about`` names the person or household, ``note`` says what was left out."""
    pages = RunningPages(
        typefaces,
        title="Chronology",
        school=school,
        written_on=written_on,
        confidential="Confidential",
        wording=wording,
    )
    incidents = list(dict.fromkeys(line.reference for line in lines))
    span = f", {lines[0].on:%d/%m/%Y} to {lines[-1].on:%d/%m/%Y}" if lines else ""
    counted = "1 case" if len(incidents) == 1 else f"{len(incidents)} cases"
    pages.title(f"Chronology: {about}", f"{counted}{span}")
    if note:
        pages.paragraph(note, muted=True)
    if not lines:
        pages.paragraph("Nothing is on file.")
    year = 0
    for line in lines:
        if line.on.year != year:
            year = line.on.year
            pages.heading(str(year))
        clause = f" ({line.clause})" if line.clause else ""
        by = " · ".join(part for part in (line.reference, line.part, line.by) if part)
        pages.dated(f"{line.on:%d/%m/%Y}", f"{line.title}{clause}", line.text, by)
    return pages.finish()

"""The year's figures as a paper: what was counted, a chart each, beside the year before, and for whose eyes it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.letters.charts import ChartColours, chart_of, to_pdf
from halton_desktop.letters.grid import LEFT, across
from halton_desktop.letters.report_document import ReportDocument
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from datetime import date

    from halton_desktop.domain.letter import Letterhead
    from halton_desktop.domain.yearly_figures import Table, YearlyFigures
    from halton_desktop.letters.fonts import Typefaces

TITLE = "The year’s figures"
HIDING = (
    "Counts of one to four are not shown, so that no family can be recognised. Where a count could be worked out from "
    "the others, more are left out; these too appear as “under 5 or hidden”. A nought is a nought."
)
INSIDE = (
    "For the school only. Every count is shown, those of one to four too: a family can be recognised by them. To give "
    "figures to governors, the association or anybody else, print the report for outside."
)
NOTES = {
    "clause": "An incident may fall under several clauses, so these do not add up.",
    "contact": "From the report of an incident to the first time somebody was reached, in calendar days (clause 3.2). "
    "“First contact” on page 1 is the middle case: half were sooner, half later.",
    "removals": "Requests to take material down (clause 2.7), by what became of them.",
    "bans": "Bans from the school site that began in this time (clause 2.4), by where they stand.",
    "coverage": "The edition of the code in force, as the forms stand on the day of this report (clause 4.2).",
    "consents": "Consents to view private messages asked for in this time (clause 3.5).",
}


def yearly_report(
    out: BinaryIO,
    head: Letterhead,
    figures: YearlyFigures,
    before: YearlyFigures | None,
    written_on: date,
    typefaces: Typefaces,
) -> int:
    """Write the report; returns how many pages it has."""
    title = f"{TITLE}: {figures.period.label}"
    foot = f"{title} · for the school only" if figures.every_count else title
    sheet = ReportDocument(out, head, typefaces, title=title, written_on=written_on, foot=foot)
    so_far = f", so far (to {written_on:%d/%m/%Y})" if figures.period.is_running(written_on) else ""
    sheet.title(TITLE, f"Social Media Code of Conduct for Parents/Carers · {figures.period.label}{so_far}")
    sheet.facts(_facts(figures, before))
    sheet.paragraph(INSIDE if figures.every_count else HIDING, small=True, muted=True)
    if before is not None:
        sheet.paragraph(
            f"Thin grey bars and numbers in brackets: the year before ({before.period.label})"
            f"{'.' if figures.every_count else ', where not hidden.'}",
            small=True,
            muted=True,
        )
    colours = ChartColours(bar=head.accent)
    for table in figures.tables:
        _part(sheet, table, before.table(table.key) if before else None, colours)
    sheet.paragraph(f"Counted on {long_date(written_on)}.", small=True, muted=True)
    return sheet.close()


def _facts(figures: YearlyFigures, before: YearlyFigures | None) -> list[tuple[str, str]]:
    incidents = figures.table("platform")
    old = before.table("platform") if before else None
    facts = [
        ("Incidents", _with_before(_total(incidents), _total(old) if before else "")),
        ("First contact", _with_before(figures.contact_words, before.contact_words if before else "")),
        ("Reviews of the code", _with_before(str(figures.reviews_held), str(before.reviews_held) if before else "")),
    ]
    if figures.audiences:
        facts.append(("Told of the code", f"{figures.audiences_told} of {figures.audiences} audiences"))
    return facts


def _part(sheet: ReportDocument, table: Table, before: Table | None, colours: ChartColours) -> None:
    if table.key == "coverage":  # as it stands today: the same forms cannot be compared with themselves
        before = None
    drawing = chart_of(table, colours, before)
    sheet.heading(table.title, keep=drawing.height + 30)
    words = f"{_total(table)} {table.unit} in all"
    if before is not None:
        words += f"; the year before: {_total(before)}"
    note = NOTES.get(table.key, "")
    sheet.paragraph(f"{words}. {note}".strip(), small=True, muted=True)
    if table.total == 0:
        return
    sheet.picture(drawing.height, lambda top: to_pdf(drawing, sheet.typesetter, across(LEFT), top - drawing.height))


def _total(table: Table | None) -> str:
    if table is None:
        return ""
    return "fewer than 5" if table.total is None else f"{table.total:,}"


def _with_before(now: str, before: str) -> str:
    return f"{now} (the year before: {before})" if before else now

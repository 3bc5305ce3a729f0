"""The association's report: which schools have sent their year, their figures side by side, all of them together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from halton_desktop.domain.association import combined, missing_schools
from halton_desktop.domain.yearly_figures import school_year_label
from halton_desktop.letters.charts import ChartColours, chart_of, to_pdf
from halton_desktop.letters.grid import LEFT, across
from halton_desktop.letters.report_document import ReportDocument, ReportTable
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from halton_desktop.domain.association import SchoolLine
    from halton_desktop.domain.letter import Letterhead
    from halton_desktop.letters.fonts import Typefaces

HIDING = (
    "Every school hides its counts of one to four, and others by which they could be worked out, before its figures "
    "leave it. “–” stands for a hidden count. Sums leave hidden counts out; a “+” says that some are missing."
)
_WIDTHS = (52.0, 18.0, 20.0, 20.0, 16.0, 24.0)
_HEADER = ("School", "Incidents", "Days to contact", "Taken down", "Bans", "Code accepted")
_TOGETHER = ("clause", "platform", "month", "outcome", "contact", "removals")


def association_report(
    out: BinaryIO,
    head: Letterhead,
    school_year: int,
    lines: Sequence[SchoolLine],
    written_on: date,
    typefaces: Typefaces,
) -> int:
    """Write the report; returns how many pages it has."""
    label = school_year_label(school_year)
    sheet = ReportDocument(out, head, typefaces, title=f"The schools’ year {label}", written_on=written_on)
    sheet.title("The schools of the association", f"Social Media Code of Conduct · school year {label}")
    missing = missing_schools(lines)
    early = ", ".join(f"{line.school} ({line.made_at:%d/%m/%Y})" for line in lines if line.so_far)
    sheet.facts(
        [
            ("Returns received", f"{len(lines) - len(missing)} of {len(lines)} schools"),
            ("Still missing", ", ".join(missing) or "none"),
            ("Counted too early", early),
            ("Put together", long_date(written_on)),
        ]
    )
    sheet.paragraph(HIDING, small=True, muted=True)
    sheet.heading("School by school")
    rows = tuple(_row(line) for line in lines)
    sheet.table(ReportTable(_WIDTHS, _HEADER, rows, right=frozenset({1, 2, 3, 4, 5})))
    _together(sheet, lines, ChartColours(bar=head.accent))
    return sheet.close()


def _row(line: SchoolLine) -> tuple[str, ...]:
    figures = line.figures
    if figures is None:
        return (line.school, "missing", "", "", "", "")
    days = "–" if figures.median_days is None else f"{figures.median_days:g}"
    return (
        line.school,
        _total(line, "platform"),
        days,
        _count(line, "removals", "removed"),
        _total(line, "bans"),
        _share(line),
    )


def _together(sheet: ReportDocument, lines: Sequence[SchoolLine], colours: ChartColours) -> None:
    for key in _TOGETHER:
        table = combined(lines, key)
        if table is None or not table.total:
            continue
        drawing = chart_of(table, colours)
        hidden = sum(1 for line in lines if line.figures and (own := line.figures.table(key)) and own.total is None)
        words = f"At least {table.total:,} {table.unit} in all"
        words += f"; {hidden} school{'' if hidden == 1 else 's'} had fewer than five." if hidden else "."
        sheet.heading(f"{table.title}, all schools together", keep=drawing.height + 24)
        sheet.paragraph(words, small=True, muted=True)
        sheet.picture(drawing.height, partial(_placed, sheet, drawing))


def _placed(sheet: ReportDocument, drawing: Any, top: float) -> bytes:
    return to_pdf(drawing, sheet.typesetter, across(LEFT), top - drawing.height)


def _total(line: SchoolLine, key: str) -> str:
    table = line.figures.table(key) if line.figures else None
    return "" if table is None else "–" if table.total is None else f"{table.total:,}"


def _count(line: SchoolLine, key: str, label: str) -> str:
    table = line.figures.table(key) if line.figures else None
    count = table.count(label) if table else None
    total = table.total if table else None
    return "–" if count is None or total is None else f"{count:,} of {total:,}"


def _share(line: SchoolLine) -> str:
    table = line.figures.table("coverage") if line.figures else None
    if table is None or not table.total:
        return "–"
    accepted = table.count("accepted")
    return "–" if accepted is None else f"{100 * accepted / table.total:.0f} %"

"""Papers that are no letters: they flow over pages, repeat their headers, and keep everything on the page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from halton_desktop.domain.association import SchoolLine
from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.letters.association_report import association_report
from halton_desktop.letters.charts import ChartColours, chart_of, to_svg
from halton_desktop.letters.report_document import ReportDocument, ReportTable
from halton_desktop.letters.yearly_report import yearly_report
from tests.helpers.school_returns import MADE_AT, some_figures
from tests.letters.samples import HEAD, typefaces

DAY = date(2026, 11, 23)


def pages_of(out: BytesIO) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(out.getvalue())).pages]


def sheet_to(out: BytesIO) -> ReportDocument:
    return ReportDocument(out, HEAD, typefaces(), title="A list", written_on=DAY)


def test_a_long_table_repeats_its_header_and_counts_its_pages() -> None:
    out = BytesIO()
    sheet = sheet_to(out)
    sheet.title("A list", "of many")
    rows = tuple((str(place), f"Person {place}") for place in range(120))
    sheet.table(ReportTable((20, 100), ("No", "Name of somebody"), rows, right=frozenset({0})))
    count = sheet.close()
    pages = pages_of(out)
    assert count == len(pages) > 2
    assert all("Name of somebody" in page for page in pages)
    assert all(f"page {place} of {count}" in page for place, page in enumerate(pages, 1))
    assert [place for place in range(120) if not any(f"Person {place} " in f"{page} " for page in pages)] == []
    assert "Birchfield Road" in pages[0]
    assert "Birchfield Road" not in pages[1]


def test_a_heading_stays_with_what_it_heads() -> None:
    out = BytesIO()
    sheet = sheet_to(out)
    for _ in range(42):
        sheet.paragraph("A line of text.")
    sheet.heading("Heading at the foot")
    sheet.paragraph("What follows.")
    sheet.close()
    (page,) = [page for page in pages_of(out) if "Heading at the foot" in page]
    assert "What follows." in page


def test_names_of_every_alphabet_and_long_words_stay_inside_the_margins() -> None:
    out = BytesIO()
    sheet = sheet_to(out)
    sheet.facts([("Łukasz Nguyễn", "x" * 300), ("A label far too long for its column", "محمد علي"), ("empty", "")])
    sheet.signature_lines(("Headteacher", "Date"))
    sheet.close()
    (page,) = pages_of(out)
    assert "Łukasz Nguyễn" in page
    assert "empty" not in page
    assert page.replace(" ", "").count("x") >= 300


def test_every_made_up_year_can_be_printed() -> None:
    for seed in range(12):
        out = BytesIO()
        figures, before = some_figures(2025, seed), some_figures(2024, seed + 50)
        pages = yearly_report(out, HEAD, figures, before if seed % 2 else None, DAY, typefaces())
        assert 1 <= pages <= 4
        text = " ".join(pages_of(out))
        assert all(table.title in text for table in figures.tables)


def test_the_association_compares_all_and_names_the_missing() -> None:
    lines = [
        SchoolLine(school, some_figures(2025, place) if place % 5 else None, MADE_AT)
        for place, school in enumerate(HALTON_SCHOOLS)
    ]
    out = BytesIO()
    association_report(out, HEAD, 2025, lines, DAY, typefaces())
    text = " ".join(pages_of(out))
    assert "11 of 14 schools" in text
    assert "Still missing Ashley High School, Ormiston Bollingbroke Academy" in text
    assert "Incidents by platform, all schools together" in text


def test_a_chart_is_no_wider_than_the_paper_and_escapes_what_it_says() -> None:
    figures = some_figures(2025, 3, incidents=60)
    for table in figures.tables:
        drawing = chart_of(table, ChartColours())
        right = max(getattr(shape, "x", 0) + getattr(shape, "width", 0) for shape in drawing.shapes)
        assert right <= drawing.width
        assert b"<svg" in to_svg(drawing, ChartColours())

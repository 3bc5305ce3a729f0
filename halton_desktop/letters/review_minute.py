"""The minute of a review of the code: who took part, what was considered, each clause's decision, the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.domain.code_of_conduct import clause_order
from halton_desktop.domain.review import Decision, ReviewState
from halton_desktop.domain.yearly_figures import HIDDEN_WORDS, from_plain
from halton_desktop.letters.report_document import ReportDocument, ReportTable
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from datetime import date

    from halton_desktop.domain.code_of_conduct import Edition
    from halton_desktop.domain.letter import Letterhead
    from halton_desktop.domain.review import ClauseDecision, Review
    from halton_desktop.letters.fonts import Typefaces

_WORDS = {
    Decision.KEEP: "kept as it is",
    Decision.AMEND: "amended",
    Decision.ADD: "added",
    Decision.DROP: "dropped",
}


def review_minute(
    out: BinaryIO,
    head: Letterhead,
    review: Review,
    edition: Edition | None,
    new_edition: Edition | None,
    written_on: date,
    typefaces: Typefaces,
) -> int:
    """Write the minute; returns how many pages it has. One not finished yet says so at its top."""
    sheet = ReportDocument(out, head, typefaces, title=f"Minute: {review.label}", written_on=written_on)
    held = f"Held on {long_date(review.held_on)}" if review.held_on else "Not held yet"
    sheet.title("Review of the code of conduct", f"Minute · {held}")
    if review.state is not ReviewState.FINISHED:
        sheet.paragraph("**This review is not finished.** What stands here may still change.")
    sheet.facts(_facts(review, edition, new_edition))
    if review.participants:
        sheet.heading("Who took part")
        for person in review.participants:
            sheet.paragraph(f"{person.name}, {person.capacity}" if person.capacity else person.name)
    _figures(sheet, review)
    for heading, text in (("What was considered", review.considered), ("Notes", review.notes)):
        if text:
            sheet.heading(heading)
            sheet.paragraph(text)
    if review.decisions:
        sheet.heading("Clause by clause")
        _kept(sheet, review)
        table = _decisions(review, edition)
        if table.rows:
            sheet.table(table)
    sheet.signature_lines(("For the association", "Headteacher", "Date"))
    return sheet.close()


def _facts(review: Review, edition: Edition | None, new_edition: Edition | None) -> list[tuple[str, str]]:
    return [
        ("Edition reviewed", f"{edition.label}, {edition.title}" if edition else ""),
        ("Outcome", review.outcome.value if review.outcome else ""),
        ("New edition", new_edition.label if new_edition else ""),
        ("Next review due", long_date(review.next_due_on) if review.next_due_on else ""),
        ("Recorded by", review.finished_by),
    ]


def _figures(sheet: ReportDocument, review: Review) -> None:
    if review.figures is None:
        return
    figures = from_plain(review.figures)
    sheet.heading("The year’s figures")
    words = f"{figures.period.label}, as the review saw them; counts under five are hidden."
    sheet.paragraph(words, small=True, muted=True)
    facts = []
    for table in figures.tables:
        total = "fewer than 5" if table.total is None else f"{table.total:,}"
        parts = [f"{cell.label} {cell.count:,}" for cell in table.cells if cell.count]
        hidden = sum(cell.count is None for cell in table.cells)
        if hidden and table.total is not None:
            parts.append(f"{hidden} {HIDDEN_WORDS}")
        facts.append((table.title, f"{total} {table.unit}" + (f": {', '.join(parts)}" if parts else "")))
    sheet.facts(facts, label=58)


def _kept(sheet: ReportDocument, review: Review) -> None:
    kept = [found.number for found in _in_order(review) if _plainly_kept(found)]
    if kept:
        sheet.paragraph(f"Kept as they are: {', '.join(kept)}.")


def _decisions(review: Review, edition: Edition | None) -> ReportTable:
    rows = []
    for found in _in_order(review):
        if not _plainly_kept(found):
            old = edition.clause(found.number) if edition else None
            words = found.statement or (old.statement if old else "")
            rows.append((found.number, _WORDS[found.decision], words, found.reason))
    return ReportTable((14, 26, 72, 38), ("Clause", "Decision", "Words", "Reason"), tuple(rows))


def _in_order(review: Review) -> list[ClauseDecision]:
    return sorted(review.decisions, key=lambda found: clause_order(found.number))


def _plainly_kept(found: ClauseDecision) -> bool:
    return found.decision is Decision.KEEP and not found.reason

"""The notice that tells staff of an edition of the code, with a list to sign: the school's proof for clause 4.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.domain.audience import Audience
from halton_desktop.letters.document import MM
from halton_desktop.letters.report_document import ReportDocument, ReportTable
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from halton_desktop.domain.code_of_conduct import Edition
    from halton_desktop.domain.letter import Letterhead
    from halton_desktop.letters.fonts import Typefaces

LINE_MM = 9.0
"""Room for a signature with a ballpoint."""
BLANK_LINES = 20
"""Where no names are known, people write their own."""
SPARE_LINES = 4
_OF_OFFICE = (
    "If a member of the parent-teacher association or of the governing body causes trouble by what they write in "
    "messages, the school’s complaints procedure is followed (clause 3.4). A concern about the school itself belongs "
    "in that procedure too, and not online (clauses 2.1 and 2.2)."
)
MEANS = {
    Audience.STAFF: (
        "Parents and carers will not try to friend or follow any member of staff on social media. Do not answer "
        "abusive messages yourself: keep a screenshot and tell the office the same day, so that the school can speak "
        "to the person at once (clauses 2.5, 3.1 and 3.2)."
    ),
    Audience.GOVERNORS: _OF_OFFICE,
    Audience.PTA: _OF_OFFICE,
    Audience.CHILD_REPRESENTATIVES: (
        "All parents, carers and child representatives are asked to keep to the code (clause 4.2). A concern about the "
        "school belongs in its complaints procedure, and not online (clauses 2.1 and 2.2)."
    ),
}
"""What the code means for those a notice goes to; instructions to staff are for staff alone."""


def staff_notice(
    out: BinaryIO,
    head: Letterhead,
    edition: Edition,
    audience: Audience,
    complaints_procedure: str,
    names: Sequence[str],
    written_on: date,
    typefaces: Typefaces,
) -> int:
    """Write notice and list for one audience; returns how many pages there are. ``names`` may be empty."""
    sheet = ReportDocument(
        out, head, typefaces, title=f"{edition.label} of the code: {audience.value}", written_on=written_on
    )
    sheet.title(f"To {_with_article(audience)}", f"{edition.title} · {edition.label.lower()}")
    effect = long_date(edition.effective_on) if edition.effective_on else "its adoption"
    sheet.paragraph(
        f"{edition.label} of our code applies from **{effect}**. The schools of the association review the code every "
        "year and tell everybody it concerns (clause 4.1). Please read it, and sign on the last page that you have."
    )
    if edition.changes:
        sheet.heading("What has changed")
        sheet.paragraph(edition.changes)
    meaning = MEANS.get(audience)
    if meaning:
        sheet.heading("What it means for you")
        sheet.paragraph(meaning)
    sheet.paragraph(f"Our complaints procedure can be found {complaints_procedure}.")
    sheet.heading("The code", keep=80)
    if edition.intent:
        sheet.paragraph(edition.intent, small=True)
    sheet.facts([(clause.number, clause.statement) for clause in edition.clauses], label=13, small=True)
    sheet.new_page()
    sheet.title("Read and understood", f"{edition.label} of the code, in effect from {effect} · {audience.value}")
    sheet.table(_list(names))
    return sheet.close()


def _with_article(audience: Audience) -> str:
    """As an address to them: "To the parent-teacher association", but "To staff"."""
    return f"the {audience.value}" if audience in (Audience.GOVERNORS, Audience.PTA) else audience.value


def _list(names: Sequence[str]) -> ReportTable:
    blank = BLANK_LINES if not names else SPARE_LINES
    rows = [(f"{place}", name, "", "") for place, name in enumerate(names, 1)]
    rows += [(f"{len(names) + place}", "", "", "") for place in range(1, blank + 1)]
    widths = (10, 58, 54, 28)
    return ReportTable(widths, ("", "Name", "Signature", "Date"), tuple(rows), row_height=LINE_MM * MM - 6)

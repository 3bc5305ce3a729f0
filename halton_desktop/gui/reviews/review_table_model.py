"""The timeline of the Review history: every edition and every review, what is to come first."""

from __future__ import annotations

from halton_desktop.domain.review import ReviewState
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.reviews.find_reviews import HistoryLine, history_ids, history_lines
from halton_desktop.services.session import OfficeSession

IN_FORCE = Chip("In force", "done", "done")
DRAFT = Chip("Draft", "due", "edit")
TAKES_EFFECT_LATER = Chip("Adopted", "accent", "calendar")
EARLIER = Chip("Replaced", "muted", "code")
REVIEW_CHIPS = {
    ReviewState.PLANNED: Chip("Planned", "muted", "calendar"),
    ReviewState.UNDER_WAY: Chip("Under way", "due", "note"),
    ReviewState.FINISHED: Chip("Finished", "done", "done"),
}


def line_chip(line: HistoryLine) -> Chip:
    """Where an edition or a review stands."""
    if line.review is not None:
        return REVIEW_CHIPS[line.review.state]
    if line.in_force:
        return IN_FORCE
    if line.edition is None or not line.edition.adopted:
        return DRAFT
    return TAKES_EFFECT_LATER if line.to_come else EARLIER


def line_day(line: HistoryLine) -> str:
    """The day it stands at; a draft has none yet."""
    return f"{line.day:%d/%m/%Y}" if line.day else "not yet"


def line_words(line: HistoryLine) -> str:
    """What it is."""
    if line.review is not None:
        return "Review of the code"
    return f"{line.edition.label} of the code" if line.edition else ""


COLUMNS: tuple[Column[HistoryLine], ...] = (
    Column("day", "When", line_day, sort_key="day", width=12),
    Column("what", "What", line_words, sort_key="what", width=22, grows=True),
    Column("standing", "Where it stands", lambda line: line_chip(line).text, chip=line_chip, width=17),
)


class ReviewTableModel(PagedTableModel[HistoryLine]):
    """Editions and reviews in one list; ``session`` answers both questions of the list."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(
            COLUMNS,
            fetch_ids=lambda order, _filter: history_ids(session, order.key, descending=order.descending),
            fetch_rows=lambda ids: history_lines(session, ids),
            row_id=lambda line: line.id,
            order=Order("day", descending=True),
        )

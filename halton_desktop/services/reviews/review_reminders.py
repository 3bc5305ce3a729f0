"""What the code's own year has due: the review, a draft waiting for adoption, audiences an edition has not reached."""

from __future__ import annotations

from datetime import timedelta

from halton_desktop.domain.audience import matrix, not_reached
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.due import DueItem, in_order
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.review import SOON, ReviewState, countdown
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.reviews.find_reviews import ReviewStatus, review_status
from halton_desktop.services.session import OfficeSession

TIME_TO_TELL = timedelta(days=28)
"""Within four weeks of taking effect everybody is told: the program's own measure for clause 4.1."""
AHEAD = timedelta(days=14)
"""So long before that day Today begins to say who is still to be told."""


def due_items(session: OfficeSession) -> tuple[DueItem, ...]:
    """The review from six weeks before its day, and whom the edition in force has not reached, most pressing first."""
    status = review_status(session)
    items = _review(session, status)
    if status.in_force is not None:
        items += _telling(session, status.in_force)
    return in_order(items)


def _review(session: OfficeSession, status: ReviewStatus) -> list[DueItem]:
    due = status.next_due
    if due is None or due > session.today + SOON:
        return []
    found = status.open_review
    under_way = found is not None and found.state is ReviewState.UNDER_WAY
    words = "is under way" if under_way else f"is {countdown(due, session.today)}"
    sentence = f"The yearly review of the code {words} (4.1)."
    record = found.id if found else 0
    return [DueItem("review of the code", sentence, due, "", RecordKind.REVIEW, record, due <= session.today)]


def _telling(session: OfficeSession, edition: Edition) -> list[DueItem]:
    if edition.effective_on is None:
        return []
    coverage = whole_school(session, edition.id)
    with session.look(Permission.SEE_FIGURES) as work:
        lines = matrix(work.reviews.notifications(edition.id), coverage.mailed)
    waiting = not_reached(lines)
    if not waiting:
        return []
    due = edition.effective_on + TIME_TO_TELL
    if due > session.today + AHEAD:
        return []
    others = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    sentence = f"Tell {waiting[0].value}{others} of {edition.label.lower()} of the code (4.1)."
    return [DueItem("telling everyone", sentence, due, "", RecordKind.EDITION, edition.id, due <= session.today)]

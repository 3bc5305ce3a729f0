"""What the Review history shows: every edition and review on one timeline, one of them in full, and the countdown."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.attachment import Attachment
from halton_desktop.domain.audience import AudienceLine, matrix
from halton_desktop.domain.code_of_conduct import Correction, Edition, draft_of, edition_before, edition_in_force
from halton_desktop.domain.edition_difference import ClauseDifference, differences
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.review import Review, next_due, open_review
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.session import OfficeSession

_FAR_AWAY = date.max


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the timeline: an edition or a review and its day; an edition may be in force or take effect later."""

    id: int
    day: date | None
    edition: Edition | None = None
    review: Review | None = None
    in_force: bool = False
    to_come: bool = False


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """Where the school stands with clause 4.1: the next review's day, the open review, the draft, the one in force."""

    next_due: date | None
    open_review: Review | None
    draft: Edition | None
    in_force: Edition | None


@dataclass(frozen=True, slots=True)
class EditionPage:
    """Everything about one edition; ``before`` is the adopted edition it follows on.

    ``leaning`` names what depends on it: while that is nothing, an adopted edition can be put right.
    """

    edition: Edition
    before: Edition | None
    in_force: bool
    differences: tuple[ClauseDifference, ...]
    attachments: tuple[Attachment, ...]
    audiences: tuple[AudienceLine, ...]
    proofs: dict[int, tuple[Attachment, ...]]
    review: Review | None
    corrections: tuple[Correction, ...] = ()
    leaning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPageContent:
    """Everything about one review."""

    review: Review
    edition: Edition | None
    new_edition: Edition | None
    attachments: tuple[Attachment, ...]


def edition_line(edition_id: int) -> int:
    """The timeline's id of an edition."""
    return 2 * edition_id


def review_line(review_id: int) -> int:
    """The timeline's id of a review."""
    return 2 * review_id + 1


def history_ids(session: OfficeSession, order: str = "day", *, descending: bool = True) -> array[int]:
    """Every edition and review; by "day" (what is still to come at the end) or by "what"."""
    lines = _lines(session)
    if order == "what":
        lines.sort(key=lambda line: (line.review is not None, line.day or _FAR_AWAY), reverse=descending)
    else:
        lines.sort(key=lambda line: (line.day or _FAR_AWAY, line.review is None, line.id), reverse=descending)
    return array("q", [line.id for line in lines])


def history_lines(session: OfficeSession, ids: Sequence[int]) -> list[HistoryLine]:
    """Lines of the timeline by id."""
    wanted = set(ids)
    return [line for line in _lines(session) if line.id in wanted]


def review_status(session: OfficeSession) -> ReviewStatus:
    """Where the school stands with clause 4.1."""
    with session.look(Permission.SEE_FIGURES) as work:
        editions, reviews = work.editions.all(), work.reviews.all()
        months = settings_of(work).review_months
    return ReviewStatus(
        next_due(reviews, editions, months),
        open_review(reviews),
        draft_of(editions),
        edition_in_force(editions, session.today),
    )


def edition_page(session: OfficeSession, edition_id: int) -> EditionPage:
    """One edition in full. Raises NotFound."""
    with session.look(Permission.SEE_FIGURES) as work:
        editions = work.editions.all()
        edition = work.editions.get(edition_id)
        notifications = work.reviews.notifications(edition_id)
        attachments = work.attachments.of_edition(edition_id)
        proofs = work.attachments.of_notifications([notification.id for notification in notifications])
        review = next((found for found in work.reviews.all() if found.new_edition_id == edition_id), None)
        corrections, leaning = work.editions.corrections(edition_id), work.editions.leaning_on(edition_id)
    newer = any(other.number > edition.number for other in editions)
    before = edition_before(editions, edition)
    in_force = edition_in_force(editions, session.today)
    coverage = whole_school(session, edition_id)
    return EditionPage(
        edition=edition,
        before=before,
        in_force=in_force is not None and in_force.id == edition_id,
        differences=differences(before, edition),
        attachments=attachments,
        audiences=matrix(notifications, coverage.mailed),
        proofs={
            notification.id: tuple(p for p in proofs if p.telling_id == notification.id)
            for notification in notifications
        },
        review=review,
        corrections=corrections,
        leaning=("newer editions", *leaning) if newer else leaning,
    )


def review_page(session: OfficeSession, review_id: int) -> ReviewPageContent:
    """One review in full. Raises NotFound."""
    with session.look(Permission.SEE_FIGURES) as work:
        review = work.reviews.get(review_id)
        editions = {edition.id: edition for edition in work.editions.all()}
        attachments = work.attachments.of_review(review_id)
    return ReviewPageContent(
        review, editions.get(review.edition_id or 0), editions.get(review.new_edition_id or 0), attachments
    )


def _lines(session: OfficeSession) -> list[HistoryLine]:
    with session.look(Permission.SEE_FIGURES) as work:
        editions, reviews = work.editions.all(), work.reviews.all()
    in_force = edition_in_force(editions, session.today)
    lines = [
        HistoryLine(
            edition_line(edition.id),
            edition.effective_on if edition.adopted else None,
            edition=edition,
            in_force=in_force is not None and edition.id == in_force.id,
            to_come=edition.effective_on is not None and edition.effective_on > session.today,
        )
        for edition in editions
    ]
    lines += [
        HistoryLine(review_line(review.id), review.due_on if review.open else review.held_on, review=review)
        for review in reviews
    ]
    return lines

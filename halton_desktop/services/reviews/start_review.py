"""The yearly review of the code (4.1): plan it, start it, leave and take it up, finish it, or record an earlier one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition, draft_of, edition_in_force
from halton_desktop.domain.edition_difference import differences, in_words
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.review import (
    Review,
    ReviewOutcome,
    ReviewState,
    checked_finish,
    checked_review,
    decided_clauses,
    months_after,
    next_due,
    open_review,
)
from halton_desktop.domain.yearly_figures import Period, as_plain, digest_of
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.reviews.yearly_report import yearly_figures
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.review_store import review_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def read_review(session: OfficeSession, review_id: int) -> Review:
    """One review. Raises NotFound."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.reviews.get(review_id)


def plan_review(session: OfficeSession, due_on: date) -> int:
    """Put the next review on a day. Raises InvalidInput (``due_on``), Refused while another one is open."""
    checked_review(Review(0, due_on), session.today)
    with session.change(Permission.REVIEW_CODE) as work:
        _require_none_open(work)
        review_id = work.reviews.add(Review(0, due_on), work.now, session.user.name)
        work.record("review planned", RecordKind.REVIEW, review_id, new={"due_on": due_on.isoformat()})
        work.commit()
    return review_id


def start_review(session: OfficeSession) -> Review:
    """Begin the review that is due, or take up the one under way. Raises Refused without an edition in force."""
    with session.change(Permission.REVIEW_CODE) as work:
        editions, reviews = work.editions.all(), work.reviews.all()
        found = open_review(reviews)
        if found is not None and found.state is ReviewState.UNDER_WAY:
            return found
        in_force = edition_in_force(editions, session.today)
        if in_force is None:
            raise Refused("No edition of the code is in force that could be reviewed.", "Adopt one first.", "4.1")
        due = next_due(reviews, editions, settings_of(work).review_months) or session.today
        begun = replace(
            found or Review(0, due),
            state=ReviewState.UNDER_WAY,
            edition_id=in_force.id,
            figures_from=_a_year_before(session.today),
            figures_to=session.today,
        )
        if found is None:
            begun = replace(begun, id=work.reviews.add(begun, work.now, session.user.name))
        else:
            work.reviews.change(begun)
        new = {"due_on": begun.due_on.isoformat(), "edition": in_force.number}
        work.record("review started", RecordKind.REVIEW, begun.id, new=new)
        work.commit()
    return begun


def keep_review(session: OfficeSession, review: Review) -> Review:
    """Keep what a review under way holds so far, or correct one planned. Raises InvalidInput, Refused once finished."""
    checked_review(review, session.today)
    with session.change(Permission.REVIEW_CODE) as work:
        kept = work.reviews.get(review.id)
        if not kept.open:
            raise Refused(f"{kept.label} is finished.", "Correct its record instead.", clause="4.1")
        review = replace(review, state=kept.state)
        _write(work, kept, review, "review written on")
        work.commit()
    return review


def finish_review(session: OfficeSession, review: Review) -> Review:
    """Finish a review: plan the next, and turn its decisions into a draft where a new edition is its outcome.

    Raises InvalidInput naming what is missing, Refused where a draft of an edition is being worked on already.
    """
    require(session.user.role, Permission.REVIEW_CODE)
    figures = _figures(session, review)
    with session.change(Permission.REVIEW_CODE) as work:
        kept = work.reviews.get(review.id)
        if not kept.open:
            raise Refused(f"{kept.label} is finished already.", clause="4.1")
        edition = work.editions.get(kept.edition_id or 0)
        checked_finish(review, edition, session.today)
        new_edition_id = _draft(work, edition, review) if review.outcome is ReviewOutcome.NEW_EDITION else None
        finished = replace(
            review,
            state=ReviewState.FINISHED,
            figures=figures,
            new_edition_id=new_edition_id,
            finished_at=work.now,
            finished_by=session.user.name,
        )
        _write(work, kept, finished, "review finished")
        if finished.next_due_on is not None:
            next_id = work.reviews.add(Review(0, finished.next_due_on), work.now, session.user.name)
            work.record("review planned", RecordKind.REVIEW, next_id, new={"due_on": finished.next_due_on.isoformat()})
        work.commit()
    return finished


def drop_review(session: OfficeSession, review_id: int) -> None:
    """Throw away a review that was planned or begun by mistake. Raises Refused for a finished one, or with papers."""
    with session.change(Permission.REVIEW_CODE) as work:
        kept = work.reviews.get(review_id)
        if not kept.open:
            raise Refused(f"{kept.label} is finished and stays on file.", "Mend its record instead.", clause="4.1")
        if work.attachments.of_review(review_id):
            raise Refused("There are papers kept with this review.", "Take them out first.")
        work.reviews.remove(review_id)
        work.record("review dropped", RecordKind.REVIEW, review_id, _plain(kept))
        work.commit()


def record_review(session: OfficeSession, review: Review) -> int:
    """Enter a review that was held before the program came, or elsewhere. Raises InvalidInput naming the field."""
    if review.held_on is None:
        raise InvalidInput("held_on", "Say on which day the review was held.")
    if not review.participants:
        raise InvalidInput("participants", "Say who took part.")
    if review.outcome is None:
        raise InvalidInput("outcome", "Say what the review came to.")
    checked_review(review, session.today)
    with session.change(Permission.REVIEW_CODE) as work:
        edition = edition_in_force(work.editions.all(), review.held_on)
        done = replace(
            review,
            state=ReviewState.FINISHED,
            due_on=review.held_on,
            edition_id=edition.id if edition else None,
            finished_at=work.now,
            finished_by=session.user.name,
        )
        review_id = work.reviews.add(done, work.now, session.user.name)
        work.record("review recorded", RecordKind.REVIEW, review_id, new=_plain(done))
        if done.next_due_on is not None and open_review(work.reviews.all()) is None:
            next_id = work.reviews.add(Review(0, done.next_due_on), work.now, session.user.name)
            work.record("review planned", RecordKind.REVIEW, next_id, new={"due_on": done.next_due_on.isoformat()})
        work.commit()
    return review_id


def correct_review(session: OfficeSession, review: Review) -> Review:
    """Mend the record of a finished review; what it decided stays. Raises InvalidInput, Refused."""
    checked_review(review, session.today)
    with session.change(Permission.REVIEW_CODE) as work:
        kept = work.reviews.get(review.id)
        if kept.open:
            raise Refused(f"{kept.label} is not finished yet.", "Take it up instead.", clause="4.1")
        if review.held_on is None or not review.participants:
            field = "held_on" if review.held_on is None else "participants"
            raise InvalidInput(field, "A finished review was held on a day, by somebody.")
        mended = replace(
            kept,
            held_on=review.held_on,
            participants=review.participants,
            considered=review.considered,
            notes=review.notes,
        )
        _write(work, kept, mended, "review corrected")
        work.commit()
    return mended


def usual_next_review(session: OfficeSession, held_on: date) -> date:
    """The day the next review would be due after one held on a day."""
    with session.look(Permission.SEE_FIGURES) as work:
        return months_after(held_on, settings_of(work).review_months)


def _figures(session: OfficeSession, review: Review) -> dict[str, Any] | None:
    """The anonymised figures as the review saw them; they stay with it, whatever is recorded later."""
    if review.figures_from is None or review.figures_to is None:
        return None
    return as_plain(yearly_figures(session, Period(review.figures_from, review.figures_to)))


def _write(work: UnitOfWork, old: Review, new: Review, action: str) -> None:
    before, after = differing(_plain(old), _plain(new))
    if after:
        work.reviews.change(new)
        work.record(action, RecordKind.REVIEW, new.id, before, after)


def _draft(work: UnitOfWork, edition: Edition, review: Review) -> int:
    editions = work.editions.all()
    draft = draft_of(editions)
    if draft is not None:
        raise Refused(
            f"There is a draft of {draft.label.lower()} already.",
            "Adopt it or throw it away first, then finish this review.",
            clause="4.1",
        )
    clauses = decided_clauses(edition, review.decisions)
    new = replace(edition, id=0, number=max(e.number for e in editions) + 1, clauses=clauses)
    new = replace(new, effective_on=None, adopted_on=None, changes=in_words(differences(edition, new)))
    edition_id = work.editions.add(new, work.now)
    work.record("edition drafted", RecordKind.EDITION, edition_id, new={"number": new.number, "changes": new.changes})
    return edition_id


def _require_none_open(work: UnitOfWork) -> None:
    found = open_review(work.reviews.all())
    if found is not None:
        raise Refused(
            f"There is a review {found.state.value} already, due on {found.due_on:%d/%m/%Y}.",
            "Open it and change its day, or finish it first.",
            clause="4.1",
        )


def _plain(review: Review) -> dict[str, Any]:
    """The review as the audit log keeps it."""
    columns = review_fields(review)
    figures = columns.pop("figures")
    columns["figures, as a mark"] = digest_of(figures) if figures else ""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in columns.items()}


def _a_year_before(day: date) -> date:
    return months_after(day, -12) + timedelta(days=1)

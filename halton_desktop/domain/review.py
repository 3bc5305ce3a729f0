"""Reviews of the code (4.1): when one is due, what it gathers and decides, and when it is complete."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from halton_desktop.domain.code_of_conduct import Clause, Edition, clause_order
from halton_desktop.domain.day_words import MONTHS
from halton_desktop.errors import InvalidInput

SOON = timedelta(days=42)
"""Half a term ahead the next review is worth a line on Today."""


class ReviewState(StrEnum):
    """Where a review stands; one under way may be left and taken up again at any time."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    FINISHED = "finished"


class Decision(StrEnum):
    """What is decided about a clause."""

    KEEP = "keep"
    AMEND = "amend"
    ADD = "add"
    DROP = "drop"


class ReviewOutcome(StrEnum):
    """What a review comes to."""

    UNCHANGED = "the code stays as it is"
    NEW_EDITION = "a new edition"


class ReviewPage(StrEnum):
    """The pages of the guided review, in order; a paused review is taken up at the one where it was left."""

    BEGIN = "The review"
    FIGURES = "The year’s figures"
    PARTICIPANTS = "Who took part"
    CONSIDERED = "What was considered"
    CLAUSES = "Clause by clause"
    OUTCOME = "Outcome"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part, and what as ("chair of governors")."""

    name: str
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class ClauseDecision:
    """A decision about one clause; ``statement`` holds the new words of one amended or added."""

    number: str
    decision: Decision
    statement: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One review. ``edition_id`` is the edition reviewed, ``new_edition_id`` the one it led to.

    ``figures`` are the year's anonymised figures exactly as the review saw them (``yearly_figures.as_plain``).
    """

    id: int
    due_on: date
    state: ReviewState = ReviewState.PLANNED
    edition_id: int | None = None
    held_on: date | None = None
    figures_from: date | None = None
    figures_to: date | None = None
    figures: dict[str, Any] | None = None
    participants: tuple[Participant, ...] = field(default=())
    considered: str = ""
    decisions: tuple[ClauseDecision, ...] = field(default=())
    outcome: ReviewOutcome | None = None
    notes: str = ""
    new_edition_id: int | None = None
    next_due_on: date | None = None
    page: ReviewPage = ReviewPage.BEGIN
    finished_at: datetime | None = None
    finished_by: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is not ReviewState.FINISHED

    @property
    def label(self) -> str:
        """As lists name it."""
        day = self.held_on if self.held_on is not None and not self.open else self.due_on
        return f"Review of {MONTHS[day.month - 1]} {day.year}"


MOST_MONTHS_AHEAD = 24
"""A review is held every year (4.1); one planned later than this is a slip of the finger."""


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months on; the month's last where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def open_review(reviews: tuple[Review, ...]) -> Review | None:
    """The review to be done next: one under way before any planned one."""
    waiting = [review for review in reviews if review.open]
    return min(waiting, key=lambda r: (r.state is not ReviewState.UNDER_WAY, r.due_on, r.id), default=None)


def next_due(reviews: tuple[Review, ...], editions: tuple[Edition, ...], months: int) -> date | None:
    """When the code is to be reviewed next (4.1).

    The day of the open review; else the one the last finished review set; else so many months after that review, or
    after the first edition took effect. None without an adopted edition.
    """
    waiting = open_review(reviews)
    if waiting is not None:
        return waiting.due_on
    held = [review for review in reviews if review.held_on is not None]
    last = max(held, key=lambda r: (r.held_on or r.due_on, r.id), default=None)
    if last is not None and last.held_on is not None:
        return last.next_due_on or months_after(last.held_on, months)
    began = [edition.effective_on for edition in editions if edition.adopted and edition.effective_on]
    return months_after(min(began), months) if began else None


def countdown(due: date, today: date) -> str:
    """ "due in 3 months", "due tomorrow", "12 days overdue"."""
    days = (due - today).days
    if days < 0:
        return "1 day overdue" if days == -1 else f"{-days} days overdue"
    if days < 2:
        return "due tomorrow" if days else "due today"
    months = (due.year - today.year) * 12 + due.month - today.month - (due.day < today.day)
    if months >= 2:
        return f"due in {months} months"
    return f"due in {days} days"


def decided_clauses(edition: Edition, decisions: tuple[ClauseDecision, ...]) -> tuple[Clause, ...]:
    """The clauses a new edition would have, in the order of the code; what nobody decided about is kept."""
    of = {decision.number: decision for decision in decisions}
    kept = []
    for clause in edition.clauses:
        decision = of.pop(clause.number, None)
        if decision is not None and decision.decision is Decision.DROP:
            continue
        amended = decision is not None and decision.decision is Decision.AMEND
        kept.append(Clause(clause.number, decision.statement.strip()) if decision and amended else clause)
    kept += [Clause(d.number, d.statement.strip()) for d in of.values() if d.decision is Decision.ADD]
    return tuple(sorted(kept, key=lambda clause: clause_order(clause.number)))


def checked_review(review: Review, today: date) -> Review:
    """A review as kept at any time; raises InvalidInput naming the field."""
    if review.open and review.due_on > months_after(today, MOST_MONTHS_AHEAD):
        raise InvalidInput(
            "due_on", f"{review.due_on:%d/%m/%Y} is more than two years away.", "Is the year right? (4.1: every year.)"
        )
    if review.held_on is not None and review.held_on > today:
        raise InvalidInput("held_on", "It cannot have been held after today.", "Leave the day empty until then.")
    if review.figures_from and review.figures_to and review.figures_to < review.figures_from:
        raise InvalidInput("figures_to", "The last day cannot be before the first.")
    for participant in review.participants:
        if not participant.name.strip():
            raise InvalidInput("participants", "Somebody who took part has no name.")
    return review


def checked_finish(review: Review, edition: Edition, today: date) -> Review:
    """A review as it is finished; raises InvalidInput naming the first field that is missing, page by page."""
    checked_review(review, today)
    if review.held_on is None:
        raise InvalidInput("held_on", "Say on which day the review was held.")
    if not review.participants:
        raise InvalidInput("participants", "Say who took part.", "One name is enough; a review is not held by nobody.")
    if not review.considered.strip():
        raise InvalidInput("considered", "Write a sentence or two on what was considered.")
    _check_decisions(review.decisions, edition)
    changed = any(found.decision is not Decision.KEEP for found in review.decisions)
    if review.outcome is None:
        raise InvalidInput("outcome", "Say what the review comes to.")
    if review.outcome is ReviewOutcome.NEW_EDITION and not changed:
        raise InvalidInput(
            "outcome", "Every clause is kept as it is.", "Amend, add or drop a clause, or leave the code as it is."
        )
    if review.outcome is ReviewOutcome.UNCHANGED and changed:
        raise InvalidInput(
            "outcome", "Some clauses are to change, which makes a new edition.", "Choose “a new edition”, or keep them."
        )
    if review.next_due_on is None or review.next_due_on <= review.held_on:
        raise InvalidInput("next_due_on", "Say when the next review is due: a day after this one.")
    if review.next_due_on > months_after(review.held_on, 24):
        raise InvalidInput("next_due_on", "That is more than two years away; clause 4.1 asks for a review every year.")
    return review


def _check_decisions(decisions: tuple[ClauseDecision, ...], edition: Edition) -> None:
    decided = {found.number for found in decisions}
    open_ones = [clause.number for clause in edition.clauses if clause.number not in decided]
    if open_ones:
        more = f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        raise InvalidInput("decisions", f"Nothing is decided yet about clause {open_ones[0]}{more}.")
    for found in decisions:
        known = edition.clause(found.number)
        if found.decision in (Decision.AMEND, Decision.ADD) and not found.statement.strip():
            raise InvalidInput("decisions", f"Clause {found.number} has no new words yet.")
        if found.decision is Decision.AMEND and known and known.statement == found.statement.strip():
            raise InvalidInput(
                "decisions", f"Clause {found.number} is to be amended but its words are the same.", "Change or keep it."
            )
        if found.decision is Decision.ADD and known:
            raise InvalidInput("decisions", f"There is a clause {found.number} already.", "Give the new one its own.")

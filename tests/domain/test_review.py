"""When a review is due, what is missing before it is finished, and the clauses its decisions come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.domain.review import (
    ClauseDecision,
    Decision,
    Participant,
    Review,
    ReviewOutcome,
    ReviewState,
    checked_finish,
    checked_review,
    countdown,
    decided_clauses,
    months_after,
    next_due,
    open_review,
)
from halton_desktop.errors import InvalidInput

TODAY = date(2026, 11, 23)
EDITION = Edition(
    1,
    1,
    "Code",
    (Clause("1.1", "One."), Clause("2.9", "Nine."), Clause("2.10", "Ten.")),
    date(2025, 9, 1),
    date(2025, 9, 1),
)
COMPLETE = Review(
    1,
    TODAY,
    ReviewState.UNDER_WAY,
    edition_id=1,
    held_on=TODAY,
    participants=(Participant("Mrs G. Jones", "headteacher"),),
    considered="The year.",
    decisions=tuple(ClauseDecision(clause.number, Decision.KEEP) for clause in EDITION.clauses),
    outcome=ReviewOutcome.UNCHANGED,
    next_due_on=date(2027, 11, 23),
)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_the_corresponding_day_or_the_last_of_the_month(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_the_first_review_is_due_a_year_after_the_first_edition_took_effect() -> None:
    assert next_due((), (EDITION,), 12) == date(2026, 9, 1)
    assert next_due((), (replace(EDITION, adopted_on=None),), 12) is None


def test_an_open_review_sets_the_day_and_otherwise_the_last_one_held() -> None:
    held = Review(1, date(2026, 9, 1), ReviewState.FINISHED, held_on=date(2026, 9, 10))
    assert next_due((held,), (EDITION,), 12) == date(2027, 9, 10)
    assert next_due((replace(held, next_due_on=date(2027, 6, 1)),), (EDITION,), 12) == date(2027, 6, 1)
    planned = Review(2, date(2027, 7, 1))
    assert next_due((held, planned), (EDITION,), 12) == date(2027, 7, 1)


def test_a_review_under_way_comes_before_a_planned_one() -> None:
    planned, under_way = Review(1, date(2026, 1, 1)), Review(2, date(2027, 1, 1), ReviewState.UNDER_WAY)
    assert open_review((planned, under_way)) is under_way
    assert open_review((replace(planned, state=ReviewState.FINISHED),)) is None


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2027, 11, 23), "due in 12 months"),
        (date(2027, 1, 22), "due in 60 days"),
        (date(2027, 1, 23), "due in 2 months"),
        (date(2026, 11, 24), "due tomorrow"),
        (date(2026, 11, 23), "due today"),
        (date(2026, 11, 22), "1 day overdue"),
        (date(2026, 11, 1), "22 days overdue"),
    ],
)
def test_the_countdown_in_words(due: date, words: str) -> None:
    assert countdown(due, TODAY) == words


def test_decisions_make_the_new_clauses_in_the_order_of_the_code() -> None:
    decisions = (
        ClauseDecision("2.10", Decision.AMEND, "Ten, better. "),
        ClauseDecision("1.1", Decision.DROP),
        ClauseDecision("3.1", Decision.ADD, "New."),
    )
    assert decided_clauses(EDITION, decisions) == (
        Clause("2.9", "Nine."),
        Clause("2.10", "Ten, better."),
        Clause("3.1", "New."),
    )


def test_a_complete_review_is_finished() -> None:
    assert checked_finish(COMPLETE, EDITION, TODAY) is COMPLETE


KEEP_ALL = COMPLETE.decisions
AMENDED = (ClauseDecision("1.1", Decision.AMEND, "One, better."), *KEEP_ALL[1:])


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"held_on": None}, "held_on", "which day"),
        ({"held_on": date(2026, 12, 1)}, "held_on", "after today"),
        ({"participants": ()}, "participants", "who took part"),
        ({"considered": " "}, "considered", "considered"),
        ({"decisions": KEEP_ALL[1:]}, "decisions", "clause 1.1"),
        ({"decisions": (*KEEP_ALL, ClauseDecision("3.1", Decision.ADD))}, "decisions", "no new words"),
        ({"decisions": (*KEEP_ALL, ClauseDecision("1.1", Decision.ADD, "x"))}, "decisions", "already"),
        (
            {"decisions": (ClauseDecision("1.1", Decision.AMEND, "One."), *KEEP_ALL[1:])},
            "decisions",
            "words are the same",
        ),
        ({"outcome": None}, "outcome", "comes to"),
        ({"outcome": ReviewOutcome.NEW_EDITION}, "outcome", "kept as it is"),
        ({"decisions": AMENDED}, "outcome", "makes a new edition"),
        ({"next_due_on": TODAY}, "next_due_on", "a day after"),
        ({"next_due_on": date(2029, 1, 1)}, "next_due_on", "every year"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as raised:
        checked_finish(replace(COMPLETE, **change), EDITION, TODAY)  # type: ignore[arg-type] # fields of a Review
    assert raised.value.field == field


def test_what_is_half_done_may_be_kept() -> None:
    assert checked_review(Review(1, TODAY, ReviewState.UNDER_WAY), TODAY).held_on is None
    with pytest.raises(InvalidInput, match="before the first"):
        checked_review(replace(COMPLETE, figures_from=TODAY, figures_to=date(2026, 1, 1)), TODAY)
    with pytest.raises(InvalidInput, match="no name"):
        checked_review(replace(COMPLETE, participants=(Participant(" ", "governor"),)), TODAY)


def test_a_review_is_named_after_its_month_whatever_the_computer_speaks() -> None:
    assert Review(1, date(2027, 1, 4)).label == "Review of January 2027"
    held = replace(COMPLETE, state=ReviewState.FINISHED, due_on=date(2027, 1, 4))
    assert held.label == "Review of November 2026"

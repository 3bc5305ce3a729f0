"""Reviews through their errands: planned, started once, paused, finished with a draft or without, corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import draft_of
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.review import (
    ClauseDecision,
    Decision,
    Participant,
    Review,
    ReviewOutcome,
    ReviewPage,
    ReviewState,
)
from halton_desktop.domain.yearly_figures import from_plain
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.reviews.amend_code import list_editions, start_draft
from halton_desktop.services.reviews.print_review import review_minute_pdf
from halton_desktop.services.reviews.start_review import (
    correct_review,
    drop_review,
    finish_review,
    keep_review,
    plan_review,
    read_review,
    record_review,
    start_review,
    usual_next_review,
)
from halton_desktop.services.session import OfficeSession

DAY = date(2026, 11, 23)


def complete(office: OfficeSession, review: Review, *changes: ClauseDecision) -> Review:
    """Everything a review needs, each clause decided."""
    edition = list_editions(office)[-1]
    changed = {change.number: change for change in changes}
    kept = [ClauseDecision(clause.number, Decision.KEEP) for clause in edition.clauses if clause.number not in changed]
    return replace(
        review,
        held_on=DAY,
        participants=(Participant("Mrs G. Jones", "headteacher"),),
        considered="The year.",
        decisions=(*kept, *changes),
        outcome=ReviewOutcome.NEW_EDITION if changes else ReviewOutcome.UNCHANGED,
        next_due_on=date(2027, 11, 23),
    )


def actions(office: OfficeSession, noun: RecordKind) -> list[str]:
    with office.look(Permission.SEE_HISTORY) as work:
        return [entry.action for entry in work.audit.entries() if entry.noun == noun]


def test_a_review_is_planned_once(office: OfficeSession) -> None:
    review_id = plan_review(office, date(2027, 6, 30))
    assert read_review(office, review_id).state is ReviewState.PLANNED
    with pytest.raises(Refused, match="planned already, due on 30/06/2027"):
        plan_review(office, date(2027, 7, 1))


def test_starting_twice_takes_up_the_same_review(office: OfficeSession) -> None:
    review = start_review(office)
    assert (review.state, review.edition_id) == (ReviewState.UNDER_WAY, 1)
    assert review.due_on == date(2027, 11, 23)
    assert (review.figures_from, review.figures_to) == (date(2025, 11, 24), DAY)
    keep_review(office, replace(review, considered="So far.", page=ReviewPage.CONSIDERED))
    again = start_review(office)
    assert (again.id, again.considered, again.page) == (review.id, "So far.", ReviewPage.CONSIDERED)


def test_a_planned_review_is_the_one_that_is_started(office: OfficeSession) -> None:
    review_id = plan_review(office, date(2026, 12, 1))
    assert start_review(office).id == review_id


def test_a_review_that_keeps_everything_leaves_the_code_and_plans_the_next(office: OfficeSession) -> None:
    finished = finish_review(office, complete(office, start_review(office)))
    assert (finished.state, finished.new_edition_id, finished.finished_by) == (ReviewState.FINISHED, None, "A. Clarke")
    with office.look() as work:
        planned = [review for review in work.reviews.all() if review.open]
    assert [review.due_on for review in planned] == [date(2027, 11, 23)]
    assert len(list_editions(office)) == 1
    kept = read_review(office, finished.id)
    assert kept.figures is not None
    assert from_plain(kept.figures).period.last == DAY


def test_a_review_that_changes_clauses_drafts_the_next_edition(office: OfficeSession) -> None:
    review = complete(office, start_review(office), ClauseDecision("2.5", Decision.DROP, reason="said elsewhere"))
    finished = finish_review(office, review)
    draft = draft_of(list_editions(office))
    assert draft is not None
    assert (draft.id, draft.number, draft.changes) == (finished.new_edition_id, 2, "Clause 2.5 was dropped.")
    assert draft.policies == list_editions(office)[-1].policies
    assert "edition drafted" in actions(office, RecordKind.EDITION)
    assert "review finished" in actions(office, RecordKind.REVIEW)
    with pytest.raises(Refused, match="finished already"):
        finish_review(office, review)
    with pytest.raises(Refused, match="is finished"):
        keep_review(office, review)


def test_a_review_begun_by_mistake_is_thrown_away_and_a_finished_one_is_not(office: OfficeSession) -> None:
    drop_review(office, start_review(office).id)
    with office.look() as work:
        assert work.reviews.all() == ()
    assert "review dropped" in actions(office, RecordKind.REVIEW)
    finished = finish_review(office, complete(office, start_review(office)))
    with pytest.raises(Refused, match="stays on file"):
        drop_review(office, finished.id)


def test_a_draft_in_the_way_leaves_the_review_unfinished(office: OfficeSession) -> None:
    start_draft(office)
    review = complete(office, start_review(office), ClauseDecision("2.5", Decision.DROP))
    with pytest.raises(Refused, match="draft of edition 2 already"):
        finish_review(office, review)
    assert read_review(office, review.id).open


def test_what_is_missing_is_named_and_nothing_is_changed(office: OfficeSession) -> None:
    review = start_review(office)
    with pytest.raises(InvalidInput) as raised:
        finish_review(office, replace(complete(office, review), considered=""))
    assert raised.value.field == "considered"
    assert read_review(office, review.id).considered == ""
    with pytest.raises(NotFound):
        read_review(office, 99)


def test_an_earlier_review_is_recorded_and_its_record_mended(office: OfficeSession) -> None:
    held = complete(office, Review(0, DAY))
    review_id = record_review(office, replace(held, held_on=DAY - timedelta(days=30), decisions=()))
    for missing in ({"held_on": None}, {"participants": ()}, {"outcome": None}):
        with pytest.raises(InvalidInput):
            record_review(office, replace(held, **missing))
    kept = read_review(office, review_id)
    assert (kept.state, kept.due_on) == (ReviewState.FINISHED, DAY - timedelta(days=30))
    mended = correct_review(office, replace(kept, notes="Held online.", outcome=ReviewOutcome.NEW_EDITION))
    assert (mended.notes, mended.outcome) == ("Held online.", ReviewOutcome.UNCHANGED)
    with pytest.raises(InvalidInput):
        correct_review(office, replace(kept, participants=()))
    with pytest.raises(Refused, match="not finished yet"):
        correct_review(office, replace(held, id=start_review(office).id))


def test_the_usual_time_to_the_next_review_is_the_offices_own(office: OfficeSession) -> None:
    assert usual_next_review(office, DAY) == date(2027, 11, 23)
    change_settings(office, replace(read_settings(office), review_months=6))
    assert usual_next_review(office, DAY) == date(2027, 5, 23)


def test_the_minute_says_who_what_and_what_changed(office: OfficeSession) -> None:
    change = ClauseDecision("2.5", Decision.AMEND, "Please do not follow members of staff.", "shorter")
    review = start_review(office)
    draft_text = text_of(review_minute_pdf(office, review.id))
    assert "This review is not finished" in draft_text
    finished = finish_review(office, complete(office, review, change))
    text = text_of(review_minute_pdf(office, finished.id))
    for words in ("Held on 23 November 2026", "Mrs G. Jones, headteacher", "Please do not follow members", "shorter"):
        assert words in text
    assert "Kept as they are: 1.1, 2.1, 2.1a, 2.1b, 2.2" in text
    assert "not finished" not in text


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.case("figures-9")
def test_a_review_planned_for_2207_is_a_slip_of_the_finger(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput, match="more than two years away") as refused:
        plan_review(office, date(2207, 9, 7))
    assert refused.value.field == "due_on"
    review = start_review(office)
    with pytest.raises(InvalidInput, match="more than two years away"):
        keep_review(office, replace(review, due_on=date(2207, 9, 7)))

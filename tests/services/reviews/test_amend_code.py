"""Editions through their errands: one draft at a time, never a change after adoption."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from halton_desktop.domain.code_of_conduct import Clause, edition_in_force
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.reviews.amend_code import (
    adopt_edition,
    change_draft,
    drop_draft,
    list_editions,
    start_draft,
)
from halton_desktop.services.reviews.find_reviews import (
    edition_line,
    edition_page,
    history_ids,
    history_lines,
    review_line,
    review_status,
)
from halton_desktop.services.reviews.start_review import plan_review
from halton_desktop.services.session import OfficeSession

DAY = date(2026, 11, 23)
LATER = date(2027, 1, 4)


def amended(office: OfficeSession) -> int:
    """A draft with one clause changed."""
    draft = start_draft(office)
    clauses = tuple(replace(c, statement="Short.") if c.number == "1.1" else c for c in draft.clauses)
    change_draft(office, replace(draft, clauses=clauses, changes="Clause 1.1 is shorter."))
    return draft.id


def test_there_is_one_draft_at_a_time(office: OfficeSession) -> None:
    draft = start_draft(office)
    assert (draft.number, draft.adopted_on, draft.effective_on, draft.changes) == (2, None, None, "")
    with pytest.raises(Refused, match="draft of edition 2 already"):
        start_draft(office)
    drop_draft(office, draft.id)
    assert [edition.number for edition in list_editions(office)] == [1]


def test_clauses_are_kept_in_the_order_of_the_code(office: OfficeSession) -> None:
    draft = start_draft(office)
    clauses = (Clause("9.9", "Last."), *draft.clauses[::-1])
    numbers = [clause.number for clause in change_draft(office, replace(draft, clauses=clauses)).clauses]
    assert numbers[0] == "1.1"
    assert numbers[-1] == "9.9"


def test_an_adopted_edition_is_neither_changed_nor_dropped(office: OfficeSession) -> None:
    (first,) = list_editions(office)
    for errand in (lambda: change_draft(office, replace(first, title="Other")), lambda: drop_draft(office, first.id)):
        with pytest.raises(Refused, match="never changes"):
            errand()
    with pytest.raises(Refused, match="never changes"):
        adopt_edition(office, first.id, DAY, DAY)
    with pytest.raises(NotFound):
        adopt_edition(office, 99, DAY, DAY)


def test_an_edition_may_take_effect_later(office: OfficeSession) -> None:
    edition_id = amended(office)
    with pytest.raises(InvalidInput, match="before it was adopted"):
        adopt_edition(office, edition_id, DAY, date(2026, 11, 1))
    adopt_edition(office, edition_id, DAY, LATER)
    editions = list_editions(office)
    now, then = edition_in_force(editions, DAY), edition_in_force(editions, LATER)
    assert now is not None
    assert then is not None
    assert (now.number, then.number) == (1, 2)
    (line,) = history_lines(office, [edition_line(edition_id)])
    assert (line.in_force, line.to_come) == (False, True)


def test_the_timeline_holds_editions_and_reviews_what_is_to_come_first(office: OfficeSession) -> None:
    edition_id = amended(office)
    review_id = plan_review(office, date(2027, 6, 30))
    assert list(history_ids(office)) == [edition_line(edition_id), review_line(review_id), edition_line(1)]
    assert list(history_ids(office, descending=False)) == [edition_line(1), review_line(review_id), edition_line(2)]
    assert list(history_ids(office, "what", descending=False))[-1] == review_line(review_id)
    status = review_status(office)
    assert (status.next_due, status.draft is not None) == (date(2027, 6, 30), True)


def test_the_page_of_an_edition_compares_it_with_the_one_before(office: OfficeSession) -> None:
    page = edition_page(office, amended(office))
    assert page.before is not None
    assert [found.number for found in page.differences if found.kind.value != "as before"] == ["1.1"]
    assert not page.in_force

"""Edition 1 is put right at the start: true days and own words, with a reason, until something depends on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from halton_desktop.domain.audience import Audience, Channel, Notification
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.reviews.amend_code import (
    adopt_edition,
    change_draft,
    correct_edition,
    list_editions,
    start_draft,
)
from halton_desktop.services.reviews.find_reviews import edition_page, review_status
from halton_desktop.services.reviews.start_review import start_review
from halton_desktop.services.reviews.tell_everyone import record_notification
from halton_desktop.services.session import OfficeSession
from tests.helpers.issued_forms import a_form

pytestmark = pytest.mark.case("harm-9")
ADOPTED, IN_FORCE = date(2025, 7, 3), date(2025, 9, 1)


def first(office: OfficeSession) -> Edition:
    return next(edition for edition in list_editions(office) if edition.number == 1)


def with_true_days(office: OfficeSession) -> Edition:
    return replace(first(office), adopted_on=ADOPTED, effective_on=IN_FORCE)


def test_true_days_and_own_words_are_put_in_later_with_a_reason_and_the_old_ones_stay_on_file(
    office: OfficeSession,
) -> None:
    born = first(office)
    words = tuple(replace(one, statement="Our own.") if one.number == "3.6" else one for one in born.clauses)
    own = replace(with_true_days(office), clauses=words, intent="We mean it.")
    correct_edition(office, own, "The dates of the meeting")
    kept = first(office)
    assert (kept.adopted_on, kept.effective_on, kept.parts["3.6"]) == (ADOPTED, IN_FORCE, "Our own.")
    assert kept.intent == "We mean it."
    (correction,) = edition_page(office, kept.id).corrections
    assert (correction.by, correction.reason) == ("A. Clarke", "The dates of the meeting")
    assert "2026-11-23" in correction.before
    assert review_status(office).next_due == date(2026, 9, 1), "a year after it took effect, not after installation"
    (newest, *_) = history_of(office, RecordKind.EDITION, kept.id)
    assert newest.action == "edition put right"


@pytest.mark.case("harm-9")
def test_edition_1_takes_no_clause_that_the_association_did_not_write(office: OfficeSession) -> None:
    more = replace(with_true_days(office), clauses=(*first(office).clauses, Clause("5.1", "Ours."), Clause("9.9", "x")))
    with pytest.raises(InvalidInput, match=r"Clauses 5\.1 and 9\.9 are not in the association’s code") as refused:
        correct_edition(office, more, "Ours")
    assert refused.value.field == "clauses"
    assert first(office).clause("5.1") is None


def test_without_a_reason_or_with_days_that_cannot_be_nothing_is_put_right(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput, match="why it is put right") as wrong:
        correct_edition(office, with_true_days(office), " ")
    assert wrong.value.field == "reason"
    with pytest.raises(InvalidInput, match="still to come"):
        correct_edition(office, replace(with_true_days(office), adopted_on=date(2027, 1, 1)), "Typing")
    with pytest.raises(InvalidInput, match="before it was adopted"):
        correct_edition(office, replace(first(office), effective_on=IN_FORCE), "Typing")
    with pytest.raises(Refused, match="Nothing was changed"):
        correct_edition(office, first(office), "No reason")
    assert edition_page(office, first(office).id).corrections == ()


def _told(office: OfficeSession) -> None:
    record_notification(
        office, Notification(0, first(office).id, Audience.STAFF, Channel.MEETING, office.today, by="A. Clarke")
    )


def _new_edition(office: OfficeSession) -> None:
    draft = start_draft(office)
    change_draft(office, replace(draft, intent="New.", changes="The statement of intent was amended."))
    adopt_edition(office, draft.id, office.today, office.today)


@pytest.mark.parametrize(
    ("lean", "because"),
    [
        (a_form, "forms depend"),
        (_told, "entries of who was told depend"),
        (start_review, "reviews depend"),
        (_new_edition, "A newer edition follows"),
    ],
)
def test_once_something_depends_on_it_the_edition_never_changes(
    office: OfficeSession, lean: Callable[[OfficeSession], object], because: str
) -> None:
    lean(office)
    with pytest.raises(Refused, match=because):
        correct_edition(office, with_true_days(office), "Too late")
    assert edition_page(office, first(office).id).leaning


def test_the_statement_of_intent_is_compared_like_a_clause(office: OfficeSession) -> None:
    draft = start_draft(office)
    change_draft(office, replace(draft, intent="Shorter."))
    changed = [d.number for d in edition_page(office, draft.id).differences if d.kind.value != "as before"]
    assert changed == ["Statement of intent"]

"""The sample office's code: last winter's review, the second edition that came of it, and who has been told so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from halton_desktop.domain.audience import Audience, Channel, Notification
from halton_desktop.domain.code_of_conduct import Clause, LinkedPolicy, edition_in_force
from halton_desktop.domain.review import Participant, Review, ReviewOutcome, months_after
from halton_desktop.sample.returns import gather_returns
from halton_desktop.services.reviews.amend_code import adopt_edition, change_draft, list_editions, start_draft
from halton_desktop.services.reviews.start_review import record_review
from halton_desktop.services.reviews.tell_everyone import record_notification
from halton_desktop.services.reviews.yearly_report import usual_period
from halton_desktop.services.session import OfficeSession

DAYS_TO_NEXT_REVIEW = 25
"""So long after the story's end the next review is due: soon enough for Today to speak of it."""
CHANGED = {
    "2.5": (
        "Parents and carers will not try to “friend” or “follow” any member of school or college staff on social "
        "media, on any network."
    ),
    "3.6": (
        "Headteachers can ask for group chats and channels to be closed down should any problems between parents and "
        "carers or parental bodies continue."
    ),
}
ADDED = Clause(
    "3.7", "Parents and carers will not pass on pictures or recordings of pupils or staff without asking them."
)
CHANGES = (
    "Clauses 2.5 and 3.6 now speak of every network and of channels. Clause 3.7 is new: pictures and recordings of "
    "others are not passed on without asking."
)
PLACES = {"Complaints Procedures Policy": "school website, “Policies”"}


def adopt_second_edition(office: OfficeSession, present: datetime) -> None:
    """Before the first letters go out: record last winter's review and adopt the edition it led to."""
    due = present.astimezone().date() + timedelta(days=DAYS_TO_NEXT_REVIEW)
    held_on = months_after(due, -12)
    record_review(
        office,
        Review(
            0,
            held_on,
            held_on=held_on,
            participants=(
                Participant("Mrs G. Jones", "headteacher"),
                Participant("Mr P. Akhtar", "chair of governors"),
                Participant("Ms R. Whitfield", "parent governor"),
            ),
            considered="The first year of the code, what parents said about it, and channels as a new kind of group.",
            outcome=ReviewOutcome.NEW_EDITION,
            notes="The new edition was prepared over spring and adopted for the new school year.",
            next_due_on=due,
        ),
    )
    draft = start_draft(office)
    clauses = tuple(replace(clause, statement=CHANGED.get(clause.number, clause.statement)) for clause in draft.clauses)
    policies = tuple(LinkedPolicy(policy.name, PLACES.get(policy.name, "staff room")) for policy in draft.policies)
    change_draft(office, replace(draft, clauses=(*clauses, ADDED), changes=CHANGES, policies=policies))
    adopt_edition(office, draft.id, office.today, office.today)


def tell_some(office: OfficeSession) -> None:
    """Staff, governors and the parent-teacher association were told; pupils and others are still waiting.

    The office also does the association's work: last year's returns of the sister schools are coming in.
    """
    gather_returns(office, usual_period(office).first.year - 1, office.clock())
    edition = edition_in_force(list_editions(office), office.today)
    if edition is None or edition.effective_on is None:
        return
    began = edition.effective_on
    for audience, how, days, many, out_of, by, note in (
        (Audience.STAFF, Channel.MEETING, 1, 71, 78, "Mrs G. Jones", "INSET day"),
        (Audience.STAFF, Channel.NOTICE, 8, 7, 7, "A. Clarke", "those who were away signed the list"),
        (Audience.GOVERNORS, Channel.EMAIL, 3, 12, 12, "Clerk to the governors", ""),
        (Audience.PTA, Channel.MEETING, 15, 9, 11, "Ms R. Whitfield", "committee meeting"),
    ):
        told_on = min(began + timedelta(days=days), office.today)
        record_notification(office, Notification(0, edition.id, audience, how, told_on, many, out_of, by, note))

"""Reviews of the code, and who was told of each edition when and how."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from halton_desktop.domain.audience import Audience, Channel, Notification
from halton_desktop.domain.review import (
    ClauseDecision,
    Decision,
    Participant,
    Review,
    ReviewOutcome,
    ReviewPage,
    ReviewState,
)
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.reviews import reviews, tellings


class ReviewStore:
    """Reads and writes reviews and tellings; what may change is the services' question."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Review, ...]:
        """Every review, the one due last first."""
        rows = self._connection.execute(select(reviews).order_by(reviews.c.due_on.desc(), reviews.c.id.desc()))
        return tuple(_review(row) for row in rows)

    def get(self, review_id: int) -> Review:
        """One review; raises NotFound."""
        row = self._connection.execute(select(reviews).where(reviews.c.id == review_id)).first()
        if row is None:
            raise NotFound("This review is no longer in the office file.")
        return _review(row)

    def add(self, review: Review, at: datetime, by: str) -> int:
        """Add a review (its id is ignored) and return the new id."""
        columns = {**review_fields(review), "recorded_at": at, "recorded_by": by}
        return int(self._connection.execute(insert(reviews).values(**columns)).lastrowid)

    def change(self, review: Review) -> None:
        """Write a review again."""
        self._connection.execute(update(reviews).where(reviews.c.id == review.id).values(**review_fields(review)))

    def remove(self, review_id: int) -> None:
        """Take a planned review away."""
        self._connection.execute(reviews.delete().where(reviews.c.id == review_id))

    # telling everyone

    def notifications(self, edition_id: int) -> tuple[Notification, ...]:
        """Everybody told of an edition, the newest first, those taken back among them."""
        query = select(tellings).where(tellings.c.edition_id == edition_id)
        rows = self._connection.execute(query.order_by(tellings.c.told_on.desc(), tellings.c.id.desc()))
        return tuple(_telling(row) for row in rows)

    def notification(self, telling_id: int) -> Notification:
        """One telling; raises NotFound."""
        row = self._connection.execute(select(tellings).where(tellings.c.id == telling_id)).first()
        if row is None:
            raise NotFound("This entry is no longer in the office file.")
        return _telling(row)

    def add_notification(self, telling: Notification, at: datetime, by: str) -> int:
        """Add a telling and return its id."""
        columns = {**notification_fields(telling), "recorded_at": at, "recorded_by": by}
        return int(self._connection.execute(insert(tellings).values(**columns)).lastrowid)

    def take_back(self, telling_id: int, reason: str) -> None:
        """Let a telling no longer count."""
        self._connection.execute(update(tellings).where(tellings.c.id == telling_id).values(taken_back=reason))


def review_fields(review: Review) -> dict[str, Any]:
    """The review as columns."""
    return {
        "due_on": review.due_on,
        "state": review.state.value,
        "edition_id": review.edition_id,
        "held_on": review.held_on,
        "figures_from": review.figures_from,
        "figures_to": review.figures_to,
        "figures": review.figures,
        "participants": [{"name": person.name, "capacity": person.capacity} for person in review.participants],
        "considered": review.considered,
        "decisions": [
            {"number": d.number, "decision": d.decision.value, "statement": d.statement, "reason": d.reason}
            for d in review.decisions
        ],
        "outcome": review.outcome.value if review.outcome else None,
        "notes": review.notes,
        "new_edition_id": review.new_edition_id,
        "next_due_on": review.next_due_on,
        "page": review.page.name,
        "finished_at": review.finished_at,
        "finished_by": review.finished_by,
    }


def notification_fields(telling: Notification) -> dict[str, Any]:
    """The telling as columns, without who recorded it."""
    return {
        "edition_id": telling.edition_id,
        "audience": telling.audience.name,
        "how": telling.how.name,
        "told_on": telling.told_on,
        "how_many": telling.how_many,
        "out_of": telling.out_of,
        "by": telling.by,
        "note": telling.note,
        "taken_back": telling.taken_back,
    }


def _review(row: Any) -> Review:
    return Review(
        id=row.id,
        due_on=row.due_on,
        state=ReviewState(row.state),
        edition_id=row.edition_id,
        held_on=row.held_on,
        figures_from=row.figures_from,
        figures_to=row.figures_to,
        figures=row.figures,
        participants=tuple(Participant(**kept) for kept in row.participants),
        considered=row.considered,
        decisions=tuple(
            ClauseDecision(kept["number"], Decision(kept["decision"]), kept["statement"], kept["reason"])
            for kept in row.decisions
        ),
        outcome=ReviewOutcome(row.outcome) if row.outcome else None,
        notes=row.notes,
        new_edition_id=row.new_edition_id,
        next_due_on=row.next_due_on,
        page=ReviewPage[row.page],
        finished_at=row.finished_at,
        finished_by=row.finished_by,
    )


def _telling(row: Any) -> Notification:
    return Notification(
        id=row.id,
        edition_id=row.edition_id,
        audience=Audience[row.audience],
        how=Channel[row.how],
        told_on=row.told_on,
        how_many=row.how_many,
        out_of=row.out_of,
        by=row.by,
        note=row.note,
        taken_back=row.taken_back,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )

"""Restrictions of cases: who is named, who decides, and which case of a reference is closed to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from halton_desktop.domain.incidents.incident import AT_REST
from halton_desktop.domain.incidents.restriction import Decider, Restriction, RestrictionWish
from halton_desktop.domain.permission import Role
from halton_desktop.store.closed_incidents import hides, restricted_references
from halton_desktop.store.tables.incidents import incidents
from halton_desktop.store.tables.office import users
from halton_desktop.store.tables.restrictions import case_restriction_users, case_restrictions


class RestrictionStore:
    """Reads and writes restrictions; a former one keeps the day and the reason it ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_incident(self, incident_id: int) -> Restriction | None:
        """The restriction of a case, for those who may open it; None where there is none."""
        there = self._connection.execute(select(incidents.c.id).where(incidents.c.id == incident_id)).scalar()
        return None if there is None else next(iter(self._standing([incident_id])), None)

    def shown_outside(self) -> list[Restriction]:
        """Cases closed to the user whose number they may see, newest first; reason and decider are left out."""
        if not hides(self._connection):
            return []
        closed = text("SELECT incident_id FROM temp.restricted_cases")
        found = self._standing(list(self._connection.execute(closed).scalars()))
        bare = [Restriction(one.id, one.incident_id, one.reference, one.named, one.shown) for one in found]
        return sorted((one for one in bare if one.shown), key=lambda one: one.incident_id, reverse=True)

    def shown_of_form(self, reference: str) -> Restriction | None:
        """The case closed to the user whose number they may see, where a form of it has this reference."""
        query = text(
            "SELECT c.incident_id FROM main.consents c JOIN main.forms f ON f.id = c.form_id WHERE f.reference = :form"
        )
        incidents = set(self._connection.execute(query, {"form": reference}).scalars())
        return next((one for one in self.shown_outside() if one.incident_id in incidents), None)

    def hidden_references(self) -> list[str]:
        """Numbers of incidents, letters and forms that no text shown to the user may hold."""
        return restricted_references(self._connection)

    def deciders(self) -> dict[int, set[int]]:
        """The incidents each user is named to decide and still can, by user."""
        query = (
            select(case_restrictions.c.decider_id, case_restrictions.c.incident_id)
            .join(users, users.c.id == case_restrictions.c.decider_id)
            .where(case_restrictions.c.lifted_at.is_(None), users.c.disabled_at.is_(None))
            .where(users.c.role != Role.READER.value)
        )
        found: dict[int, set[int]] = {}
        for user_id, incident_id in self._connection.execute(query):
            found.setdefault(user_id, set()).add(incident_id)
        return found

    def undecided(self) -> list[Restriction]:
        """Of the open cases the user may open, those whose decider cannot decide any more."""
        query = (
            select(incidents.c.id)
            .join(case_restrictions, case_restrictions.c.incident_id == incidents.c.id)
            .where(case_restrictions.c.lifted_at.is_(None), case_restrictions.c.decider_id.is_not(None))
            .where(incidents.c.state.not_in([state.value for state in AT_REST]))
            .order_by(incidents.c.id)
        )
        found = self._standing(list(self._connection.execute(query).scalars()))
        return [one for one in found if one.decider is not None and not one.decider.active]

    def decided_by(self, user_id: int) -> list[int]:
        """The incidents somebody is, or was once, named to decide."""
        query = select(case_restrictions.c.incident_id).where(case_restrictions.c.decider_id == user_id).distinct()
        return sorted(self._connection.execute(query).scalars())

    def add(self, incident_id: int, wish: RestrictionWish, at: datetime, by: str) -> int:
        """Restrict a case; a restriction that stands is to be lifted first."""
        row = {
            "incident_id": incident_id, "shown": wish.shown, "reason": wish.reason, "decider_id": wish.decider_id,
            "decider_title": wish.decider_title, "restricted_at": at, "restricted_by": by,
            "lifted_by": "", "lifted_reason": "",
        }  # fmt: skip
        restriction_id = int(self._connection.execute(insert(case_restrictions).values(**row)).lastrowid)
        named = [{"restriction_id": restriction_id, "user_id": user_id} for user_id in sorted(wish.user_ids)]
        self._connection.execute(insert(case_restriction_users), named)
        return restriction_id

    def lift(self, restriction_id: int, at: datetime, by: str, reason: str) -> None:
        """End a restriction."""
        row = update(case_restrictions).where(case_restrictions.c.id == restriction_id)
        self._connection.execute(row.values(lifted_at=at, lifted_by=by, lifted_reason=reason))

    def _standing(self, incident_ids: Sequence[int]) -> list[Restriction]:
        query = (
            select(case_restrictions, users.c.name.label("decider"), users.c.disabled_at, users.c.role)
            .join(users, users.c.id == case_restrictions.c.decider_id, isouter=True)
            .where(case_restrictions.c.lifted_at.is_(None), case_restrictions.c.incident_id.in_(list(incident_ids)))
        )
        rows = self._connection.execute(query).all()
        references = self._references(row.incident_id for row in rows)
        return [
            Restriction(
                row.id,
                row.incident_id,
                references[row.incident_id],
                self._named(row.id),
                row.shown,
                row.reason,
                row.restricted_at,
                row.restricted_by,
                _decider(row),
            )
            for row in rows
        ]

    def _named(self, restriction_id: int) -> tuple[tuple[int, str], ...]:
        query = (
            select(users.c.id, users.c.name)
            .join(case_restriction_users, case_restriction_users.c.user_id == users.c.id)
            .where(case_restriction_users.c.restriction_id == restriction_id)
            .order_by(users.c.folded_name)
        )
        return tuple((row.id, row.name) for row in self._connection.execute(query))

    def _references(self, incident_ids: Iterable[int]) -> dict[int, str]:
        """Also of cases that are hidden: their number is all that may be shown of them."""
        one = text("SELECT reference FROM main.incidents WHERE id = :id")
        return {found: self._connection.execute(one, {"id": found}).scalar_one() for found in incident_ids}


def _decider(row: Any) -> Decider | None:
    if row.decider_id is None:
        return None
    working = row.disabled_at is None and row.role != Role.READER.value
    return Decider(row.decider_id, row.decider, row.decider_title, active=working)

"""Steps of cases: planned, done, cancelled, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.incidents import incident_people, incidents, steps
from halton_desktop.store.tables.office import users


class StepStore:
    """Reads and writes steps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, step_id: int) -> Step:
        """One step; raises NotFound."""
        for step in self._steps(steps.c.id == step_id):
            return step
        raise NotFound("This step is not in the office file.")

    def of_incident(self, incident_id: int) -> list[Step]:
        """The steps of a case, in the order they were planned."""
        return self._steps(steps.c.incident_id == incident_id)

    def of_incidents(self, incident_ids: Sequence[int]) -> dict[int, list[Step]]:
        """The steps of several cases by incident; at most some hundreds at a time."""
        found: dict[int, list[Step]] = {}
        for step in self._steps(steps.c.incident_id.in_(list(incident_ids))):
            found.setdefault(step.incident_id, []).append(step)
        return found

    def add(self, step: Step, at: datetime, by: str) -> int:
        """Add a step (its id is ignored) and return the new id."""
        values = {**step_fields(step), "incident_id": step.incident_id, "planned_at": at, "planned_by": by}
        return int(self._connection.execute(insert(steps).values(**values)).lastrowid)

    def change(self, step: Step) -> None:
        """Write a step again."""
        self._connection.execute(update(steps).where(steps.c.id == step.id).values(**step_fields(step)))

    def holds(self) -> list[Step]:
        """The holds in force: cases in which nobody is to be contacted."""
        return self._steps(steps.c.kind == StepKind.HOLD.value, steps.c.state == StepState.PLANNED.value)

    def due_by(self, day: date) -> list[tuple[Step, str, str, int | None]]:
        """(step, reference, whom it is about, that parent’s id) of every open step due by a day, most pressing first.

        The id is None where the whole case is what it is about.
        """
        query = (
            select(steps, users.c.name.label("owner"), incidents.c.reference, incidents.c.about)
            .add_columns(incident_people.c.name.label("person"), incident_people.c.alias, incident_people.c.parent_id)
            .join(incidents, incidents.c.id == steps.c.incident_id)
            .join(users, users.c.id == steps.c.owner_id, isouter=True)
            .join(incident_people, incident_people.c.id == steps.c.person_id, isouter=True)
            .where(steps.c.state == StepState.PLANNED.value, steps.c.due_on <= day)
            .order_by(steps.c.due_on, steps.c.id)
        )
        found = []
        for row in self._connection.execute(query):
            about = row.person or (f"“{row.alias}”" if row.alias else row.about)
            found.append((_step(row), row.reference, about, row.parent_id))
        return found

    def _steps(self, *where: Any) -> list[Step]:
        query = (
            select(steps, users.c.name.label("owner"))
            .join(users, users.c.id == steps.c.owner_id, isouter=True)
            .where(*where)
            .order_by(steps.c.id)
        )
        return [_step(row) for row in self._connection.execute(query)]


def step_fields(step: Step) -> dict[str, Any]:
    """The step as columns: also what the audit log compares."""
    return {
        "kind": step.kind.value,
        "state": step.state.value,
        "details": step.details,
        "person_id": step.person_id,
        "owner_id": step.owner_id,
        "due_on": step.due_on,
        "outcome": step.outcome,
        "done_on": step.done_on,
        "cancelled_reason": step.cancelled_reason,
        "done_by": step.done_by,
    }


def _step(row: Any) -> Step:
    return Step(
        id=row.id,
        incident_id=row.incident_id,
        kind=StepKind(row.kind),
        state=StepState(row.state),
        details=dict(row.details),
        person_id=row.person_id,
        owner_id=row.owner_id,
        owner=row.owner or "",
        due_on=row.due_on,
        outcome=row.outcome,
        done_on=row.done_on,
        cancelled_reason=row.cancelled_reason,
        planned_at=row.planned_at,
        planned_by=row.planned_by,
        done_by=row.done_by,
    )

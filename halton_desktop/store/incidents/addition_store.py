"""Words beside the account of a case: never rewritten, but moved to the case they belong to, or left out of prints."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.incidents import incident_additions, incidents
from halton_desktop.store.tables.office import users


class AdditionStore:
    """Where additions lie, and whether they are printed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def incident_of(self, addition_id: int) -> int:
        """The case an addition lies in; raises NotFound."""
        query = select(incident_additions.c.incident_id).where(incident_additions.c.id == addition_id)
        found = self._connection.execute(query).scalar()
        if found is None:
            raise NotFound("These words are not in the office file.")
        return int(found)

    def to_look_at(self, addition_id: int) -> None:
        """They came to a closed case: whoever looks after it is told."""
        own = update(incident_additions).where(incident_additions.c.id == addition_id)
        self._connection.execute(own.values(to_look_at=True))

    def looked_at(self, incident_id: int) -> None:
        """Somebody has read what came to a closed case, or takes it up again."""
        own = update(incident_additions).where(incident_additions.c.incident_id == incident_id)
        self._connection.execute(own.values(to_look_at=False))

    def waiting(self) -> list[tuple[int, str, str, str, datetime]]:
        """(case, its reference, who looks after it, who added, when) of what came to closed cases, oldest first."""
        query = (
            select(
                incidents.c.id, incidents.c.reference, users.c.name, incident_additions.c.by, incident_additions.c.at
            )
            .join(incidents, incidents.c.id == incident_additions.c.incident_id)
            .join(users, users.c.id == incidents.c.handler_id, isouter=True)
            .where(incident_additions.c.to_look_at, incidents.c.state == IncidentState.CLOSED.value)
            .order_by(incident_additions.c.id)
        )
        return [(row.id, row.reference, row.name or "", row.by, row.at) for row in self._connection.execute(query)]

    def move(self, addition_id: int, incident_id: int) -> None:
        """Lay them into another case."""
        own = update(incident_additions).where(incident_additions.c.id == addition_id)
        self._connection.execute(own.values(incident_id=incident_id))

    def strike(self, addition_id: int, because: str) -> None:
        """Why they are left out of prints; "" where they are printed."""
        own = update(incident_additions).where(incident_additions.c.id == addition_id)
        self._connection.execute(own.values(struck_because=because))

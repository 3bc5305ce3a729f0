"""Words beside the account of a case: never rewritten, but moved to the case they belong to, or left out of prints."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from halton_desktop.errors import NotFound
from halton_desktop.store.tables.incidents import incident_additions


class AdditionStore:
    """Where additions lie, and whether they are printed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def case_of(self, addition_id: int) -> int:
        """The case an addition lies in; raises NotFound."""
        query = select(incident_additions.c.incident_id).where(incident_additions.c.id == addition_id)
        found = self._connection.execute(query).scalar()
        if found is None:
            raise NotFound("These words are not in the office file.")
        return int(found)

    def move(self, addition_id: int, incident_id: int) -> None:
        """Lay them into another case."""
        own = update(incident_additions).where(incident_additions.c.id == addition_id)
        self._connection.execute(own.values(incident_id=incident_id))

    def strike(self, addition_id: int, because: str) -> None:
        """Why they are left out of prints; "" where they are printed."""
        own = update(incident_additions).where(incident_additions.c.id == addition_id)
        self._connection.execute(own.values(struck_because=because))

"""Parents who were entered by mistake, or twice: taken out of the register, while what went out to them stays."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, select, update

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Parent
from halton_desktop.store.one_record import put_in_place
from halton_desktop.store.parent_store import parent_from
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.people import parents, ties

ENTERED_BY_MISTAKE = "entered by mistake"
"""So begins why a hold was lifted with which somebody was taken out."""


class ParentMistakes:
    """Writes what ``ParentStore`` then no longer reads."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    def withdraw(self, parent_id: int, on: date, by: str, because: str) -> None:
        """Say that somebody was entered by mistake: untied, and found nowhere from now on."""
        row = update(parents).where(parents.c.id == parent_id)
        self._connection.execute(row.values(withdrawn_on=on, withdrawn_by=by, withdrawn_because=because))
        self._connection.execute(delete(ties).where(ties.c.parent_id == parent_id))
        self._search.remove(RecordKind.PARENT, [parent_id])

    def withdrawn(self) -> list[Parent]:
        """Everybody who was entered by mistake, as they were."""
        rows = self._connection.execute(
            select(parents).where(parents.c.withdrawn_on.is_not(None)).order_by(parents.c.id)
        )
        return [parent_from(row) for row in rows]

    def make_one(self, stays: int, goes: int) -> None:
        """Let everything on file that speaks of ``goes`` speak of ``stays``, and remove the one that goes."""
        put_in_place(self._connection, parents, goes, stays)
        self._search.remove(RecordKind.PARENT, [goes])

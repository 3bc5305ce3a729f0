"""Editions of the code of conduct with their clauses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.code import clauses, editions


class EditionStore:
    """Reads and writes editions; whether one may change is the services' question."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Edition, ...]:
        """Every edition with its clauses, newest number first."""
        texts: dict[int, list[Clause]] = {}
        for row in self._connection.execute(select(clauses).order_by(clauses.c.edition_id, clauses.c.position)):
            texts.setdefault(row.edition_id, []).append(Clause(row.number, row.statement))
        rows = self._connection.execute(select(editions).order_by(editions.c.number.desc()))
        return tuple(_edition(row, texts.get(row.id, [])) for row in rows)

    def get(self, edition_id: int) -> Edition:
        """One edition; raises NotFound."""
        for edition in self.all():
            if edition.id == edition_id:
                return edition
        raise NotFound("This edition is no longer in the office file.")

    def add(self, edition: Edition, at: datetime) -> int:
        """Add an edition (its id is ignored) and return the new id."""
        result = self._connection.execute(insert(editions).values(**edition_fields(edition), recorded_at=at))
        edition_id = int(result.lastrowid)
        self._keep_clauses(edition_id, edition.clauses)
        return edition_id

    def change(self, edition: Edition) -> None:
        """Write an edition and its clauses again."""
        self._connection.execute(update(editions).where(editions.c.id == edition.id).values(**edition_fields(edition)))
        self._connection.execute(delete(clauses).where(clauses.c.edition_id == edition.id))
        self._keep_clauses(edition.id, edition.clauses)

    def _keep_clauses(self, edition_id: int, texts: tuple[Clause, ...]) -> None:
        if texts:
            self._connection.execute(
                insert(clauses),
                [
                    {"edition_id": edition_id, "number": c.number, "position": place, "statement": c.statement}
                    for place, c in enumerate(texts)
                ],
            )


def edition_fields(edition: Edition) -> dict[str, Any]:
    """The edition as columns, without its clauses."""
    return {
        "number": edition.number,
        "title": edition.title,
        "effective_on": edition.effective_on,
        "adopted_on": edition.adopted_on,
        "changes": edition.changes,
    }


def _edition(row: Any, texts: list[Clause]) -> Edition:
    return Edition(
        id=row.id,
        number=row.number,
        title=row.title,
        clauses=tuple(texts),
        effective_on=row.effective_on,
        adopted_on=row.adopted_on,
        changes=row.changes,
        recorded_at=row.recorded_at,
    )

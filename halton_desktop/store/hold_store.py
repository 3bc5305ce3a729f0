"""Holds: what stops letters to or about a person; lifted ones stay on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from halton_desktop.domain.parents.hold import Hold, HoldKind
from halton_desktop.domain.portions import in_portions
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.decisions import holds


class HoldStore:
    """Reads and writes holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, hold_id: int) -> Hold:
        """One hold; raises NotFound."""
        row = self._connection.execute(select(holds).where(holds.c.id == hold_id)).first()
        if row is None:
            raise NotFound("This hold is no longer in the office file.")
        return _hold(row)

    def all(self) -> list[Hold]:
        """Every hold there ever was, oldest first."""
        return [_hold(row) for row in self._connection.execute(select(holds).order_by(holds.c.id))]

    def of_parents(self, parent_ids: Sequence[int]) -> list[Hold]:
        """Every hold on these people, lifted ones too, oldest first."""
        found: list[Hold] = []
        wanted = list(dict.fromkeys(parent_ids))
        for portion in in_portions(wanted):
            query = select(holds).where(holds.c.parent_id.in_(portion)).order_by(holds.c.id)
            found += [_hold(row) for row in self._connection.execute(query)]
        return found

    def standing(self, parent_ids: Sequence[int] | None) -> list[Hold]:
        """Those that stop letters to these people, or to anybody."""
        found = self.all() if parent_ids is None else self.of_parents(parent_ids)
        return [hold for hold in found if hold.stands]

    def of_question(self, question_id: int) -> list[Hold]:
        """What a question is about, and what came with its answer."""
        query = select(holds).where(holds.c.question_id == question_id).order_by(holds.c.id)
        return [_hold(row) for row in self._connection.execute(query)]

    def standing_by_question(self) -> dict[int, set[int]]:
        """For each question the people who are still held because of it."""
        query = select(holds.c.question_id, holds.c.parent_id).where(
            holds.c.lifted_on.is_(None), holds.c.question_id.is_not(None)
        )
        found: dict[int, set[int]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.question_id, set()).add(row.parent_id)
        return found

    def question_of(self, hold_id: int) -> int | None:
        """Which question asks about a hold."""
        return self._connection.execute(select(holds.c.question_id).where(holds.c.id == hold_id)).scalar()

    def add(self, new: Hold, question_id: int | None = None) -> int:
        """Add a hold (its id is ignored) and return the new id."""
        values = hold_fields(new) | {"question_id": question_id}
        return int(self._connection.execute(insert(holds).values(**values)).lastrowid)

    def lift(self, hold_id: int, on: date, by: str, because: str) -> None:
        """It no longer stops letters."""
        self._write(hold_id, lifted_on=on, lifted_by=by, lifted_because=because)

    def stand_again(self, hold_id: int) -> None:
        """It stops letters as before."""
        self._write(hold_id, lifted_on=None, lifted_by="", lifted_because="")

    def remove(self, hold_id: int) -> None:
        """Take away a hold that only came with an answer that was taken back."""
        self._connection.execute(delete(holds).where(holds.c.id == hold_id))

    def _write(self, hold_id: int, **values: Any) -> None:
        self._connection.execute(update(holds).where(holds.c.id == hold_id).values(**values))


def hold_fields(hold: Hold) -> dict[str, Any]:
    """The hold as columns: also what the audit log keeps."""
    return {name: value for name, value in asdict(hold).items() if name != "id"} | {"kind": hold.kind.value}


def _hold(row: Any) -> Hold:
    return Hold(
        id=row.id,
        parent_id=row.parent_id,
        kind=HoldKind(row.kind),
        reason=row.reason,
        source=row.source,
        since=row.since,
        pupil_id=row.pupil_id,
        lifted_on=row.lifted_on,
        lifted_by=row.lifted_by,
        lifted_because=row.lifted_because,
    )

"""Editions of the code of conduct with their clauses and linked policies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, true, update

from halton_desktop.domain.code_of_conduct import Clause, Correction, Edition, LinkedPolicy
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.code import clauses, edition_corrections, edition_policies, editions
from halton_desktop.store.tables.forms import forms, letter_batches
from halton_desktop.store.tables.reviews import reviews, tellings


class EditionStore:
    """Reads and writes editions. The file itself refuses a change of an adopted one (4.1), whoever asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Edition, ...]:
        """Every edition with its clauses, newest number first."""
        texts: dict[int, list[Clause]] = {}
        for row in self._connection.execute(select(clauses).order_by(clauses.c.edition_id, clauses.c.position)):
            texts.setdefault(row.edition_id, []).append(Clause(row.number, row.statement))
        policies: dict[int, list[LinkedPolicy]] = {}
        ordered = select(edition_policies).order_by(edition_policies.c.edition_id, edition_policies.c.position)
        for row in self._connection.execute(ordered):
            policies.setdefault(row.edition_id, []).append(LinkedPolicy(row.name, row.place))
        rows = self._connection.execute(select(editions).order_by(editions.c.number.desc()))
        return tuple(_edition(row, texts.get(row.id, []), policies.get(row.id, [])) for row in rows)

    def get(self, edition_id: int) -> Edition:
        """One edition; raises NotFound."""
        for edition in self.all():
            if edition.id == edition_id:
                return edition
        raise NotFound("This edition is no longer in the office file.")

    def add(self, edition: Edition, at: datetime) -> int:
        """Add an edition (its id is ignored) and return the new id."""
        columns = edition_fields(edition) | {"adopted_on": None}
        result = self._connection.execute(insert(editions).values(**columns, recorded_at=at))
        edition_id = int(result.lastrowid)
        self._keep_texts(edition_id, edition)
        if edition.adopted:
            self._seal(edition_id, edition)
        return edition_id

    def change(self, edition: Edition) -> None:
        """Write a draft and its texts again; one with a day of adoption is sealed by it."""
        columns = edition_fields(edition) | {"adopted_on": None}
        self._connection.execute(update(editions).where(editions.c.id == edition.id).values(**columns))
        for table in (clauses, edition_policies):
            self._connection.execute(delete(table).where(table.c.edition_id == edition.id))
        self._keep_texts(edition.id, edition)
        if edition.adopted:
            self._seal(edition.id, edition)

    def correct(self, edition: Edition, correction: Correction) -> None:
        """Put an adopted edition right: the one change of it that the file lets through, kept with its reason."""
        values = {"at": correction.at, "by": correction.by, "reason": correction.reason, "before": correction.before}
        row = insert(edition_corrections).values(edition_id=edition.id, under_way=True, **values)
        correction_id = self._connection.execute(row).lastrowid
        self.change(edition)
        done = update(edition_corrections).where(edition_corrections.c.id == correction_id)
        self._connection.execute(done.values(under_way=False))

    def corrections(self, edition_id: int) -> tuple[Correction, ...]:
        """What was put right in an edition, oldest first."""
        found = select(edition_corrections).where(edition_corrections.c.edition_id == edition_id)
        rows = self._connection.execute(found.order_by(edition_corrections.c.id))
        return tuple(Correction(row.at, row.by, row.reason, row.before) for row in rows)

    def leaning_on(self, edition_id: int) -> tuple[str, ...]:
        """What depends on an edition, in words: what was printed, signed, told or reviewed of it; none when nothing."""
        kinds = (
            ("letters", letter_batches.c.edition_id, letter_batches.c.dropped_at.is_(None)),
            ("forms", forms.c.edition_id, true()),
            ("entries of who was told", tellings.c.edition_id, true()),
            ("reviews", reviews.c.edition_id, true()),
        )
        return tuple(
            words
            for words, column, counts in kinds
            if self._connection.execute(select(column).where(column == edition_id, counts).limit(1)).first()
        )

    def remove(self, edition_id: int) -> None:
        """Take a draft away, with what was put right in it while it was adopted."""
        of_it = edition_corrections.c.edition_id == edition_id
        self._connection.execute(delete(edition_corrections).where(of_it))
        self._connection.execute(delete(editions).where(editions.c.id == edition_id))

    def _seal(self, edition_id: int, edition: Edition) -> None:
        """Last of all: from here on the file's triggers refuse every change."""
        adopted = update(editions).where(editions.c.id == edition_id).values(adopted_on=edition.adopted_on)
        self._connection.execute(adopted)

    def _keep_texts(self, edition_id: int, edition: Edition) -> None:
        if edition.clauses:
            self._connection.execute(
                insert(clauses),
                [
                    {"edition_id": edition_id, "number": c.number, "position": place, "statement": c.statement}
                    for place, c in enumerate(edition.clauses)
                ],
            )
        if edition.policies:
            self._connection.execute(
                insert(edition_policies),
                [
                    {"edition_id": edition_id, "position": place, "name": p.name, "place": p.place}
                    for place, p in enumerate(edition.policies)
                ],
            )


def edition_fields(edition: Edition) -> dict[str, Any]:
    """The edition as columns, without its clauses and policies."""
    return {
        "number": edition.number,
        "title": edition.title,
        "effective_on": edition.effective_on,
        "adopted_on": edition.adopted_on,
        "changes": edition.changes,
        "intent": edition.intent,
    }


def _edition(row: Any, texts: list[Clause], policies: list[LinkedPolicy]) -> Edition:
    return Edition(
        id=row.id,
        number=row.number,
        title=row.title,
        clauses=tuple(texts),
        effective_on=row.effective_on,
        adopted_on=row.adopted_on,
        changes=row.changes,
        recorded_at=row.recorded_at,
        policies=tuple(policies),
        intent=row.intent,
    )

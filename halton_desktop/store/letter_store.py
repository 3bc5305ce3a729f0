"""Letters as they were issued, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from halton_desktop.domain.issued_letter import IssuedLetter, KeptLetter, KeptPrinting, LetterBatch
from halton_desktop.domain.plain_value import plain, rebuilt
from halton_desktop.domain.portions import in_portions
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.forms import letter_batches, letter_parents, letters


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter about to be kept."""

    reference: str
    addressee: str
    content: KeptLetter
    parent_ids: tuple[int, ...]


class LetterStore:
    """Reads and writes batches and their letters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_batch(self, *, common: KeptPrinting, **columns: Any) -> int:
        """Add a prepared batch and return its id."""
        result = self._connection.execute(insert(letter_batches).values(common=plain(common), **columns))
        return int(result.lastrowid)

    def add_letters(self, batch_id: int, new: Sequence[NewLetter]) -> list[int]:
        """Add letters to a batch and return their ids in order."""
        if not new:
            return []
        rows = [
            {"batch_id": batch_id, "reference": n.reference, "addressee": n.addressee, "content": plain(n.content)}
            for n in new
        ]
        result = self._connection.execute(insert(letters).returning(letters.c.id, sort_by_parameter_order=True), rows)
        ids = [int(row.id) for row in result]
        pairs = [
            {"letter_id": letter_id, "parent_id": parent}
            for letter_id, one in zip(ids, new, strict=True)
            for parent in one.parent_ids
        ]
        if pairs:
            self._connection.execute(insert(letter_parents), pairs)
        return ids

    def batch(self, batch_id: int) -> LetterBatch:
        """One batch; raises NotFound."""
        for batch in self._batches(letter_batches.c.id == batch_id):
            return batch
        raise NotFound("This printing is no longer in the office file.")

    def unconfirmed(self) -> list[LetterBatch]:
        """Batches prepared for printing of which nobody has said whether they came out."""
        return self._batches(letter_batches.c.issued_at.is_(None), letter_batches.c.dropped_at.is_(None))

    def _batches(self, *where: Any) -> list[LetterBatch]:
        count = select(func.count()).where(letters.c.batch_id == letter_batches.c.id).scalar_subquery()
        query = select(letter_batches, count.label("letters")).where(*where).order_by(letter_batches.c.id)
        rows = self._connection.execute(query).mappings()
        return [LetterBatch(**row | {"common": rebuilt(KeptPrinting, row["common"])}) for row in map(dict, rows)]

    def mark(self, batch_id: int, *, issued_at: datetime | None = None, dropped_at: datetime | None = None) -> None:
        """Say that a batch came out, or that it was dropped."""
        self._connection.execute(
            update(letter_batches)
            .where(letter_batches.c.id == batch_id)
            .values(issued_at=issued_at, dropped_at=dropped_at)
        )

    def of_batch(self, batch_id: int) -> list[IssuedLetter]:
        """The letters of a batch, in the order they were printed."""
        return self._letters(letters.c.batch_id == batch_id)

    def of_parent(self, parent_id: int) -> list[IssuedLetter]:
        """The letters one parent got, newest first."""
        got = select(letter_parents.c.letter_id).where(letter_parents.c.parent_id == parent_id)
        return self._letters(letters.c.id.in_(got))[::-1]

    def readers(self, letter_ids: Sequence[int]) -> dict[int, list[int]]:
        """For each letter the parents it goes to."""
        found: dict[int, list[int]] = {}
        for portion in in_portions(letter_ids):
            some = letter_parents.c.letter_id.in_(portion)
            for row in self._connection.execute(select(letter_parents).where(some)):
                found.setdefault(row.letter_id, []).append(row.parent_id)
        return found

    def get(self, letter_id: int) -> IssuedLetter:
        """One letter; raises NotFound."""
        for letter in self._letters(letters.c.id == letter_id):
            return letter
        raise NotFound("This letter is no longer in the office file.")

    def _letters(self, *where: Any) -> list[IssuedLetter]:
        query = (
            select(letters, letter_batches.c.issued_at, letter_batches.c.letter)
            .join(letter_batches)
            .where(*where)
            .order_by(letters.c.id)
        )
        rows = self._connection.execute(query).mappings()
        return [IssuedLetter(**row | {"content": rebuilt(KeptLetter, row["content"])}) for row in map(dict, rows)]

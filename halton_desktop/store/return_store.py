"""The school's own signing key, the keys of the other schools, and the returns the association has had."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from halton_desktop.domain.association import KeptReturn, KnownSchool
from halton_desktop.store.return_signing import new_private_key, public_key_of
from halton_desktop.store.tables.reviews import association_returns, association_schools, signing_keys


class ReturnStore:
    """Reads and writes what the association return needs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def public_key(self) -> bytes | None:
        """The school's own public key, None before the first return was made."""
        row = self._connection.execute(select(signing_keys.c.public)).first()
        return None if row is None else bytes(row.public)

    def private_key(self, at: datetime) -> bytes:
        """The school's own private key, made at the first use and kept for ever: others know the school by it."""
        row = self._connection.execute(select(signing_keys.c.private)).first()
        if row is not None:
            return bytes(row.private)
        private = new_private_key()
        columns = {"id": 1, "private": private, "public": public_key_of(private), "made_at": at}
        self._connection.execute(insert(signing_keys).values(**columns))
        return private

    def schools(self) -> dict[str, KnownSchool]:
        """Every school whose key is known, by name."""
        rows = self._connection.execute(select(association_schools))
        return {
            row.school: KnownSchool(row.school, bytes(row.public), bool(row.compared), row.pinned_at, row.pinned_by)
            for row in rows
        }

    def pin(self, known: KnownSchool) -> None:
        """Keep the key of a school, the first time or in place of another."""
        columns = {
            "school": known.school,
            "public": known.public,
            "compared": known.compared,
            "pinned_at": known.pinned_at,
            "pinned_by": known.pinned_by,
        }
        statement = upsert(association_schools).values(**columns)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[association_schools.c.school], set_=columns)
        )

    def forget(self, school: str) -> None:
        """Forget the key of a school."""
        self._connection.execute(delete(association_schools).where(association_schools.c.school == school))

    def compared(self, school: str) -> None:
        """Note that a school's fingerprint was compared with the one it gave on paper."""
        of_school = association_schools.c.school == school
        self._connection.execute(update(association_schools).where(of_school).values(compared=True))

    def returns(self, school_year: int) -> dict[str, KeptReturn]:
        """The returns of a school year by school."""
        rows = self._connection.execute(
            select(association_returns).where(association_returns.c.school_year == school_year)
        )
        return {
            row.school: KeptReturn(
                row.id,
                row.school,
                row.school_year,
                row.made_at,
                row.sha256,
                bytes(row.content),
                row.imported_at,
                row.imported_by,
            )
            for row in rows
        }

    def keep(self, kept: KeptReturn) -> int:
        """Keep a return, in place of an earlier one of the same school and year."""
        columns = {
            "school": kept.school,
            "school_year": kept.school_year,
            "made_at": kept.made_at,
            "sha256": kept.sha256,
            "content": kept.content,
            "imported_at": kept.imported_at,
            "imported_by": kept.imported_by,
        }
        key = [association_returns.c.school, association_returns.c.school_year]
        statement = upsert(association_returns).values(**columns)
        self._connection.execute(statement.on_conflict_do_update(index_elements=key, set_=columns))
        row = self._connection.execute(
            select(association_returns.c.id).where(
                association_returns.c.school == kept.school, association_returns.c.school_year == kept.school_year
            )
        ).one()
        return int(row.id)

"""Accounts of the people who sign in."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.office import users


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


class UserStore:
    """Reads and writes accounts; ids are never used twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[User]:
        """Every account, active ones first, by name."""
        query = select(users).order_by(users.c.disabled_at.is_not(None), users.c.folded_name)
        return [_user(row) for row in self._connection.execute(query)]

    def get(self, user_id: int) -> User:
        """One account; raises NotFound."""
        row = self._connection.execute(select(users).where(users.c.id == user_id)).first()
        if row is None:
            raise NotFound("This user is no longer in the office file.")
        return _user(row)

    def named(self, sign_in_name: str) -> User | None:
        """The account with this sign-in name, capitals aside."""
        row = self._connection.execute(select(users).where(users.c.folded_name == _folded(sign_in_name))).first()
        return None if row is None else _user(row)

    def add(self, sign_in_name: str, name: str, role: Role, at: datetime) -> int:
        """Add an account and return its id."""
        result = self._connection.execute(
            insert(users).values(
                sign_in_name=sign_in_name, folded_name=_folded(sign_in_name), name=name, role=role.value, created_at=at
            )
        )
        return int(result.lastrowid)

    def change(self, user_id: int, **fields: Any) -> None:
        """Write name, role or disabled_at."""
        self._connection.execute(update(users).where(users.c.id == user_id).values(**fields))

    def remove(self, user_id: int) -> None:
        """Take away an account that never had a way in; its id is never used again."""
        self._connection.execute(delete(users).where(users.c.id == user_id))

    def active_with_role(self, role: Role) -> int:
        """How many accounts of a role can sign in."""
        query = select(func.count()).where(users.c.role == role.value, users.c.disabled_at.is_(None))
        return int(self._connection.execute(query).scalar_one())


def _user(row: Any) -> User:
    return User(row.id, row.sign_in_name, row.name, Role(row.role), row.disabled_at)

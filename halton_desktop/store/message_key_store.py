"""The keys of sealed messages: which one seals now, and for whom its private half is wrapped."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, text, update

from halton_desktop.store.tables.consents import message_key_wraps, message_keys
from halton_desktop.store.vault.seal import SEAL_TABLE


@dataclass(frozen=True, slots=True)
class MessageKey:
    """The public half of one message key. ``used``: something was sealed with it."""

    generation: int
    public: bytes
    made_at: datetime
    made_by: str
    used: bool
    why: str


@dataclass(frozen=True, slots=True)
class KeyWrap:
    """The private half of one message key, wrapped for one reader (``user_id`` 0: the recovery key)."""

    generation: int
    user_id: int
    personal_public: bytes
    wrapped: bytes
    admitted_at: datetime
    admitted_by: str


class MessageKeyStore:
    """Reads and writes message keys and their wraps; what they mean is ``store/sealing.py``'s."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def office_id(self) -> str:
        """Which office this file belongs to; sealed content is bound to it."""
        return str(self._connection.execute(text(f"SELECT office_id FROM {SEAL_TABLE}")).scalar_one())  # noqa: S608 - the table's name is a constant

    def current(self) -> MessageKey | None:
        """The key that seals now; None before the first one was made."""
        row = self._connection.execute(select(message_keys).order_by(message_keys.c.generation.desc()).limit(1)).first()
        return None if row is None else MessageKey(*row)

    def get(self, generation: int) -> MessageKey | None:
        """One key, None where there is none of this generation."""
        row = self._connection.execute(select(message_keys).where(message_keys.c.generation == generation)).first()
        return None if row is None else MessageKey(*row)

    def all(self) -> list[MessageKey]:
        """Every key, oldest first."""
        return [MessageKey(*row) for row in self._connection.execute(select(message_keys).order_by("generation"))]

    def add(self, public: bytes, at: datetime, by: str, why: str) -> MessageKey:
        """Add the next generation."""
        last = self.current()
        key = MessageKey(last.generation + 1 if last else 1, public, at, by, used=False, why=why)
        self._connection.execute(
            insert(message_keys).values(
                generation=key.generation, public=public, made_at=at, made_by=by, used=False, why=why
            )
        )
        return key

    def mark_used(self, generation: int) -> None:
        """Remember that something was sealed with it."""
        self._connection.execute(update(message_keys).where(message_keys.c.generation == generation).values(used=True))

    def wraps(self, generation: int | None = None) -> list[KeyWrap]:
        """Every wrap, or those of one generation."""
        query = select(message_key_wraps).order_by(message_key_wraps.c.generation, message_key_wraps.c.user_id)
        if generation is not None:
            query = query.where(message_key_wraps.c.generation == generation)
        return [KeyWrap(*row) for row in self._connection.execute(query)]

    def put_wrap(self, wrap: KeyWrap) -> None:
        """Keep a wrap in place of the same reader's older one."""
        self.remove_wrap(wrap.user_id, wrap.generation)
        self._connection.execute(
            insert(message_key_wraps).values(
                generation=wrap.generation,
                user_id=wrap.user_id,
                personal_public=wrap.personal_public,
                wrapped=wrap.wrapped,
                admitted_at=wrap.admitted_at,
                admitted_by=wrap.admitted_by,
            )
        )

    def remove_wrap(self, user_id: int, generation: int | None = None) -> int:
        """Take a reader's wraps away, of all generations or one; returns how many there were."""
        query = delete(message_key_wraps).where(message_key_wraps.c.user_id == user_id)
        if generation is not None:
            query = query.where(message_key_wraps.c.generation == generation)
        return int(self._connection.execute(query).rowcount)

    def findings(self, readers: Collection[int]) -> Iterator[str]:
        """Ways to sealed messages kept for somebody who is no active headteacher or decider (0 is the recovery key)."""
        for user_id in sorted({wrap.user_id for wrap in self.wraps()} - set(readers) - {0}):
            yield f"User {user_id} has a way to sealed messages without being an active headteacher."

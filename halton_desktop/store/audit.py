"""The audit log: who changed what, when, from what to what; each entry carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select, text

from halton_desktop.domain.change import AuditEntry, RecordKind
from halton_desktop.domain.user import User
from halton_desktop.store.closed_incidents import RESTRICTED_ENTRIES, hides, restricted_references
from halton_desktop.store.tables.office import audit_entries

FIRST_HASH = "0" * 64
"""What stands for "the entry before" in the very first entry."""

_SPEAKING_FOR_ITSELF = "Halton Desktop"
"""The user name of entries the program makes when nobody has signed in yet."""


AuditedChange = tuple[str, RecordKind, int, dict[str, Any], dict[str, Any]]
"""Action, noun, record id, old and new fields of one change."""


def _plain(fields: dict[str, Any]) -> str:
    """Canonical JSON: the same fields always give the same text, so the same hash."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _hash(previous: str, *parts: object) -> str:
    body = json.dumps([previous, *(str(part) for part in parts)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


class AuditLog:
    """Writes entries in one transaction and reads them back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        at: datetime,
        user: User | None,
        action: str,
        noun: RecordKind,
        record_id: int,
        old: dict[str, Any],
        new: dict[str, Any],
    ) -> None:
        """Add one entry behind the last; the caller's transaction makes it durable together with the change."""
        self.append_all(at, user, [(action, noun, record_id, old, new)])

    def append_all(self, at: datetime, user: User | None, changes: Sequence[AuditedChange]) -> None:
        """Add many entries of one moment behind the last, in order, in one statement."""
        if not changes:
            return
        last = self._connection.execute(
            select(audit_entries.c.id, audit_entries.c.hash).order_by(audit_entries.c.id.desc()).limit(1)
        ).first()
        previous = last.hash if last else FIRST_HASH
        name = user.name if user else _SPEAKING_FOR_ITSELF
        rows = []
        for entry_id, (action, noun, record_id, old, new) in enumerate(changes, start=self._next_id()):
            before, after = _plain(old), _plain(new)
            digest = _hash(
                previous, entry_id, at.isoformat(), user.id if user else 0, name, action, noun, record_id, before, after
            )
            rows.append(
                {
                    "id": entry_id,
                    "at": at,
                    "user_id": user.id if user else None,
                    "user_name": name,
                    "action": action,
                    "noun": noun.value,
                    "record_id": record_id,
                    "old": before,
                    "new": after,
                    "previous_hash": previous,
                    "hash": digest,
                }
            )
            previous = digest
        self._connection.execute(insert(audit_entries), rows)

    def _next_id(self) -> int:
        used = self._connection.execute(
            text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": audit_entries.name}
        ).scalar()
        return int(used or 0) + 1

    def entries(
        self, noun: RecordKind | None = None, record_id: int | None = None, limit: int = 500
    ) -> list[AuditEntry]:
        """Newest first; all nouns, one noun, or one record."""
        query = self._there(select(audit_entries).order_by(audit_entries.c.id.desc()).limit(limit))
        if noun is not None:
            query = query.where(audit_entries.c.noun == noun.value)
        if record_id is not None:
            query = query.where(audit_entries.c.record_id == record_id)
        return self._readable([_entry(row) for row in self._connection.execute(query)])

    def ids(
        self, noun: RecordKind | None = None, words: str = "", about: Mapping[RecordKind, Sequence[int]] | None = None
    ) -> list[int]:
        """All entry ids, newest first, for a paged list; ``words`` looks into user, action and noun.

        Entries ``about`` records found by the same words are among them.
        """
        query = self._there(select(audit_entries.c.id).order_by(audit_entries.c.id.desc()))
        if noun is not None:
            query = query.where(audit_entries.c.noun == noun.value)
        said = []
        for word in words.split():
            like = f"%{word}%"
            where = audit_entries.c.user_name.ilike(like) | audit_entries.c.action.ilike(like)
            said.append(where | audit_entries.c.noun.ilike(like))
        if said:
            query = query.where(or_(and_(*said), *(_of_records(each, ids) for each, ids in (about or {}).items())))
        return list(self._connection.execute(query).scalars())

    def by_ids(self, ids: list[int]) -> list[AuditEntry]:
        """The entries of these ids, in that order."""
        rows = self._connection.execute(self._there(select(audit_entries).where(audit_entries.c.id.in_(ids))))
        found = {entry.id: entry for entry in self._readable([_entry(row) for row in rows])}
        return [found[entry] for entry in ids if entry in found]

    def _there(self, query: Select[Any]) -> Select[Any]:
        """Without the entries of cases that are restricted to others."""
        if not hides(self._connection):
            return query
        return query.where(audit_entries.c.id.not_in(select(RESTRICTED_ENTRIES.c.id)))

    def _readable(self, entries: list[AuditEntry]) -> list[AuditEntry]:
        """What an entry of something else says of a restricted case (a link to it, say) is withheld."""
        restricted = restricted_references(self._connection)
        return [
            without_values(entry) if any(one in _plain(entry.old) + _plain(entry.new) for one in restricted) else entry
            for entry in entries
        ]

    def findings(self) -> Iterator[str]:
        """Walk the whole chain and say, in plain sentences, where an entry was altered, removed or cut off."""
        previous, expected = FIRST_HASH, 1
        for row in self._connection.execute(select(audit_entries).order_by(audit_entries.c.id)):
            if row.id != expected:
                yield f"Audit log: entries {expected} to {row.id - 1} were removed."
            elif row.previous_hash != previous:
                yield f"Audit log: entry {row.id} does not follow the entry before it."
            digest = _hash(
                row.previous_hash, row.id, row.at.isoformat(), row.user_id or 0, row.user_name, row.action, row.noun,
                row.record_id, row.old, row.new,
            )  # fmt: skip
            if digest != row.hash:
                yield f"Audit log: entry {row.id} was altered."
            previous, expected = row.hash, row.id + 1
        handed_out = self._next_id()
        if handed_out != expected:
            yield f"Audit log: the newest entries, {expected} to {handed_out - 1}, were removed."

    def latest(self, action: str, limit: int = 50) -> list[AuditEntry]:
        """The newest entries of one action, newest first."""
        query = select(audit_entries).where(audit_entries.c.action == action)
        return [_entry(row) for row in self._connection.execute(query.order_by(audit_entries.c.id.desc()).limit(limit))]

    def last_moment(self) -> datetime | None:
        """When somebody who had signed in last changed something; where nobody has, when the program did."""
        by_somebody = audit_entries.c.user_id.is_not(None)
        query = select(audit_entries.c.at).order_by(by_somebody.desc(), audit_entries.c.id.desc()).limit(1)
        return self._connection.execute(query).scalar()

    def newest(self) -> int:
        """The id of the newest entry, 0 for none; the same number twice means that nothing was changed in between."""
        return int(self._connection.execute(select(func.max(audit_entries.c.id))).scalar() or 0)

    def last_but(self, noun: RecordKind) -> int:
        """The id of the newest entry that is about anything else, 0 for none."""
        others = select(func.max(audit_entries.c.id)).where(audit_entries.c.noun != noun.value)
        return int(self._connection.execute(others).scalar() or 0)

    def holds(self, entry_id: int, digest: str) -> bool:
        """Whether this very entry is part of the chain: then whoever wrote it down has seen what led here."""
        found = select(audit_entries.c.hash).where(audit_entries.c.id == entry_id)
        return bool(self._connection.execute(found).scalar() == digest)

    def count(self) -> int:
        """How many entries there are."""
        return int(self._connection.execute(select(func.count()).select_from(audit_entries)).scalar_one())


def _of_records(noun: RecordKind, ids: Sequence[int]) -> ColumnElement[bool]:
    each = func.json_each(json.dumps(list(ids))).table_valued("value")
    return and_(audit_entries.c.noun == noun.value, audit_entries.c.record_id.in_(select(each.c.value)))


def without_values(entry: AuditEntry) -> AuditEntry:
    """What, when and by whom, and nothing of what was changed to what."""
    return replace(entry, old={}, new={}, withheld=True)


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        user_name=row.user_name,
        action=row.action,
        noun=RecordKind(row.noun),
        record_id=row.record_id,
        old=json.loads(row.old),
        new=json.loads(row.new),
    )

"""Drafts of incidents: what somebody was typing when the phone rang, the office locked or the PC went off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from halton_desktop.store.tables.incidents import incident_drafts


class IncidentDraftStore:
    """One draft for each user."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_user(self, user_id: int) -> tuple[int, dict[str, Any], datetime] | None:
        """(id, content, when it was last changed), or None where nothing is left over."""
        row = self._connection.execute(select(incident_drafts).where(incident_drafts.c.user_id == user_id)).first()
        return None if row is None else (row.id, dict(row.content), row.changed_at)

    def keep(self, user_id: int, content: dict[str, Any], at: datetime) -> int:
        """Write the user's draft and return its id."""
        present = self.of_user(user_id)
        if present is not None:
            row = update(incident_drafts).where(incident_drafts.c.id == present[0])
            self._connection.execute(row.values(content=content, changed_at=at))
            return present[0]
        values = {"user_id": user_id, "content": content, "changed_at": at}
        return int(self._connection.execute(insert(incident_drafts).values(**values)).lastrowid)

    def hand_over(self, user_id: int, to: int) -> None:
        """Somebody else goes on with it."""
        own = update(incident_drafts).where(incident_drafts.c.user_id == user_id)
        self._connection.execute(own.values(user_id=to))

    def drop(self, user_id: int) -> None:
        """Throw the user's draft away, with evidence that was only ever in it."""
        self._connection.execute(delete(incident_drafts).where(incident_drafts.c.user_id == user_id))

    def name(self, parent_id: int) -> bool:
        """Whether anybody is typing about a parent."""
        contents = self._connection.execute(select(incident_drafts.c.content)).scalars()
        return any(_renamed(content, parent_id, 0) != content for content in contents)

    def name_instead(self, goes: int, stays: int) -> None:
        """Two parents are one: whatever was being typed about the one is about the other."""
        for row in self._connection.execute(select(incident_drafts)).all():
            content = _renamed(row.content, goes, stays)
            if content != row.content:
                own = update(incident_drafts).where(incident_drafts.c.id == row.id)
                self._connection.execute(own.values(content=content))


def _renamed(value: Any, goes: int, stays: int) -> Any:
    if isinstance(value, list):
        return [_renamed(one, goes, stays) for one in value]
    if isinstance(value, dict):
        return {
            name: stays if name == "parent_id" and one == goes else _renamed(one, goes, stays)
            for name, one in value.items()
        }
    return value

"""The register of site bans, current and past, with every decision about each."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.domain.incidents.site_ban import IN_FORCE, BanEvent, BanLine, BanState, SiteBan
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.incidents import (
    incident_letters,
    incident_people,
    incidents,
    site_ban_events,
    site_bans,
)

_MEANT = (
    select(site_bans, incidents.c.reference)
    .join(incidents, incidents.c.id == site_bans.c.incident_id)
    .join(incident_people, incident_people.c.id == site_bans.c.person_id)
    .where(incidents.c.state != IncidentState.WITHDRAWN.value, incident_people.c.withdrawn_on.is_(None))
)
"""Every ban with its case, but none made by mistake."""


class SiteBanStore:
    """Reads and writes bans; a decision is an event, and stays."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, ban_id: int) -> SiteBan:
        """One ban; raises NotFound."""
        row = self._connection.execute(select(site_bans).where(site_bans.c.id == ban_id)).first()
        if row is None:
            raise NotFound("This ban is not in the office file.")
        return _ban(row)

    def of_incident(self, incident_id: int) -> list[SiteBan]:
        """The bans of a case, oldest first."""
        query = select(site_bans).where(site_bans.c.incident_id == incident_id).order_by(site_bans.c.id)
        return [_ban(row) for row in self._connection.execute(query)]

    def in_force_of(self, parent_id: int) -> list[int]:
        """The ids of the bans that keep a parent off the site, in whichever case."""
        query = select(site_bans.c.id).where(
            site_bans.c.parent_id == parent_id, site_bans.c.state.in_([state.value for state in IN_FORCE])
        )
        return list(self._connection.execute(query).scalars())

    def register(self, *, only_in_force: bool = False) -> list[BanLine]:
        """Every ban with its case and decisions: those in force first, then newest first; none made by mistake."""
        query = _MEANT
        forces = [state.value for state in IN_FORCE]
        if only_in_force:
            query = query.where(site_bans.c.state.in_(forces))
        rows = self._connection.execute(query.order_by(site_bans.c.state.not_in(forces), site_bans.c.id.desc())).all()
        return [BanLine(_ban(row), row.reference, tuple(self.events(row.id))) for row in rows]

    def lifted_without(self, letter: str) -> list[BanLine]:
        """Lifted bans a letter was written about, where no letter of this name went out; none made by mistake."""
        about = select(incident_letters.c.id).where(incident_letters.c.ban_id == site_bans.c.id)
        told_so = about.where(incident_letters.c.letter == letter, incident_letters.c.issued_at.is_not(None))
        lifted = site_bans.c.state == BanState.LIFTED.value
        rows = self._connection.execute(_MEANT.where(lifted, about.exists(), ~told_so.exists())).all()
        return [BanLine(_ban(row), row.reference, tuple(self.events(row.id))) for row in rows]

    def add(self, ban: SiteBan) -> int:
        """Add a ban (its id is ignored) and return the new id."""
        return int(self._connection.execute(insert(site_bans).values(**ban_fields(ban))).lastrowid)

    def change(self, ban: SiteBan) -> None:
        """Write a ban again."""
        self._connection.execute(update(site_bans).where(site_bans.c.id == ban.id).values(**ban_fields(ban)))

    def happened(self, ban_id: int, what: str, on: date, by: str, note: str, at: datetime) -> None:
        """Write down a decision."""
        values = {"ban_id": ban_id, "what": what, "on": on, "by": by, "note": note, "at": at}
        self._connection.execute(insert(site_ban_events).values(**values))

    def events(self, ban_id: int) -> list[BanEvent]:
        """What was decided about a ban, first to last."""
        query = select(site_ban_events).where(site_ban_events.c.ban_id == ban_id).order_by(site_ban_events.c.id)
        return [BanEvent(**row) for row in self._connection.execute(query).mappings()]


def ban_fields(ban: SiteBan) -> dict[str, Any]:
    """The ban as columns: also what the audit log compares."""
    return {name: value for name, value in asdict(ban).items() if name != "id"} | {"state": ban.state.value}


def _ban(row: Any) -> SiteBan:
    kept = {column.name: getattr(row, column.name) for column in site_bans.c}
    return SiteBan(**{**kept, "state": BanState(row.state)})

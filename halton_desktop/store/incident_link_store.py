"""Which cases belong together: tied by hand, of the same person, or in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, delete, insert, or_, select

from halton_desktop.domain.incidents.incident import Incident, IncidentState
from halton_desktop.store.one_record import put_in_place
from halton_desktop.store.tables.incidents import incident_links, incident_people, incidents


class IncidentLinkStore:
    """Ties between cases, and what looks related."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids_of_parents(self, parent_ids: Sequence[int]) -> list[int]:
        """Every incident these parents have a part in, newest first; not one they were named in by mistake."""
        query = (
            select(incident_people.c.incident_id)
            .join(incidents, incidents.c.id == incident_people.c.incident_id)
            .where(
                incident_people.c.parent_id.in_(list(parent_ids)),
                incident_people.c.withdrawn_on.is_(None),
                incidents.c.state != IncidentState.WITHDRAWN.value,
            )
        )
        return sorted(set(self._connection.execute(query).scalars()), reverse=True)

    def ids_naming(self, parent_id: int) -> list[int]:
        """Every incident in whose history a parent is named, by mistake or not."""
        query = select(incident_people.c.incident_id).where(incident_people.c.parent_id == parent_id)
        return sorted(set(self._connection.execute(query).scalars()))

    def name_instead(self, goes: int, stays: int) -> None:
        """Where both of two parents who are one have the same part in a case, one of the two names is left."""
        one, other = incident_people.alias(), incident_people.alias()
        same = and_(one.c.incident_id == other.c.incident_id, one.c.part == other.c.part)
        both = select(one.c.id, other.c.id).join(other, same)
        query = both.where(
            one.c.parent_id == goes, other.c.parent_id == stays, one.c.withdrawn_on.is_(None),
            other.c.withdrawn_on.is_(None),
        )  # fmt: skip
        for doubled, kept in self._connection.execute(query).all():
            put_in_place(self._connection, incident_people, doubled, kept)

    def ids_in_same_place(self, incident: Incident) -> list[int]:
        """Other incidents on the same platform and page, group or link, newest first."""
        same = []
        if incident.facts.place:
            same.append(incidents.c.place == incident.facts.place)
        if incident.facts.link:
            same.append(incidents.c.link == incident.facts.link)
        if not same:
            return []
        query = select(incidents.c.id).where(
            incidents.c.platform == incident.facts.platform.value,
            incidents.c.id != incident.id,
            incidents.c.state != IncidentState.WITHDRAWN.value,
            or_(*same),
        )
        return list(self._connection.execute(query.order_by(incidents.c.id.desc()).limit(50)).scalars())

    def link(self, one: int, other: int, why: str) -> None:
        """Tie two incidents together."""
        first, second = sorted((one, other))
        self.unlink(one, other)
        self._connection.execute(insert(incident_links).values(first_id=first, second_id=second, why=why))

    def unlink(self, one: int, other: int) -> None:
        """Untie them."""
        first, second = sorted((one, other))
        both = (incident_links.c.first_id == first) & (incident_links.c.second_id == second)
        self._connection.execute(delete(incident_links).where(both))

    def linked(self, incident_id: int) -> list[tuple[int, str]]:
        """(id of the other incident, why) of every tie."""
        rows = self._connection.execute(
            select(incident_links).where(
                or_(incident_links.c.first_id == incident_id, incident_links.c.second_id == incident_id)
            )
        )
        return [(row.second_id if row.first_id == incident_id else row.first_id, row.why) for row in rows]

"""The Incidents list: ids in order for a filter from one covering index, then lines by page."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    CLAUSE_BIT,
    CONCERN,
    FLAG_BIT,
    ContentFlag,
    IncidentState,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.incident_list import IncidentFilter, IncidentLine
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.store.closed_incidents import hides
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.incidents import evidence, incident_people, incidents
from halton_desktop.store.tables.office import users

_ORDERS: dict[str, tuple[Any, ...]] = {
    "reference": (incidents.c.reference,),
    "reported": (incidents.c.reported_on, incidents.c.id),
    "happened": (incidents.c.happened_on, incidents.c.id),
    "about": (incidents.c.about_sort, incidents.c.id),
    "clause": (incidents.c.first_clause, incidents.c.reported_on, incidents.c.id),
    "platform": (incidents.c.platform, incidents.c.reported_on, incidents.c.id),
    "state": (incidents.c.state, incidents.c.reported_on, incidents.c.id),
    "due": (incidents.c.next_due_on, incidents.c.reported_on, incidents.c.id),
    "handler": (incidents.c.handler_id, incidents.c.reported_on, incidents.c.id),
}
MOST_FOUND = 2000
"""A typed search lists at most this many; nobody reads on."""


def _sorted_without(unnamed: Collection[int]) -> ColumnElement[str]:
    """The place of a name that is not shown among the others would tell it."""
    theirs = select(incident_people.c.incident_id).where(
        incident_people.c.parent_id.in_(sorted(unnamed)), incident_people.c.part == PersonPart.AUTHOR.value
    )
    return case((incidents.c.id.in_(theirs), ""), else_=incidents.c.about_sort)


class IncidentList:
    """Answers the two questions of a paged list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids(
        self,
        wanted: IncidentFilter,
        order: str = "reported",
        *,
        descending: bool = True,
        unnamed: Collection[int] = (),
    ) -> array[int]:
        """Ids of all incidents the filter lets through, in order; those of ``unnamed`` authors without a name."""
        query = self._filtered(select(incidents.c.id), wanted)
        columns = _ORDERS[order]
        if unnamed and order == "about":
            columns = (_sorted_without(unnamed), incidents.c.id)
        query = query.order_by(*(column.desc() if descending else column for column in columns))
        if not (wanted.words.strip() or wanted.parent_id or hides(self._connection) or columns != _ORDERS[order]):
            # The planner would fetch rows by a narrower index and sort; walking the covering index is faster.
            query = query.with_hint(incidents, f"INDEXED BY ix_incidents_by_{order}", "sqlite")
        ids = self._ids(query)
        return self._undated_last(ids, wanted, descending=descending) if order == "due" else ids

    def count(self, wanted: IncidentFilter) -> int:
        """How many incidents the filter lets through."""
        return int(self._connection.execute(self._filtered(select(func.count(incidents.c.id)), wanted)).scalar_one())

    def lines(self, ids: Sequence[int]) -> list[IncidentLine]:
        """One page of lines, in the order of the ids."""
        rows = self._connection.execute(
            select(incidents, users.c.name.label("handler"))
            .join(users, users.c.id == incidents.c.handler_id, isouter=True)
            .where(incidents.c.id.in_(list(ids)))
        )
        counted = self._connection.execute(
            select(evidence.c.incident_id, func.count().label("pieces"))
            .where(evidence.c.incident_id.in_(list(ids)))
            .group_by(evidence.c.incident_id)
        )
        pieces = {row.incident_id: row.pieces for row in counted}
        found = {row.id: _line(row, pieces.get(row.id, 0)) for row in rows}
        return [found[one] for one in ids if one in found]

    def _ids(self, query: Select[Any]) -> array[int]:
        """All ids at once from the driver: 100,000 of them through SQLAlchemy's rows would take three times as long."""
        result = self._connection.execute(query)
        cursor = result.cursor
        assert cursor is not None, "a SELECT has one"
        ids = array("q", chain.from_iterable(cursor.fetchall()))
        result.close()
        return ids

    def _undated_last(self, ids: array[int], wanted: IncidentFilter, *, descending: bool) -> array[int]:
        """SQLite puts what has no date first; whoever sorts by due date wants to see what is due."""
        if descending:
            return ids
        dated = self._filtered(select(func.count()), wanted).where(incidents.c.next_due_on.is_not(None))
        undated = len(ids) - int(self._connection.execute(dated).scalar_one())
        return ids[undated:] + ids[:undated]

    def _filtered(self, query: Select[Any], wanted: IncidentFilter) -> Select[Any]:
        if wanted.words.strip():
            found = SearchIndex(self._connection).find(RecordKind.INCIDENT, wanted.words, MOST_FOUND)
            each = func.json_each(json.dumps(found)).table_valued("value")
            query = query.where(incidents.c.id.in_(select(each.c.value)))
        if wanted.parent_id is not None:
            theirs = select(incident_people.c.incident_id).where(
                incident_people.c.parent_id == wanted.parent_id, incident_people.c.withdrawn_on.is_(None)
            )
            query = query.where(incidents.c.id.in_(theirs))
        if wanted.states:
            query = query.where(incidents.c.state.in_(sorted(state.value for state in wanted.states)))
        else:
            query = query.where(incidents.c.state != IncidentState.WITHDRAWN.value)
        if wanted.clause == CONCERN:
            query = query.where(incidents.c.clause_bits == 0)
        elif wanted.clause:
            query = query.where(incidents.c.clause_bits.op("&")(CLAUSE_BIT.get(wanted.clause, 0)) != 0)
        if wanted.platform is not None:
            query = query.where(incidents.c.platform == wanted.platform.value)
        if wanted.handler_id is not None:
            query = query.where(incidents.c.handler_id == wanted.handler_id)
        if wanted.flag is not None:
            query = query.where(incidents.c.flag_bits.op("&")(FLAG_BIT[wanted.flag]) != 0)
        if wanted.reported_from is not None:
            query = query.where(incidents.c.reported_on >= wanted.reported_from)
        if wanted.reported_to is not None:
            query = query.where(incidents.c.reported_on <= wanted.reported_to)
        if wanted.overdue_on is not None:
            query = query.where(incidents.c.next_due_on < wanted.overdue_on)
        if wanted.due_on is not None:
            query = query.where(incidents.c.next_due_on <= wanted.due_on)
        return query

    def happened_since(self, day: date) -> list[tuple[str, date]]:
        """The references of the cases that happened on a day or later, with their days, oldest first."""
        wanted = (incidents.c.happened_on >= day, incidents.c.state != IncidentState.WITHDRAWN.value)
        query = select(incidents.c.reference, incidents.c.happened_on).where(*wanted)
        ordered = query.order_by(incidents.c.happened_on, incidents.c.reference)
        return [(row.reference, row.happened_on) for row in self._connection.execute(ordered)]


def _line(row: Any, pieces: int) -> IncidentLine:
    platform = Platform(row.platform)
    named = row.other_platform if platform is Platform.OTHER and row.other_platform else platform.value
    return IncidentLine(
        id=row.id,
        reference=row.reference,
        happened_on=row.happened_on,
        reported_on=row.reported_on,
        about=row.about,
        clauses=tuple(row.clauses),
        flags=tuple(flag for flag in ContentFlag if row.flag_bits & FLAG_BIT[flag]),
        where=f"{named}, {row.place}" if row.place else named,
        platform=platform,
        state=IncidentState(row.state),
        handler=row.handler or "",
        next_step=StepKind(row.next_step) if row.next_step else None,
        next_due_on=row.next_due_on,
        outcome=row.outcome or "",
        evidence=pieces,
    )

"""Term dates, INSET days and closures as the school entered them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from halton_desktop.domain.calendar import Closure, ClosureKind, SchoolCalendar, Term
from halton_desktop.store.tables.incidents import school_closures, school_terms


class CalendarStore:
    """Reads and writes the school's calendar as a whole."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def calendar(self) -> SchoolCalendar:
        """The calendar, in order of dates."""
        terms = self._connection.execute(select(school_terms).order_by(school_terms.c.first))
        closed = self._connection.execute(select(school_closures).order_by(school_closures.c.first))
        return SchoolCalendar(
            tuple(Term(row.name, row.first, row.last) for row in terms),
            tuple(Closure(ClosureKind(row.kind), row.name, row.first, row.last) for row in closed),
        )

    def keep(self, calendar: SchoolCalendar) -> None:
        """Write the whole calendar again."""
        self._connection.execute(delete(school_terms))
        self._connection.execute(delete(school_closures))
        if calendar.terms:
            rows = [{"name": t.name, "first": t.first, "last": t.last} for t in calendar.terms]
            self._connection.execute(insert(school_terms), rows)
        if calendar.closures:
            days = [{"kind": c.kind.value, "name": c.name, "first": c.first, "last": c.last} for c in calendar.closures]
            self._connection.execute(insert(school_closures), days)

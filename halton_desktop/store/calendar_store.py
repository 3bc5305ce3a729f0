"""Term dates, days without school and open days of the office, as the school entered them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from halton_desktop.domain.calendar import Closure, ClosureKind, OfficeDays, SchoolCalendar, Term
from halton_desktop.store.tables.incidents import school_closures, school_office_days, school_terms


class CalendarStore:
    """Reads and writes the school's calendar as a whole."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def calendar(self) -> SchoolCalendar:
        """The calendar, in order of dates."""
        terms = self._connection.execute(select(school_terms).order_by(school_terms.c.first))
        closed = self._connection.execute(select(school_closures).order_by(school_closures.c.first))
        open_days = self._connection.execute(select(school_office_days).order_by(school_office_days.c.first))
        return SchoolCalendar(
            tuple(Term(row.name, row.first, row.last) for row in terms),
            tuple(Closure(ClosureKind(row.kind), row.name, row.first, row.last) for row in closed),
            tuple(OfficeDays(row.name, row.first, row.last) for row in open_days),
        )

    def keep(self, calendar: SchoolCalendar) -> None:
        """Write the whole calendar again."""
        for table in (school_terms, school_closures, school_office_days):
            self._connection.execute(delete(table))
        if calendar.terms:
            rows = [{"name": t.name, "first": t.first, "last": t.last} for t in calendar.terms]
            self._connection.execute(insert(school_terms), rows)
        if calendar.closures:
            days = [{"kind": c.kind.value, "name": c.name, "first": c.first, "last": c.last} for c in calendar.closures]
            self._connection.execute(insert(school_closures), days)
        if calendar.office_days:
            rows = [{"name": o.name, "first": o.first, "last": o.last} for o in calendar.office_days]
            self._connection.execute(insert(school_office_days), rows)

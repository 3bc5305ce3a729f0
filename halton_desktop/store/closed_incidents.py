"""The one place that keeps cases from people they are closed to: for them those cases are not in the file.

While somebody works to whom a case is closed, each table that holds anything of cases is covered by a temporary view of
the same name without the rows of those cases. Whatever asks (a list, a count, search, a letter, a check written next
year) gets an answer in which they do not exist. Which tables those are is read off the foreign keys, so that a table
added later is covered too. What is written goes to the tables themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, MetaData, Table, column, event, text
from sqlalchemy import table as named

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, Role, may
from halton_desktop.domain.user import User
from halton_desktop.store.tables import metadata

_HIDING = "closed_cases"
_OPEN = frozenset({"case_restrictions", "case_restriction_users"})
"""They say that a case is closed, and to whom; ``RestrictionStore`` hands out no more than that."""

NOUNS_OF_AN_INCIDENT = {
    RecordKind.INCIDENT: "incidents",
    RecordKind.STEP: "steps",
    RecordKind.EVIDENCE: "evidence",
    RecordKind.SITE_BAN: "site_bans",
    RecordKind.CONSENT: "consents",
    RecordKind.FORM: "forms",
}
"""Nouns of the audit log whose records belong to a case, and their tables."""

RESTRICTED_ENTRIES = named("restricted_entries", column("id"))
"""While cases are hidden: the entries of the audit log that are about one restricted to others."""

_WRITING = re.compile(r"\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) ")


def hides(connection: Connection) -> bool:
    """Whether anything is kept back on this connection just now."""
    return bool(connection.get_execution_options().get(_HIDING, False))


@lru_cache
def whole(table: Table) -> Table:
    """A table with the rows of closed cases too, to read from: never to show, only to refuse what would harm a case."""
    return table.to_metadata(MetaData(), schema="main")


def restricted_references(connection: Connection) -> list[str]:
    """The numbers of incidents restricted to others, of their letters and consent forms."""
    if not hides(connection):
        return []
    return list(connection.execute(text("SELECT reference FROM temp.restricted_references")).scalars())


@contextmanager
def closed_incidents_hidden(connection: Connection, user: User) -> Iterator[None]:
    """Inside, the cases closed to ``user`` are not there. To be entered before the transaction begins."""
    driver = connection.connection.driver_connection
    assert driver is not None, "a connection just taken from the pool has one"
    if not _has_any(driver, user):
        yield
        return
    names = [name for name, _ in _views(user.role, user.id)]
    try:
        for name, select in _views(user.role, user.id):
            driver.execute(f"CREATE TEMP VIEW {name} AS {select}")
        connection.execution_options(**{_HIDING: True})
        event.listen(connection, "before_cursor_execute", _to_the_tables, retval=True)
        yield
    finally:
        if not connection.invalidated:
            connection.rollback()  # what was committed is durable; an open transaction would keep the views in use
            for name in names:
                driver.execute(f"DROP VIEW IF EXISTS temp.{name}")


def _has_any(driver: Any, user: User) -> bool:
    (found,) = driver.execute(f"SELECT EXISTS (SELECT 1 FROM ({_closed(user.role, user.id)}))").fetchone()
    return bool(found)


def _to_the_tables(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """A view cannot be written to: name the table itself."""
    return _WRITING.sub(r"\1 main.", statement, count=1) if _WRITING.match(statement) else statement, parameters


def _restricted(role: Role, user_id: int) -> str:
    """Restricted to others. One that nobody named can open or decide any more is left to the administrators."""
    named = "SELECT 1 FROM main.case_restriction_users u WHERE u.restriction_id = r.id"
    working = f"(SELECT id FROM main.users WHERE disabled_at IS NULL AND role <> '{Role.READER.value}')"
    left = f"{named} AND u.user_id IN {working}"
    decided = f"(r.decider_id IS NULL OR r.decider_id IN {working})"
    nobody_left = f" AND EXISTS ({left}) AND {decided}" if role is Role.ADMINISTRATOR else ""
    return (
        "SELECT r.incident_id AS incident_id FROM main.case_restrictions r WHERE r.lifted_at IS NULL "
        f"AND NOT EXISTS ({named} AND u.user_id = {int(user_id)}){nobody_left}"
    )


def _closed(role: Role, user_id: int) -> str:
    """To somebody who may not look at the register every case is closed."""
    if not may(role, Permission.LOOK):
        return "SELECT id AS incident_id FROM main.incidents"
    return _restricted(role, user_id)


@lru_cache(maxsize=8)
def _views(role: Role, user_id: int) -> tuple[tuple[str, str], ...]:
    """(name, what it selects) of each temporary view, those others look at first."""
    views = [("closed_cases", _closed(role, user_id)), ("restricted_cases", _restricted(role, user_id))]
    for table in covered_tables():
        closed = _belongs(table, "closed_cases")
        views.append((table.name, f"SELECT * FROM main.{table.name} WHERE NOT ({closed})"))
    entries = " OR ".join(
        f"(noun = '{noun.value}' AND record_id IN ({_ids(metadata.tables[name], 'restricted_cases')}))"
        for noun, name in NOUNS_OF_AN_INCIDENT.items()
    )
    views.append((RESTRICTED_ENTRIES.name, f"SELECT id FROM main.audit_entries WHERE {entries}"))
    referring = [metadata.tables[name] for name in ("incidents", "incident_letters", "forms")]
    told = " UNION ".join(
        f"SELECT reference FROM main.{table.name} WHERE {_belongs(table, 'restricted_cases')}" for table in referring
    )
    return (*views, ("restricted_references", told))


@lru_cache(maxsize=1)
def covered_tables() -> tuple[Table, ...]:
    """Every table whose rows hang on a case, however far away."""
    found = {"incidents", "forms"}
    while True:
        more = {
            table.name
            for table in metadata.sorted_tables
            if table.name not in found | _OPEN and any(key.column.table.name in found for key in table.foreign_keys)
        }
        if not more:
            return tuple(table for table in metadata.sorted_tables if table.name in found)
        found |= more


def _ids(table: Table, closed: str) -> str:
    """The ids of the rows of ``table`` that belong to the cases of the view ``closed``."""
    if table.name == "incidents":
        return f"SELECT incident_id FROM temp.{closed}"
    (key,) = table.primary_key
    return f"SELECT {key.name} FROM main.{table.name} WHERE {_belongs(table, closed)}"


def _belongs(table: Table, closed: str) -> str:
    """The condition under which a row of ``table`` belongs to one of the cases of the view ``closed``."""
    incidents = f"SELECT incident_id FROM temp.{closed}"
    if table.name == "incidents":
        return f"id IN ({incidents})"
    if table.name == "forms":  # a form knows nothing of cases; the consent it asks for does
        return f"id IN (SELECT form_id FROM main.consents WHERE incident_id IN ({incidents}))"
    names = {covered.name for covered in covered_tables()}
    keys = [key for key in table.foreign_keys if key.column.table.name in names and key.column.table is not table]
    direct = [key for key in keys if key.column.table.name == "incidents" and not key.parent.nullable]
    return " OR ".join(
        f"coalesce({key.parent.name} IN ({_ids(key.column.table, closed)}), 0)"
        for key in sorted(direct or keys, key=lambda key: key.parent.name)
    )

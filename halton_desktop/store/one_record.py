"""Two records that are one: every foreign key that names the one names the other, and the first is removed."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, exists, update

from halton_desktop.store.closed_incidents import whole
from halton_desktop.store.tables import metadata


def put_in_place(connection: Connection, table: Table, goes: int, stays: int) -> None:
    """Let ``stays`` of ``table`` be named wherever ``goes`` was, in whatever table, and remove ``goes``.

    Which tables those are is read off the foreign keys, so that one added later is covered too. Where both are named in
    one place of which there can be only one, what is said of ``stays`` is kept.
    """
    for other in metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                _rename(connection, other, key.parent.name, goes, stays)
    connection.execute(delete(table).where(table.c.id == goes))


def _rename(connection: Connection, table: Table, name: str, goes: int, stays: int) -> None:
    own, there = table.c[name], whole(table).alias()
    if own.primary_key:
        alike = [column == there.c[column.name] for column in table.primary_key if column is not own]
        doubled = exists().where(there.c[name] == stays, *alike).correlate(table)
        connection.execute(delete(table).where(own == goes, doubled))
    connection.execute(update(table).where(own == goes).values({name: stays}))

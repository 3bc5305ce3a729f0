"""The whole file as open tables, row by row: what whoever is signed in may see, without keys and sealed content."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Select, Table, func, select

from halton_desktop.domain.incidents.evidence import Custody
from halton_desktop.store.tables import metadata
from halton_desktop.store.tables.incidents import evidence, evidence_custody, incidents
from halton_desktop.store.tables.naming import UtcTime
from halton_desktop.store.tables.restrictions import case_restriction_users, case_restrictions

_ROWS_AT_ONCE = 200
_OF_THE_PROGRAM = frozenset(
    {
        "association_schools", "counters", "given_references", "message_key_wraps", "message_keys", "signing_keys",
        "incident_drafts", "audit_entries", "evidence_chunks", "form_scan_chunks", "paper_chunks",
    }
)  # fmt: skip
"""Keys, running numbers and what is still being typed; the history and contents of files are read in their own way."""
_ABOUT_PRIVATE = ("file_name", "captured_by", "captured_from", "description")


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column: its name, what kind of value stands in it, and the column of another table it refers to, or ""."""

    name: str
    kind: str
    refers_to: str = ""


def open_tables() -> dict[str, tuple[OpenColumn, ...]]:
    """Every table there is to read and its columns, what others refer to first."""
    return {
        table.name: tuple(_described(column) for column in _readable(table))
        for table in metadata.sorted_tables
        if table.name not in _OF_THE_PROGRAM
    }


class WholeOffice:
    """Reads table after table; at no time are more than a few hundred rows in memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(
            self._connection.execute(select(func.count()).select_from(self._query(name).subquery())).scalar_one()
        )

    def count_with(self, name: str, column: str, values: Collection[str]) -> int:
        """How many rows of a table have one of these values."""
        table = metadata.tables[name]
        query = select(func.count()).select_from(table).where(table.c[column].in_(values))
        return int(self._connection.execute(query).scalar_one())

    def newest(self, name: str, column: str) -> date | None:
        """The latest day in a column, None for an empty table."""
        found: date | None = self._connection.execute(select(func.max(metadata.tables[name].c[column]))).scalar()
        return found

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as plain values: texts, numbers, lists, days as 2026-11-27, moments in UTC."""
        found = self._connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(self._query(name))
        for row in found.mappings():
            yield {column: _plain(value) for column, value in _unsealed(name, dict(row)).items()}

    def _query(self, name: str) -> Select[Any]:
        table = metadata.tables[name]
        query = select(*_readable(table)).order_by(*table.primary_key.columns)
        if table is evidence:
            return query.where(evidence.c.incident_id.is_not(None))
        if table is evidence_custody:
            kept = select(evidence.c.id).where(evidence.c.incident_id.is_not(None))
            return query.where(evidence_custody.c.evidence_id.in_(kept))
        shown = select(case_restrictions.c.id).where(case_restrictions.c.incident_id.in_(select(incidents.c.id)))
        if table is case_restrictions:
            return query.where(case_restrictions.c.id.in_(shown))
        if table is case_restriction_users:
            return query.where(case_restriction_users.c.restriction_id.in_(shown))
        return query

    def ids(self, name: str) -> list[int]:
        """The ids of a table’s records."""
        read = self._query(name).with_only_columns(metadata.tables[name].c.id)
        return list(self._connection.execute(read).scalars())

    def content(self, name: str, column: str, record_id: int) -> bytes:
        """What one record holds in a column of bytes, b"" for nothing."""
        table = metadata.tables[name]
        found = self._connection.execute(select(table.c[column]).where(table.c.id == record_id)).scalar_one_or_none()
        return bytes(found or b"")


def _unsealed(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """What a sealed message came as and from whom is not told outside either."""
    if name == evidence.name and row["private"]:
        row |= dict.fromkeys(_ABOUT_PRIVATE, "")
    if name == evidence_custody.name and row["what"] == Custody.ARRIVED.value:
        row["note"] = ""
    return row


def _readable(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if not isinstance(column.type, LargeBinary)]


def _described(column: Column[Any]) -> OpenColumn:
    refers_to = next((f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys), "")
    kinds = {UtcTime: "moment", Date: "day", Boolean: "yes or no", Integer: "number"}
    kind = next((words for of, words in kinds.items() if isinstance(column.type, of)), "")
    return OpenColumn(column.name, kind or ("list" if column.type.__visit_name__ == "JSON" else "text"), refers_to)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value

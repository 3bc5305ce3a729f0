"""Editions of the code of conduct, their clauses, and the policies they are read together with."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from halton_desktop.store.tables.naming import UtcTime, metadata

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("effective_on", Date),
    Column("adopted_on", Date),
    Column("changes", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("intent", Text, nullable=False, server_default=""),
    UniqueConstraint("number"),
)

clauses = Table(
    "clauses",
    metadata,
    Column("edition_id", Integer, ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("statement", Text, nullable=False),
)

edition_policies = Table(
    "edition_policies",
    metadata,
    Column("edition_id", Integer, ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("place", String, nullable=False),
)

edition_corrections = Table(
    "edition_corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition_id", Integer, ForeignKey("editions.id"), nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("under_way", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
"""Only while a correction is ``under_way``, inside its transaction, does the file let an adopted edition change."""

"""Restrictions of cases to named people, and who decides in the headteacher's place."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from halton_desktop.store.tables.naming import UtcTime, metadata

case_restrictions = Table(
    "case_restrictions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("shown", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decider_id", Integer, ForeignKey("users.id")),
    Column("decider_title", String, nullable=False),
    Column("restricted_at", UtcTime, nullable=False),
    Column("restricted_by", String, nullable=False),
    Column("lifted_at", UtcTime),
    Column("lifted_by", String, nullable=False),
    Column("lifted_reason", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Who else may open a case: one at most stands for a case, former ones stay with the day and reason they ended."""

case_restriction_users = Table(
    "case_restriction_users",
    metadata,
    Column("restriction_id", Integer, ForeignKey("case_restrictions.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""The people named in a restriction."""

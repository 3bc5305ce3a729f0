"""The office itself: school, users, settings, running numbers, and the audit log."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from halton_desktop.store.tables.naming import UtcTime, metadata

school = Table(
    "school",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("address_lines", JSON, nullable=False),
    Column("postcode", String, nullable=False),
    Column("telephone", String, nullable=False),
    Column("email", String, nullable=False),
    Column("website", String, nullable=False),
    Column("headteacher", String, nullable=False),
    Column("headteacher_title", String, nullable=False),
    Column("logo", LargeBinary),
    CheckConstraint("id = 1", name="only_one"),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sign_in_name", String, nullable=False),
    Column("folded_name", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
    UniqueConstraint("folded_name"),
    sqlite_autoincrement=True,
)
"""Ids are never used twice: a key slot names its user by id."""

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("last", Integer, nullable=False),
)
"""Running numbers; a number handed out is never handed out again, used or not."""

given_references = Table(
    "given_references",
    metadata,
    Column("reference", String, primary_key=True),
)
"""Every reference ever drawn, printed or not: none is given twice."""

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=True),
    Column("user_name", String, nullable=False),
    Column("action", String, nullable=False),
    Column("noun", String, nullable=False, index=True),
    Column("record_id", Integer, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("hash"),
    sqlite_autoincrement=True,
)
"""One row per change; triggers refuse to alter or remove one, and each row holds the hash of the row before."""

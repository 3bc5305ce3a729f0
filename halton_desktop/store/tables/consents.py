"""Consents to view messages, what sealed items show, who viewed them, and the keys they are sealed with."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from halton_desktop.store.tables.naming import UtcTime, metadata

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form_id", Integer, ForeignKey("forms.id", ondelete="CASCADE"), nullable=False),
    Column("incident_id", Integer, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("platform", String, nullable=False),
    Column("chat", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("copies_kept", Boolean, nullable=False),
    Column("viewers", String, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("countersigned_on", Date),
    Column("countersigned_by", String, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("asked_by", String, nullable=False),
    UniqueConstraint("form_id"),
    sqlite_autoincrement=True,
)
"""What a consent form names; where it stands is told by the events of its form."""

sealed_items = Table(
    "sealed_items",
    metadata,
    Column("evidence_id", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", String, nullable=False),
    Column("chat", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("from_parent_id", Integer, ForeignKey("parents.id")),
    Column("described_at", UtcTime, nullable=False),
    Column("described_by", String, nullable=False),
)
"""Which chat and period a sealed piece of evidence shows, and whose account it comes from."""

message_viewings = Table(
    "message_viewings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("evidence_id", Integer, ForeignKey("evidence.id"), nullable=False, index=True),
    Column("consent_id", Integer, ForeignKey("consents.id"), nullable=False, index=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("user_name", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)
"""One row per viewing, written before anything is shown; triggers refuse to alter or remove one."""

message_keys = Table(
    "message_keys",
    metadata,
    Column("generation", Integer, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("made_by", String, nullable=False),
    Column("used", Boolean, nullable=False),
    Column("why", String, nullable=False),
)
"""Message keys; the one of the highest generation seals. ``used``: something was sealed with it."""

message_key_wraps = Table(
    "message_key_wraps",
    metadata,
    Column("generation", Integer, ForeignKey("message_keys.generation"), primary_key=True),
    Column("user_id", Integer, primary_key=True),
    Column("personal_public", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("admitted_at", UtcTime, nullable=False),
    Column("admitted_by", String, nullable=False),
)
"""The private half of a message key, wrapped for one reader; user 0 is the recovery key, so there is no foreign key."""

form_scans = Table(
    "form_scans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form_id", Integer, ForeignKey("forms.id"), index=True),
    Column("stack", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("problem", String, nullable=False),
    Column("arrived_at", UtcTime, nullable=False),
    Column("arrived_by", String, nullable=False),
    Column("of_form_id", Integer, ForeignKey("forms.id"), index=True),
    Index("ix_form_scans_sha256", "sha256"),
    sqlite_autoincrement=True,
)
"""Scanned pages of signed paper; one without a form was set aside, ``problem`` says why.

``of_form_id`` is the form it was taken off or whose code it carries: whoever may not open that does not see the page.
"""

form_scan_chunks = Table(
    "form_scan_chunks",
    metadata,
    Column("scan_id", Integer, ForeignKey("form_scans.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

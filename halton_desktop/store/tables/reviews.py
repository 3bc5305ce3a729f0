"""Reviews of the code, who was told of an edition, papers kept with them, and the association's returns."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from halton_desktop.store.tables.naming import UtcTime, metadata

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("edition_id", Integer, ForeignKey("editions.id")),
    Column("held_on", Date),
    Column("figures_from", Date),
    Column("figures_to", Date),
    Column("figures", JSON),
    Column("participants", JSON, nullable=False),
    Column("considered", Text, nullable=False),
    Column("decisions", JSON, nullable=False),
    Column("outcome", String),
    Column("notes", Text, nullable=False),
    Column("new_edition_id", Integer, ForeignKey("editions.id")),
    Column("next_due_on", Date),
    Column("page", String, nullable=False),
    Column("finished_at", UtcTime),
    Column("finished_by", String, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("recorded_by", String, nullable=False),
    sqlite_autoincrement=True,
)

tellings = Table(
    "tellings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition_id", Integer, ForeignKey("editions.id"), nullable=False, index=True),
    Column("audience", String, nullable=False),
    Column("how", String, nullable=False),
    Column("told_on", Date, nullable=False),
    Column("how_many", Integer),
    Column("out_of", Integer),
    Column("by", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("taken_back", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("recorded_by", String, nullable=False),
    sqlite_autoincrement=True,
)

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("edition_id", Integer, ForeignKey("editions.id"), index=True),
    Column("telling_id", Integer, ForeignKey("tellings.id"), index=True),
    Column("review_id", Integer, ForeignKey("reviews.id"), index=True),
    Column("file_name", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("arrived_at", UtcTime, nullable=False),
    Column("arrived_by", String, nullable=False),
    sqlite_autoincrement=True,
)
"""The association's signed code, a linked policy, the proof that somebody was told: a file as it arrived."""

paper_chunks = Table(
    "paper_chunks",
    metadata,
    Column("paper_id", Integer, ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("private", LargeBinary, nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)
"""The school's own key for its returns; it never leaves the encrypted file."""

association_schools = Table(
    "association_schools",
    metadata,
    Column("school", String, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("compared", Boolean, nullable=False),
    Column("pinned_at", UtcTime, nullable=False),
    Column("pinned_by", String, nullable=False),
)
"""The key a school signs with, taken down at its first return; ``compared`` with the fingerprint it gave on paper."""

association_returns = Table(
    "association_returns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("school", String, nullable=False),
    Column("school_year", Integer, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    Column("imported_by", String, nullable=False),
    UniqueConstraint("school", "school_year"),
    sqlite_autoincrement=True,
)

"""Letters as issued, the forms that went with them, and what happened to each form."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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

letter_batches = Table(
    "letter_batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String, nullable=False),
    Column("per", String, nullable=False),
    Column("edition_id", Integer, ForeignKey("editions.id"), nullable=False),
    Column("template", Text, nullable=False),
    Column("common", JSON, nullable=False),
    Column("logo", LargeBinary),
    Column("prepared_at", UtcTime, nullable=False),
    Column("prepared_by", Integer, ForeignKey("users.id"), nullable=False),
    Column("issued_at", UtcTime),
    Column("dropped_at", UtcTime),
    sqlite_autoincrement=True,
)
"""One printing. Template and what its letters have in ``common`` are kept, so that each prints again as issued."""

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, ForeignKey("letter_batches.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reference", String, nullable=False),
    Column("addressee", String, nullable=False),
    Column("content", JSON, nullable=False),
    UniqueConstraint("reference"),
    sqlite_autoincrement=True,
)

letter_parents = Table(
    "letter_parents",
    metadata,
    Column("letter_id", Integer, ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True),
    Column("parent_id", Integer, ForeignKey("parents.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""Whom a letter went to: one person, or the people of one household."""

forms = Table(
    "forms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("edition_id", Integer, ForeignKey("editions.id"), nullable=False),
    Column("parent_id", Integer, ForeignKey("parents.id"), nullable=False),
    Column("letter_id", Integer, ForeignKey("letters.id")),
    Column("state", String, nullable=False),
    Column("answer", String),
    Column("standing_on", Date),
    Column("issued_on", Date),
    Column("due_on", Date),
    Column("parent_name", String, nullable=False),
    Column("sort_name", String, nullable=False),
    Column("address", JSON, nullable=False),
    Column("children", JSON, nullable=False),
    Column("year_groups", JSON, nullable=False),
    UniqueConstraint("reference"),
    Index("ix_forms_parent_id_kind_edition_id", "parent_id", "kind", "edition_id"),
    Index("ix_forms_state_sort_name", "state", "sort_name", "id"),
    Index("ix_forms_sort_name", "sort_name", "id"),
    Index("ix_forms_due_on", "due_on", "sort_name", "id"),
    Index("ix_forms_issued_on", "issued_on", "sort_name", "id"),
    sqlite_autoincrement=True,
)
"""``letter_id`` and ``state`` to ``due_on`` repeat what the form's events add up to, for lists."""

form_events = Table(
    "form_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form_id", Integer, ForeignKey("forms.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("on", Date, nullable=False),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("answer", String),
    Column("how", String),
    Column("note", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("form_events.id")),
    Column("due_on", Date),
    Column("letter_id", Integer, ForeignKey("letters.id")),
    sqlite_autoincrement=True,
)
"""``letter_id`` is the letter a form was printed or sent with, ``due_on`` the day it is wanted back since."""

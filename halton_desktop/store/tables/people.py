"""Parents, pupils and the ties between them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from halton_desktop.store.tables.naming import UtcTime, metadata

parents = Table(
    "parents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("forename", String, nullable=False),
    Column("surname", String, nullable=False),
    Column("title", String, nullable=False),
    Column("salutation", String, nullable=False),
    Column("address_lines", JSON, nullable=False),
    Column("postcode", String, nullable=False),
    Column("email", String, nullable=False),
    Column("mobile", String, nullable=False),
    Column("home_phone", String, nullable=False),
    Column("capacities", JSON, nullable=False),
    Column("adheres", Boolean, nullable=False),
    Column("do_not_write", Boolean, nullable=False),
    Column("do_not_write_reason", String, nullable=False),
    Column("notes", Text, nullable=False),
    Column("sort_name", String, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("protected", JSON, nullable=False),
    Column("protected_reason", String, nullable=False),
    Column("withdrawn_on", Date),
    Column("withdrawn_by", String, nullable=False, server_default=""),
    Column("withdrawn_because", Text, nullable=False, server_default=""),
    Index("ix_parents_sort_name", "sort_name", "id"),
    sqlite_autoincrement=True,
)
"""``capacities`` and ``protected`` are sorted lists of values; ``adheres`` and ``sort_name`` follow from others.

Somebody with ``withdrawn_on`` was entered by mistake: kept for what went out to them, and found nowhere.
"""

pupils = Table(
    "pupils",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("forename", String, nullable=False),
    Column("surname", String, nullable=False),
    Column("year_group", String, nullable=False),
    Column("form", String, nullable=False),
    Column("date_of_birth", Date),
    Column("school_number", String, nullable=False),
    Column("upn", String, nullable=False),
    Column("left_on", Date),
    Column("sort_name", String, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Index("ix_pupils_sort_name", "sort_name", "id"),
    sqlite_autoincrement=True,
)

ties = Table(
    "ties",
    metadata,
    Column("parent_id", Integer, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True),
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("relationship", String, nullable=False),
    Column("parental_responsibility", Boolean, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("court_order", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

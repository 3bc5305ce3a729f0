"""What the school’s files gave last for each field, so that an import knows what a person typed since."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table

from halton_desktop.store.tables.naming import metadata

parent_file_values = Table(
    "parent_file_values",
    metadata,
    Column("parent_id", Integer, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", JSON, nullable=False),
)

pupil_file_values = Table(
    "pupil_file_values",
    metadata,
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", JSON, nullable=False),
)

tie_file_values = Table(
    "tie_file_values",
    metadata,
    Column("parent_id", Integer, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True),
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("fields", JSON, nullable=False),
    sqlite_with_rowid=False,
)
"""``fields`` gives, by field, what the file said and what was kept because of it; one value where both are the same."""

"""What stops letters, what the office is asked, and the answers it wants remembered."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from halton_desktop.store.tables.naming import metadata

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("meanwhile", Text, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("parent_ids", JSON, nullable=False),
    Column("pupil_ids", JSON, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("answer", String, nullable=False),
    Column("answered_by", String, nullable=False),
    Column("answered_on", Date),
    Column("because", Text, nullable=False),
    Column("changed_ids", JSON, nullable=False),
    sqlite_autoincrement=True,
)
"""``folded`` is the value folded, ``changed_ids`` are the parents whom the answer changed."""

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("parent_id", Integer, ForeignKey("parents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("pupil_id", Integer, ForeignKey("pupils.id", ondelete="CASCADE"), index=True),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("question_id", Integer, ForeignKey("questions.id"), index=True),
    Column("lifted_on", Date),
    Column("lifted_by", String, nullable=False),
    Column("lifted_because", Text, nullable=False),
    sqlite_autoincrement=True,
)

remembered_answers = Table(
    "remembered_answers",
    metadata,
    Column("kind", String, primary_key=True),
    Column("folded", String, primary_key=True),
    Column("answer", String, nullable=False),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""The next import applies them by itself; taking the answer back forgets them."""

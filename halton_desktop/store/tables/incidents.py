"""Incidents: the account and what was added to it, the people, evidence, steps, letters, site bans and school days."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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
    Time,
    UniqueConstraint,
    false,
)

from halton_desktop.store.tables.naming import UtcTime, metadata

incidents = Table(
    "incidents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("happened_time", Time),
    Column("reported_on", Date, nullable=False),
    Column("platform", String, nullable=False),
    Column("other_platform", String, nullable=False),
    Column("place", String, nullable=False),
    Column("is_group_chat", Boolean, nullable=False),
    Column("link", String, nullable=False),
    Column("account", Text, nullable=False),
    Column("clauses", JSON, nullable=False),
    Column("legal", JSON, nullable=False),
    Column("special_category", String, nullable=False),
    Column("internal", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("waiting_for", String, nullable=False),
    Column("handler_id", Integer, ForeignKey("users.id")),
    Column("outcome", String),
    Column("outcome_reason", Text, nullable=False),
    Column("closed_on", Date),
    Column("recorded_at", UtcTime, nullable=False),
    Column("recorded_by", Integer, ForeignKey("users.id"), nullable=False),
    Column("about", String, nullable=False),
    Column("about_sort", String, nullable=False),
    Column("first_clause", String, nullable=False),
    Column("clause_bits", Integer, nullable=False),
    Column("flag_bits", Integer, nullable=False),
    Column("next_step", String),
    Column("next_due_on", Date),
    UniqueConstraint("reference"),
    sqlite_autoincrement=True,
)
"""``about`` to ``next_due_on`` repeat what people, clauses, flags and steps add up to, for lists."""

_FILTERED = ("state", "platform", "handler_id", "clause_bits", "flag_bits", "reported_on", "next_due_on")


def _list_index(name: str, *order: str) -> None:
    """One covering index per order of the list: any filter is answered by walking it, without touching the rows."""
    columns = [*order, "id", *(column for column in _FILTERED if column not in order)]
    Index(f"ix_incidents_by_{name}", *(incidents.c[column] for column in columns))


_list_index("reference", "reference")
_list_index("reported", "reported_on")
_list_index("happened", "happened_on")
_list_index("about", "about_sort")
_list_index("clause", "first_clause", "reported_on")
_list_index("platform", "platform", "reported_on")
_list_index("state", "state", "reported_on")
_list_index("due", "next_due_on", "reported_on")
_list_index("handler", "handler_id", "reported_on")

incident_people = Table(
    "incident_people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("part", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("parent_id", Integer, ForeignKey("parents.id")),
    Column("pupil_id", Integer, ForeignKey("pupils.id"), index=True),
    Column("alias", String, nullable=False),
    Column("capacities", JSON, nullable=False),
    Column("how", Text, nullable=False),
    Column("edition_id", Integer, ForeignKey("editions.id")),
    Column("identified_on", Date),
    Column("identified_grounds", Text, nullable=False),
    Column("withdrawn_on", Date),
    Column("withdrawn_by", String, nullable=False, server_default=""),
    Column("withdrawn_because", Text, nullable=False, server_default=""),
    Index("ix_incident_people_parent_id_incident_id", "parent_id", "incident_id"),
    sqlite_autoincrement=True,
)
"""Somebody with ``withdrawn_on`` was named by mistake: kept for the case's own history, and counted nowhere."""

incident_flags = Table(
    "incident_flags",
    metadata,
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("flag", String, primary_key=True),
    Column("assessed_by", String, nullable=False),
    Column("assessed_on", Date, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_with_rowid=False,
)

incident_additions = Table(
    "incident_additions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("whose", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", String, nullable=False),
    Column("struck_because", Text, nullable=False, server_default=""),
    Column("to_look_at", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)
"""What was put beside an account: the account itself is never written twice.

``to_look_at``: it came to a closed case, and nobody has said yet whether that is taken up again."""

incident_links = Table(
    "incident_links",
    metadata,
    Column("first_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("second_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("why", String, nullable=False),
    sqlite_with_rowid=False,
)
"""``first_id`` is the smaller of the two."""

incident_drafts = Table(
    "incident_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("content", JSON, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    UniqueConstraint("user_id"),
    sqlite_autoincrement=True,
)
"""What somebody was typing: one draft a user, kept through a crash and a lock."""

steps = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("details", JSON, nullable=False),
    Column("person_id", Integer, ForeignKey("incident_people.id")),
    Column("owner_id", Integer, ForeignKey("users.id")),
    Column("due_on", Date),
    Column("outcome", String, nullable=False),
    Column("done_on", Date),
    Column("cancelled_reason", Text, nullable=False),
    Column("planned_at", UtcTime, nullable=False),
    Column("planned_by", String, nullable=False),
    Column("done_by", String, nullable=False, server_default=""),
    Index("ix_steps_state_due_on", "state", "due_on"),
    sqlite_autoincrement=True,
)

site_bans = Table(
    "site_bans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("person_id", Integer, ForeignKey("incident_people.id"), nullable=False),
    Column("person", String, nullable=False),
    Column("parent_id", Integer, ForeignKey("parents.id"), index=True),
    Column("step_id", Integer, ForeignKey("steps.id")),
    Column("state", String, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("risk_on_premises", Text, nullable=False),
    Column("from_on", Date),
    Column("to_on", Date),
    Column("representations_by", Date),
    Column("representations", Text, nullable=False),
    Column("representations_on", Date),
    Column("review_on", Date),
    Column("decided_by", String, nullable=False),
    Column("decided_as", String, nullable=False, server_default=""),
    Column("collection", Text, nullable=False),
    Column("meetings", Text, nullable=False),
    sqlite_autoincrement=True,
)

site_ban_events = Table(
    "site_ban_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ban_id", Integer, ForeignKey("site_bans.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("what", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("by", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE")),
    Column("draft_id", Integer, ForeignKey("incident_drafts.id", ondelete="CASCADE"), index=True),
    Column("number", Integer, nullable=False),
    Column("file_name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("captured_on", Date),
    Column("captured_by", String, nullable=False),
    Column("captured_from", String, nullable=False),
    Column("description", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("thumbnail", LargeBinary),
    Column("arrived_at", UtcTime, nullable=False),
    Column("arrived_by", String, nullable=False),
    Column("struck_because", Text, nullable=False, server_default=""),
    Index("ix_evidence_incident_id_number", "incident_id", "number"),
    sqlite_autoincrement=True,
)
"""Belongs to an incident, or while that is being typed to its draft. A private item has no thumbnail."""

evidence_chunks = Table(
    "evidence_chunks",
    metadata,
    Column("evidence_id", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sealed", Boolean, nullable=False),
)
"""The content in pieces; those of a private item are only ever stored sealed."""

evidence_custody = Table(
    "evidence_custody",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("evidence_id", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("by", String, nullable=False),
    Column("what", String, nullable=False),
    Column("note", String, nullable=False),
    sqlite_autoincrement=True,
)

incident_letters = Table(
    "incident_letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("step_id", Integer, ForeignKey("steps.id")),
    Column("ban_id", Integer, ForeignKey("site_bans.id")),
    Column("parent_id", Integer, ForeignKey("parents.id"), index=True),
    Column("reference", String, nullable=False),
    Column("letter", String, nullable=False),
    Column("addressee", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("prepared_at", UtcTime, nullable=False),
    Column("prepared_by", String, nullable=False),
    Column("issued_at", UtcTime),
    UniqueConstraint("reference"),
    sqlite_autoincrement=True,
)
"""A letter of a case, kept exactly as it was printed."""

school_terms = Table(
    "school_terms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
)

school_closures = Table(
    "school_closures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
)

school_office_days = Table(
    "school_office_days",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
)
"""Days in the holidays on which the office is open."""

"""The history of changes as a list: when, who, what, and from what to what."""

from __future__ import annotations

from halton_desktop.domain.change import AuditEntry
from halton_desktop.gui.kit.history_words import action_words, changed_words
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.services.administration.see_history import history_entries, history_ids
from halton_desktop.services.session import OfficeSession

COLUMNS: tuple[Column[AuditEntry], ...] = (
    Column("at", "When", lambda entry: f"{entry.at.astimezone():%d/%m/%Y %H:%M}", width=16),
    Column("user", "Who", lambda entry: entry.user_name, width=13),
    Column("action", "What", action_words, width=18),
    Column("change", "Change", changed_words, tooltip=changed_words, colour="muted", width=18, grows=True),
    Column("noun", "About", lambda entry: f"{entry.noun.value} {entry.record_id}", width=14, hidden=True),
    Column("number", "Entry", lambda entry: f"{entry.id:,}", right=True, width=8, hidden=True),
)


class AuditTableModel(PagedTableModel[AuditEntry]):
    """Newest first; the filter is (noun or None, words)."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(
            COLUMNS,
            fetch_ids=lambda _order, wanted: history_ids(session, *wanted),
            fetch_rows=lambda ids: history_entries(session, ids),
            row_id=lambda entry: entry.id,
            order=Order("newest"),
            unfiltered=(None, ""),
        )

"""The history of changes, as the audit log keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from halton_desktop.domain.change import AuditEntry, RecordKind
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.domain.permission import Permission
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.audit import without_values
from halton_desktop.store.unit_of_work import UnitOfWork

MOST_RECORDS = 500
"""Of each kind; whoever types one letter is not looking for a record."""
_SOUGHT = (RecordKind.PARENT, RecordKind.PUPIL, RecordKind.FORM, RecordKind.INCIDENT)

__all__ = ["AuditEntry", "history_entries", "history_ids", "history_of"]


def history_ids(session: OfficeSession, noun: RecordKind | None = None, words: str = "") -> list[int]:
    """Ids of all entries, newest first; of one noun, or with words in user, action or noun.

    Whoever may look at the register finds them by person, child, telephone and reference too.
    """
    with session.look(Permission.SEE_HISTORY) as work:
        about = {}
        if words.strip() and session.may(Permission.LOOK):
            about = {each: work.search.find(each, words, MOST_RECORDS) for each in _SOUGHT}
        return work.audit.ids(noun, words, about)


def history_entries(session: OfficeSession, ids: Sequence[int]) -> list[AuditEntry]:
    """One page of entries."""
    with session.look(Permission.SEE_HISTORY) as work:
        return _as_seen(session, work, work.audit.by_ids(list(ids)))


def history_of(session: OfficeSession, noun: RecordKind, record_id: int) -> list[AuditEntry]:
    """What happened to one record, newest first."""
    with session.look(Permission.SEE_HISTORY) as work:
        return _as_seen(session, work, work.audit.entries(noun, record_id))


def _as_seen(session: OfficeSession, work: UnitOfWork, entries: list[AuditEntry]) -> list[AuditEntry]:
    """Who may not look at the register sees what was done, when and by whom; old and new values are withheld.

    So are those that tell a protected name from somebody who may not read it.
    """
    if not session.may(Permission.LOOK):
        return [without_values(entry) for entry in entries]
    names = names_in_lists(session, work)
    return [without_values(entry) if _tells(names, entry) else entry for entry in entries]


def _tells(names: ListedNames, entry: AuditEntry) -> bool:
    if entry.noun is RecordKind.PARENT and entry.record_id in names.hidden:
        return True
    values = f"{entry.old} {entry.new}"
    return names.words(values) != values

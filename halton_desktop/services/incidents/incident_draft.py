"""Drafts of incidents: kept in the encrypted file while somebody types, so that a crash or a lock loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from halton_desktop.domain.incidents.evidence import Evidence
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """What was typed so far: the form's fields as plain values, the evidence already in, when it last changed."""

    id: int
    content: dict[str, Any]
    evidence: tuple[Evidence, ...]
    changed_at: datetime


def incident_draft(session: OfficeSession) -> IncidentDraft | None:
    """The user's unfinished incident, or None."""
    with session.look() as work:
        found = work.cases.drafts.of_user(session.user.id)
        if found is None:
            return None
        draft_id, content, changed_at = found
        return IncidentDraft(draft_id, content, tuple(work.cases.evidence.of_draft(draft_id)), changed_at)


def keep_incident_draft(session: OfficeSession, content: dict[str, Any]) -> int:
    """Keep what is typed so far (no audit entry: nothing is on file yet) and return the draft's id."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        draft_id = work.cases.drafts.keep(session.user.id, content, work.now)
        work.commit()
    return draft_id


def drop_incident_draft(session: OfficeSession) -> None:
    """Throw the user's draft away, with the evidence that was only in it."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        work.cases.drafts.drop(session.user.id)
        work.commit()

"""Drafts of incidents: kept in the encrypted file while somebody types, so that a crash or a lock loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import Evidence
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
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
        found = work.incidents.drafts.of_user(session.user.id)
        if found is None:
            return None
        draft_id, content, changed_at = found
        return IncidentDraft(draft_id, content, tuple(work.incidents.evidence.of_draft(draft_id)), changed_at)


def drafts_left(session: OfficeSession) -> list[tuple[int, str, datetime]]:
    """(user, their name, when they typed last) of unfinished incidents whose account is disabled."""
    with session.look() as work:
        left = {user.id: user.name for user in work.users.all() if not user.active}
        found = {user: work.incidents.drafts.of_user(user) for user in left}
    return [(user, left[user], draft[2]) for user, draft in found.items() if draft and draft[1]]


def take_over_draft(session: OfficeSession, user_id: int) -> None:
    """What a colleague was typing whose account is disabled becomes the user's own draft, with its evidence.

    Raises Refused where they still work here, or the user has a draft of their own.
    """
    with session.change(Permission.RESTRICT_INCIDENTS) as work:
        user = work.users.get(user_id)
        if user.active:
            raise Refused(f"{user.name} still works with this file: the draft is theirs.")
        if work.incidents.drafts.of_user(session.user.id) is not None:
            raise Refused("You are typing an incident yourself.", "Record it or throw it away first.")
        work.incidents.drafts.hand_over(user_id, session.user.id)
        work.record("draft taken over", RecordKind.USER, user_id, new={"by": session.user.name})
        work.commit()


def keep_incident_draft(session: OfficeSession, content: dict[str, Any]) -> int:
    """Keep what is typed so far (no audit entry: nothing is on file yet) and return the draft's id."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        draft_id = work.incidents.drafts.keep(session.user.id, content, work.now)
        work.commit()
    return draft_id


def drop_incident_draft(session: OfficeSession) -> None:
    """Throw the user's draft away, with the evidence that was only in it."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        work.incidents.drafts.drop(session.user.id)
        work.commit()

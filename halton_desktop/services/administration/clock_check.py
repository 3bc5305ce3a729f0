"""Whether the clock of this computer can be right, going by what the office itself wrote down last."""

from __future__ import annotations

from datetime import timedelta

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.day_words import plain_day
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession

A_MONTH = timedelta(days=31)


def clock_doubt(session: OfficeSession) -> str:
    """What this computer says and why that is doubtful: an earlier day than the newest entry, or a month later than it.

    "" where nothing speaks against it.
    """
    with session.look(Permission.SEE_FIGURES) as work:
        last = work.audit.last_moment()
    today = session.today
    if last is None:
        return ""
    day = last.astimezone().date()
    if day <= today <= day + A_MONTH:
        return ""
    away = "a later day" if today < day else "more than a month before"
    return f"This computer says {plain_day(today)}. The newest entry of this office is of {plain_day(day)}, {away}."


def trust_clock(session: OfficeSession) -> None:
    """Take somebody's word that the clock is right; their entry is the newest from now on."""
    with session.change(Permission.CHANGE_OWN_PASSWORD) as work:
        work.record("clock of this computer confirmed", RecordKind.OFFICE, 1, new={"says": session.today.isoformat()})
        work.commit()

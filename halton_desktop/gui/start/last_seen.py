"""What this computer remembers of each office: how far it had come here, so that another copy is noticed."""

from __future__ import annotations

from halton_desktop.services.administration.other_copies import Seen, seen_now
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import LAST_SEEN, Settings


def last_seen(settings: Settings, session: OfficeSession) -> Seen | None:
    """How far the office had come when it was last open on this computer; None where it never was."""
    office_id, _now = seen_now(session)
    found = _lines(settings).get(office_id)
    return Seen(int(found[0]), found[1]) if found else None


def remember_seen(settings: Settings, session: OfficeSession) -> None:
    """Keep how far the open office has come."""
    office_id, seen = seen_now(session)
    lines = _lines(settings) | {office_id: (str(seen.changes), seen.last_entry)}
    settings.set(LAST_SEEN, "\n".join(f"{office} {changes} {entry}" for office, (changes, entry) in lines.items()))


def _lines(settings: Settings) -> dict[str, tuple[str, str]]:
    """By office; a damaged line is passed over."""
    parts = [line.split() for line in settings.get(LAST_SEEN).splitlines()]
    return {part[0]: (part[1], part[2]) for part in parts if len(part) == 3 and part[1].isdigit()}

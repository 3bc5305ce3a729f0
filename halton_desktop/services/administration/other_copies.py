"""Notices that an office has gone on in two places: this copy, and another one that this computer or a backup knows of.

Every change carries the hash of the one before it, so a change that is not part of the chain was made somewhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.due import DueItem
from halton_desktop.domain.permission import Permission
from halton_desktop.services.administration.back_up import stands_of_backups
from halton_desktop.services.administration.recovery_sheet import news_of_restore
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork
from halton_desktop.store.vault.copy import CameBy, read_stand

DUE = "another copy"
"""What Today calls it."""
_SEEN, _SETTLED, _TOLD = "other copies seen", "other copies settled", "copied copy"


@dataclass(frozen=True, slots=True)
class Seen:
    """How far an office had come when it was seen: how many changes, and the hash of the last."""

    changes: int
    last_entry: str


def seen_now(session: OfficeSession) -> tuple[str, Seen]:
    """The office's id and how far it has come, for this computer to remember; nothing in it tells of a person."""
    with session.vault.engine.connect() as connection:
        stand = read_stand(connection)
    return session.vault.office_id, Seen(stand.changes, stand.last_entry)


def words_at_opening(session: OfficeSession, seen: Seen | None) -> str:
    """What has to be said when the office is opened where ``seen`` was worked with last; "" for nothing."""
    restored = news_of_restore(session)
    if restored:  # what was worked with before is kept aside, and everybody knows it
        _settle(session, [seen] if seen else [])
        return restored
    if seen is not None:
        _note(session, seen)
    apart = due_items(session)
    if apart:
        return f"{apart[0].sentence}. Do not go on in both: see the line on Today."
    return _copied(session)


def due_items(session: OfficeSession) -> list[DueItem]:
    """Every other copy that went on by itself, until somebody says that this one is the office."""
    with session.look(Permission.SEE_FIGURES) as work:
        settled = set(work.office.setting(_SETTLED, []))
        noted = [Seen(one["changes"], one["last_entry"]) for one in work.office.setting(_SEEN, [])]
        here = work.audit.newest()
        known = [(seen, "worked with on this computer before") for seen in noted]
        known += [(seen, f"backed up on {day:%d/%m/%Y}") for day, seen in _in_backups(session)]
        apart = [(seen, where) for seen, where in known if _is_apart(work, seen, settled)]
    if not apart:
        return []
    seen, where = max(apart, key=lambda one: one[0].changes)
    newer = "it is the newer one" if seen.changes > here else "this one is the newer"
    words = f"Another copy of this office, {where}, has {seen.changes:,} changes, this one {here:,}: {newer}"
    return [DueItem(DUE, words, session.today, "", RecordKind.OFFICE, 1, urgent=True)]


def go_on_with_this_one(session: OfficeSession) -> None:
    """Somebody decided that this copy is the office: what others have beside it is knowingly left behind."""
    _settle(session, [])


def _settle(session: OfficeSession, more: list[Seen]) -> None:
    backups = [seen for _day, seen in _in_backups(session)]
    with session.change(Permission.CHANGE_OWN_PASSWORD) as work:
        noted = [one["last_entry"] for one in work.office.setting(_SEEN, [])]
        entries = {*work.office.setting(_SETTLED, []), *noted, *(one.last_entry for one in [*more, *backups])}
        work.office.keep_setting(_SETTLED, sorted(entries))
        work.office.keep_setting(_SEEN, [])
        work.record("other copies left behind", RecordKind.OFFICE, 1, new={"copies": len(entries)})
        work.commit()


def _note(session: OfficeSession, seen: Seen) -> None:
    with session.look(Permission.SEE_FIGURES) as work:
        noted: list[dict[str, Any]] = work.office.setting(_SEEN, [])
        known = {*work.office.setting(_SETTLED, []), *(one["last_entry"] for one in noted)}
        if not _is_apart(work, seen, known):
            return
    with session.change(Permission.CHANGE_OWN_PASSWORD) as work:
        work.office.keep_setting(_SEEN, [*noted, {"changes": seen.changes, "last_entry": seen.last_entry}])
        work.record("another copy noticed", RecordKind.OFFICE, 1, new={"changes": seen.changes})
        work.commit()


def _copied(session: OfficeSession) -> str:
    copy = session.vault.copy
    if copy.came_by is not CameBy.COPIED:
        return ""
    with session.change(Permission.CHANGE_OWN_PASSWORD) as work:
        if work.office.setting(_TOLD) == copy.copy_id:
            return ""
        work.office.keep_setting(_TOLD, copy.copy_id)
        work.record("office copied or moved", RecordKind.OFFICE, 1)
        work.commit()
    return (
        "This office was copied or moved to this folder. Go on in one place only: what is entered in the other one "
        "never comes together with this."
    )


def _is_apart(work: UnitOfWork, seen: Seen, settled: set[str]) -> bool:
    return (
        bool(seen.last_entry) and seen.last_entry not in settled and not work.audit.holds(seen.changes, seen.last_entry)
    )


def _in_backups(session: OfficeSession) -> list[tuple[date, Seen]]:
    return [(day, Seen(changes, entry)) for day, changes, entry in stands_of_backups(session)]

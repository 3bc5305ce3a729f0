"""Whether the printed recovery sheet is known to be safe, and what a restored office brought back with it."""

from __future__ import annotations

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.due import DueItem
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork
from halton_desktop.store.vault.copy import CameBy
from halton_desktop.store.vault.kept_aside import users_kept_aside

SHEET, NOT_CONFIRMED, CONFIRMED = "recovery sheet", "made", "confirmed"
RESTORED = "restored copy"
"""The setting that keeps of which restored copy the user was told."""
DUE = "recovery sheet"
"""What Today calls it."""


def confirm_sheet(session: OfficeSession) -> None:
    """The sheet is on paper and locked away."""
    with session.change(Permission.MANAGE_USERS) as work:
        if work.office.setting(SHEET) != CONFIRMED:
            work.office.keep_setting(SHEET, CONFIRMED)
            work.record("recovery sheet confirmed", RecordKind.OFFICE, 1)
            work.commit()


def due_items(session: OfficeSession) -> list[DueItem]:
    """The sheet, until somebody said that it is safe; only an administrator can make another."""
    if not session.may(Permission.MANAGE_USERS):
        return []
    with session.look(Permission.MANAGE_USERS) as work:
        unsafe = work.office.setting(SHEET) == NOT_CONFIRMED
    if not unsafe:
        return []
    words = "Nobody has confirmed that the recovery sheet is printed and locked away: make a new one"
    return [DueItem(DUE, words, session.today, "", RecordKind.OFFICE, 1, urgent=True)]


def news_of_restore(session: OfficeSession) -> str:
    """What came back with an office restored from a backup, told at its first opening; "" afterwards."""
    copy = session.vault.copy
    with session.look(Permission.SEE_FIGURES) as work:
        told = work.office.setting(RESTORED) == copy.copy_id
        before = users_kept_aside(session.vault) if copy.came_by is CameBy.RESTORED and not told else {}
        now = {user.sign_in_name: (user.role.value, user.active) for user in work.users.all()}
    if copy.came_by is not CameBy.RESTORED or told:
        return ""
    back = [_difference(name, now.get(name), before.get(name)) for name in sorted({*now, *before})] if before else []
    came_back = [words for words in back if words]
    with session.change(Permission.CHANGE_OWN_PASSWORD) as work:
        work.office.keep_setting(RESTORED, copy.copy_id)
        work.office.keep_setting(SHEET, NOT_CONFIRMED)
        work.record("office restored from a backup", RecordKind.OFFICE, 1, new={"came back": came_back})
        work.commit()
    words = (
        "This office was restored. Users, roles, passwords and the recovery sheet are those of the day of the backup: "
        "a sheet printed since opens nothing. "
    )
    if came_back:
        words += f"Since then it was different: {'; '.join(came_back)}. "
    return words + "An administrator should look through Tools, Users, and make a new recovery sheet there."


def sheet_replaced(work: UnitOfWork) -> None:
    """A new key was made: until its sheet is confirmed it is asked for."""
    work.office.keep_setting(SHEET, NOT_CONFIRMED)


def _difference(name: str, now: tuple[str, bool] | None, before: tuple[str, bool] | None) -> str:
    if now == before:
        return ""
    if before is None:
        return f"{name} was not there"
    if now is None:
        return f"{name} was a user ({before[0]})"
    if now[1] != before[1]:
        return f"{name} was {'active' if before[1] else 'disabled'}"
    return f"{name} was {before[0]} and is {now[0]} again"

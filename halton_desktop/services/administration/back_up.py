"""Back up the office, on demand and when the program is closed; bring an office back from a backup."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from halton_desktop.domain.backup import Backup, BackupPlace, BackupState, Verified
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import BackupUnusable
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.vault.backup import make_backup, verify
from halton_desktop.store.vault.backup_folder import backups_of, is_ahead, not_ahead, rotate
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.restore import compare_with, restore, restore_with_recovery_key

_LAST = "last backup"
"""The setting that keeps when and where the last backup was made, and how many changes are in it."""

__all__ = [
    "Backup",
    "BackupPlace",
    "BackupState",
    "Verified",
    "back_up",
    "backups",
    "last_backup",
    "restore_backup",
    "verify_backup",
]


def back_up(session: OfficeSession, folder: Path | None = None, progress: Progress = nobody_watches) -> Path:
    """Make one encrypted backup, read it back, and let old ones go; returns where it is.

    ``folder`` is the office's own backup folder unless given; only there old ones are let go. Raises BackupUnusable
    or another MachineError; Cancelled when ``progress`` raises it; then no half-made backup is left.
    """
    with session.look(Permission.BACK_UP) as work:
        school = work.office.school().name
        own = _folder(session, settings_of(work).backup_folder)
    place = folder or own
    changes = _changes(session)
    made = make_backup(session.vault, place, school=school, now=session.clock(), progress=progress)
    verify(made, session.vault.data_key, progress=progress)
    if place == own:
        rotate([one for one in not_ahead(_of_this_office(session, place), session.clock()) if one.ours], made=made)
    with session.change(Permission.BACK_UP) as work:
        kept = {
            "at": session.clock().isoformat(),
            "folder": str(place),
            "changes": changes,
            "copy": session.vault.copy.copy_id,
        }
        work.office.keep_setting(_LAST, kept)
        work.record("backup made", RecordKind.BACKUP, 1, new={"bytes": made.stat().st_size})
        work.commit()
    return made


def verify_backup(session: OfficeSession, backup: Path, progress: Progress = nobody_watches) -> Verified:
    """Read a backup of this office back and check every page. Raises BackupUnusable, also for another copy's."""
    with session.look(Permission.BACK_UP):
        found = verify(backup, session.vault.data_key, progress=progress)
    if found.copy_id not in ("", session.vault.copy.copy_id):
        raise BackupUnusable(
            "This backup is whole, but it is of another copy of this office: what is entered here is not in it.",
            "Back up now, into a folder that no other copy uses.",
        )
    return found


def backups(session: OfficeSession) -> list[Backup]:
    """This office's backups in its backup folder, newest first, with those another copy of it made."""
    return _of_this_office(session, backup_folder(session))


def last_backup(session: OfficeSession) -> Backup | None:
    """The newest backup of this copy that is still there, or None; one that bears a day to come is none to rely on."""
    return next((backup for backup in not_ahead(backups(session), session.clock()) if backup.ours), None)


def changed_since_backup(session: OfficeSession) -> bool:
    """Whether the office holds anything that is in none of this copy's backups, whoever entered it and whenever."""
    with session.look(Permission.SEE_FIGURES) as work:
        kept = work.office.setting(_LAST)
    if not isinstance(kept, dict) or kept.get("copy", session.vault.copy.copy_id) != session.vault.copy.copy_id:
        return True
    return _changes(session) > int(kept["changes"])


def backup_state(session: OfficeSession) -> BackupState:
    """When the last backup was made and whether it is where it was put: a stick in the safe is no missing backup."""
    newest, folder = last_backup(session), backup_folder(session)
    if newest is not None:
        return BackupState(newest.made, BackupPlace.THERE, folder)
    with session.look(Permission.SEE_FIGURES) as work:
        kept = work.office.setting(_LAST)
    if kept is None:
        return BackupState(None, BackupPlace.NEVER, folder)
    at, where = (kept["at"], Path(kept["folder"])) if isinstance(kept, dict) else (kept, folder)
    made = datetime.fromisoformat(at).astimezone().replace(tzinfo=None)
    if is_ahead(made, session.clock()):
        return BackupState(None, BackupPlace.NEVER, folder)
    return BackupState(made, BackupPlace.GONE if where.is_dir() else BackupPlace.ELSEWHERE, where)


def stands_of_backups(session: OfficeSession) -> list[tuple[date, int, str]]:
    """Of each backup of this office, whichever copy made it: its day, how many changes, and the hash of the last."""
    return [(one.made.date(), one.changes, one.last_entry) for one in backups(session) if one.last_entry]


def backup_folder(session: OfficeSession) -> Path:
    """Where backups go."""
    with session.look(Permission.SEE_FIGURES) as work:
        return _folder(session, settings_of(work).backup_folder)


def restore_backup(
    backup: Path,
    folder: Path,
    *,
    sign_in_name: str = "",
    password: str = "",
    recovery_key: str = "",
    progress: Progress = nobody_watches,
) -> Path | None:
    """Put a backup into an office folder, for somebody who could sign in when it was made, or with the recovery key.

    Whatever office stood there is kept aside, in the folder returned. Raises WrongPassword, BackupUnusable,
    OfficeInUse or another MachineError; nothing is changed then.
    """
    place = OfficeFolder(folder)
    if recovery_key:
        return restore_with_recovery_key(backup, place, recovery_key, progress=progress)
    return restore(backup, place, sign_in_name, password, progress=progress)


def restoring_replaces(
    backup: Path, folder: Path, *, sign_in_name: str = "", password: str = "", recovery_key: str = ""
) -> str:
    """What to ask before a backup that is not this copy's own takes the place of the office in ``folder``; "" for none.

    Raises as ``restore_backup``.
    """
    place = OfficeFolder(folder)
    found = compare_with(backup, place, sign_in_name, password, recovery_key)
    if not found.office_there:
        return ""
    if not found.same_office:
        return "The backup is of another office than the one in this folder, perhaps of another school."
    if found.there is not None and found.backup.copy_id not in ("", found.there.copy_id):
        more = found.there.changes - found.backup.changes
        which = f"has {more:,} more changes" if more > 0 else "is the older one"
        return f"The backup is of another copy of this office. The office in this folder {which}."
    return ""


def _changes(session: OfficeSession) -> int:
    """The number of the last change that is no backup."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.audit.last_but(RecordKind.BACKUP)


def _of_this_office(session: OfficeSession, folder: Path) -> list[Backup]:
    return backups_of(folder, session.vault.office_id, session.vault.copy.copy_id)


def _folder(session: OfficeSession, chosen: str) -> Path:
    return Path(chosen) if chosen else session.vault.folder.backups

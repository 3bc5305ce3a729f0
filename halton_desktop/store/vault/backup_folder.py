"""The folder backups go to: what they are called, which are there, and which old ones may go."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from halton_desktop.domain.backup import Backup
from halton_desktop.errors import MachineError
from halton_desktop.store.vault.backup_file import open_backup
from halton_desktop.store.vault.copy import Stand

SUFFIX = ".haltonbackup"
UNFINISHED = f"Halton backup *{SUFFIX}.*.tmp"
"""What a backup is called while it is being written."""
_NAME = re.compile(
    r"Halton backup (?:(?P<school>.+) )?(?P<when>\d{4}-\d{2}-\d{2} \d{4})(?: \((?P<copy>\d+)\))?" + re.escape(SUFFIX)
)
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST_SCHOOL = 60
_CLOCKS_DIFFER = timedelta(days=1)
"""By so much the clocks of two computers may differ without anything being wrong."""


@dataclass(frozen=True)
class Keep:
    """How many to keep: the last so many, and the last one of each of so many days, weeks and months that have one."""

    last: int = 10
    daily: int = 14
    weekly: int = 8
    monthly: int = 12


def school_for_name(school: str) -> str:
    """``school`` as it can stand in a file name on Windows."""
    return " ".join(_UNFIT.sub(" ", school).split())[:_LONGEST_SCHOOL].strip(" .")


def backup_path(folder: Path, school: str, now: datetime) -> Path:
    """Where a backup made ``now`` goes: ``Halton backup Wade Deacon High School 2026-11-22 0902.haltonbackup``."""
    who = f"{school_for_name(school)} ".lstrip()
    stem = f"Halton backup {who}{now.astimezone():%Y-%m-%d %H%M}"
    path, copy = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        copy += 1
        path = folder / f"{stem} ({copy}){SUFFIX}"
    return path


def backups_in(folder: Path) -> list[Backup]:
    """The backups in ``folder``, newest first; none where it cannot be read (an unplugged drive)."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            if named is None or not path.is_file():
                continue
            with suppress(ValueError):  # 2026-02-31 is nobody's backup
                # Local time without a zone, as file names have it.
                made = datetime.strptime(named["when"], "%Y-%m-%d %H%M")  # noqa: DTZ007 - see above
                found.append(Backup(path, named["school"] or "", made, int(named["copy"] or 1)))
    return sorted(found, key=lambda backup: (backup.made, backup.copy), reverse=True)


def backups_of(folder: Path, office_id: str, copy_id: str) -> list[Backup]:
    """The backups of one office in ``folder``, newest first, those of another copy of it marked; no file of others'.

    What a file is called says nothing, not even its day: it is looked into. One made before copies were told apart
    counts as ours.
    """
    found = []
    for backup in backups_in(folder):
        with suppress(OSError, MachineError):
            status = backup.path.stat()
            office, made, stand = _whose(backup.path, status.st_mtime_ns, status.st_size)
            if office == office_id:
                looked = replace(backup, made=made, changes=stand.changes, last_entry=stand.last_entry)
                found.append(replace(looked, ours=stand.copy_id in ("", copy_id)))
    return sorted(found, key=lambda backup: (backup.made, backup.changes, backup.copy), reverse=True)


@lru_cache(maxsize=512)
def _whose(path: Path, _changed: int, _size: int) -> tuple[str, datetime, Stand]:
    """Which office a backup says it is of, when it was made (local time) and how far its copy had come.

    Looked up once while the file is the same.
    """
    with open_backup(path) as file:
        manifest = file.manifest
        return manifest.office_id, manifest.made.astimezone().replace(tzinfo=None), manifest.stand


def kept(backups: list[Backup], keep: Keep) -> set[Path]:
    """Which of ``backups`` (newest first) ``keep`` asks for; the last are those with most changes in them.

    However wrong a clock was: no day makes a backup older than what it holds.
    """
    furthest = sorted(backups, key=lambda backup: backup.changes, reverse=True)
    wanted = {backup.path for backup in furthest[: keep.last]}
    ages: list[tuple[int, Callable[[datetime], Hashable]]] = [
        (keep.daily, lambda made: made.date()),
        (keep.weekly, lambda made: made.isocalendar()[:2]),
        (keep.monthly, lambda made: (made.year, made.month)),
    ]
    for most, period_of in ages:
        newest: dict[Hashable, Path] = {}
        for backup in backups:
            newest.setdefault(period_of(backup.made), backup.path)
        wanted.update(list(newest.values())[:most])
    return wanted


def not_ahead(backups: list[Backup], now: datetime) -> list[Backup]:
    """Without those that bear a day still to come: this computer's clock was, or is, wrong."""
    return [backup for backup in backups if not is_ahead(backup.made, now)]


def is_ahead(made: datetime, now: datetime) -> bool:
    """Whether a backup made at ``made`` (local time, without a zone) bears a moment still to come."""
    return made > now.astimezone().replace(tzinfo=None) + _CLOCKS_DIFFER


def rotate(own: list[Backup], keep: Keep | None = None, *, made: Path | None = None) -> list[Path]:
    """Deletes those of a copy's own backups (newest first) that nobody needs any more; returns them.

    One that cannot be deleted just now (a scanner holds it) is left for the next time. The newest always stays, and so
    does the one that was just ``made``.
    """
    wanted = kept(own, keep or Keep()) | {backup.path for backup in own[:1]} | {made}
    removed = []
    for backup in own:
        if backup.path not in wanted:
            with suppress(OSError):
                backup.path.unlink()
                removed.append(backup.path)
    return removed

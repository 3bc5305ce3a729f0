"""Where the office and its backups lie: who can reach the place, and what could happen to it there."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.due import DueItem
from halton_desktop.services.administration.back_up import backup_folder
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.vault.folder import OfficeFolder

DUE = "place of the office"
"""What Today calls it."""
SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "box sync", "mega")
LONGEST_PATH = 180
"""Letters; Windows takes 260 for a whole path, and backups and copies lie inside."""
_FOR_ALL = frozenset({"public", "all users", "default"})


def due_items(session: OfficeSession) -> list[DueItem]:
    """What speaks against the place of the office or of its backups, as long as it does."""
    office, backups = session.folder, backup_folder(session)
    found = []
    for what, verb, folder in (("The office", "lies", office), ("The backups", "lie", backups)):
        if is_synced(folder):
            found.append(f"{what} {verb} in a folder that is copied to the internet, which can damage the file")
        elif private_owner(folder):
            found.append(f"{what} {verb} in the Windows folders of {private_owner(folder)}, gone when that account is")
    if on_one_disk(office, backups):
        found.append("The backups lie on the same disk as the office: when it breaks, both are gone")
    return [DueItem(DUE, words, session.today, "", RecordKind.OFFICE, 1, urgent=False) for words in found]


def place_for_new(folder: Path) -> str:
    """Why no new office can be made in a folder, as a sentence; "" where it can, or where it holds an office."""
    if OfficeFolder(folder).has_office():
        return ""
    if len(str(folder)) > LONGEST_PATH:
        return f"This path has {len(str(folder))} letters; Windows needs it shorter than {LONGEST_PATH}."
    inside = next((parent for parent in folder.parents if OfficeFolder(parent).has_office()), None)
    if inside is not None:
        return f"This folder lies inside another office, in {inside}."
    if folder.is_dir() and any(folder.iterdir()):
        return "There are other files in this folder; an office needs one of its own."
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return "" if os.access(there, os.W_OK) else "This computer may not write in this folder."


def who_reaches(folder: Path) -> str:
    """Who can open the folder in Windows, as a sentence; the office itself opens only with a password of its own."""
    owner = private_owner(folder)
    if owner:
        return f"Only {owner} can reach this folder in Windows."
    if str(folder).startswith(("\\\\", "//")):
        return "Everybody whom the network lets into this folder can reach it. Without a password it opens to nobody."
    return "Everybody who signs in to Windows on this computer can reach it. Without a password it opens to nobody."


def private_owner(folder: Path) -> str:
    """Whose private folders in Windows (or home folder) this is inside; "" for nobody's."""
    windows = PureWindowsPath(folder)
    parts = [part.casefold() for part in windows.parts]
    if windows.drive and len(parts) > 2 and parts[1] == "users" and parts[2] not in _FOR_ALL:
        return windows.parts[2]
    home = Path.home()
    return home.name if folder.is_relative_to(home) else ""


def is_synced(folder: Path) -> bool:
    """Whether a syncing program looks after the folder, judging by its name or by what Windows says of OneDrive."""
    if any(part.casefold().startswith(SYNCED) for part in folder.parts):
        return True
    roots = [os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")]
    return any(root and folder.is_relative_to(root) for root in roots)


def on_one_disk(office: Path, backups: Path) -> bool:
    """Whether both are on one disk of this computer; False while the place of the backups is not connected."""
    try:
        if sys.platform == "win32" and str(backups).startswith("\\\\"):
            return False
        place = backups if backups.exists() else backups.parent
        return office.stat().st_dev == place.stat().st_dev
    except OSError:
        return False

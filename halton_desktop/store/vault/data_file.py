"""Looks at the files of an office folder before SQLite does, and tidies what a killed copy left there."""

from __future__ import annotations

import shutil
from contextlib import suppress

from halton_desktop.errors import NotAnOffice
from halton_desktop.store.machine_errors import damaged_data
from halton_desktop.store.vault.folder import OfficeFolder

_PLAIN_SQLITE = b"SQLite format 3\0"


def check_data_file(folder: OfficeFolder) -> None:
    """Raises NotAnOffice where the data file is missing, empty or no SQLCipher file (SQLite would quietly make one)."""
    try:
        with folder.data.open("rb") as file:
            head = file.read(len(_PLAIN_SQLITE))
    except FileNotFoundError:
        raise NotAnOffice(
            "The office file (office.halton) is not in the office folder, although its key file is.",
            "Put it back, or restore the office from the latest backup.",
        ) from None
    if len(head) < len(_PLAIN_SQLITE):
        raise damaged_data()
    if head == _PLAIN_SQLITE:
        raise NotAnOffice(
            "The file called office.halton is an ordinary database, not an encrypted office file.",
            "Nothing was changed. Put the right file back, or restore the office from the latest backup.",
        )


def remove_new(folder: OfficeFolder) -> None:
    """Takes away what a failed creation left; only ever called where there was no office before."""
    for path in (folder.data, *folder.data_companions, folder.keys, folder.holder):
        path.unlink(missing_ok=True)


def sweep(folder: OfficeFolder) -> None:
    """Removes what a copy killed half-way left; the lock is ours, so nobody is still writing it."""
    for left in (*folder.path.glob("office.*.tmp"), *folder.path.glob("restoring.*.tmp")):
        with suppress(OSError):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()

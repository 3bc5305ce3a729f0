"""Turns what the operating system or the database engine reports into the plain sentences of errors.py."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from halton_desktop.errors import DiskFull, FolderReadOnly, MachineError, NotAnOffice

# SQLite result codes (https://sqlite.org/rescode.html); the low byte of an extended code is its primary code.
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
_IOERR_SHORT_READ = 522
# Windows: ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL; ERROR_WRITE_PROTECT.
_WINDOWS_FULL = frozenset({39, 112})
_WINDOWS_WRITE_PROTECTED = 19

_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG})
_READ_ONLY_ERRNOS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def disk_full() -> DiskFull:
    return DiskFull(
        "There is no room left on the drive, so nothing was changed.",
        "Free some space on the drive that holds the office folder and try again.",
    )


def folder_read_only() -> FolderReadOnly:
    return FolderReadOnly(
        "The office folder cannot be written to, so nothing was changed.",
        "Check that the folder is not read-only and that you may save files there, or ask your technician.",
    )


def damaged_data() -> NotAnOffice:
    return NotAnOffice(
        "The office file is damaged, or it is not the file these keys belong to.",
        "Nothing was changed. Restore the office from the latest backup.",
    )


def _from_sqlite(code: int) -> MachineError | None:
    primary = code & 0xFF
    if primary == _FULL:
        return disk_full()
    if primary in (_READONLY, _PERM):
        return folder_read_only()
    if primary in (_NOTADB, _CORRUPT) or code == _IOERR_SHORT_READ:
        return damaged_data()
    if primary in (_BUSY, _LOCKED):
        return MachineError(
            "The office file is being written to by something else just now, so nothing was changed.",
            "Wait a moment and try again. If it keeps happening, pause other programs that copy or scan the folder.",
        )
    if primary == _CANTOPEN:
        return NotAnOffice(
            "The office file could not be opened.",
            "Check that the drive is connected and that the office folder is still where it was.",
        )
    if primary == _IOERR:
        return MachineError(
            "The drive reported an error while the office file was being read or written.",
            "Check that the drive is connected and try again. If it keeps happening, ask your technician.",
        )
    return None


def _from_system(error: OSError) -> MachineError:
    windows_code = getattr(error, "winerror", None)
    if error.errno in _FULL_ERRNOS or windows_code in _WINDOWS_FULL:
        return disk_full()
    if error.errno in _READ_ONLY_ERRNOS or windows_code == _WINDOWS_WRITE_PROTECTED:
        return folder_read_only()
    return MachineError(
        "The drive that holds the office folder could not be read or written.",
        "Check that the drive is connected and try again.",
    )


def machine_error_of(error: BaseException) -> MachineError | None:
    """What ``error`` means to the user, or None when it is no failure of the machine (then it is our own bug).

    Understands OSError, a driver error carrying ``sqlite_errorcode``, and SQLAlchemy's wrapping of one (``orig``).
    Duck-typed, so that this module loads neither SQLAlchemy nor SQLCipher.
    """
    if isinstance(error, OSError):
        return _from_system(error)
    code = getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", None)
    return _from_sqlite(code) if isinstance(code, int) else None


@contextmanager
def machine_errors() -> Iterator[None]:
    """Inside, failures of disk, folder and database engine become MachineErrors; everything else passes unchanged."""
    try:
        yield
    except Exception as error:
        meaning = machine_error_of(error)
        if meaning is None:
            raise
        raise meaning from error

"""Save something where the user asked for it: complete or not at all, written down, in plain words when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, require
from halton_desktop.errors import FolderReadOnly
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.vault.safe_write import unfinished_beside, writing_beside


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What leaves the office file, as the history says it: ``what`` begins its line and names nobody.

    ``count`` is how many records are in it, 0 where that says nothing; ``also`` are further records it is about;
    ``left_out`` is the sentence that says what stayed out of it.
    """

    what: str
    noun: RecordKind
    record_id: int = 0
    count: int = 0
    also: tuple[int, ...] = ()
    left_out: str = ""


@contextmanager
def saving(target: Path) -> Iterator[BinaryIO]:
    """A file to write to; it becomes ``target`` when everything went well. Raises DiskFull, FolderReadOnly.

    What a crash left half-written of an earlier saving under the same name is removed: it holds names in clear.
    """
    if not target.parent.is_dir():
        raise FolderReadOnly(f"There is no folder {target.parent}.", "Choose a folder that exists.")
    for left in unfinished_beside(target):
        with suppress(OSError):  # somebody at another computer may be writing it
            left.unlink()
    try:
        with machine_errors(), writing_beside(target) as out:
            yield out
    except FolderReadOnly:
        raise FolderReadOnly(
            f"{target.name} could not be saved in {target.parent}.",
            "Close it if it is open in another program, or choose another folder.",
        ) from None


def save_bytes(target: Path, content: bytes) -> None:
    """Save what is complete already. Raises DiskFull, FolderReadOnly."""
    with saving(target) as out:
        out.write(content)


def save_for(session: OfficeSession, target: Path, content: bytes, outgoing: Outgoing) -> None:
    """Save pages outside the office file; written down first, so that no file is there without an entry.

    Raises NotAllowed, DiskFull, FolderReadOnly.
    """
    require(session.user.role, Permission.EXPORT)
    with saving(target) as out:
        out.write(content)
        out.flush()  # a full disk shows here, before anything is said to have been saved
        record_saved(session, target, outgoing)


def record_saved(session: OfficeSession, target: Path, outgoing: Outgoing) -> None:
    """Write down what a file about to be there holds; its name and folder are the user's own and stay out."""
    told = {"kind": target.suffix.lstrip(".").lower()} | _told(outgoing)
    _record(session, Permission.EXPORT, f"{outgoing.what} saved outside the office file", outgoing, told)


def record_printed(session: OfficeSession, outgoing: Outgoing) -> None:
    """Write down what goes to a printer: whoever may see pages may print them, and the history says who did."""
    _record(session, Permission.SEE_FIGURES, f"{outgoing.what} printed", outgoing, _told(outgoing))


def _told(outgoing: Outgoing) -> dict[str, str | int]:
    told: dict[str, str | int] = {"count": outgoing.count, "left out": outgoing.left_out}
    return {name: value for name, value in told.items() if value}


def _record(
    session: OfficeSession, permission: Permission, action: str, outgoing: Outgoing, told: dict[str, str | int]
) -> None:
    with session.change(permission) as work:
        for record_id in (outgoing.record_id, *outgoing.also):
            work.record(action, outgoing.noun, record_id, new=told)
        work.commit()

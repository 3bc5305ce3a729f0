"""Somebody signed in at one office: every errand begins here, with a permission and a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from halton_desktop.domain.change import Changes
from halton_desktop.domain.permission import Permission, may, require
from halton_desktop.domain.user import User
from halton_desktop.errors import Locked, WrongPassword
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.store.unit_of_work import UnitOfWork, unit_of_work
from halton_desktop.store.vault.vault import Vault, unlock

Clock = Callable[[], datetime]


def present_moment() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class OfficeSession:
    """An unlocked office and who is using it. Errands may run on any thread; each takes its own connection."""

    def __init__(self, vault: Vault, user: User, files: ProgramFiles, clock: Clock = present_moment) -> None:
        self.vault = vault
        self.user = user
        self.files = files
        self.clock = clock
        self.on_change: Callable[[Changes], None] = _nobody_listens
        self._locked = False

    @property
    def today(self) -> date:
        """The day on the office's wall calendar."""
        return self.clock().astimezone().date()

    @property
    def folder(self) -> Path:
        """The office folder on the disk."""
        return self.vault.folder.path

    @property
    def own_backup_folder(self) -> Path:
        """Where backups go as long as nobody chose another place: inside the office folder."""
        return self.vault.folder.backups

    @property
    def is_open(self) -> bool:
        """False while the screen is locked, and once the office is closed: nothing can be read or changed then."""
        return self.vault.is_open

    def may(self, permission: Permission) -> bool:
        """Whether the signed-in user holds the permission; for showing, never instead of ``change``."""
        return may(self.user.role, permission)

    @contextmanager
    def change(self, permission: Permission) -> Iterator[UnitOfWork]:
        """A transaction that may write; after a commit listeners are told. Raises NotAllowed before that."""
        require(self.user.role, permission)
        with unit_of_work(self._unlocked.engine, self.user, self.clock, writing=True) as work:
            yield work
        if work.committed and work.touched:
            self.on_change(Changes(frozenset(work.touched)))

    @contextmanager
    def look(self, permission: Permission = Permission.LOOK) -> Iterator[UnitOfWork]:
        """A transaction that only reads."""
        require(self.user.role, permission)
        with unit_of_work(self._unlocked.engine, self.user, self.clock, writing=False) as work:
            yield work

    @contextmanager
    def look_at_all(self, permission: Permission) -> Iterator[UnitOfWork]:
        """A transaction that reads the whole file, cases closed to the user too: to count or check, never to show."""
        require(self.user.role, permission)
        with unit_of_work(self._unlocked.engine, self.user, self.clock, writing=False, whole=True) as work:
            yield work

    def lock(self) -> None:
        """Close the file and forget the keys while the windows stay; only ``unlock_again`` makes the session usable."""
        self._locked = True
        self.vault.close()

    def unlock_again(self, sign_in_name: str, password: str) -> OfficeSession:
        """Open the file again for the same person; returns this very session, so nothing on screen has to be rebuilt.

        Their name and role are read again: somebody may have changed them meanwhile. Raises WrongPassword for anybody
        else, even with a password of their own: what is on the screen is not theirs; and for a disabled account.
        """
        vault = unlock(self.vault.folder, sign_in_name, password, now=self.clock())
        try:
            if vault.user_id != self.user.id:
                raise WrongPassword(
                    f"This screen was locked by {self.user.name}.", "Quit the program to sign in as somebody else."
                )
            with unit_of_work(vault.engine, None, self.clock, writing=False) as work:
                user = work.users.get(self.user.id)
            if not user.active:
                raise WrongPassword("This account was disabled.", "Ask an administrator of your office.")
        except BaseException:
            vault.close()
            raise
        self.vault, self.user, self._locked = vault, user, False
        return self

    @property
    def _unlocked(self) -> Vault:
        """Raises Locked while locked: the system’s own windows (save, print) stay open over a locked screen."""
        if self._locked:
            raise Locked("The screen was locked meanwhile, and this was not done.", "Unlock it and do it once more.")
        return self.vault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lock the office: connections closed, keys forgotten."""
        self.vault.close()


def _nobody_listens(_changes: Changes) -> None:
    """Until the window is there."""

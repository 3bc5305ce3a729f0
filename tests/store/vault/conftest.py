"""Offices for the vault's tests: real SQLCipher files, Argon2 at a cost that a test can bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.password_hash import ArgonCost
from halton_desktop.store.vault.vault import Vault, create_office

CHEAP = ArgonCost(memory_kib=64, passes=1, lanes=1)
NAME, PASSWORD = "Aoife O’Brien-Wrzesniewski", "correct horse battery"


@dataclass
class Office:
    """An open office and what its people know."""

    folder: OfficeFolder
    vault: Vault
    recovery_key: str
    name: str = NAME
    password: str = PASSWORD
    kept: dict[Path, bytes] = field(default_factory=dict)

    def keep_files(self) -> None:
        """Remembers every file of the folder as it is now."""
        self.kept = {path: path.read_bytes() for path in self.folder.path.iterdir() if path.is_file()}


MakeOffice = Callable[[str], Office]


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes an office in a folder of the given name; all are closed at the end."""
    made: list[Office] = []

    def make(name: str) -> Office:
        folder = OfficeFolder(tmp_path / name)
        vault, recovery_key = create_office(folder, NAME, PASSWORD, cost=CHEAP)
        made.append(Office(folder, vault, recovery_key))
        return made[-1]

    yield make
    for office in made:
        office.vault.close()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """One open office with user 1."""
    return make_office("office")


@pytest.fixture
def closed(office: Office) -> Office:
    """The same, closed."""
    office.vault.close()
    return office

"""Changes the key file so that a crash at any moment leaves an office that opens, with the old or the new slots.

Three steps: the data accept generations n and n+1; the file is replaced in one step; the data accept n+1 only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.errors import KeysMissing
from halton_desktop.store.engine import checkpoint
from halton_desktop.store.machine_errors import machine_errors
from halton_desktop.store.vault import key_file_format
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.key_file_format import KeyFile
from halton_desktop.store.vault.safe_write import write_file
from halton_desktop.store.vault.seal import accept

if TYPE_CHECKING:
    from sqlalchemy import Engine


def read_keys(folder: OfficeFolder) -> KeyFile:
    """The key file on the disk, unverified. Raises KeysMissing, KeysDamaged, NewerVersion, MachineError."""
    with machine_errors():
        try:
            with folder.keys.open("rb") as file:
                data = file.read(key_file_format.MOST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            raise KeysMissing(
                "The key file (office.keys) is not in the office folder, and nothing opens without it.",
                "Check that this is the right folder. If the file is lost, restore the office from the latest backup.",
            ) from None
    return key_file_format.from_bytes(data)


def put_keys(folder: OfficeFolder, engine: Engine, old: KeyFile, new: KeyFile) -> None:
    """Puts ``new`` (one generation after ``old``) in place of ``old``, crash-safely.

    Raises FolderReadOnly, DiskFull, MachineError; then the old key file still stands and is still accepted.
    """
    with machine_errors():
        accept(engine, old.generation, new.generation)
        # Whatever stops us from here on, the data accept whichever of the two files is there; the next opening settles.
        write_file(folder.keys, key_file_format.to_bytes(new))
        settle(engine, new)


def settle(engine: Engine, keys: KeyFile) -> None:
    """From now on only ``keys`` is accepted; moved into the main file, so that data and keys agree without the log."""
    accept(engine, keys.generation, keys.generation)
    checkpoint(engine)

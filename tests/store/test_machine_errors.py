"""What the machine reports, in the words of the office."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from halton_desktop.errors import DiskFull, FolderReadOnly, HaltonError, MachineError, NotAnOffice, WrongPassword
from halton_desktop.store.machine_errors import machine_error_of, machine_errors


class FromDriver(Exception):
    """As SQLCipher's driver raises it."""

    def __init__(self, code: int) -> None:
        super().__init__("database says no")
        self.sqlite_errorcode = code


class FromWindows(OSError):
    """As Python raises it on Windows."""

    def __init__(self, code: int) -> None:
        super().__init__(errno.EINVAL, "windows says no")
        self.winerror = code


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (OSError(errno.ENOSPC, ""), DiskFull),
        (OSError(errno.EACCES, ""), FolderReadOnly),
        (OSError(errno.EROFS, ""), FolderReadOnly),
        (OSError(errno.EIO, ""), MachineError),
        (FromWindows(112), DiskFull),
        (FromWindows(39), DiskFull),
        (FromWindows(19), FolderReadOnly),
        (FromDriver(13), DiskFull),
        (FromDriver(8), FolderReadOnly),
        (FromDriver(8 | 3 << 8), FolderReadOnly),
        (FromDriver(26), NotAnOffice),
        (FromDriver(11), NotAnOffice),
        (FromDriver(11 | 2 << 8), NotAnOffice),
        (FromDriver(522), NotAnOffice),
        (FromDriver(14), NotAnOffice),
        (FromDriver(5), MachineError),
        (FromDriver(6), MachineError),
        (FromDriver(10 | 1 << 8), MachineError),
    ],
)
def test_each_failure_has_its_own_meaning(error: Exception, meaning: type[MachineError]) -> None:
    found = machine_error_of(error)
    assert type(found) is meaning
    with pytest.raises(meaning) as raised, machine_errors():
        raise error
    assert raised.value.__cause__ is error


@pytest.mark.parametrize("code", [13, 8, 26, 14, 5, 10])
def test_every_meaning_is_a_whole_sentence_with_advice(code: int) -> None:
    meaning = machine_error_of(FromDriver(code))
    assert isinstance(meaning, HaltonError)
    assert meaning.message.endswith(".")
    assert meaning.advice.endswith(".")


@pytest.mark.parametrize("error", [FromDriver(1), FromDriver(19), ValueError("x"), WrongPassword("x")])
def test_what_is_no_failure_of_the_machine_has_no_meaning_here(error: Exception) -> None:
    assert machine_error_of(error) is None
    with pytest.raises(type(error)) as raised, machine_errors():
        raise error
    assert raised.value is error


def test_a_real_missing_folder_is_a_machine_error(tmp_path: Path) -> None:
    with pytest.raises(MachineError), machine_errors():
        (tmp_path / "nowhere" / "file").read_bytes()

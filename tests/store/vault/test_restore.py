"""An office comes back from its backup; what stood there before is kept aside."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from halton_desktop.errors import (
    BackupUnusable,
    Cancelled,
    DiskFull,
    InvalidInput,
    KeysMissing,
    NewerVersion,
    OfficeInUse,
    WrongPassword,
)
from halton_desktop.store.engine import writing
from halton_desktop.store.vault import restore as restore_module
from halton_desktop.store.vault import safe_write
from halton_desktop.store.vault.backup import make_backup
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.restore import restore, restore_with_recovery_key
from halton_desktop.store.vault.vault import unlock

from .conftest import CHEAP, NAME, PASSWORD, MakeOffice, Office

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def remember(engine: Engine, what: str) -> None:
    with writing(engine).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS note (what TEXT)"))
        connection.execute(text("INSERT INTO note VALUES (:what)"), {"what": what})


def notes(folder: OfficeFolder, name: str = NAME, password: str = PASSWORD) -> list[str]:
    with unlock(folder, name, password) as vault, vault.engine.connect() as connection:
        return list(connection.execute(text("SELECT what FROM note ORDER BY what")).scalars())


@pytest.fixture
def backup(office: Office, tmp_path: Path) -> Path:
    """A backup holding the note "before", after which "later" was noted and the password changed; office closed."""
    remember(office.vault.engine, "before")
    path = make_backup(office.vault, tmp_path / "to", now=NOON)
    remember(office.vault.engine, "later")
    office.vault.set_password(1, NAME, "changed since", CHEAP)
    office.vault.close()
    return path


def everything(folder: OfficeFolder) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder.path)): path.read_bytes()
        for path in folder.path.rglob("*")
        if path.is_file() and path != folder.lock
    }


def test_a_lost_computer_is_replaced_by_a_new_folder(backup: Path, tmp_path: Path) -> None:
    fresh = OfficeFolder(tmp_path / "new computer" / "Halton")
    assert restore(backup, fresh, NAME, PASSWORD) is None
    assert notes(fresh) == ["before"]
    assert {path.name for path in fresh.path.iterdir()} <= {"office.halton", "office.keys", "office.lock"}


def test_the_recovery_key_restores_too(backup: Path, office: Office, tmp_path: Path) -> None:
    fresh = OfficeFolder(tmp_path / "new")
    restore_with_recovery_key(backup, fresh, office.recovery_key)
    assert notes(fresh) == ["before"]


def test_what_stood_there_is_kept_aside_whole(backup: Path, office: Office) -> None:
    aside = restore(backup, office.folder, NAME, PASSWORD, now=NOON)
    assert notes(office.folder) == ["before"]
    assert aside is not None
    assert aside.name == f"Kept aside {NOON.astimezone():%Y-%m-%d %H%M}"
    assert notes(OfficeFolder(aside), password="changed since") == ["before", "later"]


def test_restoring_twice_in_a_minute_keeps_both_aside(backup: Path, office: Office) -> None:
    first = restore(backup, office.folder, NAME, PASSWORD, now=NOON)
    second = restore(backup, office.folder, NAME, PASSWORD, now=NOON)
    assert first != second
    assert second is not None
    assert notes(OfficeFolder(second)) == ["before"]


def test_a_log_left_by_a_crash_goes_aside_with_its_data(backup: Path, office: Office) -> None:
    office.folder.data_companions[0].write_bytes(b"left by a crash")
    aside = restore(backup, office.folder, NAME, PASSWORD)
    assert aside is not None
    assert (aside / "office.halton-wal").read_bytes() == b"left by a crash"
    assert notes(office.folder) == ["before"]


def test_a_damaged_office_is_replaced(backup: Path, office: Office) -> None:
    office.folder.data.write_bytes(b"broken")
    office.folder.keys.unlink()
    restore(backup, office.folder, NAME, PASSWORD)
    assert notes(office.folder) == ["before"]


def test_the_password_of_the_day_of_the_backup_is_what_counts(backup: Path, office: Office) -> None:
    before = everything(office.folder)
    with pytest.raises(WrongPassword):
        restore(backup, office.folder, NAME, "changed since")
    with pytest.raises(InvalidInput):
        restore_with_recovery_key(backup, office.folder, "nonsense")
    assert everything(office.folder) == before


def test_an_open_office_is_not_replaced(backup: Path, office: Office) -> None:
    vault = unlock(office.folder, NAME, "changed since")
    with pytest.raises(OfficeInUse, match="O’Brien"):
        restore(backup, office.folder, NAME, PASSWORD)
    vault.close()
    assert notes(office.folder, password="changed since") == ["before", "later"]


def test_another_office_that_is_open_is_not_replaced_either(backup: Path, make_office: MakeOffice) -> None:
    other = make_office("other")
    with pytest.raises(OfficeInUse):
        restore(backup, other.folder, NAME, PASSWORD)


def test_a_damaged_backup_changes_nothing(backup: Path, office: Office) -> None:
    good = backup.read_bytes()
    before = everything(office.folder)
    for place in (len(good) // 3, len(good) // 2, len(good) - 400):
        backup.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(BackupUnusable):
            restore(backup, office.folder, NAME, PASSWORD)
        assert everything(office.folder) == before
    backup.unlink()
    with pytest.raises(BackupUnusable, match="not there"):
        restore(backup, office.folder, NAME, PASSWORD)
    assert everything(office.folder) == before


def test_a_cancelled_restore_changes_nothing(backup: Path, office: Office) -> None:
    before = everything(office.folder)

    def stop(done: int, _: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(backup, office.folder, NAME, PASSWORD, progress=stop)
    assert everything(office.folder) == before


@pytest.mark.parametrize("failing_move", range(1, 5))
def test_a_move_that_fails_puts_everything_back(
    backup: Path, office: Office, monkeypatch: pytest.MonkeyPatch, failing_move: int
) -> None:
    before = everything(office.folder)
    moves = 0

    def fail_once(source: Path, target: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == failing_move:
            raise OSError(errno.ENOSPC, "full")
        safe_write.replace(source, target)

    monkeypatch.setattr(restore_module, "replace", fail_once)
    with pytest.raises(DiskFull):
        restore(backup, office.folder, NAME, PASSWORD)
    assert everything(office.folder) == before
    assert [path.name for path in office.folder.path.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("cut_after", range(1, 4))
def test_a_power_cut_between_the_moves_never_opens_half_and_restoring_again_mends_it(
    backup: Path, office: Office, monkeypatch: pytest.MonkeyPatch, cut_after: int
) -> None:
    class PowerCut(BaseException):
        pass

    moves = 0

    def cut(source: Path, target: Path) -> None:
        nonlocal moves
        if moves == cut_after:
            moves = -100  # nothing is put back: the computer is off
            raise PowerCut
        if moves >= 0:
            moves += 1
            safe_write.replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(restore_module, "replace", cut)
        with pytest.raises(PowerCut):
            restore(backup, office.folder, NAME, PASSWORD)
    with pytest.raises(KeysMissing):
        unlock(office.folder, NAME, PASSWORD)
    restore(backup, office.folder, NAME, PASSWORD)
    assert notes(office.folder) == ["before"]
    kept = [path for path in office.folder.path.glob("Kept aside *") if (path / "office.halton").exists()]
    assert kept


@pytest.mark.case("years-13")
def test_the_backup_of_a_newer_program_is_refused_before_anything_is_touched(office: Office, tmp_path: Path) -> None:
    with writing(office.vault.engine).begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    newer = make_backup(office.vault, tmp_path / "to", now=NOON)
    office.vault.close()
    before = everything(office.folder)
    with pytest.raises(NewerVersion, match="newer version"):
        restore(newer, office.folder, NAME, PASSWORD)
    assert everything(office.folder) == before

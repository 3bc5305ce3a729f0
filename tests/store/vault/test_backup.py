"""Backups: made while the office is in use, checked to the last page, refused when anything about them is wrong."""

from __future__ import annotations

import errno
import json
import os
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from halton_desktop.errors import BackupUnusable, Cancelled, DiskFull, MachineError, NewerVersion
from halton_desktop.store.engine import writing
from halton_desktop.store.vault import backup as backup_module
from halton_desktop.store.vault.backup import copy_before_update, make_backup, verify
from halton_desktop.store.vault.backup_file import BACKUP_FORMAT
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.vault import unlock

from .conftest import CHEAP, NAME, PASSWORD, MakeOffice, Office

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def add_people(engine: Engine, many: int = 200) -> None:
    with writing(engine).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS person (name TEXT, notes TEXT)"))
        connection.execute(
            text("INSERT INTO person VALUES (:name, hex(randomblob(500)))"),
            [{"name": f"Wrzesniewski {number}"} for number in range(many)],
        )


def only_temporary_files(folder: Path) -> list[Path]:
    return list(folder.glob("*.tmp")) if folder.exists() else []


def test_a_backup_is_one_file_named_by_its_time_and_passes_its_check(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine)
    place = tmp_path / "stick" / "Backups"
    backup = make_backup(office.vault, place, now=NOON)
    assert backup.name == f"Halton backup {NOON.astimezone():%Y-%m-%d %H%M}.haltonbackup"
    assert list(place.iterdir()) == [backup]
    checked = verify(backup, office.vault.data_key)
    assert (checked.office_id, checked.made, checked.tables) == (office.vault.office_id, NOON, 3)
    assert only_temporary_files(office.folder.path) == []


def test_nothing_in_a_backup_is_in_clear(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine)
    content = make_backup(office.vault, tmp_path / "to", school="Wade Deacon High School").read_bytes()
    for part in (b"Wrzesniewski", b"O\xe2\x80\x99Brien", b"Aoife", b"SQLite format", b"Wade Deacon"):
        assert part not in content


def test_two_backups_of_one_minute_do_not_overwrite_each_other(office: Office, tmp_path: Path) -> None:
    first = make_backup(office.vault, tmp_path / "to", now=NOON)
    second = make_backup(office.vault, tmp_path / "to", now=NOON)
    assert second.name.endswith(" (2).haltonbackup")
    assert first.exists()


def test_a_backup_holds_what_was_committed_and_nothing_that_was_not(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine, 7)
    started, finish = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with writing(office.vault.engine).connect() as connection:
            connection.execute(text("INSERT INTO person VALUES ('half', '')"))
            started.set()
            finish.wait(10)
            connection.rollback()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    started.wait(10)
    timer = threading.Timer(0.2, finish.set)
    timer.start()
    backup = make_backup(office.vault, tmp_path / "to")
    writer.join()
    timer.join()
    with zipfile.ZipFile(backup) as archive:
        archive.extractall(tmp_path / "copy")
    with unlock(OfficeFolder(tmp_path / "copy"), NAME, PASSWORD) as copy, copy.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 7


def test_backups_made_while_others_write_and_passwords_change_are_all_whole(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine)
    stop = threading.Event()
    failures: list[BaseException] = []

    def keep_busy(work: Callable[[int], None]) -> Callable[[], None]:
        def run() -> None:
            number = 0
            try:
                while not stop.is_set():
                    number += 1
                    work(number)
            except BaseException as error:
                failures.append(error)

        return run

    writers = [
        threading.Thread(target=keep_busy(lambda _: add_people(office.vault.engine, 5))),
        threading.Thread(target=keep_busy(lambda n: office.vault.set_password(2, "Nowak", f"p{n}", CHEAP))),
    ]
    for writer in writers:
        writer.start()
    try:
        backups = [make_backup(office.vault, tmp_path / "to") for _ in range(6)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert failures == []
    for backup in backups:
        verify(backup, office.vault.data_key)


def test_a_long_reader_makes_the_backup_wait_and_then_say_so(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine)
    with office.vault.engine.connect() as reader, pytest.MonkeyPatch.context() as patch:
        reader.execute(text("SELECT count(*) FROM person")).all()
        add_people(office.vault.engine)
        patch.setattr(backup_module, "_WAIT_SECONDS", 0.1)
        with pytest.raises(MachineError, match="being used"):
            make_backup(office.vault, tmp_path / "to")
    assert only_temporary_files(office.folder.path) == []


def test_progress_counts_up_to_the_whole(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine, 4000)
    told: list[tuple[int, int]] = []
    make_backup(office.vault, tmp_path / "to", progress=lambda done, total: told.append((done, total)))
    done = [entry[0] for entry in told]
    assert len(done) > 3
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1] > 2_000_000


def test_a_cancelled_backup_leaves_nothing(office: Office, tmp_path: Path) -> None:
    add_people(office.vault.engine, 4000)

    def stop(done: int, _: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_backup(office.vault, tmp_path / "to", progress=stop)
    assert list((tmp_path / "to").iterdir()) == []
    assert only_temporary_files(office.folder.path) == []
    backup = make_backup(office.vault, tmp_path / "to")
    with pytest.raises(Cancelled):
        verify(backup, office.vault.data_key, progress=stop)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "no room left on the drive for the backup"),
        (errno.EACCES, "cannot be used"),
        (errno.EROFS, "cannot be used"),
        (errno.ENOENT, "is not there"),
        (errno.EIO, "stopped answering"),
    ],
    ids=["full", "denied", "read-only", "gone", "unplugged"],
)
def test_a_backup_drive_that_fails_is_named_and_nothing_half_written_stays(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(backup_module, "write_backup", fail)
        with pytest.raises(BackupUnusable, match=words) as refused:
            make_backup(office.vault, tmp_path / "to")
    assert refused.value.advice
    assert list((tmp_path / "to").iterdir()) == []
    assert only_temporary_files(office.folder.path) == []


def test_an_office_drive_without_room_for_the_copy_is_a_full_disk(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(backup_module, "_snapshot", fail)
    with pytest.raises(DiskFull):
        make_backup(office.vault, tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_a_file_where_the_folder_should_be_is_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "to").write_bytes(b"")
    with pytest.raises(BackupUnusable):
        make_backup(office.vault, tmp_path / "to")


def test_a_backup_that_is_not_there_cannot_be_checked(office: Office, tmp_path: Path) -> None:
    with pytest.raises(BackupUnusable, match="not there"):
        verify(tmp_path / "nowhere.haltonbackup", office.vault.data_key)


def test_a_backup_of_another_office_is_told_apart(make_office: MakeOffice, tmp_path: Path) -> None:
    first, second = make_office("first"), make_office("second")
    backup = make_backup(first.vault, tmp_path / "to")
    with pytest.raises(BackupUnusable, match="another office"):
        verify(backup, second.vault.data_key)


def test_an_altered_byte_anywhere_in_a_backup_is_found(office: Office, tmp_path: Path) -> None:
    """In names and lengths, in keys, pages and manifest: only bytes that say nothing (dates, flags) may differ."""
    backup = make_backup(office.vault, tmp_path / "to")
    good = backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        spans = [(entry.header_offset + 30, entry.file_size) for entry in archive.infolist()]
    places = [start + step for start, size in spans for step in range(40, size, max(size // 40, 1))]
    for place in places:
        backup.write_bytes(good[:place] + bytes([good[place] ^ 0x10]) + good[place + 1 :])
        with pytest.raises((BackupUnusable, NewerVersion)):
            verify(backup, office.vault.data_key)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_is_refused(office: Office, tmp_path: Path, share: float) -> None:
    backup = make_backup(office.vault, tmp_path / "to")
    good = backup.read_bytes()
    backup.write_bytes(good[: int(len(good) * share)])
    with pytest.raises(BackupUnusable, match="damaged"):
        verify(backup, office.vault.data_key)


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup packed anew, with right check sums, after ``change`` to its members."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    forged = backup.with_name("forged.haltonbackup")
    with zipfile.ZipFile(forged, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return forged


def with_manifest(members: dict[str, bytes], **changes: object) -> None:
    content = {**json.loads(members["manifest.json"]), **changes}
    members["manifest.json"] = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


FORGERIES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "a member too many": lambda members: members.update({"readme.txt": b"hello"}),
    "no keys": lambda members: members.__delitem__("office.keys"),
    "data cut": lambda members: members.update({"office.halton": members["office.halton"][:-4096]}),
    "another date": lambda members: with_manifest(members, made="2020-01-01T00:00:00+00:00"),
    "a date that is none": lambda members: with_manifest(members, made="yesterday"),
    "another office": lambda members: with_manifest(members, office="0" * 32),
    "no manifest worth the name": lambda members: members.update({"manifest.json": b"[]"}),
    "a manifest without end": lambda members: members.update({"manifest.json": b" " * 1_000_000}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_repacked_backup_is_refused(office: Office, tmp_path: Path, forgery: str) -> None:
    forged = rewritten(make_backup(office.vault, tmp_path / "to"), FORGERIES[forgery])
    with pytest.raises(BackupUnusable):
        verify(forged, office.vault.data_key)


def test_an_older_page_spliced_into_a_newer_backup_is_refused(office: Office, tmp_path: Path) -> None:
    """Every page is authentic by itself; only the manifest knows which belong together."""
    add_people(office.vault.engine)
    old = make_backup(office.vault, tmp_path / "to")
    with writing(office.vault.engine).begin() as connection:
        connection.execute(text("UPDATE person SET name = 'erased'"))
    new = make_backup(office.vault, tmp_path / "to")
    with zipfile.ZipFile(old) as archive:
        old_pages = archive.read("office.halton")

    def splice(members: dict[str, bytes]) -> None:
        pages = members["office.halton"]
        cut = next(at for at in range(8192, len(pages), 4096) if pages[at : at + 4096] != old_pages[at : at + 4096])
        members["office.halton"] = pages[:cut] + old_pages[cut : cut + 4096] + pages[cut + 4096 :]

    with pytest.raises(BackupUnusable):
        verify(rewritten(new, splice), office.vault.data_key)


def test_a_backup_of_a_newer_version_asks_for_it(office: Office, tmp_path: Path) -> None:
    forged = rewritten(
        make_backup(office.vault, tmp_path / "to"), lambda members: with_manifest(members, format=BACKUP_FORMAT + 1)
    )
    with pytest.raises(NewerVersion, match="newer version"):
        verify(forged, office.vault.data_key)


def test_a_half_backup_of_yesterday_is_tidied_away_and_one_of_today_is_not(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "to"
    place.mkdir()
    old = place / "Halton backup 2026-11-20 0902.haltonbackup.0a1b2c3d.tmp"
    fresh = place / "Halton backup 2026-11-22 0902.haltonbackup.0a1b2c3d.tmp"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (1_000_000, 1_000_000))
    make_backup(office.vault, place)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_before_an_update_data_and_keys_are_kept_as_an_office_that_opens(office: Office) -> None:
    add_people(office.vault.engine, 3)
    kept = copy_before_update(office.folder, office.vault.engine, "0001")
    assert kept.name.startswith("Before update ")
    assert kept.name.endswith("0001")
    with unlock(OfficeFolder(kept), NAME, PASSWORD) as copy, copy.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 3


def test_only_the_last_two_copies_before_an_update_stay(office: Office) -> None:
    kept = [copy_before_update(office.folder, office.vault.engine, f"{number:04}") for number in range(4)]
    assert [path.exists() for path in kept] == [False, False, True, True]


def test_a_copy_that_cannot_be_kept_leaves_nothing_half(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(backup_module, "_snapshot", fail)
    with pytest.raises(DiskFull):
        copy_before_update(office.folder, office.vault.engine, "0001")
    assert [path.name for path in office.folder.path.iterdir() if path.is_dir()] == []

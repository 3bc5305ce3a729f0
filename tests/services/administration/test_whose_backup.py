"""A backup is known by its office and its copy, never by what the file is called."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from halton_desktop.errors import BackupUnusable
from halton_desktop.services.administration import back_up as service
from halton_desktop.services.administration.back_up import (
    back_up,
    backups,
    last_backup,
    restore_backup,
    restoring_replaces,
    verify_backup,
)
from halton_desktop.services.administration.keep_school import (
    change_school,
    change_settings,
    read_school,
    read_settings,
)
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.vault.backup_file import open_backup
from halton_desktop.store.vault.backup_folder import Keep, rotate
from tests.factories import PASSWORD, SIGN_IN_NAME, StandingClock, make_office, program_files

pytestmark = pytest.mark.case("years-3")
WAY_IN = {"sign_in_name": SIGN_IN_NAME, "password": PASSWORD}


def backing_up_to(folder: Path, session: OfficeSession) -> OfficeSession:
    change_settings(session, replace(read_settings(session), backup_folder=str(folder)))
    return session


def reopened(folder: Path) -> OfficeSession:
    return unlock_office(folder, SIGN_IN_NAME, PASSWORD, program_files(), clock=StandingClock())


def test_another_schools_backup_in_the_same_folder_is_not_ours(tmp_path: Path) -> None:
    with make_office(tmp_path / "one") as one, make_office(tmp_path / "two") as two:
        backing_up_to(tmp_path / "stick", one)
        backing_up_to(tmp_path / "stick", two)
        back_up(one)
        assert last_backup(one) is not None
        assert last_backup(two) is None
        assert backups(two) == []


def test_an_empty_file_named_as_a_backup_is_none(office: OfficeSession) -> None:
    made = back_up(office)
    made.write_bytes(b"")
    assert last_backup(office) is None


def test_the_backup_of_another_copy_is_shown_as_that_and_does_not_verify(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        backing_up_to(tmp_path / "stick", office)
        made = back_up(office)
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    with reopened(tmp_path / "copy") as copy:
        assert [backup.ours for backup in backups(copy)] == [False]
        assert last_backup(copy) is None
        with pytest.raises(BackupUnusable, match="another copy of this office"):
            verify_backup(copy, made)
    with reopened(tmp_path / "office") as office:
        assert verify_backup(office, made).tables > 10


def test_restoring_over_another_office_or_copy_asks_and_over_its_own_does_not(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        own = back_up(office, tmp_path / "stick")
    with make_office(tmp_path / "another") as another:
        foreign = back_up(another, tmp_path / "stick")
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    with reopened(tmp_path / "copy") as copy:
        of_copy = back_up(copy, tmp_path / "stick")
    folder = tmp_path / "office"
    assert restoring_replaces(own, folder, **WAY_IN) == ""
    assert "another office" in restoring_replaces(foreign, folder, **WAY_IN)
    assert "another copy" in restoring_replaces(of_copy, folder, **WAY_IN)
    assert restoring_replaces(own, tmp_path / "nothing here", **WAY_IN) == ""


@pytest.mark.case("years-13")
def test_the_backups_of_a_school_that_was_renamed_are_let_go_like_the_others(
    office: OfficeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "rotate", lambda own, made: rotate(own, Keep(last=2, daily=0, weekly=0, monthly=0)))
    assert isinstance(office.clock, StandingClock)
    for number in range(4):
        change_school(office, replace(read_school(office), name=f"School {number}"))
        office.clock.now += timedelta(minutes=1)
        back_up(office)
    assert [backup.school for backup in backups(office)] == ["School 3", "School 2"]


def test_a_backup_made_before_copies_were_told_apart_is_still_read(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        made = back_up(office)
        old = made.with_name("Halton backup Old 2026-01-05 0900.haltonbackup")
        with open_backup(made) as file, zipfile.ZipFile(made) as source, zipfile.ZipFile(old, "w") as target:
            manifest = replace(file.manifest, format=1)
            body = {**manifest.body(), "mac": manifest.mac_under(office.vault.data_key)}
            for name in source.namelist():
                text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
                target.writestr(name, text if name == "manifest.json" else source.read(name))
        assert [backup.ours for backup in backups(office)] == [True, True]
        assert verify_backup(office, old).tables > 10
    restore_backup(old, tmp_path / "elsewhere", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with reopened(tmp_path / "elsewhere") as again:
        assert again.user.sign_in_name == SIGN_IN_NAME

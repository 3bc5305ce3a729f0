"""A backup holds the whole office, is read back when made, and brings it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from halton_desktop.domain.register import ParentFilter
from halton_desktop.errors import WrongPassword
from halton_desktop.services.administration.back_up import back_up, last_backup, restore_backup, verify_backup
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.parents.find_parents import parent_ids
from halton_desktop.services.session import OfficeSession
from tests.factories import PASSWORD, SIGN_IN_NAME, StandingClock, a_parent, a_pupil, add_family, program_files


def test_what_was_backed_up_comes_back_and_what_stood_there_is_kept_aside(
    office: OfficeSession, tmp_path: Path
) -> None:
    (kept,), _ = add_family(office, [a_parent()], [a_pupil()])
    made = back_up(office)
    add_family(office, [a_parent()], [a_pupil()])
    office.close()
    with pytest.raises(WrongPassword):
        restore_backup(made, tmp_path / "office", sign_in_name=SIGN_IN_NAME, password="not this one")
    aside = restore_backup(made, tmp_path / "office", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files()) as again:
        assert list(parent_ids(again, ParentFilter())) == [kept]
        assert check(again).ok
    assert aside is not None
    with unlock_office(aside, SIGN_IN_NAME, PASSWORD, program_files()) as before:
        assert len(parent_ids(before, ParentFilter())) == 2


def test_the_last_backup_is_known_and_verified(office: OfficeSession) -> None:
    assert last_backup(office) is None
    made = back_up(office)
    last = last_backup(office)
    assert last is not None
    assert last.path == made
    assert verify_backup(office, made).tables > 10


def test_no_surname_stands_in_clear_in_any_file(office: OfficeSession, tmp_path: Path) -> None:
    add_family(office, [a_parent(surname="Qwertzuiop")], [a_pupil(surname="Qwertzuiop")])
    back_up(office)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            for private in (b"qwertzuiop", b"q\0w\0e\0r\0t", b"clarke", SIGN_IN_NAME.encode()):
                assert private not in content, path.name


@pytest.mark.case("figures-10")
def test_a_clock_that_is_behind_never_costs_the_backup_just_made(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    folder = office.own_backup_folder
    folder.mkdir(parents=True, exist_ok=True)
    first = back_up(office)
    for days in range(1, 60):
        ahead = clock.now + timedelta(days=days)
        (folder / first.name.replace(f"{clock.now.astimezone():%Y-%m-%d}", f"{ahead:%Y-%m-%d}")).write_bytes(b"")
    clock.now -= timedelta(days=20)
    behind = back_up(office)
    assert behind.exists()
    assert first.exists()


@pytest.mark.case("figures-10")
def test_a_backup_of_a_day_to_come_silences_no_reminder(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    right = clock.now
    clock.now = right + timedelta(days=365)
    back_up(office)
    clock.now = right
    assert last_backup(office) is None
    assert [item.sentence for item in due_today(office) if item.kind == "backup"] == ["There is no backup yet"]
    made = back_up(office)
    found = last_backup(office)
    assert found is not None
    assert found.path == made


@pytest.mark.case("figures-10")
def test_a_date_in_a_name_is_not_trusted(office: OfficeSession) -> None:
    made = back_up(office)
    day = f"{office.today:%Y-%m-%d}"
    renamed = made.rename(made.with_name(made.name.replace(day, "2030-01-05")))
    found = last_backup(office)
    assert found is not None
    assert (found.path, found.made.date()) == (renamed, office.today)


@pytest.mark.case("figures-10")
def test_what_was_made_while_the_clock_was_behind_is_kept_for_what_is_in_it(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    right = clock.now
    for days in range(30):
        clock.now = right + timedelta(days=days)
        back_up(office)
    clock.now = right - timedelta(days=400)
    add_family(office, [a_parent()], [a_pupil()])
    behind = back_up(office)
    for days in range(30, 36):
        clock.now = right + timedelta(days=days)
        back_up(office)
    assert behind.exists()
    found = last_backup(office)
    assert found is not None
    assert found.made.date() == office.today

"""What backups are called and which of them may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.backup import Backup
from halton_desktop.store.vault.backup_folder import Keep, backup_path, backups_in, kept, rotate

NOW = datetime(2026, 11, 22, 9, 2, tzinfo=UTC)


def made_at(folder: Path, *moments: datetime, school: str = "") -> list[Path]:
    paths = []
    for moment in moments:
        paths.append(backup_path(folder, school, moment))
        paths[-1].write_bytes(b"backup")
    return paths


def test_the_name_tells_school_and_time_and_is_read_back(tmp_path: Path) -> None:
    [path] = made_at(tmp_path, NOW, school="St Chad's Catholic and Church of England High School")
    [found] = backups_in(tmp_path)
    assert (found.path, found.school) == (path, "St Chad's Catholic and Church of England High School")
    assert found.made == NOW.astimezone().replace(tzinfo=None)


@pytest.mark.parametrize("school", ["", "A/B: the \\ school?", "x" * 300, " . ", "Ysgol Łódź", 'CON "quoted" <b>|*'])
def test_whatever_the_school_is_called_the_name_fits_windows(tmp_path: Path, school: str) -> None:
    [path] = made_at(tmp_path, NOW, school=school)
    assert not set(path.name) & set('<>:"/\\|?*')
    assert len(path.name) < 120
    assert rotate(backups_in(tmp_path)) == []
    assert backups_in(tmp_path)[0].path == path


def test_newest_come_first_and_other_files_are_not_backups(tmp_path: Path) -> None:
    old, new = made_at(tmp_path, NOW - timedelta(days=1), NOW)
    again = backup_path(tmp_path, "", NOW)
    again.write_bytes(b"")
    for name in (
        "Halton backup.haltonbackup",
        "Halton backup 2026-02-31 0902.haltonbackup",
        "Halton backup 2026-11-22 0902.zip",
        "Halton backup 2026-11-22 0902.haltonbackup.0a1b.tmp",
        "letter.docx",
    ):
        (tmp_path / name).write_bytes(b"")
    assert [backup.path for backup in backups_in(tmp_path)] == [again, new, old]


def test_a_folder_that_is_not_there_has_no_backups(tmp_path: Path) -> None:
    assert backups_in(tmp_path / "unplugged") == []
    assert rotate(backups_in(tmp_path / "unplugged")) == []


def test_a_year_of_three_backups_a_day_keeps_the_recent_the_daily_the_weekly_and_the_monthly(tmp_path: Path) -> None:
    moments = [NOW - timedelta(hours=8 * step) for step in range(3 * 400)]
    made_at(tmp_path, *moments)
    removed = rotate(backups_in(tmp_path))
    left = backups_in(tmp_path)
    ages = [(NOW.astimezone().replace(tzinfo=None) - backup.made).days for backup in left]
    assert len(left) + len(removed) == len(moments)
    assert len([age for age in ages if age <= 2]) >= 9
    assert {backup.made.date() for backup in left} >= {(NOW - timedelta(days=day)).date() for day in range(1, 14)}
    assert len({(backup.made.year, backup.made.month) for backup in left}) == 12
    assert max(ages) > 300
    assert len(left) < 45


def test_rotating_again_removes_nothing_more(tmp_path: Path) -> None:
    made_at(tmp_path, *(NOW - timedelta(hours=8 * step) for step in range(200)))
    rotate(backups_in(tmp_path))
    assert rotate(backups_in(tmp_path)) == []


def test_only_the_backups_handed_over_go(tmp_path: Path) -> None:
    moments = [NOW - timedelta(minutes=step) for step in range(30)]
    own = made_at(tmp_path, *moments)
    others = made_at(tmp_path, *moments, school="The Heath School")
    ours = [backup for backup in backups_in(tmp_path) if not backup.school]
    removed = rotate(ours, Keep(last=2, daily=0, weekly=0, monthly=0))
    assert sorted(removed) == sorted(own[2:])
    assert all(path.exists() for path in [*others, *own[:2]])


def test_the_newest_stays_whatever_was_asked(tmp_path: Path) -> None:
    new, old = made_at(tmp_path, NOW, NOW - timedelta(days=1))
    assert rotate(backups_in(tmp_path), Keep(0, 0, 0, 0)) == [old]
    assert new.exists()


def test_one_that_cannot_be_deleted_now_is_left_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, old = made_at(tmp_path, NOW, NOW - timedelta(days=1))

    def held_open(path: Path) -> None:
        raise PermissionError(13, f"{path} is held open")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held_open)
        assert rotate(backups_in(tmp_path), Keep(1, 0, 0, 0)) == []
    assert rotate(backups_in(tmp_path), Keep(1, 0, 0, 0)) == [old]


EARLIEST, LATEST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2027-01-01")
MOMENTS = st.lists(st.datetimes(EARLIEST, LATEST), min_size=1, max_size=80)


@given(MOMENTS, st.integers(0, 5), st.integers(0, 5))
def test_of_every_kept_period_the_newest_is_the_one_that_stays(moments: list[datetime], last: int, daily: int) -> None:
    backups = [Backup(Path(str(number)), "", moment) for number, moment in enumerate(sorted(moments, reverse=True))]
    wanted = kept(backups, Keep(last, daily, 0, 0))
    days = sorted({backup.made.date() for backup in backups}, reverse=True)[:daily]
    for day in days:
        newest = next(backup for backup in backups if backup.made.date() == day)
        assert newest.path in wanted
    assert {backup.path for backup in backups[:last]} <= wanted
    assert len(wanted) <= last + daily

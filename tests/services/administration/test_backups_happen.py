"""What was changed since the last backup, and where that is: true states, told apart."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from halton_desktop.services.administration.back_up import back_up, backup_state, changed_since_backup
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent
from tests.services.administration.test_whose_backup import backing_up_to

pytestmark = pytest.mark.case("years-7")


def said(office: OfficeSession) -> list[str]:
    return [item.sentence for item in due_today(office) if item.kind == "backup"]


def wait(office: OfficeSession, days: int) -> None:
    assert isinstance(office.clock, StandingClock)
    office.clock.now += timedelta(days=days)


def test_whatever_was_not_backed_up_is_known_the_next_day_too(office: OfficeSession) -> None:
    assert changed_since_backup(office)
    back_up(office)
    assert not changed_since_backup(office)
    add_parent(office, a_parent())
    assert changed_since_backup(office)


def test_a_stick_in_the_safe_is_normal_and_is_asked_for_once_a_week(office: OfficeSession, tmp_path: Path) -> None:
    backing_up_to(tmp_path / "stick" / "Backups", office)
    back_up(office)
    (tmp_path / "stick").rename(tmp_path / "in the safe")
    wait(office, 5)
    assert said(office) == []
    wait(office, 3)
    assert said(office) == ["The last backup, of 23/11/2026, is on a drive that is not connected now"]


def test_backups_that_were_taken_away_are_told_from_none(office: OfficeSession) -> None:
    assert said(office) == ["There is no backup yet"]
    back_up(office)
    assert said(office) == []
    folder = backup_state(office).folder
    shutil.rmtree(folder)
    folder.mkdir()
    assert said(office) == [f"The last backup, of 23/11/2026, is no longer in {folder}"]

"""An office that went on in two places is noticed, and never goes on in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from halton_desktop.services.administration.back_up import back_up, restore_backup
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.administration.other_copies import (
    due_items,
    go_on_with_this_one,
    seen_now,
    words_at_opening,
)
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import PASSWORD, SIGN_IN_NAME, StandingClock, a_parent, make_office, program_files
from tests.services.administration.test_whose_backup import backing_up_to

pytestmark = pytest.mark.case("years-8")


def reopened(folder: Path) -> OfficeSession:
    return unlock_office(folder, SIGN_IN_NAME, PASSWORD, program_files(), clock=StandingClock())


def test_an_office_opened_on_two_computers_in_turn_is_one_office(tmp_path: Path) -> None:
    with make_office(tmp_path / "share") as office:
        _id, first = seen_now(office)
        add_parent(office, a_parent())
    with reopened(tmp_path / "share") as office:
        assert words_at_opening(office, first) == ""
        assert due_items(office) == []


def test_a_copy_that_went_on_by_itself_is_named_with_which_is_newer_until_somebody_decides(tmp_path: Path) -> None:
    with make_office(tmp_path / "office"):
        pass
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    with reopened(tmp_path / "office") as office:
        for _ in range(3):
            add_parent(office, a_parent())
        _id, seen = seen_now(office)
    with reopened(tmp_path / "copy") as copy:
        add_parent(copy, a_parent())
        assert "it is the newer one" in words_at_opening(copy, seen)
        assert len(due_items(copy)) == 1
        go_on_with_this_one(copy)
        assert due_items(copy) == []
        assert words_at_opening(copy, seen).startswith("This office was copied or moved")
        assert words_at_opening(copy, seen) == ""


def test_the_backup_of_another_copy_betrays_it(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        backing_up_to(tmp_path / "stick", office)
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    with reopened(tmp_path / "copy") as copy:
        add_parent(copy, a_parent())
        back_up(copy)
    with reopened(tmp_path / "office") as office:
        for _ in range(9):
            add_parent(office, a_parent())
        [line] = due_items(office)
        assert "backed up on 23/11/2026" in line.sentence
        assert "this one is the newer" in line.sentence


def test_after_a_restore_what_was_there_before_is_left_behind_knowingly(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        made = back_up(office, tmp_path / "stick")
        add_parent(office, a_parent())
        back_up(office)
        _id, seen = seen_now(office)
    restore_backup(made, tmp_path / "office", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with reopened(tmp_path / "office") as office:
        assert "restored" in words_at_opening(office, seen)
        assert due_items(office) == []
        assert words_at_opening(office, seen) == ""

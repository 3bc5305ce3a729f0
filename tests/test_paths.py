"""Folders of the program are found in every way it can be started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from halton_desktop import paths


def test_the_checkout_finds_its_resources() -> None:
    assert (paths.resources_folder() / "icons" / "halton.png").is_file()


def test_the_frozen_program_looks_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"


def test_the_folders_of_the_user_carry_the_programs_name() -> None:
    for folder in (paths.settings_file(), paths.log_folder(), paths.default_office_folder()):
        assert paths.PROGRAM in folder.parts

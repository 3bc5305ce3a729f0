"""Settings keep their type, fall back to their default, and hold nothing but what is declared."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from halton_desktop.settings import (
    ALL_SETTINGS,
    COMPACT_ROWS,
    IDLE_MINUTES,
    OFFICE_FOLDER,
    THEME,
    Setting,
    Settings,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_a_setting_nobody_changed_has_its_default(file: Path) -> None:
    settings = Settings(file)
    for setting in ALL_SETTINGS:
        assert settings.get(cast("Setting[str]", setting)) == setting.default


def test_values_come_back_with_their_type_after_a_restart(file: Path) -> None:
    settings = Settings(file)
    settings.set(COMPACT_ROWS, True)
    settings.set(IDLE_MINUTES, 30)
    settings.set(OFFICE_FOLDER, r"C:\Büro\Halton, alt")
    settings.sync()
    again = Settings(file)
    assert again.get(COMPACT_ROWS) is True
    assert again.get(IDLE_MINUTES) == 30
    assert again.get(OFFICE_FOLDER) == r"C:\Büro\Halton, alt"


@pytest.mark.parametrize("text", ["soon", "", "7", "-1"])
def test_a_damaged_or_forbidden_value_reads_as_the_default(file: Path, text: str) -> None:
    file.write_text(f"[security]\nlock_after_idle_minutes={text}\n", encoding="utf-8")
    assert Settings(file).get(IDLE_MINUTES) == IDLE_MINUTES.default


def test_a_change_is_told_once_and_no_change_is_not(file: Path, qtbot: QtBot) -> None:
    settings = Settings(file)
    heard: list[str] = []
    settings.changed.connect(heard.append)
    settings.set(THEME, "dark")
    settings.set(THEME, "dark")
    assert heard == [THEME.name]


def test_layouts_are_kept_byte_for_byte(file: Path) -> None:
    settings = Settings(file)
    state = QByteArray(bytes(range(256)))
    settings.set_layout("window", state)
    settings.sync()
    assert Settings(file).layout("window") == state
    assert Settings(file).layout("another").isEmpty()


def test_every_setting_has_a_name_of_its_own() -> None:
    names = [setting.name for setting in ALL_SETTINGS]
    assert len(set(names)) == len(names)
    assert all(isinstance(setting, Setting) and "/" in setting.name for setting in ALL_SETTINGS)


def test_defaults_are_among_what_is_allowed() -> None:
    assert [s.name for s in ALL_SETTINGS if s.allowed and s.default not in s.allowed] == []

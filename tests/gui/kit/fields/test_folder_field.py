"""Where an office and its backups may be kept, and what is said about an unwise place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.folder_field import FolderField, backup_folder_warning, office_folder_warning
from halton_desktop.services.administration.office_place import is_synced


@pytest.mark.parametrize(
    ("folder", "synced"),
    [
        ("/home/anne/OneDrive - Wade Deacon/Office", True),
        ("/home/anne/Dropbox/Office", True),
        ("/home/anne/Documents/Office", False),
        ("/home/anne/Boxes/Office", False),
    ],
)
def test_folders_of_syncing_programs_are_known_by_name(folder: str, synced: bool) -> None:
    assert is_synced(Path(folder)) is synced


def test_a_folder_windows_gives_to_onedrive_is_known_whatever_it_is_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "School"))
    assert is_synced(tmp_path / "School" / "Office")
    assert not is_synced(tmp_path / "Office")


def test_a_network_folder_is_said_to_be_slower_and_a_local_one_is_fine(tmp_path: Path) -> None:
    assert "on the network" in office_folder_warning(Path("//server/share/office"))
    assert office_folder_warning(tmp_path / "not" / "there" / "yet") == ""


def test_backups_beside_the_office_help_little(tmp_path: Path) -> None:
    assert "same drive" in backup_folder_warning(tmp_path / "Backups", tmp_path)
    assert backup_folder_warning(Path("//server/backups"), tmp_path) == ""


def test_choosing_fills_the_line_and_warns_at_once(qtbot: QtBot, context: AppContext) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    lines, buttons, line = QVBoxLayout(holder), QHBoxLayout(), QLineEdit()
    lines.addWidget(line)
    lines.addLayout(buttons)
    answers = ["/home/anne/OneDrive/Office", ""]
    field = FolderField(
        line, buttons, lines, context, title="Choose", warning=office_folder_warning, ask=lambda *_: answers.pop(0)
    )
    field.button.click()
    assert field.folder == Path("/home/anne/OneDrive/Office")
    assert "syncing program" in field.banner.sentence
    field.button.click()
    assert field.folder == Path("/home/anne/OneDrive/Office"), "the dialog was left"
    line.setText("/home/anne/Office")
    assert field.banner.sentence == ""

"""Where the office lives: who can reach it, and what could happen to it there."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop import paths
from halton_desktop.services.administration import office_place
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.vault.folder import open_to_all_here
from tests.factories import make_office

pytestmark = pytest.mark.case("years-4")


def said(office: OfficeSession) -> list[str]:
    return [item.sentence for item in due_today(office) if item.kind == office_place.DUE]


def test_today_warns_while_backups_lie_on_the_same_disk(office: OfficeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(office) == ["The backups lie on the same disk as the office: when it breaks, both are gone"]
    monkeypatch.setattr(office_place, "on_one_disk", lambda _office, _backups: False)
    assert said(office) == []


def test_today_warns_of_an_office_in_somebodys_own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "mary")
    with make_office(tmp_path / "mary" / "AppData" / "Office") as office:
        assert any("The office lies in the Windows folders of mary" in sentence for sentence in said(office))


def test_today_warns_of_backups_that_are_copied_to_the_internet(office: OfficeSession, tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - School" / "Backups"
    change_settings(office, replace(read_settings(office), backup_folder=str(synced)))
    assert any("The backups lie in a folder that is copied to the internet" in sentence for sentence in said(office))


@pytest.mark.parametrize(
    ("folder", "owner"),
    [
        (r"C:\Users\mary\AppData\Local\Halton Desktop\Office", "mary"),
        (r"C:\Users\Public\Halton", ""),
        (r"C:\ProgramData\Halton Desktop\Office", ""),
        (r"\\server\office\halton", ""),
    ],
)
def test_a_folder_below_users_is_one_persons(folder: str, owner: str) -> None:
    assert office_place.private_owner(Path(folder)) == owner
    assert ("Only mary" in office_place.who_reaches(Path(folder))) == bool(owner)


def test_on_windows_a_new_office_is_suggested_where_all_reach_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.site_data_path", lambda *_a, **_k: tmp_path / "ProgramData")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_a, **_k: tmp_path / "mary")
    assert paths.default_office_folder("win32") == tmp_path / "ProgramData" / "Office"
    (tmp_path / "mary" / "Office").mkdir(parents=True)
    (tmp_path / "mary" / "Office" / "office.keys").write_bytes(b"keys")
    assert paths.default_office_folder("win32") == tmp_path / "mary" / "Office"


def test_a_folder_for_all_is_opened_to_all_and_a_refusal_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path))
    open_to_all_here(tmp_path / "Office", run=lambda words, **_options: asked.append(words))
    assert asked[0][:3] == ["icacls", str(tmp_path / "Office"), "/grant"]

    def refuses(words: list[str], **_options: object) -> None:
        raise subprocess.CalledProcessError(5, words)

    with pytest.raises(PermissionError):
        open_to_all_here(tmp_path / "Office", run=refuses)
    open_to_all_here(Path("/elsewhere"), run=refuses)


@pytest.mark.case("years-13")
def test_the_wizard_judges_a_place_before_it_asks_for_a_password(office: OfficeSession, tmp_path: Path) -> None:
    judged = office_place.place_for_new
    assert judged(tmp_path / "fresh") == ""
    assert "inside another office" in judged(office.folder / "Backups" / "new")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.docx").write_bytes(b"")
    assert "other files" in judged(tmp_path / "full")
    assert "letters; Windows" in judged(tmp_path / ("x" * 200))

"""The guided tour: takes its pictures, survives a stop that fails, and leaves nothing of the sample office behind."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from halton_desktop import paths
from halton_desktop.app import main
from halton_desktop.sample import sample_office
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.tour import take_pictures
from halton_desktop.tour.stop import Stop
from halton_desktop.tour.stops_in_order import STOPS
from halton_desktop.tour.tour import Tour

FEW = ("unlock", "parents", "about")


@pytest.fixture(autouse=True)
def whole_application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tour makes its own application in earnest; here there is one already, given back as it was."""
    style, sheet, palette, font = qapp.style().objectName(), qapp.styleSheet(), qapp.palette(), qapp.font()
    monkeypatch.setattr(take_pictures, "_application", lambda: qapp)
    monkeypatch.setattr(take_pictures, "qInstallMessageHandler", lambda _handler: None)
    yield
    qapp.setStyle(style)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def few_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short tour."""
    monkeypatch.setattr(take_pictures, "STOPS", tuple(stop for stop in STOPS if stop.name in FEW))


@pytest.fixture(scope="module")
def small_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office with fewer families than the real one, made once for this module."""
    folder = tmp_path_factory.mktemp("sample") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_office, "FAMILIES", 45)
        sample_office.make_demo(folder, ProgramFiles(paths.resources_folder()), take_pictures.DAY)
    return folder


@pytest.fixture(autouse=True)
def sample_is_copied(small_sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tour takes a copy instead of making its own."""
    monkeypatch.setattr(take_pictures, "make_demo", lambda folder, _files, _day: shutil.copytree(small_sample, folder))


def broken(_tour: Tour) -> QWidget:
    raise LookupError("this screen is not there")


def slot_breaks(the_tour: Tour) -> QWidget:
    the_tour.window.lock_requested.connect(broken)
    the_tour.window.lock_requested.emit()
    return the_tour.window


def test_every_stop_has_a_name_of_its_own() -> None:
    names = [stop.name for stop in STOPS]
    assert sorted(set(names)) == sorted(names)


def test_the_tour_takes_a_picture_of_every_stop_light_and_dark(
    few_stops: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", "tour", str(tmp_path / "pictures")]) == 0
    told = json.loads(capsys.readouterr().out)
    names = [
        f"{number:03d}-{name}-{look}.png" for look in take_pictures.LOOKS for number, name in enumerate(FEW, start=1)
    ]
    assert [Path(picture).name for picture in told["pictures"]] == names
    assert told["missed"] == []
    light, dark = (QImage(str(tmp_path / "pictures" / f"002-parents-{look}.png")) for look in take_pictures.LOOKS)
    assert light.size() == dark.size() == take_pictures.WINDOW
    assert light.pixelColor(5, 400).lightness() > 200 > 60 > dark.pixelColor(5, 400).lightness()


def test_a_stop_that_fails_is_named_and_costs_no_other_picture(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_pictures, "LOOKS", ("light",))
    about = next(stop for stop in STOPS if stop.name == "about")
    stops = (Stop("gone", broken), Stop("slot", slot_breaks), about)

    taken = take_pictures.take_pictures(qapp, tmp_path, stops)

    assert [picture.name for picture in taken.pictures] == ["003-about-light.png"]
    assert [stop for stop, _reason in taken.missed] == ["gone, light", "slot, light"]
    assert "this screen is not there" in taken.missed[0][1]


def test_the_tour_leaves_nothing_of_the_sample_office_behind(
    few_stops: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "temporary"  # others may be on a tour of their own just now
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    assert take_pictures.run_tour(tmp_path / "pictures") == 0
    assert list(own.glob(f"{take_pictures.FOLDER_NAME}*")) == []

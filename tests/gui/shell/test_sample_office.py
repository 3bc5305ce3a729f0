"""The sample office in the real window: unmistakable, there at any time, never beside an office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell import program as program_module
from halton_desktop.gui.shell.header import SAMPLE_WORDS
from halton_desktop.gui.shell.office import Office
from halton_desktop.gui.shell.program import Program
from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.services.administration.keep_school import is_sample, mark_as_sample, read_school
from halton_desktop.services.administration.manage_users import change_own_password
from halton_desktop.settings import KNOWN_OFFICES, OFFICE_FOLDER
from tests.factories import PASSWORD, SIGN_IN_NAME, make_office, program_files

pytestmark = pytest.mark.case("years-10")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """The folders a sample office was made in."""
    folders: list[Path] = []

    def maker(_files: object) -> Callable[[Path], tuple[str, str]]:
        def make(folder: Path) -> tuple[str, str]:
            if not folder.exists():
                with make_office(folder, name="SAMPLE: Weir Lane School") as session:
                    mark_as_sample(session)
                folders.append(folder)
            return SIGN_IN_NAME, PASSWORD

        return make

    monkeypatch.setattr(program_module, "_sample_maker", maker)
    monkeypatch.setattr("halton_desktop.paths.default_office_folder", lambda: tmp_path / "Office")
    return folders


@pytest.fixture
def program(
    qapp: QApplication, context: AppContext, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(qapp, "quit", lambda: None)
    program = Program(qapp, context, program_files(), None, "")
    yield program
    if program.office is not None:
        program.office.window.close()
        program.office = None
    program.deleteLater()


def opened(program: Program, qtbot: QtBot) -> Office:
    qtbot.waitUntil(lambda: program.office is not None, timeout=10_000)
    assert program.office is not None
    return program.office


def unlock(program: Program, qtbot: QtBot) -> Office:
    dialog = program.start.dialog
    assert isinstance(dialog, UnlockDialog)
    dialog.form.sign_in_name.setText(SIGN_IN_NAME)
    dialog.form.password.setText(PASSWORD)
    dialog.submit()
    return opened(program, qtbot)


def looks_like_a_sample(office: Office) -> bool:
    lines = [label.text() for label in office.window.findChildren(QLabel)]
    return SAMPLE_WORDS in lines and "SAMPLE OFFICE" in office.window.windowTitle()


def test_the_sample_office_opens_from_the_first_screen_and_is_the_same_the_next_time(
    program: Program, context: AppContext, made: list[Path], qtbot: QtBot
) -> None:
    for _time in range(2):
        program.begin()
        wizard = program.start.dialog
        assert isinstance(wizard, FirstRunWizard), "it is never taken for the office of this computer"
        wizard.begin.form.sample.setChecked(True)
        wizard.submit_button.click()
        office = opened(program, qtbot)
        assert looks_like_a_sample(office)
        assert not office.window.actions_of_window.action("Open the sample office…").isEnabled()
        with qtbot.waitSignal(office.closed, timeout=20_000):
            office.window.close()
        assert program.office is None
    assert len(made) == 1
    assert context.settings.get(OFFICE_FOLDER) == context.settings.get(KNOWN_OFFICES) == ""


def test_from_the_office_it_opens_once_the_office_is_closed(
    program: Program, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    make_office(tmp_path / "Office").close()
    program.begin()
    own = unlock(program, qtbot)
    assert not looks_like_a_sample(own)
    with qtbot.waitSignal(own.closed, timeout=20_000):
        own.window.actions_of_window.action("Open the sample office…").trigger()
    assert not own.session.is_open
    sample = opened(program, qtbot)
    assert is_sample(sample.session)
    assert looks_like_a_sample(sample)
    assert context.settings.get(KNOWN_OFFICES) == str(tmp_path / "Office")


def test_who_is_asked_for_the_password_can_look_around_instead(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    make_office(tmp_path / "Office").close()
    program.begin()
    assert isinstance(program.start.dialog, UnlockDialog)
    links = {button.text(): button for button in program.start.dialog.findChildren(QPushButton)}
    links["Look around in the &sample office"].click()
    assert read_school(opened(program, qtbot).session).name == "SAMPLE: Weir Lane School"


def test_a_sample_office_with_a_password_of_somebodys_own_asks_for_it(
    program: Program, made: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    with make_office(tmp_path / "Sample office") as session:
        mark_as_sample(session)
        change_own_password(session, PASSWORD, "words of nobody else 77")
    program.begin()
    wizard = program.start.dialog
    assert isinstance(wizard, FirstRunWizard)
    wizard.begin.form.sample.setChecked(True)
    wizard.submit_button.click()
    qtbot.waitUntil(lambda: isinstance(program.start.dialog, UnlockDialog), timeout=10_000)
    assert program.start.folder == tmp_path / "Sample office"
    assert made == []
    assert program.start.dialog is not None
    program.start.dialog.hide()

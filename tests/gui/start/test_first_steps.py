"""From the program's start to an open office, through the real dialogs and a real encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
from halton_desktop.gui.start.first_steps import OpenedOffice, Start
from halton_desktop.gui.start.recover_dialog import RecoverDialog
from halton_desktop.gui.start.restore_dialog import RestoreDialog
from halton_desktop.gui.start.unlock_dialog import UnlockDialog, likely_sign_in_name
from halton_desktop.services.administration.back_up import back_up
from halton_desktop.services.administration.keep_school import read_school
from halton_desktop.services.administration.open_office import FirstUser, create_office
from halton_desktop.settings import OFFICE_FOLDER
from tests.factories import CHEAP, PASSWORD, SCHOOL, SIGN_IN_NAME, make_office, program_files

NEW_PASSWORD = "three other words"


@pytest.fixture
def start(context: AppContext, tmp_path: Path) -> Iterator[Start]:
    """A start for the folder ``office``; whatever it opens is closed again."""
    start = Start(context, program_files(), tmp_path / "office")
    opened: list[OpenedOffice] = []
    start.opened.connect(opened.append)
    yield start
    for one in opened:
        one.session.close()
    if start.dialog is not None:
        start.dialog.hide()
        start.dialog.deleteLater()


def test_a_fresh_computer_gets_the_wizard_and_any_other_day_the_unlock_dialog(start: Start, tmp_path: Path) -> None:
    start.begin()
    assert isinstance(start.dialog, FirstRunWizard)
    make_office(tmp_path / "office").close()
    start.begin()
    assert isinstance(start.dialog, UnlockDialog)


def test_the_right_password_opens_the_office_by_keyboard_alone(
    qtbot: QtBot, start: Start, context: AppContext, tmp_path: Path
) -> None:
    make_office(tmp_path / "office").close()
    start.begin()
    dialog = start.dialog
    assert isinstance(dialog, UnlockDialog)
    dialog.form.sign_in_name.clear()
    qtbot.keyClicks(dialog.form.sign_in_name, SIGN_IN_NAME)
    qtbot.keyClicks(dialog.form.password, PASSWORD)
    with qtbot.waitSignal(start.opened) as opened:
        qtbot.keyClick(dialog.form.password, Qt.Key.Key_Return)
    assert opened.args[0].session.user.sign_in_name == SIGN_IN_NAME
    assert context.settings.get(OFFICE_FOLDER) == str(tmp_path / "office")
    assert not dialog.isVisible()


def test_the_office_opens_from_a_thread_as_it_does_in_the_program(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    make_office(tmp_path / "office").close()
    runner = TaskRunner()
    start = Start(replace(context, runner=runner), program_files(), tmp_path / "office", sign_in_name=SIGN_IN_NAME)
    start.begin()
    dialog = start.dialog
    assert isinstance(dialog, UnlockDialog)
    dialog.form.password.setText("wrong password")
    dialog.submit_button.click()
    assert dialog.submit_button.text() == "Unlocking…"
    qtbot.waitUntil(lambda: bool(dialog.banner.sentence))
    dialog.form.password.setText(PASSWORD)
    with qtbot.waitSignal(start.opened) as opened:
        dialog.submit_button.click()
    assert read_school(opened.args[0].session).name == SCHOOL.name
    opened.args[0].session.close()
    runner.close()


def test_a_wrong_password_says_so_keeps_the_name_and_slows_down(start: Start, tmp_path: Path) -> None:
    make_office(tmp_path / "office").close()
    start.begin()
    dialog = start.dialog
    assert isinstance(dialog, UnlockDialog)
    dialog.form.sign_in_name.setText(SIGN_IN_NAME)
    said = set()
    for name in (SIGN_IN_NAME, "nobody", SIGN_IN_NAME):
        dialog.form.sign_in_name.setText(name)
        dialog.form.password.setText("not the password")
        dialog.submit()
        said.add(dialog.banner.sentence)
    assert len(said) == 1, "what is said must not hint at which half was wrong"
    assert dialog.submit_button.text() == "Wait 1 s"
    assert not dialog.submit_button.isEnabled()
    dialog._count_down()
    assert dialog.submit_button.isEnabled()
    assert dialog.form.password.selectedText() == "not the password"


def test_the_recovery_key_opens_the_office_and_gives_a_new_password(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    session, key = create_office(
        tmp_path / "office", SCHOOL, FirstUser(SIGN_IN_NAME, "A. Clarke", PASSWORD), program_files(), cost=CHEAP
    )
    session.close()
    start.begin()
    start.recover()
    dialog = start.dialog
    assert isinstance(dialog, RecoverDialog)
    dialog.form.recovery_key.setPlainText("nonsense")
    dialog.form.sign_in_name.setText(SIGN_IN_NAME)
    dialog.form.password.setText(NEW_PASSWORD)
    dialog.form.repeated_password.setText(NEW_PASSWORD)
    dialog.submit()
    assert dialog._errors.text_of("recovery_key")
    dialog.form.recovery_key.setPlainText(key.lower().replace("-", " "))
    with qtbot.waitSignal(start.opened) as opened:
        dialog.submit()
    assert opened.args[0].session.user.sign_in_name == SIGN_IN_NAME


def test_an_office_comes_back_from_a_backup_and_is_then_unlocked(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    session = make_office(tmp_path / "elsewhere", name="Sandymoor School")
    backup = back_up(session, tmp_path / "stick")
    session.close()
    start.begin()
    start.restore(back=start.first_run)
    dialog = start.dialog
    assert isinstance(dialog, RestoreDialog)
    dialog.take_backup(backup)
    dialog.form.sign_in_name.setText(SIGN_IN_NAME)
    dialog.form.password.setText("wrong password")
    dialog.submit()
    assert dialog._errors.text_of("password")
    dialog.form.password.setText(PASSWORD)
    dialog.submit()
    unlock = start.dialog
    assert isinstance(unlock, UnlockDialog)
    assert "restored" in unlock.banner.sentence
    unlock.form.sign_in_name.setText(SIGN_IN_NAME)
    unlock.form.password.setText(PASSWORD)
    with qtbot.waitSignal(start.opened) as opened:
        unlock.submit()
    assert read_school(opened.args[0].session).name == "Sandymoor School"


def test_another_folder_is_taken_only_when_it_holds_an_office(context: AppContext, tmp_path: Path) -> None:
    make_office(tmp_path / "office").close()
    make_office(tmp_path / "other").close()
    answers = [str(tmp_path / "empty"), str(tmp_path / "other")]
    start = Start(context, program_files(), tmp_path / "office", ask_folder=lambda *_: answers.pop(0))
    start.begin()
    start._choose_folder()
    assert start.dialog is not None
    assert "no office in" in start.dialog.banner.sentence
    start._choose_folder()
    assert start.folder == tmp_path / "other"
    start.dialog.hide()


def test_a_remembered_folder_that_is_gone_is_said_and_no_new_office_is_offered(
    context: AppContext, tmp_path: Path
) -> None:
    context.settings.set(OFFICE_FOLDER, str(tmp_path / "unplugged"))
    start = Start(context, program_files())
    start.begin()
    assert isinstance(start.dialog, UnlockDialog)
    assert "Is the drive connected?" in start.dialog.banner.sentence
    start.dialog.hide()


def test_leaving_the_first_dialog_ends_the_program(qtbot: QtBot, start: Start) -> None:
    start.begin()
    assert start.dialog is not None
    with qtbot.waitSignal(start.left):
        start.dialog.leave_button.click()


@pytest.mark.parametrize(
    ("account", "likely"), [("aclarke", "aclarke"), ("Administrator", ""), ("DESK$", ""), ("jo", "")]
)
def test_the_computer_account_is_offered_only_when_it_could_be_a_person(
    monkeypatch: pytest.MonkeyPatch, account: str, likely: str
) -> None:
    monkeypatch.setenv("USERNAME", account)
    assert likely_sign_in_name() == likely


def test_the_sample_office_opens_and_says_its_password(
    qtbot: QtBot, context: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("halton_desktop.paths.default_office_folder", lambda: tmp_path / "Office")

    def make_sample(folder: Path) -> tuple[str, str]:
        make_office(folder).close()
        return SIGN_IN_NAME, PASSWORD

    start = Start(context, program_files(), make_sample=make_sample)
    start.begin()
    wizard = start.dialog
    assert isinstance(wizard, FirstRunWizard)
    wizard.begin.form.sample.setChecked(True)
    with qtbot.waitSignal(start.opened) as opened:
        wizard.submit_button.click()
    assert PASSWORD in opened.args[0].words
    assert not wizard.isVisible()
    assert context.settings.get(OFFICE_FOLDER) == "", "the next start is a first start again"
    opened.args[0].session.close()

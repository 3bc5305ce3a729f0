"""Ways to an office that is already there: in a folder, among several, from a backup with the old drive gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
from halton_desktop.gui.start.first_steps import Start
from halton_desktop.gui.start.restore_dialog import RestoreDialog
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.sample.sample_office import SCHOOL as SAMPLE_SCHOOL
from halton_desktop.services.administration.back_up import back_up
from halton_desktop.services.administration.keep_school import mark_as_sample, read_school
from halton_desktop.settings import KNOWN_OFFICES, OFFICE_FOLDER
from tests.factories import PASSWORD, SIGN_IN_NAME, make_office, program_files
from tests.gui.conftest import ContextAnswers

pytestmark = pytest.mark.case("years-5")


def test_on_a_new_computer_an_office_that_is_already_there_is_opened(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    make_office(tmp_path / "share" / "Office", name="Sandymoor School").close()
    start = Start(context, program_files(), tmp_path / "fresh", ask_folder=lambda *_: str(tmp_path / "share"))
    start.begin()
    assert isinstance(start.dialog, FirstRunWizard)
    start.dialog.begin.form.existing.setChecked(True)
    assert start.dialog.submit_button.text() == "Choose its folder…"
    start.dialog.submit()
    unlock = start.dialog
    assert isinstance(unlock, UnlockDialog)
    unlock.form.sign_in_name.setText(SIGN_IN_NAME)
    unlock.form.password.setText(PASSWORD)
    with qtbot.waitSignal(start.opened) as opened:
        unlock.submit()
    with opened.args[0].session as session:
        assert read_school(session).name == "Sandymoor School"


def test_several_offices_of_one_computer_can_be_chosen_from(qtbot: QtBot, context: AppContext, tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_office(tmp_path / name).close()
        start = Start(context, program_files(), tmp_path / name)
        start.begin()
        unlock = start.dialog
        assert isinstance(unlock, UnlockDialog)
        unlock.form.sign_in_name.setText(SIGN_IN_NAME)
        unlock.form.password.setText(PASSWORD)
        with qtbot.waitSignal(start.opened) as opened:
            unlock.submit()
        opened.args[0].session.close()
    start = Start(context, program_files())
    start.begin()
    assert start.folder == tmp_path / "two"
    assert start.dialog is not None
    button = next(one for one in start.dialog.findChildren(Button) if str(tmp_path / "one") in one.text())
    button.click()
    assert start.folder == tmp_path / "one"
    start.dialog.hide()


def test_with_the_drive_gone_a_backup_is_restored_to_a_place_of_ones_choice(
    qtbot: QtBot, context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_office(tmp_path / "office") as office:
        backup = back_up(office, tmp_path / "stick")
    monkeypatch.setattr("halton_desktop.paths.default_office_folder", lambda: tmp_path / "usual" / "Office")
    context.settings.set(OFFICE_FOLDER, str(tmp_path / "gone" / "drive" / "office"))
    start = Start(context, program_files(), ask_folder=lambda *_: str(tmp_path / "chosen"))
    start.restore(back=start.unlock)
    dialog = start.dialog
    assert isinstance(dialog, RestoreDialog)
    assert dialog.folder == tmp_path / "usual" / "Office"
    next(one for one in dialog.findChildren(Button) if "another folder" in one.text()).click()
    dialog.take_backup(backup)
    dialog.form.sign_in_name.setText(SIGN_IN_NAME)
    dialog.form.password.setText(PASSWORD)
    dialog.submit()
    assert isinstance(start.dialog, UnlockDialog)
    assert (tmp_path / "chosen" / "office.halton").exists()
    assert start.folder == tmp_path / "chosen"
    start.dialog.hide()


def test_a_folder_that_holds_an_office_is_opened_and_never_taken_for_a_new_one(
    qtbot: QtBot, context: AppContext, tmp_path: Path, context_answers: ContextAnswers
) -> None:
    make_office(tmp_path / "office").close()
    wizard = FirstRunWizard(context, tmp_path / "office", program_files())
    qtbot.addWidget(wizard)
    wizard.go_to(wizard.folder)
    context_answers.says_yes = False
    wizard.submit_button.click()
    assert wizard.current is wizard.folder
    context_answers.says_yes = True
    with qtbot.waitSignal(wizard.existing_asked) as asked:
        wizard.submit_button.click()
    assert asked.args == [tmp_path / "office"]


@pytest.mark.case("years-10")
def test_a_sample_office_opens_and_is_never_taken_for_the_office(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    assert SAMPLE_SCHOOL.name.startswith("SAMPLE")
    assert SAMPLE_SCHOOL.name not in HALTON_SCHOOLS
    with make_office(tmp_path / "sample", name=SAMPLE_SCHOOL.name) as session:
        mark_as_sample(session)
    start = Start(context, program_files(), tmp_path / "sample")
    start.begin()
    unlock = start.dialog
    assert isinstance(unlock, UnlockDialog)
    unlock.form.sign_in_name.setText(SIGN_IN_NAME)
    unlock.form.password.setText(PASSWORD)
    with qtbot.waitSignal(start.opened) as opened:
        unlock.submit()
    opened.args[0].session.close()
    assert context.settings.get(OFFICE_FOLDER) == ""
    assert context.settings.get(KNOWN_OFFICES) == ""

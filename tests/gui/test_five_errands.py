"""Five years of an office, played in the real window by somebody who has only the guide.

Whatever is pressed here must stand in the guide by the very words on the button: else a person would be stuck.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop import paths
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.recovery_sheet_dialog import RecoverySheetDialog
from halton_desktop.gui.administration.school_dialog import SchoolDialog
from halton_desktop.gui.administration.sealed_readers_dialog import SealedReadersDialog
from halton_desktop.gui.administration.user_dialog import UserDialog
from halton_desktop.gui.administration.users_dialog import UsersDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.change_hub import ChangeHub
from halton_desktop.gui.kit.dialogs.recovery_sheet_buttons import SheetPrintDialogs
from halton_desktop.gui.shell.office import Office
from halton_desktop.gui.shell.program import Program
from halton_desktop.gui.start.recover_dialog import RecoverDialog
from halton_desktop.gui.start.restore_dialog import RestoreDialog
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.services.administration.back_up import back_up
from halton_desktop.services.administration.keep_school import read_school
from halton_desktop.services.administration.manage_users import add_user, list_users
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.administration.seal_messages import readers
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.settings import Settings
from tests.factories import CHEAP, PASSWORD, SCHOOL, SIGN_IN_NAME, a_parent, make_office, program_files
from tests.gui.conftest import ContextAnswers
from tests.helpers.sealed_incident import HEAD, SealedIncident, sealed_incident


def plain(words: str) -> str:
    return " ".join(re.sub(r"[*&…_]", "", words).replace("’", "'").split()).casefold()


GUIDE = plain(" ".join(page.read_text(encoding="utf-8") for page in sorted(paths.guide_folder().glob("*.md"))))


def guide_says(words: str) -> None:
    assert plain(words) in GUIDE, f"the guide never says “{words}”"


def press(root: QWidget, words: str, *, named: str = "") -> None:
    """Press what bears these words; ``named`` is how the guide writes it where a name stands in it."""
    guide_says(named or words)
    found = [
        one for one in root.findChildren(QAbstractButton) if plain(one.text()) == plain(words) and not one.isHidden()
    ]
    assert found, f"nothing to press says “{words}”"
    found[0].click()


class Computer:
    """A PC with its own settings and usual place for an office; the program is started and ended on it."""

    def __init__(self, application: QApplication, context: AppContext, place: Path, qtbot: QtBot) -> None:
        self.place, self._application, self._qtbot = place, application, qtbot
        place.mkdir()
        self.context = replace(context, settings=Settings(place / "settings.ini"))
        self.program: Program | None = None

    def start(self, choosing: Path | None = None) -> Program:
        """Start the program; ``choosing`` is what the person picks where a folder is asked for."""
        self.context = replace(self.context, hub=ChangeHub())  # another run hears nothing of the one before
        self.program = Program(self._application, self.context, program_files(), None, "")
        self.program.start._ask_folder = lambda *_: str(choosing or "")
        self.program.begin()
        return self.program

    @property
    def dialog(self) -> QDialog:
        assert self.program is not None
        dialog = self.program.start.dialog
        assert dialog is not None
        return dialog

    def sign_in(self, name: str = SIGN_IN_NAME, password: str = PASSWORD) -> Office:
        dialog = self.dialog
        assert isinstance(dialog, UnlockDialog)
        dialog.form.sign_in_name.setText(name)
        dialog.form.password.setText(password)
        press(dialog, "Unlock")
        return self.office

    @property
    def office(self) -> Office:
        assert self.program is not None
        self._qtbot.waitUntil(lambda: self.program is not None and self.program.office is not None, timeout=10_000)
        assert self.program.office is not None
        return self.program.office

    def open(self, menu: str, kind: type[QDialog]) -> QDialog:
        """A dialog by its entry in the menu, as the guide writes it: “Tools › Users…”."""
        guide_says(menu)
        self.office.window.actions_of_window.action(menu.split(" › ")[1]).trigger()
        return next(one for one in self.office.window.findChildren(kind) if one.isVisible())

    def close(self) -> None:
        if self.program is not None and self.program.office is not None:
            office = self.program.office
            for dialog in office.window.findChildren(QDialog):
                dialog.done(0)
            with self._qtbot.waitSignal(office.closed, timeout=20_000):
                office.window.close()


@pytest.fixture
def computer(
    qapp: QApplication, context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Callable[[str], Computer]]:
    monkeypatch.setattr(qapp, "quit", lambda: None)
    made: list[Computer] = []

    def pc(name: str) -> Computer:
        computer = Computer(qapp, context, tmp_path / name, qtbot)
        monkeypatch.setattr("halton_desktop.paths.default_office_folder", lambda: computer.place / "Office")
        made.append(computer)
        return computer

    yield pc
    for one in made:
        one.close()
        if one.program is not None and one.program.start.dialog is not None:
            one.program.start.dialog.hide()


def today_says(office: Office) -> list[str]:
    return [item.sentence for item in due_today(office.session)]


@pytest.mark.case("years-5")
def test_a_new_computer_opens_the_office_on_the_network(computer: Callable[[str], Computer], tmp_path: Path) -> None:
    make_office(tmp_path / "share" / "Office").close()
    pc = computer("new pc")
    pc.start(choosing=tmp_path / "share" / "Office")
    press(pc.dialog, "Open an office that is already there")
    pc.dialog.submit()  # type: ignore[attr-defined]  # every dialog of the way in
    assert read_school(pc.sign_in().session).name == SCHOOL.name
    pc.close()
    pc.start()
    assert isinstance(pc.dialog, UnlockDialog), "it is remembered"


@pytest.mark.case("years-5")
def test_a_new_computer_brings_the_office_back_from_a_stick(
    computer: Callable[[str], Computer], tmp_path: Path
) -> None:
    with make_office(tmp_path / "old") as session:
        backup = back_up(session, tmp_path / "stick")
    pc = computer("new pc")
    pc.start()
    press(pc.dialog, "Bring an office back from a backup")
    pc.dialog.submit()  # type: ignore[attr-defined]  # every dialog of the way in
    restore(pc, backup)
    assert read_school(pc.sign_in().session).name == SCHOOL.name


def restore(pc: Computer, backup: Path) -> None:
    dialog = pc.dialog
    assert isinstance(dialog, RestoreDialog)
    dialog.take_backup(backup)
    dialog.form.sign_in_name.setText(SIGN_IN_NAME)
    dialog.form.password.setText(PASSWORD)
    press(dialog, "Restore this backup")


@pytest.mark.case("years-5")
def test_a_dead_drive(computer: Callable[[str], Computer], tmp_path: Path) -> None:
    with make_office(tmp_path / "drive" / "Office") as session:
        backup = back_up(session, tmp_path / "stick")
    pc = computer("pc")
    pc.start(choosing=tmp_path / "drive" / "Office")
    press(pc.dialog, "Open an office that is already there")
    pc.dialog.submit()  # type: ignore[attr-defined]  # every dialog of the way in
    pc.sign_in()
    pc.close()
    shutil.rmtree(tmp_path / "drive")
    pc.start(choosing=pc.place / "elsewhere")
    dialog = pc.dialog
    assert isinstance(dialog, UnlockDialog)
    assert "There is no office in" in dialog.banner.sentence
    press(dialog, "Restore from a backup…")
    press(pc.dialog, "Choose another folder…")
    restore(pc, backup)
    office = pc.sign_in()
    assert office.session.folder == pc.place / "elsewhere"
    assert any("sheet" in line for line in today_says(office))


@pytest.mark.case("years-6")
def test_a_lost_sheet(computer: Callable[[str], Computer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(SheetPrintDialogs, "where_to_save", lambda *_: tmp_path / "sheet.pdf")
    pc = computer("pc")
    make_office(pc.place / "Office").close()
    pc.start()
    pc.sign_in()
    users = pc.open("Tools › Users…", UsersDialog)
    press(users, "New recovery sheet…")
    sheet = next(one for one in users.findChildren(RecoverySheetDialog) if one.isVisible())
    assert isinstance(sheet, RecoverySheetDialog)
    sheet.submit()
    key = sheet.buttons._key
    press(sheet, "Save as PDF…")
    sheet.submit()
    assert not any("sheet" in line for line in today_says(pc.office))
    pc.close()
    pc.start()
    press(pc.dialog, "I have the recovery key")
    dialog = pc.dialog
    assert isinstance(dialog, RecoverDialog)
    dialog.form.recovery_key.setPlainText(key)
    dialog.form.sign_in_name.setText("newcomer")
    for field in (dialog.form.password, dialog.form.repeated_password):
        field.setText("gravel teapot wombat 3")
    guide_says("Make this user an administrator")
    dialog.administrator.setChecked(True)
    press(dialog, "Unlock with the recovery key")
    assert pc.office.session.user.role is Role.ADMINISTRATOR


@pytest.mark.case("years-9")
def test_a_new_headteacher(computer: Callable[[str], Computer], tmp_path: Path) -> None:
    pc = computer("pc")
    sealed: SealedIncident = sealed_incident(pc.place / "Office")
    pc.start()
    pc.sign_in()
    users = pc.open("Tools › Users…", UsersDialog)
    assert isinstance(users, UsersDialog)
    press(users, "Add user…")
    user = next(one for one in users.findChildren(UserDialog) if one.isVisible())
    user.form.sign_in_name.setText("anew")
    user.form.name.setText("Mr A. New")
    user.form.role.setCurrentIndex(user.form.role.findData(Role.HEADTEACHER))
    for field in (user.form.password, user.form.repeated_password):
        field.setText(PASSWORD)
    user.submit()
    pc.close()
    pc.start()
    pc.sign_in(HEAD)
    press(pc.open("Tools › Sealed messages…", SealedReadersDialog), "Let Mr A. New in", named="Let … in")
    assert {one.name: one.admitted for one in readers(pc.office.session)}["Mr A. New"]
    pc.close()
    pc.start()
    pc.sign_in()
    school = pc.open("Tools › School…", SchoolDialog)
    assert isinstance(school, SchoolDialog)
    school.form.headteacher.setText("Mr A. New")
    school.submit()
    users = pc.open("Tools › Users…", UsersDialog)
    assert isinstance(users, UsersDialog)
    gone = next(one.id for one in list_users(pc.office.session) if one.sign_in_name == HEAD)
    assert users.pane.table.select_id(gone)
    press(users, "Disable")
    assert not next(one for one in list_users(pc.office.session) if one.id == gone).active
    assert read_school(pc.office.session).headteacher == "Mr A. New"
    assert sealed.evidence_id


@pytest.mark.case("years-8")
def test_a_copy_that_went_its_own_way(
    computer: Callable[[str], Computer], context_answers: ContextAnswers, tmp_path: Path
) -> None:
    pc = computer("pc")
    make_office(pc.place / "Office").close()
    shutil.copytree(pc.place / "Office", tmp_path / "copy")
    pc.start()
    add_parent(pc.sign_in().session, a_parent())
    pc.close()
    with unlock_office(tmp_path / "copy", SIGN_IN_NAME, PASSWORD, program_files()) as copy:
        add_user(copy, "other", "Somebody Else", Role.OFFICE, PASSWORD, CHEAP)
    shutil.rmtree(pc.place / "Office")
    shutil.copytree(tmp_path / "copy", pc.place / "Office")
    pc.start()
    office = pc.sign_in()
    assert "Do not go on in both" in office.window.banner.sentence
    assert any("newer" in line for line in today_says(office))
    tab = next(tab for tab in office.window.tabs if isinstance(tab, TodayTab))
    number = next(place for place, item in enumerate(due_today(office.session)) if "newer" in item.sentence)
    tab.hear(None)
    tab.table.opened.emit(number)
    question = context_answers.questions[-1]
    guide_says(question.verb)
    assert not any("newer" in line for line in today_says(office))

"""The wizard of the first start, page by page, to an open office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.permission import Role
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.recovery_sheet_buttons import SheetPrintDialogs
from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
from halton_desktop.services.administration.keep_school import read_school, read_settings
from halton_desktop.services.administration.open_office import FirstUser, create_office, unlock_office
from halton_desktop.services.reviews.amend_code import list_editions
from tests.factories import CHEAP, PASSWORD, SCHOOL, SIGN_IN_NAME, StandingClock, program_files
from tests.gui.conftest import ContextAnswers

NEW_PASSWORD = "three other words"


class Paper(SheetPrintDialogs):
    """Takes the sheet as a printer or a memory stick would."""

    def __init__(self, target: Path | None = None, *, prints: bool = True) -> None:
        self.target = target
        self.prints = prints
        self.printed: list[bytes] = []

    def print_out(self, pdf: bytes, parent: QWidget) -> bool:
        self.printed.append(pdf)
        return self.prints

    def where_to_save(self, parent: QWidget) -> Path | None:
        return self.target


@pytest.fixture
def paper() -> Paper:
    """A printer that prints."""
    return Paper()


@pytest.fixture
def wizard(qtbot: QtBot, context: AppContext, tmp_path: Path, paper: Paper) -> Iterator[FirstRunWizard]:
    """The wizard for a folder that is not there yet; passwords are cheap to derive."""
    wizard = FirstRunWizard(
        context,
        tmp_path / "office",
        program_files(),
        create=lambda folder, school, code, name, sign_in_name, password: create_office(
            folder,
            school,
            FirstUser(sign_in_name, name, password),
            program_files(),
            code=code,
            clock=StandingClock(),
            cost=CHEAP,
        ),
        paper=paper,
    )
    qtbot.addWidget(wizard)
    wizard.show()
    yield wizard
    wizard.done(0)


def fill_user_page(wizard: FirstRunWizard, password: str = PASSWORD, again: str = PASSWORD) -> None:
    wizard.user.form.name.setText("A. Clarke")
    wizard.user.form.sign_in_name.setText(SIGN_IN_NAME)
    wizard.user.form.password.setText(password)
    wizard.user.form.repeated_password.setText(again)


def in_front(wizard: FirstRunWizard) -> str:
    return wizard.current.step


def walk_to_recovery_page(wizard: FirstRunWizard) -> None:
    press = wizard.submit_button.click
    press()
    wizard.school.form.name.setCurrentText(SCHOOL.name)
    wizard.school.form.address.setPlainText("Birchfield Road\nWidnes\nWA8 7TD")
    press()
    wizard.head.form.headteacher.setText("Mrs G. Jones")
    press()
    wizard.code.adopted_on.setText("3/7/25")
    wizard.code.effective_on.setText("01/09/2025")
    press()
    press()
    fill_user_page(wizard)
    press()


def test_the_wizard_ends_in_an_open_office(qtbot: QtBot, wizard: FirstRunWizard, paper: Paper, tmp_path: Path) -> None:
    walk_to_recovery_page(wizard)
    assert in_front(wizard) == "Recovery sheet"
    wizard.recovery.buttons.print_button.click()
    wizard.recovery.form.typed_group.setText(wizard.recovery.card.groups[wizard.recovery.asked_group].lower())
    wizard.submit_button.click()
    wizard.backup.field.set_folder(tmp_path / "backups")
    wizard.submit_button.click()
    wizard.end.form.later.setChecked(True)
    with qtbot.waitSignal(wizard.office_ready) as ready:
        wizard.submit_button.click()
    session = ready.args[0].session
    assert paper.printed[0].startswith(b"%PDF")
    assert not ready.args[0].import_now
    assert (session.user.name, session.user.role) == ("A. Clarke", Role.ADMINISTRATOR)
    school = read_school(session)
    assert (school.name, school.address, school.headteacher) == (SCHOOL.name, SCHOOL.address, "Mrs G. Jones")
    (edition,) = list_editions(session)
    assert (edition.adopted_on, edition.effective_on) == (date(2025, 7, 3), date(2025, 9, 1))
    assert read_settings(session).backup_folder == str(tmp_path / "backups")
    assert wizard.user.password == ""
    session.close()


def test_the_wizard_wants_a_school_and_two_equal_passwords(wizard: FirstRunWizard) -> None:
    wizard.submit_button.click()
    wizard.submit_button.click()
    assert in_front(wizard) == "School"
    assert "Choose your school" in wizard.school.errors.text_of("name")
    wizard.go_to(wizard.user)
    fill_user_page(wizard, again="something else")
    wizard.submit_button.click()
    assert in_front(wizard) == "You"
    assert "differ" in wizard.user.errors.text_of("repeated_password")
    assert wizard.user.password == PASSWORD


@pytest.mark.case("years-13")
def test_values_no_letter_has_room_for_are_said_on_their_own_page(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    wizard = FirstRunWizard(context, tmp_path / "office", program_files())
    qtbot.addWidget(wizard)
    wizard.go_to(wizard.school)
    wizard.school.form.name.setCurrentText("a" * 5000)
    wizard.submit()
    assert in_front(wizard) == "School"
    assert "room for" in wizard.school.errors.text_of("name")
    wizard.school.form.name.setCurrentText(SCHOOL.name)
    wizard.go_to(wizard.head)
    wizard.head.form.headteacher.setText("b" * 5000)
    wizard.submit()
    assert in_front(wizard) == "Letters"
    assert "room for" in wizard.head.errors.text_of("headteacher")


def test_the_wizard_goes_on_only_when_the_sheet_is_kept_and_one_group_was_typed_back(
    wizard: FirstRunWizard, paper: Paper
) -> None:
    walk_to_recovery_page(wizard)
    group = wizard.recovery.card.groups[wizard.recovery.asked_group]
    wizard.recovery.form.typed_group.setText(group)
    assert not wizard.submit_button.isEnabled()
    paper.prints = False  # the print dialog is left
    wizard.recovery.buttons.print_button.click()
    assert not wizard.submit_button.isEnabled()
    paper.prints = True
    wizard.recovery.buttons.print_button.click()
    wizard.recovery.form.typed_group.setText("00000")
    wizard.submit_button.click()
    assert "not group" in wizard.recovery.errors.text_of("typed_group")
    wizard.recovery.form.typed_group.setText(group)
    wizard.submit_button.click()
    assert in_front(wizard) == "Backups"


def test_the_sheet_can_be_saved_instead_and_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, wizard: FirstRunWizard, paper: Paper, tmp_path: Path
) -> None:
    paper.target = tmp_path / "sheet.pdf"
    walk_to_recovery_page(wizard)
    qtbot.keyClick(wizard.recovery.buttons.save_button, Qt.Key.Key_Return)
    assert paper.target.read_bytes().startswith(b"%PDF")
    assert wizard.recovery.buttons.is_kept


def test_leaving_without_the_sheet_is_asked_about_and_the_office_stays_usable(
    wizard: FirstRunWizard, context_answers: ContextAnswers, tmp_path: Path
) -> None:
    walk_to_recovery_page(wizard)
    context_answers.says_yes = False
    wizard.reject()
    assert wizard.isVisible()
    assert "recovery sheet" in context_answers.questions[-1].question
    context_answers.says_yes = True
    wizard.reject()
    assert not wizard.isVisible()
    unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files()).close()


def test_going_back_keeps_what_was_typed(wizard: FirstRunWizard) -> None:
    wizard.submit_button.click()
    wizard.school.form.name.setCurrentText("Riverside College")
    wizard.submit_button.click()
    wizard.back_button.click()
    assert in_front(wizard) == "School"
    assert wizard.school.form.name.currentText() == "Riverside College"

"""Users, passwords and the recovery sheet through their real dialogs, ending at the real unlock."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.permission import Role
from halton_desktop.errors import WrongPassword
from halton_desktop.gui.administration.password_dialog import PasswordDialog
from halton_desktop.gui.administration.recovery_sheet_dialog import RecoverySheetDialog
from halton_desktop.gui.administration.user_dialog import UserDialog
from halton_desktop.gui.administration.users_dialog import UsersDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.recovery_sheet_buttons import SheetPrintDialogs
from halton_desktop.gui.kit.fields.password_strength import PasswordStrengthMeter
from halton_desktop.services.administration.manage_users import add_user, list_users
from halton_desktop.services.administration.open_office import recover_office, unlock_office
from halton_desktop.services.incidents.restrict_incident import restrict_incident
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME, program_files, signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.incidents import author, incident_about, parent_in

WORDS = "violet kettle harbour"


class Printer(SheetPrintDialogs):
    """Prints at once."""

    def print_out(self, pdf: bytes, parent: QWidget) -> bool:
        return pdf.startswith(b"%PDF")


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext, office: OfficeSession) -> UsersDialog:
    """The list of users, over an open office."""
    dialog = UsersDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def over(dialog: UsersDialog, kind: type[QDialog]) -> QDialog:
    return next(one for one in dialog.findChildren(kind) if one.isVisible())


def choose(dialog: UsersDialog, sign_in_name: str, office: OfficeSession) -> None:
    user = next(user for user in list_users(office) if user.sign_in_name == sign_in_name)
    assert dialog.pane.table.select_id(user.id)


def test_a_new_user_signs_in_with_their_own_password_and_role(
    dialog: UsersDialog, office: OfficeSession, tmp_path: Path
) -> None:
    dialog.add_button.click()
    form = over(dialog, UserDialog)
    assert isinstance(form, UserDialog)
    form.form.sign_in_name.setText("tokonkwo")
    form.form.name.setText("T. Okonkwo")
    form.form.role.setCurrentIndex(form.form.role.findData(Role.READER))
    assert "nothing of any family or incident" in form.form.role_says.text()
    form.form.password.setText(WORDS)
    form.form.repeated_password.setText(WORDS)
    form.submit_button.click()
    assert [line.sign_in_name for line in dialog.model.rows()] == [SIGN_IN_NAME, "tokonkwo"]
    office.close()
    session = unlock_office(tmp_path / "office", "TOkonkwo", WORDS, program_files())
    assert (session.user.name, session.user.role) == ("T. Okonkwo", Role.READER)
    session.close()


def test_a_name_that_is_taken_and_a_short_password_stand_under_their_fields(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    form = UserDialog(context, office)
    qtbot.addWidget(form)
    form.show()
    form.form.sign_in_name.setText(SIGN_IN_NAME.upper())
    form.form.password.setText("short")
    form.submit_button.click()
    assert "needs at least" in form._errors.text_of("password")
    form.form.password.setText(WORDS)
    form.form.repeated_password.setText(WORDS)
    form.submit_button.click()
    assert "already" in form._errors.text_of("sign_in_name")
    assert form.form.password.text() == WORDS


@pytest.mark.case("harm-10")
def test_disabling_whoever_decides_a_restricted_case_says_so_first(
    dialog: UsersDialog, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    chair = signed_in_as(office, Role.OFFICE).user
    incident = incident_about(office, author(parent_in(office)))
    wish = RestrictionWish(frozenset({chair.id, office.user.id}), False, "Hers.", chair.id, "chair of governors")
    restrict_incident(office, incident, wish)
    dialog.model.reload()
    choose(dialog, chair.sign_in_name, office)
    context_answers.says_yes = False
    dialog.disable_button.click()
    assert (
        "Office decides a restricted incident in the headteacher’s place" in context_answers.questions[-1].explanation
    )


def test_a_disabled_user_is_out_until_enabled_with_a_new_password(
    dialog: UsersDialog, office: OfficeSession, tmp_path: Path, context_answers: ContextAnswers
) -> None:
    add_user(office, "gjones", "Mrs G. Jones", Role.HEADTEACHER, PASSWORD, CHEAP)
    choose(dialog, "gjones", office)
    dialog.disable_button.click()
    assert "Mrs G. Jones" in context_answers.questions[0].question
    assert not dialog.disable_button.isEnabled()
    assert dialog.password_button.text() == "&Enable…"
    dialog.password_button.click()
    form = over(dialog, PasswordDialog)
    assert isinstance(form, PasswordDialog)
    form.form.password.setText(WORDS)
    form.form.repeated_password.setText(WORDS)
    form.submit_button.click()
    office.close()
    unlock_office(tmp_path / "office", "gjones", WORDS, program_files()).close()
    with pytest.raises(WrongPassword):
        unlock_office(tmp_path / "office", "gjones", PASSWORD, program_files())


def test_the_last_administrator_stays(dialog: UsersDialog, office: OfficeSession) -> None:
    choose(dialog, SIGN_IN_NAME, office)
    assert not dialog.disable_button.isEnabled()
    dialog.edit_button.click()
    form = over(dialog, UserDialog)
    assert isinstance(form, UserDialog)
    form.form.role.setCurrentIndex(form.form.role.findData(Role.READER))
    form.submit_button.click()
    assert "last administrator" in form.banner.sentence
    assert list_users(office)[0].role is Role.ADMINISTRATOR


def test_ones_own_password_is_changed_only_with_the_present_one(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    form = PasswordDialog(context, office)
    qtbot.addWidget(form)
    form.show()
    form.form.password.setText(WORDS)
    form.form.repeated_password.setText(WORDS)
    form.submit_button.click()
    assert form._errors.text_of("old_password") == "Type your present password."
    form.form.old_password.setText("something wrong")
    form.submit_button.click()
    assert "not your present password" in form._errors.text_of("old_password")
    form.form.old_password.setText(PASSWORD)
    form.submit_button.click()
    assert not form.isVisible()
    office.close()
    unlock_office(tmp_path / "office", SIGN_IN_NAME, WORDS, program_files()).close()


def test_a_new_recovery_sheet_opens_the_office_and_must_be_printed_first(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path, context_answers: ContextAnswers
) -> None:
    sheet = RecoverySheetDialog(context, office, paper=Printer())
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.submit_button.click()
    key = "-".join(sheet.card.groups)
    assert not sheet.submit_button.isEnabled()
    context_answers.says_yes = False
    sheet.reject()
    assert sheet.isVisible(), "the question before closing was answered with no"
    sheet.buttons.print_button.click()
    sheet.submit_button.click()
    assert not sheet.isVisible()
    office.close()
    recover_office(tmp_path / "office", key, SIGN_IN_NAME, WORDS, program_files(), cost=CHEAP).close()


def test_the_meter_weighs_a_password_in_words(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    form = PasswordDialog(context, office)
    qtbot.addWidget(form)
    form.show()
    meter = form.findChild(PasswordStrengthMeter)
    assert isinstance(meter, PasswordStrengthMeter)
    form.form.password.setText("aclarke12345")
    qtbot.waitUntil(lambda: meter.words == "Weak")
    form.form.password.setText(WORDS)
    qtbot.waitUntil(lambda: meter.words == "Strong")
    form.form.password.clear()
    assert meter.words == ""

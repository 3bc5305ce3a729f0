"""Stops before an office is open: the wizard of the first start, unlocking, recovering, restoring."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.errors import WrongPassword
from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
from halton_desktop.gui.start.recover_dialog import RecoverDialog
from halton_desktop.gui.start.restore_dialog import RestoreDialog
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.services.administration.back_up import last_backup
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
    from halton_desktop.gui.start.unlock_dialog import UnlockDialog
    from halton_desktop.tour.tour import Tour

RECOVERY_KEY = "C6214-7AJP4-ZK7NP-3C9GA-QRGNR-AWBMG-GV8XA-ST378"
"""A key of no office, for the pictures."""
GROUP_ASKED = 2
"""The group of the key the wizard asks back in the picture, counted from 0."""


def _wizard(tour: Tour) -> FirstRunWizard:
    wizard = FirstRunWizard(tour.context, tour.folder / "new office", tour.files)
    form = wizard.school.form
    form.name.setCurrentText("Wade Deacon High School")
    form.address.setPlainText("Birchfield Road\nWidnes")
    form.postcode.setText("WA8 7TD")
    form.telephone.setText("0151 496 0100")
    wizard.head.form.headteacher.setText("Mrs G. Jones")
    wizard.code.adopted_on.setText("03/07/2025")
    wizard.code.effective_on.setText("01/09/2025")
    wizard.user.form.name.setText("Anne Clarke")
    wizard.user.form.sign_in_name.setText("aclarke")
    wizard.user.form.password.setText("copper kettle november")
    wizard.user.form.password.textEdited.emit("copper kettle november")
    wizard.user.form.repeated_password.setText("copper kettle november")
    wizard.backup.begin_with(tour.folder / "new office", tour.folder / "backups")
    wizard.show()
    return wizard


def _wizard_page(name: str, tour: Tour) -> QWidget:
    wizard = _wizard(tour)
    wizard.go_to(getattr(wizard, name))
    if name == "recovery":
        while wizard.recovery.asked_group != GROUP_ASKED:  # drawn by lot each time; the picture stays the same
            wizard.recovery.show_key(RECOVERY_KEY)
    return wizard


def _wizard_mistakes(tour: Tour) -> QWidget:
    wizard = _wizard(tour)
    wizard.go_to(wizard.user)
    wizard.user.form.password.setText("password")
    wizard.user.form.repeated_password.setText("pasword")
    wizard.submit_button.click()
    return wizard


def _unlock(tour: Tour) -> UnlockDialog:
    dialog = UnlockDialog(tour.context, tour.folder / "office", tour.files, sign_in_name="aclarke")
    dialog.show()
    return dialog


def _wrong_password(tour: Tour) -> QWidget:
    dialog = _unlock(tour)
    dialog.form.password.setText("not the password")
    sentence = "That user name and password do not open this office."
    dialog.show_error(WrongPassword(sentence, "Check both, and that Caps Lock is off."))
    return dialog


def _recover(tour: Tour) -> QWidget:
    dialog = RecoverDialog(tour.context, tour.folder / "office", tour.files, sign_in_name="aclarke")
    dialog.show()
    return dialog


def _restore(tour: Tour) -> QWidget:
    dialog = RestoreDialog(tour.context, tour.folder / "office")
    newest = last_backup(tour.session)
    if newest is not None:
        dialog.take_backup(newest.path)
    dialog.show()
    return dialog


START: tuple[Stop, ...] = (
    *(
        Stop(f"first-run-{name}", partial(_wizard_page, name))
        for name in ("begin", "school", "head", "code", "folder", "user", "recovery", "backup", "end")
    ),
    Stop("first-run-mistakes", _wizard_mistakes),
    Stop("unlock", _unlock),
    Stop("wrong-password", _wrong_password),
    Stop("recover", _recover),
    Stop("restore", _restore),
)

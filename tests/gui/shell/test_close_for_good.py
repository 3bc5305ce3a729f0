"""An office is closed for good in the real window: the dialog, the question, and a program that ends quietly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from halton_desktop.gui.administration.close_office_dialog import CloseOfficeDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.office import Office
from halton_desktop.settings import KNOWN_OFFICES, OFFICE_FOLDER
from tests.factories import SCHOOL, make_office
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name


def ended(office: Office) -> bool:
    return not office.session.is_open


@pytest.mark.case("years-11")
def test_the_window_closes_with_the_office_and_the_computer_forgets_it(
    qapp: QApplication, context: AppContext, context_answers: ContextAnswers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "office"
    context.settings.set(KNOWN_OFFICES, str(folder))
    context.settings.set(OFFICE_FOLDER, str(folder))
    office = Office(qapp, context, make_office(folder))
    qtbot.addWidget(office.window)
    office.show()
    office.window.actions_of_window.action("Close the office for good…").trigger()
    dialog = next(one for one in qapp.topLevelWidgets() if isinstance(one, CloseOfficeDialog))
    assert without_name(dialog) == []
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.submit_button.isEnabled(), timeout=10_000)
    assert not ended(office), "no name typed"
    dialog.school.setText(SCHOOL.name)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.submit_button.isEnabled(), timeout=10_000)
    assert not ended(office), "nothing was exported, and that was not said to be meant"
    dialog.without_export.setChecked(True)
    with qtbot.waitSignal(office.closed, timeout=20_000):
        dialog.submit()
    assert ended(office)
    assert not office.window.isVisible()
    assert context.settings.get(KNOWN_OFFICES) == context.settings.get(OFFICE_FOLDER) == ""
    assert not (folder / "office.keys").exists()
    assert all(question.danger for question in context_answers.questions)

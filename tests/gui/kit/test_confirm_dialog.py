"""A question names the thing, has verbs on its buttons, and is safe to dismiss."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.confirm_dialog import ConfirmDialog, YesNoQuestion
from halton_desktop.gui.kit.looks.theme import Theme
from tests.helpers.accessibility import without_name

DELETE = YesNoQuestion(
    "Delete the draft about Jane O'Brien?", "This cannot be undone.", "Delete draft", "Keep it", True
)
PRINT = YesNoQuestion("Print 812 letters?", "", "Print 812 letters")


def opened(question: YesNoQuestion, theme: Theme, qtbot: QtBot) -> ConfirmDialog:
    dialog = ConfirmDialog(question, theme)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def test_its_buttons_are_verbs(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(DELETE, theme, qtbot)
    assert (dialog.verb.text(), dialog.otherwise.text()) == ("Delete draft", "Keep it")
    assert without_name(dialog) == []


@pytest.mark.parametrize(("question", "accepted"), [(DELETE, False), (PRINT, True)])
def test_enter_does_what_is_safe(theme: Theme, qtbot: QtBot, question: YesNoQuestion, accepted: bool) -> None:
    dialog = opened(question, theme, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert (dialog.result() == QDialog.DialogCode.Accepted) is accepted


@pytest.mark.parametrize("question", [DELETE, PRINT])
def test_escape_leaves_things_as_they_are(theme: Theme, qtbot: QtBot, question: YesNoQuestion) -> None:
    dialog = opened(question, theme, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_verb_does_it(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(DELETE, theme, qtbot)
    qtbot.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_somebody_typed_is_never_read_as_markup(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(YesNoQuestion("Delete <b>Bob</b>?", "<img src=x>", "Delete"), theme, qtbot)
    labels = [label for label in dialog.findChildren(QLabel) if label.text()]
    assert [label.text() for label in labels] == ["Delete <b>Bob</b>?", "<img src=x>"]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}

"""The dialog base: errors under fields, a safe Escape, F1, remembered size, one press at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout
from pytestqt.qtbot import QtBot

from halton_desktop.errors import HaltonError, InvalidInput, NotAllowed
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name


class ParentDialog(BaseDialog):
    """A dialog as any other: three fields and a service that may refuse."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, name="parent", title="New parent", verb="Add parent", guide_page="parents")
        self.form = FieldForm()
        self.surname = self.form.add("surname", "&Surname", QLineEdit())
        self.note = self.form.add("note", "&Note", QPlainTextEdit())
        self.title_field = self.form.add("title", "&Title", QComboBox())
        self.title_field.addItems(["", "Ms", "Mr"])
        self.minutes = self.form.add("minutes", "&Minutes", QSpinBox())
        self.agreed = QCheckBox("&Agreed")
        self.form.add_widget(self.agreed)
        self.use_errors(self.form.errors)
        QVBoxLayout(self.body).addWidget(self.form)
        self.refusal: HaltonError | None = None
        self.submitted = 0

    def submit(self) -> None:
        self.submitted += 1
        if self.refusal is not None:
            self.show_error(self.refusal)
        else:
            self.succeed()


@pytest.fixture
def dialog(context: AppContext, qtbot: QtBot) -> ParentDialog:
    dialog = ParentDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def press(dialog: ParentDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)


def test_an_error_stands_under_its_field_which_gets_the_focus_and_keeps_what_was_typed(
    dialog: ParentDialog, qtbot: QtBot
) -> None:
    dialog.surname.setText("O'Brien!!")
    dialog.refusal = InvalidInput("surname", "A surname has no exclamation marks.", "Take them away.")
    press(dialog, qtbot)
    assert dialog.form.errors.text_of("surname") == "A surname has no exclamation marks. Take them away."
    assert dialog.focusWidget() is dialog.surname
    assert dialog.surname.text() == "O'Brien!!"
    assert dialog.surname.property("invalid") is True
    assert dialog.surname.accessibleDescription().startswith("A surname")
    assert dialog.isVisible()


def test_the_error_goes_as_soon_as_the_field_is_mended(dialog: ParentDialog, qtbot: QtBot) -> None:
    dialog.refusal = InvalidInput("surname", "Type the surname.")
    press(dialog, qtbot)
    qtbot.keyClicks(dialog.surname, "A")
    assert dialog.form.errors.text_of("surname") == ""
    assert dialog.surname.property("invalid") is False


def test_of_several_errors_the_topmost_gets_the_focus(dialog: ParentDialog) -> None:
    dialog.show_errors([InvalidInput("minutes", "At least one."), InvalidInput("note", "Say a little more.")])
    assert dialog.focusWidget() is dialog.note
    assert dialog.form.errors.text_of("minutes") == "At least one."


@pytest.mark.parametrize(
    "error", [InvalidInput("postcode", "No field of this dialog."), NotAllowed("Your role may not do that.")]
)
def test_an_error_without_a_field_here_is_said_in_the_banner(
    dialog: ParentDialog, context_answers: ContextAnswers, qtbot: QtBot, error: HaltonError
) -> None:
    dialog.refusal = error
    press(dialog, qtbot)
    assert dialog.banner.sentence == error.message
    assert context_answers.errors == [error]


def test_it_grows_for_the_error_so_that_nothing_is_cut_off(dialog: ParentDialog, qtbot: QtBot) -> None:
    height = dialog.height()
    dialog.show_error(InvalidInput("surname", "Type the surname."))
    qtbot.waitUntil(lambda: dialog.height() > height)


def test_escape_closes_at_once_when_nothing_was_typed(dialog: ParentDialog, context_answers: ContextAnswers) -> None:
    dialog.reject()
    assert not dialog.isVisible()
    assert context_answers.questions == []


@pytest.mark.parametrize("what", ["surname", "note", "title", "minutes", "agreed"])
def test_escape_asks_when_something_typed_or_chosen_would_be_lost(
    dialog: ParentDialog, context_answers: ContextAnswers, qtbot: QtBot, what: str
) -> None:
    {
        "surname": lambda: dialog.surname.setText("Ann"),
        "note": lambda: dialog.note.setPlainText("Called"),
        "title": lambda: dialog.title_field.setCurrentIndex(1),
        "minutes": lambda: dialog.minutes.setValue(3),
        "agreed": lambda: dialog.agreed.setChecked(True),
    }[what]()
    context_answers.says_yes = False
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    [question] = context_answers.questions
    assert question.verb == "Close without saving"
    context_answers.says_yes = True
    dialog.close()
    assert not dialog.isVisible()


def test_a_finished_errand_closes_without_asking(
    dialog: ParentDialog, context_answers: ContextAnswers, qtbot: QtBot
) -> None:
    dialog.surname.setText("Ann")
    with qtbot.waitSignal(dialog.succeeded):
        press(dialog, qtbot)
    assert not dialog.isVisible()
    assert context_answers.questions == []


def test_ctrl_enter_finishes_from_a_field_with_several_lines(dialog: ParentDialog, qtbot: QtBot) -> None:
    dialog.note.setFocus()
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.submitted == 1


def test_while_work_is_under_way_the_verb_cannot_be_pressed_again(dialog: ParentDialog, qtbot: QtBot) -> None:
    dialog.set_busy(busy=True)
    press(dialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.submitted == 0
    dialog.set_busy(busy=False)
    press(dialog, qtbot)
    assert dialog.submitted == 1


def test_f1_opens_its_page_of_the_guide(dialog: ParentDialog, context_answers: ContextAnswers, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.surname, Qt.Key.Key_F1)
    assert context_answers.guide_pages == ["parents"]


def test_its_size_is_remembered(context: AppContext, dialog: ParentDialog, qtbot: QtBot) -> None:
    dialog.resize(600, 590)
    dialog.reject()
    again = ParentDialog(context)
    qtbot.addWidget(again)
    again.show()
    assert (again.width(), again.height()) == (600, 590)


def test_every_control_has_a_name(dialog: ParentDialog) -> None:
    assert without_name(dialog) == []


def test_the_button_says_the_verb(dialog: ParentDialog) -> None:
    assert dialog.submit_button.text() == "Add parent"
    assert dialog.submit_button.isDefault()

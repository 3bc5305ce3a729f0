"""Changing a letter's words: mistakes named with their place as they are made, a live preview, the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from halton_desktop.domain.permission import Role
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.letters.letter_text_dialog import LetterTextDialog
from halton_desktop.services.letters.letter_texts import change_letter_text, letter_texts, shipped_letter_text
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name


@pytest.fixture
def dialog(context: AppContext, office: OfficeSession, qtbot: QtBot) -> LetterTextDialog:
    dialog = LetterTextDialog(context, office, "acknowledgement")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def kept_words(office: OfficeSession) -> str:
    return letter_texts(office)[0].text


def test_the_words_and_how_they_look_are_shown(dialog: LetterTextDialog, office: OfficeSession) -> None:
    assert dialog.form.text.toPlainText() == shipped_letter_text(office, "acknowledgement").rstrip("\n") + "\n"
    assert dialog.preview.pages.page_count >= 2
    assert not dialog.form.text_error.isVisible()


def test_changed_words_are_previewed_and_kept(dialog: LetterTextDialog, office: OfficeSession, qtbot: QtBot) -> None:
    before = dialog.preview.pages.page_count
    long = "One more thing.\n\n" * 150
    dialog.form.text.setPlainText(f"Title: Note\nSubject: Hello\n\nDear {{salutation}}\n\n{long}**Long** and sweet.")
    qtbot.waitUntil(lambda: dialog.preview.pages.page_count > before)
    dialog.submit_button.click()
    assert not dialog.isVisible()
    assert kept_words(office).endswith("**Long** and sweet.")


def test_a_mistake_is_named_with_line_and_position_and_marked(dialog: LetterTextDialog, qtbot: QtBot) -> None:
    dialog.form.text.setPlainText("Dear {salutation}\n\nAbout {childs} and more.")
    qtbot.waitUntil(dialog.form.text_error.isVisible)
    assert dialog.form.text_error.text().startswith("Line 3, position 7: {childs} is not something")
    assert "Did you mean {children}?" in dialog.form.text_error.text()
    [mark] = dialog.form.text.extraSelections()
    assert mark.cursor.selectedText().startswith("{childs")
    dialog.form.text.setPlainText("Dear {salutation}\n\nAbout {children} and more.")
    qtbot.waitUntil(lambda: not dialog.form.text_error.isVisible())
    assert dialog.form.text.extraSelections() == []


def test_words_with_a_mistake_are_not_kept_and_nothing_typed_is_lost(
    dialog: LetterTextDialog, office: OfficeSession
) -> None:
    before = kept_words(office)
    dialog.form.text.setPlainText("Dear **{salutation}")
    dialog.submit_button.click()
    assert dialog.isVisible()
    assert "stars" in dialog.form.text_error.text()
    assert dialog.form.text.toPlainText() == "Dear **{salutation}"
    assert kept_words(office) == before


def test_a_field_is_put_where_the_cursor_stands(dialog: LetterTextDialog, qtbot: QtBot) -> None:
    dialog.form.text.setPlainText("Dear ")
    dialog.form.text.moveCursor(dialog.form.text.textCursor().MoveOperation.End)
    dialog.form.fields.setCurrentRow(1)
    assert dialog.form.field_meaning.text().startswith("Every child")
    qtbot.keyClick(dialog.form.fields, Qt.Key.Key_Return)
    dialog.insert_button.click()
    assert dialog.form.text.toPlainText() in ("Dear {children}", "Dear {children}{children}")


def test_back_to_the_shipped_words_asks_and_can_be_undone(
    context: AppContext, office: OfficeSession, context_answers: ContextAnswers, qtbot: QtBot
) -> None:
    change_letter_text(office, "acknowledgement", "Our own words, {salutation}.")
    dialog = LetterTextDialog(context, office, "acknowledgement")
    qtbot.addWidget(dialog)
    dialog.show()
    context_answers.says_yes = False
    dialog.shipped_button.click()
    assert dialog.form.text.toPlainText() == "Our own words, {salutation}."
    context_answers.says_yes = True
    dialog.shipped_button.click()
    assert dialog.form.text.toPlainText().strip() == shipped_letter_text(office, "acknowledgement").strip()
    assert kept_words(office) == "Our own words, {salutation}."
    dialog.form.text.undo()
    assert dialog.form.text.toPlainText() == "Our own words, {salutation}."


def test_who_may_not_change_the_school_is_refused(context: AppContext, office: OfficeSession, qtbot: QtBot) -> None:
    answers: list[str] = []
    told = replace(context, report=lambda error, _parent, _banner: answers.append(error.message))
    dialog = LetterTextDialog(told, signed_in_as(office, Role.OFFICE), "reminder_1")
    qtbot.addWidget(dialog)
    dialog.form.text.setPlainText("Dear {salutation}")
    dialog.submit()
    assert "may not change the school" in answers[0]


def test_tab_leaves_the_words_and_every_control_has_a_name(dialog: LetterTextDialog) -> None:
    assert dialog.form.text.tabChangesFocus()
    assert without_name(dialog) == []

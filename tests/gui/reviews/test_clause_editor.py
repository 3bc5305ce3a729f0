"""Writing a draft beside the last edition, and deciding clause by clause."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.domain.edition_difference import DifferenceKind
from halton_desktop.domain.review import ClauseDecision, Decision
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.reviews.clause_editor import ClauseEditor
from halton_desktop.gui.reviews.decision_editor import DecisionEditor
from tests.helpers.accessibility import without_name

BEFORE = Edition(1, 1, "Code", (Clause("1.1", "Be kind to all."), Clause("2.1", "Be fair & <brief>.")))


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> ClauseEditor:
    editor = ClauseEditor(theme)
    qtbot.addWidget(editor)
    editor.show_edition(BEFORE, BEFORE)
    return editor


def listed(editor: ClauseEditor | DecisionEditor) -> list[str]:
    return [editor.list.item(row).text() for row in range(editor.list.count())]


def test_what_is_typed_is_marked_word_by_word(editor: ClauseEditor) -> None:
    editor.new.setPlainText("Be very kind to all 🙂 of us.")
    assert listed(editor) == ["1.1 · amended", "2.1"]
    marked = [selection.cursor.selectedText() for selection in editor.new.extraSelections()]
    assert any("very" in words for words in marked)
    assert any("🙂" in words for words in marked), "positions count as Qt counts characters"
    assert "line-through" in editor.old.toHtml()
    assert without_name(editor) == []


def test_signs_of_html_are_shown_as_they_were_typed(editor: ClauseEditor) -> None:
    editor.choose("2.1")
    assert editor.old.toPlainText() == "Be fair & <brief>."


def test_a_clause_is_dropped_brought_back_and_added(editor: ClauseEditor) -> None:
    editor.drop_button.click()
    assert [clause.number for clause in editor.clauses] == ["2.1"]
    assert (listed(editor)[0], editor.new.isEnabled()) == ("1.1 · dropped", False)
    editor.drop_button.click()
    assert editor.clauses == BEFORE.clauses
    editor.add_clause("1.2")
    editor.new.setPlainText("New. ")
    assert editor.difference("1.2").kind is DifferenceKind.ADDED
    assert [clause.statement for clause in editor.clauses] == ["Be kind to all.", "New.", "Be fair & <brief>."]


def test_nothing_is_decided_by_silence(qtbot: QtBot, theme: Theme) -> None:
    editor = DecisionEditor(theme)
    qtbot.addWidget(editor)
    editor.show_edition(BEFORE, ())
    assert list(editor.decisions) == []
    assert listed(editor) == ["1.1 · not decided", "2.1 · not decided"]
    editor.choices[Decision.AMEND].click()
    assert editor.words.toPlainText() == "Be kind to all.", "the words there are stand ready to be changed"
    editor.words.setPlainText("Be kind.")
    editor.reason.setText("shorter")
    editor.reason.textEdited.emit("shorter")
    editor.keep_rest.click()
    assert list(editor.decisions) == [
        ClauseDecision("1.1", Decision.AMEND, "Be kind.", "shorter"),
        ClauseDecision("2.1", Decision.KEEP),
    ]
    assert without_name(editor) == []


def test_a_review_taken_up_goes_on_at_the_first_open_clause(qtbot: QtBot, theme: Theme) -> None:
    editor = DecisionEditor(theme)
    qtbot.addWidget(editor)
    editor.show_edition(BEFORE, (ClauseDecision("1.1", Decision.DROP, reason="said elsewhere"),))
    assert editor.number == "2.1"
    editor.choose("1.1")
    assert editor.choices[Decision.DROP].isChecked()
    assert editor.reason.text() == "said elsewhere"


def test_an_added_clause_is_left_out_again(qtbot: QtBot, theme: Theme) -> None:
    editor = DecisionEditor(theme)
    qtbot.addWidget(editor)
    editor.show_edition(BEFORE, ())
    editor.add_clause("3.1")
    editor.words.setPlainText("New.")
    assert list(editor.decisions) == [ClauseDecision("3.1", Decision.ADD, "New.")]
    assert editor.knows("3.1")
    editor.choices[Decision.DROP].click()
    assert list(editor.decisions) == []
    assert listed(editor) == ["1.1 · not decided", "2.1 · not decided"]

"""The wizard's page of the code: its true days are asked, its words may be the school's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.reviews.edition_dialog import EditionDialog
from halton_desktop.gui.start.wizard_code_page import WizardCodePage
from tests.factories import program_files
from tests.helpers.accessibility import without_name

pytestmark = pytest.mark.case("harm-9")


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> WizardCodePage:
    page = WizardCodePage(context, program_files())
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize(
    ("adopted_on", "effective_on", "field", "said"),
    [
        ("", "", "adopted_on", "which day the association adopted"),
        ("3/7/25", "", "effective_on", "from which day it is in force"),
        ("soon", "", "adopted_on", "is not a date"),
        ("3/7/25", "1/6/25", "effective_on", "before it was adopted"),
    ],
)
def test_neither_day_is_guessed(
    page: WizardCodePage, adopted_on: str, effective_on: str, field: str, said: str
) -> None:
    page.adopted_on.setText(adopted_on)
    page.effective_on.setText(effective_on)
    (mistake,) = page.mistakes()
    assert mistake.field == field
    assert said in mistake.message


def test_the_school_may_begin_with_its_own_words_from_a_file(page: WizardCodePage, tmp_path: Path) -> None:
    own = tmp_path / "our code.txt"
    own.write_text("School list\n2.5. Parents never befriend staff online.\n", encoding="utf-8")
    page.adopted_on.setText("3/7/25")
    page.effective_on.setText("01/09/2025")
    assert without_name(page) == []
    page.edit_words()
    (dialog,) = page.findChildren(EditionDialog)
    assert dialog.words.program_button.isVisible()
    dialog.words.read_file(own)
    assert "1 line was not used" in dialog.banner.sentence
    assert "Not found in the file, and so left as they were: Statement of intent, 1.1" in dialog.banner.sentence
    assert dialog.words.unused.toPlainText() == "School list"
    dialog.submit()
    assert "those you put in" in page.whose_words.text()
    assert (page.code.adopted_on, page.code.effective_on) == (date(2025, 7, 3), date(2025, 9, 1))
    assert page.code.parts["2.5"] == "Parents never befriend staff online."
    assert page.code.intent.startswith("The Halton Association")


@pytest.mark.parametrize("content", [b"PK\x03\x04 a Word document", b"Dear parents"])
def test_a_file_that_is_no_code_is_refused_and_the_words_stay(
    page: WizardCodePage, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(content)
    page.edit_words()
    (dialog,) = page.findChildren(EditionDialog)
    before = dialog.words.typed()
    dialog.words.read_file(file)
    assert dialog.banner.sentence
    assert dialog.words.typed() == before
    dialog.reject()


def test_no_clause_without_words_is_taken(page: WizardCodePage) -> None:
    page.edit_words()
    (dialog,) = page.findChildren(EditionDialog)
    dialog.clauses.choose("3.6")
    dialog.clauses.new.setPlainText("")
    dialog.submit()
    assert "Clause 3.6 has no words yet" in dialog.banner.sentence
    dialog.words.program_button.click()
    dialog.submit()
    assert "program’s own" in page.whose_words.text()


def test_a_clause_the_association_did_not_write_is_not_taken_from_a_file(page: WizardCodePage, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("2.5 Parents never befriend staff online.\n9.9 New clause nobody wrote.\n", encoding="utf-8")
    page.edit_words()
    (dialog,) = page.findChildren(EditionDialog)
    assert not dialog.words.clauses.add_button.isVisible()
    dialog.words.read_file(bad)
    dialog.submit()
    assert "Clause 9.9 is not in the association’s code" in dialog.banner.sentence
    assert "those you put in" not in page.whose_words.text()

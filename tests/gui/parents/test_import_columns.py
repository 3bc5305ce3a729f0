"""What the columns of a file are used for, said in the window: by mouse, by keyboard, remembered and taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.file_columns import LEFT_OUT, NOTES
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.parents.import_columns_pane import ImportColumnsPane
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.session import OfficeSession
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name

KNOWN = "Pupil Surname,Pupil Forename,Contact Surname,Contact Forename,Relationship,Court Order,Ring"
ROW = "Pearce,Sam,Pearce,Jane,Mother,No,after six"
STRANGE = "Enfant,Prénom,Mère,Où,Code,Divers"
STRANGE_ROW = "Pearce,Sam,Mrs Jane Pearce,1 Norton Lane,WA7 2WJ,ring after six"


def contacts(folder: Path, *lines: str, name: str = "contacts.csv") -> Path:
    file = folder / name
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ImportDialog:
    dialog = ImportDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def pane_of(dialog: ImportDialog) -> ImportColumnsPane:
    assert dialog.columns is not None
    return dialog.columns


def lines(dialog: ImportDialog) -> dict[str, tuple[str, str]]:
    """By heading: what it is used for, and how many cells are filled."""
    table = pane_of(dialog).table
    cells = [line.split("\t") for line in table.text_of(list(table.paged.ids), with_headers=False).splitlines()]
    return {line[1]: (line[2], line[3]) for line in cells}


def choose(dialog: ImportDialog, heading: str, what: str, of: int | None = None) -> None:
    """As a person does: the line, then whose it is, then what it is used for."""
    pane = pane_of(dialog)
    assert pane.table.select_id(list(lines(dialog)).index(heading))
    if of is not None:
        pick(pane.bar.whose, of)
    pick(pane.bar.what, what)


def pick(box: QComboBox, data: object) -> None:
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


@pytest.mark.case("silence-columns")
def test_every_column_is_listed_as_used_or_not_with_its_cells(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.take_file(contacts(tmp_path, KNOWN, ROW, ROW.replace("Sam", "Ann")))
    assert lines(dialog)["Contact Forename"] == ("Forename of the contact", "2")
    assert lines(dialog)["Court Order"] == ("Court order", "2")
    assert lines(dialog)["Ring"] == ("Not used", "2")
    assert dialog.form.tabs.tabText(dialog.form.tabs.count() - 1) == "Columns (1 unused)"
    assert without_name(dialog) == []


@pytest.mark.case("silence-columns")
def test_a_column_is_kept_as_notes_shown_as_remembered_and_taken_back(
    dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    dialog.take_file(contacts(tmp_path, KNOWN, ROW))
    choose(dialog, "Ring", NOTES, 1)
    assert lines(dialog)["Ring"][0] == "Notes (not applied yet)"
    assert not dialog.submit_button.isEnabled()
    pane_of(dialog).apply_button.click()
    assert lines(dialog)["Ring"][0] == "Notes (remembered)"
    assert dialog.form.tabs.currentWidget() is pane_of(dialog)
    assert dialog.submit_button.isEnabled()
    dialog.banner._button.click()
    assert lines(dialog)["Ring"][0] == "Not used"
    choose(dialog, "Ring", NOTES, 1)
    pane_of(dialog).apply_button.click()
    dialog.submit_button.click()
    (parent_id,) = parent_ids(office, ParentFilter())
    assert parent_page(office, parent_id).family.parent.notes == "Ring: after six"
    dialog.take_file(contacts(tmp_path, KNOWN, ROW, name="next.csv"))
    assert lines(dialog)["Ring"][0] == "Notes (remembered)"
    choose(dialog, "Ring", "")
    pane_of(dialog).apply_button.click()
    assert lines(dialog)["Ring"][0] == "Not used"


@pytest.mark.case("silence-columns")
def test_an_office_takes_a_file_whose_headings_nobody_knows_and_finds_the_note_on_the_page(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    tab = ParentsTab(context, office, lambda *_: None)
    qtbot.addWidget(tab)
    tab.show()
    tab.pane.empty.pressed.emit()
    dialog = tab.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.take_file(contacts(tmp_path, STRANGE, STRANGE_ROW))
    assert "no row names both in its headings. Say what they are" in dialog.form.preview_says.text()
    assert not dialog.submit_button.isEnabled()
    pane = pane_of(dialog)
    assert "the pupil and the contact" in pane.hint.text()
    for heading, of, what in (("Enfant", 0, "surname"), ("Prénom", 0, "forename"), ("Mère", 1, "name")):
        assert not pane.apply_button.isEnabled()
        choose(dialog, heading, what, of)
    for heading, what in (("Où", "line1"), ("Code", "postcode"), ("Divers", NOTES)):
        choose(dialog, heading, what, 1)
    pane.apply_button.click()
    assert dialog.submit_button.text() == "Import 1 pupil and 1 parent"
    dialog.submit_button.click()
    dialog.submit_button.click()
    (parent_id,) = parent_ids(office, ParentFilter())
    assert tab.open_record(RecordKind.PARENT, parent_id)
    assert "Divers: ring after six" in {label.text() for label in tab.page.findChildren(QLabel)}


@pytest.mark.case("silence-columns")
def test_all_of_it_goes_by_keyboard(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.take_file(contacts(tmp_path, KNOWN, ROW))
    pane = pane_of(dialog)
    dialog.form.tabs.setCurrentWidget(pane)
    pane.table.select_id(0)
    QTest.keyClick(pane.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert pane.bar.name.text() == "“Ring”"
    QTest.keyClicks(pane.bar.what, "email"[:1])
    assert lines(dialog)["Ring"][0] == "E-mail of the contact (not applied yet)"
    QTest.keyClick(pane.apply_button, Qt.Key.Key_Return)
    assert lines(dialog)["Ring"][0] == "E-mail of the contact (remembered)"


@pytest.mark.case("silence-columns")
def test_taking_a_restriction_for_something_else_is_asked_first(
    dialog: ImportDialog, context_answers: ContextAnswers, tmp_path: Path
) -> None:
    dialog.take_file(contacts(tmp_path, KNOWN, ROW))
    choose(dialog, "Court Order", LEFT_OUT)
    context_answers.says_yes = False
    pane_of(dialog).apply_button.click()
    assert "“Court Order”" in context_answers.questions[0].question
    assert lines(dialog)["Court Order"][0] == "Left out (not applied yet)"
    context_answers.says_yes = True
    pane_of(dialog).apply_button.click()
    assert lines(dialog)["Court Order"][0] == "Left out (remembered)"


@pytest.mark.case("silence-columns")
def test_a_sheet_is_read_or_not_as_the_office_says(dialog: ImportDialog, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, row in (("Now", ROW), ("Leavers", ROW.replace("Sam", "Ann"))):
        sheet = book.create_sheet(title)
        for line in (KNOWN, row):
            sheet.append(line.split(","))
    file = tmp_path / "book.xlsx"
    book.save(file)
    dialog.take_file(file)
    assert (lines(dialog)["Now"], lines(dialog)["Leavers"]) == (
        ("Pupils and contacts", "1"),
        ("Nothing: not read", "1"),
    )
    pane = pane_of(dialog)
    pane.table.select_id(list(lines(dialog)).index("Leavers"))
    pick(pane.bar.sheet, "PEOPLE")
    pane.apply_button.click()
    assert lines(dialog)["Leavers"][0] == "Pupils and contacts (remembered)"
    assert dialog.submit_button.text().startswith("Import 2 pupils")

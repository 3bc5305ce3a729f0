"""Deciding in the preview of an import, through the real dialog: field by field, person by person, and who is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.import_gone import HOLD, KEEP, LEFT
from halton_desktop.domain.parents.parent import Parent, Protected
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.tables.paged_table_model import CHIP
from halton_desktop.gui.parents.import_changes_page import ImportChangesPage
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.gui.parents.import_gone_page import ImportGonePage
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.gui.conftest import ContextAnswers
from tests.helpers.contact_files import sims_csv, sims_row

SAFE = PostalAddress(("99 Safe House Lane", "Chester"), "CH1 1AA")
MOVED = sims_row(Street="Other Road", Mobile="07700 900456", Reg="7A")
FATHER = sims_row(
    Title="Mr", Contact_Forename="Tom", Relationship="Father", Contact_Priority="2", Mobile="", Email="", House="4"
)
ZOE = sims_row(
    adno="000102", Legal_Surname="Grey", Forename="Zoe", DOB="05/11/2014", Contact_Forename="Ann",
    Contact_Surname="Grey", House="8", Mobile="07700 900222", Email="ann@example.org",
)  # fmt: skip
CHANGE, LEFT_SO = "Will change", "Left as it is"


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path) -> ImportDialog:
    """Sam, his mother and his father are in the office by an earlier file; so are Zoe and her mother."""
    path = tmp_path / "earlier.csv"
    path.write_bytes(sims_csv(sims_row(), FATHER, ZOE))
    apply_import(office, preview_import(office, path))
    dialog = ImportDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def jane(office: OfficeSession) -> Parent:
    people = [parent_page(office, one).parent for one in parent_ids(office, ParentFilter())]
    return next(parent for parent in people if parent.forename == "Jane")


def look_at(dialog: ImportDialog, folder: Path, *rows: dict[str, str]) -> ImportChangesPage:
    path = folder / "contacts.csv"
    path.write_bytes(sims_csv(*rows))
    dialog.take_file(path)
    assert dialog.changes is not None
    dialog.form.tabs.setCurrentWidget(dialog.changes)
    return dialog.changes


def gone_page(dialog: ImportDialog) -> ImportGonePage:
    assert dialog.gone is not None
    dialog.form.tabs.setCurrentWidget(dialog.gone)
    return dialog.gone


def place_of(page: ImportChangesPage, field: str) -> int:
    return next(number for number, offer in enumerate(page.offers) if offer.key.field == field)


def says(page: ImportChangesPage, field: str) -> str:
    """The chip of a field's line."""
    model = page.pane.table.paged
    chip = model.index(place_of(page, field), [one.key for one in model.columns].index("outcome")).data(CHIP)
    return str(chip.text)


@pytest.mark.case("harm-1")
def test_one_field_is_left_out_by_its_tick_and_taken_again_by_the_same_tick(
    dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    page = look_at(dialog, tmp_path, MOVED, FATHER, ZOE)
    page.pane.table.select_id(place_of(page, "mobile"))
    tick = page.card.ticks[place_of(page, "mobile")]
    assert (tick.isChecked(), says(page, "mobile")) == (True, CHANGE)
    tick.click()
    assert (tick.isChecked(), says(page, "mobile"), says(page, "address")) == (False, LEFT_SO, CHANGE)
    assert "Asked again only when the file changes" in page.card.words
    tick.click()
    assert (says(page, "mobile"), bool(dialog.choices)) == (CHANGE, False)
    tick.click()
    dialog.submit_button.click()
    assert (jane(office).mobile, jane(office).address.lines[0]) == ("07700 900123", "12 Other Road")
    assert "1 change was left out, as you said." in dialog.form.result_says.text()


@pytest.mark.case("harm-1")
def test_a_change_that_was_left_out_is_not_made_by_the_next_import_of_the_same_file(
    qtbot: QtBot, context: AppContext, dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    page = look_at(dialog, tmp_path, MOVED, FATHER, ZOE)
    page.tick(range(len(page.offers)), False)
    assert dialog.submit_button.text() == "Keep these decisions"
    dialog.submit_button.click()
    later = ImportDialog(context, office)
    qtbot.addWidget(later)
    page = look_at(later, tmp_path, MOVED, FATHER, ZOE)
    assert says(page, "mobile") == "Stays: left before"
    assert not later.submit_button.isEnabled()
    page = look_at(later, tmp_path, MOVED | {"Mobile": "07700 900789"}, FATHER, ZOE)
    assert (says(page, "mobile"), says(page, "address")) == (CHANGE, "Stays: left before")


@pytest.mark.case("harm-1")
def test_a_whole_person_is_left_out_by_one_tick(dialog: ImportDialog, office: OfficeSession, tmp_path: Path) -> None:
    page = look_at(dialog, tmp_path, MOVED, FATHER, ZOE)
    page.pane.table.select_id(place_of(page, "address"))
    assert page.card.everything.checkState() is Qt.CheckState.Checked
    page.card.everything.click()
    assert (says(page, "address"), says(page, "mobile"), says(page, "form")) == (LEFT_SO, LEFT_SO, CHANGE)
    assert dialog.submit_button.text() == "Import 1 pupil and 0 parents"
    page.card.everything.click()
    assert page.card.everything.checkState() is Qt.CheckState.Checked
    assert dialog.submit_button.text() == "Import 1 pupil and 1 parent"


@pytest.mark.case("harm-1")
def test_the_keyboard_leaves_out_the_chosen_lines_and_enter_goes_to_the_tick(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    page = look_at(dialog, tmp_path, MOVED, FATHER, ZOE)
    table = page.pane.table
    table.setFocus()
    table.select_id(place_of(page, "form"))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert (says(page, "form"), says(page, "mobile")) == (LEFT_SO, CHANGE)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert says(page, "form") == CHANGE
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert {says(page, one) for one in ("form", "mobile", "address")} == {LEFT_SO}
    table.select_id(place_of(page, "mobile"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    tick = page.card.ticks[place_of(page, "mobile")]
    assert tick.hasFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert says(page, "mobile") == CHANGE


@pytest.mark.case("harm-1")
def test_what_was_typed_stays_with_who_typed_it_and_when_until_the_files_is_taken(
    dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    change_parent(office, replace(jane(office), address=SAFE))
    page = look_at(dialog, tmp_path, sims_row(Street="Other Road"), FATHER, ZOE)
    page.pane.table.select_id(place_of(page, "address"))
    assert says(page, "address") == "Stays: typed here"
    for words in (SAFE.one_line, "12 Other Road", f"Typed by {office.user.name} on {office.today:%d/%m/%Y}"):
        assert words in page.card.words
    assert not dialog.submit_button.isEnabled()
    page.card.ticks[place_of(page, "address")].click()
    assert says(page, "address") == "The file’s is taken"
    dialog.submit_button.click()
    assert jane(office).address.lines[0] == "12 Other Road"


@pytest.mark.case("harm-1")
def test_nothing_that_is_protected_is_shown_or_can_be_taken(
    dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    protected = replace(jane(office), address=SAFE, surname="Hart", protected=frozenset(Protected))
    change_parent(office, replace(protected, protected_reason="Fled from violence"))
    page = look_at(dialog, tmp_path, sims_row(Street="Other Road", Relationship="Carer"), FATHER, ZOE)
    page.pane.table.select_id(place_of(page, "address"))
    tick = page.card.ticks[place_of(page, "address")]
    assert (tick.isEnabled(), tick.isChecked(), says(page, "address")) == (False, False, "Stays: protected")
    shown = page.card.words
    for pane in dialog.panes.values():
        shown += pane.table.text_of(list(pane.table.paged.ids), with_headers=True)
    assert "somebody whose name is protected" in shown
    for secret in ("Safe House", "Other Road", "Hart", "07700 900123"):
        assert secret not in shown
    page.tick(range(len(page.offers)), True)
    dialog.submit_button.click()
    assert (jane(office).address, jane(office).surname) == (SAFE, "Hart")


@pytest.mark.case("silence-gone")
def test_who_is_gone_from_the_file_is_in_the_preview_and_decided_there(
    qtbot: QtBot, dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    look_at(dialog, tmp_path, sims_row(), ZOE)
    page = gone_page(dialog)
    table = page.pane.table
    assert [line.split("\t")[1] for line in table.text_of(list(table.paged.ids), with_headers=False).splitlines()] == [
        "Mr Tom Fieldhouse"
    ]
    table.select_id(0)
    qtbot.mouseClick(page.buttons[HOLD], Qt.MouseButton.LeftButton)
    assert table.text_of([0], with_headers=False).endswith(HOLD.label)
    qtbot.mouseClick(page.later, Qt.MouseButton.LeftButton)
    assert table.text_of([0], with_headers=False).endswith("Not decided")
    assert not dialog.choices
    qtbot.mouseClick(page.buttons[HOLD], Qt.MouseButton.LeftButton)
    dialog.submit_button.click()
    with office.look() as work:
        assert [hold.stands for hold in work.decisions.holds.all()] == [True]
        assert not [question for question in work.decisions.on_file().questions if not question.answer]


@pytest.mark.case("silence-gone")
def test_a_pupil_who_is_gone_can_be_said_to_have_left_and_a_contact_to_stay(
    dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    third = ZOE | {"adno": "000103", "Forename": "Mia", "DOB": "01/02/2015"}
    look_at(dialog, tmp_path, sims_row(), FATHER, ZOE, third)
    dialog.submit_button.click()
    look_at(dialog, tmp_path, sims_row(), ZOE)
    page = gone_page(dialog)
    page.pane.table.selectAll()
    page.buttons[KEEP].click()
    page.pane.table.select_id(next(n for n, one in enumerate(page._gone) if one.key.field == "left_on"))
    page.buttons[LEFT].click()
    dialog.submit_button.click()
    with office.look() as work:
        assert [pupil.forename for pupil in work.parents.pupils() if pupil.left_on == office.today] == ["Mia"]
        assert not list(work.decisions.holds.all())
        assert not [question for question in work.decisions.on_file().questions if not question.answer]


@pytest.mark.case("harm-1")
def test_leaving_the_dialog_with_decisions_asks_first(
    dialog: ImportDialog, context_answers: ContextAnswers, tmp_path: Path
) -> None:
    page = look_at(dialog, tmp_path, MOVED, FATHER, ZOE)
    context_answers.says_yes = False
    page.tick([0], False)
    dialog.reject()
    assert dialog.isVisible()
    assert context_answers.questions
    page.tick([0], True)
    dialog.reject()
    assert not dialog.isVisible()

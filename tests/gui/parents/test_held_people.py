"""People who are held, through the window: what is to decide, by whom letters are stopped, who is told of nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.contact_import import UnusedColumn, UnusedSheet
from halton_desktop.domain.importing.file_columns import FileColumn, FileTable, SheetUse
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.consent_forms.coverage_page import CoveragePage
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.letters.nobody_told_dialog import NobodyToldDialog
from halton_desktop.gui.letters.plan_pane import PlanPane
from halton_desktop.gui.parents import file_reading
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.gui.parents.lift_hold_dialog import LiftHoldDialog
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.parents.to_decide_dialog import ToDecideDialog
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.parents.decide_questions import to_decide
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.keep_holds import holds_on
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.helpers.accessibility import without_name
from tests.helpers.contact_files import sims_csv, sims_row
from tests.helpers.held import preview_with, take

Made = TypeVar("Made", bound=QWidget)
Show = Callable[[Made], Made]

DEAD = FoundHold(HoldKind.DECEASED, "DECEASED 2024", "row 2, Notes")
ORDER = FoundHold(HoldKind.COURT_ORDER, "No contact with father", "row 3, Court Order", about_child=True)
SECRET = FoundHold(HoldKind.SECRECY, "REFUGE - DO NOT DISCLOSE", "row 5, Address")
HOLDS = {"Mrs Ruth Hart": DEAD, "Mr Tom Pearce": ORDER, "Mrs Ann Grey": SECRET}


def row(number: int, surname: str, title: str, forename: str, relationship: str) -> dict[str, str]:
    """A child with one contact in a home of its own."""
    return sims_row(
        adno=f"0001{number:02d}",
        Legal_Surname=surname,
        Forename=("Ada", "Emma", "Liam", "Zoe", "Kit", "Noah")[number],
        Title=title,
        Contact_Forename=forename,
        Contact_Surname=surname,
        Relationship=relationship,
        Parental_Responsibility="",
        House=str(number + 1),
        Mobile=f"07700 9001{number:02d}",
        Email=f"{forename}{number}@example.org",
    )


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    """Somebody who may have died, an order, a refuge, two of a word nobody knows, and a mother."""
    file = tmp_path / "contacts.csv"
    rows = (
        row(0, "Hart", "Mrs", "Ruth", "Mother"),
        row(1, "Pearce", "Mr", "Tom", "Father"),
        row(2, "Moss", "Mrs", "Jo", "Primary contact"),
        row(3, "Grey", "Mrs", "Ann", "Mother"),
        row(4, "Dunn", "Mr", "Al", "Primary contact"),
        row(5, "Field", "Mrs", "Beth", "Mother"),
    )
    file.write_bytes(sims_csv(*rows))
    return file


@pytest.fixture
def school(office: OfficeSession, contacts: Path) -> OfficeSession:
    """The file, imported."""
    take(office, contacts, HOLDS)
    return office


@pytest.fixture
def show(qtbot: QtBot) -> Show[QWidget]:
    """Show a widget, for as long as the test lasts."""

    def shown(widget: Made) -> Made:
        qtbot.addWidget(widget)
        widget.resize(1200, 760)
        widget.show()
        return widget

    return shown


def someone(office: OfficeSession, words: str) -> int:
    [found] = parent_ids(office, ParentFilter(words=words))
    return int(found)


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def button(widget: QWidget, text: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.text() == text)


@pytest.mark.case("silence-window")
def test_today_leads_to_what_is_to_decide_and_to_pupils_nobody_is_told_for(
    context: AppContext, school: OfficeSession, show: Show[QWidget]
) -> None:
    tab = TodayTab(context, school)
    show(tab)
    lines = {item.noun: (number, item.sentence) for number, item in tab.model.rows()}
    assert lines[RecordKind.QUESTION][1] == "4 things to decide: 5 people wait for a letter"
    assert lines[RecordKind.PUPIL][1] == "5 pupils have nobody who will be told"
    asked: list[tuple[object, int]] = []
    tab.open_requested.connect(lambda noun, record: asked.append((noun, record)))
    tab.open_line(lines[RecordKind.QUESTION][0])
    dialog = tab.findChild(ToDecideDialog)
    assert dialog is not None
    assert [card.question.text for card in dialog.cards] == [
        "“DECEASED 2024” in Notes",
        "“No contact with father” in Court Order",
        "“REFUGE - DO NOT DISCLOSE” in Address",
        "“Primary contact”",
    ]
    card = dialog.cards[-1]
    button(card, "Mrs Jo Moss").click()
    assert asked == [(RecordKind.PARENT, someone(school, "moss"))]
    tab.open_line(lines[RecordKind.PUPIL][0])
    pupils = tab.findChild(NobodyToldDialog)
    assert pupils is not None
    assert pupils.table.rowCount() == 5
    pupils.table.cellActivated.emit(0, 0)
    assert asked[-1][0] is RecordKind.PUPIL


@pytest.mark.case("silence-whom")
def test_the_few_whom_an_answer_acts_on_are_named_at_once(
    context: AppContext, school: OfficeSession, show: Show[ToDecideDialog]
) -> None:
    dialog = show(ToDecideDialog(context, school))
    names = [one.text() for one in dialog.cards[1].names.findChildren(Button)]
    assert names == ["Mr Tom Pearce"]
    assert dialog.cards[1].names.isVisible()


@pytest.mark.case("silence-window")
def test_a_word_is_answered_for_everybody_and_undone(
    context: AppContext, school: OfficeSession, show: Show[ToDecideDialog]
) -> None:
    dialog = show(ToDecideDialog(context, school))
    dialog.cards[-1].buttons["parent"].click()
    assert dialog.banner.sentence == "Parent or carer: 2 people."
    assert parent_page(school, someone(school, "moss")).parent.adheres
    button(dialog.banner, "Undo").click()
    assert not parent_page(school, someone(school, "moss")).parent.adheres
    assert len(dialog.cards) == 4
    dialog.cards[-1].buttons["contact"].click()
    button(dialog, "Ask again").click()
    assert len(dialog.cards) == 4
    assert without_name(dialog) == []


@pytest.mark.case("silence-window")
def test_ticked_questions_get_one_answer_and_lifting_asks_why(
    context: AppContext, school: OfficeSession, show: Show[ToDecideDialog], qtbot: QtBot
) -> None:
    dialog = show(ToDecideDialog(context, school))
    for card in dialog.cards:
        card.tick.setChecked(True)
    dialog.cards[0].buttons["lift"].click()
    [reason] = dialog.findChildren(LiftHoldDialog)
    reason.submit_button.click()
    assert len(to_decide(school)) == 4
    qtbot.keyClicks(reason.reason, "all of it was out of date")
    reason.submit_button.click()
    assert [question.value for question in to_decide(school)] == ["Primary contact"]
    button(dialog.banner, "Undo").click()
    assert len(to_decide(school)) == 4


@pytest.mark.case("silence-window")
def test_who_may_not_lift_or_change_is_not_offered_it(
    context: AppContext, school: OfficeSession, show: Show[QWidget]
) -> None:
    clerk = ToDecideDialog(context, signed_in_as(school, Role.OFFICE))
    show(clerk)
    assert not clerk.cards[0].buttons["lift"].isEnabled()
    assert clerk.cards[0].buttons["died"].isEnabled()


@pytest.mark.case("silence-window")
def test_the_list_of_parents_shows_who_is_held_and_the_page_lifts_it(
    context: AppContext, school: OfficeSession, show: Show[ParentsTab], qtbot: QtBot
) -> None:
    tab = show(ParentsTab(context, school, lambda _selected, _shown: None))
    context.hub.changed.connect(tab.hear)
    column = next(number for number, one in enumerate(tab.model.columns) if one.key == "letters")
    chips = {line.parent.surname: tab.model.columns[column].text(line) for line in tab.model.rows()}
    assert chips == {
        "Dunn": "Not decided yet",
        "Field": "",
        "Grey": "Held: address kept secret",
        "Hart": "Held: may have died",
        "Moss": "Not decided yet",
        "Pearce": "Held: court order",
    }
    tab.filters.blocked.setChecked(True)
    assert tab.model.rowCount() == 5
    assert tab.holds.line.isVisible()
    hart = someone(school, "hart")
    tab.table.select_id(hart)
    qtbot.waitUntil(lambda: "May have died: “DECEASED 2024”" in words_on(tab.page))
    assert "contacts.csv, row 2, Notes, since 23/11/2026" in words_on(tab.page)
    button(tab.page, "Lift…").click()
    [asking] = tab.findChildren(LiftHoldDialog)
    qtbot.keyClicks(asking.reason, "she rang us")
    asking.submit_button.click()
    assert not any(hold.stands for hold in holds_on(school, hart))
    assert "May have died" not in words_on(tab.page)
    tab.table.select_id(someone(school, "moss"))
    qtbot.waitUntil(lambda: "Nobody has said yet" in words_on(tab.page))
    button(tab.page, "Decide…").click()
    assert tab.findChildren(ToDecideDialog)


@pytest.mark.case("silence-window")
def test_somebody_undecided_stays_so_in_their_dialog_until_it_is_said(
    context: AppContext, school: OfficeSession, show: Show[ParentDialog]
) -> None:
    family = parent_page(school, someone(school, "moss")).family
    dialog = show(ParentDialog(context, school, family))
    assert Capacity.UNDECIDED not in dialog.capacities
    dialog.capacities[Capacity.PTA_MEMBER].setChecked(True)
    dialog.submit_button.click()
    assert parent_page(school, family.parent.id).parent.undecided
    again = show(ParentDialog(context, school, parent_page(school, family.parent.id).family))
    again.capacities[Capacity.PARENT_CARER].setChecked(True)
    again.submit_button.click()
    parent = parent_page(school, family.parent.id).parent
    assert parent.capacities == {Capacity.PARENT_CARER, Capacity.PTA_MEMBER}


@pytest.mark.case("silence-window")
def test_the_preview_shows_what_will_be_asked_who_is_held_and_what_is_not_used(
    context: AppContext,
    office: OfficeSession,
    contacts: Path,
    show: Show[ImportDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preview = preview_with(office, contacts, HOLDS)
    column, sheet = UnusedColumn("Favourite colour", 3, ("red", "blue")), UnusedSheet("Leavers", 40)
    columns = (FileColumn(0, column.heading, None, column.cells, column.examples),)
    tables = (FileTable("Now", (column.heading,), 9, columns), FileTable(sheet.sheet, (), 40, (), SheetUse.NOTHING))
    read = replace(preview.read, unused_columns=(column,), unused_sheets=(sheet,), tables=tables)
    monkeypatch.setattr(file_reading, "preview_import", lambda *_given: replace(preview, read=read))
    dialog = show(ImportDialog(context, office))
    dialog.take_file(contacts)
    says = dialog.form.preview_says.text()
    assert "4 things are to decide; until then 5 people get no letter." in says
    assert "2 columns or sheets are not used." in says

    def lines(name: str) -> list[str]:
        table = dialog.panes[name].table
        return table.text_of(list(table.paged.ids), with_headers=False).splitlines()

    assert any("“Primary contact”" in line and "4, 6" in line for line in lines("To decide"))
    assert any("Mrs Ann Grey" in line and "REFUGE" in line for line in lines("To decide"))
    assert [line.split("\t")[1:4] for line in lines("Columns")] == [
        ["Now", "Pupils and contacts", "9"],
        ["Favourite colour", "Not used", "3"],
        ["Leavers", "Nothing: not read", "40"],
    ]


@pytest.mark.case("silence-window")
def test_the_printing_shows_contacts_and_pupils_nobody_is_told_for(
    context: AppContext, school: OfficeSession, show: Show[PlanPane]
) -> None:
    pane = show(PlanPane(context, may_lift=True))
    heard: list[tuple[object, ...]] = []
    pane.pupils_asked.connect(lambda pupils: heard.append(tuple(pupils)))
    pane.show_plan(plan_letters(school, LetterRequest("acknowledgement")))
    assert pane.left_out.text() == "5 people cannot get a letter"
    assert pane.without.text() == "5 pupils have nobody who will be told…"
    pane.without.click()
    assert len(heard[0]) == 5
    pane.table.select_id(someone(school, "hart"))
    assert not pane.override.isEnabled()
    pane.table.select_id(someone(school, "grey"))
    assert pane.override.isEnabled()


@pytest.mark.case("silence-window")
def test_the_coverage_says_whom_it_misses(context: AppContext, school: OfficeSession, show: Show[CoveragePage]) -> None:
    page = show(CoveragePage(context, school))
    page.reload()
    assert page.left_out.text() == (
        "2 people are not decided on yet · 3 people are held: nothing is printed · "
        "5 pupils have nobody who will be told"
    )
    page.who_left_out.click()
    [dialog] = page.findChildren(NobodyToldDialog)
    assert dialog.table.rowCount() == 5

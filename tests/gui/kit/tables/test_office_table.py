"""The table: selection by id, remembered columns, copy, keyboard, and what stands around it."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.settings import COMPACT_ROWS, COPY_WITH_HEADERS, TEXT_LARGER_BY, Settings

NOTHING = EmptyWords("No parents yet.", "Import them, or add one.", "Import parents…", "parent")
MakePane = Callable[[], TablePane]


@dataclass
class Register:
    """What the office file holds; tests change it and reload."""

    people: dict[int, str] = field(default_factory=lambda: {1: "Ann", 2: "Bob", 3: "Cy", 4: "Dee"})
    asked: list[Order] = field(default_factory=list)

    def ids(self, order: Order, wanted: str) -> array[int]:
        self.asked.append(order)
        found = [number for number, name in self.people.items() if wanted.lower() in name.lower()]
        return array("q", sorted(found, key=lambda number: self.people[number], reverse=order.descending))


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def make_pane(register: Register, theme: Theme, settings: Settings, qtbot: QtBot) -> MakePane:
    def make() -> TablePane:
        model = PagedTableModel(
            [
                Column[int]("name", "Name", lambda n: register.people[n], sort_key="name", grows=True),
                Column[int]("form", "Form", lambda n: f"{n}A", right=True),
                Column[int]("state", "State", lambda n: "Open", chip=lambda n: Chip("Open", "accent", "open")),
                Column[int]("note", "Note", lambda n: "line one\nline\ttwo", hidden=True),
            ],
            fetch_ids=register.ids,
            fetch_rows=lambda ids: [number for number in ids if number in register.people],
            row_id=lambda number: number,
            order=Order("name"),
            unfiltered="",
            colour_of=theme.colour,
        )
        pane = TablePane("parents", model, settings, theme, singular="parent", plural="parents", nothing_yet=NOTHING)
        qtbot.addWidget(pane)
        pane.resize(700, 400)
        model.reload()
        pane.show()
        qtbot.waitExposed(pane)
        return pane

    return make


@pytest.fixture
def pane(make_pane: MakePane) -> TablePane:
    return make_pane()


def test_the_count_line_says_how_many_how_many_selected_and_the_note(pane: TablePane, register: Register) -> None:
    assert pane.count_line.text() == "4 parents"
    pane.set_note("1 blocked")
    pane.table.selectAll()
    assert pane.count_line.text() == "4 parents · 4 selected · 1 blocked"
    register.people = {1: "Ann"}
    pane.table.paged.reload()
    assert pane.count_line.text() == "1 parent · 1 blocked"


def test_an_empty_office_says_what_to_do_and_a_filter_says_so_itself(
    pane: TablePane, register: Register, qtbot: QtBot
) -> None:
    pane.table.paged.set_filter("zz")
    assert pane.empty.isVisible()
    assert pane.empty.words.sentence == "No parents match."
    with qtbot.waitSignal(pane.clear_filter_pressed):
        pane.empty.pressed.emit()
    register.people = {}
    pane.table.paged.set_filter("")
    assert pane.empty.words == NOTHING
    with qtbot.waitSignal(pane.empty_button_pressed):
        pane.empty.pressed.emit()
    register.people = {9: "Zoë"}
    pane.table.paged.reload()
    assert pane.table.isVisible()


def test_what_was_selected_stays_selected_when_the_list_is_read_again(pane: TablePane, register: Register) -> None:
    pane.table.select_id(2)
    pane.table.selection.select([2, 4])
    register.people[5] = "Aaron"
    del register.people[1]
    pane.table.paged.reload()
    assert sorted(pane.table.selected_ids()) == [2, 4]
    assert pane.table.current_id() == 2


def test_sorting_keeps_the_selection_and_asks_once(pane: TablePane, register: Register) -> None:
    pane.table.select_id(3)
    before = len(register.asked)
    header = pane.table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert register.asked[before:] == [Order("name", descending=True)]
    assert pane.table.selected_ids() == [3]


def test_a_heading_without_an_order_gives_the_arrow_back(pane: TablePane) -> None:
    header = pane.table.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert header.sortIndicatorSection() == 0


def test_the_screen_hears_when_the_current_record_has_gone(pane: TablePane, register: Register, qtbot: QtBot) -> None:
    pane.table.select_id(2)
    del register.people[2]
    with qtbot.waitSignal(pane.table.current_id_changed) as told:
        pane.table.paged.reload()
    assert told.args == [-1]


def test_columns_are_remembered_with_their_order_width_and_sorting(make_pane: MakePane, register: Register) -> None:
    pane = make_pane()
    first = pane.table
    first.columns.show_column(3, shown=True)
    first.columns.show_column(1, shown=False)
    first.horizontalHeader().moveSection(first.horizontalHeader().visualIndex(2), 0)
    first.setColumnWidth(2, 155)
    first.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    pane = make_pane()
    again = pane.table
    assert again.columns.shown() == [2, 0, 3]
    assert again.columnWidth(2) == 155
    assert register.asked[-1] == Order("name", descending=True)
    again.columns.reset()
    assert again.columns.shown() == [0, 1, 2]


def test_the_column_menu_never_lets_the_last_column_go(pane: TablePane) -> None:
    columns = pane.table.columns
    columns.show_column(1, shown=False)
    columns.show_column(2, shown=False)
    enabled = {action.text(): action.isEnabled() for action in columns.menu().actions() if action.text()}
    assert enabled == {"Name": False, "Form": True, "State": True, "Note": True, "Arrange columns as they were": True}


def test_rows_reach_the_right_edge_at_any_width(pane: TablePane, qtbot: QtBot) -> None:
    for width in (900, 500, 1200):
        pane.resize(width, 400)
        qtbot.waitUntil(lambda: pane.table.horizontalHeader().length() == pane.table.viewport().width())


def test_copy_gives_the_shown_columns_as_a_spreadsheet_takes_them(pane: TablePane, settings: Settings) -> None:
    table = pane.table
    table.columns.show_column(3, shown=True)
    table.select_id(1)
    table.selection.select([3])
    table.copy_selection()
    assert QGuiApplication.clipboard().text().startswith("Name\tForm\tState\tNote\nAnn")
    settings.set(COPY_WITH_HEADERS, False)
    table.copy_selection()
    assert QGuiApplication.clipboard().text() == "Ann\t1A\tOpen\tline one line two\nCy\t3A\tOpen\tline one line two"


def test_enter_and_double_click_open_the_record(pane: TablePane, qtbot: QtBot) -> None:
    pane.table.select_id(3)
    with qtbot.waitSignal(pane.table.opened) as told:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert told.args == [3]
    with qtbot.waitSignal(pane.table.opened) as told:
        pane.table.doubleClicked.emit(pane.table.paged.index(1, 0))
    assert told.args == [2]


def test_typing_over_the_table_begins_a_search_instead_of_walking_through_the_rows(
    pane: TablePane, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(pane.table.find_typed) as told:
        qtbot.keyClicks(pane.table, "b")
    assert told.args == ["b"]


def test_rows_take_the_height_of_the_setting(pane: TablePane, settings: Settings) -> None:
    assert pane.table.rowHeight(0) == 32
    settings.set(COMPACT_ROWS, True)
    assert pane.table.rowHeight(0) == 28


def test_a_selected_row_carries_the_accent_at_its_left_whatever_column_stands_there(
    pane: TablePane, theme: Theme
) -> None:
    table = pane.table
    table.select_id(1)
    for leftmost in (0, 2):
        table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(leftmost), 0)
        assert table.viewport().grab().toImage().pixelColor(1, 10) == theme.colour("accent")


def test_a_status_is_painted_in_its_colour(pane: TablePane, theme: Theme) -> None:
    table = pane.table
    image = table.viewport().grab().toImage()
    left = table.columnViewportPosition(2)
    colours = {image.pixelColor(x, y).name() for x in range(left, left + 60) for y in range(4, 28)}
    assert theme.tint("accent").name() in colours


def test_columns_grow_with_the_text_and_come_back_with_it(pane: TablePane, settings: Settings) -> None:
    before = pane.table.columnWidth(1)
    settings.set(TEXT_LARGER_BY, 4)
    assert pane.table.columnWidth(1) > before * 1.2
    settings.set(TEXT_LARGER_BY, 0)
    assert abs(pane.table.columnWidth(1) - before) <= 2

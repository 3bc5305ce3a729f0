"""The main window: tabs and keys, changes heard, records opened, menus, what it remembers, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QTabBar, QVBoxLayout
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.shell.main_window import MainWindow, SignedIn
from halton_desktop.gui.shell.menu_actions import Command
from halton_desktop.settings import THEME
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name

A_PARENT = Changes(frozenset({(RecordKind.PARENT, 7)}))
A_FORM = Changes(frozenset({(RecordKind.FORM, 3)}))


class FakeTab(OfficeTab):
    """Remembers what it was asked; holds the records 1 to 9."""

    title: ClassVar[str] = "Any"
    icon: ClassVar[str] = "today"
    guide_page: ClassVar[str] = "any"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.heard: list[Changes | None] = []
        self.opened: list[tuple[RecordKind, int]] = []
        self.done: list[str] = []
        self.closes = True
        self.field = QLineEdit()
        self.field.setAccessibleName("Search")
        QVBoxLayout(self).addWidget(self.field)

    def reload(self, changes: Changes | None) -> None:
        self.heard.append(changes)

    def open_record(self, noun: RecordKind, record: int) -> bool:
        self.opened.append((noun, record))
        return 1 <= record <= 9

    def find_in_list(self, text: str = "") -> None:
        self.done.append("find")

    def new_record(self) -> None:
        self.done.append("new")

    def print_letters(self) -> None:
        self.done.append("print")

    def may_close(self) -> bool:
        return self.closes


class TodayTab(FakeTab):
    title = "Today"
    guide_page = "today"


class ParentsTab(FakeTab):
    title = "Parents"
    icon = "parent"
    guide_page = "parents"
    shows = frozenset({RecordKind.PARENT})
    opens = frozenset({RecordKind.PARENT})
    new_text = "New parent…"
    can_print = True


class FormsTab(FakeTab):
    title = "Consent forms"
    icon = "form"
    guide_page = "consent-forms"
    shows = frozenset({RecordKind.FORM})
    opens = frozenset({RecordKind.FORM})


@dataclass(frozen=True)
class Found:
    """A hit of the search."""

    group: str
    title: str
    subtitle: str
    noun: RecordKind
    id: int
    offered: bool = False


def found(words: str) -> Sequence[Found]:
    return [Found("Parents", "Jane O'Brien", "Ella 8B", RecordKind.PARENT, 7)] if "jan" in words else []


@pytest.fixture
def make_window(context: AppContext, qtbot: QtBot) -> Callable[..., MainWindow]:
    def make(*commands: Command) -> MainWindow:
        tabs = [TodayTab(context), ParentsTab(context), FormsTab(context)]
        signed_in = SignedIn("Wade Deacon High School", "A. Clarke", "office")
        window = MainWindow(context, signed_in, tabs, search=found, commands=commands)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return make


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    return make_window()


def tab(window: MainWindow, number: int) -> FakeTab:
    found_tab = window.tabs[number]
    assert isinstance(found_tab, FakeTab)
    return found_tab


def press(window: MainWindow, text: str) -> None:
    window.actions_of_window.action(text).trigger()


def test_the_title_and_the_edges_say_where_and_who(window: MainWindow) -> None:
    assert window.windowTitle() == "Halton Desktop — Wade Deacon High School"
    words = " ".join(label.text() for label in window.user_status.findChildren(QLabel))
    assert "Encrypted" in words
    assert "signed in as A. Clarke (office)" in words
    window.show_last_backup("last backup today 09:02")
    words = " ".join(label.text() for label in window.user_status.findChildren(QLabel))
    assert "last backup today 09:02" in words


def test_ctrl_and_a_number_goes_to_a_tab(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current_tab().title == "Consent forms"


def test_only_the_tab_in_front_reads_and_the_others_wait_until_they_are_shown(window: MainWindow) -> None:
    assert tab(window, 0).heard == [None]
    assert tab(window, 1).heard == []
    window.pages.setCurrentIndex(1)
    assert tab(window, 1).heard == [None]


def test_a_change_reaches_only_the_tabs_that_show_it(window: MainWindow) -> None:
    window.pages.setCurrentIndex(1)
    window.context.hub.publish(A_FORM)
    assert tab(window, 1).heard == [None]
    window.context.hub.publish(A_PARENT)
    assert tab(window, 1).heard == [None, A_PARENT]


def test_a_tab_behind_hears_everything_it_missed_at_once_when_it_is_shown(window: MainWindow) -> None:
    window.pages.setCurrentIndex(1)
    window.pages.setCurrentIndex(0)
    other = Changes(frozenset({(RecordKind.PARENT, 8)}))
    window.context.hub.publish(A_PARENT)
    window.context.hub.publish(other)
    assert tab(window, 1).heard == [None]
    window.pages.setCurrentIndex(1)
    assert tab(window, 1).heard == [None, Changes(A_PARENT.touched | other.touched)]
    window.pages.setCurrentIndex(0)
    window.pages.setCurrentIndex(1)
    assert len(tab(window, 1).heard) == 2


def test_a_record_opens_in_the_tab_it_belongs_to(window: MainWindow) -> None:
    tab(window, 0).open_requested.emit(RecordKind.FORM, 3)
    assert window.current_tab().title == "Consent forms"
    assert tab(window, 2).opened == [(RecordKind.FORM, 3)]


def test_a_record_that_has_gone_is_said_in_words(window: MainWindow) -> None:
    assert not window.open_record(RecordKind.PARENT, 99)
    assert "not in the office file any more" in window.banner.sentence


def test_what_a_tab_says_stands_in_the_banner_with_its_undo(window: MainWindow) -> None:
    undone: list[int] = []
    tab(window, 0).say("The form was returned.", "success", action="Undo", act=lambda: undone.append(1))
    assert window.banner.sentence == "The form was returned."
    assert window.banner.kind == "success"
    [button] = [b for b in window.banner.findChildren(type(window.banner._button)) if b.text() == "Undo"]
    button.click()
    assert undone == [1]
    assert window.banner.sentence == ""


def test_a_tab_shows_how_many_things_need_somebody_and_none_when_there_are_none(window: MainWindow) -> None:
    bar = window.pages.tabBar()
    tab(window, 1).attention_changed.emit(3)
    badge = bar.tabButton(1, QTabBar.ButtonPosition.RightSide)
    assert badge is not None
    assert badge.accessibleName() == "3 need attention"
    assert bar.accessibleTabName(1) == "Parents, 3 need attention"
    tab(window, 1).attention_changed.emit(0)
    assert bar.tabButton(1, QTabBar.ButtonPosition.RightSide) is None


def test_menus_speak_for_the_tab_in_front(window: MainWindow, context_answers: ContextAnswers) -> None:
    new = window.actions_of_window.action("New…")
    assert not new.isEnabled()
    window.pages.setCurrentIndex(1)
    assert (new.text(), new.isEnabled()) == ("New parent…", True)
    for text in ("New…", "Search in this list", "Print letters…", "Guide", "Read the list again"):
        press(window, text)
    assert tab(window, 1).done == ["new", "find", "print"]
    assert context_answers.guide_pages == ["parents"]
    assert tab(window, 1).heard == [None, None]


def test_commands_from_outside_stand_in_their_menu(make_window: Callable[..., MainWindow]) -> None:
    ran: list[str] = []
    window = make_window(Command("File", "Back up now…", lambda: ran.append("backup"), "backup"))
    press(window, "Back up now…")
    assert ran == ["backup"]
    [menu] = [action.menu() for action in window.menuBar().actions() if action.text() == "&File"]
    texts = [action.text() for action in menu.actions()]  # type: ignore[attr-defined]  # QAction.menu is typed as QObject
    assert texts.index("Back up now…") < texts.index("Lock") < texts.index("Close Halton Desktop")


def test_no_two_menu_entries_want_the_same_keys(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.findChildren(QAction)]
    taken = [key for key in keys if key]
    assert len(set(taken)) == len(taken)


def test_the_appearance_is_chosen_in_the_menu(window: MainWindow) -> None:
    [dark] = [a for a in window.findChildren(QAction) if a.text() == "Dark"]
    dark.trigger()
    assert window.context.settings.get(THEME) == "dark"
    assert window.context.theme.is_dark


def test_ctrl_l_asks_to_lock(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_search_finds_and_opens_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.header.search_box
    assert window.focusWidget() is box
    qtbot.keyClicks(box, "jan")
    qtbot.waitUntil(lambda: box.results.isVisible() and box.results.count() == 2)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert tab(window, 1).opened == [(RecordKind.PARENT, 7)]
    assert box.text() == ""
    assert not box.results.isVisible()


def test_every_control_has_a_name(window: MainWindow) -> None:
    assert without_name(window) == []


def test_its_size_is_remembered(make_window: Callable[..., MainWindow]) -> None:
    first = make_window()
    first.resize(880, 640)
    first.close()
    again = make_window()
    assert (again.width(), again.height()) == (880, 640)


def test_a_tab_with_something_unsaved_keeps_the_window_open(window: MainWindow, qtbot: QtBot) -> None:
    tab(window, 1).closes = False
    assert not window.close()
    tab(window, 1).closes = True
    with qtbot.waitSignal(window.closed):
        window.close()


def test_it_does_not_close_in_the_middle_of_work_without_asking(
    window: MainWindow, context_answers: ContextAnswers
) -> None:
    context_answers.says_yes = False
    outcome: list[bool] = []

    def work(task: RunningTask) -> None:
        outcome.append(window.close())

    window.context.runner.run(work, title="Importing parents", on_done=lambda r: None, on_error=lambda e: None)
    assert outcome == [False]
    [question] = context_answers.questions
    assert "Importing parents" in question.explanation


def test_the_shortcuts_are_listed(window: MainWindow) -> None:
    press(window, "Keyboard shortcuts")
    words = {label.text() for label in window.findChildren(QLabel)}
    assert {"Ctrl+K", "Search everything"} <= words

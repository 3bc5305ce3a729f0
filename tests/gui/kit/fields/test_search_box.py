"""The search box: answers to old questions are dropped, the keyboard does everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import Runner, RunningTask, _Answers
from halton_desktop.domain.change import RecordKind
from halton_desktop.errors import NotAllowed
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.search_box import SearchBox
from tests.gui.shell.test_main_window import Found

JANE = Found("Parents", "Jane O'Brien", "Ella 8B", RecordKind.PARENT, 7)
JANEK = Found("Parents", "Janek Nowak", "Ola 7A", RecordKind.PARENT, 8)
FORM = Found("Forms", "WDH-00042", "Jane O'Brien", RecordKind.FORM, 42)


class LateRunner(Runner):
    """Does the work when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[RunningTask, object, _Answers]] = []

    def _submit(self, task: RunningTask, work: object, answers: _Answers) -> None:
        self.waiting.append((task, work, answers))

    def finish(self, number: int) -> None:
        task, work, answers = self.waiting[number]
        assert callable(work)
        self._work(task, work, answers)


def search(words: str) -> Sequence[Found]:
    if words == "secret":
        raise NotAllowed("Your role may not search.")
    return [hit for hit in (JANE, JANEK, FORM) if words.lower() in hit.title.lower() or words == "*"]


@pytest.fixture
def box(context: AppContext, qtbot: QtBot) -> SearchBox:
    return in_window(context, qtbot)


def in_window(context: AppContext, qtbot: QtBot) -> SearchBox:
    window = QWidget()
    box = SearchBox(context, search)
    layout = QVBoxLayout(window)
    layout.addWidget(box)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(700, 600)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    box.setFocus()
    box.keep_window = window  # type: ignore[attr-defined]  # only to keep it alive as long as the box
    return box


def ask(box: SearchBox, words: str, qtbot: QtBot) -> None:
    box.clear()
    qtbot.keyClicks(box, words)
    qtbot.waitUntil(lambda: box.results.isVisible())


def lines(box: SearchBox) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [box.results.item(row).data(role) for row in range(box.results.count())]


def test_results_stand_under_the_name_of_their_group(box: SearchBox, qtbot: QtBot) -> None:
    ask(box, "*", qtbot)
    assert lines(box) == ["Parents", "Jane O'Brien, Ella 8B", "Janek Nowak, Ola 7A", "Forms", "WDH-00042, Jane O'Brien"]


def test_arrows_pass_over_the_names_of_groups(box: SearchBox, qtbot: QtBot) -> None:
    ask(box, "*", qtbot)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.chosen) as told:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.args == [RecordKind.FORM, 42]


def test_nothing_found_is_said_and_cannot_be_chosen(box: SearchBox, qtbot: QtBot) -> None:
    ask(box, "zz", qtbot)
    assert lines(box) == ["Nothing found for “zz”."]
    with qtbot.assertNotEmitted(box.chosen):
        qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_search_that_fails_says_so_in_place(box: SearchBox, qtbot: QtBot) -> None:
    ask(box, "secret", qtbot)
    assert lines(box) == ["Your role may not search."]


def test_escape_clears_and_an_empty_field_shows_nothing(box: SearchBox, qtbot: QtBot) -> None:
    ask(box, "jane", qtbot)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert not box.results.isVisible()


def test_an_answer_to_an_older_question_is_dropped(context: AppContext, qtbot: QtBot) -> None:
    late = LateRunner()
    box = in_window(replace(context, runner=late), qtbot)
    qtbot.keyClicks(box, "jan")
    qtbot.waitUntil(lambda: len(late.waiting) == 1)
    qtbot.keyClicks(box, "ek")
    qtbot.waitUntil(lambda: len(late.waiting) == 2)
    late.finish(1)
    assert lines(box) == ["Parents", "Janek Nowak, Ola 7A"]
    late.finish(0)
    assert lines(box) == ["Parents", "Janek Nowak, Ola 7A"]


def test_names_are_never_read_as_markup(context: AppContext, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    box = in_window(context, qtbot)
    ask(box, "jane", qtbot)
    formats = {label.textFormat() for label in box.results.findChildren(QLabel) if "Jane" in label.text()}
    assert formats == {Qt.TextFormat.PlainText}


@pytest.mark.case("cases-12")
def test_the_line_that_says_there_is_more_asks_for_the_list(context: AppContext, qtbot: QtBot) -> None:
    window = QWidget()
    more = Found("Parents", "More parents…", "", RecordKind.PARENT, 0)
    box = SearchBox(context, lambda _words: [JANE, more])
    QVBoxLayout(window).addWidget(box)
    qtbot.addWidget(window)
    window.show()
    box.setText("jane")
    box._ask()
    box.results.setCurrentRow(2)
    with qtbot.waitSignal(box.more_wanted) as asked:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked.args == [RecordKind.PARENT, "jane"]


@pytest.mark.case("entry-2")
@pytest.mark.parametrize("delay", [20, 60, 120, 200])
def test_enter_takes_what_was_found_for_the_words_that_stand_there(box: SearchBox, qtbot: QtBot, delay: int) -> None:
    ask(box, "jane", qtbot)
    qtbot.keyClicks(box, "k", delay=delay)
    with qtbot.waitSignal(box.chosen) as told:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.args == [RecordKind.PARENT, JANEK.id]


@pytest.mark.case("entry-2")
def test_enter_waits_for_the_answer_to_its_own_question(context: AppContext, qtbot: QtBot) -> None:
    late = LateRunner()
    box = in_window(replace(context, runner=late), qtbot)
    taken: list[int] = []
    box.chosen.connect(lambda _noun, record: taken.append(record))
    qtbot.keyClicks(box, "jane")
    qtbot.waitUntil(lambda: len(late.waiting) == 1)
    late.finish(0)
    qtbot.keyClicks(box, "k")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert taken == []
    late.finish(1)
    assert taken == [JANEK.id]
    assert box.text() == ""


@pytest.mark.case("entry-2")
def test_typing_on_after_enter_takes_nothing(context: AppContext, qtbot: QtBot) -> None:
    late = LateRunner()
    box = in_window(replace(context, runner=late), qtbot)
    qtbot.keyClicks(box, "jane")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "k")
    with qtbot.assertNotEmitted(box.chosen):
        late.finish(0)


@pytest.mark.case("entry-2")
def test_enter_where_nothing_is_found_takes_nothing_of_before(box: SearchBox, qtbot: QtBot) -> None:
    ask(box, "jane", qtbot)
    qtbot.keyClicks(box, "zz")
    with qtbot.assertNotEmitted(box.chosen):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert lines(box) == ["Nothing found for “janezz”."]

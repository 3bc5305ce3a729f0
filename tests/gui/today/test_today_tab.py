"""Today: what is due, by who sees to it, and where each line leads."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.due import DueItem
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.gui.administration.backup_dialog import BackupDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog
from halton_desktop.gui.today import today_tab
from halton_desktop.gui.today.due_table_model import due_chip
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import prepare_letters, unconfirmed
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family

MONDAY = date(2026, 11, 23)


def due(days: int, responsible: str, sentence: str = "Contact Jane", noun: RecordKind = RecordKind.INCIDENT) -> DueItem:
    return DueItem("contact to make", sentence, MONDAY + timedelta(days), responsible, noun, 7, urgent=days <= 0)


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> list[DueItem]:
    """What the service answers; fill it before the tab is shown."""
    listed: list[DueItem] = []
    monkeypatch.setattr(today_tab, "due_today", lambda _session: tuple(listed))
    return listed


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> TodayTab:
    """The tab, not shown yet."""
    tab = TodayTab(context, office)
    context.hub.changed.connect(tab.hear)
    qtbot.addWidget(tab)
    return tab


def sentences(tab: TodayTab) -> list[str]:
    return [item.sentence for _number, item in tab.model.rows()]


def test_a_new_office_is_told_that_it_has_no_backup_and_the_line_leads_to_the_backups(tab: TodayTab) -> None:
    tab.show()
    assert tab.day.text() == "Monday, 23 November 2026"
    assert "no backup yet" in sentences(tab)[0]
    tab.open_line(0)
    dialog = tab.findChild(BackupDialog)
    assert isinstance(dialog, BackupDialog)
    dialog.submit_button.click()
    dialog.reject()
    assert "no backup yet" not in " ".join(sentences(tab))


def test_late_things_come_first_and_are_counted(qtbot: QtBot, tab: TodayTab, items: list[DueItem]) -> None:
    items += [due(-2, "A. Clarke", "late"), due(0, "", "today"), due(2, "Mrs G. Jones", "soon")]
    with qtbot.waitSignal(tab.attention_changed) as attention:
        tab.show()
    assert attention.args == [2]
    assert sentences(tab) == ["late", "today", "soon"]
    assert tab.summary.text().startswith("1 late, 1 due today, 1 coming up")


def test_the_list_can_be_narrowed_to_one_person_and_stays_so(tab: TodayTab, items: list[DueItem]) -> None:
    items += [due(0, "A. Clarke", "mine"), due(0, "Mrs G. Jones", "hers"), due(0, "", "nobody’s")]
    tab.show()
    people = [tab.who.itemText(number) for number in range(tab.who.count())]
    assert people == ["Everybody’s", "Mine", "Mrs G. Jones", "Nobody yet"]
    tab.who.setCurrentIndex(1)
    assert sentences(tab) == ["mine"]
    tab.hear(Changes(frozenset({(RecordKind.INCIDENT, 7)})))
    assert sentences(tab) == ["mine"]
    tab.who.setCurrentIndex(3)
    assert sentences(tab) == ["nobody’s"]
    items.pop()
    tab.hear(None)
    assert sentences(tab) == ["mine", "hers"]


def test_a_line_opens_what_it_is_about(qtbot: QtBot, tab: TodayTab, items: list[DueItem]) -> None:
    items.append(due(0, ""))
    tab.show()
    with qtbot.waitSignal(tab.open_requested) as asked:
        tab.table.opened.emit(0)
    assert asked.args == [RecordKind.INCIDENT, 7]


def test_a_printing_nobody_confirmed_is_asked_about(tab: TodayTab, office: OfficeSession) -> None:
    ids, _pupils = add_family(office, [a_parent()], [a_pupil()])
    plan = plan_letters(office, LetterRequest(letter="acknowledgement", parent_ids=tuple(ids)))
    batch = prepare_letters(office, plan)
    tab.show()
    number = sentences(tab).index(next(words for words in sentences(tab) if "came out" in words))
    tab.open_line(number)
    dialog = tab.window().findChild(ConfirmPrintingDialog)
    assert isinstance(dialog, ConfirmPrintingDialog)
    dialog.submit_button.click()
    assert unconfirmed(office) == [], f"batch {batch} is settled"
    assert not any("came out" in words for words in sentences(tab))


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "3 days late"), (-1, "1 day late"), (0, "Today"), (1, "Tomorrow"), (3, "Thu 26/11")]
)
def test_dates_are_told_in_the_words_of_the_office(days: int, words: str) -> None:
    assert due_chip(MONDAY + timedelta(days), MONDAY).text == words


def test_what_is_due_is_gathered_off_the_gui_thread_and_a_late_answer_does_not_replace_a_later_one(
    qtbot: QtBot, context: AppContext, office: OfficeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    gui, threads, gate, began = threading.get_ident(), [], threading.Event(), threading.Event()

    def answer(_session: OfficeSession) -> tuple[DueItem, ...]:
        threads.append(threading.get_ident())
        if len(threads) == 1:
            began.set()
            gate.wait(10)
            return (due(0, "", "The first answer"),)
        return (due(0, "", "The second answer"),)

    monkeypatch.setattr(today_tab, "due_today", answer)
    runner = TaskRunner()
    tab = TodayTab(replace(context, runner=runner), office)
    qtbot.addWidget(tab)
    tab.show()
    assert began.wait(10)
    tab.reload(None)
    qtbot.waitUntil(lambda: sentences(tab) == ["The second answer"])
    gate.set()
    qtbot.waitUntil(lambda: not runner.under_way)
    assert sentences(tab) == ["The second answer"]
    assert gui not in threads
    runner.close()

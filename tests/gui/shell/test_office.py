"""One open office as a whole: every tab on real data, search, locking, and the backup when it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import Locked, OurBug
from halton_desktop.gui.administration.user_dialog import UserDialog
from halton_desktop.gui.administration.users_dialog import UsersDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.office import Office
from halton_desktop.gui.shell.screen_lock import NEUTRAL_TITLE
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.services.administration.back_up import back_up, backups
from halton_desktop.services.administration.keep_school import change_school, read_school
from halton_desktop.services.administration.manage_users import add_user, change_user
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import (
    CHEAP,
    PASSWORD,
    StandingClock,
    a_parent,
    a_pupil,
    add_family,
    make_office,
    program_files,
    signed_in_as,
)
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name


@pytest.fixture
def session(tmp_path: Path) -> Iterator[OfficeSession]:
    session = make_office(tmp_path / "office")
    add_family(session, [a_parent(forename="Łukasz", surname="O’Brien")], [a_pupil(forename="Zoë")])
    yield session
    session.close()


@pytest.fixture
def office(qapp: QApplication, context: AppContext, session: OfficeSession, qtbot: QtBot) -> Iterator[Office]:
    office = Office(qapp, context, session)
    qtbot.addWidget(office.window)
    office.show()
    qtbot.waitExposed(office.window)
    yield office
    office.idle.stop()
    office.window.hide()
    context.hub.changed.disconnect()


def test_every_tab_shows_and_every_control_has_a_name(office: Office, qtbot: QtBot) -> None:
    for number in range(len(office.window.tabs)):
        qtbot.keyClick(office.window, Qt.Key(Qt.Key.Key_1.value + number), Qt.KeyboardModifier.ControlModifier)
        assert office.window.pages.currentIndex() == number
    assert without_name(office.window) == []


def result_lists(office: Office) -> list[QListWidget]:
    """The search's list of results, once it has been shown."""
    return [one for one in office.window.findChildren(QListWidget) if one.accessibleName() == "Search results"]


def test_a_parent_is_found_without_accents_and_opened_by_keyboard_alone(office: Office, qtbot: QtBot) -> None:
    qtbot.keyClick(office.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = office.window.header.search_box
    qtbot.keyClicks(box, "obrien luk")
    qtbot.waitUntil(lambda: any(found.count() for found in result_lists(office)))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.window.current_tab().title == "Parents")


def test_a_change_made_anywhere_is_seen_in_the_list(office: Office, session: OfficeSession, qtbot: QtBot) -> None:
    assert office.window.open_record(RecordKind.PARENT, 1)
    tab = office.window.current_tab()
    before = tab.model.rowCount()  # type: ignore[attr-defined]  # the Parents tab
    add_parent(session, a_parent())
    qtbot.waitUntil(lambda: tab.model.rowCount() == before + 1)  # type: ignore[attr-defined]  # as above


def test_locking_covers_the_screen_forgets_the_key_and_comes_back(
    office: Office, session: OfficeSession, qapp: QApplication, qtbot: QtBot
) -> None:
    title = office.window.windowTitle()
    qtbot.keyClick(office.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: office.screen_lock.is_locked)
    assert office.window.windowTitle() == NEUTRAL_TITLE
    with pytest.raises(Locked):
        read_school(session)
    prompt = next(widget for widget in qapp.topLevelWidgets() if isinstance(widget, UnlockDialog))
    prompt.form.password.setText("not this one at all")
    prompt.submit()
    assert office.screen_lock.is_locked
    prompt.form.password.setText(PASSWORD)
    prompt.submit()
    qtbot.waitUntil(lambda: not office.screen_lock.is_locked)
    assert office.window.windowTitle() == title
    assert read_school(session).name == "Wade Deacon High School"


@pytest.mark.case("harm-10")
def test_whoever_became_a_reader_behind_the_locked_screen_does_not_find_the_registers_on_it(
    office: Office,
    session: OfficeSession,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    context_answers: ContextAnswers,
) -> None:
    add_user(session, "colleague", "B. Colleague", Role.ADMINISTRATOR, "three good words", CHEAP)
    office.lock()
    with unlock_office(tmp_path / "office", "colleague", "three good words", program_files()) as elsewhere:
        change_user(elsewhere, session.user.id, "A. Clarke", Role.READER)
    prompts = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, UnlockDialog)]
    prompt = next(prompt for prompt in prompts if prompt.isVisible())
    prompt.form.password.setText(PASSWORD)
    with qtbot.waitSignal(office.closed, timeout=20_000):
        prompt.submit()
    assert context_answers.errors[-1].message == "Your role was changed to reader."
    assert not office.window.isVisible()
    assert not session.is_open


@pytest.mark.case("entry-9")
def test_whoever_lowers_their_own_role_works_on_with_nothing_of_the_old_one(
    office: Office,
    session: OfficeSession,
    context: AppContext,
    qtbot: QtBot,
    context_answers: ContextAnswers,
) -> None:
    add_user(session, "colleague", "B. Colleague", Role.ADMINISTRATOR, "three good words", CHEAP)
    users = UsersDialog(context, session, office.window)
    users.show()
    asked = UserDialog(context, session, session.user, parent=users)
    asked.show()
    asked.form.role.setCurrentIndex(asked.form.role.findData(Role.READER))
    with qtbot.waitSignal(office.closed, timeout=20_000):
        asked.submit()
    assert context_answers.errors[-1].message == "Your role was changed to reader."
    assert not office.window.isVisible()


@pytest.mark.case("entry-10")
def test_the_schools_new_name_stands_in_the_window_at_once(office: Office, session: OfficeSession) -> None:
    change_school(session, replace(read_school(session), name="The Heath School"))
    assert office.window.windowTitle() == "Halton Desktop — The Heath School"
    assert office.window.header.school.text() == "The Heath School"


def test_midnight_passes_quietly_over_a_locked_screen(
    office: Office, session: OfficeSession, context_answers: ContextAnswers
) -> None:
    today = office.window.tabs[0]
    assert isinstance(today, TodayTab)
    office.lock()
    session.clock = StandingClock(session.clock() + timedelta(days=1))
    today.look_at_clock()
    assert context_answers.errors == []
    session.unlock_again("aclarke", PASSWORD)
    today.look_at_clock()
    assert today.day.text() == "Tuesday, 24 November 2026"


def test_windows_closing_the_locked_program_at_the_end_of_the_day_asks_nothing_of_the_closed_file(
    office: Office, session: OfficeSession, qtbot: QtBot
) -> None:
    add_parent(session, a_parent())
    office.lock()
    with qtbot.waitSignal(office.closed):
        office.window.close()


def test_closing_after_a_change_makes_a_backup_and_locks_the_file(
    office: Office, session: OfficeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    add_parent(session, a_parent())
    with qtbot.waitSignal(office.closed):
        office.window.close()
    with pytest.raises(OurBug):
        read_school(session)
    assert [path.suffix for path in (tmp_path / "office" / "Backups").iterdir()] == [".haltonbackup"]


def test_closing_without_a_change_makes_no_backup(office: Office, session: OfficeSession, qtbot: QtBot) -> None:
    back_up(session)
    with qtbot.waitSignal(office.closed):
        office.window.close()
    assert len(list(session.vault.folder.backups.iterdir())) == 1


@pytest.mark.case("years-7")
def test_a_screen_that_locks_itself_makes_the_backup_first_and_quitting_there_loses_nothing(
    office: Office, session: OfficeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    back_up(session)
    session.clock = StandingClock(session.clock() + timedelta(minutes=5))
    add_parent(session, a_parent())
    office.idle.idle.emit()
    qtbot.waitUntil(lambda: not session.is_open, timeout=20_000)
    assert len(list((tmp_path / "office" / "Backups").iterdir())) == 2
    prompt = office.screen_lock._prompt
    assert prompt is not None
    with qtbot.waitSignal(office.closed):
        prompt.reject()


@pytest.mark.case("years-7")
def test_a_backup_that_failed_is_made_at_the_next_closing(
    office: Office, session: OfficeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "office" / "Backups").write_text("in the way")
    office.lock()
    assert not session.is_open
    (tmp_path / "office" / "Backups").unlink()
    session.unlock_again("aclarke", PASSWORD)
    with qtbot.waitSignal(office.closed, timeout=20_000):
        office.window.close()
    assert len(list((tmp_path / "office" / "Backups").iterdir())) == 1


@pytest.mark.case("years-7")
def test_a_program_left_open_for_days_makes_a_backup_a_day(
    office: Office, session: OfficeSession, context: AppContext, qtbot: QtBot
) -> None:
    back_up(session)
    add_parent(session, a_parent())
    office.backups.back_up_by_the_way()
    qtbot.waitUntil(lambda: not context.runner.under_way)
    assert len(backups(session)) == 1
    session.clock = StandingClock(session.clock() + timedelta(days=1))
    office.backups.back_up_by_the_way()
    qtbot.waitUntil(lambda: len(backups(session)) == 2, timeout=20_000)


def test_a_backup_made_by_hand_is_no_reason_for_another_one_at_closing(
    office: Office, session: OfficeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    made = back_up(session)
    session.clock = StandingClock(session.clock() + timedelta(minutes=5))
    with qtbot.waitSignal(office.closed):
        office.window.close()
    assert list((tmp_path / "office" / "Backups").iterdir()) == [made]


def test_a_reader_is_offered_no_change_and_the_history_of_all_of_them(
    qapp: QApplication, context: AppContext, session: OfficeSession, qtbot: QtBot
) -> None:
    office = Office(qapp, context, signed_in_as(session, Role.READER))
    qtbot.addWidget(office.window)
    office.show()
    actions = office.window.actions_of_window
    for entry in ("Import parents…", "Users…", "School…", "Sealed messages…"):
        assert not actions.action(entry).isEnabled(), entry
    assert actions.action("History of changes…").isEnabled()
    for number in range(len(office.window.tabs)):
        office.window.pages.setCurrentIndex(number)
    office.idle.stop()
    office.window.hide()
    context.hub.changed.disconnect()

"""A clock that cannot be right is said in the unlock window, and nobody goes on until it is confirmed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.start.clock_question import SET_IT
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.services.administration.clock_check import clock_doubt
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.session import OfficeSession
from tests.factories import (
    PASSWORD,
    SIGN_IN_NAME,
    StandingClock,
    a_parent,
    a_pupil,
    add_family,
    make_office,
    program_files,
)
from tests.gui.conftest import ContextAnswers

pytestmark = pytest.mark.case("figures-10")


@pytest.fixture
def unlock(qtbot: QtBot, context: AppContext, tmp_path: Path) -> UnlockDialog:
    """The unlock window of an office whose computer says 14 March 2025."""
    folder, clock = tmp_path / "office", StandingClock(datetime(2025, 3, 14, 9, 0, tzinfo=UTC))
    with make_office(folder) as session:
        add_family(session, [a_parent()], [a_pupil()])

    def open_it(name: str, password: str) -> OfficeSession:
        return unlock_office(folder, name, password, program_files(), clock=clock)

    dialog = UnlockDialog(context, folder, program_files(), sign_in_name=SIGN_IN_NAME, unlock=open_it)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.password.setText(PASSWORD)
    return dialog


def test_whoever_says_that_it_is_wrong_finds_the_office_still_locked(
    unlock: UnlockDialog, context_answers: ContextAnswers
) -> None:
    opened: list[OfficeSession] = []
    unlock.unlocked.connect(opened.append)
    context_answers.says_yes = False
    unlock.submit()
    [asked] = context_answers.questions
    assert asked.question == "Is the clock of this computer right?"
    assert "This computer says 14 March 2025." in asked.explanation
    assert asked.danger
    assert opened == []
    assert unlock.isVisible()
    assert unlock.banner.sentence == SET_IT
    assert unlock.submit_button.isEnabled()


def test_whoever_confirms_it_goes_on(qtbot: QtBot, unlock: UnlockDialog) -> None:
    with qtbot.waitSignal(unlock.unlocked) as opened:
        unlock.submit()
    with opened.args[0] as session:
        assert session.is_open
        assert clock_doubt(session) == ""
    assert not unlock.isVisible()

"""Letters are not signed in a former headteacher's name unasked: by the stack, of a case, or with a consent form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.permission import Role
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.ask_who_signs import may_be_signed
from halton_desktop.services.administration.keep_school import change_school, read_school
from halton_desktop.services.administration.manage_users import add_user
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, a_parent, a_pupil, add_family, make_office
from tests.gui.conftest import ContextAnswers
from tests.helpers.opened_letters import Opened
from tests.helpers.paper import PaperInAFolder
from tests.helpers.source import PACKAGE

pytestmark = pytest.mark.case("years-13")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    with make_office(tmp_path / "office") as session:
        change_school(session, replace(read_school(session), headteacher="Mrs G. Jones"))
        add_user(session, "anew", "Mr A. New", Role.HEADTEACHER, PASSWORD, CHEAP)
        add_family(session, [a_parent()], [a_pupil()])
        yield session


def test_the_stack_of_letters_asks_and_stops(
    office: OfficeSession, context: AppContext, context_answers: ContextAnswers, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, PaperInAFolder(tmp_path), qtbot).dialog
    qtbot.waitUntil(lambda: dialog.submit_button.isEnabled(), timeout=10_000)
    context_answers.says_yes = False
    dialog.submit()
    assert dialog.printing is None
    [question] = context_answers.questions
    assert "Mrs G. Jones" in question.question
    assert "Mr A. New" in question.explanation
    context_answers.says_yes = True
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.printing is not None, timeout=10_000)


def test_it_is_asked_once_and_not_about_a_letter_somebody_else_signs(
    office: OfficeSession, context: AppContext, context_answers: ContextAnswers, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, PaperInAFolder(tmp_path), qtbot).dialog
    assert may_be_signed(context, office, dialog, "D. Eputy")
    assert context_answers.questions == []
    assert may_be_signed(context, office, dialog)
    qtbot.waitUntil(lambda: not context.runner.under_way, timeout=10_000)
    assert may_be_signed(context, office, dialog)
    assert len(context_answers.questions) == 1


def test_every_way_to_a_signed_letter_asks() -> None:
    asking = {
        file.relative_to(PACKAGE / "gui").as_posix()
        for file in (PACKAGE / "gui").rglob("*.py")
        if "may_be_signed(" in file.read_text(encoding="utf-8")
    }
    assert asking == {
        "kit/dialogs/ask_who_signs.py",
        "letters/letters_dialog.py",
        "incidents/incident_letter_dialog.py",
        "consent_forms/consent_printing.py",
    }

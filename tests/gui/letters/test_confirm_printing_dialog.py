"""Asking whether letters came out: all, only up to one, none; also about a batch found at the next start."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.permission import Role
from halton_desktop.errors import NotAllowed, NotFound
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog, How
from halton_desktop.gui.letters.letter_printing import LetterPrinting
from halton_desktop.gui.letters.letters_dialog import confirm_printing
from halton_desktop.services.letters.letter_pages import Printing, printing
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import prepare_letters, unconfirmed
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.paper import PaperInAFolder
from tests.services.letters.test_print_letters import later


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def waiting(office: OfficeSession) -> Printing:
    """A batch of four letters nobody has confirmed."""
    for name in ("Ada", "Bea", "Cleo", "Dora"):
        add_family(office, [a_parent(forename=name, surname="Ashton")], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))
    return printing(office, batch)


def states(office: OfficeSession) -> set[FormState]:
    return {form.status.state for parent in (1, 2, 3, 4) for form in parent_page(office, parent).forms}


def test_a_batch_found_at_the_next_start_says_when_it_was_prepared(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget
) -> None:
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    assert dialog.question.text() == "Did all 4 letters come out?"
    assert f"prepared on {waiting.prepared_at.astimezone():%d/%m/%Y}" in dialog.explanation.text()


def test_yes_books_them(context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget) -> None:
    said: list[str] = []
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    dialog.settled.connect(said.append)
    dialog.submit_button.click()
    assert states(office) == {FormState.ISSUED}
    assert said == ["4 letters booked as sent today."]


@pytest.mark.case("figures-6")
def test_letters_confirmed_on_a_later_day_are_asked_when_they_went_out(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget
) -> None:
    first = confirm_printing(context, office, waiting.batch_id, window)
    assert not first.late
    first.close()
    later(office, 20)
    said: list[str] = []
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    dialog.settled.connect(said.append)
    assert dialog.went_out.isVisible()
    gone = office.today - timedelta(days=3)
    dialog.went_out.set_day(gone)
    dialog.submit_button.click()
    assert said == [f"4 letters booked as sent on {gone:%d/%m/%Y}."]
    assert {form.issued_on for form in parent_page(office, 1).forms} == {gone}


def test_enter_means_yes_and_escape_means_later(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget, qtbot: QtBot
) -> None:
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert states(office) == {FormState.PREPARED}
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert states(office) == {FormState.ISSUED}


def test_discarding_asks_once_more_and_names_the_number(
    context: AppContext,
    office: OfficeSession,
    waiting: Printing,
    window: QWidget,
    context_answers: ContextAnswers,
) -> None:
    context_answers.says_yes = False
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    dialog.discard.click()
    assert context_answers.questions[-1].question == "Discard these 4 letters?"
    assert context_answers.questions[-1].danger
    assert states(office) == {FormState.PREPARED}
    context_answers.says_yes = True
    dialog.discard.click()
    assert unconfirmed(office) == []
    assert states(office) == set()


def test_only_up_to_a_letter_prints_the_rest_and_asks_again(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "printed"
    folder.mkdir()
    paper = PaperInAFolder(folder)
    found = LetterPrinting(context, office, waiting, window, paper=paper)
    dialog = found.ask(How.FOUND)
    dialog.last_good.setText("Bea Ashton")
    assert dialog.rest.text() == "&Print the other 2 letters…"
    dialog.rest.click()
    whole = LetterPrinting(context, office, waiting, window, paper=paper)
    whole.print_from(0)
    rest, everything = (len(PdfReader(printed).pages) for printed in paper.printed)
    assert rest * 2 == everything
    again = window.findChildren(ConfirmPrintingDialog)[-1]
    assert again.question.text() == "Did all 4 letters come out?"


def test_the_last_letter_or_nobody_s_leaves_nothing_to_print_again(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget
) -> None:
    dialog = confirm_printing(context, office, waiting.batch_id, window)
    assert dialog.rest.text() == "&Print all 4 letters again…"
    for typed in ("Dora", "Nobody of that name", "Ashton"):
        dialog.last_good.setText(typed)
        assert not dialog.rest.isEnabled(), typed


def test_where_printing_stopped_the_letter_it_stopped_at_is_filled_in(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget, qtbot: QtBot
) -> None:
    dialog = ConfirmPrintingDialog(context, office, waiting, How.PRINTED, 3, window)
    qtbot.addWidget(dialog)
    asked: list[int] = []
    dialog.print_asked.connect(asked.append)
    assert dialog.last_good.number() == 2
    assert dialog.submit_button.text() == "Print the other 1 letter…"
    dialog.last_good.setText("Ada")
    assert dialog.submit_button.text() == "Print the other 3 letters…"
    dialog.submit()
    assert asked == [1]
    assert states(office) == {FormState.PREPARED}


def test_leaving_the_print_dialog_when_taking_up_again_asks_again(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget, tmp_path: Path
) -> None:
    paper = PaperInAFolder(tmp_path)
    found = LetterPrinting(context, office, waiting, window, paper=paper)
    found.begun = True
    paper.leaves = True
    found.print_from(2)
    assert window.findChildren(ConfirmPrintingDialog)[-1].last_good.number() == 1


def test_somebody_else_has_answered_meanwhile(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget, context_answers: ContextAnswers
) -> None:
    first = confirm_printing(context, office, waiting.batch_id, window)
    second = confirm_printing(context, office, waiting.batch_id, window)
    first.submit_button.click()
    second.submit_button.click()
    assert "already said" in context_answers.errors[-1].message
    assert second.isVisible()


def test_a_reader_is_refused_and_a_batch_that_is_gone_is_said(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget
) -> None:
    with pytest.raises(NotAllowed):
        confirm_printing(context, signed_in_as(office, Role.READER), waiting.batch_id, window)
    with pytest.raises(NotFound):
        confirm_printing(context, office, 999, window)


def test_every_control_has_a_name(
    context: AppContext, office: OfficeSession, waiting: Printing, window: QWidget
) -> None:
    assert without_name(confirm_printing(context, office, waiting.batch_id, window)) == []

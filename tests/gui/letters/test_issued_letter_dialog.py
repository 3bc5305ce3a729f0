"""One letter as issued: shown, printed and saved again exactly as it was, and nothing booked by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.permission import Role
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.letters.issued_letter_dialog import IssuedLetterDialog, open_issued_letter
from halton_desktop.services.administration.see_history import history_ids
from halton_desktop.services.letters.letter_texts import change_letter_text
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.paper import PaperInAFolder

HOME = PostalAddress(("12 Chestnut Close", "Widnes"), "WA8 3DA")


@pytest.fixture
def letter_id(office: OfficeSession) -> int:
    (parent,), _ = add_family(office, [a_parent(address=HOME)], [a_pupil()])
    confirm_letters(office, prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement"))))
    page = parent_page(office, parent)
    ties = [child.tie for child in page.family.children]
    change_parent(office, replace(page.parent, title="Dr"), ties)
    change_letter_text(office, "acknowledgement", "Other words by now, {salutation}.")
    return page.letters[0].id


def opened(
    context: AppContext, session: OfficeSession, letter_id: int, paper: PaperInAFolder, qtbot: QtBot
) -> IssuedLetterDialog:
    dialog = IssuedLetterDialog(context, session, letter_id, paper=paper)
    qtbot.addWidget(dialog)
    dialog.load()
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_it_shows_and_saves_the_letter_as_it_was_issued(
    context: AppContext,
    office: OfficeSession,
    letter_id: int,
    paper: PaperInAFolder,
    context_answers: ContextAnswers,
    qtbot: QtBot,
) -> None:
    paper.save_as = paper.folder / "again.pdf"
    dialog = opened(context, office, letter_id, paper, qtbot)
    assert dialog.preview.who.text().startswith("Mrs Jane")
    dialog.save_button.click()
    assert "in clear" in context_answers.questions[-1].explanation
    text = PdfReader(paper.save_as).pages[0].extract_text()
    assert "12 Chestnut Close" in text
    assert "Dr " not in text
    assert "Other words" not in text


@pytest.mark.case("harm-6")
def test_a_letter_to_a_former_address_is_looked_at_and_goes_nowhere(
    context: AppContext, office: OfficeSession, letter_id: int, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    family = parent_page(office, 1).family
    moved = replace(family.parent, address=PostalAddress(("1 Elsewhere", "Runcorn"), "WA7 2WJ"))
    change_parent(office, moved, [child.tie for child in family.children])
    dialog = opened(context, office, letter_id, paper, qtbot)
    assert dialog.preview.pages.page_count
    assert not dialog.submit_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert "may not go out again" in dialog.banner.sentence


def test_printing_again_books_nothing(
    context: AppContext, office: OfficeSession, letter_id: int, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    before = list(history_ids(office))
    dialog = opened(context, office, letter_id, paper, qtbot)
    dialog.submit_button.click()
    assert len(PdfReader(paper.printed[0]).pages) == dialog.preview.pages.page_count
    assert dialog.banner.kind == "success"
    assert list(history_ids(office)) == before
    assert dialog.submit_button.isEnabled()


@pytest.mark.case("harm-10")
def test_a_reader_is_shown_no_letter(
    context: AppContext,
    office: OfficeSession,
    letter_id: int,
    paper: PaperInAFolder,
    context_answers: ContextAnswers,
    qtbot: QtBot,
) -> None:
    dialog = opened(context, signed_in_as(office, Role.READER), letter_id, paper, qtbot)
    assert not dialog.preview.pages.page_count
    assert "may not look at the register" in context_answers.errors[-1].message
    assert not dialog.submit_button.isEnabled()
    assert not dialog.save_button.isEnabled()


def test_a_letter_that_is_gone_is_said(
    context: AppContext, office: OfficeSession, context_answers: ContextAnswers, qtbot: QtBot
) -> None:
    dialog = open_issued_letter(context, office, None, 999)
    qtbot.addWidget(dialog)
    assert "no longer in the office file" in context_answers.errors[-1].message
    assert not dialog.save_button.isEnabled()


def test_every_control_has_a_name(
    context: AppContext, office: OfficeSession, letter_id: int, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    assert without_name(opened(context, office, letter_id, paper, qtbot)) == []

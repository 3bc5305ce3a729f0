"""The Review history tab: the timeline, starting and finishing a review, drafting and adopting an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.edition_difference import DifferenceKind
from halton_desktop.domain.permission import Role
from halton_desktop.domain.review import Decision, ReviewOutcome, ReviewPage, ReviewState
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.gui.reviews.adopt_edition_dialog import AdoptEditionDialog
from halton_desktop.gui.reviews.correct_edition_dialog import CorrectEditionDialog
from halton_desktop.gui.reviews.edition_dialog import EditionDialog
from halton_desktop.gui.reviews.guided_review_dialog import GuidedReviewDialog
from halton_desktop.gui.reviews.plan_review_dialog import PlanReviewDialog
from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
from halton_desktop.gui.reviews.review_record_dialog import ReviewRecordDialog
from halton_desktop.services.reviews.amend_code import change_draft, list_editions, start_draft
from halton_desktop.services.reviews.find_reviews import review_line, review_status
from halton_desktop.services.reviews.start_review import read_review
from halton_desktop.services.session import OfficeSession
from tests.factories import PASSWORD, SIGN_IN_NAME, StandingClock, make_office, signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.issued_forms import a_form

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def office(tmp_path: Path, clock: StandingClock, context: AppContext) -> Iterator[OfficeSession]:
    session = make_office(tmp_path / "office", clock)
    session.on_change = context.hub.publish
    yield session
    session.close()


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ReviewHistoryTab:
    return shown_tab(qtbot, context, office)


def shown_tab(qtbot: QtBot, context: AppContext, session: OfficeSession) -> ReviewHistoryTab:
    tab = ReviewHistoryTab(context, session)
    context.hub.changed.connect(tab.hear)
    qtbot.addWidget(tab)
    tab.resize(1240, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def the(tab: ReviewHistoryTab, kind: type[D]) -> D:
    """The dialog of a kind that is open over the tab."""
    (dialog,) = [found for found in tab.findChildren(kind) if found.isVisible()]
    return dialog


def test_a_new_office_counts_down_to_a_year_after_its_first_edition(tab: ReviewHistoryTab) -> None:
    assert tab.countdown_line.text() == "The next review of the code is due in 12 months, on 23/11/2027"
    assert tab.model.rowCount() == 1
    assert [column.text(row) for row in tab.model.rows() for column in tab.model.columns] == [
        "23/11/2026",
        "Edition 1 of the code",
        "In force",
    ]


def test_a_reader_sees_everything_and_changes_nothing(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    tab = shown_tab(qtbot, context, signed_in_as(office, Role.READER))
    assert tab.model.rowCount() == 1
    assert not tab.start_button.isVisible()
    assert not tab.draft_button.isVisible()
    assert not tab.plan_button.isVisible()
    tab.new_record()
    assert tab.findChildren(GuidedReviewDialog) == []


def test_an_earlier_review_is_recorded_and_mended(tab: ReviewHistoryTab, office: OfficeSession) -> None:
    tab.record_button.click()
    dialog = the(tab, ReviewRecordDialog)
    dialog.submit()
    assert dialog.form.errors.text_of("participants") == "Say who took part."
    dialog.held_on.set_day(date(2026, 11, 2))
    dialog.participants.setPlainText("Mrs G. Jones, headteacher\nT. Okonkwo")
    dialog.considered.setPlainText("The year as a whole.")
    dialog.submit()
    with office.look() as work:
        finished, planned = sorted(work.reviews.all(), key=lambda review: review.open)
    assert (finished.state, finished.held_on, finished.outcome) == (
        ReviewState.FINISHED,
        date(2026, 11, 2),
        ReviewOutcome.UNCHANGED,
    )
    assert [(p.name, p.capacity) for p in finished.participants] == [
        ("Mrs G. Jones", "headteacher"),
        ("T. Okonkwo", ""),
    ]
    assert planned.due_on == date(2027, 11, 2)
    tab.table.select_id(review_line(finished.id))
    tab.page_actions.open_current()
    mend = the(tab, ReviewRecordDialog)
    mend.notes.setPlainText("Held online.")
    mend.submit()
    with office.look() as work:
        assert work.reviews.get(finished.id).notes == "Held online."
        assert work.reviews.get(finished.id).considered == "The year as a whole."


def test_the_next_review_is_planned_and_moved(tab: ReviewHistoryTab, office: OfficeSession) -> None:
    tab.plan_button.click()
    dialog = the(tab, PlanReviewDialog)
    dialog.due_on.set_day(date(2027, 6, 30))
    dialog.submit()
    assert review_status(office).next_due == date(2027, 6, 30)
    assert not tab.plan_button.isVisible(), "the planned review is on its own page, and moved from there"
    tab.page_actions.move()
    move = the(tab, PlanReviewDialog)
    move.due_on.set_day(date(2027, 7, 1))
    move.submit()
    assert review_status(office).next_due == date(2027, 7, 1)
    assert "01/07/2027" in tab.countdown_line.text()


def test_a_review_is_paused_taken_up_and_finished_with_a_new_edition(
    tab: ReviewHistoryTab, office: OfficeSession
) -> None:
    tab.start_button.click()
    dialog = the(tab, GuidedReviewDialog)
    assert without_name(dialog) == []
    dialog.pages.held.setChecked(True)
    dialog.submit()
    dialog.submit()
    dialog.pages.participants.setPlainText("Mrs G. Jones, headteacher")
    dialog.reject()
    assert tab.start_button.text() == "&Take up the review…"

    tab.start_button.click()
    dialog = the(tab, GuidedReviewDialog)
    assert dialog.page.name == "PARTICIPANTS"
    assert dialog.pages.participants.toPlainText() == "Mrs G. Jones, headteacher"
    dialog.go_to(ReviewPage.OUTCOME)
    dialog.submit()
    assert dialog.page.name == "CONSIDERED", "what is missing is shown where it belongs"
    dialog.pages.considered.setPlainText("Whether video sites are covered.")
    dialog.submit()
    editor = dialog.pages.decisions
    editor.choose("2.5")
    editor.choices[Decision.AMEND].click()
    editor.words.setPlainText("Please do not send friend requests to members of staff, or follow them anywhere.")
    editor.choose("2.6")
    editor.choices[Decision.DROP].click()
    editor.add_clause("3.7")
    editor.words.setPlainText("Be kind.")
    editor.keep_rest.click()
    assert editor.progress.text() == "21 of 21 clauses decided"
    dialog.submit()
    assert dialog.pages.chosen_outcome is ReviewOutcome.NEW_EDITION
    dialog.submit()
    draft = review_status(office).draft
    assert draft is not None
    assert draft.number == 2
    assert draft.changes == "Clause 2.5 was amended. Clause 3.7 is new. Clause 2.6 was dropped."
    assert draft.clause("2.6") is None
    assert review_status(office).next_due == date(2027, 11, 23)
    assert tab.shown is not None


def test_the_next_review_is_due_a_year_after_this_one_was_held_unless_another_day_is_chosen(
    tab: ReviewHistoryTab,
) -> None:
    tab.start_button.click()
    dialog = the(tab, GuidedReviewDialog)
    dialog.pages.held.setChecked(True)
    dialog.pages.held_on.set_day(date(2026, 10, 1))
    dialog.submit()
    assert dialog.review.next_due_on is None
    dialog.go_to(ReviewPage.OUTCOME)
    assert dialog.pages.next_due_on.day == date(2027, 10, 1)
    dialog.pages.held_on.set_day(date(2026, 10, 2))
    dialog.go_to(ReviewPage.OUTCOME)
    assert dialog.pages.next_due_on.day == date(2027, 10, 2)
    dialog.pages.next_due_on.set_day(date(2027, 6, 30))
    dialog.pages.held_on.set_day(date(2026, 10, 5))
    dialog.go_to(ReviewPage.OUTCOME)
    assert dialog.pages.next_due_on.day == date(2027, 6, 30)


def test_what_is_typed_is_kept_now_and_then_even_without_a_click(tab: ReviewHistoryTab, office: OfficeSession) -> None:
    tab.start_button.click()
    dialog = the(tab, GuidedReviewDialog)
    dialog.go_to(ReviewPage.CONSIDERED)
    dialog.pages.considered.setPlainText("Half a sentence")
    dialog.keeper.timeout.emit()
    assert read_review(office, dialog.review.id).considered == "Half a sentence"
    office.lock()
    dialog.pages.considered.setPlainText("Half a sentence more")
    dialog.keeper.timeout.emit()
    office.unlock_again(SIGN_IN_NAME, PASSWORD)
    dialog.keeper.timeout.emit()
    assert read_review(office, dialog.review.id).considered == "Half a sentence more"


@pytest.mark.case("9-8")
def test_what_is_kept_now_and_then_never_overtakes_what_is_written_later(
    tab: ReviewHistoryTab, office: OfficeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.start_button.click()
    dialog = the(tab, GuidedReviewDialog)
    dialog.go_to(ReviewPage.CONSIDERED)
    late: list[Callable[[], object]] = []
    run = dialog.context.runner.run
    monkeypatch.setattr(dialog.context.runner, "run", lambda work, **told: late.append(partial(run, work, **told)))
    dialog.pages.considered.setPlainText("Half a sentence")
    dialog.keeper.timeout.emit()
    dialog.pages.considered.setPlainText("The whole sentence.")
    dialog.submit()
    assert len(late) == 1, "nothing is written beside what is being kept"
    late.pop()()
    assert read_review(office, dialog.review.id).considered == "Half a sentence"
    late.pop()()
    assert read_review(office, dialog.review.id).considered == "The whole sentence."
    assert dialog.page is not ReviewPage.CONSIDERED


@pytest.mark.case("harm-9")
def test_the_true_days_of_edition_1_are_put_in_until_something_depends_on_it(
    tab: ReviewHistoryTab, office: OfficeSession
) -> None:
    def button() -> list[QPushButton]:
        return [one for one in tab.edition_view.findChildren(QPushButton) if one.text() == "Put it right…"]

    shown = " ".join(label.text() for label in tab.edition_view.findChildren(QLabel))
    assert "The Halton Association of Secondary Headteachers understands" in shown
    button()[0].click()
    dialog = the(tab, CorrectEditionDialog)
    assert without_name(dialog) == []
    dialog.adopted_on.set_day(date(2025, 7, 3))
    dialog.effective_on.set_day(date(2025, 9, 1))
    dialog.submit()
    assert "why it is put right" in dialog.days.errors.text_of("reason")
    dialog.reason.setText("The days of the meeting")
    dialog.submit()
    assert tab.countdown_line.text() == "The next review of the code is 83 days overdue, on 01/09/2026"
    assert "The days of the meeting" in " ".join(label.text() for label in tab.edition_view.findChildren(QLabel))
    a_form(office)
    tab.reload(None)
    assert button() == []


def test_a_draft_is_written_beside_the_last_edition_and_adopted(tab: ReviewHistoryTab, office: OfficeSession) -> None:
    tab.draft_button.click()
    dialog = the(tab, EditionDialog)
    dialog.clauses.choose("3.6")
    assert dialog.clauses.old.toPlainText().startswith("Headteachers can ask for group chats")
    dialog.clauses.new.setPlainText("Headteachers can ask for group chats or channels to be closed down.")
    assert dialog.clauses.difference("3.6").kind is DifferenceKind.AMENDED
    dialog.clauses.choose("4.2")
    dialog.clauses.drop_button.click()
    assert dialog.clauses.difference("4.2").kind is DifferenceKind.DROPPED
    dialog.clauses.drop_button.click()
    assert dialog.clauses.difference("4.2").kind is DifferenceKind.SAME
    dialog.submit()
    assert tab.draft_button.text() == "Go on with the &draft…"

    tab.page_actions.adopt()
    adopt = the(tab, AdoptEditionDialog)
    adopt.submit()
    assert "Say in a sentence" in adopt.form.errors.text_of("changes")
    adopt.changes.setPlainText("Channels can be closed as well.")
    adopt.submit()
    in_force = edition_in_force(list_editions(office), office.today)
    assert in_force is not None
    assert (in_force.number, in_force.changes) == (2, "Channels can be closed as well.")


def test_an_edition_to_come_says_from_when_its_letters_are_printed(tab: ReviewHistoryTab) -> None:
    tab.draft_button.click()
    dialog = the(tab, EditionDialog)
    dialog.clauses.choose("4.2")
    dialog.clauses.drop_button.click()
    dialog.submit()
    tab.page_actions.adopt()
    adopt = the(tab, AdoptEditionDialog)
    adopt.effective_on.set_day(date(2027, 1, 4))
    adopt.changes.setPlainText("Clause 4.2 is dropped.")
    adopt.submit()
    texts = [label.text() for label in tab.edition_view.findChildren(QLabel)]
    assert any("Letters to parents are printed from 04/01/2027" in text for text in texts)
    assert not [button for button in tab.edition_view.findChildren(QPushButton) if "parents" in button.text()]


def test_a_review_long_before_its_day_is_begun_only_when_that_is_meant(
    tab: ReviewHistoryTab, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    context_answers.says_yes = False
    tab.start_button.click()
    assert [question.question for question in context_answers.questions] == [
        "Start now? The next review is due in 12 months."
    ]
    assert review_status(office).open_review is None
    context_answers.says_yes = True
    tab.start_button.click()
    dialog = the(tab, GuidedReviewDialog)
    dialog.reject()
    tab.page_actions.drop_review()
    assert review_status(office).open_review is None


def test_a_draft_is_thrown_away_after_a_question(
    tab: ReviewHistoryTab, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    tab.draft_button.click()
    dialog = the(tab, EditionDialog)
    dialog.reject()
    tab.page_actions.drop()
    assert [question.verb for question in context_answers.questions] == ["Throw it away"]
    assert review_status(office).draft is None


def test_every_control_of_the_tab_and_its_dialogs_can_be_read_aloud(tab: ReviewHistoryTab) -> None:
    tab.draft_button.click()
    tab.record_button.click()
    assert without_name(tab) == []


@pytest.mark.case("figures-9")
def test_a_start_in_the_past_is_asked_about_and_can_be_taken_back(
    tab: ReviewHistoryTab, office: OfficeSession, clock: StandingClock, context_answers: ContextAnswers
) -> None:
    first_day = office.today
    clock.now += timedelta(days=20)
    draft = start_draft(office)
    change_draft(office, replace(draft, intent="Kinder.", changes="The statement of intent was amended."))
    tab.open_record(RecordKind.EDITION, draft.id)
    tab.page_actions.adopt()
    dialog = the(tab, AdoptEditionDialog)
    dialog.adopted_on.set_day(first_day)
    dialog.effective_on.set_day(first_day)
    context_answers.says_yes = False
    dialog.submit()
    asked = context_answers.questions[-1]
    assert asked.question == f"Edition 2 from {first_day:%d/%m/%Y}, a day that has passed?"
    assert "Everybody would be asked for edition 2 anew." in asked.explanation
    assert not list_editions(office)[0].adopted
    context_answers.says_yes = True
    dialog.submit()
    assert list_editions(office)[0].adopted
    [back] = [b for b in tab.findChildren(QPushButton) if b.text() == "Take the adoption back…" and b.isVisible()]
    back.click()
    ask = the(tab, PromptDialog)
    ask.lines["reason"].setText("The wrong year was typed.")
    ask.submit()
    assert not list_editions(office)[0].adopted

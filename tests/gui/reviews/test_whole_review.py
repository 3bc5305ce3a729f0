"""A whole year of the code through the real window: from the review falling due to everyone told and the returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from halton_desktop.domain.association import ReturnVerdict
from halton_desktop.domain.attachment import AttachmentKind
from halton_desktop.domain.audience import Audience, Channel, Reached, not_reached
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.review import Decision, Review, ReviewPage
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.gui.letters.letters_dialog import LettersDialog
from halton_desktop.gui.reviews.adopt_edition_dialog import AdoptEditionDialog
from halton_desktop.gui.reviews.association_dialog import AssociationDialog
from halton_desktop.gui.reviews.figures_dialog import FiguresDialog
from halton_desktop.gui.reviews.guided_review_dialog import GuidedReviewDialog
from halton_desktop.gui.reviews.notification_dialog import NotificationDialog
from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
from halton_desktop.gui.reviews.staff_notice_dialog import StaffNoticeDialog
from halton_desktop.gui.shell.main_window import MainWindow, SignedIn
from halton_desktop.gui.shell.office_tabs import all_tabs
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.reviews.find_reviews import EditionPage, edition_line, edition_page, review_status
from halton_desktop.services.reviews.review_reminders import due_items
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family, make_office
from tests.helpers.accessibility import without_name
from tests.helpers.school_returns import all_returns, tampered

D = TypeVar("D", bound=QDialog)
BEGAN = datetime(2025, 11, 24, 9, 2, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF"


@dataclass
class Window:
    """The main window of an office, standing at the Review history."""

    window: MainWindow
    tab: ReviewHistoryTab
    office: OfficeSession
    clock: StandingClock

    def dialog(self, kind: type[D]) -> D:
        """The open dialog of a kind."""
        (found,) = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
        return found


@pytest.fixture
def desk_window(qtbot: QtBot, context: AppContext, tmp_path: Path) -> Iterator[Window]:
    clock = StandingClock(BEGAN)
    with make_office(tmp_path / "office", clock) as office:
        add_family(office, [a_parent(), a_parent()], [a_pupil()])
        clock.now = BEGAN.replace(year=2026, day=25)
        office.on_change = context.hub.publish
        window = MainWindow(
            context, SignedIn("Wade Deacon", "A. Clarke", "office"), all_tabs(context, office), search=_none
        )
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        (tab,) = [tab for tab in window.tabs if isinstance(tab, ReviewHistoryTab)]
        window.pages.setCurrentWidget(tab)
        yield Window(window, tab, office, clock)


def _none(_words: str) -> tuple[()]:
    return ()


def test_a_whole_review_from_due_to_everyone_told(desk_window: Window, tmp_path: Path) -> None:
    office, tab = desk_window.office, desk_window.tab
    assert tab.countdown_line.text() == "The next review of the code is 1 day overdue, on 24/11/2026"
    assert any("yearly review" in item.sentence and item.urgent for item in due_today(office))

    hold_the_review(desk_window)
    draft = review_status(office).draft
    assert draft is not None
    assert isinstance(tab.shown, EditionPage)
    assert tab.shown.edition.id == draft.id
    assert not any("review" in item.kind for item in due_items(office))

    tab.page_actions.adopt()
    adopt = desk_window.dialog(AdoptEditionDialog)
    assert adopt.changes.toPlainText() == "Clause 2.5 was amended."
    adopt.submit()
    in_force = review_status(office).in_force
    assert in_force is not None
    assert in_force.number == 2

    desk_window.clock.now = desk_window.clock.now.replace(month=12, day=24)
    (waiting,) = [item for item in due_items(office) if item.noun is RecordKind.EDITION]
    assert waiting.sentence == "Tell all teachers and other staff and 6 more of edition 2 of the code (4.1)."
    tell_everyone(desk_window, tmp_path)
    tab.show_current()
    assert isinstance(tab.shown, EditionPage)
    assert not_reached(tab.shown.audiences) == ()
    assert not any(item.noun is RecordKind.EDITION for item in due_items(office))
    assert without_name(tab) == []


def hold_the_review(desk_window: Window) -> None:
    """Start, pause, take up, finish."""
    tab = desk_window.tab
    tab.start_button.click()
    dialog = desk_window.dialog(GuidedReviewDialog)
    dialog.pages.held.setChecked(True)
    dialog.submit()
    assert dialog.page is ReviewPage.FIGURES
    assert dialog.pages.figures.charts.keys() >= {"coverage"}
    dialog.reject()
    tab.start_button.click()
    dialog = desk_window.dialog(GuidedReviewDialog)
    assert dialog.page is ReviewPage.FIGURES
    dialog.submit()
    dialog.pages.participants.setPlainText("Mrs G. Jones, headteacher\nMr T. Ash, chair of governors")
    dialog.submit()
    dialog.pages.considered.setPlainText("The figures; what parents told us.")
    dialog.submit()
    editor = dialog.pages.decisions
    editor.choose("2.5")
    editor.choices[Decision.AMEND].click()
    editor.words.setPlainText("Please do not befriend or follow members of staff on any network.")
    editor.keep_rest.click()
    dialog.submit()
    dialog.submit()
    (finished,) = [review for review in all_reviews(desk_window.office) if not review.open]
    assert finished.figures is not None
    tab.open_record(RecordKind.REVIEW, finished.id)
    tab.page_actions.minute()
    minute = desk_window.dialog(PagesDialog)
    assert minute.preview.page_count >= 1
    minute.close()
    tab.page_actions.open_new_edition()


def tell_everyone(desk_window: Window, folder: Path) -> None:
    """Parents by letter, staff by a list to sign with its proof, the rest by entries; one mistake taken back."""
    tab, office = desk_window.tab, desk_window.office
    tab.notification.letters()
    letters = desk_window.dialog(LettersDialog)
    letters.close()
    plan = plan_letters(office, LetterRequest("acknowledgement", Recipients.ALL))
    confirm_letters(office, prepare_letters(office, plan))
    tab.notification.notice()
    notice = desk_window.dialog(StaffNoticeDialog)
    names = folder / "staff.csv"
    names.write_text("Name\nJane O'Brien\nŁukasz Nguyễn\n", encoding="utf-8")
    notice.take_list(names)
    notice.submit()
    pages = desk_window.dialog(PagesDialog)
    assert pages.preview.page_count == 3
    pages.close()
    notice.close()
    proof = folder / "signed list.pdf"
    proof.write_bytes(PDF)
    enter(desk_window, Audience.STAFF, Channel.NOTICE, proof)
    enter(desk_window, Audience.PUPILS, Channel.MEETING)
    assert isinstance(tab.shown, EditionPage)
    (mistaken,) = [line for line in tab.shown.audiences if line.audience is Audience.PUPILS]
    tab.notification.take_back(mistaken.notifications[0].id)
    reason = desk_window.dialog(PromptDialog)
    reason.submit()
    assert reason.isVisible(), "a reason is asked for"
    reason.lines["reason"].setText("It was another assembly.")
    reason.submit()
    (mistaken,) = [line for line in tab.shown.audiences if line.audience is Audience.PUPILS]
    assert mistaken.reached is Reached.NOT_YET
    for audience in (Audience.PUPILS, Audience.GOVERNORS, Audience.CHILD_REPRESENTATIVES, Audience.OTHERS):
        enter(desk_window, audience, Channel.EMAIL)
    enter(desk_window, Audience.PTA, Channel.NOT_HERE)


def enter(desk_window: Window, audience: Audience, how: Channel, proof: Path | None = None) -> None:
    """One entry in its dialog."""
    desk_window.tab.notification.told(audience)
    dialog = desk_window.dialog(NotificationDialog)
    dialog.how.setCurrentIndex(dialog.how.findData(how.name))
    dialog.note.setText("as every year")
    if proof is not None:
        dialog.proof.take(proof)
    dialog.how_many.setValue(64)
    dialog.out_of.setValue(64)
    dialog.submit()


def all_reviews(office: OfficeSession) -> tuple[Review, ...]:
    with office.look() as work:
        return work.reviews.all()


def test_the_signed_code_is_kept_with_an_adopted_edition(desk_window: Window, tmp_path: Path) -> None:
    tab, office = desk_window.tab, desk_window.office
    tab.table.select_id(edition_line(1))
    signed = tmp_path / "signed code.pdf"
    signed.write_bytes(PDF)
    tab.notification.ask_for_file = lambda parent: str(signed)
    tab.notification.attach(AttachmentKind.SIGNED_CODE)
    (attachment,) = edition_page(office, 1).attachments
    assert (attachment.file_name, attachment.size) == ("signed code.pdf", len(PDF))
    tab.notification.remove(attachment.id)
    assert edition_page(office, 1).attachments == ()
    notes = tmp_path / "notes.txt"
    notes.write_text("no PDF", encoding="utf-8")
    tab.notification.ask_for_file = lambda parent: str(notes)
    tab.notification.attach(AttachmentKind.SIGNED_CODE)
    assert "no PDF" in desk_window.window.banner.sentence


def test_the_years_figures_are_previewed_and_saved(desk_window: Window, tmp_path: Path) -> None:
    desk_window.tab.page_actions.figures()
    dialog = desk_window.dialog(FiguresDialog)
    assert dialog.report is not None
    assert dialog.preview.page_count >= 2
    assert dialog.view.charts["coverage"].accessibleName().startswith("Acknowledgement of the code: ")
    assert without_name(dialog) == []
    dialog.choice.setCurrentIndex(dialog.choice.count() - 1)
    first = dialog.first.required("first")
    dialog.last.set_day(first.replace(year=first.year - 1))
    assert "before the first" in dialog.banner.sentence
    assert not dialog.save_button.isEnabled(), "the pages still shown are of another time"
    dialog.save_to(tmp_path / "another time.pdf")
    assert not (tmp_path / "another time.pdf").exists()
    dialog.choice.setCurrentIndex(1)
    assert dialog.report.figures.period.label == "School year 2025/26"
    assert dialog.save_button.isEnabled()
    dialog.save_to(tmp_path / "figures.pdf")
    assert (tmp_path / "figures.pdf").read_bytes() == dialog.report.pdf


@pytest.mark.case("figures-5")
def test_a_year_that_is_over_is_frozen_from_its_figures(desk_window: Window) -> None:
    desk_window.tab.page_actions.figures()
    dialog = desk_window.dialog(FiguresDialog)
    assert not dialog.freeze_button.isVisible(), "the year still runs"
    dialog.choice.setCurrentIndex(1)
    assert dialog.freeze_button.isVisible()
    assert not dialog.frozen_line.isVisible()
    dialog.freeze_button.click()
    assert not dialog.freeze_button.isVisible()
    assert dialog.frozen_line.isVisible()
    assert "Counted again today, every figure is the same." in dialog.frozen_line.text()
    dialog.choice.setCurrentIndex(0)
    assert not dialog.frozen_line.isVisible()


@pytest.mark.case("harm-14")
def test_the_year_s_report_is_full_inside_and_hides_small_counts_for_outside(
    desk_window: Window, tmp_path: Path
) -> None:
    desk_window.tab.page_actions.figures()
    dialog = desk_window.dialog(FiguresDialog)
    assert dialog.report is not None
    assert dialog.reader.currentText() == "For the school: every count"
    assert not dialog.report.figures.has_hidden
    dialog.save_to(tmp_path / "inside.pdf")
    dialog.reader.setCurrentIndex(1)
    assert not dialog.report.figures.every_count
    assert dialog.report.before is not None
    assert not dialog.report.before.every_count
    dialog.save_to(tmp_path / "outside.pdf")
    inside, outside = (
        PdfReader(tmp_path / name).pages[0].extract_text().lower() for name in ("inside.pdf", "outside.pdf")
    )
    assert "for the school only" in inside
    assert "for the school only" not in outside


def test_fourteen_returns_are_gathered_and_the_tampered_one_is_refused(desk_window: Window, tmp_path: Path) -> None:
    files = all_returns(tmp_path)
    tampered(files["The Heath School"])
    desk_window.tab.page_actions.association()
    dialog = desk_window.dialog(AssociationDialog)
    assert without_name(dialog) == []
    gather = dialog.gather
    gather.take_in(list(files.values()))
    assert gather.missing.text() == "13 of 14 schools. Missing: The Heath School."
    assert [answer.verdict for answer in gather.judged if not answer.taken] == [ReturnVerdict.TAMPERED]
    assert "1 not" in dialog.banner.sentence
    gather.table.setCurrentCell(0, 0)
    gather.compare_button.click()
    assert gather.lines[0].compared
    gather.report_button.click()
    pages = desk_window.dialog(PagesDialog)
    assert pages.preview.page_count >= 2


def test_the_own_return_is_shown_in_full_before_it_is_saved(desk_window: Window, tmp_path: Path) -> None:
    desk_window.tab.page_actions.association()
    own = desk_window.dialog(AssociationDialog).own
    assert not own.save_button.isEnabled()
    own.prepare_button.click()
    target = tmp_path / "ours.haltonreturn"
    own.save_to(target)
    assert own.text.toPlainText() == target.read_text(encoding="utf-8")
    own.year.setCurrentIndex(0)
    assert not own.save_button.isEnabled(), "what is shown would no longer be what is chosen"
    own.prepare_button.click()
    assert "not over yet" in desk_window.dialog(AssociationDialog).banner.sentence

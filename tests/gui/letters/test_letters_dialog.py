"""The whole Letters errand in the real dialog on the real encrypted file, printed onto a printer that is a PDF file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import ImmediateRunner, RunningTask, TaskRunner
from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.print_dialogs import PrintDialogs
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog
from halton_desktop.letters.barcode import read_codes
from halton_desktop.services.letters.letter_texts import change_letter_text
from halton_desktop.services.letters.print_letters import unconfirmed
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.opened_letters import Opened
from tests.helpers.paper import PaperInAFolder
from tests.letters.samples import picture_of


def test_from_choosing_to_booked(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    dialog = opened.dialog
    assert dialog.choosing.pane.count.text() == "2 letters, 3 slips"
    assert dialog.choosing.pane.left_out.text() == "2 people cannot get a letter"
    assert dialog.submit_button.text() == "&Preview 2 letters"
    dialog.submit_button.click()
    assert dialog.form.pages.currentWidget() is dialog.form.preview_page
    assert dialog.submit_button.text() == "&Print 2 letters…"
    assert parent_page(office, school["mother"]).forms[0].status.state is FormState.PREPARED
    dialog.submit_button.click()
    assert len(PdfReader(paper.printed[0]).pages) == dialog.preview.pages.page_count
    assert opened.question.question.text() == "Did all 2 letters come out?"
    opened.question.submit_button.click()
    for name in ("mother", "father", "elsewhere"):
        assert parent_page(office, school[name]).forms[0].status.state is FormState.ISSUED
    assert parent_page(office, school["barred"]).forms == ()
    assert unconfirmed(office) == []
    assert opened.said == ["2 letters booked as sent today."]
    assert not dialog.isVisible()


def test_nothing_that_was_printed_names_anybody_in_the_title_of_the_print_job(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    assert paper.titles == ["Code of conduct letter with acknowledgement slip"]


def test_the_codes_on_the_printed_slips_can_be_read(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    paper.resolution = 200
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    pdf = paper.printed[0].read_bytes()
    pages = range(1, opened.dialog.preview.pages.page_count + 1)
    read = {code for page in pages for code in read_codes(*picture_of(pdf, page, 200))}
    names = ("mother", "father", "elsewhere")
    references = {parent_page(office, school[name]).forms[0].reference for name in names}
    assert all(any(reference in code for code in read) for reference in references)


def test_leaving_before_printing_leaves_nothing_behind(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    qtbot.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert not opened.dialog.isVisible()
    assert parent_page(office, school["mother"]).forms == ()
    assert unconfirmed(office) == []


def test_back_to_the_choice_forgets_the_pages_and_counts_again(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, paper, qtbot).dialog
    dialog.submit()
    dialog.back_button.click()
    assert unconfirmed(office) == []
    assert dialog.form.pages.currentWidget() is dialog.form.choose_page
    assert dialog.submit_button.text() == "&Preview 2 letters"
    assert not dialog.save_button.isVisible()


def test_printing_that_is_stopped_is_taken_up_where_it_stopped(
    context: AppContext, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    parents = [add_family(office, [a_parent()], [a_pupil()])[0][0] for _ in range(5)]
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    stop_printing_after(context, letters=2)
    opened.dialog.submit()
    question = opened.question
    assert question.question.text() == "Printing stopped after 2 of 5 letters."
    assert question.submit_button.text() == "Print the other 3 letters…"
    assert parent_page(office, parents[0]).forms[0].status.state is FormState.PREPARED
    question.submit_button.click()
    letters = opened.dialog.preview._letters
    assert letters is not None
    pages = [sum(letter.pages for letter in part) for part in (letters.letters[:2], letters.letters[2:])]
    assert [len(PdfReader(printed).pages) for printed in paper.printed] == pages
    assert opened.question.question.text() == "Did all 5 letters come out?"
    opened.question.submit_button.click()
    assert {parent_page(office, parent).forms[0].status.state for parent in parents} == {FormState.ISSUED}


def stop_printing_after(context: AppContext, letters: int) -> None:
    """Press Stop, once, when so many letters are printed."""
    stopped: list[RunningTask] = []

    def watch(task: RunningTask) -> None:
        report = task.progress

        def progress(done: int, total: int, text: str = "") -> None:
            if done >= letters and not stopped:
                stopped.append(task)
                task.cancel()
            report(done, total, text)

        if task.title == "Printing the letters" and not stopped:
            task.progress = progress  # type: ignore[method-assign]  # the user's finger on Stop

    context.runner.started.connect(watch)


def test_leaving_the_print_dialog_prints_nothing_and_stays_at_the_pages(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, paper, qtbot).dialog
    dialog.submit()
    paper.leaves = True
    dialog.submit()
    assert dialog.findChildren(ConfirmPrintingDialog) == []
    assert dialog.submit_button.isEnabled()


def test_a_computer_without_a_printer_says_so_and_offers_the_pdf(
    context: AppContext,
    office: OfficeSession,
    school: dict[str, int],
    context_answers: ContextAnswers,
    paper: PaperInAFolder,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    monkeypatch.setattr(PaperInAFolder, "choose_printer", PrintDialogs.choose_printer)
    dialog = Opened(context, office, paper, qtbot).dialog
    dialog.submit()
    dialog.submit()
    assert "No printer is set up" in context_answers.errors[-1].message
    assert "PDF" in context_answers.errors[-1].advice
    assert dialog.save_button.isEnabled()
    dialog.reject()
    assert unconfirmed(office) == []


def test_a_pdf_is_saved_only_after_saying_that_it_is_in_clear(
    context: AppContext,
    office: OfficeSession,
    school: dict[str, int],
    paper: PaperInAFolder,
    context_answers: ContextAnswers,
    qtbot: QtBot,
) -> None:
    paper.save_as = paper.folder / "letters.pdf"
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    context_answers.says_yes = False
    opened.dialog.save_button.click()
    assert "in clear" in context_answers.questions[-1].explanation
    assert list(paper.folder.iterdir()) == []
    context_answers.says_yes = True
    opened.dialog.save_button.click()
    assert [path.name for path in paper.folder.iterdir()] == ["letters.pdf"]
    assert "The PDF is saved" in opened.question.explanation.text()
    opened.question.submit_button.click()
    assert parent_page(office, school["mother"]).forms[0].status.state is FormState.ISSUED


@pytest.mark.case("harm-2")
def test_the_window_says_how_many_sheets_a_saved_file_takes_on_both_sides_and_on_one(
    context: AppContext,
    office: OfficeSession,
    school: dict[str, int],
    paper: PaperInAFolder,
    context_answers: ContextAnswers,
    qtbot: QtBot,
) -> None:
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    preview = opened.dialog.preview
    assert "printing on both sides: 8 pages, 4 sheets; 2 pages are left empty" in preview.laid_out.text()
    paper.save_as = paper.folder / "both.pdf"
    opened.dialog.save_button.click()
    assert "4 sheets" in context_answers.questions[-1].explanation
    texts = [page.extract_text() for page in PdfReader(paper.save_as).pages]
    assert [number for number, text in enumerate(texts) if "Dear " in text] == [0, 4]
    preview.single_sided.setChecked(True)
    assert "printing on one side only: 6 pages, 6 sheets" in preview.laid_out.text()
    paper.save_as = paper.folder / "one.pdf"
    opened.dialog.save_button.click()
    assert "6 sheets" in context_answers.questions[-1].explanation
    assert len(PdfReader(paper.save_as).pages) == 6


def test_a_folder_that_is_gone_is_said_and_nothing_is_booked(
    context: AppContext,
    office: OfficeSession,
    school: dict[str, int],
    paper: PaperInAFolder,
    context_answers: ContextAnswers,
    qtbot: QtBot,
) -> None:
    paper.save_as = paper.folder / "gone" / "letters.pdf"
    dialog = Opened(context, office, paper, qtbot).dialog
    dialog.submit()
    dialog.save_button.click()
    assert "There is no folder" in context_answers.errors[-1].message
    assert dialog.save_button.isEnabled()
    dialog.reject()
    assert unconfirmed(office) == []


def test_discarding_takes_the_letters_off_the_file(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    opened.question.discard.click()
    assert parent_page(office, school["mother"]).forms == ()
    assert opened.said == ["2 letters discarded; nothing was booked."]


def test_ask_me_later_keeps_the_letters_waiting_for_an_answer(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    opened.question.leave_button.click()
    assert [batch.letters for batch in unconfirmed(office)] == [2]
    assert "Today asks again" in opened.said[-1]
    assert not opened.dialog.isVisible()


def test_changed_words_are_on_the_next_letters(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    change_letter_text(office, "acknowledgement", "Subject: Hello\n\nWell met, {salutation}.")
    opened = Opened(context, office, paper, qtbot)
    paper.save_as = paper.folder / "letters.pdf"
    opened.dialog.submit()
    opened.dialog.save_button.click()
    assert "Well met" in PdfReader(paper.save_as).pages[0].extract_text()


def test_the_whole_errand_by_keyboard_alone(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    dialog = opened.dialog
    dialog.activateWindow()
    dialog.form.letter.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.form.letter)
    press(qtbot, Qt.Key.Key_Tab, 2)
    assert QApplication.focusWidget() is dialog.form.everyone
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.form.outstanding.isChecked()
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "1 letter, 2 slips")
    press(qtbot, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "2 letters, 3 slips")
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.form.pages.currentWidget() is dialog.form.preview_page
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.question.isActiveWindow())
    press(qtbot, Qt.Key.Key_Return)
    assert parent_page(office, school["mother"]).forms[0].status.state is FormState.ISSUED


def press(qtbot: QtBot, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        qtbot.keyClick(focused, key)


def test_every_control_has_a_name_on_both_pages(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    assert without_name(opened.dialog) == []
    opened.dialog.submit()
    assert without_name(opened.dialog) == []
    opened.dialog.submit()
    assert without_name(opened.question) == []


def test_pages_are_made_off_the_gui_thread_and_stopping_leaves_no_batch(
    context: AppContext, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    for _ in range(40):
        add_family(office, [a_parent()], [a_pupil()])
    runner = TaskRunner()
    try:
        slow = replace(context, runner=runner)
        dialog = Opened(slow, office, paper, qtbot).dialog
        qtbot.waitUntil(lambda: dialog.submit_button.isEnabled(), timeout=20_000)
        assert dialog.submit_button.text() == "&Preview 40 letters"
        dialog.submit()
        assert dialog.form.pages.currentWidget() is dialog.form.choose_page
        [task] = [task for task in runner.under_way if task.title == "Making the letters"]
        task.cancel()
        qtbot.waitUntil(lambda: not runner.under_way, timeout=20_000)
        assert unconfirmed(office) == []
        assert dialog.submit_button.isEnabled()
        dialog.submit()
        qtbot.waitUntil(lambda: dialog.printing is not None, timeout=20_000)
        assert len(unconfirmed(office)) == 1
        dialog.reject()
        qtbot.waitUntil(lambda: not runner.under_way, timeout=20_000)
        assert unconfirmed(office) == []
    finally:
        runner.close()


def test_nothing_of_the_letters_is_written_outside_the_office_folder(
    context: AppContext, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    add_family(office, [a_parent(surname="Quetzalcoatl")], [a_pupil()])
    dialog = Opened(context, office, paper, qtbot).dialog
    dialog.submit()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Quetzalcoatl" in path.read_bytes() for path in written)
    assert isinstance(context.runner, ImmediateRunner)

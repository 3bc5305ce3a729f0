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
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import Per, Recipients
from halton_desktop.domain.permission import Role
from halton_desktop.gui.desk import Desk
from halton_desktop.gui.dialogs.confirm_printing_dialog import ConfirmPrintingDialog
from halton_desktop.gui.dialogs.letters_dialog import LettersDialog
from halton_desktop.gui.dialogs.send_anyway_dialog import SendAnywayDialog
from halton_desktop.letters.barcode import read_codes
from halton_desktop.services.find_parents import parent_page
from halton_desktop.services.keep_parents import change_parent
from halton_desktop.services.letter_texts import change_letter_text
from halton_desktop.services.print_letters import unconfirmed
from halton_desktop.services.see_history import history_entries, history_ids
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.gui.conftest import DeskAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.paper import PaperInAFolder
from tests.letters.samples import picture_of

HOME = PostalAddress(("12 Chestnut Close", "Widnes"), "WA8 3DA")


@pytest.fixture
def paper(tmp_path: Path) -> PaperInAFolder:
    folder = tmp_path / "printed"
    folder.mkdir()
    return PaperInAFolder(folder)


@pytest.fixture
def school(office: OfficeSession) -> dict[str, int]:
    """A couple, a parent elsewhere, one without an address, one under a court order: parent ids by a short name."""
    (mother, father), _ = add_family(
        office,
        [a_parent(forename="Aoife", address=HOME), a_parent(forename="Liam", title="Mr", address=HOME)],
        [a_pupil(year_group="7")],
    )
    (elsewhere,), _ = add_family(office, [a_parent(forename="Mai")], [a_pupil(year_group="9")])
    (homeless,), _ = add_family(office, [a_parent(forename="Zoe", address=PostalAddress())], [a_pupil()])
    (barred,), _ = add_family(office, [a_parent(forename="Bo")], [a_pupil(forename="Ada")], court_order=True)
    return {"mother": mother, "father": father, "elsewhere": elsewhere, "homeless": homeless, "barred": barred}


class Opened:
    """A dialog under test with what its surroundings heard."""

    def __init__(
        self, desk: Desk, session: OfficeSession, paper: PaperInAFolder, qtbot: QtBot, **given: object
    ) -> None:
        self.parents_opened: list[int] = []
        self.said: list[str] = []
        letter, to = given.pop("letter", "acknowledgement"), given.pop("to", None)
        self.dialog = LettersDialog(
            desk,
            session,
            paper=paper,
            open_parent=lambda parent_id, _window: self.parents_opened.append(parent_id),
            **given,  # type: ignore[arg-type]  # the keyword arguments of the test
        )
        qtbot.addWidget(self.dialog)
        self.dialog.said.connect(self.said.append)
        self.dialog.choosing.begin(str(letter), to if isinstance(to, Recipients) else None)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)

    @property
    def question(self) -> ConfirmPrintingDialog:
        """The newest question whether the letters came out."""
        return self.dialog.findChildren(ConfirmPrintingDialog)[-1]


def left_out(dialog: LettersDialog) -> list[str]:
    model = dialog.choosing.pane.model
    return [f"{row.who}: {row.reason}" for row in model.rows()]


def test_from_choosing_to_booked(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    dialog = opened.dialog
    assert dialog.choosing.pane.count.text() == "2 letters, 3 slips"
    assert len(left_out(dialog)) == 2
    assert dialog.submit_button.text() == "&Preview 2 letters"
    dialog.submit_button.click()
    assert dialog.form.pages.currentWidget() is dialog.form.preview_page
    assert dialog.submit_button.text() == "&Print 2 letters…"
    assert parent_page(office, school["mother"]).forms[0].standing.state is FormState.PREPARED
    dialog.submit_button.click()
    assert len(PdfReader(paper.printed[0]).pages) == dialog.preview.pages.page_count
    assert opened.question.question.text() == "Did all 2 letters come out?"
    opened.question.submit_button.click()
    for name in ("mother", "father", "elsewhere"):
        assert parent_page(office, school[name]).forms[0].standing.state is FormState.ISSUED
    assert parent_page(office, school["barred"]).forms == ()
    assert unconfirmed(office) == []
    assert opened.said == ["2 letters booked as sent today."]
    assert not dialog.isVisible()


def test_nothing_that_was_printed_names_anybody_in_the_title_of_the_print_job(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    assert paper.titles == ["Code of conduct letter with acknowledgement slip"]


def test_the_codes_on_the_printed_slips_can_be_read(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    paper.resolution = 200
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    pdf = paper.printed[0].read_bytes()
    pages = range(1, opened.dialog.preview.pages.page_count + 1)
    read = {code for page in pages for code in read_codes(*picture_of(pdf, page, 200))}
    names = ("mother", "father", "elsewhere")
    references = {parent_page(office, school[name]).forms[0].reference for name in names}
    assert all(any(reference in code for code in read) for reference in references)


def test_leaving_before_printing_leaves_nothing_behind(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    qtbot.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert not opened.dialog.isVisible()
    assert parent_page(office, school["mother"]).forms == ()
    assert unconfirmed(office) == []


def test_back_to_the_choice_forgets_the_pages_and_counts_again(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, office, paper, qtbot).dialog
    dialog.submit()
    dialog.back_button.click()
    assert unconfirmed(office) == []
    assert dialog.form.pages.currentWidget() is dialog.form.choose_page
    assert dialog.submit_button.text() == "&Preview 2 letters"
    assert not dialog.save_button.isVisible()


def test_printing_that_is_stopped_is_taken_up_where_it_stopped(
    desk: Desk, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    parents = [add_family(office, [a_parent()], [a_pupil()])[0][0] for _ in range(5)]
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    stop_printing_after(desk, letters=2)
    opened.dialog.submit()
    question = opened.question
    assert question.question.text() == "Printing stopped after 2 of 5 letters."
    assert question.submit_button.text() == "Print the other 3 letters…"
    assert parent_page(office, parents[0]).forms[0].standing.state is FormState.PREPARED
    question.submit_button.click()
    letters = opened.dialog.preview._letters
    assert letters is not None
    pages = [sum(letter.pages for letter in part) for part in (letters.letters[:2], letters.letters[2:])]
    assert [len(PdfReader(printed).pages) for printed in paper.printed] == pages
    assert opened.question.question.text() == "Did all 5 letters come out?"
    opened.question.submit_button.click()
    assert {parent_page(office, parent).forms[0].standing.state for parent in parents} == {FormState.ISSUED}


def stop_printing_after(desk: Desk, letters: int) -> None:
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

    desk.runner.started.connect(watch)


def test_leaving_the_print_dialog_prints_nothing_and_stays_at_the_pages(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, office, paper, qtbot).dialog
    dialog.submit()
    paper.leaves = True
    dialog.submit()
    assert dialog.findChildren(ConfirmPrintingDialog) == []
    assert dialog.submit_button.isEnabled()


def test_a_pdf_is_saved_only_after_saying_that_it_is_in_clear(
    desk: Desk,
    office: OfficeSession,
    school: dict[str, int],
    paper: PaperInAFolder,
    desk_answers: DeskAnswers,
    qtbot: QtBot,
) -> None:
    paper.save_as = paper.folder / "letters.pdf"
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    desk_answers.says_yes = False
    opened.dialog.save_button.click()
    assert "in clear" in desk_answers.questions[-1].explanation
    assert list(paper.folder.iterdir()) == []
    desk_answers.says_yes = True
    opened.dialog.save_button.click()
    assert len(PdfReader(paper.save_as).pages) == opened.dialog.preview.pages.page_count
    assert [path.name for path in paper.folder.iterdir()] == ["letters.pdf"]
    assert "The PDF is saved" in opened.question.explanation.text()
    opened.question.submit_button.click()
    assert parent_page(office, school["mother"]).forms[0].standing.state is FormState.ISSUED


def test_a_folder_that_is_gone_is_said_and_nothing_is_booked(
    desk: Desk,
    office: OfficeSession,
    school: dict[str, int],
    paper: PaperInAFolder,
    desk_answers: DeskAnswers,
    qtbot: QtBot,
) -> None:
    paper.save_as = paper.folder / "gone" / "letters.pdf"
    dialog = Opened(desk, office, paper, qtbot).dialog
    dialog.submit()
    dialog.save_button.click()
    assert "There is no folder" in desk_answers.errors[-1].message
    assert dialog.save_button.isEnabled()
    dialog.reject()
    assert unconfirmed(office) == []


def test_discarding_takes_the_letters_off_the_file(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    opened.question.discard.click()
    assert parent_page(office, school["mother"]).forms == ()
    assert opened.said == ["2 letters discarded; nothing was booked."]


def test_ask_me_later_keeps_the_letters_waiting_for_an_answer(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    opened.dialog.submit()
    opened.dialog.submit()
    opened.question.leave_button.click()
    assert [batch.letters for batch in unconfirmed(office)] == [2]
    assert "Today asks again" in opened.said[-1]
    assert not opened.dialog.isVisible()


def test_a_blocked_letter_goes_out_only_with_a_reason_which_is_kept(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, office, paper, qtbot).dialog
    pane = dialog.choosing.pane
    pane.table.select_id(school["homeless"])
    assert not pane.override.isEnabled()
    pane.table.select_id(school["barred"])
    assert pane.override.isEnabled()
    pane.override.click()
    [asking] = dialog.findChildren(SendAnywayDialog)
    asking.submit_button.click()
    assert asking.isVisible()
    qtbot.keyClicks(asking.reason, "agreed with the court")
    asking.submit_button.click()
    assert pane.count.text() == "3 letters, 4 slips"
    assert pane.lifted.isVisible()
    dialog.submit()
    assert parent_page(office, school["barred"]).forms[0].standing.state is FormState.PREPARED
    entries = history_entries(office, list(history_ids(office)))
    assert any(entry.action == "letter block overridden" for entry in entries)
    dialog.back_button.click()
    pane.take_back.click()
    assert pane.count.text() == "2 letters, 3 slips"


def test_who_may_not_lift_blocks_or_change_words_is_not_offered_it(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, signed_in_as(office, Role.OFFICE), paper, qtbot).dialog
    assert not dialog.choosing.pane.override.isVisible()
    assert not dialog.choosing.edit_words.isVisible()
    assert dialog.choosing.pane.open_parent.isVisible()


def test_a_reader_is_told_why_not(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, signed_in_as(office, Role.READER), paper, qtbot).dialog
    assert "may not print letters" in dialog.choosing.pane.about.text()
    assert not dialog.submit_button.isEnabled()


def test_a_parent_mended_meanwhile_is_counted_at_once(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    pane = opened.dialog.choosing.pane
    pane.table.select_id(school["homeless"])
    pane.open_parent.click()
    assert opened.parents_opened == [school["homeless"]]
    family = parent_page(office, school["homeless"]).family
    ties = [child.tie for child in family.children]
    change_parent(office, replace(family.parent, address=HOME), ties)
    qtbot.waitUntil(lambda: pane.count.text() == "3 letters, 4 slips")
    assert len(left_out(opened.dialog)) == 1


def test_what_the_caller_selected_is_chosen_first(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    given = {"selected": [school["elsewhere"]], "shown": [school["mother"], school["elsewhere"]]}
    dialog = Opened(desk, office, paper, qtbot, **given).dialog
    assert dialog.form.selected.isChecked()
    assert dialog.choosing.pane.count.text() == "1 letter, 1 slip"
    assert dialog.choosing.pane.everybody.isVisible()
    dialog.form.shown.setChecked(True)
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "2 letters, 2 slips")


def test_every_choice_reaches_the_plan(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, office, paper, qtbot, letter="reminder_1", to=Recipients.OUTSTANDING).dialog
    request = dialog.choosing.choice.request({})
    assert (request.letter, request.to) == ("reminder_1", Recipients.OUTSTANDING)
    assert not dialog.form.selected.isVisible()
    assert not dialog.form.shown.isVisible()
    dialog.form.person.setChecked(True)
    dialog.form.year_group.setCurrentIndex(1)
    dialog.form.of_year.setChecked(True)
    request = dialog.choosing.choice.request({})
    assert (request.per, request.year_group, request.to) == (Per.PERSON, "9", Recipients.ALL)


def test_no_letter_can_be_asked_for_when_nobody_is_meant(
    desk: Desk, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, office, paper, qtbot).dialog
    assert dialog.choosing.pane.count.text() == "0 letters, 0 slips"
    assert not dialog.submit_button.isEnabled()


def test_the_purpose_of_each_letter_is_said(
    desk: Desk, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(desk, office, paper, qtbot).dialog
    assert "every parent and carer" in dialog.form.purpose.text()
    dialog.form.letter.setCurrentRow(1)
    assert "first reminder" in dialog.form.purpose.text()


def test_changed_words_are_on_the_next_letters(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    change_letter_text(office, "acknowledgement", "Subject: Hello\n\nWell met, {salutation}.")
    opened = Opened(desk, office, paper, qtbot)
    paper.save_as = paper.folder / "letters.pdf"
    opened.dialog.submit()
    opened.dialog.save_button.click()
    assert "Well met" in PdfReader(paper.save_as).pages[0].extract_text()


def test_the_whole_errand_by_keyboard_alone(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    dialog = opened.dialog
    dialog.activateWindow()
    dialog.form.letter.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.form.letter)
    press(qtbot, Qt.Key.Key_Tab, 2)
    assert QApplication.focusWidget() is dialog.form.everyone
    press(qtbot, Qt.Key.Key_Down, 2)
    assert dialog.form.of_year.isChecked()
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "1 letter, 2 slips")
    press(qtbot, Qt.Key.Key_Up, 2)
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "2 letters, 3 slips")
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.form.pages.currentWidget() is dialog.form.preview_page
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.question.isActiveWindow())
    press(qtbot, Qt.Key.Key_Return)
    assert parent_page(office, school["mother"]).forms[0].standing.state is FormState.ISSUED


def press(qtbot: QtBot, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        qtbot.keyClick(focused, key)


def test_every_control_has_a_name_on_both_pages(
    desk: Desk, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(desk, office, paper, qtbot)
    assert without_name(opened.dialog) == []
    opened.dialog.submit()
    assert without_name(opened.dialog) == []
    opened.dialog.submit()
    assert without_name(opened.question) == []


def test_pages_are_made_off_the_gui_thread_and_stopping_leaves_no_batch(
    desk: Desk, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    for _ in range(40):
        add_family(office, [a_parent()], [a_pupil()])
    runner = TaskRunner()
    try:
        slow = Desk(desk.theme, desk.settings, runner, desk.hub, desk.confirm, desk.report, desk.show_guide)
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
    desk: Desk, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    add_family(office, [a_parent(surname="Quetzalcoatl")], [a_pupil()])
    dialog = Opened(desk, office, paper, qtbot).dialog
    dialog.submit()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Quetzalcoatl" in path.read_bytes() for path in written)
    assert isinstance(desk.runner, ImmediateRunner)

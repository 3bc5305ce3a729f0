"""Sending letters to a printer: whole letters only, taken up where it stopped, never two families on one sheet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import RunningTask, TaskRunner
from halton_desktop.domain.letter import EnvelopeSetting
from halton_desktop.errors import Cancelled, MachineError
from halton_desktop.gui.kit.dialogs.print_dialogs import PrintDialogs, open_pdf, paint_pages, paint_pdf
from halton_desktop.gui.letters import letter_printing
from halton_desktop.gui.letters.letter_printing import Sent, send
from halton_desktop.services.letters.letter_pages import LetterAt, LetterPages
from tests.helpers.paper import PaperInAFolder
from tests.letters.samples import letter, person, picture_of, printed


def a_task() -> RunningTask:
    return RunningTask("Printing", cancellable=True, quiet=False, report=lambda _task: None)


class StoppedAfter(RunningTask):
    """A task whose Stop is pressed when so many letters are printed."""

    def __init__(self, letters: int) -> None:
        super().__init__("Printing", cancellable=True, quiet=False, report=lambda _task: None)
        self._letters = letters

    def progress(self, done: int, total: int, text: str = "") -> None:
        if done >= self._letters:
            self.cancel()
        super().progress(done, total, text)


@pytest.fixture(scope="module")
def pages() -> LetterPages:
    """Four letters: three of two pages, the second (two slips) of three."""
    batch = printed(letter(number=1), letter(person(2), person(3)), letter(number=4), letter(number=5))
    starts = [batch.result.page_of_reference[reference] - 1 for reference in _references(batch.result)]
    ends = [*starts[1:], batch.result.pages]
    letters = tuple(
        LetterAt(f"Family {n}", f"G{n}", start, end - start)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    return LetterPages("Letters", batch.pdf, letters, EnvelopeSetting())


def _references(result: object) -> list[str]:
    by_page: dict[int, str] = {}
    for reference, page in result.page_of_reference.items():  # type: ignore[attr-defined]  # a BatchResult
        by_page.setdefault(page, reference)
    return [by_page[page] for page in sorted(by_page)]


def sent_to(paper: PaperInAFolder, pages: LetterPages, first: int, task: RunningTask) -> Sent:
    printer = paper.choose_printer(None, "Letters")
    assert printer is not None
    return send(pages, printer, first, task)


def page_count(pdf: Path) -> int:
    with open_pdf(pdf.read_bytes()) as document:
        return document.pageCount()


def test_all_letters_go_out_in_order(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    paper = PaperInAFolder(tmp_path)
    assert sent_to(paper, pages, 0, a_task()) == Sent(4)
    assert page_count(paper.printed[0]) == pages.pages


def test_a_page_prints_as_it_looks(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    paper = PaperInAFolder(tmp_path, resolution=72)
    sent_to(paper, pages, 0, a_task())
    wanted, size = picture_of(pages.pdf, 1, 72)
    got, got_size = picture_of(paper.printed[0].read_bytes(), 1, 72)
    assert abs(size[0] - got_size[0]) <= 1
    assert abs(size[1] - got_size[1]) <= 1
    dark = sum(1 for value in wanted if value < 128)
    assert dark > 500
    assert abs(sum(1 for value in got if value < 128) - dark) < dark * 0.3
    assert got[0] == 255, "the paper is white"


def test_stopping_leaves_whole_letters_and_says_how_many(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    paper = PaperInAFolder(tmp_path)
    assert sent_to(paper, pages, 0, StoppedAfter(2)) == Sent(2)
    assert page_count(paper.printed[0]) == pages.letters[2].first_page
    assert sent_to(paper, pages, 2, a_task()) == Sent(4)
    assert page_count(paper.printed[1]) == pages.pages - pages.letters[2].first_page


def test_stopping_before_the_first_letter_prints_none(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    paper = PaperInAFolder(tmp_path)
    assert sent_to(paper, pages, 1, StoppedAfter(0)) == Sent(1)
    assert not paper.printed[0].exists()


def test_two_sided_every_letter_begins_on_a_sheet_of_its_own(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    odd = sum(letter.pages % 2 for letter in pages.letters)
    assert odd, "the sample needs a letter with an odd number of pages"
    paper = PaperInAFolder(tmp_path, two_sided=True)
    assert sent_to(paper, pages, 0, a_task()) == Sent(4)
    assert page_count(paper.printed[0]) == pages.pages + odd
    first_odd = next(letter for letter in pages.letters if letter.pages % 2)
    after = first_odd.first_page + first_odd.pages
    empty, _size = picture_of(paper.printed[0].read_bytes(), after + 1, 40)
    assert min(empty) == 255


def test_a_printer_that_fails_says_after_how_many_whole_letters(
    qtbot: QtBot, tmp_path: Path, pages: LetterPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = pages.letters[2].first_page + 1  # in the middle of the third letter

    def failing(document, numbers, printer):  # type: ignore[no-untyped-def]  # stands in for a printer out of paper
        for count, _page in enumerate(numbers, start=1):
            if count > taken:
                raise MachineError("The printer did not take the pages.")
            yield count

    monkeypatch.setattr(letter_printing, "paint_pages", failing)
    sent = sent_to(PaperInAFolder(tmp_path), pages, 0, a_task())
    assert sent.letters == 2
    assert isinstance(sent.error, MachineError)


def test_a_printer_that_cannot_be_opened_is_said(
    qtbot: QtBot, tmp_path: Path, pages: LetterPages, qtlog: object
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path))  # a folder: nothing can be written there
    with pytest.raises(MachineError), qtlog.disabled():  # type: ignore[attr-defined]  # pytest-qt's fixture
        paint_pdf(pages.pdf, printer)


def test_pages_are_painted_one_at_a_time(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    printer = PaperInAFolder(tmp_path).choose_printer(None, "Letters")
    assert printer is not None
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for page in range(pages.pages):
            asked.append(page)
            yield page

    with open_pdf(pages.pdf) as document:
        run = paint_pages(document, numbers(), printer)
        assert next(run) == 1
        assert asked == [0]
        run.close()
    assert page_count(tmp_path / "print 1.pdf") == 1


def test_it_prints_on_a_thread_of_the_task_runner(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    paper = PaperInAFolder(tmp_path)
    printer = paper.choose_printer(None, "Letters")
    assert printer is not None
    done: list[tuple[Sent, str]] = []
    runner = TaskRunner()
    try:
        runner.run(
            lambda task: (send(pages, printer, 0, task), threading.current_thread().name),
            title="Printing",
            on_done=done.append,
            on_error=lambda error: pytest.fail(str(error)),
        )
        qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    finally:
        runner.close()
    assert done[0][0] == Sent(4)
    assert done[0][1].startswith("halton-task")
    assert page_count(paper.printed[0]) == pages.pages


def test_a_cancelled_task_is_no_error_of_the_printer(qtbot: QtBot, tmp_path: Path, pages: LetterPages) -> None:
    task = a_task()
    task.cancel()
    with pytest.raises(Cancelled):
        task.check_cancelled()
    assert sent_to(PaperInAFolder(tmp_path), pages, 3, task) == Sent(3)


def test_a_file_is_offered_in_the_documents_under_a_name_windows_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def ask(_parent: object, _title: str, first: str, _kinds: str) -> tuple[str, str]:
        offered.append(first)
        return "/somewhere/letters", "PDF (*.pdf)"

    monkeypatch.setattr("halton_desktop.gui.kit.dialogs.print_dialogs.QFileDialog.getSaveFileName", ask)
    assert PrintDialogs().where_to_save(None, "Save", 'Code: "letter"/slip.pdf') == Path("/somewhere/letters.pdf")
    assert Path(offered[0]).name == "Code- -letter-slip.pdf"
    assert Path(offered[0]).is_absolute()

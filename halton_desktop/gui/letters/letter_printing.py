"""A prepared batch on its way to paper: printed off the GUI thread, resumed where it stopped, asked about after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.sides import Sides
from halton_desktop.errors import Cancelled, HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.dialogs.print_dialogs import BLANK, PrintDialogs, open_pdf, paint_pages
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog, How, letters_counted
from halton_desktop.services.letters.letter_pages import LetterPages, Printing, printing_pages
from halton_desktop.services.letters.save_letters import save_prepared
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

IN_CLEAR = (
    "Names and addresses stand in it in clear: whoever can open the file can read them. Keep it where only the office "
    "can see it, and delete it when it has been printed."
)


@dataclass(frozen=True)
class Sent:
    """How many letters from the first went to the printer whole; ``error`` is why no more did, where one says so."""

    letters: int
    error: HaltonError | None = None


class LetterPrinting(QObject):
    """One batch. Without ``pages`` they are made when they are first needed."""

    settled = Signal(str)
    """The batch was booked or discarded; a sentence that says so."""
    left_open = Signal()
    """The question was put off: the batch waits for an answer."""
    failed = Signal(object)
    """Carries the HaltonError; the batch is as it was."""
    busy = Signal(bool)
    """Printing or saving has begun, or is over."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        printing: Printing,
        window: QWidget | None,
        *,
        pages: LetterPages | None = None,
        paper: PrintDialogs | None = None,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._printing = printing
        self._window = window
        self._pages = pages
        self._paper = paper or PrintDialogs()
        self._task: RunningTask | None = None
        self.begun = False
        """Whether anything has left the program: from then on only the user knows what came out."""

    def print_from(self, first: int = 0) -> None:
        """Ask for a printer and print from a letter (counted from 0) to the last; then ask whether they came out."""
        try:
            printer = self._paper.choose_printer(self._window, self._printing.title)
        except HaltonError as error:
            self.failed.emit(error)
            printer = None
        if printer is None:
            if self.begun:
                self.ask(How.PRINTED, first)
            return
        self.begun = True
        pages, session, batch_id = self._pages, self._session, self._printing.batch_id

        def work(task: RunningTask) -> Sent:
            made = pages or printing_pages(session, batch_id, task.progress, lambda: task.cancelled)
            return send(made, printer, first, task)

        self._run(work, "Printing the letters", self._on_sent, lambda: self.ask(How.PRINTED, first))

    def save(self, sides: Sides = Sides.BOTH) -> None:
        """Ask where, say what the file will hold, write it, then ask about the letters."""
        pages = self._pages
        if pages is None:
            return
        target = ask_where_to_save(self._context, self._paper, self._window, pages, sides)
        if target is None:
            return

        def done(_result: object) -> None:
            self.begun = True
            self.ask(How.SAVED)

        session, batch_id = self._session, self._printing.batch_id

        def work(task: RunningTask) -> object:
            return save_prepared(session, batch_id, target, task.progress, sides=sides)

        self._run(work, "Saving the letters", done)

    def ask_or_stop(self) -> None:
        """Somebody wants to leave: stop printing after the letter under way; where nothing runs, ask what came out."""
        if self._task is not None:
            self._task.cancel()
        else:
            self.ask(How.PRINTED)

    def ask(self, how: How, sent: int | None = None) -> ConfirmPrintingDialog:
        """Ask whether the letters came out."""
        dialog = ConfirmPrintingDialog(self._context, self._session, self._printing, how, sent, self._window)
        dialog.settled.connect(self.settled)
        dialog.print_asked.connect(self.print_from)
        dialog.rejected.connect(self.left_open)
        return open_dialog(dialog)

    def _on_sent(self, sent: Sent) -> None:
        dialog = self.ask(How.PRINTED, sent.letters)
        if sent.error is not None:
            dialog.banner.say(f"{sent.error.message} {sent.error.advice}".strip(), "error")

    def _run(
        self,
        work: Callable[[RunningTask], Any],
        title: str,
        on_done: Callable[[Any], object],
        on_cancelled: Callable[[], object] | None = None,
    ) -> None:
        """Have work done and say meanwhile that there is some."""

        def over(then: Callable[..., object] | None, *result: object) -> None:
            self._task = None
            self.busy.emit(False)
            if then is not None:
                then(*result)

        self.busy.emit(True)
        task = self._context.runner.run(
            work,
            title=title,
            on_done=lambda result: over(on_done, result),
            on_error=lambda error: over(self._on_failed, error),
            on_cancelled=lambda: over(on_cancelled),
            cancellable=on_cancelled is not None,
            owner=self,
        )
        self._task = task if task in self._context.runner.under_way else None

    def _on_failed(self, error: HaltonError) -> None:
        self.failed.emit(error)
        if self._pages is None:
            self.left_open.emit()


def send(pages: LetterPages, printer: QPrinter, first: int, task: RunningTask) -> Sent:
    """Paint letters from ``first`` on, on the calling thread, one page in memory. Stops only between two letters.

    Ending between letters and closing the print job whole is what makes it certain where to take up again.
    """
    done, total = first, len(pages.letters)
    two_sided = printer.duplex() in (printer.DuplexMode.DuplexLongSide, printer.DuplexMode.DuplexShortSide)
    sides = Sides.BOTH if two_sided else Sides.ONE
    ends = _ends(pages, first, sides)
    try:
        with (
            open_pdf(pages.pdf) as document,
            closing(paint_pages(document, _run(pages, first, sides), printer)) as run,
        ):
            task.progress(first, total, "letters")
            for painted in run:
                if painted == ends[done - first]:
                    done += 1
                    task.progress(done, total, "letters")
    except Cancelled:
        return Sent(done)
    except HaltonError as error:
        return Sent(done, error)
    return Sent(done)


def ask_where_to_save(
    context: AppContext, paper: PrintDialogs, window: QWidget | None, pages: LetterPages, sides: Sides = Sides.ONE
) -> Path | None:
    """A file for letters in clear, None where the user thought better of it; says how several are laid out."""
    layout = f"{pages.paper(sides).words} " if len(pages.letters) > 1 else ""
    question = YesNoQuestion(
        f"Save {letters_counted(len(pages.letters))} as a PDF file?",
        layout + IN_CLEAR,
        verb="Choose where…",
        otherwise="Do not save",
    )
    if not context.confirm(window, question):
        return None
    return paper.where_to_save(window, "Save the letters", f"{pages.title}.pdf")


def _run(pages: LetterPages, first: int, sides: Sides) -> Iterator[int]:
    """The pages to print, with the empty ones that keep every letter on sheets of its own."""
    for letter in pages.letters[first:]:
        yield from range(letter.first_page, letter.first_page + letter.pages)
        yield from [BLANK] * sides.blanks_after(letter.pages)


def _ends(pages: LetterPages, first: int, sides: Sides) -> list[int]:
    """After how many pages of the run each letter is whole."""
    ends, count = [], 0
    for letter in pages.letters[first:]:
        count += letter.pages + sides.blanks_after(letter.pages)
        ends.append(count)
    return ends

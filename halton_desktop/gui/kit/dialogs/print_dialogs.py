"""Print PDFs through the system's own print dialog, straight from memory: never a temporary file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.errors import HaltonError, MachineError, OurBug
from halton_desktop.gui.kit.app_context import AppContext

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

RESOLUTION = 300
"""Dots per inch a page is drawn at: sharp enough for text and codes, a quarter of the memory of 600 (35 MB)."""
FINEST = 400
"""Up to here a printer's own resolution is drawn; a finer one gets a whole fraction of it, so that dots stay square."""
BAND = 200
"""Rows of a page handed to the printer at once: the window gets its turn in between (a page at once stops it 0.3 s)."""
_POINTS_PER_INCH = 72
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What Windows allows in no file name; the title of a letter is the school's own and may hold any of it."""
SENT = "Sent to the printer."
BLANK = -1
"""In a list of pages: an empty one."""


class PrintDialogs:
    """The system's own dialogs for what leaves the program on paper or as a file; tests put their own in its place."""

    def choose_printer(self, parent: QWidget | None, title: str) -> QPrinter | None:
        """Ask for a printer; None where the user left the dialog. ``title`` is the job's name: never a person's.

        Raises MachineError where the computer has no printer.
        """
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            raise MachineError(
                "No printer is set up on this computer.", "Add one in the system’s settings, or save as a PDF file."
            )
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(RESOLUTION)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(title)
        dialog = QPrintDialog(printer, parent)
        # Which pages to print is this program's business; a file is saved by "Save as PDF…", which says what it means.
        dialog.setOptions(QAbstractPrintDialog.PrintDialogOption.PrintShowPageSize)
        dialog.setWindowTitle(title)
        chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if chosen else None

    def where_to_save(self, parent: QWidget | None, title: str, file_name: str) -> Path | None:
        """Ask for a PDF file, beginning in the user's documents; None where the user left the dialog."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        first = str(Path(folder) / _NOT_IN_FILE_NAMES.sub("-", file_name))
        name, _kind = QFileDialog.getSaveFileName(parent, title, first, "PDF (*.pdf)")
        if not name:
            return None
        return Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")


def print_pdf(pdf: bytes, parent: QWidget, title: str) -> bool:
    """Ask for a printer and print every page at its own size; False where the user left the dialog.

    Raises MachineError where there is no printer or it does not take the pages.
    """
    printer = PrintDialogs().choose_printer(parent, title)
    if printer is None:
        return False
    paint_pdf(pdf, printer)
    return True


def print_in_background(
    context: AppContext,
    pdf: bytes,
    window: QWidget,
    job: str,
    on_sent: Callable[[], object],
    paper: PrintDialogs | None = None,
    record: Callable[[], object] | None = None,
) -> None:
    """Ask for a printer, then print every page off the GUI thread (two or three pages a second); it can be stopped.

    ``job`` is what the printer's queue shows to everybody: it names nobody. ``on_sent`` is called where the window
    is still there when the last page has gone out; errors are reported over it. ``record`` writes into the history
    what is printed, before the first page: a printing that is stopped halfway has printed something, too.
    """
    try:
        printer = (paper or PrintDialogs()).choose_printer(window, job)
    except HaltonError as error:
        context.report(error, window, None)
        return
    if printer is None:
        return

    def work(task: RunningTask) -> None:
        if record is not None:
            record()
        with open_pdf(pdf) as document:
            total = document.pageCount()
            with closing(paint_pages(document, range(total), printer)) as run:
                for done in run:
                    task.progress(done, total, "pages")

    context.runner.run(
        work,
        title="Printing",
        on_done=lambda _result: on_sent(),
        on_error=lambda error: context.report(error, window, None),
        owner=window,
    )


def paint_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Paint all pages onto a printer. Raises MachineError where it does not take them."""
    with open_pdf(pdf) as document:
        for _page in paint_pages(document, range(document.pageCount()), printer):
            pass


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[QPdfDocument]:
    """A PDF to draw from, to be used on the thread that opened it. Raises OurBug where the bytes are no PDF."""
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.error() != QPdfDocument.Error.None_:
            raise OurBug("The pages could not be read.", "Nothing was printed. Please try again.")
        yield document
    finally:
        document.close()
        buffer.close()


def paint_pages(document: QPdfDocument, pages: Iterable[int], printer: QPrinter) -> Generator[int]:
    """Paint pages one by one onto a printer, on any thread; yields how many have been handed over after each.

    One page's picture is in memory at a time. Stop asking to end the job after the page last yielded. Raises
    MachineError as soon as the printer does not take a page; the pages yielded before were taken.
    """
    printer.setFullPage(True)
    painter = QPainter()
    done = 0
    try:
        for page in pages:
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise _not_taken()
            if page != BLANK:
                _paint_page(document, page, painter, printer.resolution())
            if printer.printerState() in (printer.PrinterState.Aborted, printer.PrinterState.Error):
                raise _not_taken()
            done += 1
            yield done
    finally:
        painter.end()


def _paint_page(document: QPdfDocument, page: int, painter: QPainter, resolution: int) -> None:
    points = document.pagePointSize(page)
    larger = 1 if resolution <= FINEST else math.ceil(resolution / RESOLUTION)
    drawn = resolution / larger / _POINTS_PER_INCH
    picture = _on_white(document.render(page, QSize(round(points.width() * drawn), round(points.height() * drawn))))
    for top in range(0, picture.height(), BAND):
        band = picture.copy(0, top, picture.width(), min(BAND, picture.height() - top))
        painter.drawImage(QRect(0, top * larger, band.width() * larger, band.height() * larger), band)


def _on_white(picture: QImage) -> QImage:
    """The same on white paper: a page that is transparent where nothing stands would print black on some printers."""
    page = QImage(picture.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, picture)
    painter.end()
    return page


def _not_taken() -> MachineError:
    return MachineError(
        "The printer did not take the pages.", "See that it is switched on, has paper and is connected."
    )

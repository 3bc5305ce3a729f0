"""A printer that is a PDF file, in the place of the system's dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from halton_desktop.gui.kit.dialogs.print_dialogs import PrintDialogs


class TwoSidedPrinter(QPrinter):
    """Set to two-sided, which Qt's own PDF printer cannot be."""

    def duplex(self) -> QPrinter.DuplexMode:
        """Turned over the long side."""
        return QPrinter.DuplexMode.DuplexLongSide


class PaperInAFolder(PrintDialogs):
    """Prints to ``print 1.pdf``, ``print 2.pdf`` … in a folder, saves where ``save_as`` says.

    ``leaves`` makes the user leave the print dialog.
    """

    def __init__(self, folder: Path, resolution: int = 60, *, two_sided: bool = False) -> None:
        self.folder = folder
        self.resolution = resolution
        self.two_sided = two_sided
        self.leaves = False
        self.printed: list[Path] = []
        self.titles: list[str] = []
        self.save_as: Path | None = None

    def choose_printer(self, parent: QWidget | None, title: str) -> QPrinter | None:
        """The next file."""
        self.titles.append(title)
        if self.leaves:
            return None
        target = self.folder / f"print {len(self.printed) + 1}.pdf"
        self.printed.append(target)
        printer = (TwoSidedPrinter if self.two_sided else QPrinter)(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(self.resolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setOutputFileName(str(target))
        return printer

    def where_to_save(self, parent: QWidget | None, title: str, file_name: str) -> Path | None:
        """As the test says."""
        self.titles.append(file_name)
        return self.save_as

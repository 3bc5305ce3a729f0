"""Print a small PDF (a sheet or two) through the system's own print dialog, straight from memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

RESOLUTION = 300
"""Dots per inch: sharp enough for text, a quarter of the memory of 600."""
_POINTS_PER_INCH = 72


def print_pdf(pdf: bytes, parent: QWidget, title: str) -> bool:
    """Ask for a printer and print every page at its own size; False where the user left the dialog."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(RESOLUTION)
    printer.setDocName(title)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pdf(pdf, printer)
    return True


def paint_pdf(pdf: bytes, printer: object) -> None:
    """Paint all pages onto a QPrinter (any QPagedPaintDevice does)."""
    from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter(printer)
    scale = printer.resolution() / _POINTS_PER_INCH
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * scale), round(points.height() * scale))
        image = document.render(page, size, QPdfDocumentRenderOptions())
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
    document.close()
    buffer.close()

"""Files from a scanner as pages for matching: PDFs are rendered in memory, pictures are taken as they are."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter

from halton_desktop.errors import UnreadableFile
from halton_desktop.services.consent_forms.match_scans import ScannedPage, pages_of_picture

DOTS_PER_INCH = 200
"""Enough for every code of ours, and for reading a signature."""
JPEG_QUALITY = 80
LARGEST_FILE = 400 * 1024 * 1024
FILE_KINDS = "Scans (*.pdf *.tif *.tiff *.png *.jpg *.jpeg)"
_POINTS_PER_INCH = 72


class ScannedFiles:
    """``pages()`` gives page after page, so that a stack of hundreds is never in memory as a whole."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = list(files)

    def count(self) -> int:
        """How many pages there are (a picture file counts as one). Raises UnreadableFile."""
        return sum(_pdf_pages(file) if _is_pdf(file) else 1 for file in self._files)

    def pages(self) -> Generator[ScannedPage, None, None]:
        """Every page of every file, in order; close it when you stop early. Raises UnreadableFile."""
        for file in self._files:
            content = _read(file)
            if _is_pdf(file):
                yield from _rendered(file.name, content)
            else:
                yield from pages_of_picture(file.name, content)


def _is_pdf(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(file.name, f"“{file.name}” is larger than 400 MB.", "Scan the stack in two parts.")
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            file.name, f"“{file.name}” cannot be read.", "Close it in other programs and try again."
        ) from error


class _Pdf:
    """A PDF in memory, closed again when done with."""

    def __init__(self, name: str, content: bytes) -> None:
        from PySide6.QtPdf import QPdfDocument

        self._bytes = QByteArray(content)
        self._buffer = QBuffer()
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        if self.document.error() != QPdfDocument.Error.None_ or not self.document.pageCount():
            self.close()
            raise UnreadableFile(name, f"“{name}” is damaged or has a password.", "Scan the pages again.")

    def close(self) -> None:
        self.document.close()
        self._buffer.close()


def _pdf_pages(file: Path) -> int:
    pdf = _Pdf(file.name, _read(file))
    try:
        return pdf.document.pageCount()
    finally:
        pdf.close()


def _rendered(name: str, content: bytes) -> Iterator[ScannedPage]:
    pdf = _Pdf(name, content)
    try:
        for page in range(pdf.document.pageCount()):
            yield ScannedPage(name, page + 1, _jpeg(pdf, page), "image/jpeg")
    finally:
        pdf.close()


def _jpeg(pdf: _Pdf, page: int) -> bytes:
    points = pdf.document.pagePointSize(page)
    scale = DOTS_PER_INCH / _POINTS_PER_INCH
    size = QSize(max(1, round(points.width() * scale)), max(1, round(points.height() * scale)))
    grey = QImage(size, QImage.Format.Format_Grayscale8)
    grey.fill(255)
    painter = QPainter(grey)
    painter.drawImage(0, 0, pdf.document.render(page, size))
    painter.end()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    grey.save(out, "JPEG", JPEG_QUALITY)  # type: ignore[call-overload] # its stubs want bytes and mean str
    return bytes(out.data().data())

"""Letters to print in tests, and ways of reading a printed PDF back: text with its place, pictures, codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from halton_desktop.domain.letter import (
    AcknowledgementLetter,
    AddressBlock,
    EnvelopeSetting,
    LetterAddressee,
    Letterhead,
    LetterTemplate,
    Mailing,
    SlipPerson,
)
from halton_desktop.domain.reference import Reference, ReferenceKind
from halton_desktop.letters.barcode import read_codes
from halton_desktop.letters.batch import BatchResult, print_batch
from halton_desktop.letters.fonts import Typefaces, load_typefaces
from halton_desktop.letters.template import load_template
from halton_desktop.paths import resources_folder
from halton_desktop.services.program_files import ProgramFiles

HEAD = Letterhead(
    school="Wade Deacon High School",
    address=("Birchfield Road", "WIDNES", "WA8 7TD"),
    phone="0151 496 0000",
    email="office@school.example",
    website="www.school.example",
    headteacher="Mrs G. Jones",
)
ADDRESS = ("Mrs Siobhán O'Brien", "12 Cherry Tree Close", "WIDNES", "WA8 9QW")
EDITION_1 = ProgramFiles(resources_folder()).first_edition(date(2026, 9, 1))
MAILING = Mailing(
    written_on=date(2026, 11, 23),
    deadline=date(2026, 12, 11),
    edition="edition 1",
    in_force_from=date(2026, 9, 1),
    clauses=EDITION_1.clauses,
    intent=EDITION_1.intent,
)
POINTS_PER_MM = 72 / 25.4


@cache
def typefaces() -> Typefaces:
    """Read once for all tests."""
    return load_typefaces(resources_folder() / "fonts")


def template(name: str = "acknowledgement") -> LetterTemplate:
    return load_template(resources_folder() / "letters", name)


def reference(number: int = 0) -> str:
    return str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, number, "K7M2"))


def person(number: int = 0, **given: Any) -> SlipPerson:
    values = {"name": "Mrs Siobhán O'Brien", "relationship": "mother", "children": ("Aoife O'Brien (7B)",)}
    return SlipPerson(**{**values, "reference": reference(number), **given})


def letter(
    *people: SlipPerson, salutation: str = "Mrs O'Brien", address: Sequence[str] = ADDRESS, number: int = 0
) -> AcknowledgementLetter:
    addressee = LetterAddressee(salutation, AddressBlock(tuple(address)), people or (person(number),))
    return AcknowledgementLetter(addressee, str(Reference(ReferenceKind.GENERAL_LETTER, 2026, number)))


@dataclass(frozen=True)
class Printed:
    """A printed batch: what was said of it, and the file."""

    result: BatchResult
    pdf: bytes

    @property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.pdf))

    def text(self, page: int) -> str:
        """The words of a page, counting from 1, in one line; no-break spaces are spaces."""
        return " ".join(self.reader.pages[page - 1].extract_text().split())

    def all_text(self) -> str:
        return " ".join(self.text(page) for page in range(1, self.result.pages + 1))

    def codes(self, page: int) -> list[str]:
        """What a scanner set to 200 dpi reads on a page."""
        return sorted(read_codes(*picture_of(self.pdf, page, dots_per_inch=200)))


def print_stack(
    letters: Iterable[AcknowledgementLetter],
    out: Any,
    *,
    head: Letterhead = HEAD,
    words: LetterTemplate | None = None,
    mailing: Mailing = MAILING,
    envelope: EnvelopeSetting | None = None,
    faces: Typefaces | None = None,
    **more: Any,
) -> BatchResult:
    """Print to ``out`` with everything the test does not care about filled in."""
    return print_batch(
        letters,
        letterhead=head,
        template=words or template(),
        mailing=mailing,
        envelope=envelope or EnvelopeSetting(),
        typefaces=faces or typefaces(),
        out=out,
        **more,
    )


def printed(*letters: AcknowledgementLetter, **more: Any) -> Printed:
    """Print to memory; keywords are those of :func:`print_stack`."""
    out = BytesIO()
    result = print_stack(letters, out, **more)
    return Printed(result, out.getvalue())


def picture_of(pdf: bytes, page: int, dots_per_inch: int) -> tuple[bytes, tuple[int, int]]:
    """A page, counting from 1, in 8-bit grey as a printer and a scanner would make it: pixels, (width, height)."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() is QPdfDocument.Status.Ready
    points = document.pagePointSize(page - 1)
    size = QSize(round(points.width() * dots_per_inch / 72), round(points.height() * dots_per_inch / 72))
    drawn = document.render(page - 1, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    document.close()
    grey = paper.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = bytes(grey.constBits())
    stride = grey.bytesPerLine()
    width, height = grey.width(), grey.height()
    return b"".join(rows[row * stride : row * stride + width] for row in range(height)), (width, height)


def dark_box(pdf: bytes, page: int, left: float, top: float, right: float, bottom: float) -> tuple[float, ...] | None:
    """The edges, in mm, of everything printed inside an area of a page given in mm; None where it is empty."""
    dots = 200
    pixels, (width, _) = picture_of(pdf, page, dots)
    scale = dots / 25.4
    columns = range(round(left * scale), round(right * scale))
    rows = range(round(top * scale), round(bottom * scale))
    dark = [(x, y) for y in rows for x in columns if pixels[y * width + x] < 160]
    if not dark:
        return None
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return min(xs) / scale, min(ys) / scale, max(xs) / scale, max(ys) / scale

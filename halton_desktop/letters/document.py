"""A PDF written page by page: ReportLab's document holds fonts, forms and pictures, finished pages leave at once.

ReportLab keeps every page until it saves, 14 KB each. Here a page arrives as a prepared content stream, is compressed
and written straight away, and only its place in the file is remembered; what pages share (fonts, whose subsets are not
known before the last word, forms, pictures) is written at the end. Nothing in the file depends on the clock: the same
letters make the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.letters.sample_mark import sample_mark
from halton_desktop.letters.typesetter import Typesetter, number

if TYPE_CHECKING:
    from datetime import date

    from halton_desktop.letters.fonts import Typefaces

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89  # A4 in points
MM = 72 / 25.4

SIGNS_NAMED = (
    "Signs that the typeface of this print lacks (pictures, letters of other scripts) stand in [brackets] by name."
)

_HEADER = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
_PRESENTATION_FORM = re.compile(r"(<[0-9A-F]{2}> )<(F[BCDE][0-9A-F]{2})>")


class Document:
    """One PDF of A4 pages being written to ``out``; ``written_on`` stands in it as the day it was made."""

    def __init__(self, out: BinaryIO, typefaces: Typefaces, *, title: str, author: str, written_on: date) -> None:
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument

        self._pdf = PDFDocument(compression=1, invariant=1, lang="en-GB")
        self._out = out
        self._position = 0
        self._offsets = array("Q", [0])  # by object number; 0: not written yet
        self._pages = array("L")
        info = self._pdf.info
        info.title, info.author, info.subject = title, author, ""
        info.creator = info.producer = "Halton Desktop"
        self._pdf.setDateFormatter(lambda *_: f"D:{written_on:%Y%m%d}120000Z")
        self._pdf.updateSignature(f"{title}{author}{written_on}")
        self._shared = PDFDictionary({})
        self._pdf.Reference(self._shared, "SharedXObjects")
        self._tree = self._reserved()
        self.typesetter = Typesetter(typefaces, self._pdf)
        self._mark = b""
        if typefaces.sample:
            self._mark = self.form(sample_mark(self.typesetter, PAGE_WIDTH, PAGE_HEIGHT)) + b"\n"
        self._write(_HEADER)

    @property
    def page_count(self) -> int:
        """Pages written so far."""
        return len(self._pages)

    def form(self, content: bytes) -> bytes:
        """Keep a part that many pages show as a form the size of the page; returns the operator that draws it."""
        return self._shared_stream(
            content,
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": f"[-{PAGE_WIDTH:.0f} -{PAGE_HEIGHT:.0f} {2 * PAGE_WIDTH:.0f} {2 * PAGE_HEIGHT:.0f}]",
                "Resources": self._resources(),
            },
        )

    def picture(self, pixels: bytes, width: int, height: int, opacity: bytes | None = None) -> bytes:
        """Keep a picture of RGB pixels (and 8-bit opacity); returns the operator that draws it in the unit square."""
        entries: dict[str, object] = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": width,
            "Height": height,
            "ColorSpace": "/DeviceRGB",
            "BitsPerComponent": 8,
        }
        if opacity is not None:
            entries["SMask"] = self._stream(opacity, entries | {"ColorSpace": "/DeviceGray"})
        return self._shared_stream(pixels, entries)

    def add_page(self, content: bytes) -> None:
        """Write one page with this content and forget it."""
        content = self._mark + content + self.signs_named()
        stream = self._next_number()
        packed = zlib.compress(content, 6)
        self._object(stream, b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed))
        page = self._next_number()
        self._object(page, b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (self._tree, stream))
        self._pages.append(page)

    def signs_named(self) -> bytes:
        """The line at the very foot of a page on which a sign stands by its name, b"" on any other."""
        if not self.typesetter.names_signs:
            return b""
        line = self.typesetter.line(SIGNS_NAMED, 18 * MM, PAGE_HEIGHT - 291 * MM, 6.5)
        self.typesetter.names_signs = False
        return b"\nBT\n0.35 g\n" + line + b"0 g\nET\n"

    def close(self) -> None:
        """Write what the pages share and the tables at the end; nothing can be added afterwards."""
        pdf = self._pdf
        for font in pdf.delayedFonts:
            font.addObjects(pdf)
        self._name_letters_not_shapes()
        info = self._number_of(pdf.Reference(pdf.info))
        size = b"%s %s" % (number(PAGE_WIDTH), number(PAGE_HEIGHT))
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        fonts, shared = self._number_of("BasicFonts"), self._number_of("SharedXObjects")
        self._object(
            self._tree,
            b"<</Type/Pages/Count %d/MediaBox[0 0 %s]/Resources<</Font %d 0 R/XObject %d 0 R>>/Kids[%s]>>"
            % (len(self._pages), size, fonts, shared, kids),
        )
        catalog = self._next_number()
        self._object(
            catalog,
            b"<</Type/Catalog/Pages %d 0 R/Lang(en-GB)/ViewerPreferences<</DisplayDocTitle true>>>>" % self._tree,
        )
        self._write_shared()
        self._write_tables(catalog, info)

    def _write_shared(self) -> None:
        from reportlab.pdfbase.pdfdoc import PDFIndirectObject

        pdf = self._pdf
        counter = 1
        while counter <= pdf.objectcounter:  # formatting an object may register further ones
            if not self._offset_of(counter):
                self._keep_offset(counter)
                self._write(
                    PDFIndirectObject(pdf.numberToId[counter], pdf.idToObject[pdf.numberToId[counter]]).format(pdf)
                )
            counter += 1

    def _write_tables(self, catalog: int, info: int) -> None:
        start = self._position
        count = self._pdf.objectcounter + 1
        rows = [b"0000000000 65535 f \n"]
        rows += [b"%010d 00000 n \n" % self._offsets[each] for each in range(1, count)]
        self._write(b"xref\n0 %d\n%s" % (count, b"".join(rows)))
        identity = self._pdf.signature.hexdigest().encode("ascii")
        self._write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, catalog, info, identity, identity, start)
        )

    def _name_letters_not_shapes(self) -> None:
        """Let joined Arabic shapes be found and copied as the letters they stand for."""
        for name, stream in self._pdf.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _PRESENTATION_FORM.sub(_with_plain_letters, stream.content)

    def _shared_stream(self, content: bytes, entries: dict[str, object]) -> bytes:
        name = f"X{len(self._shared.dict)}"
        self._shared[name] = self._stream(content, entries)
        return b"/%s Do" % name.encode("ascii")

    def _stream(self, content: bytes, entries: dict[str, object]) -> object:
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream

        packed = zlib.compress(content, 9)
        dictionary = PDFDictionary({**entries, "Filter": "/FlateDecode"})
        return self._pdf.Reference(PDFStream(dictionary, packed))

    def _resources(self) -> object:
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

        return PDFDictionary(
            {"Font": PDFObjectReference("BasicFonts"), "XObject": PDFObjectReference("SharedXObjects")}
        )

    def _reserved(self) -> int:
        return self._next_number()

    def _next_number(self) -> int:
        self._pdf.objectcounter += 1
        return int(self._pdf.objectcounter)

    def _number_of(self, reference: object) -> int:
        name = getattr(reference, "name", reference)
        return int(self._pdf.idToObjectNumberAndVersion[name][0])

    def _object(self, number_: int, content: bytes) -> None:
        self._keep_offset(number_)
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number_, content))

    def _offset_of(self, number_: int) -> int:
        return self._offsets[number_] if number_ < len(self._offsets) else 0

    def _keep_offset(self, number_: int) -> None:
        self._offsets.extend([0] * (number_ + 1 - len(self._offsets)))
        self._offsets[number_] = self._position

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._position += len(data)


def _with_plain_letters(entry: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFKC", chr(int(entry[2], 16)))
    return f"{entry[1]}<{letters.encode('utf-16-be').hex().upper()}>"

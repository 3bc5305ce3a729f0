"""The evidence bundle: one PDF with an index, every piece that can be printed, its hash and its custody list."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.domain.incidents.evidence import ONLY_KEPT, Custody, EvidenceKind, human_size
from halton_desktop.letters.document import PAGE_HEIGHT, PAGE_WIDTH, Document
from halton_desktop.letters.running_pages import RunningPages, in_two
from halton_desktop.letters.sample_mark import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pypdf import PageObject

    from halton_desktop.domain.incidents.evidence import CustodyEntry, Evidence
    from halton_desktop.letters.fonts import Typefaces

NOT_INCLUDED = "Not included: a private message, sealed until a parent’s written consent covers it (3.5)."


@dataclass(frozen=True, slots=True)
class BundlePiece:
    """One piece: its content (None where it stays out), its words where it is text, and who had it in hand."""

    evidence: Evidence
    content: bytes | None
    words: str
    custody: tuple[CustodyEntry, ...]


def print_evidence_bundle(
    reference: str,
    school: str,
    pieces: Sequence[BundlePiece],
    written_on: date,
    typefaces: Typefaces,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """One PDF; ``progress(done, total)`` may raise Cancelled. Pages of PDF evidence stand behind their own sheet."""
    pages = RunningPages(
        typefaces,
        title=f"Evidence in {reference}",
        school=school,
        written_on=written_on,
        confidential="Confidential",
    )
    pages.title(f"Evidence in {reference}", f"{len(pieces)} pieces" if len(pieces) != 1 else "1 piece")
    pages.heading("Index")
    for piece in pieces:
        _index_line(pages, piece)
    inserts: list[tuple[int, bytes]] = []
    for done, piece in enumerate(pieces, start=1):
        pages.new_page()
        _sheet(pages, piece)
        if piece.evidence.kind is EvidenceKind.PDF and piece.content is not None:
            inserts.append((pages.page_number, piece.content))
        progress(done, len(pieces))
    return _with_pages(pages.finish(), inserts, _sheet_with_mark(typefaces, written_on))


def _index_line(pages: RunningPages, piece: BundlePiece) -> None:
    kept = piece.evidence
    told = f"{kept.told} ({kept.kind.value}, {human_size(kept.size)})"
    sealed = "\nprivate, sealed, not included" if kept.private else ""
    pages.facts([(kept.label, f"{told}\nSHA-256 {in_two(kept.sha256)}{sealed}")])


def _sheet(pages: RunningPages, piece: BundlePiece) -> None:
    kept, origin = piece.evidence, piece.evidence.origin
    name = "" if kept.private else f"{kept.file_name}, "
    pages.heading(f"{kept.label}  {kept.told}")
    pages.facts(
        [
            ("File", f"{name}{kept.media_type}, {kept.size:,} bytes"),
            ("SHA-256", in_two(kept.sha256)),
            ("Captured", f"{origin.captured_on:%d/%m/%Y}" if origin.captured_on else ""),
            ("Captured by", "" if kept.private else origin.captured_by),
            ("Captured from", "" if kept.private else origin.captured_from),
            ("Arrived", f"{kept.arrived_at.astimezone():%d/%m/%Y %H:%M}, {kept.arrived_by}"),
        ]
    )
    pages.paragraph("Custody", bold=True)
    for entry in piece.custody:
        sealed_origin = kept.private and entry.what is Custody.ARRIVED
        note = f" ({entry.note})" if entry.note and not sealed_origin else ""
        pages.facts([(f"{entry.at.astimezone():%d/%m/%Y %H:%M}", f"{entry.what.value}, {entry.by}{note}")])
    if piece.content is None:
        kept_only = f"Not included: it cannot be printed. {ONLY_KEPT.get(kept.kind, '')}".strip()
        pages.paragraph(NOT_INCLUDED if kept.private else kept_only, bold=True)
    elif kept.kind is EvidenceKind.IMAGE:
        if not pages.picture(piece.content):
            pages.paragraph("This picture cannot be printed; see the file itself.", bold=True)
    elif kept.kind is EvidenceKind.PDF:
        pages.paragraph("Its pages follow.", muted=True)
    else:
        pages.paragraph(piece.words)


def _with_pages(bundle: bytes, inserts: Sequence[tuple[int, bytes]], mark: bytes | None) -> bytes:
    """Put each PDF's pages behind the page (from 1) with its sheet; one that cannot be read is left out.

    ``mark`` is a page to lay over each of them, None where there is none.
    """
    if not inserts:
        return bundle
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    writer = PdfWriter()
    wanted = dict(inserts)
    for place, page in enumerate(PdfReader(BytesIO(bundle)).pages, start=1):
        writer.add_page(page)
        if place in wanted:
            try:
                for inner in PdfReader(BytesIO(wanted[place])).pages:
                    _lay_over(writer.add_page(inner), mark)
            except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError):
                continue
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _sheet_with_mark(typefaces: Typefaces, written_on: date) -> bytes | None:
    """A page with nothing but the mark of a sample office, for pages made elsewhere; None in any other office."""
    if not typefaces.sample:
        return None
    out = BytesIO()
    sheet = Document(out, typefaces, title=MARK, author="", written_on=written_on)
    sheet.add_page(b"")
    sheet.close()
    return out.getvalue()


def _lay_over(page: PageObject, mark: bytes | None) -> None:
    """Lay the mark over a page of any size; it lets what is below it show through."""
    if mark is None:
        return
    from pypdf import PdfReader, Transformation

    box = page.mediabox
    fit = Transformation().scale(float(box.width) / PAGE_WIDTH, float(box.height) / PAGE_HEIGHT)
    page.merge_transformed_page(PdfReader(BytesIO(mark)).pages[0], fit.translate(float(box.left), float(box.bottom)))

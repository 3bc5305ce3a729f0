"""Prints a stack of acknowledgement letters with their slips into one PDF, page by page, in memory that stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.domain.sides import Sides
from halton_desktop.errors import Cancelled
from halton_desktop.letters.body import Block, Page, flow, moved, prepare
from halton_desktop.letters.check import problem_with, require_printable
from halton_desktop.letters.document import MM, Document
from halton_desktop.letters.grid import BLACK, MUTED, RIGHT, SIDE, across, down, fill_colour
from halton_desktop.letters.letterhead import continuation_form, letterhead_form
from halton_desktop.letters.slip import SlipForms, set_slip, slip_forms, slip_height
from halton_desktop.letters.window import set_address, text_top
from halton_desktop.letters.wording import listed, long_date

if TYPE_CHECKING:
    from halton_desktop.domain.letter import (
        AcknowledgementLetter,
        EnvelopeSetting,
        Letterhead,
        LetterTemplate,
        Mailing,
        SlipPerson,
    )
    from halton_desktop.letters.fonts import Typefaces

_PAGE_END = 297.0 - 9.0  # mm: as far down as office printers print
_TOP_LINE, _TOP_LINE_OF_SLIPS = 16.0, 9.0  # mm to the line with school, reference and page; slips need the room
_BETWEEN_SLIPS = 4.0  # mm
_ABOVE_SLIP = 5.0  # mm between the text and a cutting line


@dataclass(frozen=True, slots=True)
class UnprintedLetter:
    """A letter that was left out, and the one sentence to show beside its addressee."""

    letter: AcknowledgementLetter
    reason: str


@dataclass(slots=True)
class BatchResult:
    """What was printed. Pages count from 1; ``page_of_reference`` is where the letter with that slip begins.

    ``slip_page_of_reference`` is the page the slip itself is on. ``lengths`` are the pages of each letter, in order;
    ``pages`` counts the empty ones between them too.
    """

    letters: int = 0
    pages: int = 0
    lengths: list[int] = field(default_factory=list)
    page_of_reference: dict[str, int] = field(default_factory=dict)
    slip_page_of_reference: dict[str, int] = field(default_factory=dict)
    not_printed: list[UnprintedLetter] = field(default_factory=list)


def print_batch(
    letters: Iterable[AcknowledgementLetter],
    *,
    letterhead: Letterhead,
    template: LetterTemplate,
    mailing: Mailing,
    envelope: EnvelopeSetting,
    typefaces: Typefaces,
    out: BinaryIO,
    sides: Sides | None = None,
    total: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> BatchResult:
    """Write one PDF of all letters to ``out``, in their order, each starting on a page of its own.

    For printing on both sides each starts on a front page: an empty page follows every letter that ends on one. None:
    each letter is sent to a printer by itself, on whichever sides.
    ``progress(done, total)`` is called after each letter; ``total`` is only passed on. A letter whose address does not
    fit the window, or with characters no typeface has, is left out and reported. Raises Cancelled when ``cancelled()``
    says so (``out`` then holds an unfinished file, to be thrown away), InvalidInput where the logo cannot be read
    or what all letters share cannot be printed.
    """
    require_printable(letterhead, template, mailing, typefaces)
    document = Document(out, typefaces, title=template.title, author=letterhead.school, written_on=mailing.written_on)
    press = _Press(document, letterhead, template, mailing, envelope, typefaces)
    result = BatchResult()
    for done, letter in enumerate(letters, start=1):
        if cancelled is not None and cancelled():
            raise Cancelled
        reason = problem_with(letter, envelope.envelope, typefaces)
        if reason is None:
            press.print_letter(letter, result, sides)
        else:
            result.not_printed.append(UnprintedLetter(letter, reason))
        if progress is not None:
            progress(done, total)
    document.close()
    result.pages = document.page_count
    return result


class _Press:
    """Everything set up once for a printing, then one letter after the other."""

    def __init__(
        self,
        document: Document,
        letterhead: Letterhead,
        template: LetterTemplate,
        mailing: Mailing,
        envelope: EnvelopeSetting,
        typefaces: Typefaces,
    ) -> None:
        self._document = document
        self._envelope = envelope
        self._typefaces = typefaces
        self._head = letterhead_form(document, letterhead, envelope)
        self._continued = continuation_form(document, letterhead)
        self._blocks: list[Block] = prepare(document, template, letterhead, mailing)
        self._slips: SlipForms = slip_forms(document, letterhead, mailing)
        self._date = long_date(mailing.written_on)

    def print_letter(self, letter: AcknowledgementLetter, result: BatchResult, sides: Sides | None) -> None:
        """Set one letter with its slips and write its pages, and the empty back of its last sheet."""
        first = self._document.page_count + 1
        pages = flow(self._document, self._blocks, _values(letter), text_top(self._envelope.envelope))
        slip_pages = self._add_slips(pages, letter.addressee.people, sides)
        pages[0].drawn.insert(0, self._first_page(letter))
        for index, page in enumerate(pages):
            if index:
                top = _TOP_LINE if page.filled else _TOP_LINE_OF_SLIPS
                page.drawn.insert(0, self._top_of_page(letter, index + 1, len(pages), top))
            self._document.add_page(b"".join(page.drawn))
        for _ in range(sides.blanks_after(len(pages)) if sides else 0):
            self._document.add_page(b"")
        result.letters += 1
        result.lengths.append(len(pages))
        for person, page_index in zip(letter.addressee.people, slip_pages, strict=True):
            result.page_of_reference[person.reference] = first
            result.slip_page_of_reference[person.reference] = first + page_index

    def _first_page(self, letter: AcknowledgementLetter) -> bytes:
        """Letterhead, address, date and reference."""
        text = self._document.typesetter
        top = self._envelope.envelope.window.top + 3.2
        parts = [self._head, b"\nBT\n", fill_colour(BLACK)]
        parts.append(set_address(text, letter.addressee.address, self._envelope, self._typefaces))
        parts.append(text.line(self._date, across(SIDE), down(top), 9.5))
        if letter.reference:
            parts.append(text.line(f"Our ref {letter.reference}", across(SIDE), down(top + 5), 9.5))
        parts.append(b"ET\n")
        return b"".join(parts)

    def _top_of_page(self, letter: AcknowledgementLetter, page: int, pages: int, top: float) -> bytes:
        text = self._document.typesetter
        reference = f"Our ref {letter.reference} · " if letter.reference else ""
        label = f"{reference}Page {page} of {pages}"
        line = text.line(label, across(RIGHT) - text.width(label, 8), down(top), 8)
        return moved(self._continued, top * MM) + b"BT\n" + fill_colour(MUTED) + line + fill_colour(BLACK) + b"ET\n"

    def _add_slips(self, pages: list[Page], people: tuple[SlipPerson, ...], sides: Sides | None) -> list[int]:
        """Lay slips at the foot of pages, as many on each as fit, none ever split; the page index of each."""
        text = self._document.typesetter
        groups: list[list[tuple[SlipPerson, float]]] = [[]]
        room = _PAGE_END - pages[-1].filled / MM - _ABOVE_SLIP
        for person in people:
            height = slip_height(text, person)
            needed = height + (_BETWEEN_SLIPS if groups[-1] else 0)
            if needed > room:
                groups.append([])
                room, needed = _PAGE_END - _TOP_LINE_OF_SLIPS - 3.0, height
            groups[-1].append((person, height))
            room -= needed
        where: list[int] = []
        for index, group in enumerate(groups):
            if index:
                # no slip stands on the back of another: one cut would go through both
                backs = 0 if sides is Sides.ONE else len(pages) % 2
                pages += [Page(0) for _ in range(1 + backs)]
            top = _PAGE_END - sum(height for _, height in group) - _BETWEEN_SLIPS * (len(group) - 1)
            for person, height in group:
                pages[-1].drawn.append(set_slip(text, person, self._slips, top))
                where.append(len(pages) - 1)
                top += height + _BETWEEN_SLIPS
        return where


def _values(letter: AcknowledgementLetter) -> dict[str, str]:
    """The merge fields of one letter."""
    return {
        "salutation": letter.addressee.salutation,
        "children": listed(letter.addressee.children),
        "standing": letter.addressee.standing,
        "reference": letter.reference,
        "slip_so_far": letter.slip_so_far,
        "first_sent": f"on {long_date(letter.first_sent)}" if letter.first_sent else "earlier this year",
    }

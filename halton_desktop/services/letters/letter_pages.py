"""The pages of letters in memory, to be looked at, printed and, only where the user says so, saved as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.letter import EnvelopeSetting
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.sides import PaperCount, Sides, paper_for
from halton_desktop.errors import Refused
from halton_desktop.services.letters.print_letters import make_letter_pdf, make_pdf
from halton_desktop.services.letters.still_allowed import held_since
from halton_desktop.services.save_file import Outgoing, save_for
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from halton_desktop.domain.issued_letter import IssuedLetter, LetterBatch
    from halton_desktop.letters.batch import BatchResult


@dataclass(frozen=True, slots=True)
class LetterAt:
    """Where one letter stands in the PDF: ``first_page`` counts from 0, ``pages`` is how many it has."""

    who: str
    reference: str
    first_page: int
    pages: int


@dataclass(frozen=True, slots=True)
class LetterPages:
    """A PDF of letters with the place of each, and the envelope its addresses were set for.

    ``blocked`` says why they may only be looked at now, neither printed nor saved, or is "".
    """

    title: str
    pdf: bytes
    letters: tuple[LetterAt, ...]
    envelope: EnvelopeSetting
    blocked: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(letter.pages for letter in self.letters)

    def paper(self, sides: Sides) -> PaperCount:
        """What printing them comes to."""
        return paper_for([letter.pages for letter in self.letters], sides)

    def letter_on(self, page: int) -> int:
        """Which letter a page (from 0) belongs to."""
        from bisect import bisect_right

        return max(0, bisect_right(self.letters, page, key=lambda letter: letter.first_page) - 1)


@dataclass(frozen=True, slots=True)
class Printing:
    """A prepared batch without its pages; ``letters`` are (who, reference) in the order they are printed."""

    batch_id: int
    title: str
    prepared_at: datetime
    letters: tuple[tuple[str, str], ...]


def printing(session: OfficeSession, batch_id: int) -> Printing:
    """What a prepared batch holds, for asking whether it came out. Raises NotFound."""
    with session.look(Permission.PRINT_LETTERS) as work:
        batch = work.letters.batch(batch_id)
        letters = work.letters.of_batch(batch_id)
    names = tuple((letter.addressee, letter.reference) for letter in letters)
    return Printing(batch_id, title_of(batch), batch.prepared_at, names)


def printing_pages(
    session: OfficeSession,
    batch_id: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LetterPages:
    """Every page of a prepared batch.

    Raises Cancelled, NotFound, and Refused where a letter cannot be printed or somebody was held since it was prepared.
    """
    with session.look(Permission.PRINT_LETTERS) as work:
        batch = work.letters.batch(batch_id)
        letters = work.letters.of_batch(batch_id)
        for who, reason in held_since(work, letters, batch.common.overrides):
            raise Refused(
                f"Nothing may be printed to {who} any more: {reason}.",
                "Say that these letters did not come out, and print them anew without this one.",
            )
    out = BytesIO()
    result = make_pdf(session, batch_id, out, progress or (lambda _done, _total: None), cancelled or (lambda: False))
    return _pages(batch, letters, out.getvalue(), result)


def issued_letter_pages(session: OfficeSession, letter_id: int) -> LetterPages:
    """One letter exactly as it was issued, to look at, and to print again unless somebody is held. Raises NotFound."""
    with session.look() as work:
        letter = work.letters.get(letter_id)
        batch = work.letters.batch(letter.batch_id)
        held = "; ".join(f"{who}: {reason}" for who, reason in held_since(work, [letter]))
    out = BytesIO()
    result = make_letter_pdf(session, letter_id, out)
    return replace(_pages(batch, [letter], out.getvalue(), result), blocked=held)


def save_issued_letter(session: OfficeSession, pages: LetterPages, target: Path) -> None:
    """Write one letter where the user says. It holds names and addresses in clear, so it asks for the permission.

    Raises Refused where somebody may not be written to any more.
    """
    if pages.blocked:
        raise Refused(f"This letter may not go out again. {pages.blocked}.", "It can still be looked at here.")
    save_for(session, target, pages.pdf, Outgoing("letters", RecordKind.LETTER, count=len(pages.letters)))


def title_of(batch: LetterBatch) -> str:
    """What people call the letter of a batch, from the words it was prepared with."""
    from halton_desktop.letters.template import parse_template

    return parse_template(batch.letter, batch.template).title


def _pages(batch: LetterBatch, letters: list[IssuedLetter], pdf: bytes, result: BatchResult) -> LetterPages:
    if result.not_printed:
        raise Refused(
            f"{len(result.not_printed)} of the letters cannot be printed: {result.not_printed[0].reason}",
            "Nothing was printed. Choose the people again to see who is left out.",
        )
    first = [result.page_of_reference[letter.content.people[0].reference] - 1 for letter in letters]
    ends = [*first[1:], result.pages]
    places = tuple(
        LetterAt(letter.addressee, letter.reference, begin, end - begin)
        for letter, begin, end in zip(letters, first, ends, strict=True)
    )
    return LetterPages(title_of(batch), pdf, places, EnvelopeSetting(*batch.common.envelope))

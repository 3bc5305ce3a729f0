"""One side or both: how letters are laid out, so that nobody’s letter stands on the back of somebody else’s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sides(StrEnum):
    """On which sides of a sheet letters are printed."""

    BOTH = "both sides"
    ONE = "one side only"

    def blanks_after(self, pages: int) -> int:
        """How many empty pages follow a letter of so many pages, so that the next one begins on a front page."""
        return pages % 2 if self is Sides.BOTH else 0


@dataclass(frozen=True, slots=True)
class PaperCount:
    """What a printing comes to: ``pages`` of the file, ``blanks`` of them empty, and sheets of paper."""

    sides: Sides
    pages: int
    blanks: int
    sheets: int

    @property
    def words(self) -> str:
        """One sentence that says so."""
        pages, sheets = _counted(self.pages, "page"), _counted(self.sheets, "sheet")
        size = f"The PDF is laid out for printing on {self.sides.value}: {pages}, {sheets}"
        if self.sides is Sides.ONE:
            return f"{size}. Printed on both sides, one family’s letter would be on the back of another’s."
        if not self.blanks:
            return f"{size}; every letter begins on a sheet of its own."
        empty = "1 page is left empty" if self.blanks == 1 else f"{self.blanks:,} pages are left empty"
        return f"{size}; {empty} so that every letter begins on a sheet of its own."


def paper_for(letters: Sequence[int], sides: Sides) -> PaperCount:
    """What letters of so many pages each come to."""
    blanks = sum(sides.blanks_after(pages) for pages in letters)
    pages = sum(letters) + blanks
    return PaperCount(sides, pages, blanks, pages // 2 if sides is Sides.BOTH else pages)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

"""Errands about the pages of letters: looked at, printed, saved."""

from __future__ import annotations

from pathlib import Path

from halton_desktop.domain.letter import EnvelopeSetting
from halton_desktop.domain.permission import Permission
from halton_desktop.services.letters import letter_pages, sample_letter

NO_PAGES = letter_pages.LetterPages("Letter", b"", (), EnvelopeSetting())

ERRANDS = {
    "letter_pages.issued_letter_pages": (Permission.LOOK, lambda s: letter_pages.issued_letter_pages(s, 1)),
    "letter_pages.printing": (Permission.PRINT_LETTERS, lambda s: letter_pages.printing(s, 1)),
    "letter_pages.printing_pages": (Permission.PRINT_LETTERS, lambda s: letter_pages.printing_pages(s, 1)),
    "letter_pages.save_issued_letter": (
        Permission.EXPORT,
        lambda s: letter_pages.save_issued_letter(s, NO_PAGES, Path("nowhere", "letters.pdf")),
    ),
    "sample_letter.sample_letter": (
        Permission.LOOK,
        lambda s: sample_letter.sample_letter(s, "acknowledgement", "Dear {salutation}"),
    ),
}

"""The association's own wording from a text file, put in the place of an edition's words; nothing is kept yet."""

from __future__ import annotations

from pathlib import Path

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.code_text import ReadCode, read_code
from halton_desktop.errors import UnreadableFile

MOST_BYTES = 1_000_000
"""A code is a few pages."""
_NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How Word documents, PDFs and rich text begin."""


def code_from_file(file: Path, edition: Edition) -> ReadCode:
    """``edition`` with the words of a text file. Raises UnreadableFile, InvalidInput where it holds no clause."""
    from halton_desktop.exchange.csv_contacts import decode_text

    try:
        content = file.read_bytes()
    except OSError as wrong:
        raise UnreadableFile(file.name, f"“{file.name}” cannot be read.", "Is it open elsewhere?") from wrong
    if content.startswith(_NO_TEXT) or len(content) > MOST_BYTES:
        raise UnreadableFile(
            file.name, f"“{file.name}” is not a plain text file.", "Open it, choose Save as, and “Plain text”."
        )
    return read_code(decode_text(content), edition)

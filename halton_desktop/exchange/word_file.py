"""The words of a Word document (.docx): paragraphs only; no picture, macro or link of it is loaded."""

from __future__ import annotations

import zipfile
from io import BytesIO

from halton_desktop.exchange.email_file import LONGEST_TEXT

_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_BYTES = 50 * 2**20
"""Of a document's own words, unpacked; a small file can claim to hold an enormous one."""


def words_of_docx(content: bytes) -> str | None:
    """The paragraphs under one another, or None where the bytes cannot be read as a document."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed, packed.open("word/document.xml") as inner:
            raw = inner.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            return None
        body = fromstring(raw)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, ParseError, DefusedXmlException):
        return None
    lines = ["".join(_said(part) for part in paragraph.iter()) for paragraph in body.iter(f"{_TEXT}p")]
    return "\n".join(lines)[:LONGEST_TEXT]


def _said(part: object) -> str:
    tag, text = getattr(part, "tag", ""), getattr(part, "text", None)
    if tag == f"{_TEXT}t":
        return str(text or "")
    return {f"{_TEXT}tab": "\t", f"{_TEXT}br": "\n"}.get(tag, "")

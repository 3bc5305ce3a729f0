"""A letter of a case: the school's page with one addressee, its template merged with what the case holds, no slip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.domain.letter import BlockKind, Mailing
from halton_desktop.letters.body import flow, moved, prepare, values_of
from halton_desktop.letters.document import MM, Document
from halton_desktop.letters.grid import BLACK, MUTED, RIGHT, SIDE, across, down, fill_colour
from halton_desktop.letters.letterhead import continuation_form, letterhead_form
from halton_desktop.letters.template import fields_in, merged
from halton_desktop.letters.window import set_address, text_top
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from halton_desktop.domain.letter import AddressBlock, EnvelopeSetting, Letterhead, LetterTemplate
    from halton_desktop.letters.fonts import Typefaces

_TOP_LINE = 16.0  # mm to the line with school, reference and page


@dataclass(frozen=True, slots=True)
class IncidentLetterPage:
    """Everything one letter is set from. ``values`` fill the template's merge fields; empty ones drop the paragraph."""

    template: LetterTemplate
    letterhead: Letterhead
    envelope: EnvelopeSetting
    address: AddressBlock
    reference: str
    written_on: date
    values: Mapping[str, str]


def print_incident_letter(letter: IncidentLetterPage, typefaces: Typefaces) -> bytes:
    """One PDF. Raises InvalidInput where the logo cannot be read."""
    out = BytesIO()
    head, written_on = letter.letterhead, letter.written_on
    document = Document(out, typefaces, title=letter.template.title, author=head.school, written_on=written_on)
    mailing = Mailing(written_on, written_on, "", written_on, ())
    blocks = prepare(document, _filled(letter), head, mailing)
    first = letterhead_form(document, head, letter.envelope)
    continued = continuation_form(document, head)
    pages = flow(document, blocks, {}, text_top(letter.envelope.envelope))
    pages[0].drawn.insert(0, first + b"\n" + _head_of(document, letter, typefaces))
    for index, page in enumerate(pages):
        if index:
            page.drawn.insert(0, _top_of(document, continued, letter.reference, index + 1, len(pages)))
        document.add_page(b"".join(page.drawn))
    document.close()
    return out.getvalue()


def text_of_letter(letter: IncidentLetterPage) -> str:
    """The words of the letter from its subject to its signature, a paragraph a line."""
    head = letter.letterhead
    mailing = Mailing(letter.written_on, letter.written_on, "", letter.written_on, ())
    values, filled = values_of(mailing, head), _filled(letter)
    parts = [merged(filled.subject, values)]
    for block in filled.blocks:
        if block.kind is BlockKind.SIGNATURE:
            parts += [head.headteacher, head.headteacher_title]
        elif block.kind is BlockKind.BULLET:
            parts.append(f"• {merged(block.text, values)}")
        else:
            parts.append(merged(block.text, values))
    return "\n".join(part.replace("**", "") for part in parts if part.strip())


def _filled(letter: IncidentLetterPage) -> LetterTemplate:
    """The template with the case's own fields filled in; a paragraph all of whose fields are empty is left out.

    Lines that somebody typed one below the other stay so: each begins a paragraph.
    """
    blocks = []
    for block in letter.template.blocks:
        text = merged(block.text, letter.values)
        if block.text and (not text.strip() or _says_nothing(block.text, letter.values)):
            continue
        blocks += [replace(block, text=line) for line in _lines(text)]
    return replace(letter.template, subject=merged(letter.template.subject, letter.values), blocks=tuple(blocks))


def _says_nothing(text: str, values: Mapping[str, str]) -> bool:
    """Whether nothing is known that a paragraph would say, such as how a child is collected who is not here."""
    names = fields_in(text)
    return bool(names) and not any(values.get(name, name).strip() for name in names)


def _lines(text: str) -> list[str]:
    """The typed lines of a paragraph; bold words that go over several stay bold on each."""
    found, bold = [], False
    for line in filter(str.strip, text.splitlines()):
        begins, bold = bold, bold != bool(line.count("**") % 2)
        found.append(f"{'**' * begins}{line.strip()}{'**' * bold}")
    return found or [text]


def _head_of(document: Document, letter: IncidentLetterPage, typefaces: Typefaces) -> bytes:
    text = document.typesetter
    top = letter.envelope.envelope.window.top + 3.2
    return b"".join(
        (
            b"BT\n",
            fill_colour(BLACK),
            set_address(text, letter.address, letter.envelope, typefaces),
            text.line(long_date(letter.written_on), across(SIDE), down(top), 9.5),
            text.line(f"Our ref {letter.reference}", across(SIDE), down(top + 5), 9.5),
            b"ET\n",
        )
    )


def _top_of(document: Document, continued: bytes, reference: str, page: int, pages: int) -> bytes:
    text = document.typesetter
    label = f"Our ref {reference} · Page {page} of {pages}"
    line = text.line(label, across(RIGHT) - text.width(label, 8), down(_TOP_LINE), 8)
    return moved(continued, _TOP_LINE * MM) + b"BT\n" + fill_colour(MUTED) + line + fill_colour(BLACK) + b"ET\n"

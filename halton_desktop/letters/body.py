"""The running text of a letter: what is the same for all is set once as forms, only merged paragraphs per letter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from halton_desktop.domain.letter import FIELDS_OF_ONE_LETTER, BlockKind, TemplateBlock
from halton_desktop.letters.document import MM, PAGE_HEIGHT
from halton_desktop.letters.grid import (
    BLACK,
    BODY,
    BULLET,
    CONTINUED_TOP,
    HEADING,
    LEFT,
    PARAGRAPH_GAP,
    RIGHT,
    SUBJECT,
    TEXT_BOTTOM,
    across,
    fill_colour,
)
from halton_desktop.letters.letterhead import contact
from halton_desktop.letters.template import fields_in, merged
from halton_desktop.letters.typesetter import TypeSetting, Word, number
from halton_desktop.letters.wording import long_date, long_date_with_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from halton_desktop.domain.code_of_conduct import Clause
    from halton_desktop.domain.letter import Letterhead, LetterTemplate, Mailing
    from halton_desktop.letters.document import Document
    from halton_desktop.letters.typesetter import Typesetter

    _Placed = tuple["Block", list[list[Word]], float, float]  # with its lines, height and gap above in points

_SETTINGS = {
    BlockKind.PARAGRAPH: BODY,
    BlockKind.BULLET: BULLET,
    BlockKind.HEADING: HEADING,
}
_MOST_TOGETHER, _LINES_OF_PIECE = 12, 4
_ASCENT = 0.8  # of the type size, from the top of a block to its first base line, the rest of the leading below
_BULLET_INDENT = 5.0  # mm
_ROOM_TO_SIGN = 15.0  # mm
_CODE_SIZES = (9.5, 9.0, 8.6, 8.2)
"""Points; the largest is taken in which the whole code stays on one page under its heading."""
_CODE_LEADING = 1.25
_CODE_ROOM = (TEXT_BOTTOM - CONTINUED_TOP - 7) * MM
_GUTTER = 5.0  # mm between the two columns
_CLAUSE_INDENT = 9.0
_COLUMN = (RIGHT - LEFT - _GUTTER) / 2
_CLAUSE_GAP = 3.5  # points


@dataclass(frozen=True, slots=True)
class Block:
    """One block: drawn by ``operator`` and ``height`` points high, or ``text`` still to be merged for each letter."""

    gap: float
    height: float = 0.0
    operator: bytes = b""
    text: str = ""
    setting: TypeSetting = BODY
    bullet: bool = False
    keep_with_next: bool = False
    new_page: bool = False


@dataclass(slots=True)
class Page:
    """A page being filled: its drawing operators, and how far down (points from the top) it is full."""

    filled: float
    drawn: list[bytes] = field(default_factory=list)


def values_of(mailing: Mailing, head: Letterhead) -> dict[str, str]:
    """The merge fields that are the same for every letter of a printing."""
    return {
        "school": head.school,
        "contact": contact(head),
        "website": head.website or "our website",
        "headteacher": head.headteacher or "the headteacher",
        "headteacher_title": head.headteacher_title,
        "date": long_date(mailing.written_on),
        "deadline": long_date_with_day(mailing.deadline),
        "edition": mailing.edition,
        "in_force_from": long_date(mailing.in_force_from),
        "what_changed": mailing.what_changed.strip(),
        "return_to": mailing.return_to,
        "complaints_policy": mailing.complaints_policy,
        "whole_code": mailing.whole_code,
    }


def prepare(document: Document, template: LetterTemplate, head: Letterhead, mailing: Mailing) -> list[Block]:
    """Set everything that is the same for all letters, once."""
    values = values_of(mailing, head)
    blocks: list[Block] = []
    if template.subject:
        blocks.append(_prepared(document, f"**{merged(template.subject, values)}**", SUBJECT, gap=0, keep=True))
    for index, each in enumerate(template.blocks):
        before = template.blocks[index - 1].kind if index else None
        blocks.extend(_prepared_block(document, each, before, values, head, mailing))
        if each.kind is BlockKind.SIGNATURE:  # "Yours sincerely" and the paragraph before it stay with the signature
            blocks[-3:-1] = [replace(block, keep_with_next=True) for block in blocks[-3:-1]]
    return blocks


def flow(document: Document, blocks: Sequence[Block], values: Mapping[str, str], first_top: float) -> list[Page]:
    """Set one letter: its pages, each block whole on a page, headings with what they head. ``first_top`` in mm.

    A letter that only just runs on to one page more is set with half the space between its paragraphs.
    """
    pages = _flow(document.typesetter, blocks, values, first_top, 1.0)
    if len(pages) > 1 + sum(block.new_page for block in blocks):
        tightened = _flow(document.typesetter, blocks, values, first_top, 0.5)
        if len(tightened) < len(pages):
            return tightened
    return pages


def _flow(
    typesetter: Typesetter, blocks: Sequence[Block], values: Mapping[str, str], first_top: float, tightness: float
) -> list[Page]:
    pages = [Page(first_top * MM)]
    together: list[_Placed] = []
    for block in blocks:
        if block.new_page:
            pages.append(Page(CONTINUED_TOP * MM))
            continue
        lines: list[list[Word]] = []
        height = block.height
        if not block.operator:
            lines = typesetter.lines(typesetter.words(merged(block.text, values)), block.setting)
            height = len(lines) * block.setting.leading
        together.append((block, lines, height, block.gap * tightness))
        if not block.keep_with_next:
            _place(typesetter, pages, together)
            together = []
    if together:
        _place(typesetter, pages, together)
    return pages


def _place(typesetter: Typesetter, pages: list[Page], together: list[_Placed]) -> None:
    """Put blocks that stay together on the page, or on a new one where they do not fit any more."""
    needed = sum(height + gap for _, _, height, gap in together)
    page = pages[-1]
    fresh = not page.drawn
    if not fresh and page.filled + needed > TEXT_BOTTOM * MM:
        page = Page(CONTINUED_TOP * MM)
        pages.append(page)
        fresh = True
    for block, lines, height, gap in together:
        top = page.filled + (0 if fresh else gap)
        fresh = False
        if block.operator:
            page.drawn.append(moved(block.operator, top))
        else:
            page.drawn.append(b"BT\n" + _text(typesetter, block, lines, PAGE_HEIGHT - top) + b"ET\n")
        page.filled = top + height


def moved(operator: bytes, points: float) -> bytes:
    """Draw a form that was made at the top of the page so many points further down."""
    return b"q 1 0 0 1 0 %s cm %s Q\n" % (number(-points), operator)


def _text(typesetter: Typesetter, block: Block, lines: list[list[Word]], top: float) -> bytes:
    base = top - block.setting.size * _ASCENT - (block.setting.leading - block.setting.size) / 2
    if not block.bullet:
        return typesetter.block(lines, across(LEFT), base, block.setting)
    mark = typesetter.line("•", across(LEFT + 0.8), base, block.setting.size)
    return mark + typesetter.block(lines, across(LEFT + _BULLET_INDENT), base, block.setting)


def _prepared(
    document: Document, text: str, setting: TypeSetting, *, gap: float, bullet: bool = False, keep: bool = False
) -> Block:
    """A block of text: kept for merging where it differs from letter to letter, otherwise set here and now."""
    if fields_in(text) & FIELDS_OF_ONE_LETTER:
        return Block(gap, text=text, setting=setting, bullet=bullet, keep_with_next=keep)
    typesetter = document.typesetter
    lines = typesetter.lines(typesetter.words(text), setting)
    block = Block(gap, len(lines) * setting.leading, setting=setting, bullet=bullet, keep_with_next=keep)
    drawn = document.form(b"BT\n" + _text(typesetter, block, lines, PAGE_HEIGHT) + b"ET\n")
    return Block(gap, block.height, drawn, keep_with_next=keep)


def _prepared_block(
    document: Document,
    each: TemplateBlock,
    before: BlockKind | None,
    values: Mapping[str, str],
    head: Letterhead,
    mailing: Mailing,
) -> list[Block]:
    if each.kind is BlockKind.NEW_PAGE:
        return [Block(0, new_page=True)]
    if each.kind is BlockKind.SIGNATURE:
        return [_signature(document, head)]
    if each.kind is BlockKind.CODE:
        return _code(document, mailing)
    text = merged(each.text, values)
    if not text.strip():  # a field with nothing to say, such as what changed in a first edition
        return []
    heading = each.kind is BlockKind.HEADING
    bullet = each.kind is BlockKind.BULLET
    gap = PARAGRAPH_GAP * (2 if heading else 0.45 if bullet and before is BlockKind.BULLET else 1)
    marked = f"**{text}**" if heading else text
    setting = _SETTINGS[each.kind]
    if not (bullet or heading or fields_in(text) & FIELDS_OF_ONE_LETTER):
        lines = document.typesetter.lines(document.typesetter.words(marked), setting)
        if len(lines) > _MOST_TOGETHER:
            return _in_pieces(document, lines, setting, gap)
    return [_prepared(document, marked, setting, gap=gap, bullet=bullet, keep=heading)]


def _in_pieces(document: Document, lines: list[list[Word]], setting: TypeSetting, gap: float) -> list[Block]:
    """A paragraph too long to stay whole, such as a link of two thousand characters: it runs on over the page."""
    blocks = []
    for start in range(0, len(lines), _LINES_OF_PIECE):
        piece = Block(gap if not start else 0.0, setting=setting)
        part = lines[start : start + _LINES_OF_PIECE]
        goes_on = start + _LINES_OF_PIECE < len(lines)
        shown = [*part, []] if goes_on else part  # only a paragraph’s own last line is left ragged
        drawn = document.form(b"BT\n" + _text(document.typesetter, piece, shown, PAGE_HEIGHT) + b"ET\n")
        blocks.append(Block(piece.gap, len(part) * setting.leading, drawn))
    return blocks


def _signature(document: Document, head: Letterhead) -> Block:
    typesetter = document.typesetter
    lines = [line for line in (f"**{head.headteacher}**" if head.headteacher else "", head.headteacher_title) if line]
    set_lines = [typesetter.words(line) for line in lines]
    room = _ROOM_TO_SIGN * MM
    text = typesetter.block(set_lines, across(LEFT), PAGE_HEIGHT - room - BODY.size * _ASCENT, BODY)
    return Block(0, room + len(lines) * BODY.leading, document.form(b"BT\n" + text + b"ET\n"))


def _code(document: Document, mailing: Mailing) -> list[Block]:
    """The statement of intent and the clauses: on one page together where they can, else section by section."""
    for size in _CODE_SIZES:
        blocks = [*_intent(document, mailing.intent, size), *_clauses(document, mailing.clauses, size)]
        if sum(block.gap + block.height for block in blocks) <= _CODE_ROOM:
            return blocks
    size = _CODE_SIZES[1]
    sections = [tuple(part) for _, part in groupby(mailing.clauses, key=lambda clause: clause.number.split(".")[0])]
    blocks = [block for section in sections for block in _clauses(document, section, size)]
    return [*(replace(block, keep_with_next=False) for block in _intent(document, mailing.intent, size)), *blocks]


def _intent(document: Document, intent: str, size: float) -> list[Block]:
    setting = TypeSetting(size, size * _CODE_LEADING, (RIGHT - LEFT) * MM)
    parts = [part.replace("**", "*") for part in intent.splitlines() if part.strip()]
    return [_prepared(document, part, setting, gap=_CLAUSE_GAP, keep=True) for part in parts]


def _clauses(document: Document, clauses: Sequence[Clause], size: float) -> list[Block]:
    """The clauses in two columns of one height, in as many blocks as pages need."""
    if not clauses:
        return []
    typesetter, setting = document.typesetter, TypeSetting(size, size * _CODE_LEADING, (_COLUMN - _CLAUSE_INDENT) * MM)
    wrapped = [(clause.number, typesetter.lines(typesetter.words(clause.statement), setting)) for clause in clauses]
    heights = [len(lines) * setting.leading + _CLAUSE_GAP for _, lines in wrapped]
    split = min(range(1, len(heights) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    height = max(sum(heights[:split]), sum(heights[split:]))
    if height > _CODE_ROOM and len(clauses) > 1:
        middle = len(clauses) // 2
        return _clauses(document, clauses[:middle], size) + _clauses(document, clauses[middle:], size)
    drawn = [b"BT\n", fill_colour(BLACK)]
    for column, part in enumerate((wrapped[:split], wrapped[split:])):
        left = LEFT + column * (_COLUMN + _GUTTER)
        y = PAGE_HEIGHT - setting.size * _ASCENT
        for clause_number, lines in part:
            drawn.append(typesetter.line(clause_number, across(left), y, setting.size, bold=True))
            drawn.append(typesetter.block(lines, across(left + _CLAUSE_INDENT), y, setting))
            y -= len(lines) * setting.leading + _CLAUSE_GAP
    drawn.append(b"ET\n")
    return [Block(PARAGRAPH_GAP, height, document.form(b"".join(drawn)))]

"""The acknowledgement slip: cut off, filled in on a knee with a ballpoint, sent back, scanned.

Everything is measured in millimetres from the slip's top, the cutting line. What every slip of a printing shares is
drawn once as two forms: the head, and the body, which moves down by the rows of children printed between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from halton_desktop.domain.reference import code_text
from halton_desktop.letters.barcode import make_code128, make_qr, placed
from halton_desktop.letters.document import MM
from halton_desktop.letters.grid import BLACK, MUTED, across, box, down, fill_colour, rule, stroke_colour
from halton_desktop.letters.typesetter import TypeSetting, number
from halton_desktop.letters.wording import long_date_with_day

if TYPE_CHECKING:
    from halton_desktop.domain.letter import Letterhead, Mailing, SlipPerson
    from halton_desktop.letters.document import Document
    from halton_desktop.letters.typesetter import Typesetter

SLIP_LEFT, SLIP_RIGHT = 20.0, 190.0
_CODE_LEFT = 169.0
_CODE_SIDE = 21.0
_NAMES_TOP = 27.0
_CHILD_PITCH = 5.6
_BODY_HEIGHT = 80.5
_BAR = 0.3  # mm a module of the Code 128: 211 modules are 63 mm
_BAR_HEIGHT = 10.0
_COLUMN = (_CODE_LEFT - 6 - SLIP_LEFT) / 2

ANSWERS = (
    "I have read and understood the code, and I will keep to it.",
    "I have read the code and I do not accept it.",
    "I would like to talk about it first. Please reach me on",
)
"""The three boxes, in the order the answers are booked in."""


@dataclass(frozen=True, slots=True)
class SlipForms:
    """The operators that draw what every slip of a printing shares."""

    head: bytes
    body: bytes


def slip_forms(document: Document, head: Letterhead, mailing: Mailing) -> SlipForms:
    """Draw the shared parts once, at the top of the page; slips move them down into place."""
    return SlipForms(head=document.form(_head(document, head, mailing)), body=document.form(_body(document, mailing)))


def slip_height(typesetter: Typesetter, person: SlipPerson) -> float:
    """Millimetres one person's slip takes, from its cutting line to its end."""
    return _names_height(_child_rows(typesetter, person)) + _NAMES_TOP + _BODY_HEIGHT


def set_slip(typesetter: Typesetter, person: SlipPerson, forms: SlipForms, top: float) -> bytes:
    """One slip whose cutting line is ``top`` mm below the top of the page."""
    rows = _child_rows(typesetter, person)
    body_top = top + _NAMES_TOP + _names_height(rows)
    parts = [_moved(forms.head, top), _moved(forms.body, body_top), _codes(person, top, body_top)]
    parts.append(b"BT\n")
    left = SLIP_RIGHT - typesetter.width(person.reference, 9, bold=True) / MM
    parts.append(typesetter.line(person.reference, across(left), down(top + 6 + _CODE_SIDE + 6.2), 9, bold=True))
    for index, row in enumerate(rows):
        line_down = down(top + _NAMES_TOP + 5.4 + index * _CHILD_PITCH)
        for column, child in enumerate(row):
            parts.append(typesetter.line(child, across(SLIP_LEFT + column * _COLUMN), line_down, 11, bold=True))
    parts.append(_signed_by(typesetter, person, body_top))
    parts.append(b"ET\n")
    return b"".join(parts)


def _head(document: Document, head: Letterhead, mailing: Mailing) -> bytes:
    text = document.typesetter
    parts = [_cutting_line(), b"BT\n", fill_colour(head.accent)]
    parts.append(text.line("Acknowledgement slip", across(SLIP_LEFT), down(10.5), 14, bold=True))
    parts.append(fill_colour(BLACK))
    about = f"Social Media Code of Conduct for Parents and Carers, {mailing.edition}"
    parts.append(text.line(about, across(SLIP_LEFT), down(16), 9.5))
    measure = (_CODE_LEFT - 6 - SLIP_LEFT) * MM
    size = next((size for size in (9.5, 8.5, 7.5) if text.width(head.school, size) <= measure), 6.5)
    parts.append(text.line(head.school, across(SLIP_LEFT), down(20.8), size))
    parts.append(fill_colour(MUTED) + text.line("Children", across(SLIP_LEFT), down(_NAMES_TOP), 8))
    parts.append(fill_colour(BLACK) + b"ET\n")
    return b"".join(parts)


def _body(document: Document, mailing: Mailing) -> bytes:
    text = document.typesetter
    shapes = [stroke_colour(BLACK)]
    words = [b"BT\n", fill_colour(BLACK)]

    def write(line: str, left: float, top: float, size: float, bold: bool = False) -> None:
        words.append(text.line(line, across(left), down(top), size, bold))

    write("Please tick one box.", SLIP_LEFT, 5, 9.5)
    for row, answer in enumerate(ANSWERS):
        top = 8 + 9 * row
        shapes.append(box(SLIP_LEFT, top, 5, 5))
        write(answer, SLIP_LEFT + 8, top + 3.9, 11)
    phone_left = SLIP_LEFT + 8 + text.width(ANSWERS[-1], 11) / MM + 2
    shapes.append(rule(phone_left, 31, SLIP_RIGHT, 31, 0.5))
    shapes.append(rule(SLIP_LEFT, 51.5, 128, 51.5, 0.5) + rule(134, 51.5, SLIP_RIGHT, 51.5, 0.5))
    words.append(fill_colour(MUTED))
    write("Signature", SLIP_LEFT, 55, 8)
    write("Date", 134, 55, 8)
    words.append(fill_colour(BLACK))
    returned = text.words(
        f"Please return this slip to {mailing.return_to} by **{long_date_with_day(mailing.deadline)}**."
    )
    setting = TypeSetting(9.5, 12.5, 82 * MM)
    words.append(text.block(text.lines(returned, setting), across(SLIP_LEFT), down(62), setting))
    shapes.append(_office_use(write, words))
    return b"".join(shapes) + b"".join(words) + b"ET\n"


def _office_use(write: object, words: list[bytes]) -> bytes:
    """The box the office fills in: received, initials, scanned."""
    assert callable(write)
    left, top = 112.0, 59.0
    words.append(fill_colour(MUTED))
    write("Office use", left + 3, top + 4.5, 8, True)
    write("Received", left + 3, top + 18.5, 8)
    write("Initials", left + 34, top + 18.5, 8)
    write("Scanned", left + 57, top + 18.5, 8)
    words.append(fill_colour(BLACK))
    return (
        stroke_colour(MUTED)
        + box(left, top, SLIP_RIGHT - left, 21, 0.5)
        + rule(left + 3, top + 15, left + 31, top + 15, 0.5)
        + rule(left + 34, top + 15, left + 53, top + 15, 0.5)
        + box(left + 58.5, top + 9.5, 5, 5)
        + stroke_colour(BLACK)
    )


def _signed_by(typesetter: Typesetter, person: SlipPerson, body_top: float) -> bytes:
    """The pre-printed name and relationship above the signature line, smaller where they are long."""
    measure = (SLIP_RIGHT - SLIP_LEFT) * MM
    text = f"**{person.name}**" + (f", {person.relationship}" if person.relationship else "")
    words = typesetter.words(text)
    size = next(
        (s for s in (11.0, 10.0, 9.0, 8.0) if len(typesetter.lines(words, TypeSetting(s, s, measure))) == 1), 7.0
    )
    setting = TypeSetting(size, size * 1.2, measure)
    return typesetter.block(typesetter.lines(words, setting)[:2], across(SLIP_LEFT), down(body_top + 38.5), setting)


def _codes(person: SlipPerson, top: float, body_top: float) -> bytes:
    side = _CODE_SIDE * MM
    square = placed(
        make_qr(code_text(person.reference, person.name))[1], across(_CODE_LEFT), down(top + 6 + _CODE_SIDE), side, side
    )
    modules, image = make_code128(person.reference)
    width = modules * _BAR * MM
    bars = placed(image, across(SLIP_LEFT), down(body_top + 69.5 + _BAR_HEIGHT), width, _BAR_HEIGHT * MM)
    return square + bars


def _child_rows(typesetter: Typesetter, person: SlipPerson) -> list[list[str]]:
    """The children in rows of two; a name too long for half the width has a row, or more, of its own."""
    rows: list[list[str]] = []
    whole = TypeSetting(11, 11, 2 * _COLUMN * MM)
    open_row: list[str] = []  # the last row, while it has room for one more
    for child in person.children:
        if typesetter.width(child, 11, bold=True) > (_COLUMN - 4) * MM:
            broken = typesetter.lines(typesetter.words(child, bold=True), whole)
            rows.extend([" ".join(word.text for word in line)] for line in broken)
            open_row = []
        elif open_row:
            open_row.append(child)
            open_row = []
        else:
            open_row = [child]
            rows.append(open_row)
    return rows


def _names_height(rows: list[list[str]]) -> float:
    return 3.5 + _CHILD_PITCH * max(len(rows), 1)


def _moved(operator: bytes, top: float) -> bytes:
    return b"q 1 0 0 1 0 %s cm %s Q\n" % (number(-top * MM), operator)


def _cutting_line() -> bytes:
    """A dashed line across the page with a pair of scissors on it (drawn: no typeface of ours has one)."""
    dashes = b"[4 3] 0 d\n" + stroke_colour(MUTED) + rule(18, 0, 205, 0, 0.6) + b"[] 0 d\n"
    return b"q\n" + dashes + _scissors(10.5, 0) + b"Q\n"


def _scissors(left: float, top: float) -> bytes:
    """Two rings and two blades, 7 mm long, pointing right."""
    blades = rule(left + 1.6, top - 0.8, left + 7, top + 0.9, 0.9) + rule(
        left + 1.6, top + 0.8, left + 7, top - 0.9, 0.9
    )
    rings = _ring(left + 0.9, top - 1.2, 0.85) + _ring(left + 0.9, top + 1.2, 0.85)
    return blades + rings


def _ring(middle: float, top: float, radius: float) -> bytes:
    x, y, r = across(middle), down(top), radius * MM
    k = r * 0.5523
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    path = b"".join(b" ".join(map(number, curve)) + b" c\n" for curve in curves)
    return b"%s %s m\n%sS\n" % (number(x + r), number(y), path)

"""The parts of a letter that are the school's: logo, name, contact details, accent rule, fold marks, page two's top."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.errors import InvalidInput
from halton_desktop.letters.document import MM
from halton_desktop.letters.grid import (
    BLACK,
    FOOT,
    HEAD_TOP,
    LEFT,
    MUTED,
    RIGHT,
    RULE,
    SIDE,
    across,
    down,
    fill_colour,
    rule,
    stroke_colour,
)
from halton_desktop.letters.typesetter import TypeSetting, number

if TYPE_CHECKING:
    from halton_desktop.domain.letter import EnvelopeSetting, Letterhead
    from halton_desktop.letters.document import Document

_LOGO_HIGHEST, _LOGO_WIDEST = 18.0, 42.0  # mm
_LOGO_DOTS = 12  # per mm: 305 dpi
_NAME_SIZES = (20.0, 18.0, 16.5, 15.0, 13.5, 12.0, 10.5)
_CONTACT_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_FOOT_PITCH = 3.2  # mm between the lines at the foot
LEGAL_BASIS = (
    "The code has regard to law including the Data Protection Act 2018, Defamation Act 2013 "
    "and Protection of Freedoms Act 2012."
)
"""Clause 1.1 of the code in one line between the margins, at the foot of the first page."""


def letterhead_form(document: Document, head: Letterhead, setting: EnvelopeSetting) -> bytes:
    """The first page's fixed parts as a form; returns the operator that draws it.

    Raises InvalidInput where the logo is not a picture that can be read.
    """
    parts: list[bytes] = []
    name_left = LEFT
    if head.logo is not None:
        drawn, width = _logo(document, head.logo)
        parts.append(drawn)
        name_left += width + 5
    parts.append(stroke_colour(head.accent) + rule(LEFT, RULE, RIGHT, RULE, 1.4))
    parts.append(_fold_marks(setting))
    parts.append(b"BT\n" + fill_colour(head.accent) + _name(document, head.school, name_left))
    parts.append(fill_colour(MUTED) + _contact(document, head))
    parts.append(document.typesetter.line(LEGAL_BASIS, across(LEFT), down(FOOT), 7))
    if head.privacy_notice:
        words = f"How we use what we know about you: see our privacy notice, {head.privacy_notice}."
        parts.append(document.typesetter.line(words, across(LEFT), down(FOOT - _FOOT_PITCH), 7))
    parts.append(fill_colour(BLACK) + b"ET\n")
    return document.form(b"".join(parts))


def continuation_form(document: Document, head: Letterhead) -> bytes:
    """The school's name, small, as the top of every further page; made at the very top, to be moved down."""
    text = document.typesetter.line(head.school, across(LEFT), down(0), 8)
    return document.form(b"BT\n" + fill_colour(MUTED) + text + b"ET\n")


def contact(head: Letterhead) -> str:
    """How to reach the school, as it continues a sentence: "0151 424 5038 or office@school.org.uk"."""
    return " or ".join(part for part in (head.phone, head.email) if part) or "the school office"


def _name(document: Document, school: str, left: float) -> bytes:
    """The school's name as large as it goes in the left column, in the middle between top and rule."""
    typesetter = document.typesetter
    measure = (SIDE - 6 - left) * MM
    words = typesetter.words(school, bold=True)
    for size in _NAME_SIZES:
        setting = TypeSetting(size, size * 1.18, measure)
        lines = typesetter.lines(words, setting)
        room = 3 if size < 17 else 2
        if len(lines) <= room and all(word.width * size / 1000 <= measure for word in words):
            break
    middle = (HEAD_TOP + RULE - 3) / 2
    first = down(middle) + (len(lines) - 1) * setting.leading / 2 - size * 0.36
    return typesetter.block(lines, across(left), first, setting)


def _contact(document: Document, head: Letterhead) -> bytes:
    """Address, telephone, e-mail and website in the right column, the last line just above the rule."""
    typesetter = document.typesetter
    lines = [line for line in (*head.address, head.phone, head.email, head.website) if line.strip()]
    if not lines:
        return b""
    widest = (RIGHT - SIDE) * MM
    highest = (RULE - 3 - 8) * MM
    for size in _CONTACT_SIZES:
        leading = size * 1.32
        if len(lines) * leading <= highest and all(typesetter.width(line, size) <= widest for line in lines):
            break
    last = down(RULE - 3)
    return b"".join(
        typesetter.line(line, across(SIDE), last + (len(lines) - 1 - index) * leading, size)
        for index, line in enumerate(lines)
    )


def _fold_marks(setting: EnvelopeSetting) -> bytes:
    marks = (rule(5, fold, 9, fold, 0.4) for fold in setting.envelope.folds)
    return stroke_colour(MUTED) + b"".join(marks)


def _logo(document: Document, logo: bytes) -> tuple[bytes, float]:
    """The logo at the top left, never larger than printed dots can show: its drawing and its width in mm."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(logo)) as opened:
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidInput(
            "logo", "The school’s logo cannot be read.", "Choose a PNG or JPEG picture in the school’s details."
        ) from error
    scale = min(_LOGO_WIDEST / picture.width, _LOGO_HIGHEST / picture.height)
    width, height = picture.width * scale, picture.height * scale
    dots = max(1, round(width * _LOGO_DOTS)), max(1, round(height * _LOGO_DOTS))
    if dots[0] < picture.width:
        picture = picture.resize(dots, Image.Resampling.LANCZOS)
    opacity = picture.getchannel("A")
    see_through = opacity.tobytes() if opacity.getextrema() != (255, 255) else None
    operator = document.picture(picture.convert("RGB").tobytes(), picture.width, picture.height, see_through)
    top = (HEAD_TOP + RULE - 3) / 2 - height / 2
    place = (width * MM, height * MM, across(LEFT), down(top + height))
    return b"q %s 0 0 %s %s %s cm %s Q\n" % (*map(number, place), operator), width

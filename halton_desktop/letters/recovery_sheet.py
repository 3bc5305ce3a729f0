"""The sheet of paper the wizard prints: the recovery key in groups that can be typed back, and how to keep it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.letters.barcode import make_qr, placed
from halton_desktop.letters.document import MM, Document
from halton_desktop.letters.grid import BLACK, LEFT, MUTED, RIGHT, across, box, down, fill_colour, rule, stroke_colour
from halton_desktop.letters.typesetter import TypeSetting
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from halton_desktop.letters.fonts import Typefaces
    from halton_desktop.letters.typesetter import Typesetter

_ACCENT = "#1F5FA8"
_TEXT = TypeSetting(size=11, leading=15.5, measure=136 * MM)
_KEY_LEFT, _KEY_TOP, _KEY_HEIGHT = LEFT, 72.0, 58.0
_CODE_SIDE = 34.0
_GROUP_SIZES = (26.0, 23.0, 20.0, 18.0, 16.0, 14.0, 12.0)
_NUMBER_SIZE, _ROOMY = 8.5, 2.5
_INTRODUCTION = (
    "Everything in Halton Desktop is locked in one encrypted file. If every password is forgotten, the key on this "
    "page is **the only other way in**. Nobody, not even the makers of the program, can open the file without a "
    "password or this key."
)
_CARE = (
    "**Put this page in the school’s safe**, or wherever you keep spare keys. It belongs to the school, not to one "
    "person.",
    "**Do not photograph, scan, copy or e-mail it.** Whoever holds it and the office file can read everything in it.",
    "**To use it:** choose “I have the recovery key” where the program asks for a password, type the characters above "
    "(capitals and dashes do not matter), then set a new password. Where nobody knows a user name any more, type a new "
    "one and tick “administrator”.",
    "**If it is lost or somebody has seen it,** an administrator can make a new key under Tools, Users. This page "
    "then stops working, and a new one is printed.",
)


def recovery_sheet(
    school: str,
    office: str,
    recovery_key: str,
    made_on: date,
    typefaces: Typefaces,
    *,
    names: Sequence[str] = (),
    with_code: bool = False,
) -> bytes:
    """One A4 page as a PDF; it is only ever held in memory, never written to disk by this program.

    ``office`` names the office file (empty to leave it out); ``recovery_key`` is printed in the groups its dashes or
    spaces make; ``names`` are the user names of that day; ``with_code`` adds a QR code of it.
    """
    out = BytesIO()
    document = Document(out, typefaces, title="Recovery key", author=school, written_on=made_on)
    text = document.typesetter
    parts = [stroke_colour(_ACCENT) + rule(LEFT, 41, RIGHT, 41, 1.4), stroke_colour(BLACK)]
    parts.append(box(_KEY_LEFT, _KEY_TOP, RIGHT - LEFT, _KEY_HEIGHT, 1.0))
    parts.append(b"BT\n" + fill_colour(_ACCENT) + text.line("Recovery key", across(LEFT), down(31), 26, bold=True))
    parts.append(fill_colour(BLACK) + _paragraph(text, f"**{school}**{f' · {office}' if office else ''}", 38))
    parts.append(_paragraph(text, _INTRODUCTION, 50))
    width = RIGHT - LEFT - 12 - (_CODE_SIDE + 8 if with_code else 0)
    parts.append(_groups(text, recovery_key.replace("-", " ").split(), width))
    top = _KEY_TOP + _KEY_HEIGHT + 12
    parts.append(text.line("How to keep it, and how to use it", across(LEFT), down(top), 13, bold=True))
    top += 9
    for care in _CARE:
        lines = text.lines(text.words(care), _TEXT)
        parts.append(text.line("•", across(LEFT + 0.8), down(top), _TEXT.size))
        parts.append(text.block(lines, across(LEFT + 5), down(top), _TEXT))
        top += len(lines) * _TEXT.leading / MM + 2.5
    parts.append(fill_colour(MUTED))
    parts.append(_made(text, made_on, names, top + 4))
    for label, left in (("Kept by", LEFT), ("Where", LEFT + 75)):
        parts.append(text.line(label, across(left), down(top + 26), 9))
    parts.append(b"ET\n" + stroke_colour(MUTED))
    parts.append(rule(LEFT, top + 21, LEFT + 68, top + 21, 0.5) + rule(LEFT + 75, top + 21, RIGHT, top + 21, 0.5))
    if with_code:
        parts.append(fill_colour(BLACK) + _code(recovery_key))
    document.add_page(b"".join(parts))
    document.close()
    return out.getvalue()


def _paragraph(text: Typesetter, words: str, top: float) -> bytes:
    return text.block(text.lines(text.words(words), _TEXT), across(LEFT), down(top), _TEXT)


def _made(text: Typesetter, made_on: date, names: Sequence[str], top: float) -> bytes:
    """The day, and who could sign in then: with the sheet alone a name is known."""
    setting = TypeSetting(size=9, leading=12, measure=(RIGHT - LEFT) * MM)
    users = f"; user names then: {', '.join(names)}" if names else ""
    lines = text.lines(text.words(f"Made on {long_date(made_on)}{users}"), setting)[:4]
    return text.block(lines, across(LEFT), down(top), setting)


def _groups(text: Typesetter, groups: Sequence[str], width: float) -> bytes:
    """The key's groups, numbered as the program asks for them, as large as they go in full rows of equal columns."""
    for size in _GROUP_SIZES:
        column = max(text.width(group, size, bold=True) for group in groups) + 1.1 * size
        columns = max(1, int((width * MM + 1.1 * size) // column))
        rows = -(-len(groups) // columns)
        columns = -(-len(groups) // rows)  # as even as the rows allow
        if rows * size * 1.75 <= (_KEY_HEIGHT - 10) * MM and rows * columns == len(groups):
            break
    pitch = min(_ROOMY * size, (_KEY_HEIGHT - 10) * MM / rows)
    first = down(_KEY_TOP + _KEY_HEIGHT / 2) + (rows - 1) * pitch / 2 - size * 0.5
    places = [
        (across(_KEY_LEFT + 6) + index % columns * column, first - index // columns * pitch)
        for index in range(len(groups))
    ]
    numbers = [text.line(str(n), left, foot + size, _NUMBER_SIZE) for n, (left, foot) in enumerate(places, start=1)]
    letters = [text.line(group, *place, size, bold=True) for group, place in zip(groups, places, strict=True)]
    return b"".join([fill_colour(MUTED), *numbers, fill_colour(BLACK), *letters])


def _code(recovery_key: str) -> bytes:
    left = RIGHT - 7 - _CODE_SIDE
    bottom = _KEY_TOP + (_KEY_HEIGHT + _CODE_SIDE) / 2
    return placed(make_qr(recovery_key)[1], across(left), down(bottom), _CODE_SIDE * MM, _CODE_SIDE * MM)

"""The address in the envelope's window: what size it is set in, and why it does not fit where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.domain.letter import Envelope
from halton_desktop.errors import OurBug
from halton_desktop.letters.document import MM
from halton_desktop.letters.fonts import for_print
from halton_desktop.letters.grid import LEFT, across, down

if TYPE_CHECKING:
    from halton_desktop.domain.letter import AddressBlock, EnvelopeSetting
    from halton_desktop.letters.fonts import Typefaces
    from halton_desktop.letters.typesetter import Typesetter

_SIZES = ((10.5, 13.0), (10.5, 12.5), (10.0, 11.5), (9.5, 11.0), (9.0, 10.0), (8.5, 9.6), (8.0, 9.0), (8.0, 8.5))
"""Type size and line pitch in points, tried in turn; the last is what GOV.UK Notify prints."""
_MOST_LINES = 7
_BELOW_WINDOW = 13.0  # mm: the sheet slides in its envelope, and nothing but the address may show
_ASCENT, _DESCENT = 0.76, 0.22  # of the type size: the tallest capital with an accent, the deepest descender


def text_top(envelope: Envelope) -> float:
    """Millimetres from the top of the page to the letter's text, clear of what the window may show."""
    return envelope.window.bottom + (_BELOW_WINDOW if envelope is Envelope.DL else _BELOW_WINDOW + 8)


def fits_window(block: AddressBlock, envelope: Envelope, typefaces: Typefaces) -> str | None:
    """Why an address cannot be read through the window, in one sentence for the list before printing; None if it can.

    Pure: may be asked for every addressee before anything is printed.
    """
    lines = [line for line in block.lines if line.strip()]
    if not lines:
        return "There is no address."
    if len(lines) > _MOST_LINES:
        return f"The address has {len(lines)} lines; {_MOST_LINES} fit the window."
    if _arranged(lines, envelope, typefaces) is not None:
        return None
    widest = max(lines, key=lambda line: _width(line, typefaces))
    return f"“{widest}” is too long for {_named(envelope)}."


def set_address(typesetter: Typesetter, block: AddressBlock, setting: EnvelopeSetting, typefaces: Typefaces) -> bytes:
    """The address for inside BT … ET, moved by the printer's offset. Raises OurBug for one that does not fit."""
    lines = [line for line in block.lines if line.strip()]
    arranged = _arranged(lines, setting.envelope, typefaces)
    if arranged is None:
        raise OurBug("An address that does not fit the window was to be printed.")
    lines, size, pitch = arranged
    left = across(LEFT + setting.right_mm)
    first = down(setting.envelope.window.top + setting.down_mm) - size * _ASCENT
    return b"".join(typesetter.line(line, left, first - row * pitch, size) for row, line in enumerate(lines))


def _arranged(lines: list[str], envelope: Envelope, typefaces: Typefaces) -> tuple[list[str], float, float] | None:
    """The lines, their size and pitch: as large as they go; long lines are turned over only where none fits whole."""
    window = envelope.window
    room, depth = (window.right - LEFT) * MM, window.height * MM
    widths = [_width(line, typefaces) for line in lines]
    for size, pitch in _SIZES:
        if max(widths) * size / 1000 <= room and _depth(len(lines), size, pitch) <= depth:
            return lines, size, pitch
    for size, pitch in _SIZES:
        turned = [part for line in lines for part in _turned_over(line, room * 1000 / size, typefaces)]
        narrow = all(_width(line, typefaces) * size / 1000 <= room for line in turned)
        if narrow and _depth(len(turned), size, pitch) <= depth:
            return turned, size, pitch
    return None


def _depth(lines: int, size: float, pitch: float) -> float:
    """Points from the top of the first line to the bottom of the last."""
    return size * (_ASCENT + _DESCENT) + (lines - 1) * pitch


def _turned_over(line: str, room: float, typefaces: Typefaces) -> list[str]:
    """A line broken between words into as many as it needs; ``room`` in thousandths of the type size."""
    parts = [""]
    for word in line.split():
        longer = f"{parts[-1]} {word}".strip()
        if parts[-1] and _width(longer, typefaces) > room:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


def _width(line: str, typefaces: Typefaces) -> float:
    """Thousandths of the type size."""
    main, arabic = typefaces.regular.main.face, typefaces.regular.arabic.face
    return float(
        sum(
            (main if ord(character) in main.charToGlyph else arabic).getCharWidth(ord(character))
            for character in for_print(line)
        )
    )


def _named(envelope: Envelope) -> str:
    return "the page" if envelope is Envelope.NONE else f"the window of a {envelope.value} envelope"

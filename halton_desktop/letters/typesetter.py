"""Words to lines to PDF text: every word is measured and encoded once and remembered, lines are filled and justified.

Text is marked up with ``**bold**`` only. Widths are in thousandths of the type size, as fonts give them; sizes and
positions are in points, y upwards, as PDF counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from halton_desktop.letters.fonts import Typeface, for_print, in_sight_order, is_right_to_left

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfbase.ttfonts import TTFont

    from halton_desktop.letters.fonts import Typefaces

_REMEMBERED_WORDS = 5_000
_LOOSEST = 2.2  # a justified space grows to this many times its own width; beyond, the line is left ragged
_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})
NO_BREAK_SPACE = "\u00a0"


class Word(NamedTuple):
    """A measured word: its width, PDF font and string of each run, the fixed spaces inside, bold when it ends."""

    width: int
    runs: tuple[tuple[bytes, bytes], ...]
    fixed_spaces: int
    bold_after: bool
    text: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class TypeSetting:
    """How a text is set: type size, line height and measure in points, justified or ragged right."""

    size: float
    leading: float
    measure: float
    justified: bool = False


class Typesetter:
    """Sets text for one PDF document, whose font subsets grow with what is set."""

    def __init__(self, typefaces: Typefaces, document: PDFDocument) -> None:
        self._typefaces = typefaces
        self._document = document
        self._words: tuple[dict[str, Word], dict[str, Word]] = ({}, {})
        self._named: set[str] = set()
        self.names_signs = False
        """Whether a sign was set by its name since somebody last asked: the page then says so."""
        self.main_font = self._resource(typefaces.regular.main, 0)
        self.space = int(typefaces.regular.main.face.getCharWidth(32))

    def words(self, text: str, bold: bool = False) -> list[Word]:
        """The words of ``text``, ``**`` switching bold on and off; what cannot be printed stands there by its name."""
        if not text.isascii():
            text = self._with_names(text)
        found: list[Word] = []
        remembered = self._words
        for raw in text.split(" "):
            word = remembered[bold].get(raw)
            if word is None:
                word = self._measured(raw, bold)
            bold = word[3]
            if raw:
                found.append(word)
        return found

    def lines(self, words: Iterable[Word], setting: TypeSetting) -> list[list[Word]]:
        """Fill lines of ``setting.measure``, first come first served; a word longer than a line is cut."""
        limit = setting.measure * 1000 / setting.size
        space = self.space
        lines: list[list[Word]] = []
        line: list[Word] = []
        used = -float(space)
        for word in words:
            width = word[0]
            if used + space + width <= limit:
                used += space + width
                line.append(word)
                continue
            if line:
                lines.append(line)
            line, used = [word], width
            if width > limit:
                *whole, last = self._cut(word, limit)
                lines.extend([piece] for piece in whole)
                line, used = [last], last[0]
        if line:
            lines.append(line)
        return lines

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Points ``text`` takes on one line."""
        words = self.words(text, bold)
        natural = sum(word.width for word in words) + self.space * max(len(words) - 1, 0)
        return natural * size / 1000

    def block(self, lines: list[list[Word]], x: float, y: float, setting: TypeSetting) -> bytes:
        """PDF text operators (for inside BT … ET) that set ``lines`` with the first base line at ``y``."""
        if self._named and any(word.text in self._named for line in lines for word in line):
            self.names_signs = True
        parts = [
            b"%s %s Tf %s TL 1 0 0 1 %s %s Tm" % (self.main_font, *map(number, (setting.size, setting.leading, x, y)))
        ]
        last = len(lines) - 1
        spread = b"0"
        for index, line in enumerate(lines):
            wanted = self._spread(line, setting) if setting.justified and index != last else b"0"
            if wanted != spread:
                parts.append(wanted + b" Tw")
                spread = wanted
            parts.append(self._shown(line, setting))
            if index != last:
                parts.append(b"T*")
        if spread != b"0":
            parts.append(b"0 Tw")
        return b"\n".join(parts) + b"\n"

    def line(self, text: str, x: float, y: float, size: float, bold: bool = False) -> bytes:
        """One line of text, not broken, for inside BT … ET."""
        return self.block([self.words(text, bold)], x, y, TypeSetting(size, size, 10_000))

    def _with_names(self, text: str) -> str:
        named = self._typefaces.with_names(text)
        if named != text:
            self._named |= {word.replace("**", "") for word in named.split(" ") if "[" in word or "]" in word}
        return named

    def _spread(self, line: list[Word], setting: TypeSetting) -> bytes:
        gaps = len(line) - 1 + sum(word[2] for word in line)
        if not gaps:
            return b"0"
        natural = sum(word[0] for word in line) + self.space * (len(line) - 1)
        extra = setting.measure - natural * setting.size / 1000
        if extra / gaps > self.space * setting.size / 1000 * _LOOSEST:
            return b"0"
        return number(extra / gaps)

    def _shown(self, line: list[Word], setting: TypeSetting) -> bytes:
        if any(word[5] for word in line):
            return self._shown_both_ways(line, setting)
        main = self.main_font
        if all(word[1][0][0] == main and len(word[1]) == 1 for word in line):
            return b"(" + b" ".join([word[1][0][1] for word in line]) + b") Tj"
        return self._shown_runs([run for word in line for run in (*word[1], (b"", b" "))][:-1], setting)

    def _shown_runs(self, runs: Iterable[tuple[bytes, bytes]], setting: TypeSetting) -> bytes:
        """Show runs in their fonts, leaving the main font selected; a run without font goes in the current one."""
        parts: list[bytes] = []
        current, pending = self.main_font, b""
        size = number(setting.size)
        for font, string in runs:
            if font and font != current:
                if pending:
                    parts.append(b"(" + pending + b") Tj")
                parts.append(b"%s %s Tf" % (font, size))
                current, pending = font, b""
            pending += string
        if pending:
            parts.append(b"(" + pending + b") Tj")
        if current != self.main_font:
            parts.append(b"%s %s Tf" % (self.main_font, size))
        return b" ".join(parts)

    def _shown_both_ways(self, line: list[Word], setting: TypeSetting) -> bytes:
        """A line with right-to-left names: reordered stretch by stretch of one weight, its reading order kept beside.

        ActualText gives copying and screen readers the letters as they were typed.
        """
        typed = " ".join(word.text for word in line)
        runs: list[tuple[bytes, bytes]] = []
        start = 0
        stretches = [(word.text, self._is_bold(word)) for word in line]
        for index in range(1, len(stretches) + 1):
            if index == len(stretches) or stretches[index][1] != stretches[start][1]:
                text = " ".join(text for text, _ in stretches[start:index])
                bold = stretches[start][1]
                runs.extend(self._runs(in_sight_order(text), self._face(bold)))
                runs.append((b"", b" "))
                start = index
        actual = typed.encode("utf-16-be").hex().upper().encode("ascii")
        return b"/Span <</ActualText <FEFF%s>>> BDC %s EMC" % (actual, self._shown_runs(runs[:-1], setting))

    def _is_bold(self, word: Word) -> bool:
        bold_fonts = tuple(
            self._resource(font, 0)[:-1] for font in (self._typefaces.bold.main, self._typefaces.bold.arabic)
        )
        return word.runs[0][0].startswith(bold_fonts)

    def _face(self, bold: bool) -> Typeface:
        return self._typefaces.bold if bold else self._typefaces.regular

    def _measured(self, raw: str, bold: bool) -> Word:
        """Measure and encode a word with its ``**`` marks and remember it; memory stays flat by starting over."""
        width, fixed = 0, 0
        runs: list[tuple[bytes, bytes]] = []
        texts: list[str] = []
        weight = bold
        for index, piece in enumerate(raw.split("**")):
            weight = weight != bool(index)
            printed = for_print(piece)
            face = self._face(weight)
            width += sum(self._width(character, face) for character in printed)
            fixed += printed.count(NO_BREAK_SPACE)
            runs.extend(self._runs(printed, face))
            texts.append(piece)
        text = "".join(texts)
        word = Word(width, tuple(runs) or ((self.main_font, b""),), fixed, weight, text, is_right_to_left(text))
        for remembered in self._words:
            if len(remembered) > _REMEMBERED_WORDS:
                remembered.clear()
        self._words[bold][raw] = word
        return word

    def _width(self, character: str, face: Typeface) -> int:
        return int(_font_of(character, face).face.getCharWidth(ord(character)))

    def _runs(self, printed: str, face: Typeface) -> list[tuple[bytes, bytes]]:
        runs: list[tuple[bytes, bytes]] = []
        for font, text in _by_font(printed, face):
            for subset, codes in font.splitString(text, self._document):
                runs.append((self._resource(font, subset), escaped(codes)))
        return runs

    def _resource(self, font: TTFont, subset: int) -> bytes:
        font.splitString(" ", self._document)  # opens the font's subsets for this document
        return bytes(font.getSubsetInternalName(subset, self._document), "ascii")

    def _cut(self, word: Word, limit: float) -> list[Word]:
        """A word too long for a line in pieces that fit, by characters."""
        face = self._face(self._is_bold(word))
        pieces, piece, used = [], "", 0
        for character in word.text:
            width = self._width(character, face)
            if piece and used + width > limit:
                pieces.append(piece)
                piece, used = "", 0
            piece += character
            used += width
        bold = self._is_bold(word)
        return [self._measured(part, bold) for part in (*pieces, piece)]


def _font_of(character: str, face: Typeface) -> TTFont:
    if ord(character) not in face.main.face.charToGlyph and ord(character) in face.arabic.face.charToGlyph:
        return face.arabic
    return face.main


def _by_font(printed: str, face: Typeface) -> list[tuple[TTFont, str]]:
    if printed.isascii():
        return [(face.main, printed)] if printed else []
    found: list[tuple[TTFont, str]] = []
    for character in printed:
        font = _font_of(character, face)
        if found and found[-1][0] is font:
            found[-1] = (font, found[-1][1] + character)
        else:
            found.append((font, character))
    return found


def escaped(codes: bytes) -> bytes:
    """Character codes as the inside of a PDF literal string."""
    return codes.decode("latin-1").translate(_ESCAPES).encode("latin-1")


def number(value: float) -> bytes:
    """A number as PDF writes it, to three decimals, without trailing noughts."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return (text if text not in ("", "-0") else "0").encode("ascii")

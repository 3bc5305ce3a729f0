"""The typefaces letters are set in: loaded once from resources/fonts, measured, and asked what they cannot print."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from reportlab.pdfbase.ttfonts import TTFont

FILES = ("NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular", "NotoSansArabic-Bold")
_JOINER = "\u200d"
_SHAPES = frozenset(chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
"""Variation selectors: they choose between two shapes of the sign before them."""
_FIRST_RIGHT_TO_LEFT = "\u0590"
_LEFT_TO_RIGHT_MARK = "\u200e"
# Where an Arabic or Hebrew name ends and "(7B)" follows: without a mark the 7 would be drawn into the name.
_NAME_BEFORE_BRACKET = re.compile(r"(?<=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])(?=[ \u00a0]*\()")


@dataclass(frozen=True)
class Typeface:
    """A regular or bold face: the font for Latin, Greek and Cyrillic, and the one for Arabic."""

    main: TTFont
    arabic: TTFont


@dataclass(frozen=True)
class Typefaces:
    """What every letter is set in; load once and pass to every printing (read-only, so shared by threads)."""

    regular: Typeface
    bold: Typeface
    sample: bool = False
    """Whether the mark of a sample office stands across every page set in them."""

    def missing(self, text: str) -> str:
        """The characters of ``text`` that no typeface can print, each once, in order; "" when all is well."""
        return "".join(character for character in dict.fromkeys(for_print(text)) if not self._has(character))

    def with_names(self, text: str) -> str:
        """``text`` with every sign that no typeface can print by its name: "[2 × monkey face] [banana]".

        Letters of one script that follow each other share one pair of brackets: "[hebrew letter shin, resh]".
        """
        text = unicodedata.normalize("NFC", text)
        if all(self._prints(character) for character in text):
            return text
        text = "".join(sign for sign in text if sign not in _SHAPES and sign != _JOINER)
        parts: list[str] = []
        for printable, run in groupby(text, self._prints):
            signs = "".join(run)
            parts.append(signs if printable else f" {' '.join(_named(signs))} ")
        return re.sub(r"(?<=\]) +(?=[.,;:!?”’)])|(?<=[“‘(]) +(?=\[)| +$|^ +", "", re.sub(" {2,}", " ", "".join(parts)))

    def _prints(self, character: str) -> bool:
        """Whether a sign shows, or is one that never does (line ends, joiners, what chooses another shape)."""
        if character.isascii() or unicodedata.category(character) in ("Cf", "Cc") or character in _SHAPES:
            return True
        return all(self._has(shape) for shape in for_print(character))

    def _has(self, character: str) -> bool:
        covered = self.regular.main.face.charToGlyph, self.regular.arabic.face.charToGlyph
        return any(ord(character) in glyphs for glyphs in covered)


def load_typefaces(folder: Path | Traversable, *, sample: bool = False) -> Typefaces:
    """Read the four font files of ``resources/fonts``; raises OSError where one is missing."""
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [TTFont(name, BytesIO((folder / f"{name}.ttf").read_bytes())) for name in FILES]
    return Typefaces(regular=Typeface(fonts[0], fonts[2]), bold=Typeface(fonts[1], fonts[3]), sample=sample)


def _named(signs: str) -> Iterator[str]:
    """Signs by their names in brackets, as often as they follow each other."""
    for about, run in groupby(signs, _script):
        if about:
            yield f"[{about} {', '.join(_name(sign).removeprefix(about).lstrip(' -') for sign in run)}]"
            continue
        for sign, repeated in groupby(run):
            count = len(list(repeated))
            yield f"[{f'{count} × ' if count > 1 else ''}{_name(sign)}]"


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"sign U+{ord(sign):04X}").lower()


def _script(sign: str) -> str:
    """What the names of letters of one script begin with, "" for what is no letter."""
    name = _name(sign)
    if not (unicodedata.category(sign).startswith("L") or name.startswith("regional indicator")):
        return ""
    about = re.match(r"(.+)[ -]\S+$", name)
    return about[1] if about else ""


def is_right_to_left(text: str) -> bool:
    """Whether any letter of ``text`` is written from right to left."""
    if text.isascii() or max(text) < _FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def for_print(text: str) -> str:
    """``text`` as its glyphs are looked up: composed, Arabic letters joined, invisible marks taken out.

    The order stays that of reading; :func:`in_sight_order` turns a right-to-left line round.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if is_right_to_left(text):
        text = _joined(text)
    shown = (character for character in text if unicodedata.category(character) != "Cf" and character not in _SHAPES)
    return "".join(shown)


def in_sight_order(line: str) -> str:
    """A line as it stands on paper from left to right (the sentence around it being English), letters joined."""
    from bidi import get_display

    marked = _NAME_BEFORE_BRACKET.sub(_LEFT_TO_RIGHT_MARK, for_print(line))
    return str(get_display(marked, base_dir="L")).replace(_LEFT_TO_RIGHT_MARK, "")


def _joined(text: str) -> str:
    import arabic_reshaper

    return str(arabic_reshaper.reshape(text))

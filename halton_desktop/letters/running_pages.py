"""Pages of running text for files about a case: headings, paragraphs, facts, dated lines and pictures."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.domain.incidents.names_left_out import KEPT_MARK, STRUCK_MARK
from halton_desktop.letters.document import MM, PAGE_HEIGHT, Document
from halton_desktop.letters.grid import BLACK, MUTED, across, down, fill_colour, rule, stroke_colour
from halton_desktop.letters.typesetter import TypeSetting, Word, number
from halton_desktop.letters.wording import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from halton_desktop.letters.fonts import Typefaces

_LEFT, _RIGHT = 22.0, 188.0
_TOP, _BOTTOM = 26.0, 274.0
_FOOT = 285.0
_WIDTH = (_RIGHT - _LEFT) * MM
_DATES = 30.0
_LABELS = 44.0
_LEAST_PICTURE = 110.0
_ACCENT = "#1F5FA8"
_MARKED = {STRUCK_MARK: "#F6C9C4", KEPT_MARK: "#FBE7A1"}
TITLE = TypeSetting(20, 25, _WIDTH)
HEADING = TypeSetting(13, 17, _WIDTH)
TEXT = TypeSetting(10, 13.8, _WIDTH)
SMALL = TypeSetting(8.5, 11.5, _WIDTH)
_ASCENT = 0.8


class RunningPages:
    """Writes one PDF; every page carries school, title, ``confidential``, the date and its number.

    Text from people is never read as marks: stars stay stars. Everything that is not the program's own label goes
    through ``wording`` first, which may leave names out and mark where they stood.
    """

    def __init__(
        self,
        typefaces: Typefaces,
        *,
        title: str,
        school: str,
        written_on: date,
        confidential: str,
        wording: Callable[[str], str] = str,
    ) -> None:
        self._wording = wording
        self._out = BytesIO()
        self.document = Document(self._out, typefaces, title=title, author=school, written_on=written_on)
        self._text = self.document.typesetter
        self._running_head = f"{school} · {title}"
        self._confidential = confidential
        self._written_on = written_on
        self._y = _TOP * MM
        self._drawn: list[bytes] = []
        self._pages: list[bytes] = []

    @property
    def page_number(self) -> int:
        """The page being filled, from 1."""
        return len(self._pages) + 1

    def title(self, words: str, subtitle: str = "") -> None:
        """The title of the first page."""
        self._set(_bold(self._wording(words)), TITLE, colour=_ACCENT)
        if subtitle:
            self.paragraph(subtitle, muted=True)
        self._rule(_ACCENT, 1.4)
        self._y += 6

    def heading(self, words: str) -> None:
        """A heading that stays with what follows."""
        self._y += 10
        self._need(HEADING.leading + 3 * TEXT.leading)
        self._set(_bold(self._wording(words)), HEADING)
        self._y += 2

    def paragraph(self, words: str, *, muted: bool = False, bold: bool = False) -> None:
        """A paragraph; its own line breaks stay."""
        if bold:
            self._need(4 * TEXT.leading)
        for line in _clean(self._wording(words)).split("\n"):
            self._set(_bold(line) if bold else line, TEXT, colour=MUTED if muted else BLACK)
        self._y += 4

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Label and value; empty values are left out."""
        for label, value in pairs:
            if value.strip():
                self._two(label, self._wording(value), _LABELS)
        self._y += 4

    def dated(self, day: str, title: str, text: str = "", by: str = "") -> None:
        """A line of a chronology."""
        measure = TypeSetting(TEXT.size, TEXT.leading, _WIDTH - _DATES * MM)
        title, text, by = (self._wording(words) for words in (title, text, by))
        parts = (_bold(title), *(part for part in _clean(text).split("\n") if part.strip()))
        lines = [line for part in parts for line in self._lines(part, measure)]
        self._need(min(len(lines), 4) * TEXT.leading + 3)
        self._at(day, _LEFT, TEXT, MUTED)
        for line in lines:
            self._need(TEXT.leading)
            self._block([line], _LEFT + _DATES, measure, BLACK)
            self._y += TEXT.leading
        if by:
            self._need(SMALL.leading)
            self._at(by, _LEFT + _DATES, SMALL, MUTED)
            self._y += SMALL.leading
        self._y += 5

    def picture(self, content: bytes) -> bool:
        """A picture as wide as the text or as high as the page allows; False where it cannot be read."""
        from PIL import Image, ImageOps, UnidentifiedImageError

        try:
            with Image.open(BytesIO(content)) as opened:
                shown = ImageOps.exif_transpose(opened).convert("RGB")
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return False
        most_dots = 2400
        shown.thumbnail((most_dots, most_dots))
        left = _BOTTOM * MM - self._y - 10
        room = left if left > _LEAST_PICTURE * MM else (_BOTTOM - _TOP - 40) * MM
        scale = min(_WIDTH / shown.width, room / shown.height, 1.0)
        width, height = shown.width * scale, shown.height * scale
        self._need(height + 8)
        operator = self.document.picture(shown.tobytes(), shown.width, shown.height)
        place = (width, height, across(_LEFT), PAGE_HEIGHT - self._y - height)
        self._drawn.append(b"q %s 0 0 %s %s %s cm %s Q\n" % (*map(number, place), operator))
        self._y += height + 8
        return True

    def space(self, points: float) -> None:
        """Leave room."""
        self._y += points

    def new_page(self) -> None:
        """Begin a new page."""
        self._pages.append(b"".join(self._drawn) + self.document.signs_named())
        self._drawn = []
        self._y = _TOP * MM

    def finish(self) -> bytes:
        """The whole PDF."""
        if self._drawn:
            self.new_page()
        total = len(self._pages)
        for place, content in enumerate(self._pages, start=1):
            self.document.add_page(self._frame(place, total) + content)
        self.document.close()
        return self._out.getvalue()

    def _frame(self, place: int, total: int) -> bytes:
        label = f"Page {place} of {total}"
        right = across(_RIGHT) - self._text.width(label, 8)
        foot = f"{self._confidential} · printed {long_date(self._written_on)}".strip(" ·")
        return b"".join(
            (
                stroke_colour(MUTED) + rule(_LEFT, 19, _RIGHT, 19, 0.4) + b"BT\n" + fill_colour(MUTED),
                self._text.line(_clean(self._running_head), across(_LEFT), down(16), 8),
                self._text.line(label, right, down(_FOOT), 8),
                self._text.line(_clean(foot), across(_LEFT), down(_FOOT), 8),
                fill_colour(BLACK) + b"ET\n",
            )
        )

    def _set(self, words: str, setting: TypeSetting, colour: str = BLACK) -> None:
        for line in self._lines(words, setting) or [[]]:
            self._need(setting.leading)
            if line:
                self._block([line], _LEFT, setting, colour)
            self._y += setting.leading

    def _two(self, label: str, value: str, column: float) -> None:
        measure = TypeSetting(TEXT.size, TEXT.leading, _WIDTH - column * MM)
        lines = [line for part in _clean(value).split("\n") for line in self._lines(part, measure)]
        self._need(TEXT.leading)
        self._at(label, _LEFT, TEXT, MUTED)
        for line in lines:
            self._need(TEXT.leading)
            self._block([line], _LEFT + column, measure, BLACK)
            self._y += TEXT.leading
        self._y += 1.5

    def _at(self, words: str, left: float, setting: TypeSetting, colour: str) -> None:
        self._block([self._text.words(_clean(words))], left, setting, colour)

    def _lines(self, words: str, setting: TypeSetting) -> list[list[Word]]:
        return self._text.lines(self._text.words(words), setting)

    def _block(self, lines: list[list[Word]], left: float, setting: TypeSetting, colour: str) -> None:
        base = PAGE_HEIGHT - self._y - setting.size * _ASCENT - (setting.leading - setting.size) / 2
        self._drawn.extend(self._highlights(lines, left, setting, base))
        text = self._text.block(lines, across(left), base, setting)
        self._drawn.append(b"BT\n" + fill_colour(colour) + text + fill_colour(BLACK) + b"ET\n")

    def _highlights(self, lines: list[list[Word]], left: float, setting: TypeSetting, base: float) -> Iterator[bytes]:
        """Colour behind the words that a preview marks."""
        scale = setting.size / 1000
        for row, line in enumerate(lines):
            x = across(left)
            for word in line:
                mark = next((mark for mark in _MARKED if mark in word.text), "")
                if mark:
                    y = base - row * setting.leading - setting.size * 0.25
                    place = (x - 1, y, word.width * scale + 2, setting.size * 1.2)
                    yield fill_colour(_MARKED[mark]) + b"%s %s %s %s re f\n" % tuple(map(number, place))
                x += (word.width + self._text.space) * scale

    def _rule(self, colour: str, width: float) -> None:
        top = self._y / MM + 1
        self._drawn.append(stroke_colour(colour) + rule(_LEFT, top, _RIGHT, top, width))
        self._y += 6

    def _need(self, points: float) -> None:
        if self._y + points > _BOTTOM * MM and self._drawn:
            self.new_page()


def in_two(digest: str) -> str:
    """A SHA-256 in two halves that break where they meet."""
    return f"{digest[:32]} {digest[32:]}"


def _clean(words: str) -> str:
    """Stars that people typed are never marks for bold; tabs become spaces."""
    return words.replace("**", "*\u2060*").replace("\t", "    ").replace("\r", "")


def _bold(words: str) -> str:
    return f"**{_clean(words)}**" if words.strip() else words

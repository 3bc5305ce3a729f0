"""The association's own document as plain text, read into the statement of intent and the clauses of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from halton_desktop.domain.code_of_conduct import INTENT, Clause, Edition, clause_order
from halton_desktop.errors import InvalidInput

_CLAUSE = re.compile(r"(?P<bullet>[-–•*]\s*)?(?P<number>[0-9]{1,2}\.[0-9]{1,2}[a-z]?)[.):]?\s+(?P<words>\S.*)")
_SECTION = re.compile(r"[0-9]{1,2}[.)]?\s+\S.*")
_LETTERED = re.compile(r"(?:[-–•*]\s*)?\(?(?P<letter>[a-h])[.)]\s+(?P<words>\S.*)")
_BULLET = re.compile(r"[-–•*]\s+(?P<words>\S.*)")
_STARS = re.compile(r"\*{1,2}(\S[^*]*?)\*{1,2}")
_ENDS = ("appendices", "appendix", "contents")


@dataclass(frozen=True, slots=True)
class ReadCode:
    """What a text says: the edition with its words, the ``missing`` parts, and the ``unused`` lines it did not take."""

    edition: Edition
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was read and what was not, to be said aloud."""
        said = [f"{len(self.edition.clauses) - sum(part != INTENT for part in self.missing)} clauses were read."]
        if self.missing:
            said.append(f"Not found in the file, and so left as they were: {', '.join(self.missing)}.")
        if self.unused:
            said.append(f"{'1 line was' if len(self.unused) == 1 else f'{len(self.unused)} lines were'} not used.")
        return " ".join(said)


def read_code(text: str, edition: Edition) -> ReadCode:
    """``edition`` with the words of ``text``; parts the text does not have stay as they are and are named.

    Clauses begin with their number (2.1, 3.7), what is listed under a clause the edition divides becomes 2.1a, 2.1b …;
    lines without a mark continue what stands above them. Raises InvalidInput where the text holds no clause at all.
    """
    reading = _Reading(edition.parts)
    for line in text.splitlines():
        reading.take(_STARS.sub(r"\1", line).strip())
    found = reading.found
    numbers = [name for name in found if name != INTENT]
    if not numbers:
        raise InvalidInput("text", "No clause was found in this text.", "Each begins with its number, like 2.1 or 3.6.")
    missing = tuple(sorted(edition.parts.keys() - found.keys(), key=clause_order))
    together = edition.parts | {name: _joined(lines) for name, lines in found.items()}
    clauses = tuple(Clause(name, together[name]) for name in sorted(together, key=clause_order) if name != INTENT)
    return ReadCode(replace(edition, clauses=clauses, intent=together.get(INTENT, "")), missing, tuple(reading.unused))


class _Reading:
    """Line by line; ``found`` holds the lines of each part, an empty one where a paragraph ends."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._part: str | None = None
        self.found: dict[str, list[str]] = {}
        self.unused: list[str] = []

    def take(self, line: str) -> None:
        """One line, without spaces around it."""
        plain = line.lower().rstrip(":.")
        clause = _CLAUSE.fullmatch(line)
        if not line:
            self._go_on("")
        elif plain == INTENT.lower():
            self._begin(INTENT, "")
        elif clause is not None:
            self._begin(clause["number"], clause["words"])
        elif plain in _ENDS or self._is_heading(line):
            self._part = None
            self.unused.append(line)
        else:
            self._take_words(line)

    def _take_words(self, line: str) -> None:
        lettered, bullet = _LETTERED.fullmatch(line), _BULLET.fullmatch(line)
        stem = (self._part or "").rstrip("abcdefgh")
        divided = f"{stem}a" in self._known
        if lettered is not None and stem and divided:
            self._begin(stem + lettered["letter"], lettered["words"])
        elif bullet is not None and stem and divided:
            self._begin(self._next_under(stem), bullet["words"])
        elif self._part is None:
            self.unused.append(line)
        else:
            self._go_on(bullet["words"] + ";" if bullet is not None and self._part != INTENT else line)

    def _next_under(self, stem: str) -> str:
        return next(f"{stem}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" if f"{stem}{letter}" not in self.found)

    def _is_heading(self, line: str) -> bool:
        return bool(_SECTION.fullmatch(line)) and not line.endswith((".", ";", ","))

    def _begin(self, part: str, words: str) -> None:
        self._part = part
        self.unused += [line for line in self.found.get(part, ()) if line]  # named twice: the later one counts
        self.found[part] = [words] if words else []

    def _go_on(self, line: str) -> None:
        if self._part is not None:
            self.found[self._part].append(line)


def _joined(lines: list[str]) -> str:
    """Lines of a paragraph run on; in the statement of intent an empty line between sentences begins a new one."""
    paragraphs: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
        elif paragraphs and not (fresh and paragraphs[-1].endswith((".", "!", "?", "”"))):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
            fresh = False
        else:
            paragraphs.append(line)
            fresh = False
    return "\n".join(paragraphs).rstrip(";")

"""The elements of a Common Transfer File that are looked at, and the parser that forgets all others as they pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from halton_desktop.domain.importing.restriction_headings import is_watched_heading, restriction_heading
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.errors import Cancelled, UnreadableFile
from halton_desktop.exchange.cell_values import LONGEST, tidy

Wanted = Mapping[str, Any]
"""The elements that are read, by local name in small letters, each with those wanted inside it."""

_WATCHED = "*"
"""Stands for every element whose name may mean a restriction."""
_PASSED: Wanted = {}
"""An element nothing is kept of, but what may mean a restriction inside it."""
_SAID: Wanted = {}
"""An element that may mean a restriction: all the text in it counts."""

_ADDRESS: Wanted = {
    "addressaspupil": {},
    "bs7666address": {name: {} for name in "saon paon street locality town posttown".split()},
    "addresslines": {f"addressline{number}": {} for number in range(1, 6)},
    "postcode": {},
    "zip": {},
    "country": {},
}
_PHONES: Wanted = {"phone": {"telephonetype": {}, "phoneno": {}}}
_CONTACT: Wanted = {
    **{name: {} for name in "order title surname forename gender sex relationship responsibility email".split()},
    "address": _ADDRESS,
    "phones": _PHONES,
    _WATCHED: {},
}
PUPIL: Wanted = {
    **{name: {} for name in "upn surname forename dob ncyearactual leavingdate".split()},
    "basicdetails": {"ncyearactual": {}, "leavingdate": {}},
    "address": _ADDRESS,
    "contacts": {"contact": _CONTACT},
    "schoolhistory": {"school": {name: {} for name in "lea estab leavingdate".split()}},
    _WATCHED: {},
}
_HEADER: Wanted = {"datetime": {}, "sourceschool": {name: {} for name in "lea estab schoolname".split()}}
_TOPS = {"pupil": PUPIL, "header": _HEADER}
_PIECE = 256 * 1024


@dataclass(slots=True)
class Element:
    """One wanted element: the line it starts in, its text, and the wanted elements inside by local name."""

    line: int
    name: str = ""
    text: str = ""
    inside: dict[str, list[Element]] = field(default_factory=dict)

    def first(self, *path: str) -> Element | None:
        """The first element along a path of names, or None."""
        found: Element | None = self
        for name in path:
            if found is None:
                return None
            found = next(iter(found.inside.get(name, ())), None)
        return found

    @property
    def watched(self) -> list[Element]:
        """The elements inside that may mean a restriction, or are notes."""
        return self.inside.get(_WATCHED, [])

    def said(self, *path: str) -> str:
        """The text of the first element along a path, tidied, or ""."""
        found = self.first(*path)
        return tidy(found.text[:LONGEST]) if found is not None else ""


class Pupils:
    """What the parser reports to: keeps wanted elements of pupils, forgets the rest as it passes by."""

    def __init__(self, take: Callable[[Element], None]) -> None:
        self._take = take
        self.header = Element(0)
        self.knows_orders = False
        self._open: list[tuple[Element, Wanted]] = []
        self.line: Callable[[], int] = lambda: 0
        self.root = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        local = tag.rpartition("}")[2]
        name = local.lower()
        self.root = self.root or name
        if not self._open:
            if name in _TOPS:
                self._open.append((Element(self.line(), local), _TOPS[name]))
            return
        parent, wanted = self._open[-1]
        if name in wanted:
            element = Element(self.line() if wanted[name] else parent.line, local)
            parent.inside.setdefault(name, []).append(element)
            self._open.append((element, wanted[name]))
        elif wanted is _SAID:
            parent.text += " "
            self._open.append((parent, _SAID))
        elif self._is_watched(local, wanted):
            self._open.append((self._watch(local), _SAID))
        else:
            self._open.append((Element(parent.line), _PASSED))
        for attribute, value in attributes.items():
            if restriction_heading(attribute):
                self._watch(attribute.rpartition("}")[2]).text = value

    def _is_watched(self, local: str, wanted: Wanted) -> bool:
        """Restrictions count wherever a system puts them, notes only beside what is read of a person."""
        if not self._of_somebody():
            return False
        return bool(restriction_heading(local)) or (_WATCHED in wanted and is_watched_heading(local))

    def _of_somebody(self) -> list[Element]:
        """The pupil, and the contact, in whose elements the parser is."""
        return [element for element, wanted in self._open if _WATCHED in wanted]

    def _watch(self, local: str) -> Element:
        """A new element of whoever the parser is in that may mean a restriction."""
        element = Element(self.line(), local)
        for nearest in self._of_somebody()[-1:]:
            nearest.inside.setdefault(_WATCHED, []).append(element)
            self.knows_orders = self.knows_orders or restriction_heading(local) is HoldKind.COURT_ORDER
        return element

    def data(self, text: str) -> None:
        """Text, perhaps in several pieces."""
        element, wanted = self._open[-1] if self._open else (None, _PASSED)
        if element is not None and not wanted and wanted is not _PASSED:
            element.text += text

    def end(self, _tag: str) -> None:
        """An element ends."""
        if not self._open:
            return
        element, _ = self._open.pop()
        if self._open:
            return
        if element.name.lower() == "header":
            self.header = element
        else:
            self._take(element)

    def close(self) -> None:
        """The document ends."""


def parse(file: str, content: bytes, target: Pupils, cancelled: Callable[[], bool]) -> None:
    """Feed the parser piece by piece; entities and outside references are refused, so no file can blow up or peek."""
    from defusedxml.common import DefusedXmlException  # with ElementTree, first needed here
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    parser = DefusedXMLParser(target=target)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        for start in range(0, len(content), _PIECE):
            if cancelled():
                raise Cancelled
            parser.feed(content[start : start + _PIECE])
        parser.close()
    except DefusedXmlException as wrong:
        raise UnreadableFile(
            file,
            f"“{file}” holds entity declarations, which no school’s system writes and which can do harm.",
            "Export the file again, and ask where this one came from.",
        ) from wrong
    except (ParseError, LookupError, ValueError) as wrong:
        line = getattr(wrong, "position", (0, 0))[0]
        place = f" near line {line}" if line else ""
        raise UnreadableFile(
            file, f"“{file}” is damaged or cut short{place}.", "Export the Common Transfer File again.", row=line
        ) from wrong

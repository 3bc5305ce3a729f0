"""A print for one reader without the names of others: every name found is shown, and kept or struck by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from halton_desktop.domain.incidents.name_finder import Mention, NameFinder, plain
from halton_desktop.domain.incidents.named import Cast, Named, StandIns
from halton_desktop.domain.name import fold

STRUCK_MARK, KEPT_MARK = "\u2063", "\u2064"
"""Invisible signs, taken out before printing, by which a preview knows what to colour."""
SOMEBODY = "a name"
PROTECTED_NAME = "a protected name"
_MOST_ALTERNATIVES = 3
_AROUND = 40

Place = tuple[str, int]
"""Where a name stands: the words printed, and where in them it begins; the same words printed twice are one place."""


@dataclass(frozen=True, slots=True)
class NameDecisions:
    """What a person decided: places kept or struck otherwise than proposed, people shown everywhere, words added."""

    kept: frozenset[Place] = frozenset()
    struck: frozenset[Place] = frozenset()
    shown: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundName:
    """One name at one place, as whoever decides sees it: ``whose`` by key, ``group`` in words."""

    place: Place
    whose: tuple[str, ...]
    words: str
    before: str
    after: str
    group: str
    instead: str
    struck: bool
    certain: bool
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class NamesInPrint:
    """Every name found in a print, in its order, and ``people``: the (key, name, stand-in) of everybody of the case."""

    found: tuple[FoundName, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """What was found and stays in, each once."""
        return tuple(dict.fromkeys(one.words for one in self.found if not one.struck))

    @property
    def struck(self) -> int:
        """How many places are struck."""
        return sum(one.struck for one in self.found)


class Redaction:
    """Called with everything that is printed: gives it back without the names, and remembers what it found.

    ``marked``: what is struck and what was found and kept carry invisible marks, for a preview. ``only``: the keys of
    those whose protected name is all that is struck.
    """

    def __init__(
        self,
        cast: Cast,
        decisions: NameDecisions,
        known: Iterable[str] = (),
        *,
        marked: bool = False,
        only: frozenset[str] = frozenset(),
    ) -> None:
        added = tuple(Named(f"added {fold(words)}", (words,), "person", added=True) for words in decisions.also)
        self._cast = replace(cast, people=(*cast.people, *added))
        self._known = tuple(known)
        self._finder = NameFinder(self._cast.people, self._known)
        self._stand_ins = StandIns(self._cast, decisions.shown)
        self._decisions = decisions
        self._marked = marked
        self._only = only
        self._found: dict[Place, FoundName] = {}

    def __call__(self, text: str) -> str:
        """``text`` as it is printed."""
        if not text:
            return text
        text = plain(text)
        parts, done = [], 0
        ours = [match.span() for match in re.finditer(r"\[([^\[\]]+)\]", text) if match[1] in self._stand_ins]
        for mention in self._finder.mentions(text):
            if any(start <= mention.start < end for start, end in ours):
                continue
            struck, instead = self._decided(text, mention)
            words = text[mention.start : mention.end]
            parts += [text[done : mention.start], self._shown(f"[{instead}]" if struck else words, struck=struck)]
            done = mention.end
        return "".join((*parts, text[done:]))

    def name_of(self, person: Named | None, otherwise: str) -> str:
        """How somebody is named where the program itself names them: by who they are, not by their words."""
        if person is None or person.reader or person.key in self._decisions.shown:
            return otherwise
        if self._only:
            return f"[{PROTECTED_NAME}]" if person.key in self._only else otherwise
        return f"[{self._stand_ins.of(person.key, person.word)}]"

    def again(self) -> Redaction:
        """For the same print once more, now that every stranger’s name in it is known: also where it stands alone."""
        found: dict[str, bool] = {}
        for one in self._found.values():
            for word in fold(one.words).split() if one.stranger else ():
                found[word] = found.get(word, False) or one.certain
        anew = copy(self)
        anew._finder, anew._found = NameFinder(self._cast.people, self._known, found), {}
        return anew

    def names(self) -> NamesInPrint:
        """What was found in everything printed so far; of names that are protected nobody decides."""
        if self._only:
            return NamesInPrint()
        of_incident = [one for one in self._cast.people if one.of_incident and not one.reader]
        return NamesInPrint(
            tuple(self._found.values()),
            tuple((one.key, one.label, self._stand_ins.of(one.key, one.word)) for one in of_incident),
        )

    def _decided(self, text: str, mention: Mention) -> tuple[bool, str]:
        place = (text, mention.start)
        if self._only:
            return any(one.key in self._only for one in mention.whose), PROTECTED_NAME
        instead = self._instead(mention)
        shown = bool(mention.whose) and all(one.key in self._decisions.shown or one.reader for one in mention.whose)
        struck = (mention.certain and not shown and place not in self._decisions.kept) or (
            place in self._decisions.struck
        )
        if place not in self._found:
            self._found[place] = FoundName(
                place,
                tuple(one.key for one in mention.whose) or (f"unknown {mention.unknown}",),
                text[mention.start : mention.end],
                text[max(0, mention.start - _AROUND) : mention.start],
                text[mention.end : mention.end + _AROUND],
                self._group(mention),
                instead,
                struck,
                mention.certain,
                not mention.whose,
            )
        return struck, instead

    def _instead(self, mention: Mention) -> str:
        if not mention.whose:
            key = mention.unknown.split()[-1] if mention.unknown else ""
            return self._stand_ins.of(f"unknown {key}", "person")
        if any(one.reader for one in mention.whose) or len(mention.whose) > _MOST_ALTERNATIVES:
            return SOMEBODY
        return " or ".join(self._stand_ins.of(one.key, one.word) for one in mention.whose)

    def _group(self, mention: Mention) -> str:
        if not mention.whose:
            return mention.unknown.title()
        labels = [one.label for one in mention.whose[:_MOST_ALTERNATIVES]]
        more = len(mention.whose) - len(labels)
        return " or ".join(labels) + (f" or {more} more" if more else "")

    def _shown(self, words: str, *, struck: bool) -> str:
        if not self._marked:
            return words
        mark = STRUCK_MARK if struck else KEPT_MARK
        return " ".join(mark + word for word in words.split(" "))


def added_words(typed: str) -> tuple[str, ...]:
    """What somebody typed to be struck as well: "Dave; their street" are two."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;,\n]", typed) if fold(part)))

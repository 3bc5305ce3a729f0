"""Find the names in words: folded, at word bounds, told apart by title and initial; what nobody knows is shown too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from halton_desktop.domain.incidents.named import TITLES, Named
from halton_desktop.domain.incidents.ordinary_words import (
    BEGINS_A_SENTENCE,
    BODIES,
    DESCRIBING,
    NO_NAMES,
    ORDINARY,
    RELATED,
    is_a_month_here,
)
from halton_desktop.domain.name import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s$", re.IGNORECASE)
_BETWEEN = re.compile(r"[ \u00a0.\-‐‑_]{0,3}|[\d_.-]{0,8}")
_ENDS_A_SENTENCE = re.compile(r"(?:^|[.!?:;•·\n|“”\"'‘(\[—–-])\s*$")
_PARTICLES = frozenset(
    "van von de del della der den di da do dos du la le el al bin bint ibn ap st ten ter mac mc".split()
)
_MOST_GLUED = 3
_SHORTEST_GLUED = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in words, from ``start`` to ``end``: whose it may be, none where nobody known is called so.

    ``certain`` ones are struck unless a person keeps them; the others stay unless a person strikes them.
    """

    start: int
    end: int
    whose: tuple[Named, ...]
    certain: bool
    unknown: str = ""
    """The folded name where nobody known is called so."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    spellings: tuple[str, ...]
    """Folded, then without "’s" or "s": "Bell’s" and "the Bells" name Bell."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def initial(self) -> bool:
        return len(self.text) == 1 and self.capital


def plain(text: str) -> str:
    """``text`` composed and without invisible signs, which could hide a name from the eye of a program alone."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")


class NameFinder:
    """Finds the names of these people, and what looks like a name, in any words that are to be printed.

    ``known`` are words that stand with capitals and name nobody: the school’s own name. ``strangers`` are folded words
    that name somebody nobody entered, and whether that is certain.
    """

    def __init__(
        self, people: Iterable[Named], known: Iterable[str] = (), strangers: Mapping[str, bool] | None = None
    ) -> None:
        self._strangers = strangers or {}
        self._by_word: dict[str, list[Named]] = {}
        self._known = NO_NAMES | {word for words in known for word in fold(words).split()}
        for one in people:
            for word in self._words_of(one):
                self._by_word.setdefault(word, []).append(one)

    def mentions(self, text: str) -> list[Mention]:
        """The names in :func:`plain` text, in order, none overlapping; those of the reader alone are none."""
        tokens = [_token(match) for match in _TOKEN.finditer(text)]
        found: list[Mention] = []
        place = 0
        while place < len(tokens):
            mention, after = self._at(text, tokens, place)
            if mention is not None and not (mention.whose and all(one.reader for one in mention.whose)):
                found.append(mention)
            place = max(after, place + 1)
        return found

    def _at(self, text: str, tokens: list[_Token], place: int) -> tuple[Mention | None, int]:
        title = tokens[place].spellings[0] if tokens[place].spellings[0] in TITLES else ""
        first = place + 1 if title else place
        initials = ""
        while first + 1 < len(tokens) and tokens[first].initial and _beside(text, tokens, first):
            initials += tokens[first].text.casefold()
            first += 1
        if first >= len(tokens) or (title and not _beside(text, tokens, place)):
            return None, place + 1
        whose, after = self._called(text, tokens, first)
        words = tokens[first:after]
        of_the_language = all(one.spellings[0] in ORDINARY and not one.capital for one in words)
        single = not title and (len(words) == 1 or of_the_language)
        if whose:
            stranger = self._stranger_after(text, tokens, first, after, whose)
            whose = [one for one in whose if (not title or one.may_be_called(title)) and _begins(one, initials)]
            if not whose or stranger:
                return self._unknown(text, tokens, place, first, stranger or after)
            near = [one for one in whose if one.of_incident or one.reader or one.added]
            added = any(one.added for one in whose)
            certain = added or not single or self._certain(text, tokens, first, named=bool(near))
            if single and not near and of_the_language:
                return None, after
            end = _end(tokens[after - 1], self._spelling(tokens[after - 1]))
            return Mention(tokens[place].start, end, tuple(near or whose), certain), after
        if not title and not initials:
            return self._looks_like_one(text, tokens, place)
        in_a_code = any(sign.isdigit() for sign in _around(text, tokens[place]))
        if (
            tokens[first].capital
            and not (in_a_code and not title)
            and (title or tokens[first].spellings[0] not in self._known)
        ):
            return self._unknown(text, tokens, place, first, self._capitals(text, tokens, first))
        return None, place + 1

    def _called(self, text: str, tokens: list[_Token], first: int) -> tuple[list[Named], int]:
        """Who is called by the words from here on, and where they end; a surname may be written in pieces."""
        whose, after = self._whose(text, tokens, first)
        while whose and after < len(tokens) and _beside(text, tokens, after - 1):
            inner = after
            if tokens[inner].initial and inner + 1 < len(tokens) and _beside(text, tokens, inner):
                inner += 1
            more, end = self._whose(text, tokens, inner)
            keys = {one.key for one in more}
            both = [one for one in whose if one.key in keys]
            if not both:
                break
            whose, after = both, end
        whose = [one for one in whose if not one.added or after - first >= len(one.words()[0])]
        if whose and after == first + 1 and tokens[first].spellings[0] in _PARTICLES:
            return [], first + 1
        return whose, after

    def _whose(self, text: str, tokens: list[_Token], place: int) -> tuple[list[Named], int]:
        glued, end = "", place
        best: tuple[list[Named], int] = ([], place + 1)
        while end < len(tokens) and end - place < _MOST_GLUED and (end == place or _beside(text, tokens, end - 1)):
            for spelling in tokens[end].spellings:
                found = self._by_word.get(glued + spelling)
                if found:
                    best = (found, end + 1)
                    break
            glued += tokens[end].spellings[0]
            apart = text[tokens[end].end : tokens[end].end + 1].isspace()
            end += 1
            if apart and len(glued) > 1 and glued not in _PARTICLES:
                break  # “O Brien” and “Mc Donald” are one name in two words; “to Mr” is no Tomr
        return best

    def _spelling(self, token: _Token) -> str:
        return next((one for one in token.spellings if one in self._by_word), token.spellings[0])

    def _certain(self, text: str, tokens: list[_Token], place: int, *, named: bool) -> bool:
        """Whether one word alone is a name: not where it is a word of the language as well, or a month."""
        token = tokens[place]
        word = self._spelling(token)
        if is_a_month_here(word, text[: token.start], text[token.end :]):
            return False
        if word in ORDINARY:
            shouted = token.text.isupper() and len(token.text) > 1
            begins = word in BEGINS_A_SENTENCE and bool(_ENDS_A_SENTENCE.search(text[: token.start]))
            return named and token.capital and not begins and not shouted
        return token.capital or (named and len(word) > 2)

    def _stranger_after(self, text: str, tokens: list[_Token], first: int, after: int, whose: list[Named]) -> int:
        """Where "Thomas Evans" ends, who is no Thomas Bell; 0 where the name stands alone or is whole."""
        whole = any(after - first >= len(words) for one in whose for words in one.words() if len(words) > 1)
        if whole or after >= len(tokens) or not tokens[first].capital or not _beside(text, tokens, after - 1):
            return 0
        following = tokens[after]
        joined = text[tokens[after - 1].end : following.start]
        strange = following.capital and len(following.text) > 1 and following.spellings[0] not in self._known | TITLES
        return self._capitals(text, tokens, after) if strange and "." not in joined else 0

    def _unknown(
        self, text: str, tokens: list[_Token], place: int, first: int, after: int
    ) -> tuple[Mention | None, int]:
        name = " ".join(_without_possessive(token) for token in tokens[first:after])
        end = _end(tokens[after - 1], _without_possessive(tokens[after - 1]))
        return Mention(tokens[place].start, end, (), certain=True, unknown=name), after

    def _looks_like_one(self, text: str, tokens: list[_Token], place: int) -> tuple[Mention | None, int]:
        """A word with a capital in the middle of a sentence that nobody is known by."""
        token = tokens[place]
        word = token.spellings[0]
        acronym = token.text.isupper() and len(token.text) < 5
        in_a_code = any(sign.isdigit() for sign in _around(text, token))
        if not token.capital or len(word) < 2 or acronym or in_a_code or word in self._known:
            return None, place + 1
        stranger = next((one for one in token.spellings if one in self._strangers), "")
        if not stranger and _ENDS_A_SENTENCE.search(text[: token.start]):
            return None, place + 1
        after = self._capitals(text, tokens, place)
        related = bool(place) and tokens[place - 1].spellings[0] in RELATED
        mention, after = self._unknown(text, tokens, place, place, after)
        assert mention is not None, "it begins with a capital"
        body = any(one.spellings[0] in BODIES for one in tokens[place:after])
        certain = (after - place > 1 and not body) or related or self._strangers.get(stranger, False)
        return Mention(mention.start, mention.end, (), certain, mention.unknown), after

    def _capitals(self, text: str, tokens: list[_Token], place: int) -> int:
        after = place + 1
        while after < len(tokens) and after - place < _MOST_GLUED and _beside(text, tokens, after - 1):
            joined = text[tokens[after - 1].end : tokens[after].start]
            if not tokens[after].capital or "." in joined or tokens[after].spellings[0] in self._known | TITLES:
                break
            after += 1
        return after

    @staticmethod
    def _words_of(one: Named) -> set[str]:
        """By which words somebody is found: each of the name, and the whole written together as in a handle."""
        said = {fold(match[0]) for name in one.names for match in _TOKEN.finditer(name) if _is_named_by(match[0], name)}
        found = {word for words in one.words() for word in words if len(word) > 1 and (one.added or word in said)}
        for words in one.words():
            ends = (words[0] + words[-1], words[-1] + words[0]) if len(words) > 1 else ()
            found.update(glued for glued in (*ends, "".join(words)) if len(glued) >= _SHORTEST_GLUED)
            pairs = pairwise(words)
            found.update(one + other for one, other in pairs if one in _PARTICLES or len(one) == 1)
        found.update(glued for handle in one.handles if (glued := "".join(re.findall(r"[^\W\d_]+", fold(handle)))))
        return found


def _is_named_by(word: str, name: str) -> bool:
    """Whether a word of a name is one: "another mother of Year 9" names nobody."""
    folded = fold(word)
    typed_small = name.islower() and folded not in BEGINS_A_SENTENCE | {"of", "in", "on"}
    return (word[0].isupper() or typed_small or folded in _PARTICLES) and folded not in DESCRIBING


def _around(text: str, token: _Token) -> str:
    """What stands about a word without a space: "N26-X0X8W-B"."""
    start, end = token.start, token.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _token(match: re.Match[str]) -> _Token:
    text = match[0]
    whole = fold(text).replace(" ", "")
    spellings = [whole]
    if _POSSESSIVE.search(text):
        spellings.append(fold(_POSSESSIVE.sub("", text)).replace(" ", ""))
    elif whole.endswith("s") and len(whole) > 2:
        spellings.append(whole[:-1])
    return _Token(match.start(), match.end(), text, tuple(spellings))


def _beside(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether the next word follows with nothing but a space, a hyphen or the dot of an initial between."""
    if place + 1 >= len(tokens):
        return False
    one, following = tokens[place], tokens[place + 1]
    between = text[one.end : following.start]
    dotted = "." in between and " " in between and not (len(one.text) == 1 or one.spellings[0] in TITLES)
    return bool(_BETWEEN.fullmatch(between)) and not dotted


def _begins(one: Named, initials: str) -> bool:
    if not initials:
        return True
    forenames = [words[0] for words in one.words() if len(words) > 1]
    return not forenames or any(forename[0] == initials[0] for forename in forenames)


def _without_possessive(token: _Token) -> str:
    return token.spellings[-1] if _POSSESSIVE.search(token.text) else token.spellings[0]


def _end(token: _Token, spelling: str) -> int:
    """Without the "’s" or the "s" behind the name."""
    if spelling == token.spellings[0]:
        return token.end
    return token.end - (2 if _POSSESSIVE.search(token.text) else 1)

"""Words of caution as they are mistyped and as systems write them: "conatct", "DO_NOT_CONTACT", "DECEASED2024".

Only words near a word of caution are put right, and never one that is a usual word itself ("contract", "person").
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.importing.usual_words import is_usual

_CAUTIONS = tuple(
    "contact contacts contacted contacting contactable letter letters letterbox correspondence correspond "
    "communication "
    "communicate write written sent court order orders injunction injunctions restraining restriction restricted "
    "deceased prison refuge disclose disclosed disclosure domestic violence violent molestation prohibited prohibition "
    "custody confidential supervised supervision estranged solicitor solicitors address withheld safeguarding murdered "
    "suppress prohibit restrict supervise abscond protect terminate imprison remand withdraw "
    "suicide protection protected undertaking whereabouts forbidden terminated withdrawn adoption placement "
    "undeliverable sensitive suppressed vulnerable imprisoned remanded absconded".split()
)
"""What is looked for under another spelling; words of four letters only stand beside others."""

_PARTS = frozenset(
    "do not dont no never contact write letter letters send post mail call use disclose court order secret private "
    "confidential deceased died injunction address dad mum father mother see file non molestation molest restraining "
    "moved away gone returned opt out opted to be is for in the with by only via safeguarding refuge prison custody "
    "restricted access all any".split()
)
"""Of which words written as one are made."""

_NEIGHBOURS = frozenset(
    "contract contracts contracted content latter better count could white wrote older elder border person poison "
    "prism "
    "refuse refuses refused violet violets corner cover counter customs addresses access excess wither "
    "sends send adaption adoptive written sensible terminate located restrictive confident confidence confidently "
    "contested contests placements settlement adopting interaction projected protect protects protecting placements "
    "replaced conduct connect contest context".split()
)
"""Words that are what they are, though they look like a slip."""
_SIGNS = re.compile(r"[_~|]+")
_LETTER_AND_YEAR = re.compile(r"(?<=[a-z]{4})(?=[0-9])|(?<=[0-9]{2})(?=[a-z]{4})")
_SPELLED_OUT = re.compile(r"\b(?:[a-z] ){4,}[a-z]\b")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_WORD = re.compile(r"[a-z]{4,}")
_SHORT_PHRASES = (
    (re.compile(r"\bp(?:as?s?|ass?)e?[dt]? (?:aw(?!ard|ake)\w{0,3}|wa+y|ayw?)\b"), "passed away"),
    (
        re.compile(
            r"\b(?:neve|nver|nevr|nevar|dnot|don t|dno t|do no|doont|dontt?)(?= (?:contact|write|send|post|mail))"
        ),
        "do not",
    ),
    (re.compile(r"\b(?:no|do not|dont|don[’']t|never|stop|not) (pst|psot|poost|mial|maill|mai)\b"), "no post"),
)
_LONG, _RUN_TOGETHER = 8, 8


@lru_cache(maxsize=8192)
def respelled(text: str) -> str:
    """A remark in small letters with its words of caution put right; everything else as it stands."""
    plain = _SIGNS.sub(" ", text.casefold())
    plain = _LETTER_AND_YEAR.sub(" ", plain)
    plain = _SPELLED_OUT.sub(lambda found: found[0].replace(" ", ""), plain)
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    for phrase, meant in _SHORT_PHRASES:
        plain = phrase.sub(meant, plain)
    return _WORD.sub(lambda found: _meant(found[0]), plain)


@lru_cache(maxsize=8192)
def _meant(word: str) -> str:
    if word in _CAUTIONS or word in _NEIGHBOURS or is_usual(word):
        return word
    if len(word) >= _RUN_TOGETHER and (parts := _parts(word)):
        return " ".join(parts)
    return next((one for one in _CAUTIONS if _is_near(word, one)), word)


def _parts(word: str) -> list[str]:
    """The words that were written as one: "donotcontact"; empty where it is not wholly made of such."""
    if not word:
        return []
    for length in range(len(word), 1, -1):
        if word[:length] in _PARTS:
            rest = _parts(word[length:])
            if rest or length == len(word):
                return [word[:length], *rest]
    return []


def _is_near(word: str, caution: str) -> bool:
    """Whether one slip of the fingers makes the one of the other; two slips in a long word."""
    allowed = 2 if len(caution) > _LONG else 1
    if abs(len(word) - len(caution)) > allowed or word[0] not in caution[:2]:
        return False
    return slips(word, caution) <= allowed


def slips(one: str, other: str) -> int:
    """How many letters must be put in, left out, changed or swapped with their neighbour to make one of the other."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for place, sign in enumerate(one, 1):
        before, last, line = line, before, [place]
        for column, wanted in enumerate(other, 1):
            cost = min(before[column] + 1, line[-1] + 1, before[column - 1] + (sign != wanted))
            if place > 1 < column and sign == other[column - 2] and one[place - 2] == wanted:
                cost = min(cost, last[column - 2] + 1)
            line.append(cost)
    return line[-1]

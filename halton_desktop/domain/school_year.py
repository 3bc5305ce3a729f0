"""Year groups as text: what the school's systems write, and which follows which."""

from __future__ import annotations

import re

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv".split()
_IN_WORDS = {word: str(year) for words in (_WORDS, _ROMAN) for year, word in enumerate(words, 1)}
_BEFORE = r"(?:(?:nc|national curriculum) *)?(?:(?:year|yr|y)\.? *(?:group)?)?[ :.-]*"
_NUMBERED = re.compile(
    rf"{_BEFORE}0*([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\.0| year)?(?:[ ./-]*[a-z]{{1,2}}[0-9]?)?", re.IGNORECASE
)
_SPELLED = re.compile(rf"{_BEFORE}({'|'.join(_IN_WORDS)})", re.IGNORECASE)
_REMARK = re.compile(r" *[(\[][^)\]]*[)\]] *")
_NAMED = {
    "r": "R", "rec": "R", "foundation 2": "R", "fs2": "R", "f2": "R", "reception": "R", "year r": "R",
    "yr r": "R", "0": "R",
    "n": "N1", "n1": "N1", "n2": "N2", "nursery": "N1", "nursery 1": "N1", "nursery 2": "N2",
}  # fmt: skip
_BEFORE_YEAR_1 = ("N1", "N2", "R")
LAST_YEAR_GROUP = 14


def tidy_year_group(text: str) -> str:
    """ "Year  7", "Y07", "Year Seven (2026)", "7B" and "VII" all become "7"; reception "R"; nursery "N1", "N2".

    Other text stays as it is.
    """
    plain = " ".join(text.split())
    bare = _REMARK.sub(" ", plain).strip()
    named = _NAMED.get(bare.casefold())
    if named is not None:
        return named
    match = _NUMBERED.fullmatch(bare)
    if match is not None and 1 <= int(match[1]) <= LAST_YEAR_GROUP:
        return str(int(match[1]))
    spelled = _SPELLED.fullmatch(bare)
    return _IN_WORDS[spelled[1].casefold()] if spelled is not None else plain


def is_year_group(text: str) -> bool:
    """Whether this is a year group as kept: "R", "7", "13"."""
    return text in _BEFORE_YEAR_1 or (text.isdecimal() and 1 <= int(text) <= LAST_YEAR_GROUP)


def is_lower_year_group(text: str, than: str) -> bool:
    """Whether a year group is one that pupils of ``than`` have behind them."""
    if not (is_year_group(text) and is_year_group(than)):
        return False
    order = (*_BEFORE_YEAR_1, *map(str, range(1, LAST_YEAR_GROUP + 1)))
    return order.index(text) < order.index(than)


def is_next_year_group(earlier: str, later: str) -> bool:
    """Whether a pupil of ``earlier`` is in ``later`` one September on."""
    if earlier in _BEFORE_YEAR_1:
        return later == (*_BEFORE_YEAR_1, "1")[_BEFORE_YEAR_1.index(earlier) + 1]
    return earlier.isdecimal() and later.isdecimal() and int(later) == int(earlier) + 1

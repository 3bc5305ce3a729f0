"""Year groups as text: what the school's systems write, and which follows which."""

from __future__ import annotations

import re

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split()
)
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv".split()
_IN_WORDS = {word: year for words in (_WORDS, _ORDINALS, _ROMAN) for year, word in enumerate(words, 1)}
_SPELLED = "|".join(sorted(_IN_WORDS, key=len, reverse=True))
_GROUP = re.compile(
    r"(?:(?:ncy?|national curriculum) *)?(?P<before>year|yr|y|form|class|reg|tutor)?\.? *(?:group)?[ :.-]*"
    rf"(?:0*(?P<number>[0-9]{{1,2}})(?P<nth>st|nd|rd|th)?(?:\.0)?|(?P<word>{_SPELLED})(?![a-z]))"
    r"(?P<form>[ ./:-]*[a-z][a-z0-9]{0,11}(?:[ /-]+[a-z][a-z0-9]{0,11}){0,2})?",
)
_NO_FORM = re.compile(
    r"(?:form|grade|stage|years?|yrs?|yo|months?|mths|old|aged?|and|or|to|plus|term)\b|"
    r"[a-z]+ old\b"
)
_SIXTH = re.compile(r"(?:year |yr )?(l|lower|u|upper)[ .-]*(?:6|6th|sixth|six|vi)(?: form)?")
_RECEPTION = re.compile(
    r"(?:r|rec|reception)(?: class| (?:[a-z]|[a-z]{3,}))?|year r|yr r|yr|y ?0|year 0|0|foundation 2|fs ?2|f2"
)
_REMARK = re.compile(r" *[(\[][^)\]]*[)\]] *")
_GONE = re.compile(
    r"\b(?:left|leav\w*|moved|withdrawn|former|deceased|died|off roll|transferr\w*|removed|gone|ex|"
    r"not)\b"
)
_NAMED = {
    "n": "N1", "n1": "N1", "n2": "N2", "nursery": "N1", "nursery 1": "N1", "nursery 2": "N2", "fs1": "N1", "f1": "N1",
}  # fmt: skip
_SECONDARY = 7
_BEFORE_YEAR_1 = ("N1", "N2", "R")
LAST_YEAR_GROUP = 14


def tidy_year_group(text: str) -> str:
    """ "Year  7", "Y07", "Year Seven (2026)", "7BHT", "Seventh" and "VII" all become "7"; "L6" "12"; reception "R".

    Other text stays as it is, and so does what says that a pupil has gone: "Year 11 (left)".
    """
    plain = " ".join(text.split())
    bare = _REMARK.sub(" ", plain).strip().casefold()
    if _GONE.search(plain.casefold()):
        return plain
    if sixth := _SIXTH.fullmatch(bare):
        return "12" if sixth[1].startswith("l") else "13"
    if _RECEPTION.fullmatch(bare):
        return "R"
    found = _GROUP.fullmatch(bare)
    year = _year_of(found) if found is not None else 0
    return str(year) if 1 <= year <= LAST_YEAR_GROUP else _NAMED.get(bare, plain)


def _year_of(found: re.Match[str]) -> int:
    """The year, or 0 where it means another: a sixth form is no Year 6, "Form 3" and "9th grade" are others’ words."""
    year = int(found["number"] or 0) or _IN_WORDS.get(found["word"] or "", 0)
    form = (found["form"] or "").strip(" ./:-")
    ordinal = bool(found["nth"]) or found["word"] in _ORDINALS
    of_a_form = found["before"] in ("form", "class", "reg", "tutor") or (ordinal and form in ("year", "form"))
    if of_a_form:
        return year if year >= _SECONDARY else 0
    if form in ("year", "on roll"):
        return year
    return 0 if _NO_FORM.match(form) or (found["word"] in _ROMAN and form and not found["before"]) else year


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

"""Year groups as text: what the school's systems write, and which follows which."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(?:(?:year|yr|y|nc year)\.? *(?:group)?)? *0*([0-9]{1,2})(?:\.0)?", re.IGNORECASE)
_NAMED = {
    "r": "R", "rec": "R", "reception": "R", "year r": "R", "yr r": "R", "0": "R",
    "n": "N1", "n1": "N1", "n2": "N2", "nursery": "N1", "nursery 1": "N1", "nursery 2": "N2",
}  # fmt: skip
_BEFORE_YEAR_1 = ("N1", "N2", "R")
LAST_YEAR_GROUP = 14


def tidy_year_group(text: str) -> str:
    """ "Year  7", "Y07", "7.0" and "7" all become "7"; reception "R"; nursery "N1", "N2"; other text stays as it is."""
    plain = " ".join(text.split())
    named = _NAMED.get(plain.casefold())
    if named is not None:
        return named
    match = _NUMBERED.fullmatch(plain)
    if match is not None and 1 <= int(match[1]) <= LAST_YEAR_GROUP:
        return str(int(match[1]))
    return plain


def is_next_year_group(earlier: str, later: str) -> bool:
    """Whether a pupil of ``earlier`` is in ``later`` one September on."""
    if earlier in _BEFORE_YEAR_1:
        return later == (*_BEFORE_YEAR_1, "1")[_BEFORE_YEAR_1.index(earlier) + 1]
    return earlier.isdecimal() and later.isdecimal() and int(later) == int(earlier) + 1

"""Whether two names may be one person's where being too careful costs only a question."""

from __future__ import annotations

from halton_desktop.domain.importing.forenames import forenames_close
from halton_desktop.domain.parents.parent_match import Traits, is_initials

_LONG = 3
"""Letters from which a part of a surname is one: "holt" of Holt-Byrne."""


def may_be_called(one: str, other: str, *, loosely: bool = True) -> bool:
    """Whether two folded forenames may be one person’s; a missing one may be anybody’s, an initial may be many."""
    if is_initials(one) or is_initials(other):
        return not one or not other or one[0] == other[0]
    return forenames_close(one, other, loosely=loosely)


def share_a_surname(one: Traits, other: Traits) -> bool:
    """Whether the surnames are the same, or one is a part of the other."""
    if one.surname == other.surname:
        return bool(one.surname)
    first, second = ({word for word in who.surname.split() if len(word) >= _LONG} for who in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def may_be_namesakes(one: Traits, other: Traits, *, loosely: bool = True) -> bool:
    """Whether surname and forename of both may be those of one person."""
    return share_a_surname(one, other) and may_be_called(one.forename, other.forename, loosely=loosely)

"""Whom a restriction concerns: the words of a file name a parent of the child, or else whoever they stand beside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from halton_desktop.domain.importing.named_people import Naming, Somebody, naming
from halton_desktop.domain.parents.hold import HoldKind

_PAPER = r"(?:contact\w*|writ\w+|letters?|mail\w*|post\w*|correspond\w*|communicat\w*|reports?|info\w*)"
_NOT_TO = re.compile(
    r"(?:please |strictly |there is |has |have |had |must have |to have )*"
    r"(?:no|not|never|do not|dont|cannot|must not|cease|stop|without|nc)"
    r"(?: (?:any|all|further|direct|more|to|be|the|a|send|sent|give|given|school|made))*"
    rf"(?: {_PAPER})?(?: (?:to|with|for|from|w|of|allowed|order|his|her|their|the))* §(?: §)*"
    r"(?: (?:please|at all|ever|whatsoever))?"
)
"""Nothing to somebody: "no contact with father", "do not write to Rob"."""
_IS_NOT_TO = re.compile(
    r"(?:the )?§(?: (?:and |or )?§)*"
    r"(?: (?:is|are|was|has|have|must|may|should|can|cannot|does|will|to|now|currently|had))*"
    r" (?:no|not|never|nc|dnc|barred|banned|estranged)\b(?!.*\b(?:know\w*|where\w*|address|said|says|asked)\b).*"
)
"""Somebody is not to have anything: "Mr Baxter not to be contacted"."""
_ORDER_ON = re.compile(
    r"(?:there is |has |have |current |live |a |an |the )*"
    r"(?:court|injunction|non mol\w*|pso|restraining|restriction|prohibited steps|order)s?(?: orders?)?"
    r"(?: (?:in place|in force|re|v|vs|against|about|on|for|concerning|regarding|with|is|restricts|bars))*"
    r" §(?: §)*"
)
_CLEAR = (_NOT_TO, _IS_NOT_TO, _ORDER_ON)
_DIED = re.compile(
    r"§(?= (?:(?:is|was|has|had|now|sadly|recently|also|been) )*(?:dec\w*|died|dead|passed|killed|murdered|rip)\b)|"
    r"(?<=death of )§|(?<=late )§|(?<=lost her )§|(?<=lost his )§|(?<=estate of )§|(?<=deceased )§$"
)
_ONLY = re.compile(r"\b(?:only|solely|sole)\b")
_WHOSE_ADDRESS = re.compile(
    r"(?:the |new |current )*§ (?:new |home |current )?(?:address|whereabouts|location|details)\b"
)

Meant = Mapping[int, HoldKind]
"""Who is held by some words, and why: UNDECIDED for whoever only may be meant."""


def meant(
    words: str, kind: HoldKind, people: Sequence[Somebody], beside: int, child: tuple[str, str] = ("", "")
) -> Meant:
    """Whom words hold that stand ``beside`` one of a child’s people: whoever they name, in doubt all of them.

    Whoever is named is held as the words say, so that the answer to them acts on that person; the one they stand
    beside is free only where they plainly speak of somebody else.
    """
    found = naming(words, people, child, beside)
    others = found.named - {beside}
    if kind is HoldKind.DECEASED and found.places:
        return _of_the_dead(found, beside)
    if _ONLY.search(found.plain) and found.named:
        return {one.id: kind for one in people if one.id not in found.named} | {beside: _sure(kind, beside, found)}
    if not others:
        return dict.fromkeys(found.pronouns, HoldKind.UNDECIDED) | {beside: kind}
    if kind is HoldKind.SECRECY:
        theirs = bool(_WHOSE_ADDRESS.match(found.plain)) and beside not in found.named
        mine, other = (HoldKind.UNDECIDED, kind) if theirs else (kind, HoldKind.UNDECIDED)
        return dict.fromkeys(others, other) | {beside: mine}
    held: dict[int, HoldKind] = dict.fromkeys(others, kind)
    if beside in found.named:
        return held | {beside: kind}
    return held if any(one.fullmatch(found.plain) for one in _CLEAR) else held | {beside: HoldKind.UNDECIDED}


def _sure(kind: HoldKind, one: int, found: Naming) -> HoldKind:
    return HoldKind.UNDECIDED if one in found.named else kind


def _of_the_dead(found: Naming, beside: int) -> Meant:
    """Who died is whoever is named with the word for it; where nobody is, it may be anybody who is spoken of."""
    dead = _places(_DIED, found)
    if dead is None:
        return dict.fromkeys(found.named - {beside}, HoldKind.UNDECIDED) | {beside: HoldKind.DECEASED}
    if not dead:  # somebody died whom nobody here is
        return {beside: HoldKind.UNDECIDED}
    also = dict.fromkeys(found.named - dead, HoldKind.UNDECIDED)
    return also | dict.fromkeys(dead, HoldKind.DECEASED)


def _places(pattern: re.Pattern[str], found: Naming) -> frozenset[int] | None:
    """Everybody whose name stands where a pattern finds one; None where it finds none."""
    at = [found.plain[: one.start()].count("§") for one in pattern.finditer(found.plain)]
    return frozenset().union(*(found.places[place] for place in at)) if at else None


def without_a_name(relationship: str, sex: str, kind: HoldKind, people: Sequence[Somebody]) -> Mapping[int, HoldKind]:
    """Whom a restriction concerns that has a relationship and no name: whoever has it, else everybody."""
    called = [one for one in people if relationship and one.relationship == relationship]
    may_be = called or [one for one in people if sex and one.sex == sex]
    return dict.fromkeys((one.id for one in may_be or people), kind)

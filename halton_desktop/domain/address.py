"""Postal addresses of the United Kingdom: normalising, checking, comparing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from halton_desktop.domain.name import fold

AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
    "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB "
    "W WA WC WD WF WN WR WS WV YO ZE".split()
)
"""Postcode areas, with BF (forces), GY, IM and JE (islands)."""

_POSTCODE = re.compile(r"([A-Z]{1,2})([0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")
_HOMELESS = re.compile(r"\bn\.?f\.?a\.?\b|no fixed (abode|address)", re.IGNORECASE)
_ODD_START = re.compile(r"^[@()=\[\]\"\\/,<>~]")
_COUNTRY = {"uk", "u.k.", "united kingdom", "england", "great britain", "gb"}
MOST_LINES = 7
"""Lines of a whole address block, the person's name first and the postcode last (GOV.UK Notify's rule)."""


def tidy_postcode(text: str) -> str:
    """The postcode in capitals with its one space, or "" when it is not a UK postcode."""
    squeezed = "".join(text.split()).upper()
    match = _POSTCODE.fullmatch(squeezed)
    if match is None or match[1] not in AREAS:
        return ""
    return f"{match[1]}{match[2]} {match[3]}"


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """``lines`` from house to post town, without the person's name and the postcode, each non-empty when tidy."""

    lines: tuple[str, ...] = ()
    postcode: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.postcode)

    @property
    def block(self) -> tuple[str, ...]:
        """The lines as they go on an envelope: post town in capitals, postcode alone on the last line."""
        if not self.lines:
            return (self.postcode,) if self.postcode else ()
        return (*self.lines[:-1], self.lines[-1].upper(), *([self.postcode] if self.postcode else []))

    @property
    def one_line(self) -> str:
        """For tables: everything with commas."""
        return ", ".join(part for part in (*self.lines, self.postcode) if part)


def tidy_address(lines: list[str] | tuple[str, ...], postcode: str = "") -> PostalAddress:
    """Trim, drop blank and country lines, take a postcode typed as the last line; an odd postcode is kept as typed."""
    kept = [" ".join(line.split()).strip(" ,") for line in lines]
    kept = [line for line in kept if line and line.casefold() not in _COUNTRY]
    if not postcode.strip() and kept and tidy_postcode(kept[-1]):
        postcode = kept.pop()
    return PostalAddress(tuple(kept), tidy_postcode(postcode) or " ".join(postcode.split()).upper())


def address_problem(address: PostalAddress) -> str:
    """Why a letter cannot be posted there, as the end of "…: ", or "" when it can."""
    if not address:
        return "no address"
    if any(_HOMELESS.search(line) for line in address.lines):
        return "the address says no fixed abode"
    if not address.postcode:
        return "no postcode"
    if not tidy_postcode(address.postcode):
        return f"“{address.postcode}” is not a UK postcode"
    if len(address.lines) < 2:
        return "the address has no street or no town"
    if len(address.lines) + 2 > MOST_LINES:
        return f"the address has more than {MOST_LINES - 2} lines before the postcode"
    for line in address.lines:
        if _ODD_START.match(line):
            return f"the address line “{line}” starts with a sign the post cannot read"
    return ""


def address_key(address: PostalAddress) -> str:
    """A folded form under which two spellings of one home compare equal; "" for no address."""
    if not address:
        return ""
    words = re.sub(r"[^0-9a-z]+", " ", " ".join(address.lines).casefold()).split()
    return " ".join([*words, tidy_postcode(address.postcode).replace(" ", "")])


def is_withdrawn(before: PostalAddress, now: PostalAddress) -> bool:
    """Whether an address was emptied, or cut to less than a home: a town and a postcode."""
    if not now.lines:
        return bool(before.lines)
    old, new = fold(" ".join(before.lines)).split(), fold(" ".join(now.lines)).split()
    numbered = any(word[0].isdigit() for word in old)
    house_lost = numbered and not any(word[0].isdigit() for word in new)
    return set(new) < set(old) and (house_lost or len(now.lines) < 2)

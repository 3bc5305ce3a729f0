"""Postal addresses of the United Kingdom: normalising, checking, comparing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from halton_desktop.domain.name import fold
from halton_desktop.domain.tidy_text import tidy_line

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
_BFPO = re.compile(r"BFPO\s*[0-9]{1,4}", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+\s*[a-z]?", re.IGNORECASE)
_COUNTRY = {"uk", "u.k.", "united kingdom", "england", "great britain", "gb"}
MOST_LINES = 7
"""Lines of a whole address block, the person's name first and the postcode last (GOV.UK Notify's rule)."""

ABROAD = frozenset(
    "ireland|republic of ireland|eire|france|germany|spain|portugal|italy|poland|romania|bulgaria|hungary|netherlands|"
    "the netherlands|belgium|luxembourg|austria|switzerland|denmark|sweden|norway|finland|iceland|greece|cyprus|malta|"
    "czech republic|czechia|slovakia|slovenia|croatia|serbia|albania|ukraine|lithuania|latvia|estonia|turkey|israel|"
    "united states|united states of america|usa|u.s.a.|canada|australia|new zealand|south africa|nigeria|ghana|kenya|"
    "zimbabwe|egypt|morocco|india|pakistan|bangladesh|sri lanka|china|hong kong|japan|singapore|malaysia|philippines|"
    "united arab emirates|uae|dubai|saudi arabia|qatar|kuwait|brazil|mexico|jamaica|syria|iraq|iran|afghanistan|russia|"
    "moldova|georgia|thailand|vietnam|south korea|gibraltar|algeria|angola|argentina|bahrain|barbados|belarus|bolivia|"
    "bosnia and herzegovina|botswana|cameroon|chile|colombia|costa rica|cuba|dominican republic|ecuador|eritrea|"
    "ethiopia|fiji|gambia|the gambia|grenada|guyana|indonesia|ivory coast|jordan|kazakhstan|kosovo|lebanon|libya|"
    "liechtenstein|macedonia|north macedonia|malawi|mauritius|monaco|mongolia|montenegro|mozambique|myanmar|namibia|"
    "nepal|oman|palestine|panama|peru|rwanda|saint lucia|senegal|seychelles|sierra leone|somalia|sudan|taiwan|tanzania|"
    "trinidad and tobago|tunisia|uganda|uruguay|uzbekistan|venezuela|yemen|zambia".split("|")
)
"""Countries as people write them on the last line, in small letters."""


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
    def is_abroad(self) -> bool:
        """Whether the last line is another country: no British postcode is needed there."""
        return len(self.lines) > 1 and self.lines[-1].casefold() in ABROAD

    @property
    def is_bfpo(self) -> bool:
        """Whether it goes by the British Forces Post Office, which needs its number and no postcode."""
        return any(_BFPO.fullmatch(line) for line in self.lines)

    @property
    def block(self) -> tuple[str, ...]:
        """The lines as they go on an envelope below one name: town in capitals, postcode alone on the last line."""
        return self.within(MOST_LINES - 1)

    def within(self, most: int) -> tuple[str, ...]:
        """The block in at most so many lines: the shortest neighbours before the town are put on one, with a comma."""
        if not self.lines:
            return (self.postcode,) if self.postcode else ()
        end = [self.lines[-1].upper(), *([self.postcode] if self.postcode else [])]
        lines = list(self.lines[:-1])
        while len(lines) > 1 and len(lines) + len(end) > most:
            place = min(range(len(lines) - 1), key=lambda one: len(lines[one]) + len(lines[one + 1]))
            lines[place : place + 2] = [f"{lines[place]}, {lines[place + 1]}"]
        return (*lines, *end)

    @property
    def one_line(self) -> str:
        """For tables: everything with commas."""
        return ", ".join(part for part in (*self.lines, self.postcode) if part)


def tidy_address(lines: list[str] | tuple[str, ...], postcode: str = "") -> PostalAddress:
    """Trim, drop blank lines and this country, take a postcode typed as or in the last line, put another country last.

    An odd postcode is kept as typed, and goes before the country where there is one.
    """
    kept = [tidy_line(line).strip(" ,") for line in lines]
    if sum(bool(line) for line in kept) == 1:  # typed or pasted on one line
        kept = _parted(next(line for line in kept if line))
    kept = [line for line in kept if line and line.casefold() not in _COUNTRY]
    country = kept.pop() if len(kept) > 1 and kept[-1].casefold() in ABROAD else ""
    if country:
        code = " ".join(postcode.split()).upper()
        return PostalAddress((*kept, *([code] if code else []), country))
    if not postcode.strip() and kept:
        town, postcode = _town_and_postcode(kept[-1])
        kept[-1:] = [town] if town else []
    return PostalAddress(tuple(kept), tidy_postcode(postcode) or " ".join(postcode.split()).upper())


def _parted(line: str) -> list[str]:
    """ "14, Kingsway, Widnes" in lines at its commas, the number with its street."""
    parts = [part.strip() for part in line.split(",") if part.strip()]
    if len(parts) > 1 and _NUMBER.fullmatch(parts[0]):
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    return parts


def _town_and_postcode(line: str) -> tuple[str, str]:
    """ "Widnes WA8 7QU" in two; ("Widnes", "") where there is no postcode in it."""
    words = line.split(" ")
    for length in (2, 1):
        postcode = tidy_postcode("".join(words[-length:]))
        if postcode and (length == 1 or len(words[-1]) == 3):
            return " ".join(words[:-length]).strip(" ,-"), postcode
    return line, ""


def address_problem(address: PostalAddress) -> str:
    """Why a letter cannot be posted there, as the end of "…: ", or "" when it can."""
    if not address:
        return "no address"
    if any(_HOMELESS.search(line) for line in address.lines):
        return "the address says no fixed abode"
    if not address.is_abroad and not (address.is_bfpo and not address.postcode):
        if not address.postcode:
            return "no postcode"
        if not tidy_postcode(address.postcode):
            return f"“{address.postcode}” is not a UK postcode"
    if len(address.lines) < 2:
        return "the address has no street or no town"
    if len(address.lines) > MOST_LINES:
        return f"the address has more than {MOST_LINES} lines"
    for line in address.lines:
        if _ODD_START.match(line):
            return f"the address line “{line}” starts with a sign the post cannot read"
    return ""


_SHORT = {
    "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive", "cres": "crescent",
    "gdns": "gardens", "sq": "square", "tce": "terrace", "terr": "terrace", "ct": "court", "pl": "place", "gr": "grove",
    "apt": "flat", "apartment": "flat", "saint": "st",
}  # fmt: skip
"""How words of an address are shortened. "St" is a street only at the end of a line: St Anne's Road is no Street."""


def address_words(lines: tuple[str, ...]) -> list[str]:
    """The folded words of an address for comparing, shortened ones written out: "High St." and "High Street" agree."""
    words: list[str] = []
    for line in lines:
        for part in line.split(","):
            found = [_SHORT.get(word, word) for word in fold(part).split()]
            if len(found) > 1 and found[-1] == "st":
                found[-1] = "street"
            words += found
    return words


def address_key(address: PostalAddress) -> str:
    """A folded form under which two spellings of one home compare equal; "" for no address."""
    if not address:
        return ""
    return " ".join([*address_words(address.lines), tidy_postcode(address.postcode).replace(" ", "")])


FORMER = "the letter has a former address"
"""Why paper that was made before somebody moved goes out no more, as the end of "…: "."""


def leads_to(block: Sequence[str], home: PostalAddress) -> bool:
    """Whether what stands in the window of a letter, names first, ends with this address."""
    return bool(home) and " ".join(["", *fold(" ".join(block)).split()]).endswith(f" {fold(home.one_line)}")


def is_withdrawn(before: PostalAddress, now: PostalAddress) -> bool:
    """Whether an address was emptied, or cut to less than a home: a town and a postcode."""
    if not now.lines:
        return bool(before.lines)
    old, new = address_words(before.lines), address_words(now.lines)
    numbered = any(word[0].isdigit() for word in old)
    house_lost = numbered and not any(word[0].isdigit() for word in new)
    return set(new) < set(old) and (house_lost or len(now.lines) < 2)

"""What stands in a cell of a contact list: names, dates, yes and no, relationships, addresses, as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from halton_desktop.domain.address import PostalAddress, tidy_address
from halton_desktop.domain.parent import Relationship
from halton_desktop.domain.spelling import without_capitals

LONGEST = 300
"""Letters of one value; more is not a name, address or number."""

_DATE_SHAPES = ("%Y%m%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_USUAL_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_APOSTROPHES = str.maketrans({"`": "'", "´": "'", "ʼ": "’", "‘": "’"})
_YES = frozenset({"y", "yes", "true", "t", "1", "x", "✓"})
_NO = frozenset({"n", "no", "false", "f", "0", "-", "none"})
_TITLES = {
    title.casefold(): title
    for title in "Mr Mrs Ms Miss Mx Dr Rev Prof Sir Dame Lady Lord Fr Sr Revd Canon Imam Rabbi Major Captain".split()
} | {"reverend": "Rev", "doctor": "Dr", "professor": "Prof", "mister": "Mr"}
_PARTICLES = frozenset("van der den de la le du da di dos von zu ten ter bin al ap ab mac st ní nic ó".split())

_RELATIONSHIPS: Mapping[Relationship, str] = {
    Relationship.MOTHER: "mother, mum, mam, mom, mummy, mot, pam, birth mother, natural mother, adoptive mother",
    Relationship.FATHER: "father, dad, daddy, fat, paf, birth father, natural father, adoptive father",
    Relationship.STEP_PARENT: "step-parent, step parent, stepparent, stp, stepmother, stepfather, step-mother",
    Relationship.CARER: "carer, car, main carer, kinship carer",
    Relationship.FOSTER_CARER: "foster carer, foster parent, foster mother, foster father, fos, fom, fof",
    Relationship.GUARDIAN: "guardian, gua, legal guardian, special guardian",
    Relationship.GRANDMOTHER: "grandmother, grm, gran, nan, nana, granny, grandma",
    Relationship.GRANDFATHER: "grandfather, grf, grandad, granddad, grandpa",
    Relationship.OTHER_FAMILY: "other family member, fam, other relative, rel, relative",
    Relationship.SOCIAL_WORKER: "social worker, swr, sw",
    Relationship.OTHER: "other, oth, other contact",
}
RELATIONSHIPS: Mapping[str, Relationship] = {
    word: relationship for relationship, words in _RELATIONSHIPS.items() for word in words.split(", ")
}
"""Words and codes of the schools' systems, in small letters. The three-letter codes are those of the Common Transfer
File's code set; schools add their own, so what is not here stays as the text that came."""

_FLAT = re.compile(
    r"((?:flat|apartment|apt|unit|room|studio)\.? *(?:[0-9]+[a-z]?|[a-z]))[ ,]+"
    r"([0-9]+[a-z]?(?:-[0-9]+[a-z]?)?)\b *(.*)",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r"[0-9]+ *[a-z]?(?: *[-/] *[0-9]+ *[a-z]?)?", re.IGNORECASE)


def tidy(text: str) -> str:
    """One line without leading, trailing and double spaces (no-break and zero-width ones too)."""
    if not text.isascii():
        text = text.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(text.split())


def tidy_name(text: str) -> str:
    """A name with one kind of apostrophe, not letters that are signs of their own: O`Brien → O'Brien."""
    return tidy(text).translate(_APOSTROPHES).strip(" ,;")


def read_date(text: str) -> date | None:
    """The date, or None when this is not one. Days come before months; a spreadsheet's day number is one too."""
    plain = tidy(text).removesuffix(" 00:00:00")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?", plain):
        plain = plain[:10]
    usual = _USUAL_DATE.fullmatch(plain)  # twenty times faster than asking strptime, which takes the rest
    if usual is not None:
        year, month, day = (usual[3], usual[2], usual[1]) if usual[1] else (usual[4], usual[5], usual[6])
        try:
            return date(int(year), int(month), int(day)) if int(year) >= 1000 else None
        except ValueError:
            return None
    for shape in _DATE_SHAPES:
        try:
            found = datetime.strptime(plain, shape).date()  # noqa: DTZ007 - a birthday has no zone
        except ValueError:
            continue
        return found if found.year >= 1000 else None
    if re.fullmatch(r"[2-5][0-9]{4}(\.0)?", plain):
        return _EXCEL_DAY_ZERO + timedelta(days=int(plain[:5]))
    return None


def read_yes_no(text: str) -> bool | None:
    """True, False, or None for an empty cell or anything else."""
    word = tidy(text).casefold()
    return True if word in _YES else False if word in _NO else None


def read_sex(text: str) -> str:
    """ "M", "F" or "" for unknown, not stated and anything else."""
    return {"m": "M", "male": "M", "f": "F", "female": "F"}.get(tidy(text).casefold(), "")


def read_relationship(text: str) -> str:
    """The usual word, or the text that came: "Mum" → "mother", "Aunt" → "aunt"; a code not known stays as it is."""
    plain = tidy(text)
    known = RELATIONSHIPS.get(plain.casefold())
    if known is not None:
        return known.value
    return plain if plain.isupper() and len(plain) <= 4 else plain.casefold()


def read_title(text: str) -> str:
    """The title as printed: "MRS." → "Mrs"."""
    plain = tidy(text).rstrip(".")
    return _TITLES.get(plain.casefold(), plain)


def split_name(text: str) -> tuple[str, str, str]:
    """(title, forename, surname) of a name in one cell: "Mrs Anna van der Berg" or "Smith, John"."""
    plain = tidy_name(text)
    if "," in plain:
        surname, _, forename = (part.strip() for part in plain.partition(","))
        title, forename = _leading_title(forename)
        return title, forename, surname
    title, plain = _leading_title(plain)
    words = plain.split(" ")
    if len(words) == 1:
        return (title, "", plain) if title else ("", plain, "")
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return title, " ".join(words[:start]), " ".join(words[start:])


def _leading_title(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    title = _TITLES.get(first.casefold().rstrip("."), "")
    return (title, rest) if title else ("", text)


def read_address(house: str, street: str, others: list[str], postcode: str, flat: str = "") -> PostalAddress:
    """House and street on one line, a flat or a house's name on the line above; towns not in capitals."""
    house, street, flat = tidy(house), tidy(street), tidy(flat)
    match = _FLAT.fullmatch(house)
    if match is not None and not flat:
        flat, house = match[1], f"{match[2]} {match[3]}".strip()
    lines = [flat]
    if _HOUSE_NUMBER.fullmatch(house):
        lines.append(f"{house} {street}".strip())
    else:
        lines += [house, street]
    return tidy_address([without_capitals(line) for line in (*lines, *map(tidy, others))], tidy(postcode))


def read_address_lines(lines: list[str], postcode: str) -> PostalAddress:
    """Lines as they came, those with commas taken apart, "Flat 7 50 Norton Lane" too."""
    parts = [tidy(part) for line in lines for part in re.split(r"[,\n;]", line)]
    kept: list[str] = []
    for part in parts:
        match = _FLAT.fullmatch(part)
        kept += [match[1], f"{match[2]} {match[3]}".strip()] if match is not None else [part]
    merged: list[str] = []
    for part in kept:
        if merged and part and _HOUSE_NUMBER.fullmatch(merged[-1]):
            merged[-1] = f"{merged[-1]} {part}"
        else:
            merged.append(part)
    return tidy_address([without_capitals(line) for line in merged], tidy(postcode))

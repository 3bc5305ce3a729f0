"""What stands in a cell of a contact list: names, dates, yes and no, addresses, as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from halton_desktop.domain.address import PostalAddress, tidy_address
from halton_desktop.domain.importing.spelling import without_capitals
from halton_desktop.domain.tidy_text import tidy_line

LONGEST = 300
"""Letters of one value; more is not a name, address or number."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]+([0-9]{1,2})[/.\- ]+([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-]?)([0-9]{2}|[0-9](?=[/.-]))\2([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ /.,-]*([a-z]{3,9})[ /.,'’-]*([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[ .-]*([0-9]{1,2})(?:st|nd|rd|th)?[ ,.-]+([0-9]{4})")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[ ,.]+")
_TIME = re.compile(r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?(?: ?[ap]m)?Z?)$", re.IGNORECASE)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_APOSTROPHES = str.maketrans({"`": "'", "´": "'", "ʼ": "’", "‘": "’"})
BROKEN = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA|FORMULA)", re.I)
"""What a spreadsheet shows in place of a value it cannot work out; #FORMULA is this program's own sign."""

_PLACEHOLDERS = frozenset(
    "n/a|na|n.a.|n.a|none|nil|null|tbc|tba|tbd|unknown|not known|not given|not provided|not applicable|x|xx|xxx|blank|"
    "no email|no e-mail|no phone|no mobile|no telephone|no address|n/k|nk".split("|")
)
_SPREADSHEET_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]+)?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}-[a-z]{3}(?:-[0-9]{2,4})?|"
    r"[a-z]{3}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9.]+e\+[0-9]+",
    re.IGNORECASE,
)
_YES = frozenset({"y", "yes", "true", "t", "1", "x", "✓"})
_NO = frozenset({"n", "no", "false", "f", "0", "-", "none"})
_TITLES = {
    title.casefold(): title
    for title in "Mr Mrs Ms Miss Mx Dr Rev Prof Sir Dame Lady Lord Fr Sr Revd Canon Imam Rabbi Major Captain".split()
} | {"reverend": "Rev", "doctor": "Dr", "professor": "Prof", "mister": "Mr", "mistress": "Mrs", "mss": "Ms"}
_RARE_TITLES = {
    title.casefold(): title
    for title in (
        "Master Cllr Councillor Col Colonel Capt Maj Sgt Sergeant Cpl Lt Lieutenant Commander Pastor Deacon Bishop "
        "Father "
        "Sister Brother Sheikh Mufti Hon Baron Baroness Count Countess Earl Viscount Judge Justice PC Madame Mme Mlle "
        "Monsieur Señor Señora Herr Frau Pani Pan Sra Srta Begum Haji Hajji Ustadh Ustaz Chief Princess Prince Elder"
    ).split()
}
"""Titles in a column of titles; in front of a name most of them are a forename."""
_BETWEEN_TITLES = re.compile(r"\s*(?:&|\+|/|\band\b|\s)\s*", re.IGNORECASE)
_PARTICLES = frozenset("van der den de la le du da di dos von zu ten ter bin al ap ab mac st ní nic ó".split())

_FLAT = re.compile(
    r"((?:flat|apartment|apt|unit|room|studio)\.? *(?:[0-9]+[a-z]?|[a-z]))[ ,]+"
    r"([0-9]+[a-z]?(?:-[0-9]+[a-z]?)?)\b *(.*)",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r"[0-9]+ *[a-z]?(?: *[-/] *[0-9]+ *[a-z]?)?", re.IGNORECASE)


def tidy(text: str) -> str:
    """One line without leading, trailing and double spaces (no-break and zero-width ones too)."""
    return tidy_line(text)


def tidy_name(text: str) -> str:
    """A name with one kind of apostrophe, not letters that are signs of their own: O`Brien → O'Brien."""
    return tidy(text).translate(_APOSTROPHES).strip(" ,;")


def is_placeholder(text: str) -> bool:
    """Whether a cell says in its way that it says nothing: "-", "n/a", "none", "TBC", "?"."""
    plain = text.strip().casefold()
    return not any(sign.isalnum() for sign in plain) or plain in _PLACEHOLDERS


def turned_into_a_date(text: str) -> bool:
    """Whether a spreadsheet has made a date, a time or a power of ten out of a house number such as 1-2."""
    return _SPREADSHEET_DATE.fullmatch(text.strip()) is not None


def read_date(text: str) -> date | None:
    """The date, or None when this is not one. Days come before months; a spreadsheet's day number is one too."""
    plain = _WEEKDAY.sub("", _TIME.sub("", tidy(text)).casefold()).strip(" .,")
    if found := _DAY_FIRST.fullmatch(plain):
        return _date(found[3], found[2], found[1])
    if found := _YEAR_FIRST.fullmatch(plain):
        return _date(found[1], found[3], found[4])
    if found := _NAMED_MONTH.fullmatch(plain):
        return _date(found[3], found[2], found[1])
    if found := _MONTH_FIRST.fullmatch(plain):
        return _date(found[3], found[1], found[2])
    if re.fullmatch(r"[2-5][0-9]{4}(\.0)?", plain):
        return _EXCEL_DAY_ZERO + timedelta(days=int(plain[:5]))
    return None


def _date(year: str, month: str, day: str) -> date | None:
    """A year of two digits is of this century up to 40."""
    if not month.isdecimal():
        if month[:3] not in _MONTHS:
            return None
        month = str(_MONTHS.index(month[:3]) + 1)
    whole = int(year) + (0 if len(year) == 4 else 2000 if int(year) <= 40 else 1900)
    try:
        return date(whole, int(month), int(day)) if whole >= 1000 else None
    except ValueError:
        return None


def read_yes_no(text: str) -> bool | None:
    """True, False, or None for an empty cell or anything else."""
    word = tidy(text).casefold()
    return True if word in _YES else False if word in _NO else None


def read_sex(text: str) -> str:
    """ "M", "F" or "" for unknown, not stated and anything else."""
    return {"m": "M", "male": "M", "f": "F", "female": "F"}.get(tidy(text).casefold(), "")


def read_title(text: str) -> str:
    """The title as printed: "MRS." → "Mrs"."""
    plain = tidy(text).rstrip(".")
    if is_placeholder(plain):
        return ""
    return _TITLES.get(plain.casefold()) or _RARE_TITLES.get(plain.casefold(), plain)


def is_title(text: str) -> bool:
    """Whether this is a title, or several: "Mrs", "Mr & Mrs", "Rev Dr"."""
    parts = [part.rstrip(".").casefold() for part in _BETWEEN_TITLES.split(text) if part]
    return bool(parts) and all(part in _TITLES or part in _RARE_TITLES for part in parts)


def split_name(text: str) -> tuple[str, str, str]:
    """(title, forename, surname) of a name in one cell: "Mrs Anna van der Berg" or "Smith, John"."""
    plain = tidy_name(text)
    if "," in plain:
        surname, _, forename = (part.strip() for part in plain.partition(","))
        title, forename = leading_title(forename)
        return title, forename, surname
    title, plain = leading_title(plain)
    words = plain.split(" ")
    if len(words) == 1:
        return (title, "", plain) if title else ("", plain, "")
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return title, " ".join(words[:start]), " ".join(words[start:])


def leading_title(text: str) -> tuple[str, str]:
    """(title, the rest) of a name that may begin with its title: "Mr Al"."""
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

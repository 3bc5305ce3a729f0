"""Remarks that offices type into names and addresses: taken out of what is printed, kept, and looked at for holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from halton_desktop.domain.importing.home_words import restriction_in_address
from halton_desktop.domain.importing.name_words import is_nobodys_name, restriction_in_name, where_a_remark_begins
from halton_desktop.domain.importing.restriction_words import restriction_in, restriction_spelt_out
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.relationship_words import RelationshipStatus, read_relationship
from halton_desktop.exchange.cell_values import is_title, read_title


@dataclass(frozen=True, slots=True)
class Parted:
    """``plain`` may be printed. ``remarks`` are the rest in the file's words; ``kind`` what they may forbid."""

    plain: str
    remarks: tuple[str, ...] = ()
    kind: HoldKind | None = None


_BRACKETS = re.compile(r"\s*(?:\(([^)]*)(?:\)|$)|\[([^\]]*)(?:\]|$)|\{([^}]*)(?:\}|$)|[\"“”]([^\"“”]+)[\"“”])\s*")
_DASH = re.compile(r"\s+[-–—]+\s*|[-–—]+\s+")
_ALSO = re.compile(
    r"[,;/]?\s*\b(?:aka|a\.k\.a\.?|a/k/a|known as|formerly|f\.k\.a\.?|previously|prev|maiden name|n[ée]e|born)"
    r"(?=[\s:.]|$).*$",
    re.IGNORECASE,
)
_LATE = re.compile(r"(?:the )?late (?=\w)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\+?[0-9][0-9 ()-]{5,}.*$")
_LOUD = re.compile(
    r"\b(?:deceased|dec['’]?d|died|r\.?i\.?p|no contact|do not|don['’]?t|dnc|confidential|refuge|injunction|"
    r"court order|\||non[- ]?mol\w*|not to be|must not|withheld|undisclosed|pso)\b.*$|[†✝*!].*$",
    re.IGNORECASE,
)
_DEATH_TOLD = re.compile(
    r"\b(?:the )?(?:estate|exec(?:utor|utrix|utors|s)?\.?|exors?|personal reps?\w*) of(?: the late)?\b", re.IGNORECASE
)
_NOT_KNOWN = re.compile(r"\bunk?n?own\b|\bnot known\b|\btb[ac]\b", re.IGNORECASE)
_TITLE_BEHIND = re.compile(r",\s*(?:mr|mrs|ms|miss|mx|dr|prof|rev)\.?$", re.IGNORECASE)
_MARKS = " ,;:-–—*!/|+#~"
_GONE = re.compile(r"\b(?:left|leaver|leaving|off roll|expelled|dead|died)\b", re.IGNORECASE)
_LONG_WORD, _MANY_STARS, _INITIALS = 12, 4, 5


@lru_cache(maxsize=8192)
def parted_name(text: str, *, surname: bool = False) -> Parted:
    """A forename or surname, as it may stand on an envelope.

    "Jo (mum) - ring first" → Jo, "Moss - DECEASED" → Moss, "Smith (née Jones)" → Smith; "Anne - Marie" is one name.
    """
    whole = " ".join(text.replace("_", " ").split())
    if whole.isalpha() and len(whole) < _LONG_WORD:  # as most names are
        kind = restriction_in_name(whole, surname=surname)
        return Parted("", (whole,), kind) if kind else Parted(whole)
    if any(map(str.isalnum, whole)) and is_nobodys_name(whole, surname=surname):
        return Parted("", (whole,), HoldKind.UNDECIDED)
    plain, remarks = _bracketed(_starless(whole))
    for pattern in (_TITLE_BEHIND, _ALSO, _NUMBER):
        plain, remarks = _cut(plain, pattern, remarks)
    plain, remarks = _after_a_dash(plain, remarks)
    before, *after = re.split(r"\s*[,;:]\s*", plain, maxsplit=1)
    if any(after) and (after[0].islower() or restriction_in(after[0])):
        plain, remarks = before, [*remarks, after[0]]
    plain, remarks = _cut(plain, _LOUD, remarks)
    for pattern in (_DEATH_TOLD, _NOT_KNOWN):
        remarks = [*remarks, *pattern.findall(plain)]
        plain = " ".join(pattern.sub(" ", plain).split())
    end = where_a_remark_begins(plain)
    plain, remarks = plain[:end], [*remarks, plain[end:].strip(_MARKS)] if plain[end:].strip(_MARKS) else remarks
    late = _LATE.match(plain)
    if late is not None:
        plain, remarks = plain[late.end() :], [*remarks, late[0].strip()]
    kind = restriction_in_name(whole) if late else None
    parted = _parted(plain, remarks, whole, _forbidden)
    return replace(parted, kind=kind) if kind and not parted.kind else parted


@lru_cache(maxsize=512)
def parted_title(text: str) -> Parted:
    """A title as it may be printed: "Mrs (dec)" → Mrs. What is no title known here is a remark."""
    whole = " ".join(text.split())
    title = read_title(whole)
    if not title or is_title(title):
        return Parted(title)
    plain, remarks = _bracketed(whole)
    words = plain.split()
    known = next((place for place in range(len(words), 0, -1) if is_title(read_title(" ".join(words[:place])))), 0)
    remarks = [*remarks, *([" ".join(words[known:])] if words[known:] else [])]
    kind = next(filter(None, map(_forbidden, (whole, *remarks))), None)
    return Parted(read_title(" ".join(words[:known])) if known else "", tuple(remarks) or (whole,), kind)


def _starless(text: str) -> str:
    """ "*Jane*" without what only marks it."""
    inner = text.strip("*~^ ")
    return inner if not re.search(r"[*~^]", inner) and len(text) - len(inner) <= _MANY_STARS else text


def _bracketed(text: str) -> tuple[str, list[str]]:
    remarks = [" ".join("".join(part or "" for part in found).split()) for found in _BRACKETS.findall(text)]
    return _BRACKETS.sub(" ", text).strip(), [one for one in remarks if one]


def _cut(plain: str, pattern: re.Pattern[str], remarks: list[str]) -> tuple[str, list[str]]:
    found = pattern.search(plain)
    if found is None:
        return plain, remarks
    said = found[0].strip(" ,;:-–—/")
    return plain[: found.start()], [*remarks, said] if said.strip("*! ") else remarks


def _after_a_dash(plain: str, remarks: list[str]) -> tuple[str, list[str]]:
    """What follows a dash is a remark, unless it is one more name: Smith - Jones."""
    first, *rest = _DASH.split(plain)
    if not rest:
        return plain, remarks
    told = " - ".join(part for part in rest if part)
    known = (
        read_relationship(told).status is not RelationshipStatus.UNKNOWN
        or restriction_in_name(told) is not None
        or _OF_CARE.fullmatch(told) is not None
    )
    if first and told and " " not in told and told[:1].isupper() and not known:
        return f"{first}-{told}", remarks
    return first, [*remarks, told] if told else remarks


def _parted(plain: str, remarks: list[str], whole: str, reading: Callable[[str], HoldKind | None]) -> Parted:
    kept = " ".join(plain.split()).strip(_MARKS)
    if not remarks:
        return Parted(kept)
    return Parted(kept, tuple(dict.fromkeys(remarks)), next(filter(None, map(reading, (whole, *remarks))), None))


def _forbidden(remark: str) -> HoldKind | None:
    """What a remark beside a name may forbid."""
    return restriction_in(remark) or (HoldKind.UNDECIDED if _NOT_KNOWN.search(remark) else None)


@lru_cache(maxsize=4096)
def parted_pupil_name(text: str, *, surname: bool = False) -> Parted:
    """A child's forename, surname or both. A child is never left without a name; one who has left is asked about."""
    parted = parted_name(text, surname=surname)
    if not parted.plain:
        return Parted(text, (), None if parted.kind is HoldKind.UNDECIDED else parted.kind)
    if parted.kind is None and re.search(r"[^\W\d_]\?", " ".join(parted.remarks)):  # letters the export lost
        return Parted(text)
    gone = any(_GONE.search(remark) for remark in parted.remarks)
    if text.islower() and not gone and parted.kind is None:  # "pearce, emma" is a name from end to end
        plain, remarks = _bracketed(text)
        return Parted(plain, tuple(remarks))
    return replace(parted, kind=parted.kind or (HoldKind.UNDECIDED if gone else None))


_CARE = r"(?:P?LAC|CLA|CP|CI[Nn]|DV|CO|NC|DNC|SGO|[Aa]dopt\w*|[Ff]ostered|[Ll]ooked after|[Cc]ourt\w*|[Rr]efuge)"
_OF_CARE = re.compile(_CARE)
"""Codes and words of a child's care that stand behind a name or a form."""
_BEHIND_A_FORM = re.compile(
    rf"([0-9]{{1,2}}[A-Za-z]{{1,2}}[0-9]?|[A-Z]{{1,2}}[0-9]{{1,2}}[A-Z]?)[ *+_/-]+({_CARE}\b.*)$"
)
_LOWER = re.compile(r"[a-z]{3}")


@lru_cache(maxsize=1024)
def parted_form(text: str) -> Parted:
    """A form without what is written behind it: "9B (court order)" → 9B; "9 DNC" are a teacher's initials."""
    plain, remarks = _bracketed(text)
    first, *rest = _DASH.split(plain)
    plain_words = len(re.findall(r"[^\W\d_]", plain)) > _INITIALS
    if plain_words and not re.match(r"[0-9]", plain) and restriction_spelt_out(plain):
        return Parted("", (text,), restriction_spelt_out(plain))
    if (code := _BEHIND_A_FORM.match(first)) is not None:
        return _parted(code[1], [*remarks, code[2].strip(" *+-"), *rest], text, _forbidden)
    remarks += [part for part in rest if part and (_forbidden(part) or _LOWER.match(part))]
    written_behind = any(_forbidden(one) or _LOWER.match(one) or _OF_CARE.fullmatch(one) for one in remarks)
    if not written_behind and plain_words and restriction_spelt_out(plain):
        return Parted("", (text,), restriction_spelt_out(plain))
    if not written_behind:
        return Parted(text)
    return _parted(first if rest else plain, remarks, text, _forbidden)


@lru_cache(maxsize=8192)
def parted_address(text: str) -> Parted:
    """One cell of an address, as it may stand on an envelope: without brackets and without what is no address at all.

    "REFUGE - DO NOT DISCLOSE, 14 Secret Road" → 14 Secret Road, "1 Mill Lane (moved out)" → 1 Mill Lane.
    """
    whole = " ".join(text.split(" ")).strip()
    kind = restriction_in_address(whole)
    if kind is None and not re.search(r"[(\[{]", whole):
        return Parted(whole)
    plain, remarks = _bracketed(whole)
    lines = []
    for line in re.split(r"[,\n;]", plain):
        if restriction_in_address(line) is None:
            lines.append(line.strip())
            continue
        kept, said = _within_line(line.strip())
        lines.append(kept)
        remarks.append(said)
    found = kind or next((held for one in remarks if (held := restriction_in_address(one))), None)
    return Parted(", ".join(line for line in lines if line), tuple(dict.fromkeys(remarks)), found)


def _within_line(line: str) -> tuple[str, str]:
    """(the address, the remark) of a line that holds a remark: "1 Mill Lane - moved out" keeps its street."""
    pieces = _DASH.split(line)
    kept = [piece for piece in pieces if restriction_in_address(piece) is None]
    if kept and len(kept) < len(pieces) and any(sign.isdigit() for sign in kept[0]) and pieces[0] == kept[0]:
        return kept[0], line[len(kept[0]) :].strip(_MARKS)
    return "", line

"""The reference printed on every form and letter: drawn by lot, given once, and read back however it was typed.

    A26-K7M2-7K3F2-T
    │ │  │ │ │     └ check character
    │ │  │ │ └ five characters, drawn by lot and checked for being free
    │ │  │ └ the copy of the office it was printed by: one that was restored or copied has another
    │ │  └ the office
    │ └ the school year it was issued in (26 = 2026/27)
    └ what it is (A acknowledgement, C consent, G general letter, N incident letter)

Those printed before 2027 have no group for office and copy (A26-7K3F2-F); they are read as well.

All characters come from Crockford's base 32 (no I, L, O or U), so a 0 read as O or a 1 as I or L does no harm. The
check character is a weighted sum in the field of 32 elements, each place with a weight of its own: every single wrong
character and every swap of two characters, neighbouring or not, is noticed. The square code adds the person's initials
after a star (A26-K7M2-7K3F2-T*JB), for a last look before a slip is booked.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from halton_desktop.errors import InvalidInput, OurBug

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EXAMPLE = "A26-K7M2-7K3F2-T"
SHARE_OF_SAMPLES = "0000"
"""Office and copy on samples, which nobody returns; no office has it."""
NUMBERS = 32**5

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BODY = 5
_SHARE = 4
_LENGTHS = {1 + 2 + _BODY + 1: 0, 1 + 2 + _SHARE + _BODY + 1: _SHARE}
"""How many characters a reference has, and how many of them are the office's and the copy's."""
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the powers of x run through all 31 non-zero elements
_SCATTER = 22_134_325  # odd, so multiplying by it permutes the numbers below 32^5
_SHIFT = 9_716_137
_GATHER = pow(_SCATTER, -1, NUMBERS)
_STAR = "*"
_TITLES = frozenset({"MR", "MRS", "MS", "MISS", "MX", "DR", "REV", "REVD", "PROF", "SIR", "DAME", "LADY", "LORD"})
_NO_ACCENT = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Æ": "A", "æ": "a", "ı": "i"})
_MISREAD = str.maketrans("OIL", "011")
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−_./\u00ad"))


class ReferenceKind(Enum):
    """What carries the reference; the value is the letter it begins with (none that is mistaken for a digit)."""

    ACKNOWLEDGEMENT = "A"
    CONSENT = "C"
    GENERAL_LETTER = "G"
    INCIDENT_LETTER = "N"


class ReferenceFault(Enum):
    """What is wrong with something typed or scanned as a reference."""

    EMPTY = "empty"
    NOT_A_REFERENCE = "not a reference"
    DAMAGED = "damaged"


class UnreadableReference(InvalidInput):
    """What was typed or scanned is no reference; ``fault`` says which way, the message says it in words."""

    def __init__(self, fault: ReferenceFault, message: str, advice: str = "") -> None:
        super().__init__("reference", message, advice)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Reference:
    """One issued reference: ``school_year`` is the year its September falls in, ``number`` is below ``NUMBERS``.

    ``share`` is the office's and the copy's, "" on those printed before there was one; ``initials`` are what the square
    code said of the person, "" where nothing was said. Two references are the same whatever the initials.
    """

    kind: ReferenceKind
    school_year: int
    number: int
    share: str = ""
    initials: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.number < NUMBERS:
            raise OurBug(f"Reference numbers run from 0 to {NUMBERS - 1}.")
        if not 2000 <= self.school_year <= 2099:
            raise OurBug("References are issued for the school years 2000 to 2099.")

    def __str__(self) -> str:
        scattered = (self.number * _SCATTER + _SHIFT) % NUMBERS
        body = "".join(ALPHABET[scattered >> 5 * place & 31] for place in reversed(range(_BODY)))
        head = f"{self.kind.value}{self.school_year % 100:02d}"
        return "-".join(part for part in (head, self.share, body, _check_character(head + self.share + body)) if part)


def share_of(office_id: str, copy_id: str) -> str:
    """The four characters that stand for an office and for the copy of it that prints."""
    return _two_of("office", office_id) + _two_of("copy", copy_id)


def of_same_office(share: str, other: str) -> bool:
    """Whether two shares are of one office, whichever copy of it."""
    return share[:2] == other[:2]


def draw(kind: ReferenceKind, school_year: int, share: str) -> Iterator[Reference]:
    """References by lot, without end; whoever gives them out asks first whether one is free."""
    while True:
        yield Reference(kind, school_year, secrets.randbelow(NUMBERS), share)


def initials(name: str) -> str:
    """First letters of a person's first and last name as a code can carry them; "" where it can carry none."""
    plain = unicodedata.normalize("NFKD", name.translate(_NO_ACCENT))
    words = re.sub(r"[^A-Za-z ]", "", re.sub(r"[-–.]", " ", plain)).upper().split()
    words = [word for word in words if word not in _TITLES]
    return words[0][0] + words[-1][0] if words else ""


def code_text(reference: str, name: str) -> str:
    """What the square code on somebody's slip says."""
    first_letters = initials(name)
    return f"{reference}{_STAR}{first_letters}" if first_letters else reference


def _two_of(what: str, identity: str) -> str:
    number = int.from_bytes(hashlib.sha256(f"{what} {identity}".encode()).digest()[:8]) % 1023 + 1  # never "00"
    return ALPHABET[number >> 5] + ALPHABET[number & 31]


def parse(text: str) -> Reference:
    """Read a typed or scanned reference: case, spaces, dashes and O/0, I/L/1 do not matter.

    Raises UnreadableReference saying whether nothing was given, it is no reference, or one was damaged (the check
    character does not fit).
    """
    shown = " ".join(text.split())
    if not shown:
        raise UnreadableReference(
            ReferenceFault.EMPTY,
            "No reference was given.",
            f"Type or scan the reference on the form, such as {EXAMPLE}.",
        )
    typed, _, first_letters = "".join(text.split()).upper().partition(_STAR)
    plain = typed.translate(_DASHES).translate(_MISREAD)
    _require_shape(plain, shown)
    if _check_character(plain[:-1]) != plain[-1]:
        raise UnreadableReference(
            ReferenceFault.DAMAGED,
            f"{shown} is not quite right: its last character, the check character, does not fit the others.",
            "One of the characters was misread or mistyped. Compare it with the form and try again.",
        )
    if not _head_fits(plain):
        raise _not_a_reference(shown, "it does not begin the way our references do")
    body = 3 + _LENGTHS[len(plain)]
    scattered = 0
    for character in plain[body:-1]:
        scattered = scattered << 5 | _VALUES[character]
    number = (scattered - _SHIFT) * _GATHER % NUMBERS
    found = Reference(ReferenceKind(plain[0]), 2000 + int(plain[1:3]), number, plain[3:body])
    return replace(found, initials=first_letters)


def _require_shape(plain: str, shown: str) -> None:
    if len(plain) not in _LENGTHS:
        of_old, of_today = _LENGTHS
        expected = f"{of_today}, or {of_old} on older paper"
        raise _not_a_reference(shown, f"it has {len(plain)} letters and digits instead of {expected}")
    strange = next((character for character in plain if character not in _VALUES), None)
    if strange is not None:
        raise _not_a_reference(shown, f"“{strange}” never occurs in one")
    kinds = {kind.value for kind in ReferenceKind}
    misfits = (plain[0] not in kinds) + (not plain[1].isdigit()) + (not plain[2].isdigit())
    if plain.isdigit():  # the bar code of something bought
        raise _not_a_reference(shown, "it is made of digits alone")
    if misfits > 1:  # one alone may be a single misread character, which is a damaged reference and not a foreign one
        raise _not_a_reference(shown, "it does not begin the way our references do")


def _head_fits(plain: str) -> bool:
    return plain[0] in {kind.value for kind in ReferenceKind} and plain[1:3].isdigit()


def _not_a_reference(shown: str, why: str) -> UnreadableReference:
    shortened = shown if len(shown) <= 40 else shown[:39] + "…"
    return UnreadableReference(
        ReferenceFault.NOT_A_REFERENCE,
        f"{shortened} is not a reference: {why}.",
        f"References look like {EXAMPLE}. The reference stands beside the square code on the form.",
    )


def _times_x(element: int) -> int:
    """Multiply an element of the field of 32 elements by x."""
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & 32 else doubled


def _check_character(unchecked: str) -> str:
    """The check character c with Σ value(i)·x^(n-i) + c = 0; all weights differ, so any swap changes the sum."""
    total = 0
    for character in unchecked:  # Horner: the first character ends with the highest power of x
        total = _times_x(total ^ _VALUES[character])
    return ALPHABET[total]

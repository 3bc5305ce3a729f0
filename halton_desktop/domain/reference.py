"""The reference printed on every form and letter: issued from a running number, and read back however it was typed.

    A26-7K3F2-F
    │ │    │  └ check character
    │ │    └ five characters: the running number, scattered so that neighbouring forms do not look alike
    │ └ the school year it was issued in (26 = 2026/27)
    └ what it is (A acknowledgement, C consent, G general letter, N incident letter)

All characters come from Crockford's base 32 (no I, L, O or U), so a 0 read as O or a 1 as I or L does no harm. The
check character is a weighted sum in the field of 32 elements, each place with a weight of its own: every single wrong
character and every swap of two characters, neighbouring or not, is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from halton_desktop.errors import InvalidInput, OurBug

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EXAMPLE = "A26-7K3F2-F"

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BODY = 5
_NUMBERS = len(ALPHABET) ** _BODY
_LENGTH = 1 + 2 + _BODY + 1
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the powers of x run through all 31 non-zero elements
_SCATTER = 22_134_325  # odd, so multiplying by it permutes the numbers below 32^5
_SHIFT = 9_716_137
_GATHER = pow(_SCATTER, -1, _NUMBERS)
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
    """One issued reference: ``school_year`` is the year its September falls in, ``number`` counts from 0."""

    kind: ReferenceKind
    school_year: int
    number: int

    def __post_init__(self) -> None:
        if not 0 <= self.number < _NUMBERS:
            raise OurBug(f"Reference numbers run from 0 to {_NUMBERS - 1}.")
        if not 2000 <= self.school_year <= 2099:
            raise OurBug("References are issued for the school years 2000 to 2099.")

    def __str__(self) -> str:
        scattered = (self.number * _SCATTER + _SHIFT) % _NUMBERS
        body = "".join(ALPHABET[scattered >> 5 * place & 31] for place in reversed(range(_BODY)))
        unchecked = f"{self.kind.value}{self.school_year % 100:02d}{body}"
        return f"{unchecked[:3]}-{body}-{_check_character(unchecked)}"


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
    plain = "".join(text.split()).translate(_DASHES).upper().translate(_MISREAD)
    _require_shape(plain, shown)
    if _check_character(plain[:-1]) != plain[-1]:
        raise UnreadableReference(
            ReferenceFault.DAMAGED,
            f"{shown} is not quite right: its last character, the check character, does not fit the others.",
            "One of the characters was misread or mistyped. Compare it with the form and try again.",
        )
    if not _head_fits(plain):
        raise _not_a_reference(shown, "it does not begin the way our references do")
    scattered = 0
    for character in plain[3:-1]:
        scattered = scattered << 5 | _VALUES[character]
    number = (scattered - _SHIFT) * _GATHER % _NUMBERS
    return Reference(ReferenceKind(plain[0]), 2000 + int(plain[1:3]), number)


def _require_shape(plain: str, shown: str) -> None:
    if len(plain) != _LENGTH:
        raise _not_a_reference(shown, f"it has {len(plain)} letters and digits instead of {_LENGTH}")
    strange = next((character for character in plain if character not in _VALUES), None)
    if strange is not None:
        raise _not_a_reference(shown, f"“{strange}” never occurs in one")
    kinds = {kind.value for kind in ReferenceKind}
    misfits = (plain[0] not in kinds) + (not plain[1].isdigit()) + (not plain[2].isdigit())
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

"""A printing and its letters, as they are kept: what it takes to print each again exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from halton_desktop.domain.letter import CARES_FOR, Envelope, Letterhead, Mailing, SlipPerson


@dataclass(frozen=True, slots=True)
class KeptPrinting:
    """What all letters of a printing have in common; ``overrides`` are the parents written to in spite of a block.

    The letterhead's picture is kept beside it. ``envelope`` is the envelope, and how many mm right and down.
    """

    letterhead: Letterhead
    mailing: Mailing
    envelope: tuple[Envelope, float, float]
    overrides: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """Everything that differs from letter to letter; ``about`` are the pupils it speaks of, None where nobody knows."""

    salutation: str
    address: tuple[str, ...]
    people: tuple[SlipPerson, ...]
    standing: str = CARES_FOR
    first_sent: date | None = None
    slip_so_far: str = ""
    about: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class LetterBatch:
    """One printing: what was common to its letters, and whether it came out."""

    id: int
    letter: str
    per: str
    edition_id: int
    template: str
    common: KeptPrinting
    logo: bytes | None
    prepared_at: datetime
    prepared_by: int
    issued_at: datetime | None
    dropped_at: datetime | None
    letters: int = 0


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """One letter of a batch, as kept."""

    id: int
    batch_id: int
    reference: str
    addressee: str
    content: KeptLetter
    issued_at: datetime | None = None
    letter: str = ""

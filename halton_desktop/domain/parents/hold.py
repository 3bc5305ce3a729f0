"""What stops letters to or about a person: who, why in words, from where, since when, and who lifted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HoldKind(StrEnum):
    """Why a person is held; the value is what lists show."""

    COURT_ORDER = "court order"
    NO_CONTACT = "do not write"
    DECEASED = "may have died"
    SECRECY = "address kept secret"
    UNDECIDED = "not decided yet"


DECIDED = "decided by the office"
"""The source of a hold that came with an answer, not from a file."""


@dataclass(frozen=True, slots=True)
class FoundHold:
    """A word or cell of a file that may mean a restriction, before anybody has looked at it.

    ``words`` are the file's own, kept as they came. ``place`` names file row and column: "row 7, Court Order".
    ``about_child`` is true for what concerns this one child only (a court order), false for the person as a whole;
    ``by_name`` where the person was found by the words, as those of a list of the restricted.
    """

    kind: HoldKind
    words: str
    place: str
    about_child: bool = False
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold on a person; ``pupil_id`` is None where it holds for every child. Nothing in a file ever lifts one."""

    id: int
    parent_id: int
    kind: HoldKind
    reason: str
    source: str
    since: date
    pupil_id: int | None = None
    lifted_on: date | None = None
    lifted_by: str = ""
    lifted_because: str = ""

    @property
    def stands(self) -> bool:
        """Whether it still stops letters."""
        return self.lifted_on is None

    @property
    def words(self) -> str:
        """Why, as lists and letters’ plans say it: "may have died: “DECEASED” (contacts.csv, row 7, Surname)"."""
        return f"{self.kind.value}: “{self.reason}” ({self.source})"

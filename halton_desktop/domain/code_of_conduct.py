"""Editions of the Social Media Code of Conduct and their clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from halton_desktop.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Clause:
    """``number`` is the code's own ("2.1a"), ``statement`` one or two plain sentences in the school's words."""

    number: str
    statement: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the code. It is a draft until ``adopted_on`` is set; an adopted edition never changes (4.1)."""

    id: int
    number: int
    title: str
    clauses: tuple[Clause, ...] = field(default=())
    effective_on: date | None = None
    adopted_on: date | None = None
    changes: str = ""
    recorded_at: datetime | None = None

    @property
    def adopted(self) -> bool:
        """Whether the edition is in force or was."""
        return self.adopted_on is not None

    @property
    def label(self) -> str:
        """As letters and lists name it."""
        return f"Edition {self.number}"


def edition_in_force(editions: tuple[Edition, ...], day: date) -> Edition | None:
    """The adopted edition in effect on a day: the one that took effect last, a higher number breaking a tie."""
    running = [e for e in editions if e.adopted and e.effective_on is not None and e.effective_on <= day]
    return max(running, key=lambda e: (e.effective_on or day, e.number), default=None)


def checked_edition(edition: Edition) -> Edition:
    """The edition as kept; raises InvalidInput naming the field."""
    if not edition.title.strip():
        raise InvalidInput("title", "Give the edition a title.")
    if not edition.clauses:
        raise InvalidInput("clauses", "An edition needs at least one clause.")
    seen: set[str] = set()
    for clause in edition.clauses:
        if not clause.statement.strip():
            raise InvalidInput("clauses", f"Clause {clause.number} has no words yet.")
        if clause.number in seen:
            raise InvalidInput("clauses", f"Clause {clause.number} is there twice.")
        seen.add(clause.number)
    return edition

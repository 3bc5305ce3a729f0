"""Editions of the Social Media Code of Conduct: their clauses, the policies they stand beside, what changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from halton_desktop.domain.name import joined, says_something
from halton_desktop.errors import InvalidInput, Refused

_NUMBER = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})?[a-z]?")
INTENT = "Statement of intent"
"""What stands before the clauses; edited and compared as one of the parts of the code."""
LATEST_START = timedelta(days=731)
"""No edition is adopted to take effect later than this."""


@dataclass(frozen=True, slots=True)
class Clause:
    """``number`` is the code's own ("2.1a"), ``statement`` one or two plain sentences in the school's words."""

    number: str
    statement: str


@dataclass(frozen=True, slots=True)
class LinkedPolicy:
    """A policy an edition is read together with; ``place`` says where it is to be found ("school website")."""

    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An adopted edition was put right before anything depended on it: when, by whom, why, and what it said before."""

    at: datetime
    by: str
    reason: str
    before: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the code. It is a draft until ``adopted_on`` is set; an adopted edition never changes (4.1).

    ``intent`` is the statement of intent that stands before the clauses, a paragraph a line.
    """

    id: int
    number: int
    title: str
    clauses: tuple[Clause, ...] = field(default=())
    effective_on: date | None = None
    adopted_on: date | None = None
    changes: str = ""
    recorded_at: datetime | None = None
    policies: tuple[LinkedPolicy, ...] = field(default=())
    intent: str = ""

    @property
    def adopted(self) -> bool:
        """Whether the edition is in force or was."""
        return self.adopted_on is not None

    @property
    def label(self) -> str:
        """As letters and lists name it."""
        return f"Edition {self.number}"

    @property
    def parts(self) -> dict[str, str]:
        """What the edition says by the name of each part: the statement of intent if it has one, then the clauses."""
        opening = {INTENT: self.intent} if self.intent else {}
        return opening | {clause.number: clause.statement for clause in self.clauses}

    def clause(self, number: str) -> Clause | None:
        """The clause with a number, None where the edition has none."""
        return next((clause for clause in self.clauses if clause.number == number), None)


def edition_in_force(editions: tuple[Edition, ...], day: date) -> Edition | None:
    """The adopted edition in effect on a day: the one that took effect last, a higher number breaking a tie."""
    running = [e for e in editions if e.adopted and e.effective_on is not None and e.effective_on <= day]
    return max(running, key=lambda e: (e.effective_on or day, e.number), default=None)


def edition_before(editions: tuple[Edition, ...], edition: Edition) -> Edition | None:
    """The adopted edition an edition follows on, None for the first."""
    earlier = [e for e in editions if e.adopted and e.number < edition.number]
    return max(earlier, key=lambda e: e.number, default=None)


def last_day_of(editions: tuple[Edition, ...], edition: Edition, today: date) -> date | None:
    """The last day an edition was in force; None while another has not taken its place."""
    begins = edition.effective_on or today
    later = [
        other.effective_on
        for other in editions
        if other.adopted and other.effective_on and (other.effective_on, other.number) > (begins, edition.number)
    ]
    following = min(later, default=None)
    return following - timedelta(days=1) if following is not None and following <= today else None


def draft_of(editions: tuple[Edition, ...]) -> Edition | None:
    """The edition being worked on; there is never more than one."""
    return next((edition for edition in editions if not edition.adopted), None)


def clause_order(number: str) -> tuple[int, int, str]:
    """Sorts the parts as the code counts them: the statement of intent, 2.1, 2.1a, 2.1b, 2.2 … 2.10."""
    if number == INTENT:
        return (0, 0, "")
    match = re.fullmatch(r"([0-9]+)(?:\.([0-9]+))?(.*)", number)
    if match is None:
        return (999, 999, number)
    return (int(match[1]), int(match[2] or 0), match[3])


def checked_edition(edition: Edition) -> Edition:
    """The edition as kept; raises InvalidInput naming the field."""
    if not edition.title.strip():
        raise InvalidInput("title", "Give the edition a title.")
    if not edition.clauses:
        raise InvalidInput("clauses", "An edition needs at least one clause.")
    seen: set[str] = set()
    for clause in edition.clauses:
        if not _NUMBER.fullmatch(clause.number):
            raise InvalidInput(
                "clauses", f"“{clause.number}” is not the number of a clause.", "Write it like 3.7 or 2.1c."
            )
        if not clause.statement.strip():
            raise InvalidInput("clauses", f"Clause {clause.number} has no words yet.")
        if clause.number in seen:
            raise InvalidInput("clauses", f"Clause {clause.number} is there twice.")
        seen.add(clause.number)
    for policy in edition.policies:
        if not policy.name.strip():
            raise InvalidInput("policies", "A linked policy has no name.", "Name it, or take the line out.")
    return edition


def checked_adoption(
    edition: Edition, before: Edition | None, adopted_on: date, effective_on: date, today: date
) -> Edition:
    """A draft as it is adopted. Raises Refused for one adopted already, InvalidInput naming the field.

    A slip of the pen in a day could never be mended afterwards, so days that cannot be meant are refused.
    """
    if edition.adopted:
        raise Refused(f"{edition.label} is adopted already and never changes.", "Start a new edition.", clause="4.1")
    checked_edition(edition)
    check_days(adopted_on, effective_on, today)
    if before is not None:
        _check_follows(before, effective_on)
    if before is not None and _words(before) == _words(edition):
        raise Refused(
            f"{edition.label} says the same as {before.label}.",
            "Change a clause first, or leave the edition in force as it is.",
            clause="4.1",
        )
    if before is not None and not edition.changes.strip():
        raise InvalidInput("changes", "Say in a sentence or two what has changed: parents and staff are told so.")
    return edition


def check_no_clause_beside(edition: Edition, association: Edition) -> None:
    """Raise InvalidInput for a clause in edition 1 that the ``association`` did not write, whatever the words are."""
    beside = [clause.number for clause in edition.clauses if association.clause(clause.number) is None]
    if beside:
        clauses = f"Clause {beside[0]} is" if len(beside) == 1 else f"Clauses {joined(beside)} are"
        raise InvalidInput(
            "clauses",
            f"{clauses} not in the association’s code, and edition 1 holds no clause beside it.",
            "Leave it out here; a review (4.1) brings it in with the next edition.",
        )


def checked_first_edition(edition: Edition, association: Edition, today: date) -> Edition:
    """Edition 1 as an office begins with it, in whatever words. Raises InvalidInput naming the field."""
    checked_edition(edition)
    check_no_clause_beside(edition, association)
    if edition.adopted_on is None:
        raise InvalidInput("adopted_on", "Say on which day the association adopted the code.")
    if edition.effective_on is None:
        raise InvalidInput("effective_on", "Say from which day it is in force at your school.")
    check_days(edition.adopted_on, edition.effective_on, today)
    return edition


def check_days(adopted_on: date, effective_on: date, today: date) -> None:
    """Raise InvalidInput, naming the field, for days on which no edition can have been adopted or take effect."""
    if adopted_on > today:
        raise InvalidInput("adopted_on", "That day is still to come.", "Adopt it here once the association has.")
    if effective_on > today + LATEST_START:
        raise InvalidInput("effective_on", "That is more than two years away. Is the year right?")
    if effective_on < adopted_on:
        raise InvalidInput("effective_on", "It cannot take effect before it was adopted.")


def checked_correction(
    edition: Edition, others: tuple[Edition, ...], leaning: tuple[str, ...], today: date, reason: str
) -> Edition:
    """An adopted edition as its words and days are put right. Raises Refused, InvalidInput naming the field.

    ``leaning`` names in words what was already printed, signed, told or reviewed of it: from then on it never changes.
    """
    if not edition.adopted or edition.adopted_on is None or edition.effective_on is None:
        raise Refused(f"{edition.label} is still a draft.", "Edit the draft.", clause="4.1")
    _require_nothing_leans(edition, others, leaning)
    checked_edition(edition)
    check_days(edition.adopted_on, edition.effective_on, today)
    before = edition_before(others, edition)
    if before is not None:
        _check_follows(before, edition.effective_on)
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why it is put right.", "For example: dates of the meeting.")
    return edition


def checked_taking_back(edition: Edition, others: tuple[Edition, ...], leaning: tuple[str, ...], reason: str) -> None:
    """Whether an adopted edition may become a draft again. Raises Refused, InvalidInput (``reason``)."""
    if not edition.adopted:
        raise Refused(f"{edition.label} is still a draft.", "Edit the draft.", clause="4.1")
    if edition_before(others, edition) is None:
        raise Refused("Without its first edition a school has no code.", "Put its days right instead.", clause="4.1")
    _require_nothing_leans(edition, others, leaning)
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why it is taken back.", "For example: the wrong year.")


def _require_nothing_leans(edition: Edition, others: tuple[Edition, ...], leaning: tuple[str, ...]) -> None:
    if any(other.number > edition.number for other in others):
        raise Refused(f"A newer edition follows {edition.label.lower()}; it never changes now.", clause="4.1")
    if leaning:
        raise Refused(
            f"{edition.label} never changes any more: {joined(list(leaning))} depend on it.",
            "Start a new edition instead.",
            clause="4.1",
        )


def _check_follows(before: Edition, effective_on: date) -> None:
    if before.effective_on is not None and effective_on < before.effective_on:
        raise InvalidInput(
            "effective_on", f"{before.label} took effect on {before.effective_on:%d/%m/%Y}; this one follows it."
        )


def _words(edition: Edition) -> tuple[str, str, tuple[Clause, ...]]:
    """What an edition says."""
    return edition.title, edition.intent, edition.clauses

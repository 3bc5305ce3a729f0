"""A plain ledger of what was done in a played office, and where everybody stands by it, without the program's rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

PRINTED, UNSENT, SENT, BACK, REPLACED = "printed", "not sent", "sent", "back", "replaced"
ANSWERS = ("accepted", "declined", "wants to talk")


@dataclass(eq=False)
class Entry:
    """One line about a slip. ``due`` and ``letter`` are those of a sending, ``answer`` that of a slip come back."""

    on: date
    what: str
    due: date | None = None
    letter: str = ""
    answer: str = ""
    undone: bool = False


@dataclass
class Slip:
    """A slip of one edition for one person, with everything that was entered about it."""

    form: int
    reference: str
    person: int
    edition: int
    log: list[Entry] = field(default_factory=list)

    @property
    def alive(self) -> list[Entry]:
        return [entry for entry in self.log if not entry.undone]

    @property
    def state(self) -> str:
        last = self.alive[-1].what if self.alive else PRINTED
        taken_back = any(entry.undone and entry.what == SENT for entry in self.log)
        return UNSENT if last == PRINTED and taken_back else last

    @property
    def answer(self) -> str:
        return self.alive[-1].answer if self.state == BACK else ""

    @property
    def owing(self) -> bool:
        return self.state == SENT or (self.state == BACK and self.answer not in ANSWERS)

    @property
    def due(self) -> date | None:
        return next((entry.due for entry in reversed(self.alive) if entry.what == SENT), None)

    @property
    def letters(self) -> set[str]:
        return {entry.letter for entry in self.alive if entry.what == SENT}


@dataclass
class Child:
    """A pupil: since when, the year, and the day they left."""

    since: date
    year: str
    left_on: date | None = None

    @property
    def left(self) -> bool:
        return self.left_on is not None


@dataclass
class Person:
    """A parent: since when, the children, and what stands in the way of a letter."""

    since: date
    children: set[int]
    blocked: bool = False
    homeless: bool = False


class Ledger:
    """Everybody and everything of a played office."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.children: dict[int, Child] = {}
        self.slips: list[Slip] = []
        self.editions: list[int] = []
        self.began: list[date] = []
        """The day on which each edition took effect."""
        self.waiting: dict[int, tuple[str, dict[int, Slip]]] = {}
        """Printings nobody has confirmed: the letter, and the slip of each person."""

    def current(self) -> list[int]:
        return [one for one, person in self.people.items() if self.years(one)]

    def years(self, person: int) -> set[str]:
        found = (self.children[child] for child in self.people[person].children)
        return {child.year for child in found if not child.left}

    def slip(self, person: int) -> Slip | None:
        """The slip that counts: the newest of the edition in force that was not replaced."""
        own = [s for s in self.slips if s.person == person and s.edition == self.editions[-1] and s.state != REPLACED]
        return max(own, key=lambda slip: slip.form, default=None)

    def word(self, person: int, today: date) -> str:
        slip = self.slip(person)
        if slip is None or slip.state == UNSENT:
            return "not asked yet"
        if slip.state == PRINTED:
            return "letter not confirmed"
        if not slip.owing:
            return slip.answer
        late = slip.due is not None and slip.due < today and not self.people[person].blocked
        return "overdue" if late else "outstanding"

    def with_word(self, word: str, today: date, year: str = "") -> set[int]:
        people = [one for one in self.current() if not year or year in self.years(one)]
        return {one for one in people if self.word(one, today) == word}

    def counts(self, today: date, year: str = "") -> Counter[str]:
        people = [one for one in self.current() if not year or year in self.years(one)]
        return Counter(self.word(one, today) for one in people)

    def due_reminder(self, letter: str, today: date) -> set[int]:
        """Who is to get a reminder now."""
        found = set()
        for one in self.with_word("overdue", today):
            slip = self.slip(one)
            had = slip.letters if slip else set()
            wanted = {"reminder_1": "reminder_1" not in had, "reminder_2": "reminder_1" in had}[letter]
            if wanted and "reminder_2" not in had and not self.people[one].homeless:
                found.add(one)
        return found

    def may_come_back(self, slip: Slip, answer: str) -> bool:
        if slip.state == REPLACED:
            own = [s.edition for s in self.slips if s.person == slip.person and s.state != REPLACED]
            return bool(own) and slip.edition not in own
        return (
            slip.state in (PRINTED, UNSENT)
            or slip.owing
            or (slip.answer == "wants to talk" and answer in ("accepted", "declined"))
        )

    def as_of(self, day: date) -> Counter[str]:
        """How many people of a day that has passed had answered what by then; everybody else is "not asked"."""
        edition = [one for one, began in zip(self.editions, self.began, strict=True) if began <= day][-1]
        counted: Counter[str] = Counter()
        for one, person in self.people.items():
            children = [self.children[child] for child in person.children]
            there = [c for c in children if c.since <= day and (c.left_on is None or c.left_on > day)]
            if person.since > day or not there:
                continue
            lives = []
            for slip in sorted(self.slips, key=lambda slip: slip.form):
                known = [entry for entry in slip.log if entry.on <= day]
                if slip.person == one and slip.edition == edition and known:
                    lives.append(next((entry for entry in reversed(known) if not entry.undone), Entry(day, PRINTED)))
            last = next((life for life in reversed(lives) if life.what != REPLACED), None)
            if last is None or last.what in (PRINTED, UNSENT):
                counted["not asked"] += 1
            else:
                counted[last.answer if last.answer in ANSWERS else "outstanding"] += 1
        return counted

    def replace_older(self, slips: list[Slip], on: date) -> None:
        """A newer edition was sent: what is still open of the older ones is replaced."""
        found = []
        for new in slips:
            for old in self.slips:
                older = old.person == new.person and old.edition != new.edition and old.form < new.form
                if older and (old.owing or old.state in (PRINTED, UNSENT)) and old not in found:
                    found.append(old)
        for old in found:
            old.log.append(Entry(on, REPLACED))

    def make_one(self, stays: int, goes: int, on: date) -> None:
        """Two entries are one person: of each edition one slip stays."""
        gone = self.people.pop(goes)
        self.people[stays].children |= gone.children
        self.people[stays].blocked |= gone.blocked
        self.people[stays].homeless &= gone.homeless
        for slip in self.slips:
            slip.person = stays if slip.person == goes else slip.person
        for edition in self.editions:
            own = [slip for slip in self.slips if slip.person == stays and slip.edition == edition]
            own.sort(key=lambda slip: (slip.answer in ANSWERS, slip.form), reverse=True)
            for slip in own[1:]:
                if slip.owing or slip.state in (PRINTED, UNSENT):
                    slip.log.append(Entry(on, REPLACED))

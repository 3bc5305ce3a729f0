"""How far the code has been acknowledged: counted by year group, form class, household or edition."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.mailing import households, on_roll
from halton_desktop.domain.parent import Family
from halton_desktop.domain.register import Acknowledged, acknowledged, year_order


class CountedBy(StrEnum):
    """What one line of the coverage stands for, in the words of the list above it."""

    YEAR_GROUP = "year group"
    FORM_CLASS = "form"
    HOUSEHOLD = "household"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one group has acknowledged an edition (4.2). Everybody counts once per group.

    ``people`` were to be asked; of those ``asked`` were (told, their form issued); the rest divides these by answer.
    ``overdue`` are those of the outstanding whose form is past its date. ``left_out`` counts who belongs to the group
    and is not among its people: people nobody has decided on, and pupils for whom nobody is told.
    """

    group: str
    people: int = 0
    asked: int = 0
    accepted: int = 0
    declined: int = 0
    wants_to_talk: int = 0
    outstanding: int = 0
    overdue: int = 0
    left_out: int = 0

    @property
    def year_group(self) -> str:
        """The group, where it is a year group."""
        return self.group

    @property
    def not_asked(self) -> int:
        """Whom nobody has asked yet."""
        return self.people - self.asked

    @property
    def returned(self) -> int:
        """Who has answered, whatever the answer."""
        return self.accepted + self.declined + self.wants_to_talk

    @property
    def share(self) -> float:
        """The part of all people who have answered, 0 to 1; 1 only where nobody is left to ask, decide on or find."""
        everybody = self.people + self.left_out
        return self.returned / everybody if everybody else 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One parent with children on roll, and the newest form for the edition (None: not asked)."""

    family: Family
    form: Form | None

    def word(self, today: date) -> Acknowledged:
        """Where this parent stands."""
        if self.form is None:
            return Acknowledged.NOT_ASKED
        return acknowledged(self.family.parent, self.form.standing, self.form.due_on, today)


def asked_of(families: Iterable[Family], forms: dict[int, Form]) -> list[Asked]:
    """Everybody the code asks: leavers' parents and mere contacts drop out, new joiners come in as not asked."""
    asked = (family for family in families if family.parent.adheres and on_roll(family))
    return [Asked(family, forms.get(family.parent.id)) for family in asked]


def counted(group: str, people: Iterable[Asked], today: date) -> Coverage:
    """One line."""
    words = [person.word(today) for person in people]
    waiting = words.count(Acknowledged.NOT_ASKED) + words.count(Acknowledged.PREPARED)
    overdue = words.count(Acknowledged.OVERDUE)
    return Coverage(
        group,
        people=len(words),
        asked=len(words) - waiting,
        accepted=words.count(Acknowledged.ACCEPTED),
        declined=words.count(Acknowledged.DECLINED),
        wants_to_talk=words.count(Acknowledged.WANTS_TO_TALK),
        outstanding=words.count(Acknowledged.OUTSTANDING) + overdue,
        overdue=overdue,
    )


def by_year_group(people: Sequence[Asked], today: date) -> tuple[Coverage, ...]:
    """One line a year group, youngest first; a parent of three children in three years stands in each of them."""
    return _grouped(people, today, lambda child_year, _form: child_year or "no year", key=year_order)


def by_form_class(people: Sequence[Asked], today: date) -> tuple[Coverage, ...]:
    """One line a form class ("7D"), in the order of the years."""
    groups: dict[str, tuple[tuple[int, str], str]] = {}
    for person in people:
        for child in on_roll(person.family):
            groups[child.pupil.form or "no form"] = year_order(child.pupil.year_group), child.pupil.form
    return _grouped(people, today, lambda _year, form: form or "no form", key=lambda group: groups[group])


def by_household(people: Sequence[Asked], today: date) -> tuple[Coverage, ...]:
    """One line a household: who shares an envelope; two homes of one child are two."""
    of_parent = {person.family.parent.id: person for person in people}
    lines = []
    for home in households([person.family for person in people]):
        name = " and ".join(family.parent.full_name for family in home)
        lines.append(counted(name, [of_parent[family.parent.id] for family in home], today))
    return tuple(lines)


def total(people: Sequence[Asked], today: date, group: str = "Whole school") -> Coverage:
    """Everybody once, however many children they have."""
    return counted(group, people, today)


def _grouped(
    people: Sequence[Asked],
    today: date,
    group_of: Callable[[str, str], str],
    key: Callable[[str], Hashable],
) -> tuple[Coverage, ...]:
    members: dict[str, dict[int, Asked]] = {}
    for person in people:
        for child in on_roll(person.family):
            group = group_of(child.pupil.year_group, child.pupil.form)
            members.setdefault(group, {})[person.family.parent.id] = person
    ordered = sorted(members, key=key)  # type: ignore[arg-type] # every key here is a tuple or text, which compare
    return tuple(counted(group, members[group].values(), today) for group in ordered)

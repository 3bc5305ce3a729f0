"""How far the code has been acknowledged: counted by year group, form class, household or edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.audience import Mailed
from halton_desktop.domain.mailing import households, on_roll
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.register import Acknowledged, acknowledged, year_order
from halton_desktop.domain.told import PupilWithout, may_be_told_of


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
    and is not among its people: people nobody has decided on, and pupils for whom nobody is told. ``unreachable``
    are those not asked whom no letter reaches (blocked, or without an address). ``parent_ids`` are
    the people, for a list that shows them.
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
    unreachable: int = 0
    parent_ids: tuple[int, ...] = field(default=(), compare=False)

    @property
    def mailed(self) -> Mailed:
        """How far letters reach it."""
        return Mailed(self.asked, self.everybody, self.unreachable)

    @property
    def year_group(self) -> str:
        """The group, where it is a year group."""
        return self.group

    @property
    def everybody(self) -> int:
        """Whom the group comes to: the people to ask, and who is left out of them."""
        return self.people + self.left_out

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
        return self.returned / self.everybody if self.everybody else 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One parent with children on roll, and the newest form for the edition (None: not asked)."""

    family: Family
    form: Form | None

    def word(self, today: date) -> Acknowledged:
        """Where this parent stands."""
        return acknowledged(self.family, self.form, today)


def asked_of(families: Iterable[Family], forms: dict[int, Form]) -> list[Asked]:
    """Everybody the code asks: leavers' parents and mere contacts drop out, new joiners come in as not asked."""
    asked = (family for family in families if family.parent.adheres and on_roll(family))
    return [Asked(family, forms.get(family.parent.id)) for family in asked]


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody whom no count of people asked would show; ``places`` are the year and form of each child."""

    places: tuple[tuple[str, str], ...]


def missed_by(
    people: Sequence[Asked], families: Iterable[Family], without: Iterable[PupilWithout], today: date
) -> tuple[Missed, ...]:
    """People nobody has decided on; and pupils nobody is told for, where nobody counted already owes an answer."""
    answered = (Acknowledged.ACCEPTED, Acknowledged.DECLINED, Acknowledged.WANTS_TO_TALK)
    owing = [person.family for person in people if person.word(today) not in answered]
    undecided = [family for family in families if family.parent.undecided and on_roll(family)]
    waiting = {child.pupil.id for family in (*owing, *undecided) for child in on_roll(family)}
    pupils = [Missed(((one.year_group, one.form),)) for one in without if one.pupil_id not in waiting]
    places = (tuple((child.pupil.year_group, child.pupil.form) for child in on_roll(family)) for family in undecided)
    return (*map(Missed, places), *pupils)


_NOT_ASKED = (Acknowledged.NOT_ASKED, Acknowledged.PREPARED)


def counted(group: str, people: Iterable[Asked], today: date, left_out: int = 0) -> Coverage:
    """One line."""
    own = list(people)
    words = [person.word(today) for person in own]
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
        left_out=left_out,
        unreachable=sum(not may_be_told_of(person.family) for person in own if person.word(today) in _NOT_ASKED),
        parent_ids=tuple(person.family.parent.id for person in own),
    )


def by_year_group(people: Sequence[Asked], today: date, missed: Sequence[Missed] = ()) -> tuple[Coverage, ...]:
    """One line a year group, youngest first; a parent of three children in three years stands in each of them."""
    return _grouped(people, today, missed, lambda child_year, _form: child_year or "no year", key=year_order)


def by_form_class(people: Sequence[Asked], today: date, missed: Sequence[Missed] = ()) -> tuple[Coverage, ...]:
    """One line a form class ("7D"), in the order of the years."""
    groups: dict[str, tuple[tuple[int, str], str]] = {}
    places = [(child.pupil.year_group, child.pupil.form) for person in people for child in on_roll(person.family)]
    for year, form in (*places, *(place for one in missed for place in one.places)):
        groups[form or "no form"] = year_order(year), form
    return _grouped(people, today, missed, lambda _year, form: form or "no form", key=lambda group: groups[group])


def by_household(people: Sequence[Asked], today: date) -> tuple[Coverage, ...]:
    """One line a household: who shares an envelope; two homes of one child are two."""
    of_parent = {person.family.parent.id: person for person in people}
    lines = []
    for home in households([person.family for person in people]):
        name = " and ".join(family.parent.name_for_others for family in home)
        lines.append(counted(name, [of_parent[family.parent.id] for family in home], today))
    return tuple(lines)


def total(people: Sequence[Asked], today: date, group: str = "Whole school", missed: Sequence[Missed] = ()) -> Coverage:
    """Everybody once, however many children they have."""
    return counted(group, people, today, len(missed))


def _grouped(
    people: Sequence[Asked],
    today: date,
    missed: Sequence[Missed],
    group_of: Callable[[str, str], str],
    key: Callable[[str], Hashable],
) -> tuple[Coverage, ...]:
    members: dict[str, dict[int, Asked]] = {}
    for person in people:
        for child in on_roll(person.family):
            group = group_of(child.pupil.year_group, child.pupil.form)
            members.setdefault(group, {})[person.family.parent.id] = person
    left_out: Counter[str] = Counter()
    for one in missed:
        left_out.update({group_of(year, form) for year, form in one.places})
    ordered = sorted(members.keys() | left_out.keys(), key=key)  # type: ignore[arg-type] # every key here is a tuple or text, which compare
    return tuple(counted(group, members.get(group, {}).values(), today, left_out[group]) for group in ordered)

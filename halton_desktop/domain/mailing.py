"""Who gets a letter, who shares an envelope, what stands in the way: the person acknowledges, the home is mailed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from halton_desktop.domain.acknowledgement import Answer, Form
from halton_desktop.domain.address import MOST_LINES, address_key
from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.letter import CARES_FOR, REPRESENTS, AddressBlock
from halton_desktop.domain.name import fold, joined
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent import BY_FORENAME, SEE_THEIR_PAGE, Capacity, Child, Family, Parent

LONGEST_NAME_LINE = 38
"""Characters; two names longer than this together get a line each."""

LONGEST_SMALL_LINE = 50
"""Characters a window shows in the smallest size a letter uses for an address."""


class Per(StrEnum):
    """What one envelope holds."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Recipients(StrEnum):
    """Whom a printing is for, where nobody was picked by hand."""

    ALL = "all"
    OUTSTANDING = "outstanding"


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """What the office asked for.

    ``parent_ids`` wins over ``to`` and ``year_group``. ``by_hand``: somebody picked each of them, so that each who
    cannot get the letter is named; of people a list merely shows, those the code asks nothing of are passed over.
    ``overrides`` gives, for a blocked parent, the reason why the letter goes out all the same.
    """

    letter: str
    to: Recipients = Recipients.ALL
    year_group: str = ""
    parent_ids: tuple[int, ...] | None = None
    per: Per = Per.HOUSEHOLD
    by_hand: bool = True
    overrides: Mapping[int, str] = field(default_factory=dict)


def on_roll(family: Family) -> tuple[Child, ...]:
    """The children still at the school."""
    return tuple(child for child in family.children if child.pupil.left_on is None)


def block_on(family: Family, about: Collection[int] | None = None) -> str:
    """Why nothing may be printed to this person, or "": the one gate that every way to paper asks.

    A hold or mark on the person, nobody having decided whether the code asks them, or a court order or hold about one
    of the pupils the paper is ``about``; None where it may speak of any of their children at the school.
    """
    return _block_on_person(family) or _block_on_children(family, about)


def held(family: Family) -> bool:
    """Whether nothing at all may be printed to this person, not even about their other children."""
    return bool(block_on(about_others(family) or family))


def never_overridden(family: Family) -> bool:
    """Whether no reason lets a letter go all the same: it would open a wound. The hold itself can be lifted."""
    return any(hold.stands and hold.kind is HoldKind.DECEASED for hold in family.holds)


def about_others(family: Family) -> Family | None:
    """Somebody blocked for some of their children only, as a letter may speak to them: without those; else None."""
    left = tuple(child for child in on_roll(family) if not _restricted(family, child))
    if _block_on_person(family) or not left or len(left) == len(on_roll(family)):
        return None
    return replace(family, children=left, partial=True)


def kept_from(family: Family) -> tuple[Child, ...]:
    """The children at the school about whom nothing is said to this person, whatever else is written to them."""
    return tuple(child for child in on_roll(family) if _restricted(family, child))


def speaks_of_kept(family: Family, words: Iterable[str]) -> str:
    """The forename of a child of :func:`kept_from` that stands in these words, "" where none does."""
    own = {*fold(family.parent.full_name).split(), *fold(family.parent.salutation).split()}
    said = {word.removesuffix("s") for text in words for word in fold(text).split()}
    for child in kept_from(family):
        forename = fold(child.pupil.forename)
        first = forename.split()[:1]
        if first and first[0] not in own and first[0].removesuffix("s") in said:
            return child.pupil.forename
    return ""


def order_at_contact(family: Family) -> str:
    """What whoever speaks to this person is told first, "" where nothing restricts it."""
    who, blocked = family.parent.name_for_others, block_on(family)
    if not blocked:
        return ""
    if family.parent.protected and _block_on_person(family):
        blocked = SEE_THEIR_PAGE
    kept = joined([child.pupil.forename for child in kept_from(family)])
    silent = f" Say nothing about {kept}, and do not name them." if kept else ""
    return f"Before anybody speaks to {who}: {blocked}.{silent}"


def _block_on_person(family: Family) -> str:
    parent = family.parent
    whole = [hold for hold in family.holds if hold.stands and hold.pupil_id is None]
    whole.sort(key=lambda hold: hold.kind is not HoldKind.DECEASED)
    if whole and (whole[0].kind is HoldKind.DECEASED or not parent.do_not_write):
        return whole[0].words
    if parent.do_not_write:
        return f"do not write: {parent.do_not_write_reason}"
    if parent.undecided:
        words = joined([f"“{word}”" for word in dict.fromkeys(child.tie.relationship for child in on_roll(family))])
        return f"{Capacity.UNDECIDED.value}: parent or carer, or a contact only ({words or 'no child here'})"
    return ""


def _block_on_children(family: Family, about: Collection[int] | None) -> str:
    children = [child for child in on_roll(family) if about is None or child.pupil.id in about]
    held = [
        f"about {child.pupil.forename}, {hold.words}"
        for child in children
        for hold in family.holds
        if hold.stands and hold.pupil_id == child.pupil.id
    ]
    ordered = [child.pupil.forename for child in children if child.tie.court_order]
    order = f"a court order restricts contact about {joined(ordered)}" if ordered else ""
    return "; ".join([*held, order] if order else held)


def _restricted(family: Family, child: Child) -> bool:
    return child.tie.court_order or any(hold.stands and hold.pupil_id == child.pupil.id for hold in family.holds)


def unsuited(family: Family) -> str:
    """Why the code asks nothing of this person, or ""; whom nobody has decided on yet is held, not unsuited."""
    if not family.parent.adheres and not family.parent.undecided:
        return "is kept as a contact only; the code asks parents, carers and child representatives (4.2)"
    if not on_roll(family):
        return "has no child at the school any more" if family.children else "has no child at the school"
    return ""


def households(families: Sequence[Family]) -> list[list[Family]]:
    """Families that share an envelope: the same address and a child in common, directly or through another of them.

    Two homes never share one, nor do two unrelated people at one address; whoever is protected gets their own. Order:
    of each household's first person.
    """
    sharing: dict[tuple[str, int], list[int]] = {}
    for place, family in enumerate(families):
        home = "" if family.parent.protected else address_key(family.parent.address)
        for child in on_roll(family) if home else ():
            sharing.setdefault((home, child.pupil.id), []).append(place)
    first = list(range(len(families)))

    def head_of(place: int) -> int:
        while first[place] != place:
            place = first[place]
        return place

    for places in sharing.values():
        for place in places[1:]:
            low, high = sorted((head_of(places[0]), head_of(place)))
            first[high] = low
    groups: dict[int, list[Family]] = {}
    for place, family in enumerate(families):
        groups.setdefault(head_of(place), []).append(family)
    return list(groups.values())


def slip_so_far(came_back: Answer | None) -> str:
    """What a reminder says of the slip it reminds of."""
    if came_back is Answer.UNSIGNED:
        return "Your slip came back to us, but without a signature, so it cannot count yet."
    if came_back is Answer.DAMAGED:
        return "Your slip came back to us, but it could not be read, so it cannot count yet."
    return "We have not had your slip back yet."


def reminded_together(
    group: Sequence[Family], forms: Mapping[int, Form], came_back: Mapping[int, Answer]
) -> list[list[Family]]:
    """A household parted into those of whom a reminder says the same: when they were written to, what came back."""
    parted: dict[tuple[date | None, Answer | None], list[Family]] = {}
    for family in group:
        parent_id = family.parent.id
        first_sent = forms[parent_id].issued_on if parent_id in forms else None
        parted.setdefault((first_sent, came_back.get(parent_id)), []).append(family)
    return list(parted.values())


def greeting(people: Sequence[Parent]) -> str:
    """What follows "Dear": "Mrs and Dr Pearce", "Ms Häring and Dr Riley"."""
    if len(people) == 2 and all(person.title and not person.salutation for person in people):
        first, second = people
        if fold(first.surname) == fold(second.surname) and not {first.title, second.title} & BY_FORENAME:
            return f"{first.title} and {second.title} {first.surname}"
    return joined([person.greeting for person in people])


def standing_of(people: Sequence[Parent]) -> str:
    """Why people of one envelope are written to: they care for the children, or represent them (clause 4.2)."""
    caring = any(Capacity.CHILD_REPRESENTATIVE not in person.capacities for person in people)
    return CARES_FOR if caring else REPRESENTS


def address_block(people: Sequence[Parent]) -> AddressBlock:
    """Names, then the address they share, the post town in capitals and the postcode alone on its line.

    Couples share a line where it stays short. Where that is still too much for an envelope, several names go on one
    line, at last with initials for forenames; lines of a long address are put together too.
    """
    home = people[0].address
    address = home.block
    names = [person.full_name for person in people]
    together = " and ".join(names)
    if len(people) < 3 and len(together) <= LONGEST_NAME_LINE:
        return AddressBlock((together, *address))
    short = [" ".join(part for part in (p.title, p.forename[:1], p.surname) if part) for p in people]
    for lines in (names, _packed(names, LONGEST_NAME_LINE), _packed(short, LONGEST_SMALL_LINE)):
        if len(lines) + len(address) <= MOST_LINES:
            return AddressBlock((*lines, *address))
    return AddressBlock((*lines, *home.within(MOST_LINES - len(lines))))


def _packed(names: list[str], longest: int) -> list[str]:
    """The names with commas, as many on a line as stay short."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) + 2 <= longest:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines


def children_of(families: Iterable[Family]) -> tuple[Child, ...]:
    """Every child once, in the order they first appear."""
    found = {child.pupil.id: child for family in families for child in on_roll(family)}
    return tuple(found.values())


def deadline_after(day: date, days: int, calendar: SchoolCalendar) -> date:
    """So many calendar days later, moved on to the next school day: a child brings the slip."""
    return calendar.school_day_on_or_after(day + timedelta(days=days))

"""What a workbook says aside of restrictions: hidden and struck rows, sheets out of sight, sheets of the restricted.

Whoever is named there is held, though the rest of such a row is not read where the office cannot see it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil
from halton_desktop.domain.importing.named_people import is_nearly
from halton_desktop.domain.importing.namesakes import may_be_called, may_be_namesakes
from halton_desktop.domain.importing.pupil_match import school_number_key
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent_match import folded, names_agree, sex_of, sexes_contradict, traits
from halton_desktop.exchange.pupil_rows import Tell, gather_pupils


@dataclass(frozen=True, slots=True)
class Aside:
    """A pupil of such a row, with its contacts; ``in_sight`` where the row counts as any other, apart from the hold."""

    pupil: ImportedPupil
    in_sight: bool


def held_by_sheet(pupil: ImportedPupil, kind: HoldKind, sheet: str) -> ImportedPupil:
    """Everybody in a row of a sheet called “Do not contact”; all contacts of the pupil where it names none."""
    return _all_held(pupil, kind, sheet, f"sheet {sheet}, row {pupil.row}")


def held_by_section(pupil: ImportedPupil, kind: HoldKind, row: int) -> ImportedPupil:
    """Everybody in a row under a line such as “Do not contact:”."""
    return _all_held(pupil, kind, f"under “{kind.value}”", f"row {row}")


def _all_held(pupil: ImportedPupil, kind: HoldKind, words: str, place: str) -> ImportedPupil:
    hold = FoundHold(kind, words, place, about_child=kind is HoldKind.COURT_ORDER, by_name=True)
    if not pupil.contacts:
        return replace(pupil, holds=(*pupil.holds, hold))
    return replace(pupil, contacts=tuple(replace(one, holds=(*one.holds, hold)) for one in pupil.contacts))


def restricted_of(pupil: ImportedPupil) -> ImportedPupil | None:
    """The pupil with those contacts whom a row restricts, or None where it restricts nobody."""
    contacts = tuple(one for one in pupil.contacts if one.holds or pupil.holds)
    return replace(pupil, contacts=contacts) if contacts or pupil.holds or pupil.nameless else None


def with_asides(
    pupils: Sequence[ImportedPupil], asides: Iterable[Aside], tell: Tell
) -> tuple[tuple[ImportedPupil, ...], tuple[ImportedPupil, ...]]:
    """(the pupils of the file with what is said aside of them; further ones named out of sight only)."""
    found = list(pupils)
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, pupil in enumerate(found):
        named[_who(pupil)].append(place)
    further: list[ImportedPupil] = []
    unseen: list[ImportedPupil] = []
    for aside in asides:
        own = [place for place in named.get(_who(aside.pupil), ()) if not _another(found[place], aside.pupil)]
        for place in own:
            found[place] = _with(found[place], aside.pupil)
        if not own:
            found = [_held_as(pupil, aside.pupil) for pupil in found]
            (further if aside.in_sight else unseen).append(aside.pupil)
    return (*found, *gather_pupils(further, tell)), gather_pupils(unseen, lambda *_: None)


def _with(pupil: ImportedPupil, aside: ImportedPupil) -> ImportedPupil:
    """The pupil with the holds of the row: on contacts of these names, else on the contact it brings itself."""
    contacts = list(pupil.contacts)
    for one in aside.contacts:
        same = [place for place, other in enumerate(contacts) if _may_be(one, other)]
        for place in same:
            contacts[place] = replace(contacts[place], holds=_together(contacts[place].holds, one.holds))
        if not same:
            contacts.append(one)
    contacts = [replace(one, holds=_together(one.holds, aside.holds)) for one in contacts]
    nameless = (*pupil.nameless, *aside.nameless)
    return replace(pupil, contacts=tuple(contacts), holds=_together(pupil.holds, aside.holds), nameless=nameless)


def _held_as(pupil: ImportedPupil, aside: ImportedPupil) -> ImportedPupil:
    """A pupil who may be the one of the row, otherwise spelled: contacts who may be those of the row are held."""
    first, second = (traits(who.forename, who.surname, ("", False), "", ("", ""), None) for who in (pupil, aside))
    alike = is_nearly(first.surname, second.surname) and may_be_called(first.forename, second.forename)
    if not alike or _another(pupil, aside):
        return pupil
    contacts = []
    for one in pupil.contacts:
        held = [hold for other in aside.contacts if _may_be(other, one) for hold in other.holds]
        contacts.append(replace(one, holds=_together(one.holds, (*aside.holds, *held))))
    return replace(pupil, contacts=tuple(contacts))


def _together(some: tuple[FoundHold, ...], others: tuple[FoundHold, ...]) -> tuple[FoundHold, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def _may_be(one: ImportedContact, other: ImportedContact) -> bool:
    """Whether they may be one person of a child: better two of a name held than the wrong one written to."""
    first, second = (
        traits(who.forename, who.surname, sex_of(who.title, who.sex, who.relationship), "", ("", ""), None)
        for who in (one, other)
    )
    if sexes_contradict(first, second, only_certain=True):
        return False
    return bool(names_agree(first, second)) or may_be_namesakes(first, second)


def _who(pupil: ImportedPupil) -> tuple[str, str]:
    return folded(pupil.forename), folded(pupil.surname)


def _another(pupil: ImportedPupil, aside: ImportedPupil) -> bool:
    """Whether a number or birthday says that these are two children of one name."""
    if pupil.school_number and aside.school_number:
        return school_number_key(pupil.school_number) != school_number_key(aside.school_number)
    if pupil.upn and aside.upn:
        return pupil.upn != aside.upn
    return bool(pupil.date_of_birth and aside.date_of_birth and pupil.date_of_birth != aside.date_of_birth)

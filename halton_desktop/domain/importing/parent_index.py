"""The parents of the register for comparing with a file: as they are, and as the files had them last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from halton_desktop.domain.importing.contact_groups import keys_of
from halton_desktop.domain.importing.contact_import import ImportedPupil, RegisterSnapshot
from halton_desktop.domain.importing.file_values import Fields, address_from, plain
from halton_desktop.domain.parents.parent import Parent
from halton_desktop.domain.parents.parent_match import (
    Generation,
    Home,
    Homes,
    NameAgreement,
    Traits,
    email_key,
    evidence,
    folded,
    generation_of,
    names_agree,
    same_home,
    sex_of,
    traits,
)
from halton_desktop.domain.parents.unproving import MANY_AT_HOME, SEVERAL_FAMILIES, Sharing, own_domain
from halton_desktop.domain.phone import phone_key


class ParentIndex:
    """The parents of the register, found through their children or through e-mail, mobile and home."""

    def __init__(self, register: RegisterSnapshot, homes: Homes) -> None:
        self.parents: dict[int, Parent] = {parent.id: parent for parent in register.parents}
        self.relationship: dict[tuple[int, int], str] = {}
        self.tied: dict[int, list[int]] = defaultdict(list)
        self.children: dict[int, list[int]] = defaultdict(list)
        told: dict[int, set[str]] = defaultdict(set)
        for tie in register.ties:
            self.relationship[tie.parent_id, tie.pupil_id] = tie.relationship
            self.tied[tie.pupil_id].append(tie.parent_id)
            self.children[tie.parent_id].append(tie.pupil_id)
            told[tie.parent_id].add(tie.relationship)
        self.traits = {parent.id: _traits(parent, told[parent.id], homes) for parent in register.parents}
        self._said = {
            parent_id: _as_said(self.traits[parent_id], parent, fields, homes)
            for parent_id, fields in register.values.parents.items()
            if (parent := self.parents.get(parent_id)) is not None and _said_otherwise(parent, fields)
        }
        self.held = held_parents(register)
        self._places: dict[str, list[int]] = {}

    def without(self, common: Common) -> None:
        """Forget what proves nothing; call before anything is looked for."""
        self.traits = {parent_id: common.stripped(person) for parent_id, person in self.traits.items()}
        self._said = {parent_id: common.stripped(person) for parent_id, person in self._said.items()}
        places: dict[str, list[int]] = defaultdict(list)
        for parent_id in self.traits:
            for key in {key for person in self.known_as(parent_id) for key in keys_of(person)}:
                places[key].append(parent_id)
        self._places = places

    def known_as(self, parent_id: int) -> tuple[Traits, ...]:
        """A parent as the register has them, and where that is different as the files had them last."""
        now, said = self.traits[parent_id], self._said.get(parent_id)
        return (now,) if said is None or said == now else (now, said)

    def agreement(self, person: Traits, parent_id: int) -> NameAgreement:
        """How far a name agrees with either."""
        return max(names_agree(person, known) for known in self.known_as(parent_id))

    def evidence(self, person: Traits, parent_id: int) -> int:
        """How much agrees with either."""
        return max(evidence(person, known) for known in self.known_as(parent_id))

    def contradictions(self, person: Traits, parent_id: int) -> int:
        """How many of e-mail, mobile and home are known of both and agree with neither."""
        known = self.known_as(parent_id)
        emails, mobiles = {one.email for one in known} - {""}, {one.mobile for one in known} - {""}
        homes = [one.home for one in known if one.home is not None]
        return (
            bool(person.email and emails and person.email not in emails)
            + bool(person.mobile and mobiles and person.mobile not in mobiles)
            + bool(person.home and homes and not any(same_home(person.home, home) for home in homes))
        )

    def tied_traits(self) -> dict[int, list[Traits]]:
        """For each pupil the parents tied to it, for comparing."""
        return {
            pupil: [person for parent in parents for person in self.known_as(parent)]
            for pupil, parents in self.tied.items()
        }

    def near(self, person: Traits) -> list[int]:
        """Parents who share e-mail, mobile or (perhaps) home with a person, lowest id first."""
        return sorted({parent for key in keys_of(person) for parent in self._places.get(key, ())})


class Common:
    """E-mails, telephones and homes that many families of the file and the register share, and the office’s own."""

    def __init__(self, register: RegisterSnapshot, index: ParentIndex, pupils: Iterable[ImportedPupil]) -> None:
        self._sharing, self._homes = Sharing(), Sharing()
        surnames = {pupil.id: folded(pupil.surname) for pupil in register.pupils}
        for parent_id, person in index.traits.items():
            for pupil_id in index.children[parent_id]:
                self._count(person, surnames.get(pupil_id, ""))
        self._pupils = pupils
        self._own = email_key(register.own_email), phone_key(register.own_telephone)
        self._own_domain = own_domain(register.own_email)
        self.emails: set[object] = set()
        self.phones: set[object] = set()
        self.homes: set[object] = set()

    def count(self, contacts: Sequence[Sequence[Traits]]) -> None:
        """Add the contacts of the file, pupil by pupil, and say what is common."""
        for pupil, people in zip(self._pupils, contacts, strict=True):
            family = folded(pupil.surname)
            for person in people:
                self._count(person, family)
        common = self._sharing.common(SEVERAL_FAMILIES) | ({*self._own} - {""})
        self.emails = {value for value in common if "@" in str(value)}
        if self._own_domain:
            self.emails |= {one for one in self._sharing.values() if str(one).endswith(f"@{self._own_domain}")}
        self.phones = {value for value in common if "@" not in str(value)}
        self.homes = self._homes.common(MANY_AT_HOME)

    def stripped(self, person: Traits) -> Traits:
        """The person without them."""
        if not (self.emails or self.phones or self.homes):
            return person
        email, mobile, phone = (
            person.email in self.emails,
            person.mobile in self.phones,
            person.home_phone in self.phones,
        )
        home = person.home is not None and not self.homes.isdisjoint(person.home.keys)
        if not (email or mobile or phone or home):
            return person
        return replace(
            person,
            email="" if email else person.email,
            mobile="" if mobile else person.mobile,
            home_phone="" if phone else person.home_phone,
            home=None if home else person.home,
        )

    def _count(self, person: Traits, family: str) -> None:
        name = person.forename, person.surname
        self._sharing.add((person.email, person.mobile, person.home_phone), name, family)
        if person.home is not None:
            self._homes.add(person.home.keys, name, family)


def held_parents(register: RegisterSnapshot) -> frozenset[int]:
    """Everybody of the register who must not be written to in some way: of these a second entry would shed it."""
    blocked = {parent.id for parent in register.parents if parent.do_not_write or parent.protected}
    ordered = {tie.parent_id for tie in register.ties if tie.court_order}
    return frozenset(blocked | ordered | {hold.parent_id for hold in register.holds if hold.stands})


def _traits(parent: Parent, relationships: set[str], homes: Homes) -> Traits:
    generations = {generation_of(relationship) for relationship in relationships} - {Generation.UNKNOWN}
    return traits(
        parent.forename,
        parent.surname,
        _sex(parent, relationships),
        parent.email,
        (parent.mobile, parent.home_phone),
        homes[parent.address],
        generations.pop() if len(generations) == 1 else Generation.UNKNOWN,
    )


_COMPARED = ("forename", "surname", "email", "mobile", "home_phone")


def _said_otherwise(parent: Parent, fields: Fields) -> bool:
    """Whether the last file had anything else that is compared than the register has now."""
    if any(fields[name].said not in (None, "", getattr(parent, name)) for name in _COMPARED if name in fields):
        return True
    return "address" in fields and bool(fields["address"].said) and fields["address"].said != plain(parent.address)


def _as_said(now: Traits, parent: Parent, fields: Fields, homes: Homes) -> Traits:
    """As the files had the person last, with the register's values where they said nothing."""

    def said(name: str) -> str:
        value = fields[name].said if name in fields else None
        return value if isinstance(value, str) and value else str(getattr(parent, name))

    home: Home | None = now.home
    if "address" in fields and fields["address"].said:
        home = homes[address_from(fields["address"].said)]
    names = said("forename"), said("surname")
    reached = said("email"), (said("mobile"), said("home_phone"))
    return traits(names[0], names[1], (now.sex, now.sex_certain), *reached, home, now.generation)


def _sex(parent: Parent, relationships: set[str]) -> tuple[str, bool]:
    """Certain by title; only likely by what the parent is to the children, and then where that is of one mind."""
    by_title = sex_of(parent.title)
    if by_title[0]:
        return by_title
    sexes = {sex_of("", relationship=relationship)[0] for relationship in relationships} - {""}
    return (sexes.pop(), False) if len(sexes) == 1 else ("", False)

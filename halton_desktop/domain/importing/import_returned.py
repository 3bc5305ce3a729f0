"""Who was taken out of the register, or off a child, and comes back in a file: nothing is printed until it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from halton_desktop.domain.importing.contact_groups import Entry, shares, spelled_alike
from halton_desktop.domain.importing.contact_import import (
    ImportedContact,
    ImportProblem,
    PlannedHold,
    RegisterSnapshot,
    TakenOut,
)
from halton_desktop.domain.importing.namesakes import may_be_called, share_a_surname
from halton_desktop.domain.importing.parent_index import ParentIndex
from halton_desktop.domain.importing.siblings import Siblings
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent import ParentOf
from halton_desktop.domain.parents.parent_match import Homes, Traits, reached_alike, sexes_contradict

_OFF_THE_CHILD = "the office took off the child"
_BY_MISTAKE = "was taken out as entered by mistake"


@dataclass(frozen=True, slots=True)
class Returned:
    """A new person of the file (``new_id``) who may be somebody that was taken out.

    ``pupil_id`` is the child off whom they were taken; None for who was taken out of the register.
    """

    new_id: int
    contact: ImportedContact
    known: TakenOut
    pupil_id: int | None = None

    @property
    def words(self) -> str:
        """Who they may be, and what was done to them, as a hold and a question say it."""
        done = _BY_MISTAKE if self.pupil_id is None else _OFF_THE_CHILD
        return f"may be {self.known.parent.name_for_others}, who {done}"

    def problem(self) -> ImportProblem:
        """The same told of the file."""
        contact = self.contact
        about = "" if self.pupil_id is None else " about the child"
        said = f"{contact.name} {self.words}. Nothing{about} is printed to them until somebody decides."
        return ImportProblem(contact.row, "Contact", contact.name, said)

    def holds(self, place: str) -> Iterator[PlannedHold]:
        """Held until somebody has said, and by whatever held them when they were taken out."""
        place = f"{place} {self.contact.row}, Contact"
        about_child = self.pupil_id is not None
        found = FoundHold(HoldKind.UNDECIDED, self.words, place, about_child)
        yield PlannedHold(self.new_id, self.pupil_id, found)
        if about_child:
            return
        parent = self.known.parent
        if parent.do_not_write:
            words = parent.do_not_write_reason or "do not write"
            yield PlannedHold(self.new_id, None, FoundHold(HoldKind.NO_CONTACT, words, place))
        if parent.protected:
            yield PlannedHold(self.new_id, None, FoundHold(HoldKind.SECRECY, "contact details protected", place))
        for hold in self.known.holds:
            found = FoundHold(hold.kind, hold.reason, place, about_child=hold.pupil_id is not None)
            yield PlannedHold(self.new_id, hold.pupil_id, found)


def former_index(register: RegisterSnapshot, homes: Homes) -> ParentIndex:
    """Whoever was taken out of the register, or off a child, with the children the files gave them before."""
    people = {parent.id: parent for parent in (*register.parents, *(one.parent for one in register.taken_out))}
    present = {(tie.parent_id, tie.pupil_id) for tie in register.ties}
    ties = [
        ParentOf(*pair, relationship=str(fields["relationship"].said or "") if "relationship" in fields else "")
        for pair, fields in register.values.ties.items()
        if pair[0] in people and pair not in present
    ]
    former = {tie.parent_id for tie in ties} | {one.parent.id for one in register.taken_out}
    parents = tuple(people[one] for one in sorted(former))
    return ParentIndex(RegisterSnapshot(parents=parents, ties=tuple(ties), values=register.values), homes)


def returned(
    entries: Sequence[Entry],
    parent_of: Mapping[int, int],
    pupil_ids: Sequence[int | None],
    former: ParentIndex,
    taken_out: Sequence[TakenOut],
    siblings: Siblings,
) -> Iterator[Returned]:
    """Each new person of the file, with the first they may be: once, and for each child they were taken off."""
    by_id = {one.parent.id: one for one in taken_out}
    listed = {(parent_id, entries[number].pupil) for number, parent_id in parent_of.items()}
    seen: set[tuple[int, int | None]] = set()
    for number, new_id in sorted(parent_of.items()):
        entry = entries[number]
        if new_id > 0:
            continue
        pupil_id = pupil_ids[entry.pupil] or 0
        here = [one for one in former.tied.get(pupil_id, ()) if (one, entry.pupil) not in listed]
        family = (pupil_id, *siblings.of(pupil_id))
        kin = [one for child in family[1:] for one in former.tied.get(child, ()) if one in by_id]
        near = dict.fromkeys((*here, *kin, *(one for one in former.near(entry.traits) if one in by_id)))
        found = next((one for one in near if _may_be(entry, family, former, one)), None)
        if found is None:
            continue
        known = by_id.get(found)
        child = None if known else pupil_id
        if (new_id, child) not in seen:
            seen.add((new_id, child))
            yield Returned(new_id, entry.contact, known or TakenOut(former.parents[found]), child)


def _may_be(entry: Entry, family: Sequence[int], former: ParentIndex, known_id: int) -> bool:
    """``family`` is the pupil with every brother and sister: whoever was a parent of one may be one of the next."""
    same_child = not set(former.children[known_id]).isdisjoint(family)
    said = {former.relationship.get((known_id, pupil_id), "") for pupil_id in family}
    related = same_child and entry.contact.relationship in said
    return any(
        _is_like(entry.traits, known, same_child=same_child, related=related) for known in former.known_as(known_id)
    )


def _is_like(person: Traits, known: Traits, *, same_child: bool, related: bool) -> bool:
    """The same name with the child or anything else; a like name with more; one telephone or e-mail for one child."""
    common = bool(shares(person, known))
    if spelled_alike(person, known):
        return same_child or common
    if sexes_contradict(person, known):
        return False
    if same_child and reached_alike(person, known):
        return True
    return may_be_called(person.forename, known.forename) and (
        (share_a_surname(person, known) and (same_child or common)) or related
    )

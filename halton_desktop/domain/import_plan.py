"""What importing a read file would do to the register: planned whole, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from halton_desktop.domain.contact_groups import Entry, Groups, group_contacts
from halton_desktop.domain.contact_import import (
    FieldChange,
    ImportedContact,
    ImportedPupil,
    ImportPlan,
    ReadContacts,
    RecordChange,
    RegisterSnapshot,
)
from halton_desktop.domain.import_questions import Questions
from halton_desktop.domain.import_values import change_of, lifts_court_order, parent_after, pupil_after, tie_after
from halton_desktop.domain.parent import (
    ADHERING,
    Capacity,
    Parent,
    ParentOf,
    Pupil,
    usual_capacity,
)
from halton_desktop.domain.parent_assign import Assignment, ParentIndex, by_parent
from halton_desktop.domain.parent_match import Homes, Traits, folded, sex_of, traits
from halton_desktop.domain.pupil_match import PupilFound, PupilIndex, school_number_key
from halton_desktop.errors import Cancelled

PUPIL_FIELDS = ("forename", "surname", "year_group", "form", "date_of_birth", "school_number", "upn", "left_on")
PARENT_FIELDS = (
    "title", "forename", "surname", "address", "email", "mobile", "home_phone", "capacities",
)  # fmt: skip
TIE_FIELDS = ("relationship", "parental_responsibility", "priority", "court_order")


def plan_import(
    read: ReadContacts, register: RegisterSnapshot, cancelled: Callable[[], bool] = lambda: False
) -> ImportPlan:
    """Compare a read file with the register. Raises Cancelled when ``cancelled`` says so between two steps.

    Nothing is removed, nothing the office typed is emptied, and who may be written to, salutation, notes and
    capacities given by hand stay. What cannot be decided safely is left as it is and named among the problems.
    """
    planner = _Planner(read, register)
    for step in (planner.find_pupils, planner.find_parents, planner.compare_parents, planner.compare_ties):
        if cancelled():
            raise Cancelled
        step()
    return planner.plan()


class _Planner:
    """The steps of planning, in order; each leaves what the next needs."""

    def __init__(self, read: ReadContacts, register: RegisterSnapshot) -> None:
        self.read = read
        self.register = register
        self.questions = Questions(read)
        homes = Homes()
        self.parents = ParentIndex(register, homes)
        folding = _ContactTraits(homes)
        self.traits = [[folding.of(contact) for contact in pupil.contacts] for pupil in read.pupils]
        self.pupil_ids: list[int | None] = []
        """For each pupil of the file: the id it will have (below zero when new), None when left out."""
        self.new_pupils: list[Pupil] = []
        self.changed_pupils: list[RecordChange[Pupil]] = []
        self.unchanged_pupils = 0
        self.new_parents: dict[int, Parent] = {}
        self.changed_parents: dict[int, RecordChange[Parent]] = {}
        self.matched_parents: set[int] = set()
        self.new_ties: list[ParentOf] = []
        self.changed_ties: list[RecordChange[ParentOf]] = []

    # pupils

    def find_pupils(self) -> None:
        """Find each pupil of the file in the register, all by number first, then by name; add or change."""
        index = PupilIndex(self.register.pupils)
        tied = self.parents.tied_traits()
        shared = _shared_numbers(self.read.pupils)
        believed = [self._with_believed_numbers(pupil, shared) for pupil in self.read.pupils]
        numbered = [index.by_number(wanted) for wanted in believed]
        taken = {found.pupil.id: wanted for wanted, found in zip(believed, numbered, strict=True) if found.pupil}
        by_number = dict(taken)
        alike: dict[tuple[object, ...], ImportedPupil] = {}
        for place, wanted in enumerate(believed):
            found = numbered[place]
            if found.pupil is None and not found.several:
                stranger = None if _gives_up(found.number_of, wanted, by_number) else found.number_of
                found = replace(index.by_name(wanted, self.traits[place], tied, by_number), number_of=stranger)
            if found.several:
                self.questions.several_pupils(wanted, found.several)
                self.pupil_ids.append(None)
            elif (twin := alike.setdefault(_likeness(wanted, place), wanted)) is not wanted:
                self.questions.pupils_alike(wanted, twin)
                self.pupil_ids.append(None)
            elif found.pupil is not None and taken.setdefault(found.pupil.id, wanted) is not wanted:
                self.questions.pupil_taken(wanted, taken[found.pupil.id], found.pupil)
                self.pupil_ids.append(None)
            else:
                self._keep_pupil(wanted, found)

    def _with_believed_numbers(self, pupil: ImportedPupil, shared: dict[str, list[ImportedPupil]]) -> ImportedPupil:
        """Without a number that another pupil of the file has too."""
        number, upn = ("" if one in shared else one for one in (pupil.school_number, pupil.upn))
        for one in {pupil.school_number, pupil.upn} & shared.keys():
            self.questions.shared_number(one, shared[one])
        if (number, upn) == (pupil.school_number, pupil.upn):
            return pupil
        return replace(pupil, school_number=number, upn=upn)

    def _keep_pupil(self, wanted: ImportedPupil, found: PupilFound) -> None:
        """Add or change; a number that is another's in the register stays with them."""
        known, number, upn = found.pupil, wanted.school_number, wanted.upn
        if found.number_of is not None:
            self.questions.number_of_another(wanted, found.number_of)
            if school_number_key(number) == school_number_key(found.number_of.school_number):
                number = ""
            if upn == found.number_of.upn:
                upn = ""
        if known is None:
            blank = Pupil(-len(self.new_pupils) - 1, "", "")
            self.new_pupils.append(pupil_after(blank, wanted, school_number=number, upn=upn))
            self.pupil_ids.append(blank.id)
            self.questions.new_pupil(wanted, self.new_pupils[-1])
            return
        self.pupil_ids.append(known.id)
        after = pupil_after(known, wanted, school_number=number, upn=upn)
        change = change_of(known, after, PUPIL_FIELDS)
        if change is None:
            self.unchanged_pupils += 1
        else:
            self.changed_pupils.append(change)
        self.questions.known_pupil(wanted, after)

    # parents

    def find_parents(self) -> None:
        """Join the contacts of the pupils that were taken into people, and find these in the register."""
        entries = [
            Entry(place, contact, person)
            for place, pupil in enumerate(self.read.pupils)
            if self.pupil_ids[place] is not None
            for contact, person in zip(pupil.contacts, self.traits[place], strict=True)
        ]
        groups: Groups = group_contacts(entries)
        known = [pupil_id if pupil_id is not None and pupil_id > 0 else None for pupil_id in self.pupil_ids]
        assigned = Assignment(groups, self.parents, known)
        self.entries = entries
        self.parent_of = assigned.parent_of
        for one, other, reason in groups.doubts:
            if self.parent_of[one] != self.parent_of[other]:
                self.questions.two_contacts(entries[one].contact, entries[other].contact, reason)
        for entry, parent, reason in assigned.doubts:
            if self.parent_of[entry] != parent:
                self.questions.contact_and_parent(entries[entry].contact, self.parents.parents[parent], reason)

    def compare_parents(self) -> None:
        """Put the values of all rows about one person together and compare with the register."""
        for parent_id, numbers in by_parent(self.parent_of).items():
            entries = [self.entries[number] for number in numbers]
            contacts = [entry.contact for entry in entries]
            surnames = [self.read.pupils[entry.pupil].surname for entry in entries]
            before = self.parents.parents.get(parent_id)
            after, differing = parent_after(before or Parent(parent_id, "", ""), contacts, surnames)
            self.questions.differing_rows(after, contacts[0], differing)
            after = self._with_capacities(before, after, entries)
            if before is None:
                self.new_parents[parent_id] = after
            else:
                self.matched_parents.add(parent_id)
                change = change_of(before, after, PARENT_FIELDS)
                if change is not None:
                    self.changed_parents[parent_id] = change
            self.questions.parent(after, contacts)

    def _with_capacities(self, before: Parent | None, after: Parent, entries: Sequence[Entry]) -> Parent:
        """A new person's capacity follows from the children; a known one only gains, and only through a new child."""
        gained = {
            usual_capacity(
                entry.contact.relationship, parental_responsibility=bool(entry.contact.parental_responsibility)
            )
            for entry in entries
            if before is None or (before.id, self.pupil_ids[entry.pupil]) not in self.parents.relationship
        }
        if gained & ADHERING or before is not None:
            gained.discard(Capacity.OTHER_CONTACT)
        capacities = frozenset(gained) if before is None else before.capacities | gained
        return after if capacities == after.capacities else replace(after, capacities=capacities)

    # ties

    def compare_ties(self) -> None:
        """One tie for each parent of each pupil."""
        known = {(tie.parent_id, tie.pupil_id): tie for tie in self.register.ties}
        done: set[tuple[int, int]] = set()
        for number, entry in enumerate(self.entries):
            pupil_id = self.pupil_ids[entry.pupil]
            pair = self.parent_of[number], pupil_id or 0
            if pair in done:
                continue
            done.add(pair)
            before = known.get(pair)
            after = tie_after(before or ParentOf(*pair, relationship=""), entry.contact)
            if before is None:
                self.new_ties.append(after)
                continue
            if lifts_court_order(before, entry.contact):
                self.questions.court_order_lifted(entry.contact, self.read.pupils[entry.pupil])
            change = change_of(before, after, TIE_FIELDS)
            if change is not None:
                self.changed_ties.append(change)

    # the whole

    def plan(self) -> ImportPlan:
        """All steps done."""
        present = {pupil_id for pupil_id in self.pupil_ids if pupil_id is not None}
        listed = {(self.parent_of[number], self.pupil_ids[entry.pupil]) for number, entry in enumerate(self.entries)}
        changed_parents = self._with_changed_ties()
        return ImportPlan(
            new_pupils=tuple(self.new_pupils),
            changed_pupils=tuple(self.changed_pupils),
            unchanged_pupils=self.unchanged_pupils,
            new_parents=tuple(self.new_parents.values()),
            changed_parents=changed_parents,
            unchanged_parents=len(self.matched_parents) - len(changed_parents),
            new_ties=tuple(self.new_ties),
            changed_ties=tuple(self.changed_ties),
            not_in_file=tuple(p for p in self.register.pupils if p.id not in present and p.left_on is None),
            no_longer_listed=tuple(
                tie
                for tie in self.register.ties
                if tie.pupil_id in present and (tie.parent_id, tie.pupil_id) not in listed
            ),
            problems=self.questions.all(),
        )

    def _with_changed_ties(self) -> tuple[RecordChange[Parent], ...]:
        """Parents whose own fields change, or what ties them to a child, which is listed among their fields."""
        names = {pupil.id: pupil.name for pupil in (*self.register.pupils, *self.new_pupils)}
        told: dict[int, list[FieldChange]] = defaultdict(list)
        for tie in self.new_ties:
            if tie.parent_id in self.matched_parents:
                told[tie.parent_id].append(FieldChange("child", "", f"{names[tie.pupil_id]} ({tie.relationship})"))
        for change in self.changed_ties:
            child = names[change.before.pupil_id]
            told[change.before.parent_id] += [
                FieldChange(one.field, f"{child}: {one.old}", f"{child}: {one.new}") for one in change.fields
            ]
        found = []
        for parent_id in sorted(self.changed_parents.keys() | told.keys()):
            parent = self.parents.parents[parent_id]
            own = self.changed_parents.get(parent_id, RecordChange(parent, parent, ()))
            found.append(RecordChange(own.before, own.after, (*own.fields, *told[parent_id])))
        return tuple(found)


def _gives_up(holder: Pupil | None, wanted: ImportedPupil, by_number: dict[int, ImportedPupil]) -> bool:
    """Whether who has the wanted number in the register gets another one by this same file."""
    taker = by_number.get(holder.id) if holder is not None else None
    if holder is None or taker is None:
        return False
    if holder.upn == wanted.upn != "":
        return taker.upn not in ("", holder.upn)
    return taker.school_number not in ("", holder.school_number)


def _likeness(pupil: ImportedPupil, place: int) -> tuple[object, ...]:
    """Equal for pupils whom nothing tells apart; those with a number are told apart by it."""
    if pupil.school_number or pupil.upn:
        return (place,)
    name = folded(pupil.forename), folded(pupil.surname)
    return (*name, pupil.date_of_birth, pupil.year_group, pupil.form.casefold())


class _ContactTraits:
    """Contacts for comparing; a parent's row, which each sibling repeats, is folded once."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._known: dict[tuple[object, ...], Traits] = {}

    def of(self, contact: ImportedContact) -> Traits:
        """The folded names, sex, e-mail, telephones and home of one contact."""
        names = contact.forename, contact.surname
        kind = contact.title, contact.sex, contact.relationship
        phones = contact.mobile, contact.home_phone
        key = (*names, *kind, contact.email, *phones, contact.address)
        known = self._known.get(key)
        if known is None:
            home = self._homes[contact.address]
            known = self._known[key] = traits(*names, sex_of(*kind), contact.email, phones, home)
        return known


def _shared_numbers(pupils: Iterable[ImportedPupil]) -> dict[str, list[ImportedPupil]]:
    """The pupils of each school number and unique pupil number that more than one has."""
    found: dict[str, list[ImportedPupil]] = defaultdict(list)
    for pupil in pupils:
        for number in {pupil.school_number, pupil.upn} - {""}:
            found[number].append(pupil)
    return {number: sharing for number, sharing in found.items() if len(sharing) > 1}

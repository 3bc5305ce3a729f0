"""What importing a read file would do to the register: planned whole, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_groups import Entry, group_contacts
from halton_desktop.domain.importing.contact_import import (
    FieldChange,
    ImportedContact,
    ImportPlan,
    PlannedHold,
    PlannedRemark,
    ReadContacts,
    RecordChange,
    RegisterSnapshot,
)
from halton_desktop.domain.importing.file_values import FileValues, ImportChoices, Kept
from halton_desktop.domain.importing.import_comparison import Comparison
from halton_desktop.domain.importing.import_gone import GoneStep
from halton_desktop.domain.importing.import_holds import HoldStep
from halton_desktop.domain.importing.import_homes import child_address_question
from halton_desktop.domain.importing.import_identity import (
    Lookalikes,
    Suspect,
    renamed_question,
    stranger_holds,
    stranger_question,
    suspect_hold,
    suspect_question,
)
from halton_desktop.domain.importing.import_people import ParentStep
from halton_desktop.domain.importing.import_pupils import PupilStep
from halton_desktop.domain.importing.import_questions import (
    child_address,
    gone_problems,
    kept_problems,
    without_protected,
)
from halton_desktop.domain.importing.import_returned import returned
from halton_desktop.domain.importing.import_ties import TieStep
from halton_desktop.domain.importing.import_veil import Veil
from halton_desktop.domain.importing.parent_assign import Assignment
from halton_desktop.domain.importing.siblings import Siblings
from halton_desktop.domain.importing.unclear_remarks import unclear_problems
from halton_desktop.domain.parents.parent import Parent
from halton_desktop.domain.parents.question import Question
from halton_desktop.errors import Cancelled

NO_CHOICES = ImportChoices()


def plan_import(
    read: ReadContacts,
    register: RegisterSnapshot,
    cancelled: Callable[[], bool] = lambda: False,
    choices: ImportChoices = NO_CHOICES,
) -> ImportPlan:
    """Compare a read file with the register. Raises Cancelled when ``cancelled`` says so between two steps.

    Nothing is removed. What a person typed, what is protected, who may be written to and salutation stay; a
    value changes where the file itself now says another one. What cannot be decided safely is left as it is and
    named; ``choices`` are what a person decided otherwise.
    """
    planner = _Planner(read, register, choices)
    for step in (planner.find_people, planner.compare, planner.ask):
        if cancelled():
            raise Cancelled
        step()
    return planner.plan()


class _Planner:
    """The steps of planning, in order; each leaves what the next needs."""

    def __init__(self, read: ReadContacts, register: RegisterSnapshot, choices: ImportChoices) -> None:
        self._comparison = Comparison(read, register, choices)
        self._pupils = PupilStep(self._comparison)
        self._ties = TieStep(self._comparison)
        self._restrictions = HoldStep(self._comparison)
        self._holds: list[PlannedHold] = []
        self._asked: list[Question] = []

    def find_people(self) -> None:
        """Find each pupil of the file, join the contacts of those that were taken, and find these in the register."""
        comparison, pupil_ids = self._comparison, self._pupils.ids
        self._pupils.find()
        self._entries = [
            Entry(place, contact, person)
            for place, pupil in enumerate(comparison.read.pupils)
            if pupil_ids[place] is not None
            for contact, person in zip(pupil.contacts, comparison.traits[place], strict=True)
        ]
        groups = group_contacts(self._entries)
        known = [pupil_id if pupil_id is not None and pupil_id > 0 else None for pupil_id in pupil_ids]
        self._assigned = Assignment(groups, comparison.parents, known)
        self._parent_of = self._assigned.parent_of
        for one, other, reason in groups.doubts:
            if self._parent_of[one] != self._parent_of[other]:
                comparison.questions.two_contacts(self._entries[one].contact, self._entries[other].contact, reason)

    def compare(self) -> None:
        """What changes of ties and people, without what is protected of somebody else in the family."""
        comparison = self._comparison
        self._siblings = Siblings(comparison.parents, self._entries, self._parent_of, self._pupils.ids)
        children = [self._pupils.ids[entry.pupil] for entry in self._entries]
        self._veil = Veil(
            comparison.register, comparison.parents, self._entries, self._parent_of, children, self._siblings
        )
        if self._veil:
            self._hide_what_is_protected()
        self._ties.compare(self._entries, self._parent_of, self._pupils.ids)
        self._restrictions.compare(self._entries, self._parent_of, self._pupils.ids)
        self._people = ParentStep(self._comparison, self._ties)
        self._people.compare(self._entries, self._parent_of)

    def _hide_what_is_protected(self) -> None:
        """Every contact and child’s address as they may be shown and taken."""
        comparison, shown = self._comparison, []
        places: dict[int, list[ImportedContact]] = defaultdict(list)
        addresses = dict(comparison.child_addresses)
        for number, entry in enumerate(self._entries):
            who = self._parent_of[number], self._pupils.ids[entry.pupil] or 0
            contact, key = self._veil.contact(entry.contact, *who), (entry.pupil, len(places[entry.pupil]))
            if self._veil.hides_home(addresses.get(key), contact, *who):
                addresses.pop(key)
                known = comparison.parents.parents.get(who[0])
                contact = replace(contact, address=contact.address or (known.address if known else PostalAddress()))
            places[entry.pupil].append(contact)
            shown.append(replace(entry, contact=contact))
        self._entries = shown
        comparison.shown_as(places, addresses)

    # what is asked

    def ask(self) -> None:
        """Who may be somebody known, whose address nobody knows, who is gone."""
        self._holds += self._veil.over_holds(self._restrictions.holds, self._children())
        self._ask_who_is_who()
        self._ask_about_pupils()
        if self._people.homeless:
            people = tuple(dict.fromkeys(parent_id for parent_id, _ in self._people.homeless))
            rows = tuple(dict.fromkeys(contact.row for _, contact in self._people.homeless))
            self._asked.append(child_address_question(people, rows))
            self._comparison.questions.add([child_address(len(people), rows[0])])
        present = {pupil_id for pupil_id in self._pupils.ids if pupil_id is not None}
        self._comparison.questions.add(self._veil.problems)
        self._gone = GoneStep(self._comparison, present, self._ties, self._people.withdrawn)
        self._holds += self._gone.holds()
        self._asked += self._gone.questions()
        choices = self._comparison.choices
        questions = self._comparison.questions
        questions.add(unclear_problems(self._ties.unclear, self._comparison.place))
        questions.add(gone_problems(one for one in self._gone.gone if one.key not in choices.gone))
        questions.add(kept_problems((*self._pupils.kept, *self._people.kept, *self._ties.kept)))

    def _ask_who_is_who(self) -> None:
        comparison, entries = self._comparison, self._entries
        suspects = self._suspects()
        asked = {(suspect.entry, suspect.known_id) for suspect in suspects}
        matched = set(self._parent_of.values())
        doubts = [one for one in self._assigned.doubts if self._parent_of[one[0]] != one[1]]
        doubts += [one for one in self._assigned.apart if self._parent_of[one[0]] < 0 and one[1] not in matched]
        for entry, parent, reason in doubts:
            if (entry, parent) not in asked:
                comparison.questions.contact_and_parent(
                    entries[entry].contact, comparison.parents.parents[parent], reason
                )
        for suspect in suspects:
            contact = entries[suspect.entry].contact
            known, new = self._person(suspect.known_id), self._person(suspect.new_id)
            self._holds.append(suspect_hold(suspect, contact, comparison.place))
            self._asked.append(suspect_question(suspect, new, known, contact))
            comparison.questions.may_be_known(contact, known, suspect.reason, holds_known=suspect.holds_known)
        taken_out = comparison.register.taken_out
        for back in returned(entries, self._parent_of, self._pupils.ids, comparison.former, taken_out, self._siblings):
            self._holds += back.holds(comparison.place)
            comparison.questions.add([back.problem()])
        named = {one.key.parent_id for one in self._people.kept if one.because is Kept.NAME}
        for parent_id, number in {parent: number for number, parent in self._assigned.renamed.items()}.items():
            if parent_id in named:
                contact, known = entries[number].contact, comparison.parents.parents[parent_id]
                self._asked.append(renamed_question(known, contact))
                comparison.questions.renamed_parent(contact, known)

    def _suspects(self) -> list[Suspect]:
        restricted = {hold.parent_id for hold in self._restrictions.holds} | {
            self._parent_of[number] for number, entry in enumerate(self._entries) if entry.contact.court_order
        }
        index, pupil_ids = self._comparison.parents, self._pupils.ids
        return list(Lookalikes(self._assigned, index, pupil_ids, restricted, self._siblings).found())

    def _ask_about_pupils(self) -> None:
        """Another pupil's number and birthday: nothing about the new one is printed until a person has looked."""
        for known, new, wanted in self._pupils.strangers:
            own = [tie.parent_id for tie in self._ties.new if tie.pupil_id == new.id]
            self._holds += stranger_holds(known, new, own, wanted.row, self._comparison.place)
            self._asked.append(stranger_question(known, new, wanted))

    def _children(self) -> dict[int, set[int]]:
        """Of every parent."""
        found = {parent_id: set(own) for parent_id, own in self._comparison.parents.children.items()}
        for number, parent_id in self._parent_of.items():
            found.setdefault(parent_id, set()).add(self._pupils.ids[self._entries[number].pupil] or 0)
        return found

    def _person(self, parent_id: int) -> Parent:
        return self._comparison.parents.parents.get(parent_id) or self._people.new[parent_id]

    # the whole

    def plan(self) -> ImportPlan:
        """All steps done."""
        pupils, people, ties, gone = self._pupils, self._people, self._ties, self._gone
        changed_parents = self._with_changed_ties()
        pupil_values, tie_values = dict(pupils.values), dict(ties.values)
        gone.remember(pupil_values, tie_values)
        known = self._comparison.parents.parents
        hidden = [
            (self._entries[number].contact, known[parent_id])
            for number, parent_id in self._parent_of.items()
            if parent_id in known and known[parent_id].protected
        ]
        return ImportPlan(
            new_pupils=tuple(pupils.new),
            changed_pupils=(*pupils.changed, *gone.left()),
            unchanged_pupils=pupils.unchanged,
            new_parents=tuple(people.new.values()),
            changed_parents=changed_parents,
            unchanged_parents=len(people.matched) - len(changed_parents),
            new_ties=tuple(ties.new),
            changed_ties=tuple(ties.changed),
            not_in_file=tuple(gone.not_in_file),
            no_longer_listed=tuple(gone.no_longer_listed),
            problems=self._veil.over_problems(
                without_protected(self._comparison.questions.all(), self._comparison.read.problems, hidden)
            ),
            holds=tuple(self._holds),
            questions=tuple(self._asked),
            first_of_all=self._comparison.first_of_all,
            kept=(*pupils.kept, *people.kept, *ties.kept),
            gone=gone.gone,
            unclear=tuple(self._unclear()),
            values=FileValues(people.values, pupil_values, tie_values),
        )

    def _unclear(self) -> Iterator[PlannedRemark]:
        """The remarks at whom nothing else holds already."""
        held = {hold.parent_id for hold in self._holds}
        return (one for one in self._ties.unclear if one.parent_id not in held)

    def _with_changed_ties(self) -> tuple[RecordChange[Parent], ...]:
        """Parents whose own fields change, or what ties them to a child, which is listed among their fields."""
        names = {pupil.id: pupil.name for pupil in (*self._comparison.register.pupils, *self._pupils.new)}
        told: dict[int, list[FieldChange]] = defaultdict(list)
        for tie in self._ties.new:
            if tie.parent_id in self._people.matched:
                told[tie.parent_id].append(FieldChange("child", "", f"{names[tie.pupil_id]} ({tie.relationship})"))
        for change in self._ties.changed:
            child = names[change.before.pupil_id]
            told[change.before.parent_id] += [
                FieldChange(one.field, f"{child}: {one.old}", f"{child}: {one.new}") for one in change.fields
            ]
        found = []
        for parent_id in sorted(self._people.changed.keys() | told.keys()):
            parent = self._comparison.parents.parents[parent_id]
            own = self._people.changed.get(parent_id, RecordChange(parent, parent, ()))
            found.append(RecordChange(own.before, own.after, (*own.fields, *told[parent_id])))
        return tuple(found)

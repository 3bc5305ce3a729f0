"""What a file says of each parent: new, changed, or as the register has them, with what was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from halton_desktop.domain.address import PostalAddress, is_withdrawn
from halton_desktop.domain.importing.contact_groups import Entry
from halton_desktop.domain.importing.contact_import import ImportedContact, KeptDifference, RecordChange
from halton_desktop.domain.importing.file_values import CHILD_ADDRESS, REMARKS, Fields, Given, address_from, plain
from halton_desktop.domain.importing.import_capacities import settled_capacities
from halton_desktop.domain.importing.import_comparison import Comparison
from halton_desktop.domain.importing.import_questions import no_parent_any_more
from halton_desktop.domain.importing.import_ties import TieStep
from halton_desktop.domain.importing.import_values import change_of, parent_after
from halton_desktop.domain.importing.parent_assign import by_parent
from halton_desktop.domain.importing.weighing import Weighing
from halton_desktop.domain.parents.parent import Parent
from halton_desktop.domain.parents.parent_match import home_of, same_home

PARENT_FIELDS = (
    "title", "forename", "surname", "address", "email", "mobile", "home_phone", "capacities",
)  # fmt: skip


class ParentStep:
    """Puts the values of all rows about one person together and compares them with the register."""

    def __init__(self, comparison: Comparison, ties: TieStep) -> None:
        self._comparison = comparison
        self._ties = ties.of_parents()
        self._reworded = {change.after.parent_id for change in ties.changed}
        self._tells_addresses = any(
            home_of(contact.address) is not None for pupil in comparison.read.pupils for contact in pupil.contacts
        )
        self.new: dict[int, Parent] = {}
        self.changed: dict[int, RecordChange[Parent]] = {}
        self.matched: set[int] = set()
        self.kept: list[KeptDifference] = []
        self.values: dict[int, Fields] = {}
        self.withdrawn: list[Parent] = []
        """Whose address the file had and has no more."""
        self.homeless: list[tuple[int, ImportedContact]] = []
        """Who may live at the child's address: nobody knows."""

    def compare(self, entries: Sequence[Entry], parent_of: Mapping[int, int]) -> None:
        """Every person of the file once."""
        for parent_id, numbers in by_parent(parent_of).items():
            self._compare_one(parent_id, [entries[number] for number in numbers])

    def _compare_one(self, parent_id: int, entries: Sequence[Entry]) -> None:
        comparison = self._comparison
        before = comparison.parents.parents.get(parent_id)
        weighing = Weighing(
            before or Parent(parent_id, "", "", capacities=frozenset()),
            comparison.register.values.parents.get(parent_id),
            comparison.choices,
            comparison.caution,
            who=before.name_for_others if before else "",
            parent_id=parent_id,
        )
        contacts = [self._at_home(weighing, entry) for entry in entries]
        surnames = [comparison.read.pupils[entry.pupil].surname for entry in entries]
        after, differing = parent_after(weighing, contacts, surnames)
        comparison.questions.differing_rows(after, contacts[0], differing)
        ties = self._ties.get(parent_id, ())
        whole = {tie.pupil_id for tie in ties} >= set(comparison.parents.children.get(parent_id, ()))
        after = settled_capacities(weighing, after, ties, reworded=whole and parent_id in self._reworded)
        after = replace(after, notes=_with_remarks(weighing, after.notes, contacts))
        self._note_address(weighing, contacts)
        fields = weighing.remembered(PARENT_FIELDS, new=before is None)
        if fields is not None:
            self.values[parent_id] = fields
        self.kept += weighing.kept
        if before is None:
            self.new[parent_id] = after
        else:
            self.matched.add(parent_id)
            change = change_of(before, after, (*PARENT_FIELDS, "notes"))
            if change is not None:
                self.changed[parent_id] = change
            if before.adheres and not after.adheres:
                worded = next((one for one in contacts if one.relationship), contacts[0])
                comparison.questions.add([no_parent_any_more(worded, before)])
        comparison.questions.parent(after, contacts)

    def _at_home(self, weighing: Weighing, entry: Entry) -> ImportedContact:
        """The contact, at the child's address where they are known to live there; else it is remembered and asked."""
        contact, before = entry.contact, weighing.record
        address = self._child_address(entry) if self._comparison.child_addresses else None
        if address is None or contact.address or not isinstance(before, Parent):
            return contact
        last = (weighing.known or {}).get(CHILD_ADDRESS)
        weighing.given[CHILD_ADDRESS] = Given(plain(address), None)
        if last is not None and same_home(home_of(before.address), home_of(address_from(last.said))):
            return replace(contact, address=address)
        if not before.address:
            self.homeless.append((before.id, contact))
        return contact

    def _child_address(self, entry: Entry) -> PostalAddress | None:
        contacts = self._comparison.read.pupils[entry.pupil].contacts
        number = next(place for place, one in enumerate(contacts) if one is entry.contact)
        return self._comparison.child_addresses.get((entry.pupil, number))

    def _note_address(self, weighing: Weighing, contacts: Sequence[ImportedContact]) -> None:
        """Whether the file takes an address back: told once, and not where a person typed another."""
        before = weighing.record
        if not isinstance(before, Parent) or not before.address or not self._tells_addresses:
            return
        last = (weighing.known or {}).get("address")
        silent = all(not one.address_of_child and is_withdrawn(before.address, one.address) for one in contacts)
        if not silent or weighing.typed("address") or before.protects("address") or (last and last.said == []):
            return
        weighing.given["address"] = Given([], plain(before.address))
        self.withdrawn.append(before)


def _with_remarks(weighing: Weighing, notes: str, contacts: Sequence[ImportedContact]) -> str:
    """The notes with each remark of the file that is news on a line of its own; what the office deleted stays away."""
    remarks = tuple(dict.fromkeys(remark for contact in contacts for remark in contact.remarks))
    last = (weighing.known or {}).get(REMARKS)
    told = last.said if last is not None and isinstance(last.said, list) else []
    news = [one for one in remarks if one not in told and one not in notes]
    if remarks:
        weighing.given[REMARKS] = Given([*told, *(one for one in remarks if one not in told)], None)
    return "\n".join((*([notes] if notes else []), *news))

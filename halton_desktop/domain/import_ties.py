"""What a file says of each parent and child together: one tie from all the rows about both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from halton_desktop.domain.contact_groups import Entry
from halton_desktop.domain.contact_import import KeptDifference, PlannedHold, RecordChange
from halton_desktop.domain.file_values import FieldKey, Fields
from halton_desktop.domain.import_comparison import Comparison
from halton_desktop.domain.import_values import change_of, lifts_court_order, tie_after
from halton_desktop.domain.parent import ParentOf
from halton_desktop.domain.weighing import Weighing

TIE_FIELDS = ("relationship", "parental_responsibility", "priority", "court_order")
FROM_FILES = TIE_FIELDS[:-1]

Pair = tuple[int, int]
"""A parent and a pupil, by the plan's ids."""


class TieStep:
    """Compares the ties of a file with the register: a restriction in any row counts."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.new: list[ParentOf] = []
        self.changed: list[RecordChange[ParentOf]] = []
        self.unchanged: list[ParentOf] = []
        self.kept: list[KeptDifference] = []
        self.holds: list[PlannedHold] = []
        self.values: dict[Pair, Fields] = {}
        self.listed: set[Pair] = set()

    def compare(self, entries: Sequence[Entry], parent_of: Mapping[int, int], pupil_ids: Sequence[int | None]) -> None:
        """One tie for each parent of each pupil."""
        known = {(tie.parent_id, tie.pupil_id): tie for tie in self._comparison.register.ties}
        rows: dict[Pair, list[Entry]] = defaultdict(list)
        for number, entry in enumerate(entries):
            rows[parent_of[number], pupil_ids[entry.pupil] or 0].append(entry)
        self.listed = set(rows)
        for pair, own in rows.items():
            self._compare_one(pair, own, known.get(pair))

    def of_parents(self) -> dict[int, list[ParentOf]]:
        """The ties of each parent of the file, as they will be."""
        found: dict[int, list[ParentOf]] = defaultdict(list)
        for tie in (*self.new, *(change.after for change in self.changed), *self.unchanged):
            found[tie.parent_id].append(tie)
        return found

    def _compare_one(self, pair: Pair, entries: Sequence[Entry], before: ParentOf | None) -> None:
        comparison = self._comparison
        pupil = comparison.read.pupils[entries[0].pupil]
        contacts = [entry.contact for entry in entries]
        known = comparison.register.values.ties.get(pair)
        parent = comparison.parents.parents.get(pair[0])
        who = f"{parent.name_for_others if parent else contacts[0].name}, {pupil.name}"
        record = before or ParentOf(*pair, relationship="")
        caution = comparison.caution if before else None
        weighing = Weighing(record, known, comparison.choices, caution, who=who, parent_id=pair[0], pupil_id=pair[1])
        after = tie_after(weighing, contacts)
        if (fields := weighing.remembered(FROM_FILES, new=before is None)) is not None:
            self.values[pair] = fields
        self.kept += weighing.kept
        found = dict.fromkeys(hold for contact in contacts for hold in contact.holds)
        self.holds += [PlannedHold(pair[0], pair[1] if hold.about_child else None, hold) for hold in found]
        if before is None:
            if FieldKey("child", *pair) not in comparison.choices.declined:
                self.new.append(after)
            return
        if lifts_court_order(before, contacts):
            comparison.questions.court_order_lifted(contacts[0], pupil)
        change = change_of(before, after, TIE_FIELDS)
        if change is not None:
            self.changed.append(change)
        else:
            self.unchanged.append(after)

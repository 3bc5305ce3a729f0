"""What a file says of each parent and child together: one tie from all the rows about both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from halton_desktop.domain.importing.contact_groups import Entry
from halton_desktop.domain.importing.contact_import import (
    FieldChange,
    KeptDifference,
    PlannedRemark,
    RecordChange,
)
from halton_desktop.domain.importing.file_values import FieldKey, Fields, Given, Kept
from halton_desktop.domain.importing.import_comparison import Comparison
from halton_desktop.domain.importing.import_values import change_of, lifts_court_order, tie_after
from halton_desktop.domain.importing.weighing import Weighing
from halton_desktop.domain.parents.parent import ParentOf

TIE_FIELDS = ("relationship", "parental_responsibility", "priority", "court_order")
FROM_FILES = TIE_FIELDS[:-1]
CHILD = "child"
"""The field under which it is spoken of that a parent has a child more."""

Pair = tuple[int, int]
"""A parent and a pupil, by the plan's ids."""


class TieStep:
    """Compares the ties of a file with the register: a court order in any row counts."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.new: list[ParentOf] = []
        self.changed: list[RecordChange[ParentOf]] = []
        self.unchanged: list[ParentOf] = []
        self.kept: list[KeptDifference] = []
        self.unclear: list[PlannedRemark] = []
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
        known = comparison.register.values.ties.get(pair) if before else None
        parent = comparison.parents.parents.get(pair[0])
        name = parent.name_for_others if parent else contacts[0].name
        who = f"{name}, {pupil.name}"
        record = before or ParentOf(*pair, relationship="")
        caution = comparison.caution if before else None
        weighing = Weighing(record, known, comparison.choices, caution, who=who, parent_id=pair[0], pupil_id=pair[1])
        after = tie_after(weighing, contacts)
        left = self._left_out(weighing.given, pair) if before is None else None
        if (fields := weighing.remembered(FROM_FILES, new=before is None)) is not None:
            self.values[pair] = fields
        self.kept += weighing.kept
        self.unclear += [PlannedRemark(pair[0], one.row, remark) for one in contacts for remark in one.unclear]
        if before is None:
            if left is None:
                self.new.append(after)
            else:
                words = FieldChange(CHILD, "", f"{pupil.name} ({after.relationship})")
                self.kept.append(KeptDifference(FieldKey(CHILD, *pair), who, words, left))
            return
        if lifts_court_order(before, contacts):
            comparison.questions.court_order_lifted(contacts[0].row, name, pupil)
        change = change_of(before, after, TIE_FIELDS)
        if change is not None:
            self.changed.append(change)
        else:
            self.unchanged.append(after)

    def _left_out(self, given: dict[str, Given], pair: Pair) -> Kept | None:
        """Why a parent and a child of the file are not tied: a person untied them, or left it out in a preview.

        What was left out in a preview is offered again where the file’s word for it has changed.
        """
        choices, key = self._comparison.choices, FieldKey(CHILD, *pair)
        earlier = self._comparison.register.values.ties.get(pair)
        because = Kept.DECLINED if key in choices.declined else None
        if earlier is not None and CHILD not in earlier:
            because = Kept.TYPED
        elif earlier is not None and earlier.get("relationship") == given.get("relationship"):
            because = Kept.NOT_NEW
        if because is None or key in choices.taken:
            return None
        if because is not Kept.TYPED:
            given[CHILD] = Given(said=True, kept=None)
        return because

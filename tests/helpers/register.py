"""A register in memory, as an import would leave it: for testing plans without a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from halton_desktop.domain.importing.contact_import import ImportPlan, RegisterSnapshot
from halton_desktop.domain.importing.file_values import FileValues
from halton_desktop.domain.parents.hold import Hold


def after(register: RegisterSnapshot, plan: ImportPlan) -> RegisterSnapshot:
    """The register with a plan carried out, new people numbered on from the highest id."""
    parents = {parent.id: parent for parent in register.parents}
    pupils = {pupil.id: pupil for pupil in register.pupils}
    ties = {(tie.parent_id, tie.pupil_id): tie for tie in register.ties}
    parent_ids = dict(zip((p.id for p in plan.new_parents), range(max(parents, default=0) + 1, 10**6), strict=False))
    pupil_ids = dict(zip((p.id for p in plan.new_pupils), range(max(pupils, default=0) + 1, 10**6), strict=False))
    for parent in plan.new_parents:
        parents[parent_ids[parent.id]] = replace(parent, id=parent_ids[parent.id])
    for pupil in plan.new_pupils:
        pupils[pupil_ids[pupil.id]] = replace(pupil, id=pupil_ids[pupil.id])
    parents |= {change.after.id: change.after for change in plan.changed_parents}
    pupils |= {change.after.id: change.after for change in plan.changed_pupils}
    for tie in (*plan.new_ties, *(change.after for change in plan.changed_ties)):
        pair = parent_ids.get(tie.parent_id, tie.parent_id), pupil_ids.get(tie.pupil_id, tie.pupil_id)
        ties[pair] = replace(tie, parent_id=pair[0], pupil_id=pair[1])
    holds = [
        Hold(0, parent_ids.get(one.parent_id, one.parent_id), one.found.kind, one.found.words, "", date(2026, 11, 23))
        for one in plan.holds
    ]
    return RegisterSnapshot(
        tuple(pupils.values()),
        tuple(parents.values()),
        tuple(ties.values()),
        tuple(dict.fromkeys((*register.holds, *holds))),
        _values(register.values, plan.values, parent_ids, pupil_ids),
    )


def _values(known: FileValues, new: FileValues, parent_ids: dict[int, int], pupil_ids: dict[int, int]) -> FileValues:
    """What the files gave, with the ids of new people mapped."""
    ties = {(parent_ids.get(a, a), pupil_ids.get(b, b)): fields for (a, b), fields in new.ties.items()}
    return FileValues(
        {**known.parents, **{parent_ids.get(one, one): fields for one, fields in new.parents.items()}},
        {**known.pupils, **{pupil_ids.get(one, one): fields for one, fields in new.pupils.items()}},
        {**known.ties, **ties},
    )

"""Which pupils have a parent in common, by the register and by a file together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from halton_desktop.domain.importing.contact_groups import Entry
from halton_desktop.domain.importing.parent_index import ParentIndex
from halton_desktop.domain.parents.parent_match import Generation, generation_of


class Siblings:
    """Brothers and sisters of every pupil: whoever has the same mother, father or step-parent."""

    def __init__(
        self,
        index: ParentIndex,
        entries: Sequence[Entry],
        parent_of: Mapping[int, int],
        pupil_ids: Sequence[int | None],
    ) -> None:
        children: dict[int, set[int]] = defaultdict(set)
        for (parent_id, pupil_id), relationship in index.relationship.items():
            if generation_of(relationship) is Generation.PARENT:
                children[parent_id].add(pupil_id)
        for number, parent_id in parent_of.items():
            child = pupil_ids[entries[number].pupil]
            if child is not None and entries[number].traits.generation is Generation.PARENT:
                children[parent_id].add(child)
        self._of: dict[int, set[int]] = defaultdict(set)
        for own in children.values():
            for pupil_id in own if len(own) > 1 else ():
                self._of[pupil_id] |= own

    def of(self, pupil_id: int) -> Iterable[int]:
        """All of them but the pupil."""
        return self._of.get(pupil_id, set()) - {pupil_id}

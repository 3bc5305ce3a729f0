"""In what capacity the code meets a person after an import: what came from a file follows the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from halton_desktop.domain.importing.contact_import import FieldChange, KeptDifference
from halton_desktop.domain.importing.file_values import FieldKey, Fields, Given, Kept, plain
from halton_desktop.domain.importing.weighing import Weighing, as_text
from halton_desktop.domain.parents.parent import (
    ADHERING,
    COMPLAINTS_ROUTE,
    Capacity,
    Parent,
    ParentOf,
    usual_capacity,
)

WORN = frozenset(Capacity) - ADHERING - COMPLAINTS_ROUTE
"""What stands only while nothing says that the code asks the person: other contact, not decided yet."""


def settled_capacities(weighing: Weighing, parent: Parent, ties: Sequence[ParentOf], *, reworded: bool) -> Parent:
    """The parent with the capacities that follow from ``ties``, where no person set them.

    A known person becomes a parent by a child or a word that makes one. They are no longer one only where the file's
    own word for them changed (``reworded``) to a mere contact's. What a person ticked or unticked stays.
    """
    before = weighing.record
    assert isinstance(before, Parent)
    follows = frozenset(
        usual_capacity(tie.relationship, parental_responsibility=tie.parental_responsibility) for tie in ties
    )
    follows = (follows & ADHERING) or follows
    present = before.capacities
    if not present:
        wanted = follows
    elif follows & ADHERING:
        wanted = (present - WORN) | follows
    elif reworded and follows == {Capacity.OTHER_CONTACT}:
        wanted = (present & COMPLAINTS_ROUTE) | follows
    else:
        wanted = present
    taken, because = _unless_a_person_set_them(weighing, wanted)
    if because is not None:
        change = FieldChange("capacities", as_text(present), as_text(wanted))
        weighing.kept.append(KeptDifference(FieldKey("capacities", parent.id), before.name_for_others, change, because))
    return parent if taken == parent.capacities else replace(parent, capacities=taken)


def answered_capacities(known: Fields | None, before: Parent, after: Parent) -> Fields | None:
    """What is remembered once an answer decided on somebody: no typing, so another word of a file is followed."""
    last = (known or {}).get("capacities")
    if known is None or last is None or last.kept != plain(before.capacities):
        return None
    return {**known, "capacities": Given(last.said, plain(after.capacities))}


def _unless_a_person_set_them(
    weighing: Weighing, wanted: frozenset[Capacity]
) -> tuple[frozenset[Capacity], Kept | None]:
    before = weighing.record
    assert isinstance(before, Parent)
    present, key = before.capacities, FieldKey("capacities", before.id)
    last = (weighing.known or {}).get("capacities")
    kept = frozenset(Capacity(one) for one in last.kept) if last and isinstance(last.kept, list) else None
    if kept is None:
        typed = weighing.typed("capacities")
    else:  # a governor ticked beside what the file gave says nothing about the rest
        typed = bool(present) and (present ^ kept) - COMPLAINTS_ROUTE != frozenset()
    if wanted == present or not present:
        weighing.given["capacities"] = Given(plain(wanted), None if typed else plain(wanted))
        return wanted, None
    if weighing.chose(key) is True:
        weighing.given["capacities"] = Given(plain(wanted), plain(wanted))
        return wanted, None
    said_before = last is not None and last.said == plain(wanted)
    because = Kept.TYPED if typed else Kept.NOT_NEW if said_before else None
    if because is None and weighing.chose(key) is not False:
        weighing.given["capacities"] = Given(plain(wanted), plain(wanted))
        return wanted, None
    weighing.given["capacities"] = Given(plain(wanted), last.kept if last else None if typed else plain(present))
    return present, because or Kept.DECLINED

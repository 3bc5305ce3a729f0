"""People held and questions asked, as an import leaves them, whatever words the readers know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from halton_desktop.domain.importing.contact_import import PlannedHold
from halton_desktop.domain.importing.import_decisions import decide_import
from halton_desktop.domain.parents.hold import FoundHold, Hold, HoldKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.parents.question import word_key
from halton_desktop.services.parents.import_parents import ImportPreview, apply_import, preview_import
from halton_desktop.services.parents.import_summary import ImportSummary
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import unit_of_work

UNDECIDED = frozenset({Capacity.UNDECIDED})
UNKNOWN_WORD = "primary contact"


def put_on_hold(
    office: OfficeSession, parent_id: int, kind: HoldKind = HoldKind.NO_CONTACT, pupil_id: int | None = None
) -> int:
    """A hold that stands, as an import keeps it."""
    with unit_of_work(office.vault.engine, office.user, office.clock, writing=True) as work:
        source = "contacts.csv, row 7, Notes"
        hold_id = work.decisions.holds.add(Hold(0, parent_id, kind, "see file", source, office.today, pupil_id))
        work.commit()
    return hold_id


def preview_with(office: OfficeSession, path: Path, holds: Mapping[str, FoundHold] | None = None) -> ImportPreview:
    """A preview in which words nobody knows are undecided, and people (by full name) held as the file says."""
    preview = preview_import(office, path)
    words = {tie.parent_id: tie.relationship for tie in preview.plan.new_ties}
    people = tuple(
        replace(one, capacities=UNDECIDED) if word_key(words[one.id]) == UNKNOWN_WORD else one
        for one in preview.plan.new_parents
    )
    named = {one.full_name: one.id for one in (*preview.register.parents, *people)}
    pupils = {tie.parent_id: tie.pupil_id for tie in (*preview.register.ties, *preview.plan.new_ties)}
    planned = tuple(
        PlannedHold(named[who], pupils[named[who]] if found.about_child else None, found)
        for who, found in (holds or {}).items()
    )
    with office.look() as work:
        decided = work.decisions.on_file()
    plan = replace(preview.plan, new_parents=people, holds=planned, questions=())
    return replace(preview, decisions=decide_import(plan, preview.read, preview.register, decided))


def take(office: OfficeSession, path: Path, holds: Mapping[str, FoundHold] | None = None) -> ImportSummary:
    """Import it."""
    return apply_import(office, preview_with(office, path, holds))

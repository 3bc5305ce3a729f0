"""Add and change parents, pupils and the ties between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Parent, ParentOf, Pupil, checked_parent, checked_pupil
from halton_desktop.domain.permission import Permission, require
from halton_desktop.errors import InvalidInput
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.parent_store import parent_fields, pupil_fields, tie_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def add_parent(session: OfficeSession, parent: Parent, ties: Sequence[ParentOf] = ()) -> int:
    """Add a parent with ties to pupils (their parent_id is ignored); returns the new id. Raises InvalidInput."""
    parent = checked_parent(parent)
    with session.change(Permission.EDIT_PARENTS) as work:
        parent_id = work.parents.add_parents([parent], work.now)[0]
        work.record("parent added", RecordKind.PARENT, parent_id, new=_shown(parent_fields(parent)))
        work.decisions.file_values.added_by_hand(parents=[parent_id])
        _keep_ties(session, work, parent_id, ties)
        work.parents.index([parent_id])
        work.commit()
    return parent_id


def change_parent(session: OfficeSession, parent: Parent, ties: Sequence[ParentOf] | None = None) -> None:
    """Keep a parent again, and their ties where given (others are untied). Raises InvalidInput, NotFound.

    Letting letters go again to somebody the office must not write to asks for the permission to lift a block.
    """
    parent = checked_parent(parent)
    with session.change(Permission.EDIT_PARENTS) as work:
        before = work.parents.parent(parent.id)
        if before.do_not_write and not parent.do_not_write:
            require(session.user.role, Permission.LIFT_LETTER_BLOCKS)
        if before.protected - parent.protected:
            doing = "take off what protects a person’s address, telephone or name"
            require(session.user.role, Permission.LIFT_LETTER_BLOCKS, doing)
        old, new = differing(_shown(parent_fields(before)), _shown(parent_fields(parent)))
        if new:
            work.decisions.file_values.before_a_change(before)
            work.parents.change_parents([parent])
            work.record("parent changed", RecordKind.PARENT, parent.id, old, new)
        if ties is not None:
            _keep_ties(session, work, parent.id, ties)
        if work.touched:
            work.parents.index([parent.id])
            work.commit()


def _keep_ties(session: OfficeSession, work: UnitOfWork, parent_id: int, ties: Sequence[ParentOf]) -> None:
    """Make these the parent's ties; each one that comes, goes or changes gets its audit entry."""
    before = {tie.pupil_id: tie for tie in work.parents.ties([parent_id])}
    after = {tie.pupil_id: replace(tie, parent_id=parent_id) for tie in ties}
    for pupil_id in before.keys() - after.keys():
        work.decisions.file_values.before_a_change(before[pupil_id])
        work.parents.remove_tie(parent_id, pupil_id)
        work.record("child untied", RecordKind.PARENT, parent_id, old=tie_fields(before[pupil_id]))
        work.touch(RecordKind.PUPIL, pupil_id)
    for pupil_id, tie in after.items():
        if before.get(pupil_id) == tie:
            continue
        if pupil_id in before and before[pupil_id].court_order and not tie.court_order:
            require(session.user.role, Permission.LIFT_LETTER_BLOCKS)
        if pupil_id in before:
            work.decisions.file_values.before_a_change(before[pupil_id])
        work.parents.keep_ties([tie])
        if pupil_id not in before:
            work.decisions.file_values.added_by_hand(ties=[(parent_id, pupil_id)])
        old, new = differing(tie_fields(before[pupil_id]) if pupil_id in before else {}, tie_fields(tie))
        old |= {"pupil_id": pupil_id} if pupil_id in before else {}
        work.record("child tied" if pupil_id not in before else "tie changed", RecordKind.PARENT, parent_id, old, new)
        work.touch(RecordKind.PUPIL, pupil_id)


def add_pupil(session: OfficeSession, pupil: Pupil) -> int:
    """Add a pupil; returns the new id. Raises InvalidInput."""
    pupil = checked_pupil(pupil)
    _require_gone(session, pupil)
    with session.change(Permission.EDIT_PARENTS) as work:
        pupil_id = work.parents.add_pupils([pupil], work.now)[0]
        work.record("pupil added", RecordKind.PUPIL, pupil_id, new=_shown(pupil_fields(pupil)))
        work.decisions.file_values.added_by_hand(pupils=[pupil_id])
        work.parents.index_pupils([pupil_id])
        work.commit()
    return pupil_id


def change_pupil(session: OfficeSession, pupil: Pupil) -> None:
    """Keep a pupil again. Raises InvalidInput, NotFound."""
    pupil = checked_pupil(pupil)
    _require_gone(session, pupil)
    with session.change(Permission.EDIT_PARENTS) as work:
        _keep_pupil(work, pupil)


def pupil_left(session: OfficeSession, pupil_id: int, on: date | None) -> None:
    """Say from which day a pupil is no longer on roll, or (None) that they are. Raises InvalidInput, NotFound."""
    with session.change(Permission.EDIT_PARENTS) as work:
        pupil = replace(work.parents.pupil(pupil_id), left_on=on)
        _require_gone(session, pupil)
        _keep_pupil(work, pupil)


def _require_gone(session: OfficeSession, pupil: Pupil) -> None:
    """Whoever has left is off every list at once, so the day cannot be one to come."""
    if pupil.left_on is not None and pupil.left_on > session.today:
        raise InvalidInput(
            "left_on",
            f"{pupil.left_on:%d/%m/%Y} is still to come, and until then {pupil.forename}’s parents are asked.",
            "Enter it on the day the child leaves.",
        )


def _keep_pupil(work: UnitOfWork, pupil: Pupil) -> None:
    before = work.parents.pupil(pupil.id)
    old, new = differing(_shown(pupil_fields(before)), _shown(pupil_fields(pupil)))
    if not new:
        return
    work.decisions.file_values.before_a_change(before)
    work.parents.change_pupils([pupil])
    work.record("pupil changed", RecordKind.PUPIL, pupil.id, old, new)
    parents = [parent.id for parent, _tie in work.parents.parents_of(pupil.id)]
    work.parents.index_pupils([pupil.id])
    work.parents.index(parents)
    work.touch(RecordKind.PARENT, *parents)
    work.commit()


def _shown(fields: dict[str, Any]) -> dict[str, Any]:
    """Without the columns that only follow from others."""
    return {name: value for name, value in fields.items() if name not in ("sort_name", "adheres")}

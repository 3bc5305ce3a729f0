"""Import pupils and their contacts from a file of the school's system: look first, then all or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.contact_import import (
    ImportPlan,
    ReadContacts,
    Record,
    RecordChange,
    RegisterSnapshot,
    TakenOut,
    Tally,
)
from halton_desktop.domain.importing.file_values import FileValues, ImportChoices
from halton_desktop.domain.importing.import_decisions import ImportDecisions, decide_import
from halton_desktop.domain.importing.import_plan import NO_CHOICES, plan_import
from halton_desktop.domain.importing.import_veil import without_protected_examples
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Child, Family, ParentOf
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Cancelled, Refused
from halton_desktop.exchange.contacts_file import read_contacts
from halton_desktop.services.parents.file_columns import reading_choices
from halton_desktop.services.parents.hold_and_ask import hold_and_ask
from halton_desktop.services.parents.import_summary import ImportSummary, summarised
from halton_desktop.services.progress import IsCancelled, Progress, never, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.audit import AuditedChange
from halton_desktop.store.parent_mistakes import ENTERED_BY_MISTAKE, ParentMistakes
from halton_desktop.store.parent_store import parent_fields, pupil_fields, tie_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing

Item = TypeVar("Item")

_PORTION = 500
"""Records written between two looks at whether to stop."""

IMPORTED = "contacts imported"
"""The audit log's word for it."""

_FOLLOWING = ("sort_name", "adheres")
"""Columns that only follow from others, so the audit log leaves them out."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file that was read and compared with the register; nothing is written yet."""

    read: ReadContacts
    decisions: ImportDecisions
    register: RegisterSnapshot
    newest_change: int
    """The newest entry of the audit log when the register was read."""
    choices: ImportChoices = NO_CHOICES
    """What a person decided otherwise, once it is applied."""

    @property
    def plan(self) -> ImportPlan:
        """What importing would do."""
        return self.decisions.plan

    @property
    def summary(self) -> ImportSummary:
        """The counts, what differs, the problems, what was made nothing of and what is asked."""
        return summarised(self.read, self.decisions, self.register, self.choices)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Python's collector of reference cycles off for a moment.

    Tens of thousands of records without a single cycle are made here, and it would walk all of them several times
    over: a sixth of the whole import.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def preview_import(
    session: OfficeSession, path: Path | str, progress: Progress = nobody_watches, cancelled: IsCancelled = never
) -> ImportPreview:
    """Read a file and say what importing it would do. Raises UnreadableFile, NotAllowed, Cancelled."""
    with _collector_resting(), session.look(Permission.IMPORT_PARENTS) as work:
        progress(0, 3)
        read = read_contacts(Path(path), cancelled, reading_choices(work))
        progress(1, 3)
        register = _register(work)
        read = without_protected_examples(read, register.parents)
        newest_change = work.audit.newest()
        progress(2, 3)
        decisions = _planned(work, read, register, cancelled)
        progress(3, 3)
    return ImportPreview(read, decisions, register, newest_change)


def _planned(
    work: UnitOfWork,
    read: ReadContacts,
    register: RegisterSnapshot,
    cancelled: IsCancelled,
    choices: ImportChoices = NO_CHOICES,
) -> ImportDecisions:
    """The plan, with what the office has decided before applied to it."""
    return decide_import(plan_import(read, register, cancelled, choices), read, register, work.decisions.on_file())


def apply_import(
    session: OfficeSession,
    preview: ImportPreview,
    progress: Progress = nobody_watches,
    cancelled: IsCancelled = never,
    choices: ImportChoices = NO_CHOICES,
) -> ImportSummary:
    """Write what the preview shows, in one transaction: all of it, or after an error or Cancelled nothing.

    ``choices`` are what a person decided otherwise in the preview: changes left out, differences taken, who is gone.
    Raises Refused when the register was changed since in a way that changes the preview, NotAllowed, Cancelled.
    """
    with _collector_resting(), session.change(Permission.IMPORT_PARENTS) as work:
        register = _register_as_previewed(work, preview, cancelled)
        if choices:
            choices = replace(choices, today=session.today)
            decisions = _planned(work, preview.read, register, cancelled, choices)
            preview = replace(preview, decisions=decisions, choices=choices)
        plan = preview.plan
        if plan.changes_anything or plan.values.anything:
            _Writing(work, preview, register, progress, cancelled).write()
            work.commit()
    return preview.summary


def _register_as_previewed(work: UnitOfWork, preview: ImportPreview, cancelled: IsCancelled) -> RegisterSnapshot:
    """The register as it is now; raises Refused when what was changed since the preview makes a difference to it."""
    if work.audit.newest() == preview.newest_change:
        return preview.register
    register = _register(work)
    if _planned(work, preview.read, register, cancelled) != preview.decisions:
        raise Refused(
            "The register was changed while you looked at the preview, so the import would do something else now.",
            "Nothing was imported. Choose the file again and look at the new preview.",
        )
    return register


def _register(work: UnitOfWork) -> RegisterSnapshot:
    school = work.office.school()
    imports = work.audit.latest(IMPORTED)
    held = work.decisions.holds.all()
    written = (entry.new.get("written_on") for entry in imports)
    return RegisterSnapshot(
        tuple(work.parents.pupils()),
        tuple(work.parents.parents()),
        tuple(work.parents.ties()),
        tuple(hold for hold in held if hold.stands),
        work.decisions.file_values.all(),
        school.name if school else "",
        max((date.fromisoformat(day) for day in written if day), default=None),
        school.email if school else "",
        school.telephone if school else "",
        imports[0].at.astimezone().date() if imports else None,
        tuple(_taken_out(work, held)),
    )


def _taken_out(work: UnitOfWork, held: Sequence[Hold]) -> Iterator[TakenOut]:
    for parent in ParentMistakes(work.connection, work.search).withdrawn():
        lifted = (hold for hold in held if hold.lifted_because.startswith(ENTERED_BY_MISTAKE))
        yield TakenOut(parent, tuple(hold for hold in lifted if hold.parent_id == parent.id))


class _Writing:
    """The steps of writing a plan, portion by portion."""

    def __init__(
        self,
        work: UnitOfWork,
        preview: ImportPreview,
        register: RegisterSnapshot,
        progress: Progress,
        cancelled: IsCancelled,
    ) -> None:
        self.work = work
        self.read = preview.read
        self.plan = preview.plan
        self._decisions = preview.decisions
        self._choices = preview.choices
        self._register = register
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        plan = self.plan
        written = (plan.new_pupils, plan.changed_pupils, plan.new_parents, plan.changed_parents, plan.new_ties)
        self._total = sum(map(len, written)) + len(plan.changed_ties)

    def write(self) -> None:
        """Everything but the commit."""
        parents, plan = self.work.parents, self.plan
        pupil_ids: dict[int, int] = {}
        parent_ids: dict[int, int] = {}
        for pupils in self._portions(plan.new_pupils):
            added = parents.add_pupils(pupils, self.work.now)
            pupil_ids.update(zip((pupil.id for pupil in pupils), added, strict=True))
        for people in self._portions(plan.new_parents):
            added = parents.add_parents(people, self.work.now)
            parent_ids.update(zip((parent.id for parent in people), added, strict=True))
        for changed_pupils in self._portions(plan.changed_pupils):
            parents.change_pupils([change.after for change in changed_pupils])
        for changed_parents in self._portions(plan.changed_parents):
            parents.change_parents([change.after for change in changed_parents if change.before != change.after])
        ties = [
            ParentOf(
                parent_ids.get(tie.parent_id, tie.parent_id),
                pupil_ids.get(tie.pupil_id, tie.pupil_id),
                tie.relationship,
                tie.parental_responsibility,
                tie.priority,
                tie.court_order,
            )
            for tie in plan.new_ties
        ]
        for new_ties in self._portions(ties):
            parents.keep_ties(new_ties)
        for changed_ties in self._portions(plan.changed_ties):
            parents.keep_ties([change.after for change in changed_ties])
        self.work.decisions.file_values.keep(_with_real_ids(plan.values, parent_ids, pupil_ids))
        self._index(parent_ids, pupil_ids, ties)
        self._audit()
        hold_and_ask(self.work, self._decisions, self.read.file, parent_ids, pupil_ids)

    def _portions(self, records: Sequence[Item], *, counted: bool = True) -> Iterator[Sequence[Item]]:
        for start in range(0, len(records), _PORTION):
            portion = records[start : start + _PORTION]
            yield portion
            self._step(len(portion) if counted else 0)

    def _step(self, done: int) -> None:
        self._done += done
        self._progress(self._done, self._total)
        if self._cancelled():
            raise Cancelled

    def _index(self, parent_ids: dict[int, int], pupil_ids: dict[int, int], new_ties: list[ParentOf]) -> None:
        """Bring the search up to date for everybody new or changed, and for the parents of changed pupils."""
        plan = self.plan
        parents = {parent.id: parent for parent in self._register.parents}
        parents |= {change.after.id: change.after for change in plan.changed_parents}
        parents |= {parent_ids[parent.id]: parent for parent in plan.new_parents}
        pupils = {pupil.id: pupil for pupil in self._register.pupils}
        touched_pupils = {change.after.id: change.after for change in plan.changed_pupils}
        touched_pupils |= {pupil_ids[pupil.id]: pupil for pupil in plan.new_pupils}
        pupils |= touched_pupils
        ties = [*self._register.ties, *new_ties]
        people = {*parent_ids.values(), *(change.after.id for change in plan.changed_parents)}
        people |= {tie.parent_id for tie in ties if tie.pupil_id in touched_pupils}
        children: dict[int, list[Child]] = {one: [] for one in sorted(people)}
        for tie in ties:
            if tie.parent_id in people:
                children[tie.parent_id].append(Child(pupils[tie.pupil_id], tie))
        families = [(one, Family(parents[one], tuple(own))) for one, own in children.items()]
        for portion in self._portions(families, counted=False):
            self.work.parents.index_in_memory(portion, [])
        self.work.parents.index_in_memory([], list(touched_pupils.items()))
        self.work.touch(RecordKind.PARENT, *people)
        self.work.touch(RecordKind.PUPIL, *touched_pupils, *(change.after.pupil_id for change in plan.changed_ties))
        self.work.touch(RecordKind.PUPIL, *(tie.pupil_id for tie in new_ties))

    def _audit(self) -> None:
        """One entry for the import, and one with old and new for each record that was changed."""
        summary = {
            "file": self.read.file,
            "kind": self.read.kind.value,
            "pupils": _counts(self.plan.pupils),
            "parents": _counts(self.plan.parents),
            "ties": {"new": len(self.plan.new_ties), "changed": len(self.plan.changed_ties)},
            "problems": len(self.plan.problems),
            "decided_otherwise": {"left": len(self._choices.declined), "taken": len(self._choices.taken)},
            "written_on": self.read.written_on.isoformat() if self.read.written_on else None,
        }
        self.work.record(IMPORTED, RecordKind.OFFICE, 1, new=summary)
        changes: list[AuditedChange] = [
            *_audited("pupil changed by import", RecordKind.PUPIL, self.plan.changed_pupils, pupil_fields),
            *_audited("parent changed by import", RecordKind.PARENT, self.plan.changed_parents, parent_fields),
        ]
        for change in self.plan.changed_ties:
            old, new = differing(tie_fields(change.before), tie_fields(change.after))
            pupil = {"pupil_id": change.before.pupil_id}
            changes.append(
                ("tie changed by import", RecordKind.PARENT, change.before.parent_id, old | pupil, new | pupil)
            )
        self.work.audit.append_all(self.work.now, self.work.user, changes)


def _with_real_ids(values: FileValues, parent_ids: dict[int, int], pupil_ids: dict[int, int]) -> FileValues:
    return FileValues(
        {parent_ids.get(one, one): fields for one, fields in values.parents.items()},
        {pupil_ids.get(one, one): fields for one, fields in values.pupils.items()},
        {(parent_ids.get(a, a), pupil_ids.get(b, b)): fields for (a, b), fields in values.ties.items()},
    )


def _audited(
    action: str, noun: RecordKind, changes: Sequence[RecordChange[Record]], fields: Callable[[Record], dict[str, Any]]
) -> Iterator[AuditedChange]:
    for change in changes:
        old, new = differing(fields(change.before), fields(change.after))
        for following in _FOLLOWING:
            old.pop(following, None)
            new.pop(following, None)
        if new:
            yield action, noun, _id_of(change), old, new


def _id_of(change: RecordChange[Any]) -> int:
    return int(change.before.id)


def _counts(tally: Tally) -> dict[str, int]:
    return {"new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged}

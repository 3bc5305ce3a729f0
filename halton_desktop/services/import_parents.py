"""Import pupils and their contacts from a file of the school's system: look first, then all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from halton_desktop.domain.change import Noun
from halton_desktop.domain.contact_import import (
    ImportPlan,
    ImportProblem,
    ReadContacts,
    Record,
    RecordChange,
    RegisterSnapshot,
    Tally,
)
from halton_desktop.domain.import_plan import plan_import
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Cancelled, Refused
from halton_desktop.exchange.contacts_file import read_contacts
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.audit import AuditedChange
from halton_desktop.store.parent_store import parent_fields, pupil_fields, tie_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing

Progress = Callable[[int, int], None]
"""Told how much is done, of how much; may raise Cancelled."""

IsCancelled = Callable[[], bool]
"""Asked between two steps whether to stop."""

Item = TypeVar("Item")

_PORTION = 500
"""Records written between two looks at whether to stop."""

_FOLLOWING = ("sort_name", "adheres")
"""Columns that only follow from others, so the audit log leaves them out."""


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """How many pupils and parents an import adds, changes and finds as they are, and what a person should look at."""

    pupils: Tally
    parents: Tally
    problems: tuple[ImportProblem, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file that was read and compared with the register; nothing is written yet."""

    read: ReadContacts
    plan: ImportPlan
    register: RegisterSnapshot

    @property
    def summary(self) -> ImportSummary:
        """The counts and problems."""
        return ImportSummary(self.plan.pupils, self.plan.parents, self.plan.problems)


def _nobody_watches(_done: int, _total: int) -> None:
    """When nobody shows progress."""


def _never() -> bool:
    return False


def preview_import(
    session: OfficeSession, path: Path | str, progress: Progress = _nobody_watches, cancelled: IsCancelled = _never
) -> ImportPreview:
    """Read a file and say what importing it would do. Raises UnreadableFile, NotAllowed, Cancelled."""
    with session.look(Permission.IMPORT_PARENTS) as work:
        progress(0, 3)
        read = read_contacts(Path(path), cancelled)
        progress(1, 3)
        register = _register(work)
        progress(2, 3)
        plan = plan_import(read, register, cancelled)
        progress(3, 3)
    return ImportPreview(read, plan, register)


def apply_import(
    session: OfficeSession,
    preview: ImportPreview,
    progress: Progress = _nobody_watches,
    cancelled: IsCancelled = _never,
) -> ImportSummary:
    """Write what the preview shows, in one transaction: all of it, or after an error or Cancelled nothing.

    Raises Refused when the register was changed since in a way that changes the preview, NotAllowed, Cancelled.
    """
    with session.change(Permission.IMPORT_PARENTS) as work:
        register = _register(work)
        plan = preview.plan
        if register != preview.register and plan_import(preview.read, register, cancelled) != plan:
            raise Refused(
                "The register was changed while you looked at the preview, so the import would do something else now.",
                "Nothing was imported. Choose the file again and look at the new preview.",
            )
        if plan.changes_anything:
            _Writing(work, preview, progress, cancelled).write()
            work.commit()
    return preview.summary


def _register(work: UnitOfWork) -> RegisterSnapshot:
    return RegisterSnapshot(tuple(work.parents.pupils()), tuple(work.parents.parents()), tuple(work.parents.ties()))


class _Writing:
    """The steps of writing a plan, portion by portion."""

    def __init__(self, work: UnitOfWork, preview: ImportPreview, progress: Progress, cancelled: IsCancelled) -> None:
        self.work = work
        self.read = preview.read
        self.plan = preview.plan
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        plan = self.plan
        written = (plan.new_pupils, plan.changed_pupils, plan.new_parents, plan.changed_parents, plan.new_ties)
        self._total = sum(map(len, written)) + len(plan.changed_ties) + 1

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
            replace(
                tie,
                parent_id=parent_ids.get(tie.parent_id, tie.parent_id),
                pupil_id=pupil_ids.get(tie.pupil_id, tie.pupil_id),
            )
            for tie in plan.new_ties
        ]
        for new_ties in self._portions(ties):
            parents.keep_ties(new_ties)
        for changed_ties in self._portions(plan.changed_ties):
            parents.keep_ties([change.after for change in changed_ties])
        self._index(parent_ids, pupil_ids)
        self._audit()
        self._step(1)

    def _portions(self, records: Sequence[Item]) -> Iterator[Sequence[Item]]:
        for start in range(0, len(records), _PORTION):
            portion = records[start : start + _PORTION]
            yield portion
            self._step(len(portion))

    def _step(self, done: int) -> None:
        self._done += done
        self._progress(self._done, self._total)
        if self._cancelled():
            raise Cancelled

    def _index(self, parent_ids: dict[int, int], pupil_ids: dict[int, int]) -> None:
        """Bring the search up to date for everybody new or changed, and for the parents of changed pupils."""
        plan, known = self.plan, {change.after.id for change in self.plan.changed_pupils}
        people = {*parent_ids.values(), *(change.after.id for change in plan.changed_parents)}
        if known:
            people |= {tie.parent_id for tie in self.work.parents.ties() if tie.pupil_id in known}
        for portion in self._quietly(sorted(people)):
            self.work.parents.index(portion)
        self.work.parents.index_pupils(sorted({*pupil_ids.values(), *known}))
        self.work.touch(Noun.PARENT, *people)
        self.work.touch(Noun.PUPIL, *pupil_ids.values(), *known)
        self.work.touch(Noun.PUPIL, *(change.after.pupil_id for change in plan.changed_ties))

    def _quietly(self, ids: list[int]) -> Iterator[list[int]]:
        for start in range(0, len(ids), _PORTION):
            yield ids[start : start + _PORTION]
            if self._cancelled():
                raise Cancelled

    def _audit(self) -> None:
        """One entry for the import, and one with old and new for each record that was changed."""
        summary = {
            "file": self.read.file,
            "kind": self.read.kind.value,
            "pupils": _counts(self.plan.pupils),
            "parents": _counts(self.plan.parents),
            "ties": {"new": len(self.plan.new_ties), "changed": len(self.plan.changed_ties)},
            "problems": len(self.plan.problems),
        }
        self.work.record("contacts imported", Noun.OFFICE, 1, new=summary)
        changes: list[AuditedChange] = [
            *_audited("pupil changed by import", Noun.PUPIL, self.plan.changed_pupils, pupil_fields),
            *_audited("parent changed by import", Noun.PARENT, self.plan.changed_parents, parent_fields),
        ]
        for change in self.plan.changed_ties:
            old, new = differing(tie_fields(change.before), tie_fields(change.after))
            pupil = {"pupil_id": change.before.pupil_id}
            changes.append(("tie changed by import", Noun.PARENT, change.before.parent_id, old | pupil, new | pupil))
        self.work.audit.append_all(self.work.now, self.work.user, changes)


def _audited(
    action: str, noun: Noun, changes: Sequence[RecordChange[Record]], fields: Callable[[Record], dict[str, Any]]
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

"""Write what an import holds and asks, inside its transaction; the ids of new people are mapped to the real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.import_decisions import ImportDecisions
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.store.audit import AuditedChange
from halton_desktop.store.hold_store import hold_fields
from halton_desktop.store.unit_of_work import UnitOfWork


def hold_and_ask(
    work: UnitOfWork,
    decisions: ImportDecisions,
    file: str,
    parent_ids: Mapping[int, int],
    pupil_ids: Mapping[int, int],
) -> None:
    """Write the questions, the holds with the file’s words, and to whom remembered answers were applied."""
    today = work.now.astimezone().date()

    def real(ids: Sequence[int], known: Mapping[int, int]) -> tuple[int, ...]:
        return tuple(known.get(one, one) for one in ids)

    asked: list[int] = []
    for question in decisions.plan.questions:
        parents, pupils = real(question.parent_ids, parent_ids), real(question.pupil_ids, pupil_ids)
        asked.append(work.decisions.questions.ask(replace(question, parent_ids=parents, pupil_ids=pupils), today))
        work.touch(RecordKind.QUESTION, asked[-1])
    entries: list[AuditedChange] = []
    for planned, place in zip(decisions.plan.holds, decisions.question_of, strict=True):
        found, source = planned.found, f"{file}, {planned.found.place}"
        parent_id = parent_ids.get(planned.parent_id, planned.parent_id)
        pupil_id = None if planned.pupil_id is None else pupil_ids.get(planned.pupil_id, planned.pupil_id)
        hold = Hold(0, parent_id, found.kind, found.words, source, today, pupil_id)
        work.touch(RecordKind.HOLD, work.decisions.holds.add(hold, None if place is None else asked[place]))
        work.touch(RecordKind.PARENT, parent_id)
        entries.append(("held by import", RecordKind.PARENT, parent_id, {}, hold_entry(hold)))
    work.audit.append_all(work.now, work.user, entries)
    for word, people in decisions.ruled.items():
        work.decisions.questions.ruled(QuestionKind.RELATIONSHIP, word, real(people, parent_ids))


def hold_entry(hold: Hold) -> dict[str, Any]:
    """What the history says of a hold."""
    fields = hold_fields(hold)
    return {name: fields[name] for name in ("kind", "reason", "source", "pupil_id")}

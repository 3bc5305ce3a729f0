"""Put right what lies in the wrong case, should not be printed, or was never done; the reason stays in the history."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import Custody
from halton_desktop.domain.incidents.incident import Incident, IncidentState
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import NOT_IDENTIFIED, StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.incidents.change_incident import require_open
from halton_desktop.services.incidents.record_incident import plan_at_once
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.step_store import step_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


class Laid(StrEnum):
    """What was laid into a case beside its account."""

    WORDS = "addition"
    EVIDENCE = "evidence"


def move_to_incident(session: OfficeSession, laid: Laid, record_id: int, reference: str, reason: str) -> None:
    """Words or evidence that belong to another case go there. Raises InvalidInput naming the field, Refused."""
    _require_reason(reason)
    with session.change(Permission.RECORD_INCIDENTS) as work:
        present = _incident_of(work, laid, record_id)
        other = work.incidents.records.id_of(reference)
        if other is None:
            raise InvalidInput("reference", f"There is no incident {reference.strip()}.", "It looks like 2026-0042.")
        if other == present.id:
            raise InvalidInput("reference", f"It lies in {present.reference} already.")
        if work.incidents.records.get(other).state is IncidentState.WITHDRAWN:
            raise Refused(f"{reference.strip()} was withdrawn: nothing is put into it.", "Reopen it first.")
        if laid is Laid.EVIDENCE:
            label = work.incidents.evidence.get(record_id).label
            work.incidents.evidence.move(record_id, other)
            note = f"from {present.reference} {label}: {reason.strip()}"
            work.incidents.evidence.handled(record_id, Custody.MOVED, work.now, session.user.name, note)
        else:
            work.incidents.additions.move(record_id, other)
        old: dict[str, object] = {"incident": present.reference}
        new: dict[str, object] = {"incident": reference.strip(), "reason": reason.strip()}
        _changed(work, laid, "moved", present.id, record_id, old, new)
        work.touch(RecordKind.INCIDENT, other)
        work.incidents.records.refresh(other)
        work.commit()


def leave_out_of_prints(session: OfficeSession, laid: Laid, record_id: int, reason: str) -> None:
    """Words or evidence stay in the case and are printed no more. Raises InvalidInput without a reason."""
    _require_reason(reason)
    _print_or_not(session, laid, record_id, reason.strip())


def put_back_into_prints(session: OfficeSession, laid: Laid, record_id: int) -> None:
    """What was left out of prints is printed again."""
    _print_or_not(session, laid, record_id, "")


def take_back_step(session: OfficeSession, step_id: int, reason: str) -> None:
    """Say that a step was never taken, or not so. What the code still asks for is planned again.

    Raises InvalidInput without a reason, Refused where a letter of it went out, for a ban, and in a closed case.
    """
    _require_reason(reason)
    with session.change(Permission.TAKE_STEPS) as work:
        present = work.incidents.steps.get(step_id)
        incident = work.incidents.records.get(present.incident_id)
        require_open(incident.state)
        _require_nothing_depends(work, present)
        for letter in work.incidents.letters.of_incident(incident.id):
            if letter.step_id == step_id:
                work.incidents.letters.drop(letter.id)
        gone = replace(present, state=StepState.CANCELLED, outcome="", details={}, done_on=session.today)
        gone = replace(gone, cancelled_reason=f"taken back: {reason.strip()}", done_by=session.user.name)
        work.incidents.steps.change(gone)
        if present.person_id is not None:
            plan_at_once(session, work, incident.id, again=frozenset({(present.kind, present.person_id)}))
        work.incidents.records.refresh(incident.id)
        old, new = differing(step_fields(present), step_fields(gone))
        work.record("step taken back", RecordKind.STEP, step_id, old, new)
        work.touch(RecordKind.INCIDENT, incident.id)
        work.commit()


def _print_or_not(session: OfficeSession, laid: Laid, record_id: int, because: str) -> None:
    with session.change(Permission.RECORD_INCIDENTS) as work:
        incident = _incident_of(work, laid, record_id)
        if laid is Laid.EVIDENCE:
            work.incidents.evidence.change(record_id, struck_because=because)
            what = Custody.LEFT_OUT if because else Custody.PUT_BACK
            work.incidents.evidence.handled(record_id, what, work.now, session.user.name, because)
        else:
            work.incidents.additions.strike(record_id, because)
        done = "left out of prints" if because else "put back into prints"
        _changed(work, laid, done, incident.id, record_id, {}, {"reason": because})
        work.commit()


def _incident_of(work: UnitOfWork, laid: Laid, record_id: int) -> Incident:
    if laid is Laid.EVIDENCE:
        incident_id = work.incidents.evidence.get(record_id).incident_id
    else:
        incident_id = work.incidents.additions.incident_of(record_id)
    if incident_id is None:
        raise NotFound("This is in no case.")
    return work.incidents.records.get(incident_id)


def _changed(
    work: UnitOfWork,
    laid: Laid,
    done: str,
    incident_id: int,
    record_id: int,
    old: dict[str, object],
    new: dict[str, object],
) -> None:
    work.incidents.records.refresh(incident_id)
    if laid is Laid.EVIDENCE:
        work.record(f"evidence {done}", RecordKind.EVIDENCE, record_id, old, new)
        work.touch(RecordKind.INCIDENT, incident_id)
    else:
        work.record(f"addition {done}", RecordKind.INCIDENT, incident_id, old, new)


def _require_nothing_depends(work: UnitOfWork, step: Step) -> None:
    if step.state is not StepState.DONE:
        raise Refused("This step is not done.", "Press “Not needed…” beside it, or change it.")
    if step.kind is StepKind.SITE_BAN:
        raise Refused("A ban is lifted or discarded where it was decided.", clause="2.4")
    if step.kind is StepKind.IDENTIFY and step.outcome != NOT_IDENTIFIED:
        raise Refused("Somebody was identified by it.", "Press “Named by mistake…” beside the person.", clause="2.6")
    for letter in work.incidents.letters.of_incident(step.incident_id):
        if letter.step_id == step.id and letter.issued_at is not None:
            raise Refused(
                f"The letter {letter.reference} speaks of it and went out.",
                "Add a note, and write to them that it was a mistake.",
            )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput("reason", "Say in a few words how the mistake came about.")

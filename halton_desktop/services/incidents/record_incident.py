"""Record an incident: the facts, the people as they stood that day, its number, and what is to be done at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.checked_incident import checked_facts, checked_people
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.incidents.step_rules import due_on, steps_at_once
from halton_desktop.domain.permission import Permission
from halton_desktop.services.incidents.pupil_by_name import pupil_called, require_no_pupil_typed
from halton_desktop.services.incidents.who_sees_to import require_able
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

INCIDENT_WITHDRAWN = "the case was withdrawn"
"""Why a step was cancelled that nobody decided against."""


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What the form holds. ``handler_id`` None: whoever records it looks after it."""

    facts: IncidentFacts
    people: tuple[IncidentPerson, ...]
    handler_id: int | None = None


def record_incident(session: OfficeSession, new: NewIncident) -> int:
    """Put an incident on file, with the evidence of the user's draft, and plan the steps due at once; returns its id.

    Raises InvalidInput naming the field. The user's draft is gone afterwards.
    """
    facts = checked_facts(new.facts, session.today)
    people = checked_people(new.people)
    with session.change(Permission.RECORD_INCIDENTS) as work:
        reference = work.office.take_incident_reference(session.today.year)
        handler = require_able(work, new.handler_id or session.user.id).id
        incident_id = work.incidents.records.add(reference, facts, session.user.id, handler, work.now)
        work.incidents.records.add_people(incident_id, [as_known(work, person, facts) for person in people])
        _adopt_draft(session, work, incident_id)
        plan_at_once(session, work, incident_id)
        incident = work.incidents.records.refresh(incident_id)
        new_fields = {"reference": reference, "clauses": list(facts.clauses), "platform": facts.platform.value}
        new_fields["people"] = [f"{person.part.value}: {person.shown}" for person in incident.people]
        work.record("incident recorded", RecordKind.INCIDENT, incident_id, new=new_fields)
        work.touch(RecordKind.PARENT, *(person.parent_id for person in incident.people if person.parent_id))
        work.commit()
    return incident_id


def as_known(work: UnitOfWork, person: IncidentPerson, facts: IncidentFacts) -> IncidentPerson:
    """Somebody with name, capacities and acknowledged edition as the register has them on the day it happened."""
    if person.parent_id is not None:
        parent = work.parents.parent(person.parent_id)
        edition = work.incidents.records.edition_acknowledged(parent.id, facts.happened_on)
        capacities = person.capacities or parent.capacities
        return replace(person, kind=PersonKind.PARENT, name=parent.name, capacities=capacities, edition_id=edition)
    if person.pupil_id is not None:
        return replace(person, kind=PersonKind.PUPIL, name=work.parents.pupil(person.pupil_id).name_and_form)
    require_no_pupil_typed(work, person)
    pupil = pupil_called(work, person.name) if person.kind is PersonKind.PUPIL else None
    return replace(person, pupil_id=pupil.id, name=pupil.name_and_form) if pupil else person


def plan_at_once(
    session: OfficeSession,
    work: UnitOfWork,
    incident_id: int,
    known_on: date | None = None,
    again: frozenset[tuple[StepKind, int]] = frozenset(),
) -> None:
    """Plan what the code wants done at once and nobody has planned yet (clauses 2.6, 3.2, 3.4).

    ``known_on`` is the day from which a contact is due where that is not the day of the report. What fell away only
    because the case was withdrawn is planned again in one that was taken up again; so is ``again``, unless it is open.
    """
    incident = work.incidents.records.get(incident_id)
    calendar = work.incidents.calendar.calendar()
    steps = work.incidents.steps.of_incident(incident_id)
    present = {(step.kind, step.person_id) for step in steps if step.cancelled_reason != INCIDENT_WITHDRAWN}
    for kind, person_id in steps_at_once(incident):
        waiting = any(step.open and (step.kind, step.person_id) == (kind, person_id) for step in steps)
        if waiting or ((kind, person_id) in present and (kind, person_id) not in again):
            continue
        reported = known_on or incident.facts.reported_on
        step = Step(
            id=0,
            incident_id=incident_id,
            kind=kind,
            state=StepState.PLANNED,
            person_id=person_id,
            owner_id=incident.handler_id,
            due_on=due_on(kind, reported, session.today, calendar),
        )
        step_id = work.incidents.steps.add(step, work.now, session.user.name)
        work.touch(RecordKind.STEP, step_id)


def _adopt_draft(session: OfficeSession, work: UnitOfWork, incident_id: int) -> None:
    draft = work.incidents.drafts.of_user(session.user.id)
    if draft is None:
        return
    pieces = work.incidents.evidence.of_draft(draft[0])
    work.incidents.evidence.adopt(draft[0], incident_id)
    work.incidents.drafts.drop(session.user.id)
    work.touch(RecordKind.EVIDENCE, *(piece.id for piece in pieces))

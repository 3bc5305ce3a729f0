"""Change a case without ever overwriting its account: facts, words beside it, people, links, who looks after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.checked_incident import checked_facts, checked_people
from halton_desktop.domain.incidents.incident import (
    AT_REST,
    AdditionKind,
    ContentFlag,
    IncidentFacts,
    IncidentPerson,
    IncidentState,
)
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, NotAllowed, Refused
from halton_desktop.services.incident_decider import require_decision, require_not_the_decider
from halton_desktop.services.incidents.record_incident import as_known, plan_at_once
from halton_desktop.services.incidents.who_sees_to import require_able
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.incident_store import facts_fields, person_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def change_facts(session: OfficeSession, incident_id: int, facts: IncidentFacts) -> None:
    """Write the facts again; the account stays as first saved whatever ``facts`` says. Raises InvalidInput.

    Where other parts of the code are ticked now, what they want at once is planned: for a concern that became a breach,
    from today on. A contact counted from the day of the report moves with it. Who takes a clause or a flag off ends
    what it asks for: whoever decides the case does (NotAllowed).
    """
    with session.change(Permission.RECORD_INCIDENTS) as work:
        present = work.incidents.records.get(incident_id)
        require_open(present.state)
        wanted = checked_facts(replace(facts, account=present.facts.account), session.today)
        old, new = differing(_flat(present.facts), _flat(wanted))
        if not new:
            return
        if {*present.facts.clauses} - {*wanted.clauses} or _flagged(present.facts) - _flagged(wanted):
            require_decision(session, work, Permission.RECORD_INCIDENTS, incident_id)
        work.incidents.records.change_facts(incident_id, wanted)
        if wanted.reported_on != present.facts.reported_on and not present.is_concern:
            _due_anew(work, incident_id, present.facts.reported_on, wanted.reported_on)
        if wanted.clauses != present.facts.clauses:
            plan_at_once(session, work, incident_id, known_on=session.today if present.is_concern else None)
        work.incidents.records.refresh(incident_id)
        work.record("incident changed", RecordKind.INCIDENT, incident_id, old, new)
        work.commit()


def add_to_account(session: OfficeSession, incident_id: int, kind: AdditionKind, text: str, *, whose: str = "") -> None:
    """Put a correction, a parent's statement or an addition beside the account. Raises InvalidInput for no words.

    In a closed case whoever looks after it is told on their Today, unless it is they who write.
    """
    if not text.strip():
        raise InvalidInput("text", "Write what is to be added.")
    if kind is AdditionKind.PARENT_STATEMENT and not whose.strip():
        raise InvalidInput("whose", "Say whose statement this is.")
    with session.change(Permission.RECORD_INCIDENTS) as work:
        incident = work.incidents.records.get(incident_id)
        by = session.user.name
        added = work.incidents.records.add_beside(incident_id, kind, text.strip(), whose.strip(), work.now, by)
        if incident.state is IncidentState.CLOSED and incident.handler_id != session.user.id:
            work.incidents.additions.to_look_at(added)
        work.incidents.records.refresh(incident_id)
        work.record(f"{kind.value} added", RecordKind.INCIDENT, incident_id, new={"text": text.strip(), "whose": whose})
        work.commit()


def add_person(session: OfficeSession, incident_id: int, person: IncidentPerson) -> None:
    """Put somebody more into a case; a further author is contacted like the first. Refused for who decides it."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        incident = work.incidents.records.get(incident_id)
        require_open(incident.state)
        checked_people((*incident.people, person))
        known = as_known(work, person, incident.facts)
        require_not_the_decider(work, incident_id, known)
        work.incidents.records.add_people(incident_id, [known])
        plan_at_once(session, work, incident_id)
        work.incidents.records.refresh(incident_id)
        work.record("person added to incident", RecordKind.INCIDENT, incident_id, new=person_fields(known))
        _touch_parent(work, known)
        work.commit()


def change_capacities(session: OfficeSession, incident_id: int, person: IncidentPerson) -> None:
    """Write in what capacity somebody acted and how they were affected; a governor's case is routed anew (3.4)."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        incident = work.incidents.records.get(incident_id)
        require_open(incident.state)
        present = next(one for one in incident.people if one.id == person.id)
        wanted = replace(present, capacities=person.capacities, how=person.how)
        old, new = differing(person_fields(present), person_fields(wanted))
        if not new:
            return
        work.incidents.records.change_person(wanted)
        plan_at_once(session, work, incident_id)
        work.incidents.records.refresh(incident_id)
        work.record("person in incident changed", RecordKind.INCIDENT, incident_id, old, new)
        work.commit()


def assign(session: OfficeSession, incident_id: int, handler_id: int) -> None:
    """Give a case to a user to look after, with its open steps that were the former handler's."""
    with session.change(Permission.TAKE_STEPS) as work:
        incident = work.incidents.records.get(incident_id)
        user = require_able(work, handler_id, incident_id)
        if incident.handler_id == handler_id:
            return
        work.incidents.records.change_incident(incident_id, handler_id=handler_id)
        for step in work.incidents.steps.of_incident(incident_id):
            if step.open and step.owner_id in (incident.handler_id, None):
                work.incidents.steps.change(replace(step, owner_id=handler_id))
                work.touch(RecordKind.STEP, step.id)
        work.record(
            "incident assigned", RecordKind.INCIDENT, incident_id, {"handler": incident.handler}, {"handler": user.name}
        )
        work.commit()


def wait_for(session: OfficeSession, incident_id: int, what: str) -> None:
    """Mark a case as waiting for something, or with no words as open again."""
    with session.change(Permission.TAKE_STEPS) as work:
        incident = work.incidents.records.get(incident_id)
        require_open(incident.state)
        state = IncidentState.WAITING if what.strip() else IncidentState.OPEN
        work.incidents.records.change_incident(incident_id, state=state.value, waiting_for=what.strip())
        old = {"state": incident.state.value, "waiting_for": incident.waiting_for}
        new = {"state": state.value, "waiting_for": what.strip()}
        work.record(
            "incident waiting" if what.strip() else "incident resumed", RecordKind.INCIDENT, incident_id, old, new
        )
        work.commit()


def link_incidents(session: OfficeSession, one: int, reference: str, why: str) -> None:
    """Tie two cases together (same people, same thread). Raises InvalidInput for a reference that is not there."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        work.incidents.records.get(one)
        other = work.incidents.records.id_of(reference)
        for closed in work.incidents.restrictions.shown_outside():
            if closed.reference == reference.strip():
                raise NotAllowed(f"{closed.reference}: {closed.sentence}", "Ask one of them to link the two.")
        if other is None:
            raise InvalidInput("reference", f"There is no incident {reference.strip()}.", "It looks like 2026-0042.")
        if other == one:
            raise InvalidInput("reference", "An incident cannot be linked to itself.")
        work.incidents.links.link(one, other, why.strip())
        work.record("incidents linked", RecordKind.INCIDENT, one, new={"other": reference.strip(), "why": why.strip()})
        work.touch(RecordKind.INCIDENT, other)
        work.commit()


def unlink_incidents(session: OfficeSession, one: int, other: int) -> None:
    """Untie two cases, both of which the user may open."""
    with session.change(Permission.RECORD_INCIDENTS) as work:
        work.incidents.records.get(one)
        reference = work.incidents.records.get(other).reference
        work.incidents.links.unlink(one, other)
        work.record("incidents unlinked", RecordKind.INCIDENT, one, old={"other": reference})
        work.touch(RecordKind.INCIDENT, other)
        work.commit()


def require_open(state: IncidentState) -> None:
    """Raise Refused for a case that is closed or withdrawn."""
    if state in AT_REST:
        raise Refused(f"The case is {state.value}.", "Reopen it first.")


def _flagged(facts: IncidentFacts) -> set[ContentFlag]:
    return {kept.flag for kept in facts.flags}


def _due_anew(work: UnitOfWork, incident_id: int, before: date, reported_on: date) -> None:
    """A contact is due from the day of the report (3.2): mended, it moves; one due from another day on stays."""
    calendar = work.incidents.calendar.calendar()
    old, new = calendar.office_day_on_or_after(before), calendar.office_day_on_or_after(reported_on)
    for step in work.incidents.steps.of_incident(incident_id):
        if step.open and step.kind is StepKind.CONTACT and step.due_on == old:
            work.incidents.steps.change(replace(step, due_on=new))
            work.touch(RecordKind.STEP, step.id)


def _flat(facts: IncidentFacts) -> dict[str, object]:
    flags = [f"{kept.flag.value}: {kept.assessed_by}, {kept.assessed_on:%d/%m/%Y}" for kept in facts.flags]
    return {**facts_fields(facts), "flags": flags}


def _touch_parent(work: UnitOfWork, person: IncidentPerson) -> None:
    if person.parent_id is not None:
        work.touch(RecordKind.PARENT, person.parent_id)

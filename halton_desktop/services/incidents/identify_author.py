"""Identify who is behind an alias (clause 2.6), on stated grounds; the alias stays on file beside the name."""

from __future__ import annotations

from dataclasses import replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.checked_incident import named_already
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incident_decider import require_not_the_decider
from halton_desktop.services.incidents.change_incident import require_open
from halton_desktop.services.incidents.record_incident import as_known, plan_at_once
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.incident_store import person_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def identify_author(
    session: OfficeSession, incident_id: int, person_id: int, who: IncidentPerson, grounds: str
) -> None:
    """Say who an unknown author is: the identifying step is done, and what the code wants next is planned.

    ``who`` carries parent_id, or kind and name; somebody who is an author already stays one person, with the alias.
    Raises InvalidInput, Refused for somebody already identified, or who decides the case.
    """
    if not grounds.strip():
        raise InvalidInput("grounds", "Say how the author was identified: what was seen, and who said so.")
    if who.parent_id is None and not (who.kind is not PersonKind.UNKNOWN and who.name.strip()):
        raise InvalidInput("who", "Choose the parent, or say who it is.")
    with session.change(Permission.TAKE_STEPS) as work:
        incident = work.incidents.records.get(incident_id)
        require_open(incident.state)
        present = next((one for one in incident.people if one.id == person_id), None)
        if present is None or present.identified:
            raise Refused("This author is known already.", clause="2.6")
        found = as_known(work, replace(who, id=present.id, part=present.part, alias=present.alias), incident.facts)
        require_not_the_decider(work, incident_id, found)
        found = replace(found, how=present.how, identified_on=session.today, identified_grounds=grounds.strip())
        same = named_already([one for one in incident.people if one.id != person_id], found)
        if same is not None:
            found = _one_person(session, work, present, same, found)
        work.incidents.records.change_person(found)
        _finish_identifying(session, work, incident_id, person_id, grounds)
        plan_at_once(session, work, incident_id)
        work.incidents.records.refresh(incident_id)
        old, new = differing(person_fields(present), person_fields(found))
        work.record("author identified", RecordKind.INCIDENT, incident_id, old, new)
        if found.parent_id is not None:
            work.touch(RecordKind.PARENT, found.parent_id)
        work.commit()


def _one_person(
    session: OfficeSession, work: UnitOfWork, alias: IncidentPerson, same: IncidentPerson, found: IncidentPerson
) -> IncidentPerson:
    """Somebody who is in the case already, now under one more alias: one person, contacted and written to once."""
    told = f"the same person as {same.shown}: {found.identified_grounds}"
    work.incidents.records.withdraw_person(alias.id, session.today, session.user.name, told)
    aliases = ", ".join(part for part in (same.alias, alias.alias) if part)
    grounds = " ".join(part for part in (same.identified_grounds, found.identified_grounds) if part)
    capacities = same.capacities | found.capacities
    known = replace(same, alias=aliases, identified_grounds=grounds, capacities=capacities)
    return replace(known, identified_on=found.identified_on)


def _finish_identifying(
    session: OfficeSession, work: UnitOfWork, incident_id: int, person_id: int, grounds: str
) -> None:
    for step in work.incidents.steps.of_incident(incident_id):
        if step.open and step.kind is StepKind.IDENTIFY and step.person_id in (person_id, None):
            details = {"tried": step.details.get("tried", "") or grounds.strip()}
            done = replace(step, state=StepState.DONE, outcome="identified", done_on=session.today, details=details)
            work.incidents.steps.change(replace(done, done_by=session.user.name))
            work.touch(RecordKind.STEP, step.id)

"""Close a case with outcome and reason, and reopen it with a reason; refused while a required step is open."""

from __future__ import annotations

from dataclasses import replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.closing import ENDS_ALL, given_up, obstacles_to_closing
from halton_desktop.domain.incidents.incident import AdditionKind, Incident, IncidentState, Outcome
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import MEANING
from halton_desktop.domain.incidents.step_rules import steps_at_once
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incident_decider import deciding
from halton_desktop.services.incidents.change_incident import require_open
from halton_desktop.services.incidents.record_incident import plan_at_once
from halton_desktop.services.incidents.take_step import drop_step
from halton_desktop.services.incidents.withdraw_incident import let_go_of_the_gone
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def obstacles(session: OfficeSession, incident_id: int, outcome: Outcome) -> tuple[str, ...]:
    """Why a case cannot be closed with this outcome, each a sentence; () when it can."""
    with session.look() as work:
        return _obstacles(work, incident_id, outcome)


def close_incident(session: OfficeSession, incident_id: int, outcome: Outcome, reason: str) -> None:
    """Close a case. Raises InvalidInput without a reason, Refused naming the first step that is still open."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a sentence why the case is closed.")
    with deciding(session, Permission.TAKE_STEPS, lambda _work: incident_id) as work:
        incident = work.incidents.records.get(incident_id)
        require_open(incident.state)
        found = _obstacles(work, incident_id, outcome)
        if found:
            raise Refused(found[0], "" if len(found) == 1 else " ".join(found[1:]))
        _give_up(work, session, incident_id, outcome)
        work.incidents.records.change_incident(
            incident_id,
            state=IncidentState.CLOSED.value,
            waiting_for="",
            outcome=outcome.value,
            outcome_reason=reason.strip(),
            closed_on=session.today,
        )
        work.incidents.records.refresh(incident_id)
        new = {"state": IncidentState.CLOSED.value, "outcome": outcome.value, "reason": reason.strip()}
        work.record("incident closed", RecordKind.INCIDENT, incident_id, {"state": incident.state.value}, new)
        work.commit()


def reopen_incident(session: OfficeSession, incident_id: int, reason: str) -> None:
    """Take a closed or withdrawn case up again.

    What the code wants done at once is planned: from today on and anew where it was closed on an earlier day; in one
    that was withdrawn, or closed this very day by mistake, what was never done.

    Whoever was taken out of the register meanwhile is named in it no more: an author is to be identified anew.

    Raises InvalidInput without a reason, Refused for an open one.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a sentence why the case is taken up again.")
    with deciding(session, Permission.TAKE_STEPS, lambda _work: incident_id) as work:
        incident = work.incidents.records.get(incident_id)
        if not incident.at_rest:
            raise Refused("This case is not closed.")
        columns = {"state": IncidentState.OPEN.value, "outcome": None, "outcome_reason": "", "closed_on": None}
        work.incidents.records.change_incident(incident_id, **columns)
        told = f"{_whole(reason)} {_how_it_ended(incident)}"
        work.incidents.records.add_beside(incident_id, AdditionKind.REOPENED, told, "", work.now, session.user.name)
        work.incidents.additions.looked_at(incident_id)
        taken_up = incident.state is IncidentState.CLOSED and incident.closed_on != session.today
        known_on = session.today if taken_up else None
        again = frozenset(steps_at_once(incident)) if taken_up else frozenset()
        let_go_of_the_gone(session, work, incident_id)
        plan_at_once(session, work, incident_id, known_on, again)
        old = {"outcome": incident.outcome.value if incident.outcome else "", "reason": incident.outcome_reason}
        work.incidents.records.refresh(incident_id)
        work.record("incident reopened", RecordKind.INCIDENT, incident_id, old, {"reason": reason.strip()})
        work.commit()


def leave_closed(session: OfficeSession, incident_id: int) -> None:
    """Say that what was added to a closed case was read, and that it stays closed."""
    with session.change(Permission.TAKE_STEPS) as work:
        incident = work.incidents.records.get(incident_id)
        if not any(addition.to_look_at for addition in incident.additions):
            raise Refused("Nothing waits to be looked at in this case.")
        work.incidents.additions.looked_at(incident_id)
        work.record("addition looked at, case left closed", RecordKind.INCIDENT, incident_id)
        work.commit()


def _how_it_ended(incident: Incident) -> str:
    """So that the former end stays in the case's own history."""
    on = f" on {incident.closed_on:%d/%m/%Y}" if incident.closed_on else ""
    how = f", {incident.outcome.value}" if incident.outcome else ""
    return f"It had been {incident.state.value}{on}{how}: {_whole(incident.outcome_reason)}"


def _whole(sentence: str) -> str:
    words = sentence.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _obstacles(work: UnitOfWork, incident_id: int, outcome: Outcome) -> tuple[str, ...]:
    incident = work.incidents.records.get(incident_id)
    bans = work.incidents.bans.of_incident(incident_id)
    steps, linked = work.incidents.steps.of_incident(incident_id), bool(work.incidents.links.linked(incident_id))
    found = list(obstacles_to_closing(incident, steps, outcome, bans, linked=linked))
    for ban in bans:
        if ban.in_force:
            found.append(
                f"The ban of {ban.person} is still in force: lift it first, a ban does not end by itself (2.4)."
            )
    return tuple(found)


def _give_up(work: UnitOfWork, session: OfficeSession, incident_id: int, outcome: Outcome) -> None:
    for step in work.incidents.steps.of_incident(incident_id):
        if step.open and outcome in ENDS_ALL:
            drop_step(session, work, step, f"the case was closed: {outcome.value}")
        elif given_up(step, outcome):
            done = replace(step, state=StepState.DONE, outcome=MEANING[step.kind].in_vain, done_on=session.today)
            work.incidents.steps.change(replace(done, done_by=session.user.name))
            work.touch(RecordKind.STEP, step.id)

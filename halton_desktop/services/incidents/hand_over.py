"""What somebody who leaves looks after, and handing it to a colleague in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import AT_REST, Incident, IncidentState
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.user import User
from halton_desktop.errors import Refused
from halton_desktop.services.incidents.who_sees_to import able_to_see_to, require_able
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """Open cases and planned steps of one user, and how many cases more are restricted and not to be seen here."""

    incidents: int
    steps: int
    hidden: int = 0

    @property
    def sentence(self) -> str:
        """What they look after, "" for nothing."""
        parts = [_count(self.incidents, "open case"), _count(self.steps, "planned step")]
        words = " and ".join(part for part in parts if part)
        hidden = f"{_count(self.hidden, 'restricted case')} only those named in it can hand on" if self.hidden else ""
        return "; ".join(part for part in (words, hidden) if part)


def looked_after(session: OfficeSession, user_id: int) -> LookedAfter:
    """What would be nobody's work when this user leaves."""
    with session.look(Permission.MANAGE_USERS) as work:
        incidents = _open_incidents(work)
        steps = [step for incident in incidents for step in work.incidents.steps.of_incident(incident.id)]
        seen = sum(incident.handler_id == user_id for incident in incidents)
        mine = sum(step.open and step.owner_id == user_id for step in steps)
    with session.look_at_all(Permission.MANAGE_USERS) as work:
        every = sum(incident.handler_id == user_id for incident in _open_incidents(work))
    return LookedAfter(seen, mine, every - seen)


def successors(session: OfficeSession, user_id: int) -> list[User]:
    """Who may take over: everybody but them who takes steps here."""
    with session.look(Permission.MANAGE_USERS) as work:
        return [user for user in able_to_see_to(work) if user.id != user_id]


def hand_over(session: OfficeSession, user_id: int, successor_id: int) -> int:
    """Give every open case and planned step of one user to another; returns how many cases that touched.

    A restricted case goes only to somebody named in it and stays where it is otherwise. Raises Refused.
    """
    if user_id == successor_id:
        raise Refused("Choose somebody else to hand the work to.")
    touched = 0
    with session.change(Permission.MANAGE_USERS) as work:
        successor, leaver = require_able(work, successor_id), work.users.get(user_id)
        for incident in _open_incidents(work):
            steps = [
                step for step in work.incidents.steps.of_incident(incident.id) if step.open and step.owner_id == user_id
            ]
            theirs = incident.handler_id == user_id
            if not (theirs or steps) or successor not in able_to_see_to(work, incident.id):
                continue
            if theirs:
                work.incidents.records.change_incident(incident.id, handler_id=successor_id)
            for step in steps:
                work.incidents.steps.change(replace(step, owner_id=successor_id))
                work.touch(RecordKind.STEP, step.id)
            new = {"to": successor.name, "steps": len(steps)} | ({"handler": successor.name} if theirs else {})
            work.record("incident handed over", RecordKind.INCIDENT, incident.id, {"from": leaver.name}, new)
            touched += 1
        work.commit()
    return touched


def _open_incidents(work: UnitOfWork) -> list[Incident]:
    states = frozenset(IncidentState) - AT_REST
    return work.incidents.records.by_ids(work.incidents.list.ids(IncidentFilter(states=states)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""

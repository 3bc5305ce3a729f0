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

    cases: int
    steps: int
    hidden: int = 0

    @property
    def sentence(self) -> str:
        """What they look after, "" for nothing."""
        parts = [_count(self.cases, "open case"), _count(self.steps, "planned step")]
        words = " and ".join(part for part in parts if part)
        hidden = f"{_count(self.hidden, 'restricted case')} only those named in it can hand on" if self.hidden else ""
        return "; ".join(part for part in (words, hidden) if part)


def looked_after(session: OfficeSession, user_id: int) -> LookedAfter:
    """What would be nobody's work when this user leaves."""
    with session.look(Permission.MANAGE_USERS) as work:
        cases = _open_cases(work)
        steps = [step for case in cases for step in work.cases.steps.of_incident(case.id)]
        seen = sum(case.handler_id == user_id for case in cases)
        mine = sum(step.open and step.owner_id == user_id for step in steps)
    with session.look_at_all(Permission.MANAGE_USERS) as work:
        every = sum(case.handler_id == user_id for case in _open_cases(work))
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
        for case in _open_cases(work):
            steps = [step for step in work.cases.steps.of_incident(case.id) if step.open and step.owner_id == user_id]
            theirs = case.handler_id == user_id
            if not (theirs or steps) or successor not in able_to_see_to(work, case.id):
                continue
            if theirs:
                work.cases.incidents.change_case(case.id, handler_id=successor_id)
            for step in steps:
                work.cases.steps.change(replace(step, owner_id=successor_id))
                work.touch(RecordKind.STEP, step.id)
            new = {"to": successor.name, "steps": len(steps)} | ({"handler": successor.name} if theirs else {})
            work.record("incident handed over", RecordKind.INCIDENT, case.id, {"from": leaver.name}, new)
            touched += 1
        work.commit()
    return touched


def _open_cases(work: UnitOfWork) -> list[Incident]:
    states = frozenset(IncidentState) - AT_REST
    return work.cases.incidents.by_ids(work.cases.list.ids(IncidentFilter(states=states)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""

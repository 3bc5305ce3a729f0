"""Restrict a case to named people, name who decides it in the headteacher's place, and lift the restriction again."""

from __future__ import annotations

from dataclasses import replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.incidents.restriction import Restriction, RestrictionWish, checked_wish
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.domain.user import User
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.seal_messages import readers_changed
from halton_desktop.services.incident_decider import deciding
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def people_to_name(session: OfficeSession) -> list[User]:
    """Everybody who may be named: active, and working with incidents."""
    with session.look() as work:
        return [user for user in work.users.all() if user.active and user.role is not Role.READER]


def restrict_incident(session: OfficeSession, incident_id: int, wish: RestrictionWish) -> None:
    """Restrict a case, or write its restriction again. Raises InvalidInput naming the field, Refused, NotAllowed.

    Open steps of people who are not named go to whoever looks after the case.
    """
    with deciding(session, Permission.RESTRICT_INCIDENTS, lambda _work: incident_id) as work:
        incident = work.incidents.records.get(incident_id)
        wanted = checked_wish(wish, incident, work.users.all())
        before = work.incidents.restrictions.of_incident(incident_id)
        if before is not None:
            work.incidents.restrictions.lift(before.id, work.now, session.user.name, "Written again.")
        work.incidents.restrictions.add(incident_id, wanted, work.now, session.user.name)
        _hand_over_steps(work, incident, wanted)
        new = _wish_fields(work, wanted)
        work.record("incident restricted", RecordKind.INCIDENT, incident_id, _fields(before), new)
        readers_changed(session, work)
        work.commit()


def lift_restriction(session: OfficeSession, incident_id: int, reason: str) -> None:
    """Open a case to everybody again. Raises InvalidInput without a reason, Refused where it is not restricted."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a sentence why everybody may see this case again.")
    with deciding(session, Permission.RESTRICT_INCIDENTS, lambda _work: incident_id) as work:
        reference = work.incidents.records.get(incident_id).reference
        before = work.incidents.restrictions.of_incident(incident_id)
        if before is None:
            raise Refused(f"{reference} is not restricted.")
        work.incidents.restrictions.lift(before.id, work.now, session.user.name, reason.strip())
        work.record("restriction lifted", RecordKind.INCIDENT, incident_id, _fields(before), {"reason": reason.strip()})
        readers_changed(session, work)
        work.commit()


def _hand_over_steps(work: UnitOfWork, incident: Incident, wanted: RestrictionWish) -> None:
    """Nobody is asked on Today to take a step in a case that is closed to them."""
    for step in work.incidents.steps.of_incident(incident.id):
        if step.open and step.owner_id not in (*wanted.user_ids, None):
            work.incidents.steps.change(replace(step, owner_id=incident.handler_id))
            work.touch(RecordKind.STEP, step.id)


def _fields(restriction: Restriction | None) -> dict[str, object]:
    if restriction is None:
        return {}
    return {
        "named": [name for _, name in restriction.named],
        "number shown to others": restriction.shown,
        "reason": restriction.reason,
        "decides": restriction.decider.shown if restriction.decider else "",
    }


def _wish_fields(work: UnitOfWork, wanted: RestrictionWish) -> dict[str, object]:
    names = {user.id: user.name for user in work.users.all()}
    decides = f"{names[wanted.decider_id]}, {wanted.decider_title}" if wanted.decider_id is not None else ""
    named = [names[user_id] for user_id in sorted(wanted.user_ids)]
    return {"named": named, "number shown to others": wanted.shown, "reason": wanted.reason, "decides": decides}

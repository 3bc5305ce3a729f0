"""Plan, finish and cancel steps of a case, only as the code allows them for that incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.incidents.site_ban import BanState
from halton_desktop.domain.incidents.step import Step, StepState, checked_step, day_of, fulfilled, held, silence
from halton_desktop.domain.incidents.step_kind import ANSWERED, MEANING, StepKind
from halton_desktop.domain.incidents.step_rules import (
    Need,
    due_on,
    offer_of,
    require_available,
    require_possible,
    require_to_come,
)
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.incident_decider import deciding, may_decide, require_decision
from halton_desktop.services.incidents.who_sees_to import able_to_see_to, require_able
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.step_store import step_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def proposed_step(session: OfficeSession, incident_id: int, kind: StepKind) -> Step:
    """A step of this kind as the form begins: whom it is for, who sees to it, when it is due. Raises Refused."""
    with session.look() as work:
        incident = work.incidents.records.get(incident_id)
        present = work.incidents.steps.of_incident(incident_id)
        offer = require_available(kind, incident, present)
        stages = settings_of(work).complaint_stages
        due = due_on(kind, incident.facts.reported_on, session.today, work.incidents.calendar.calendar())
        able = [user.id for user in able_to_see_to(work, incident_id)]
    person = offer.person_ids[0] if offer.person_ids else None
    asked = next((one for one in incident.people if one.id == person), None) or next(iter(incident.authors), None)
    known = {
        "today": session.today.isoformat(),
        "due": due.isoformat(),
        "where": _where(incident, present),
        "place": incident.facts.place,
        "author": asked.name if asked else "",
        "stage": stages[0],
    }
    return Step(
        id=0,
        incident_id=incident_id,
        kind=kind,
        state=StepState.PLANNED,
        details={
            entry.name: entry.begins.format_map(known)
            for entry in MEANING[kind].fields
            if entry.begins and (not entry.headteacher or may_decide(session, Permission.CLOSE_GROUPS, incident_id))
        },
        person_id=person,
        owner_id=next((user for user in (incident.handler_id, session.user.id) if user in able), None),
        due_on=None if kind is StepKind.NOTE else due,
    )


def plan_step(session: OfficeSession, step: Step) -> int:
    """Put a step on file as planned, or done at once; returns its id. Raises Refused, InvalidInput naming the field.

    A contact with the same person, or a step in which nobody has written anything yet, that was only planned is taken
    up instead of planning a second one; what somebody wrote into a step is never overwritten by another.
    A contact that reached nobody is planned once more, due as before. What is the headteacher's to do (asking for a
    group to be closed) only whoever decides the case says was done: raises NotAllowed.
    """
    with session.change(Permission.TAKE_STEPS) as work:
        incident = work.incidents.records.get(step.incident_id)
        if step.kind is StepKind.GROUP_CLOSURE:
            require_decision(session, work, Permission.TAKE_STEPS, step.incident_id)
        present = work.incidents.steps.of_incident(step.incident_id)
        offer = require_available(step.kind, incident, present)
        if step.person_id is not None and offer.person_ids and step.person_id not in offer.person_ids:
            raise Refused("This step is not open for that person.", offer.reason, clause=offer.clause)
        kept = _by_somebody(session, checked_step(_at_once(step, session.today)))
        require_possible(kept, incident, session.today)
        require_to_come(kept, None, session.today)
        waiting = [one for one in present if one.open and one.kind is kept.kind and one.person_id == kept.person_id]
        waiting = [one for one in waiting if one.kind is StepKind.CONTACT or not any(one.details.values())]
        _require_decider(session, work, waiting[0] if waiting else None, kept)
        _require_owner(work, waiting[0] if waiting else None, kept)
        before: dict[str, object] = {}
        if waiting and kept.kind is not StepKind.NOTE:
            step_id, before = waiting[0].id, step_fields(waiting[0])
            kept = replace(kept, id=step_id, due_on=_due_day(kept) or _kept_day(waiting[0], kept))
            work.incidents.steps.change(kept)
        else:
            kept = replace(kept, due_on=_due_day(kept) or kept.due_on)
            step_id = work.incidents.steps.add(kept, work.now, session.user.name)
        _contact_again(session, work, kept)
        action = "step taken" if kept.state is StepState.DONE else "step planned"
        _record(work, action, step_id, step.incident_id, *differing(before, step_fields(kept)))
    return step_id


def change_step(session: OfficeSession, step: Step) -> None:
    """Write a planned step again: details, person, owner, due date. Raises Refused for one that is done."""
    with session.change(Permission.TAKE_STEPS) as work:
        present = work.incidents.steps.get(step.id)
        if not present.open:
            raise Refused(f"This step is {present.state.value}; what was done is not rewritten.", "Add a note instead.")
        wanted = replace(step, incident_id=present.incident_id, kind=present.kind, state=StepState.PLANNED)
        wanted = checked_step(replace(wanted, due_on=_due_day(wanted) or _kept_day(present, wanted)))
        require_to_come(wanted, present, session.today)
        _require_decider(session, work, present, wanted)
        _require_owner(work, present, wanted)
        _require_reached(work, present, wanted)
        old, new = differing(step_fields(present), step_fields(wanted))
        if new:
            work.incidents.steps.change(wanted)
            _record(work, "step changed", step.id, present.incident_id, old, new)


def finish_step(
    session: OfficeSession,
    step_id: int,
    outcome: str,
    details: dict[str, str],
    done_on: date | None = None,
    done_by: str = "",
) -> None:
    """Say how a step ended. Raises InvalidInput naming the field, Refused for one that is not open.

    ``done_by`` names who did it where that is not who writes it down. A contact that reached nobody is planned once
    more, due as before.
    """
    with session.change(Permission.TAKE_STEPS) as work:
        present = work.incidents.steps.get(step_id)
        if not present.open:
            raise Refused(f"This step is {present.state.value} already.")
        done = replace(
            present,
            state=StepState.DONE,
            outcome=outcome,
            details=present.details | details,
            done_on=done_on or session.today,
            done_by=done_by.strip() or session.user.name,
        )
        checked_step(done)
        require_possible(done, work.incidents.records.get(present.incident_id), session.today)
        _require_decider(session, work, present, done)
        _require_no_hold(work, done)
        _require_reached(work, present, done)
        work.incidents.steps.change(done)
        _contact_again(session, work, done)
        old, new = differing(step_fields(present), step_fields(done))
        _record(work, "step done", step_id, present.incident_id, old, new)


def cancel_step(session: OfficeSession, step_id: int, reason: str) -> None:
    """Say why a planned step is not needed. A required one stays required. Raises InvalidInput, Refused, NotAllowed.

    What the headteacher has asked for only whoever decides the case takes back.
    """
    with deciding(session, Permission.TAKE_STEPS, lambda work: work.incidents.steps.get(step_id).incident_id) as work:
        present = work.incidents.steps.get(step_id)
        if not present.open:
            raise Refused(f"This step is {present.state.value} already.")
        if present.asked:
            require_decision(session, work, Permission.CLOSE_GROUPS, present.incident_id)
        drop_step(session, work, present, reason.strip())
        _record(work, "step cancelled", step_id, present.incident_id, {"state": "planned"}, {"reason": reason.strip()})


def drop_step(session: OfficeSession, work: UnitOfWork, step: Step, reason: str) -> None:
    """Cancel an open step inside another errand; a ban that was only being prepared goes with it."""
    gone = replace(
        step,
        state=StepState.CANCELLED,
        cancelled_reason=reason,
        done_on=session.today,
        done_by=session.user.name,
    )
    work.incidents.steps.change(checked_step(gone))
    work.touch(RecordKind.STEP, step.id)
    for ban in work.incidents.bans.of_incident(step.incident_id):
        if ban.step_id == step.id and ban.state is BanState.PREPARED:
            work.incidents.bans.change(replace(ban, state=BanState.DISCARDED))
            what = BanState.DISCARDED.value
            work.incidents.bans.happened(ban.id, what, session.today, session.user.name, reason, work.now)
            work.touch(RecordKind.SITE_BAN, ban.id)


def _where(incident: Incident, present: Iterable[Step]) -> str:
    """Where the material stands, unless somebody is being asked for that already: each request names its own."""
    where = incident.facts.link or incident.facts.where
    return "" if any(step.open and step.details.get("where") == where for step in present) else where


def _require_decider(session: OfficeSession, work: UnitOfWork, present: Step | None, wanted: Step) -> None:
    """The office prepares; that a headteacher's own act was done, and what it was, only whoever decides says (3.6)."""
    before = present or replace(wanted, details={})
    changed = any(wanted.details.get(name, "") != before.details.get(name, "") for name in before.headteachers)
    if changed or (before.asked and wanted.person_id != before.person_id):
        require_decision(session, work, Permission.CLOSE_GROUPS, wanted.incident_id)


def _require_reached(work: UnitOfWork, present: Step, wanted: Step) -> None:
    """A closure planned too early is not said to have been asked for, nor to have ended (3.6)."""
    asked = wanted.details.get("asked_on", "") != present.details.get("asked_on", "")
    if wanted.kind is StepKind.GROUP_CLOSURE and (asked or not wanted.open):
        incident = work.incidents.records.get(present.incident_id)
        require_available(StepKind.GROUP_CLOSURE, incident, work.incidents.steps.of_incident(incident.id))


def _require_no_hold(work: UnitOfWork, done: Step) -> None:
    """While nobody is to be contacted, only what was done before, or came from them, is written down as done."""
    steps = work.incidents.steps.of_incident(done.incident_id)
    hold = held(steps)
    since = day_of(hold.details.get("asked_on", "")) if hold else None
    before = since is not None and done.done_on is not None and done.done_on < since
    if hold and MEANING[done.kind].held_back and not before and done.outcome != ANSWERED:
        raise Refused(silence(steps), "Once they have lifted it, finish the no-contact hold first.", clause="2.4")


def _by_somebody(session: OfficeSession, step: Step) -> Step:
    """Whoever writes down what was done did it, unless they name somebody else."""
    return step if step.open or step.done_by else replace(step, done_by=session.user.name)


def _require_owner(work: UnitOfWork, present: Step | None, wanted: Step) -> None:
    """A step is given to nobody on whose Today it would never stand."""
    if wanted.open and wanted.owner_id is not None and (present is None or wanted.owner_id != present.owner_id):
        require_able(work, wanted.owner_id, wanted.incident_id)


def _at_once(step: Step, today: date) -> Step:
    """A note is done the moment it is written."""
    if step.kind is StepKind.NOTE:
        return replace(
            step, state=StepState.DONE, outcome=MEANING[step.kind].outcomes[0], done_on=step.done_on or today
        )
    return step


def _contact_again(session: OfficeSession, work: UnitOfWork, tried: Step) -> None:
    """A call nobody answered has not contacted anybody (3.2): the next try is planned, or Today would forget it."""
    if tried.kind is not StepKind.CONTACT or tried.fulfilled or tried.open:
        return
    incident = work.incidents.records.get(tried.incident_id)
    steps = work.incidents.steps.of_incident(tried.incident_id)
    offer = offer_of(StepKind.CONTACT, incident, steps)
    waiting = any(step.open and step.kind is StepKind.CONTACT and step.person_id == tried.person_id for step in steps)
    made = tried.person_id is not None and fulfilled(StepKind.CONTACT, steps, tried.person_id)
    if waiting or made or offer.need is not Need.REQUIRED or tried.person_id not in (*_authors(incident), None):
        return
    again = replace(tried, id=0, state=StepState.PLANNED, details={}, outcome="", done_on=None, done_by="")
    work.touch(RecordKind.STEP, work.incidents.steps.add(again, work.now, session.user.name))


def _authors(incident: Incident) -> tuple[int, ...]:
    return tuple(person.id for person in incident.adult_authors)


def _due_day(step: Step) -> date | None:
    """A meeting is due on its own day, a removal on its deadline."""
    return day_of(step.details.get(MEANING[step.kind].due_field, ""))


def _kept_day(planned: Step, wanted: Step) -> date | None:
    """The day chosen, but a contact stays due the school day clause 3.2 names: nobody puts that off."""
    if MEANING[planned.kind].days == 0:
        return planned.due_on
    return wanted.due_on or planned.due_on


def _record(
    work: UnitOfWork,
    action: str,
    step_id: int,
    incident_id: int,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> None:
    work.incidents.records.refresh(incident_id)
    work.record(action, RecordKind.STEP, step_id, old, new)
    work.touch(RecordKind.INCIDENT, incident_id)
    work.commit()

"""What the code allows for one incident: which step comes first, which are open to the school, and why one is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.incident import (
    WITHOUT_GROUP_CHATS,
    WITHOUT_REMOVAL,
    Incident,
    IncidentPerson,
    IncidentState,
    Outcome,
)
from halton_desktop.domain.name import joined
from halton_desktop.domain.step import MEANING, Step, StepKind, StepState
from halton_desktop.errors import Refused


class Need(StrEnum):
    """How a step stands to one incident."""

    REQUIRED = "required"
    SUGGESTED = "suggested"
    ALLOWED = "allowed"
    UNDER_WAY = "under way"
    NOT_AVAILABLE = "not available"


@dataclass(frozen=True, slots=True)
class Offer:
    """One step as it is open to one incident: for whom (ids of IncidentPerson), by which clause, and why (not)."""

    kind: StepKind
    need: Need
    clause: str
    reason: str
    person_ids: tuple[int, ...] = ()

    @property
    def available(self) -> bool:
        """Whether the step may be taken now."""
        return self.need is not Need.NOT_AVAILABLE


_ORDER = (
    StepKind.COMPLAINTS,
    StepKind.CONTACT,
    StepKind.IDENTIFY,
    StepKind.REMOVAL,
    StepKind.MEETING,
    StepKind.GROUP_CLOSURE,
    StepKind.SITE_BAN,
    StepKind.REFERRAL,
    StepKind.NOTE,
)
_ALLOWED_ORDER = (
    StepKind.MEETING,
    StepKind.REMOVAL,
    StepKind.GROUP_CLOSURE,
    StepKind.COMPLAINTS,
    StepKind.CONTACT,
    StepKind.SITE_BAN,
    StepKind.REFERRAL,
    StepKind.IDENTIFY,
    StepKind.NOTE,
)
"""What lies nearest where nothing is required: from the gentlest on."""
_RANK = {Need.REQUIRED: 0, Need.SUGGESTED: 1, Need.UNDER_WAY: 2, Need.ALLOWED: 3, Need.NOT_AVAILABLE: 4}
SCHOOL_DAYS = {
    StepKind.CONTACT: 0,
    StepKind.COMPLAINTS: 1,
    StepKind.REFERRAL: 1,
    StepKind.REMOVAL: 1,
    StepKind.GROUP_CLOSURE: 2,
    StepKind.MEETING: 5,
    StepKind.IDENTIFY: 5,
    StepKind.SITE_BAN: 5,
}
"""Default deadlines in school days. Clauses 3.2 and 2.7 say "at once"; the others are the program's own suggestion."""


def offers(incident: Incident, steps: Iterable[Step]) -> tuple[Offer, ...]:
    """Every kind of step for this incident: what is required first stands first, what is not available last."""
    taken = tuple(steps)
    if incident.state is IncidentState.CLOSED:
        closed = "The case is closed. Reopen it first."
        return tuple(Offer(kind, Need.NOT_AVAILABLE, MEANING[kind].clause, closed) for kind in _ORDER)
    rules = {
        StepKind.CONTACT: _contact,
        StepKind.MEETING: _meeting,
        StepKind.REMOVAL: _removal,
        StepKind.GROUP_CLOSURE: _group_closure,
        StepKind.COMPLAINTS: _complaints,
        StepKind.SITE_BAN: _site_ban,
        StepKind.REFERRAL: _referral,
        StepKind.IDENTIFY: _identify,
    }
    found = [rules[kind](incident, taken) for kind in _ORDER if kind in rules]
    found.append(Offer(StepKind.NOTE, Need.ALLOWED, "", "Keep something for the file."))
    return tuple(sorted(found, key=_place))


def _place(offer: Offer) -> tuple[int, int]:
    order = _ORDER if offer.need is Need.REQUIRED else _ALLOWED_ORDER
    return _RANK[offer.need], order.index(offer.kind)


def offer_of(kind: StepKind, incident: Incident, steps: Iterable[Step]) -> Offer:
    """How one kind of step stands to this incident."""
    return next(offer for offer in offers(incident, steps) if offer.kind is kind)


def require_available(kind: StepKind, incident: Incident, steps: Iterable[Step]) -> Offer:
    """The offer, or Refused with its reason and clause."""
    offer = offer_of(kind, incident, steps)
    if not offer.available:
        raise Refused(offer.reason, clause=offer.clause)
    return offer


def due_on(kind: StepKind, reported_on: date, today: date, calendar: SchoolCalendar) -> date:
    """When a step of this kind is due.

    A contact is due on the day the incident was reported, or the next school day where that was none (clause 3.2);
    everything else counts school days from today.
    """
    if kind is StepKind.CONTACT:
        return calendar.school_day_on_or_after(reported_on)
    return calendar.after_school_days(today, SCHOOL_DAYS.get(kind, 5))


def steps_at_once(incident: Incident) -> tuple[tuple[StepKind, int], ...]:
    """What is planned the moment an incident is recorded: (kind, person id) for each author.

    A PTA member's or governor's case goes to the complaints procedure (3.4), an unknown author is to be identified
    (2.6), everybody else is contacted the same school day (3.2).
    """
    planned = []
    for person in incident.authors:
        if not person.identified:
            planned.append((StepKind.IDENTIFY, person.id))
        elif person.goes_to_complaints:
            planned.append((StepKind.COMPLAINTS, person.id))
        else:
            planned.append((StepKind.CONTACT, person.id))
    return tuple(planned)


def obstacles_to_closing(incident: Incident, steps: Iterable[Step], outcome: Outcome) -> tuple[str, ...]:
    """Why a case cannot be closed with this outcome, each a whole sentence; () when it can.

    Required steps must be taken to their end; a planned step is done or cancelled first. An author who could not be
    identified stands in nobody's way when that is the outcome; where there was no breach, nobody need be contacted.
    """
    taken = tuple(steps)
    found = [
        f"The step “{MEANING[step.kind].name}”{_for(incident, step)} is still open: finish it, or say why not."
        for step in taken
        if step.open and not (step.kind is StepKind.IDENTIFY and outcome is Outcome.NOT_IDENTIFIED)
    ]
    open_kinds = {step.kind for step in taken if step.open}
    excused = {StepKind.IDENTIFY} if outcome is Outcome.NOT_IDENTIFIED else set[StepKind]()
    if outcome is Outcome.NO_BREACH:
        excused |= {StepKind.IDENTIFY, StepKind.CONTACT}
    for offer in offers(incident, taken):
        if offer.need is Need.REQUIRED and offer.kind not in open_kinds | excused:
            found.append(f"The code requires “{MEANING[offer.kind].name}” first ({offer.clause}): {offer.reason}")
    if outcome is Outcome.NOT_IDENTIFIED and all(person.identified for person in incident.authors):
        found.append("Every author of this incident is known: choose another outcome.")
    return tuple(found)


def _contact(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    known = [person for person in incident.authors if person.identified]
    direct = [person for person in known if not person.goes_to_complaints]
    if not known:
        return _no(StepKind.CONTACT, "Nobody can be contacted before the author is identified (2.6).")
    if not direct:
        return Offer(
            StepKind.CONTACT,
            Need.ALLOWED,
            "3.2",
            f"{_names(known)} may be told, but the complaints procedure decides (3.4).",
            tuple(person.id for person in known),
        )
    waiting = [person for person in direct if not _fulfilled(StepKind.CONTACT, steps, person.id)]
    if not waiting:
        return Offer(StepKind.CONTACT, Need.ALLOWED, "3.2", "Contact was made.", tuple(p.id for p in direct))
    return Offer(
        StepKind.CONTACT,
        Need.REQUIRED,
        "3.2",
        f"{_names(waiting)} is to be contacted directly and at once."
        if len(waiting) == 1
        else f"{_names(waiting)} are to be contacted directly and at once.",
        tuple(person.id for person in waiting),
    )


def _complaints(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    bound = [person for person in incident.authors if person.identified and person.goes_to_complaints]
    known = tuple(person.id for person in incident.authors if person.identified)
    waiting = [person for person in bound if not _concluded(steps, person.id)]
    if waiting:
        under_way = _planned(StepKind.COMPLAINTS, steps)
        office = joined(sorted({c.value for person in waiting for c in person.capacities if c.value != "parent/carer"}))
        reason = f"{_names(waiting)} ({office}): the complaints procedure is always followed."
        return Offer(
            StepKind.COMPLAINTS,
            Need.REQUIRED,
            "3.4",
            reason if not under_way else f"{reason} It is under way.",
            tuple(person.id for person in waiting),
        )
    if "2.1b" in incident.facts.clauses and not any(step.kind is StepKind.COMPLAINTS for step in steps):
        reason = "A complaint was aired online: show its author the proper place for it."
        return Offer(StepKind.COMPLAINTS, Need.SUGGESTED, "2.2", reason, known)
    return _offered(
        StepKind.COMPLAINTS, steps, "Every school has a complaints procedure, open to any grievance.", known
    )


def _meeting(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    known = [person for person in incident.authors if person.identified]
    if not known:
        return _no(StepKind.MEETING, "Nobody can be invited before the author is identified (2.6).")
    free = [person for person in known if not _held_by_complaints(person, steps)]
    if not free:
        return _no(StepKind.MEETING, _held(known))
    tried = [
        person
        for person in free
        if person.goes_to_complaints
        or _done(StepKind.CONTACT, steps, person.id)
        or _done(StepKind.CONTACT, steps, None)
    ]
    if not tried:
        return _no(StepKind.MEETING, f"Contact {_names(free)} first (3.2); a meeting can follow.")
    reason = "The school can ask for a meeting about misconduct."
    return _offered(StepKind.MEETING, steps, reason, tuple(person.id for person in tried))


def _removal(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    if incident.facts.platform in WITHOUT_REMOVAL:
        return _no(StepKind.REMOVAL, "What was sent by e-mail cannot be taken down.")
    reason = "Damaging material can be required to be taken down at once."
    if incident.flagged and not any(step.kind is StepKind.REMOVAL for step in steps):
        return Offer(StepKind.REMOVAL, Need.SUGGESTED, "2.7", reason)
    return _offered(StepKind.REMOVAL, steps, reason)


def _group_closure(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    if incident.facts.platform in WITHOUT_GROUP_CHATS:
        return _no(StepKind.GROUP_CLOSURE, f"There are no group chats on {incident.facts.platform.value}.")
    if not incident.facts.is_group_chat:
        return _no(StepKind.GROUP_CLOSURE, "This did not happen in a group chat (tick it in the incident if it did).")
    return _offered(StepKind.GROUP_CLOSURE, steps, "A headteacher can ask for a group chat to be closed.")


def _site_ban(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    known = [person for person in incident.authors if person.identified]
    if not known:
        return _no(StepKind.SITE_BAN, "Nobody can be banned before the author is identified (2.6).")
    if not incident.flagged:
        why = "A ban is for illegal, defamatory, discriminatory or threatening content; nobody has assessed it as such."
        return _no(StepKind.SITE_BAN, why)
    free = [person for person in known if not _held_by_complaints(person, steps)]
    if not free:
        return _no(StepKind.SITE_BAN, _held(known))
    reason = "A temporary ban may follow; the headteacher decides, and the reason must be a risk on the premises."
    return _offered(StepKind.SITE_BAN, steps, reason, tuple(person.id for person in free))


def _referral(incident: Incident, steps: tuple[Step, ...]) -> Offer:
    if not incident.flagged:
        why = (
            "A referral is for content assessed as illegal, defamatory, discriminatory or threatening; set that first."
        )
        return _no(StepKind.REFERRAL, why)
    return _offered(StepKind.REFERRAL, steps, "Serious content may be referred to the police or to lawyers.")


def _identify(incident: Incident, _steps: tuple[Step, ...]) -> Offer:
    unknown = [person for person in incident.authors if not person.identified]
    if not unknown:
        return _no(StepKind.IDENTIFY, "Every author is known.")
    reason = f"Find out who is behind {_names(unknown)}; without that nobody can be contacted."
    return Offer(StepKind.IDENTIFY, Need.REQUIRED, "2.6", reason, tuple(person.id for person in unknown))


def _offered(kind: StepKind, steps: tuple[Step, ...], reason: str, people: tuple[int, ...] = ()) -> Offer:
    need = Need.UNDER_WAY if _planned(kind, steps) else Need.ALLOWED
    return Offer(kind, need, MEANING[kind].clause, reason, people)


def _no(kind: StepKind, why: str) -> Offer:
    return Offer(kind, Need.NOT_AVAILABLE, MEANING[kind].clause, why)


def _planned(kind: StepKind, steps: tuple[Step, ...]) -> bool:
    return any(step.kind is kind and step.open for step in steps)


def _done(kind: StepKind, steps: tuple[Step, ...], person_id: int | None) -> bool:
    return any(step.kind is kind and step.state is StepState.DONE and step.person_id == person_id for step in steps)


def _fulfilled(kind: StepKind, steps: tuple[Step, ...], person_id: int) -> bool:
    return any(step.kind is kind and step.fulfilled and step.person_id in (person_id, None) for step in steps)


def _concluded(steps: tuple[Step, ...], person_id: int) -> bool:
    return _fulfilled(StepKind.COMPLAINTS, steps, person_id)


def _held_by_complaints(person: IncidentPerson, steps: tuple[Step, ...]) -> bool:
    return person.goes_to_complaints and not _concluded(steps, person.id)


def _held(people: list[IncidentPerson]) -> str:
    return f"For {_names(people)} the complaints procedure is followed first (3.4)."


def _names(people: list[IncidentPerson]) -> str:
    return joined([person.shown for person in people])


def _for(incident: Incident, step: Step) -> str:
    person = next((person for person in incident.people if person.id == step.person_id), None)
    return f" for {person.shown}" if person else ""

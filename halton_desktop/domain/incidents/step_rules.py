"""What the code allows for one incident: which step comes first, which are open to the school, and why one is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.incidents.incident import (
    WITHOUT_GROUP_CHATS,
    WITHOUT_REMOVAL,
    Incident,
    IncidentPerson,
    PersonKind,
)
from halton_desktop.domain.incidents.site_ban import why_not_banned
from halton_desktop.domain.incidents.step import Step, StepState, day_of, days_tried, fulfilled, silence
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.parent import COMPLAINTS_ROUTE
from halton_desktop.errors import InvalidInput, Refused


class Need(StrEnum):
    """How a step stands to one incident."""

    REQUIRED = "required"
    SUGGESTED = "suggested"
    ALLOWED = "allowed"
    UNDER_WAY = "under way"
    NOT_AVAILABLE = "not available"


@dataclass(frozen=True, slots=True)
class StepOffer:
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


_RANK = {Need.REQUIRED: 0, Need.SUGGESTED: 1, Need.UNDER_WAY: 2, Need.ALLOWED: 3, Need.NOT_AVAILABLE: 4}


def offers(incident: Incident, steps: Iterable[Step], banned: frozenset[int] = frozenset()) -> tuple[StepOffer, ...]:
    """Every kind of step for this incident: what is required first stands first, what is not available last.

    ``banned`` are the people whom a ban keeps off the site already: no second one is begun beside it.
    """
    taken = tuple(steps)
    if incident.at_rest:
        closed = f"The case is {incident.state.value}. Reopen it first."
        return tuple(StepOffer(kind, Need.NOT_AVAILABLE, MEANING[kind].clause, closed) for kind in MEANING)
    rules = {
        StepKind.CONTACT: _contact,
        StepKind.OTHERS: _others,
        StepKind.PUPIL: _pupil,
        StepKind.MEETING: _meeting,
        StepKind.REMOVAL: _removal,
        StepKind.GROUP_CLOSURE: _group_closure,
        StepKind.COMPLAINTS: _complaints,
        StepKind.SITE_BAN: _site_ban,
        StepKind.REFERRAL: _referral,
        StepKind.IDENTIFY: _identify,
        StepKind.HOLD: _hold,
        StepKind.NOTE: _note,
    }
    found = [rules[kind](incident, taken) for kind in MEANING]
    if incident.is_concern:
        found = [_after_a_breach(offer) if MEANING[offer.kind].needs_breach else offer for offer in found]
    found = [_for_the_unbanned(offer, banned) if offer.kind is StepKind.SITE_BAN else offer for offer in found]
    words = silence(taken)
    found = [_no(offer.kind, words) if words and MEANING[offer.kind].held_back else offer for offer in found]
    return tuple(sorted(found, key=_place))


def _after_a_breach(offer: StepOffer) -> StepOffer:
    return _no(offer.kind, "This is a concern, not yet a matter of the code: tick the part it breaches first.")


def _for_the_unbanned(offer: StepOffer, banned: frozenset[int]) -> StepOffer:
    free = tuple(person for person in offer.person_ids if person not in banned)
    if offer.available and not free:
        return _no(offer.kind, "A ban is in force already: it is kept, extended or lifted, and no second one is made.")
    return replace(offer, person_ids=free)


def _place(offer: StepOffer) -> tuple[int, int]:
    order = MEANING if offer.need is Need.REQUIRED else StepKind
    return _RANK[offer.need], list(order).index(offer.kind)


def offer_of(
    kind: StepKind, incident: Incident, steps: Iterable[Step], banned: frozenset[int] = frozenset()
) -> StepOffer:
    """How one kind of step stands to this incident."""
    return next(offer for offer in offers(incident, steps, banned) if offer.kind is kind)


def require_available(
    kind: StepKind, incident: Incident, steps: Iterable[Step], banned: frozenset[int] = frozenset()
) -> StepOffer:
    """The offer, or Refused with its reason and clause."""
    offer = offer_of(kind, incident, steps, banned)
    if not offer.available:
        raise Refused(offer.reason, clause=offer.clause)
    return offer


def clause_of(step: Step, incident: Incident) -> str:
    """The clause a step is taken under: about a governor’s own messaging the complaints procedure is that of 3.4."""
    concerned = [person for person in incident.everybody if step.person_id in (person.id, None)]
    if step.kind is StepKind.COMPLAINTS and any(incident.goes_to_complaints(person) for person in concerned):
        return "3.4"
    return MEANING[step.kind].clause


def require_to_come(step: Step, present: Step | None, today: date) -> None:
    """Raise InvalidInput for a meeting that is planned for a day gone by; one planned before may have passed since."""
    day = day_of(step.details.get("on", "")) if step.open and step.kind is StepKind.MEETING else None
    if day is not None and day < today and (present is None or present.details.get("on", "") != day.isoformat()):
        raise InvalidInput(
            "on", f"The {day:%d/%m/%Y} has passed.", "Choose a day to come; a meeting that was held is saved as done."
        )


def require_possible(step: Step, incident: Incident, today: date) -> None:
    """Raise InvalidInput for a step done on a day, or with an outcome, that cannot have been."""
    if step.done_on is not None and step.done_on > today:
        raise InvalidInput("done_on", "It cannot have been done after today.")
    if step.state is not StepState.DONE or step.kind is StepKind.NOTE:
        return
    reported = incident.facts.reported_on
    if step.done_on is not None and step.done_on < reported:
        raise InvalidInput(
            "done_on",
            f"The school knew of this on {reported:%d/%m/%Y} only, so it cannot have been done before.",
            "If it was reported earlier, mend the facts first.",
        )


def conduct_of_pupils(incident: Incident) -> str:
    """Where the conduct of authors who are pupils belongs, as a sentence; "" where none of them is."""
    pupils = incident.pupil_authors
    are = "is a pupil" if len(pupils) == 1 else "are pupils"
    belongs = "the code is for parents, so their parents are told, and their conduct belongs in the school’s behaviour "
    belongs += "policy. No letter goes to a pupil, and no site ban is made."
    return f"{_names(pupils)} {are}: {belongs}" if pupils else ""


def due_on(kind: StepKind, reported_on: date, today: date, calendar: SchoolCalendar) -> date:
    """When a step of this kind is due.

    A contact is due on the day the incident was reported, or the next day the office is open where it was closed
    (clause 3.2): school holidays put nothing off that is to be done at once. Everything else counts from today, in
    days the office is open, or in school days where people are asked to come.
    """
    meaning = MEANING[kind]
    if meaning.days == 0:
        return calendar.office_day_on_or_after(reported_on)
    if meaning.in_school_days:
        return calendar.after_school_days(today, meaning.days)
    return calendar.after_office_days(today, meaning.days)


def steps_at_once(incident: Incident) -> tuple[tuple[StepKind, int], ...]:
    """What is planned the moment an incident is recorded: (kind, person id) for its authors.

    An unknown author is to be identified (2.6), every other adult is contacted at once (3.2), of a pupil the parents
    are told; where a PTA member or governor misused messaging, the complaints procedure is followed beside that (3.4).
    A concern asks for nothing.
    """
    if incident.is_concern:
        return ()
    planned = []
    for person in incident.authors:
        if not person.identified:
            planned.append((StepKind.IDENTIFY, person.id))
        else:
            whom = StepKind.PUPIL if person.kind is PersonKind.PUPIL else StepKind.CONTACT
            planned.append((whom, person.id))
        if person.identified and incident.goes_to_complaints(person):
            planned.append((StepKind.COMPLAINTS, person.id))
    return tuple(planned)


def _contact(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    adults = incident.adult_authors
    if not incident.known_authors:
        return _no(StepKind.CONTACT, "No author can be contacted before they are identified (2.6).")
    if not adults:
        return _no(StepKind.CONTACT, conduct_of_pupils(incident))
    waiting, people = _waiting_first(StepKind.CONTACT, steps, adults)
    if waiting and not incident.is_concern:
        verb = "is" if len(waiting) == 1 else "are"
        reason = f"{_names(waiting)} {verb} to be contacted directly and at once."
        if any(days_tried(steps, person.id) for person in waiting):
            reason += " A message left is an attempt, not a contact."
        return StepOffer(StepKind.CONTACT, Need.REQUIRED, "3.2", reason, people)
    if incident.is_concern:
        return _offered(StepKind.CONTACT, steps, "Whoever is in it may be spoken to about a concern.", people)
    return StepOffer(StepKind.CONTACT, Need.ALLOWED, "3.2", "Contact was made.", people)


def _others(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    """Whoever was affected or reported it: an author who is also that is spoken to as an author."""
    authors = {person.name for person in incident.known_authors}
    others = [one for one in incident.people if one not in incident.authors and _can_be_asked(one)]
    others = [one for one in others if one.name not in authors]
    if not others:
        return _no(StepKind.OTHERS, "Nobody is named who was affected or reported it, apart from an author.")
    reason = f"{_names(others)} may be spoken to; what is done about somebody else is not told."
    _waiting, people = _waiting_first(StepKind.OTHERS, steps, others)
    return _offered(StepKind.OTHERS, steps, reason, people)


def _pupil(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    pupils = incident.pupil_authors
    if not pupils:
        return _no(StepKind.PUPIL, "No author of this incident is a pupil.")
    waiting, people = _waiting_first(StepKind.PUPIL, steps, pupils)
    offer = _offered(StepKind.PUPIL, steps, conduct_of_pupils(incident), people)
    suggested = waiting and offer.need is Need.ALLOWED and not incident.is_concern
    return replace(offer, need=Need.SUGGESTED) if suggested else offer


def _waiting_first(
    kind: StepKind, steps: tuple[Step, ...], people: Sequence[IncidentPerson]
) -> tuple[list[IncidentPerson], tuple[int, ...]]:
    """Those for whom it is still to be done; and the ids of all, these first."""
    waiting = [person for person in people if not fulfilled(kind, steps, person.id)]
    return waiting, tuple(dict.fromkeys(person.id for person in (*waiting, *people)))


def _can_be_asked(person: IncidentPerson) -> bool:
    return person.identified and person.kind is not PersonKind.SCHOOL


def _complaints(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    known = tuple(person.id for person in incident.adult_authors)
    waiting = _in_complaints(incident, steps)
    if waiting:
        office = joined(sorted({c.value for person in waiting for c in person.capacities & COMPLAINTS_ROUTE}))
        reason = f"{_names(waiting)} ({office}): the complaints procedure is followed beside the other steps."
        return StepOffer(
            StepKind.COMPLAINTS,
            Need.REQUIRED,
            "3.4",
            f"{reason} {_how_far(steps)}".strip(),
            tuple(person.id for person in waiting),
        )
    if "2.1b" in incident.facts.clauses and not any(step.kind is StepKind.COMPLAINTS for step in steps):
        reason = "A complaint was aired online: show its author the proper place for it."
        return StepOffer(StepKind.COMPLAINTS, Need.SUGGESTED, "2.2", reason, known)
    return _offered(
        StepKind.COMPLAINTS, steps, "Every school has a complaints procedure, open to any grievance.", known
    )


def _how_far(steps: tuple[Step, ...]) -> str:
    """Whether the complaints procedure has begun: it is planned until the day it was referred on is written down."""
    waiting = [step for step in steps if step.kind is StepKind.COMPLAINTS and step.open]
    if not waiting:
        return ""
    begun = any(day_of(step.details.get("referred_on", "")) for step in waiting)
    return "It is under way." if begun else "It is planned; say on which day the matter was referred."


def _meeting(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    known = incident.adult_authors
    if not incident.known_authors:
        return _no(StepKind.MEETING, "Nobody can be invited before the author is identified (2.6).")
    if not known:
        return _no(StepKind.MEETING, conduct_of_pupils(incident))
    reached = [person for person in known if fulfilled(StepKind.CONTACT, steps, person.id)]
    if not reached:
        why = f"Contact {_names(known)} first (3.2); a meeting can follow once somebody was reached or wrote back."
        return _no(StepKind.MEETING, why)
    reason = "The school can ask for a meeting about misconduct." + _beside(incident, reached, steps)
    return _offered(StepKind.MEETING, steps, reason, tuple(person.id for person in reached))


def _removal(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    if incident.facts.platform in WITHOUT_REMOVAL:
        return _no(StepKind.REMOVAL, "What was sent by e-mail cannot be taken down.")
    reason = "Damaging material can be required to be taken down at once."
    asked = {step.person_id for step in steps if step.kind is StepKind.REMOVAL}
    people = tuple(sorted((person.id for person in incident.known_authors), key=asked.__contains__))
    if incident.flagged and not asked:
        return StepOffer(StepKind.REMOVAL, Need.SUGGESTED, "2.7", reason, people)
    return _offered(StepKind.REMOVAL, steps, reason, people)


def _group_closure(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    if incident.facts.platform in WITHOUT_GROUP_CHATS:
        return _no(StepKind.GROUP_CLOSURE, f"There are no group chats on {incident.facts.platform.value}.")
    if not incident.facts.is_group_chat:
        return _no(StepKind.GROUP_CLOSURE, "This did not happen in a group chat (tick it in the incident if it did).")
    adults = incident.adult_authors
    if adults and not any(fulfilled(StepKind.CONTACT, steps, person.id) for person in adults):
        why = "it follows if problems continue after somebody was reached or wrote back."
        return _no(StepKind.GROUP_CLOSURE, f"Contact {_names(adults)} first (3.2); {why}")
    reason = "Should problems continue, the headteacher can ask for a group chat to be closed; the office prepares it."
    return _offered(StepKind.GROUP_CLOSURE, steps, reason)


def _site_ban(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    known = incident.known_authors
    if not known:
        return _no(StepKind.SITE_BAN, "Nobody can be banned before the author is identified (2.6).")
    others = [why for person in known if (why := why_not_banned(person))]
    adults = [person for person in known if not why_not_banned(person)]
    if not adults:
        return _no(StepKind.SITE_BAN, " ".join(others))
    if not incident.flagged:
        why = "A ban is for illegal, defamatory, discriminatory or threatening content; nobody has assessed it as such."
        return _no(StepKind.SITE_BAN, why)
    reason = "A temporary ban may follow; the headteacher decides, and the reason must be a risk on the premises."
    reason += _beside(incident, adults, steps)
    return _offered(StepKind.SITE_BAN, steps, " ".join([reason, *others]), tuple(person.id for person in adults))


def _referral(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    if not incident.flagged:
        why = (
            "A referral is for content assessed as illegal, defamatory, discriminatory or threatening; set that first."
        )
        return _no(StepKind.REFERRAL, why)
    return _offered(StepKind.REFERRAL, steps, "Serious content may be referred to the police or to lawyers.")


def _identify(incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    unknown = [person for person in incident.authors if not person.identified]
    if not unknown:
        return _no(StepKind.IDENTIFY, "Every author is known.")
    reason = f"Find out who is behind {_names(unknown)}; without that nobody can be contacted."
    in_vain = [person for person in unknown if fulfilled(StepKind.IDENTIFY, steps, person.id)]
    if len(in_vain) == len(unknown):
        reason = f"{_names(unknown)} could not be identified; should it come to light, say who it was."
    if incident.is_concern or len(in_vain) == len(unknown):
        return _offered(StepKind.IDENTIFY, steps, reason, tuple(person.id for person in unknown))
    return StepOffer(StepKind.IDENTIFY, Need.REQUIRED, "2.6", reason, tuple(person.id for person in unknown))


def _hold(_incident: Incident, steps: tuple[Step, ...]) -> StepOffer:
    reason = silence(steps) or "The police or another authority can ask that nobody is contacted."
    return _offered(StepKind.HOLD, steps, reason)


def _note(_incident: Incident, _steps: tuple[Step, ...]) -> StepOffer:
    return StepOffer(StepKind.NOTE, Need.ALLOWED, "", MEANING[StepKind.NOTE].purpose)


def _offered(kind: StepKind, steps: tuple[Step, ...], reason: str, people: tuple[int, ...] = ()) -> StepOffer:
    need = Need.UNDER_WAY if _planned(kind, steps) else Need.ALLOWED
    return StepOffer(kind, need, MEANING[kind].clause, reason, people)


def _no(kind: StepKind, why: str) -> StepOffer:
    return StepOffer(kind, Need.NOT_AVAILABLE, MEANING[kind].clause, why)


def _planned(kind: StepKind, steps: tuple[Step, ...]) -> bool:
    return any(step.kind is kind and step.open for step in steps)


def _in_complaints(incident: Incident, steps: tuple[Step, ...]) -> list[IncidentPerson]:
    """For whom the complaints procedure has still to be followed to its end (3.4)."""
    bound = [person for person in incident.known_authors if incident.goes_to_complaints(person)]
    return [person for person in bound if not fulfilled(StepKind.COMPLAINTS, steps, person.id)]


def _beside(incident: Incident, people: Iterable[IncidentPerson], steps: tuple[Step, ...]) -> str:
    """What is said with a step for somebody for whom the complaints procedure runs: it replaces nothing (3.4)."""
    bound = [person for person in _in_complaints(incident, steps) if person in people]
    return f" For {_names(bound)} the complaints procedure is followed beside it (3.4)." if bound else ""


def _names(people: Iterable[IncidentPerson]) -> str:
    return joined([person.shown for person in people])

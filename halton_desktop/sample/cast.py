"""Who acts in the sample office's cases, and how each errand of theirs is told in a line. All made up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentFacts,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity, Parent
from halton_desktop.sample.past_incidents import Earlier
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import prepare_ban
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import confirm_letter, prepare_letter
from halton_desktop.services.incidents.keep_evidence import add_evidence
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.take_step import cancel_step, finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession

HEADTEACHER = "Mrs G. Jones"


class Clock(Protocol):
    """The story's time, which may be moved."""

    now: datetime


@dataclass
class DemoCast:
    """Who acts: office, headteacher, administrator, the story's clock, and parents who can be written to."""

    office: OfficeSession
    head: OfficeSession
    administrator: OfficeSession
    clock: Clock
    parents: tuple[Parent, ...]
    bound: tuple[Parent, ...]
    incidents: dict[str, int] = field(default_factory=dict)

    def say(self, number: int) -> Parent:
        """One parent of the register, the same for the same number."""
        return self.parents[number * 17 % len(self.parents)]


def at(cast: DemoCast, moment: datetime) -> None:
    """Move the story to a moment."""
    cast.clock.now = moment


def record(
    cast: DemoCast,
    name: str,
    author: Parent | IncidentPerson,
    clauses: tuple[str, ...],
    platform: Platform,
    account: str,
    *,
    place: str = "",
    group: bool = False,
    affected: tuple[str, str] | None = None,
    flag: ContentFlag | None = None,
    legal: tuple[str, ...] = (),
    special: str = "",
    capacities: frozenset[Capacity] = frozenset(),
) -> int:
    """Record an incident under a name of the story; returns its id."""
    today = cast.office.today
    people = [author if isinstance(author, IncidentPerson) else author_from(author, capacities)]
    if affected is not None:
        people.append(IncidentPerson(0, PersonPart.AFFECTED, PersonKind.OTHER, affected[0], how=affected[1]))
    facts = IncidentFacts(
        happened_on=today - timedelta(days=1),
        reported_on=today,
        platform=platform,
        account=account,
        clauses=clauses,
        place=place,
        is_group_chat=group,
        flags=(FlagAssessment(flag, HEADTEACHER, today),) if flag else (),
        legal=legal,
        special_category=special,
    )
    cast.incidents[name] = record_incident(cast.office, NewIncident(facts, tuple(people)))
    return cast.incidents[name]


def author_from(parent: Parent, capacities: frozenset[Capacity]) -> IncidentPerson:
    """A parent as the author."""
    return IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=parent.id, capacities=capacities)


def contact(cast: DemoCast, incident: int, said: str, outcome: str = "reached", on: date | None = None) -> None:
    """Every open contact of a case is made."""
    for step in incident_page(cast.office, incident).steps:
        if step.open and step.kind is StepKind.CONTACT:
            finish_step(cast.office, step.id, outcome, {"how": "telephone", "said": said}, on)


def removal(cast: DemoCast, incident: int, asked_of: str, *, done: bool) -> None:
    """Material is asked to be taken down, and perhaps gone."""
    step = proposed_step(cast.office, incident, StepKind.REMOVAL)
    details = step.details | {"asked_of": asked_of, "asked_how": "telephone"}
    if done:
        details["checked_on"] = cast.office.today.isoformat()
        step = replace(step, state=StepState.DONE, outcome="removed", done_on=cast.office.today)
    plan_step(cast.office, replace(step, details=details))


def ban(cast: DemoCast, incident: int, days: int) -> int:
    """Prepare a complete ban of a case's first author; returns its id."""
    today = cast.office.today
    person = incident_page(cast.office, incident).incident.authors[0]
    ban = SiteBan(
        id=0,
        incident_id=incident,
        person_id=person.id,
        person=person.name,
        reason="What you said to and about a member of staff was taken as a threat",
        risk_on_premises="Staff would meet you at the gate and in the car park, where you said you would wait",
        from_on=today,
        to_on=today + timedelta(days=days),
        representations_by=today + timedelta(days=10),
        review_on=today + timedelta(days=min(days, 21) - 1),
        decided_by=HEADTEACHER,
        collection="The other parent or a grandmother brings and collects; you may wait in the car on Birchfield Road",
        meetings="Parents’ evening is by telephone with the form tutor",
    )
    return prepare_ban(cast.office, ban)


def letter(cast: DemoCast, incident: int, name: str) -> None:
    """A letter is printed and came out."""
    confirm_letter(cast.office, prepare_letter(cast.office, incident, name))


def keep(cast: DemoCast, incident: int, content: bytes, file_name: str, what: str, where: str) -> None:
    """A piece of evidence comes in."""
    origin = EvidenceOrigin(cast.office.today, cast.office.user.name, where, what)
    add_evidence(cast.office, incident, content, origin, file_name=file_name)


def reference(cast: DemoCast, name: str) -> str:
    """The reference of a case of the story."""
    return incident_page(cast.office, cast.incidents[name]).incident.reference


def enter_past(cast: DemoCast, past: Earlier) -> None:
    """A case of the last year, entered from the lever-arch file when the program came."""
    happened = cast.office.today - timedelta(days=past.days_ago)
    people = (author_from(cast.say(past.parent), frozenset()),)
    flags = (FlagAssessment(past.flag, HEADTEACHER, happened),) if past.flag else ()
    facts = IncidentFacts(happened, happened, past.platform, past.account, past.clauses, place=past.place, flags=flags)
    incident = record_incident(cast.office, NewIncident(facts, people))
    if past.outcome is not Outcome.NO_BREACH:
        contact(cast, incident, past.said, on=happened + timedelta(days=past.days_to_contact))
    else:
        for step in incident_page(cast.office, incident).steps:
            cancel_step(cast.office, step.id, "Looked into: nothing in the code was broken.")
    if past.outcome is Outcome.REMOVED:
        removal(cast, incident, "the parent", done=True)
    close_incident(cast.office, incident, past.outcome, past.reason)

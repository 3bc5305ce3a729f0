"""When a case may end, and with which outcome: what the file says against it, in whole sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from halton_desktop.domain.incidents.incident import Incident, Outcome
from halton_desktop.domain.incidents.incident_on_file import IncidentOnFile
from halton_desktop.domain.incidents.site_ban import NEVER_IMPOSED, SiteBan
from halton_desktop.domain.incidents.step import Step, StepState, days_tried, fulfilled, held, silence
from halton_desktop.domain.incidents.step_kind import ACTED, CONCLUDED, HELD, MEANING, REFERRED, REMOVED, StepKind
from halton_desktop.domain.incidents.step_rules import Need, offers
from halton_desktop.domain.name import fold, joined

TRIES = 2
"""On so many days at least somebody is tried before a case may end without anybody reached; the program's own floor."""

_GIVEN_UP = {Outcome.NOT_IDENTIFIED: StepKind.IDENTIFY, Outcome.NOT_REACHED: StepKind.CONTACT}
"""Outcomes that say themselves that a step came to nothing: its open try keeps no case open."""

ENDS_ALL = frozenset({Outcome.DUPLICATE, Outcome.OTHER_SCHOOL, Outcome.TAKEN_BACK})
"""Outcomes after which nothing is left to do here: what is planned falls away, and nothing more is required."""

_ENDED_WITH: dict[Outcome, tuple[StepKind, str, str]] = {
    Outcome.REMOVED: (StepKind.REMOVAL, REMOVED, "No request for removal has ended with the material gone (2.7)"),
    Outcome.AGREED: (StepKind.MEETING, HELD, "No meeting has been held (3.3)"),
    Outcome.COMPLAINT: (StepKind.COMPLAINTS, CONCLUDED, "The complaints procedure has not been followed to its end"),
    Outcome.REFERRED: (StepKind.REFERRAL, REFERRED, "The matter lies with nobody it was referred to (2.4)"),
}
"""Outcomes that speak of a step: its kind, how it must have ended, and what is said where none has."""


def borne_out(outcome: Outcome, incident: IncidentOnFile) -> bool:
    """Whether how a case ended is true of one reader of its letters too: they were met, contacted, told of a ban."""
    if outcome in _ENDED_WITH:
        kind, how, _ = _ENDED_WITH[outcome]
        gone = outcome is not Outcome.REMOVED or not _still_up(incident.steps)
        return gone and _has_ended(incident.steps_of(kind), kind, how)
    if outcome is Outcome.SANCTION:
        return any(incident.told_of(found) for found in incident.banned)
    if outcome in (Outcome.SETTLED, Outcome.NOT_REACHED):
        return incident.contacted is (outcome is Outcome.SETTLED)
    return True


def _has_ended(steps: Iterable[Step], kind: StepKind, how: str) -> bool:
    return any(step.kind is kind and step.state is StepState.DONE and step.outcome == how for step in steps)


def _still_up(steps: Iterable[Step]) -> list[Step]:
    """Requests that ended without the material's being gone, and were not made again since."""
    ended = [step for step in steps if step.kind is StepKind.REMOVAL and step.state is StepState.DONE]
    ended.sort(key=lambda step: step.done_on or date.min)
    return [
        step
        for place, step in enumerate(ended)
        if step.outcome != REMOVED and not any(_asks_again(later, step) for later in ended[place + 1 :])
    ]


def _asks_again(later: Step, step: Step) -> bool:
    same_place = fold(later.details.get("where", "")) == fold(step.details.get("where", ""))
    return same_place and later.person_id in (step.person_id, None)


def given_up(step: Step, outcome: Outcome) -> bool:
    """Whether an open step ends with the case because the outcome says that it came to nothing."""
    return step.open and step.kind is _GIVEN_UP.get(outcome)


def obstacles_to_closing(
    incident: Incident, steps: Iterable[Step], outcome: Outcome, bans: Iterable[SiteBan] = (), *, linked: bool = False
) -> tuple[str, ...]:
    """Why a case cannot be closed with this outcome, each a whole sentence; () when it can.

    Required steps must be taken to their end; a planned step is done or cancelled first. An author who could not be
    identified or reached stands in nobody's way when that is the outcome; where there was no breach, nobody need be
    contacted. An outcome that speaks of a step or a ban needs it on file: the closing letter says so to the parent.
    The same matter as another case is ``linked`` to it. With the police a case may rest while they ask for silence.
    """
    taken = tuple(steps)
    if outcome in ENDS_ALL:
        return _left_open(taken, outcome, linked=linked)
    resting = outcome is Outcome.REFERRED
    found = [
        f"The step “{MEANING[step.kind].name}”{_for(incident, step)} is still open: finish it, or say why not."
        for step in taken
        if step.open and not given_up(step, outcome) and not (resting and step.kind is StepKind.HOLD)
    ]
    open_kinds = {step.kind for step in taken if step.open}
    excused = {_GIVEN_UP[outcome]} if outcome in _GIVEN_UP else set[StepKind]()
    if outcome is Outcome.NO_BREACH:
        excused |= {StepKind.IDENTIFY, StepKind.CONTACT}
    for offer in offers(incident, taken):
        if offer.need is Need.REQUIRED and offer.kind not in open_kinds | excused:
            found.append(f"The code requires “{MEANING[offer.kind].name}” first ({offer.clause}): {offer.reason}")
    return (*found, *_not_true(incident, taken, outcome, bans))


def _left_open(steps: tuple[Step, ...], outcome: Outcome, *, linked: bool) -> tuple[str, ...]:
    found = [f"{silence(steps)} It is lifted first."] if held(steps) else []
    if outcome is Outcome.DUPLICATE and not linked:
        found.append("No other case is linked to this one: press Link… first, so that the other is found.")
    return tuple(found)


def _not_true(incident: Incident, steps: tuple[Step, ...], outcome: Outcome, bans: Iterable[SiteBan]) -> list[str]:
    """What the file says against an outcome."""
    if outcome in _ENDED_WITH:
        kind, how, why = _ENDED_WITH[outcome]
        if not _has_ended(steps, kind, how) and not (outcome is Outcome.REFERRED and held(steps)):
            return [f"{why}: finish that step first, or choose another outcome."]
        left = _still_up(steps) if outcome is Outcome.REMOVED else []
        return [
            f"A request for removal{_of(step)} ended as “{step.outcome}” (2.7): ask again, or choose another outcome."
            for step in left
        ]
    reached = any(fulfilled(StepKind.CONTACT, steps, person.id) for person in incident.known_authors)
    if outcome is Outcome.SETTLED and not reached:
        return ["Nobody was reached and nobody wrote back: a message left settles nothing with a parent (3.2)."]
    if outcome is Outcome.SANCTION and incident.is_concern:
        return ["A sanction is for a breach (2.4): tick the part of the code first."]
    if outcome is Outcome.SANCTION and not _sanctioned(steps, bans):
        return ["Nobody was banned, and no referral led to action (2.4): choose another outcome."]
    if outcome is Outcome.NOT_IDENTIFIED and all(person.identified for person in incident.authors):
        return ["Every author of this incident is known: choose another outcome."]
    if outcome is Outcome.NOT_REACHED:
        waiting = [person for person in incident.adult_authors if not fulfilled(StepKind.CONTACT, steps, person.id)]
        if not waiting:
            return ["Everybody who is known was reached: choose another outcome."]
        seldom = [person.shown for person in waiting if len(days_tried(steps, person.id)) < TRIES]
        return [f"Try {joined(seldom)} on at least {TRIES} days before giving up (3.2)."] if seldom else []
    return []


def _sanctioned(steps: Iterable[Step], bans: Iterable[SiteBan]) -> bool:
    """A ban that was imposed, or action by those it was referred to: what clause 2.4 names."""
    return any(ban.state not in NEVER_IMPOSED for ban in bans) or _has_ended(steps, StepKind.REFERRAL, ACTED)


def _of(step: Step) -> str:
    where = step.details.get("where", "").strip()
    return f" from {where}" if where else ""


def _for(incident: Incident, step: Step) -> str:
    person = next((person for person in incident.everybody if person.id == step.person_id), None)
    return f" for {person.shown}" if person else ""

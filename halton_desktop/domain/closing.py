"""When a case may end, and with which outcome: what the file says against it, in whole sentences."""

from __future__ import annotations

from collections.abc import Iterable

from halton_desktop.domain.incident import Incident, Outcome
from halton_desktop.domain.name import joined
from halton_desktop.domain.step import MEANING, Step, StepKind, days_tried, fulfilled
from halton_desktop.domain.step_rules import Need, offers

TRIES = 2
"""On so many days at least somebody is tried before a case may end without anybody reached; the program's own floor."""

_GIVEN_UP = {Outcome.NOT_IDENTIFIED: StepKind.IDENTIFY, Outcome.NOT_REACHED: StepKind.CONTACT}
"""Outcomes that say themselves that a step came to nothing: its open try keeps no case open."""


def given_up(step: Step, outcome: Outcome) -> bool:
    """Whether an open step ends with the case because the outcome says that it came to nothing."""
    return step.open and step.kind is _GIVEN_UP.get(outcome)


def obstacles_to_closing(incident: Incident, steps: Iterable[Step], outcome: Outcome) -> tuple[str, ...]:
    """Why a case cannot be closed with this outcome, each a whole sentence; () when it can.

    Required steps must be taken to their end; a planned step is done or cancelled first. An author who could not be
    identified or reached stands in nobody's way when that is the outcome; where there was no breach, nobody need be
    contacted.
    """
    taken = tuple(steps)
    found = [
        f"The step “{MEANING[step.kind].name}”{_for(incident, step)} is still open: finish it, or say why not."
        for step in taken
        if step.open and not given_up(step, outcome)
    ]
    open_kinds = {step.kind for step in taken if step.open}
    excused = {_GIVEN_UP[outcome]} if outcome in _GIVEN_UP else set[StepKind]()
    if outcome is Outcome.NO_BREACH:
        excused |= {StepKind.IDENTIFY, StepKind.CONTACT}
    for offer in offers(incident, taken):
        if offer.need is Need.REQUIRED and offer.kind not in open_kinds | excused:
            found.append(f"The code requires “{MEANING[offer.kind].name}” first ({offer.clause}): {offer.reason}")
    return (*found, *_not_true(incident, taken, outcome))


def _not_true(incident: Incident, steps: tuple[Step, ...], outcome: Outcome) -> list[str]:
    """What the file says against an outcome."""
    reached = any(fulfilled(StepKind.CONTACT, steps, person.id) for person in incident.known_authors)
    if outcome is Outcome.SETTLED and not reached:
        return ["Nobody was reached and nobody wrote back: a message left settles nothing with a parent (3.2)."]
    if outcome is Outcome.SANCTION and incident.is_concern:
        return ["A sanction is for a breach (2.4): tick the part of the code first."]
    if outcome is Outcome.NOT_IDENTIFIED and all(person.identified for person in incident.authors):
        return ["Every author of this incident is known: choose another outcome."]
    if outcome is Outcome.NOT_REACHED:
        waiting = [person for person in incident.adult_authors if not fulfilled(StepKind.CONTACT, steps, person.id)]
        if not waiting:
            return ["Everybody who is known was reached: choose another outcome."]
        seldom = [person.shown for person in waiting if len(days_tried(steps, person.id)) < TRIES]
        return [f"Try {joined(seldom)} on at least {TRIES} days before giving up (3.2)."] if seldom else []
    return []


def _for(incident: Incident, step: Step) -> str:
    person = next((person for person in incident.everybody if person.id == step.person_id), None)
    return f" for {person.shown}" if person else ""

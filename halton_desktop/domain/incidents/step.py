"""Steps in a case: what is kept of one, and when it counts as done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from halton_desktop.domain.incidents.step_kind import (
    ANSWERED,
    ATTEMPTS,
    HELD,
    MEANING,
    MESSAGE_LEFT,
    REACHED,
    FieldKind,
    StepField,
    StepKind,
)
from halton_desktop.domain.name import says_something
from halton_desktop.errors import InvalidInput


class StepState(StrEnum):
    """Where a step stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


CONTACTS = frozenset({StepKind.CONTACT, StepKind.OTHERS})
"""Speaking to somebody: what reached nobody is an attempt at it."""

_SENT = frozenset({"e-mail sent elsewhere", "letter"})
_UNHEARD = {REACHED: _SENT | {"through the platform"}, ANSWERED: _SENT}
"""Ways of contact in which nobody was heard, whatever the outcome says: what the school sends is no answer (3.2)."""


def fields_of(kind: StepKind, stages: tuple[str, ...], kept: dict[str, str]) -> tuple[StepField, ...]:
    """The form of a step with the stages of the school's complaints procedure; a stage kept under an old name stays."""
    named = tuple(dict.fromkeys((*stages, kept.get("stage", "")))) if kept.get("stage") else stages
    return tuple(replace(entry, choices=named) if entry.name == "stage" else entry for entry in MEANING[kind].fields)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``details`` holds its fields by name as text, days as ISO dates; ``person_id`` is an IncidentPerson."""

    id: int
    incident_id: int
    kind: StepKind
    state: StepState
    details: dict[str, str] = field(default_factory=dict)
    person_id: int | None = None
    owner_id: int | None = None
    owner: str = ""
    due_on: date | None = None
    outcome: str = ""
    done_on: date | None = None
    cancelled_reason: str = ""
    planned_at: datetime | None = None
    planned_by: str = ""
    done_by: str = ""
    """Who did it, or said that it was not needed, whoever looks after the case since."""

    @property
    def asked(self) -> bool:
        """Whether whoever decides the case has asked for it in their own name (3.6)."""
        return any(self.details.get(entry.name, "") for entry in MEANING[self.kind].fields if entry.headteacher)

    @property
    def headteachers(self) -> frozenset[str]:
        """The fields that nobody but whoever decides the case fills in or changes.

        Their own act; and once they have asked, also what they asked: the letter says it in their name.
        """
        theirs = [entry for entry in MEANING[self.kind].fields if entry.headteacher or (self.asked and entry.to_plan)]
        return frozenset(entry.name for entry in theirs)

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is StepState.PLANNED

    def overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.open and self.due_on is not None and self.due_on < today

    @property
    def fulfilled(self) -> bool:
        """Whether the step was taken to its end: done, and a contact with somebody reached or writing back."""
        return self.state is StepState.DONE and self.outcome not in ATTEMPTS and not self.only_sent

    @property
    def only_sent(self) -> bool:
        """Whether it calls contact what was merely sent (3.2)."""
        return self.kind in CONTACTS and self.details.get("how", "") in _UNHEARD.get(self.outcome, ())

    @property
    def summary(self) -> str:
        """One line for the timeline."""
        return step_summary(self)


def fulfilled(kind: StepKind, steps: Iterable[Step], person_id: int) -> bool:
    """Whether a step of this kind was taken to its end for somebody, or for the case as a whole."""
    return any(step.kind is kind and step.fulfilled and step.person_id in (person_id, None) for step in steps)


def held(steps: Iterable[Step]) -> Step | None:
    """The hold that is in force: the police or another authority asked that nobody is contacted."""
    return next((step for step in steps if step.kind is StepKind.HOLD and step.open), None)


def silence(steps: Iterable[Step]) -> str:
    """Who asked that nobody is contacted, and since when, as a sentence; "" while nobody did."""
    hold = held(steps)
    if hold is None:
        return ""
    day = day_of(hold.details.get("asked_on", ""))
    since = f" on {day:%d/%m/%Y}" if day else ""
    return f"Contact nobody: {hold.details.get('asked_by', '')} asked{since} that nobody is contacted about this."


def days_tried(steps: Iterable[Step], person_id: int) -> set[date | None]:
    """The days on which somebody was contacted, or tried."""
    done = [step for step in steps if step.kind is StepKind.CONTACT and step.state is StepState.DONE]
    return {step.done_on for step in done if step.person_id in (person_id, None)}


def day_of(text: str) -> date | None:
    """A day kept in a step's details, None where it is empty or not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def clock_of(text: str) -> time | None:
    """A time of day kept in a step's details, None where it is empty or not one."""
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError:
        return None


def step_summary(step: Step) -> str:
    """What a step comes to in one line: the fields that tell most, in the order of its form."""
    parts = []
    for entry in MEANING[step.kind].fields:
        value = step.details.get(entry.name, "").strip()
        if not value:
            continue
        if entry.kind is FieldKind.DAY:
            day = day_of(value)
            value = f"{entry.label.lower()} {day:%d/%m/%Y}" if day else value
        parts.append(value)
    return " · ".join(parts)


def checked_step(step: Step) -> Step:
    """The step as kept; raises InvalidInput naming the field that is missing for planning or finishing it."""
    done = step.state is StepState.DONE
    if step.state is StepState.CANCELLED:
        if not says_something(step.cancelled_reason):
            raise InvalidInput("cancelled_reason", "Say in a few words why it is not needed.")
        return step
    for entry in MEANING[step.kind].fields:
        value = step.details.get(entry.name, "").strip()
        to_finish = done and entry.to_finish and step.outcome not in entry.unless
        said = says_something(value) if entry.kind is FieldKind.TEXT else bool(value)
        if not said and (entry.to_plan or to_finish):
            raise InvalidInput(entry.name, f"Fill in “{entry.label}”.")
        if value and entry.kind is FieldKind.DAY and day_of(value) is None:
            raise InvalidInput(entry.name, f"“{value}” is not a date.", "Write it like 22/11/2026.")
        if value and entry.kind is FieldKind.CHOICE and entry.choices and value not in entry.choices:
            raise InvalidInput(entry.name, f"Choose “{entry.label}” from the list.")
    if done and step.outcome not in MEANING[step.kind].outcomes:
        raise InvalidInput("outcome", "Say how it ended.")
    if done and step.done_on is None:
        raise InvalidInput("done_on", "Say on which day it was done.")
    if done:
        _check_outcome(step)
    return step


def _check_outcome(step: Step) -> None:
    """An outcome that the step's own fields speak against."""
    if step.only_sent:
        raise InvalidInput(
            "outcome",
            "What the school sends is an attempt: nobody was reached by it, and nobody has answered yet.",
            f"Choose “{MESSAGE_LEFT}”; once they write or ring back, how they did, and “{ANSWERED}” (3.2).",
        )
    day = day_of(step.details.get("on", ""))
    if step.kind is StepKind.MEETING and step.outcome == HELD and day and step.done_on and day > step.done_on:
        raise InvalidInput("on", f"The meeting is to be on {day:%d/%m/%Y}: it cannot have been held before.")

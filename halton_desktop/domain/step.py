"""Steps in a case: what each kind of step records, and when a step counts as done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from halton_desktop.domain.name import says_something
from halton_desktop.errors import InvalidInput


class StepKind(StrEnum):
    """Everything the code lets a school do about a breach."""

    CONTACT = "contact"
    MEETING = "meeting"
    REMOVAL = "removal"
    GROUP_CLOSURE = "group closure"
    COMPLAINTS = "complaints procedure"
    SITE_BAN = "site ban"
    REFERRAL = "referral"
    IDENTIFY = "identify author"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class StepMeaning:
    """How a kind of step is spoken of: clause, button, name in lists, icon's office name, and what it is for."""

    clause: str
    button: str
    name: str
    icon: str
    purpose: str


MEANING = {
    StepKind.CONTACT: StepMeaning(
        "3.2", "Contact parent…", "Contact", "contact", "Speak to the parent or party directly and at once."
    ),
    StepKind.MEETING: StepMeaning(
        "3.3", "Ask for a meeting…", "Meeting", "meeting", "Ask the parent to a meeting about the misconduct."
    ),
    StepKind.REMOVAL: StepMeaning(
        "2.7", "Ask for removal…", "Removal", "removal", "Require damaging material to be taken down at once."
    ),
    StepKind.GROUP_CLOSURE: StepMeaning(
        "3.6", "Ask to close the group…", "Group closure", "group", "Ask for the group chat to be closed."
    ),
    StepKind.COMPLAINTS: StepMeaning(
        "2.2",
        "Complaints procedure…",
        "Complaints procedure",
        "complaint",
        "Refer to the school’s complaints procedure.",
    ),
    StepKind.SITE_BAN: StepMeaning(
        "2.4", "Site ban…", "Site ban", "ban", "Ban somebody from the school site for a time."
    ),
    StepKind.REFERRAL: StepMeaning(
        "2.4", "Police or legal referral…", "Referral", "police", "Refer the matter to the police or to lawyers."
    ),
    StepKind.IDENTIFY: StepMeaning(
        "2.6", "Identify the author…", "Identify author", "parent", "Find out who is behind the alias."
    ),
    StepKind.NOTE: StepMeaning("", "Add a note…", "Note", "note", "Keep something for the file."),
}


class StepState(StrEnum):
    """Where a step stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class FieldKind(StrEnum):
    """How a field of a step is filled in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CLOCK = "clock"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class StepField:
    """One thing a step records. ``to_plan`` and ``to_finish`` say when it must be filled in.

    A step that came to nothing (one of the outcomes ``unless``) is finished without it. A choice without ``choices``
    takes the school's own words (:func:`fields_of`). ``headteacher``: the act is the headteacher's, so nobody else says
    that it was done.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    choices: tuple[str, ...] = ()
    to_plan: bool = False
    to_finish: bool = False
    hint: str = ""
    unless: tuple[str, ...] = ()
    headteacher: bool = False


_HOW = ("telephone", "in person", "e-mail sent elsewhere", "letter", "through the platform")
REACHED = "reached"
ANSWERED = "wrote or rang back"
MESSAGE_LEFT = "message left"
NOT_REACHED = "not reached"
ATTEMPTS = (MESSAGE_LEFT, NOT_REACHED)
"""Clause 3.2 asks for contact: a voicemail, a message left with somebody or a letter sent is only an attempt at it."""
_SENT = frozenset({"e-mail sent elsewhere", "letter"})
_UNHEARD = {REACHED: _SENT | {"through the platform"}, ANSWERED: _SENT}
"""Ways of contact in which nobody was heard, whatever the outcome says: what the school sends is no answer (3.2)."""
HELD = "held"
_NOT_HELD = ("declined", "did not attend")
REMOVED, CONCLUDED, REFERRED, ACTED = "removed", "concluded", "referred", "action taken by them"
STAGES = ("informal", "formal, in writing", "panel hearing")
"""Where the school has named none of its own.

Three at least: Education (Independent School Standards) Regulations 2014, schedule 1, part 7."""

FIELDS: dict[StepKind, tuple[StepField, ...]] = {
    StepKind.CONTACT: (
        StepField("how", "How", FieldKind.CHOICE, (*_HOW, "e-mail received", "letter received"), to_finish=True),
        StepField("said", "What was said", FieldKind.TEXT, to_finish=True, unless=(REACHED, *ATTEMPTS)),
    ),
    StepKind.MEETING: (
        StepField("on", "Date", FieldKind.DAY, to_plan=True),
        StepField("at", "Time", FieldKind.CLOCK, to_plan=True),
        StepField("place", "Place", to_plan=True, hint="for example the headteacher’s office"),
        StepField("attended", "Who attended", to_finish=True, unless=_NOT_HELD),
        StepField("notes", "Notes of the meeting", FieldKind.TEXT),
        StepField("agreed", "What was agreed", FieldKind.TEXT, to_finish=True, unless=_NOT_HELD),
    ),
    StepKind.REMOVAL: (
        StepField("where", "Where it stands", to_plan=True, hint="page, group, post or link"),
        StepField(
            "asked_of", "Who was asked", to_plan=True, hint="the parent, the group’s administrator, the platform"
        ),
        StepField("asked_on", "Asked on", FieldKind.DAY, to_plan=True),
        StepField("asked_how", "How", FieldKind.CHOICE, _HOW, to_plan=True),
        StepField("deadline", "To be gone by", FieldKind.DAY, to_plan=True),
        StepField("checked_on", "Checked on", FieldKind.DAY, to_finish=True),
    ),
    StepKind.GROUP_CLOSURE: (
        StepField("group", "Group chat", to_plan=True),
        StepField(
            "continues",
            "What goes on in it",
            FieldKind.TEXT,
            to_plan=True,
            hint="the problems that continue although somebody was contacted: the reason for asking",
        ),
        StepField("asked_of", "Who is asked", to_plan=True, hint="the group’s administrator"),
        StepField("asked_on", "Asked on", FieldKind.DAY, to_finish=True, headteacher=True),
        StepField("asked_how", "How", FieldKind.CHOICE, _HOW, to_finish=True, headteacher=True),
        StepField("checked_on", "Checked on", FieldKind.DAY, to_finish=True),
    ),
    StepKind.COMPLAINTS: (
        StepField("referred_on", "Referred on", FieldKind.DAY, to_plan=True),
        StepField("referred_to", "Referred to", hint="the complaints co-ordinator, the chair of governors"),
        StepField("stage", "Stage", FieldKind.CHOICE, to_plan=True),
        StepField("stage_on", "Stage reached on", FieldKind.DAY),
        StepField("result", "Outcome of the procedure", FieldKind.TEXT, to_finish=True),
    ),
    StepKind.SITE_BAN: (),
    StepKind.REFERRAL: (
        StepField("to", "Referred to", FieldKind.CHOICE, ("police", "lawyers", "local authority"), to_plan=True),
        StepField("force", "Police force or firm", to_finish=True),
        StepField("reference", "Their reference", hint="crime or incident number"),
        StepField("officer", "Officer or contact"),
        StepField("on", "Referred on", FieldKind.DAY, to_finish=True),
        StepField("disclosed", "What was disclosed", FieldKind.TEXT, to_finish=True),
        StepField("basis", "Lawful basis", to_finish=True, hint="for example prevention of crime"),
    ),
    StepKind.IDENTIFY: (StepField("tried", "What was tried", FieldKind.TEXT),),
    StepKind.NOTE: (StepField("text", "Note", FieldKind.TEXT, to_plan=True),),
}
"""What each kind of step records, in the order of its form (clauses 2.2 to 3.6)."""


def fields_of(kind: StepKind, stages: tuple[str, ...], kept: dict[str, str]) -> tuple[StepField, ...]:
    """The form of a step with the stages of the school's complaints procedure; a stage kept under an old name stays."""
    named = tuple(dict.fromkeys((*stages, kept.get("stage", "")))) if kept.get("stage") else stages
    return tuple(replace(entry, choices=named) if entry.name == "stage" else entry for entry in FIELDS[kind])


OUTCOMES: dict[StepKind, tuple[str, ...]] = {
    StepKind.CONTACT: (REACHED, ANSWERED, *ATTEMPTS),
    StepKind.MEETING: (HELD, *_NOT_HELD),
    StepKind.REMOVAL: (REMOVED, "partly removed", "refused", "still there"),
    StepKind.GROUP_CLOSURE: ("closed", "not closed"),
    StepKind.COMPLAINTS: (CONCLUDED, "withdrawn"),
    StepKind.SITE_BAN: ("decided",),
    StepKind.REFERRAL: (REFERRED, "no action by them", ACTED),
    StepKind.IDENTIFY: ("identified", "not identified"),
    StepKind.NOTE: ("noted",),
}


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
        return self.kind is StepKind.CONTACT and self.details.get("how", "") in _UNHEARD.get(self.outcome, ())

    @property
    def summary(self) -> str:
        """One line for the timeline."""
        return step_summary(self)


def fulfilled(kind: StepKind, steps: Iterable[Step], person_id: int) -> bool:
    """Whether a step of this kind was taken to its end for somebody, or for the case as a whole."""
    return any(step.kind is kind and step.fulfilled and step.person_id in (person_id, None) for step in steps)


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
    for entry in FIELDS[step.kind]:
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
        if not step.cancelled_reason.strip():
            raise InvalidInput("cancelled_reason", "Say in a few words why it is not needed.")
        return step
    for entry in FIELDS[step.kind]:
        value = step.details.get(entry.name, "").strip()
        to_finish = done and entry.to_finish and step.outcome not in entry.unless
        said = says_something(value) if entry.kind is FieldKind.TEXT else bool(value)
        if not said and (entry.to_plan or to_finish):
            raise InvalidInput(entry.name, f"Fill in “{entry.label}”.")
        if value and entry.kind is FieldKind.DAY and day_of(value) is None:
            raise InvalidInput(entry.name, f"“{value}” is not a date.", "Write it like 22/11/2026.")
        if value and entry.kind is FieldKind.CHOICE and entry.choices and value not in entry.choices:
            raise InvalidInput(entry.name, f"Choose “{entry.label}” from the list.")
    if done and step.outcome not in OUTCOMES[step.kind]:
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

"""The kinds of step, each declared once: how it is spoken of, what it records, how it ends and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """Everything the code lets a school do about a breach, from what lies nearest, and is gentlest, on."""

    MEETING = "meeting"
    REMOVAL = "removal"
    GROUP_CLOSURE = "group closure"
    COMPLAINTS = "complaints procedure"
    CONTACT = "contact"
    OTHERS = "contact with others"
    PUPIL = "conduct of a pupil"
    SITE_BAN = "site ban"
    REFERRAL = "referral"
    IDENTIFY = "identify author"
    HOLD = "no-contact hold"
    NOTE = "note"


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

    It ``begins`` with words, or with what is known of the case: ``{today}``, ``{due}``, ``{where}``, ``{place}``,
    ``{author}`` and ``{stage}``. A step that came to nothing (one of the outcomes ``unless``) is finished without it. A
    choice without ``choices`` takes the school's own words (:func:`~halton_desktop.domain.incidents.step.fields_of`).
    ``headteacher``: the act is the headteacher's, so nobody else says that it was done.
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
    begins: str = ""


@dataclass(frozen=True, slots=True)
class StepMeaning:
    """Everything about a kind of step that needs no case.

    How it is spoken of: its clause, button, name in lists, icon's office name, and what it is for. What it records, in
    the order of its form, and how it may end; ``in_vain`` is how it ends with a case that gives it up.

    It is due in so many ``days`` unless something else is chosen: the office's, or the school's where people are asked
    to come (``in_school_days``). 0 is at once, on the day clause 3.2 names, which nobody puts off. Where a field of it
    names the day (``due_field``), it is due then. ``due`` is what it is called among what is due, and
    ``reminder`` the sentence of *Today* (``{about}``, ``{reference}``, ``{at}``, ``{decides}``).
    """

    clause: str
    button: str
    name: str
    icon: str
    purpose: str
    fields: tuple[StepField, ...]
    outcomes: tuple[str, ...]
    in_vain: str = ""
    days: int = 5
    in_school_days: bool = False
    due_field: str = ""
    due: str = "step"
    reminder: str = "A step in {reference}"
    begins_done: bool = False
    """Whether it is usually written down once it was done, as a telephone call is."""
    needs_breach: bool = False
    """Whether the code lets a school do it about a breach only, and not about a concern."""
    of_all: bool = False
    """Whether it may be about the case as a whole: a platform or the police are asked about no one person."""
    of_each: bool = False
    """Whether one may be under way for each of several people."""
    speaks: bool = False
    """Whether somebody is spoken to, so that a court order about them is told first."""
    held_back: bool = False
    """Whether nobody does it while the police or another authority asked that nobody is contacted."""

    @property
    def has_own_day(self) -> bool:
        """Whether the day it is due follows from itself: at once, or as one of its fields says."""
        return not self.days or bool(self.due_field)


_HOW = ("telephone", "in person", "e-mail sent elsewhere", "letter", "through the platform")
REACHED = "reached"
ANSWERED = "wrote or rang back"
MESSAGE_LEFT = "message left"
NOT_REACHED = "not reached"
ATTEMPTS = (MESSAGE_LEFT, NOT_REACHED)
"""Clause 3.2 asks for contact: a voicemail, a message left with somebody or a letter sent is only an attempt at it."""
HELD = "held"
PARENTS_TOLD, PASSED_ON = "parents told", "passed on, parents not told"
_NOT_HELD = ("declined", "did not attend")
REMOVED, CONCLUDED, REFERRED, ACTED = "removed", "concluded", "referred", "action taken by them"
NOT_IDENTIFIED = "not identified"
LIFTED = "lifted"
STAGES = ("informal", "formal, in writing", "panel hearing")
"""Where the school has named none of its own.

Three at least: Education (Independent School Standards) Regulations 2014, schedule 1, part 7."""

MEANING = {
    StepKind.CONTACT: StepMeaning(
        "3.2",
        "Contact parent…",
        "Contact",
        "contact",
        "Speak to the parent or party directly and at once.",
        fields=(
            StepField("how", "How", FieldKind.CHOICE, (*_HOW, "e-mail received", "letter received"), to_finish=True),
            StepField("said", "What was said", FieldKind.TEXT, to_finish=True, unless=(REACHED, *ATTEMPTS)),
        ),
        outcomes=(REACHED, ANSWERED, *ATTEMPTS),
        in_vain=NOT_REACHED,
        days=0,
        due="contact to make",
        reminder="Contact {about} about {reference} (3.2)",
        begins_done=True,
        speaks=True,
        held_back=True,
    ),
    StepKind.OTHERS: StepMeaning(
        "",
        "Contact victim or reporter…",
        "Contact with victim or reporter",
        "contact",
        "Speak to whoever was affected or reported it: how they are, and what the school may say. What is done about "
        "somebody else is not told.",
        fields=(
            StepField("how", "How", FieldKind.CHOICE, (*_HOW, "e-mail received", "letter received"), to_finish=True),
            StepField("said", "What was said", FieldKind.TEXT, to_finish=True, unless=(REACHED, *ATTEMPTS)),
            StepField("wishes", "What they wish", FieldKind.TEXT, hint="for example that nobody learns who told us"),
        ),
        outcomes=(REACHED, ANSWERED, *ATTEMPTS),
        days=1,
        due="contact to make",
        reminder="Speak to {about} about {reference}",
        begins_done=True,
        of_each=True,
        speaks=True,
        held_back=True,
    ),
    StepKind.PUPIL: StepMeaning(
        "",
        "Tell a pupil’s parents…",
        "Conduct of a pupil",
        "parent",
        "The code is for parents: tell the pupil’s parents, and pass it on under the school’s behaviour policy.",
        fields=(
            StepField("told", "Which parent or carer was told", to_finish=True, unless=(PASSED_ON,)),
            StepField("how", "How", FieldKind.CHOICE, _HOW, to_finish=True, unless=(PASSED_ON,)),
            StepField("said", "What was said", FieldKind.TEXT),
            StepField("passed_to", "Passed on to", to_finish=True, hint="the head of year, the pastoral lead"),
            StepField(
                "why_not", "Why the parents were not told", FieldKind.TEXT, to_finish=True, unless=(PARENTS_TOLD,)
            ),
        ),
        outcomes=(PARENTS_TOLD, PASSED_ON),
        days=1,
        due="pupil’s parents to tell",
        reminder="Tell the parents of {about}, and pass it on under the behaviour policy ({reference})",
        of_each=True,
        speaks=True,
        held_back=True,
    ),
    StepKind.COMPLAINTS: StepMeaning(
        "2.2",
        "Complaints procedure…",
        "Complaints procedure",
        "complaint",
        "Refer to the school’s complaints procedure.",
        fields=(
            StepField("referred_on", "Referred on", FieldKind.DAY, to_plan=True, begins="{today}"),
            StepField("referred_to", "Referred to", hint="the complaints co-ordinator, the chair of governors"),
            StepField("stage", "Stage", FieldKind.CHOICE, to_plan=True, begins="{stage}"),
            StepField("stage_on", "Stage reached on", FieldKind.DAY),
            StepField("result", "Outcome of the procedure", FieldKind.TEXT, to_finish=True),
        ),
        outcomes=(CONCLUDED, "withdrawn"),
        days=1,
        in_school_days=True,
        due="complaints procedure",
        reminder="Complaints procedure for {about} in {reference}",
        held_back=True,
    ),
    StepKind.IDENTIFY: StepMeaning(
        "2.6",
        "Identify the author…",
        "Identify author",
        "parent",
        "Find out who is behind the alias.",
        fields=(StepField("tried", "What was tried", FieldKind.TEXT),),
        outcomes=("identified", NOT_IDENTIFIED),
        in_vain=NOT_IDENTIFIED,
        due="author to identify",
        reminder="Identify {about} in {reference}",
    ),
    StepKind.REMOVAL: StepMeaning(
        "2.7",
        "Ask for removal…",
        "Removal",
        "removal",
        "Require damaging material to be taken down at once.",
        fields=(
            StepField("where", "Where it stands", to_plan=True, hint="page, group, post or link", begins="{where}"),
            StepField(
                "asked_of",
                "Who was asked",
                to_plan=True,
                hint="the parent, the group’s administrator, the platform",
                begins="{author}",
            ),
            StepField("asked_on", "Asked on", FieldKind.DAY, to_plan=True, begins="{today}"),
            StepField("asked_how", "How", FieldKind.CHOICE, _HOW, to_plan=True),
            StepField("deadline", "To be gone by", FieldKind.DAY, to_plan=True, begins="{due}"),
            StepField("checked_on", "Checked on", FieldKind.DAY, to_finish=True),
        ),
        outcomes=(REMOVED, "partly removed", "refused", "still there"),
        days=1,
        due_field="deadline",
        due="removal to check",
        reminder="Check that the material of {about} in {reference} was taken down",
        needs_breach=True,
        of_all=True,
        held_back=True,
    ),
    StepKind.MEETING: StepMeaning(
        "3.3",
        "Ask for a meeting…",
        "Meeting",
        "meeting",
        "Ask the parent to a meeting about the misconduct.",
        fields=(
            StepField("on", "Date", FieldKind.DAY, to_plan=True, begins="{due}"),
            StepField("at", "Time", FieldKind.CLOCK, to_plan=True, begins="15:45"),
            StepField("place", "Place", to_plan=True, hint="for example the headteacher’s office"),
            StepField("attended", "Who attended", to_finish=True, unless=_NOT_HELD),
            StepField("notes", "Notes of the meeting", FieldKind.TEXT),
            StepField("agreed", "What was agreed", FieldKind.TEXT, to_finish=True, unless=_NOT_HELD),
        ),
        outcomes=(HELD, *_NOT_HELD),
        in_school_days=True,
        due_field="on",
        due="meeting",
        reminder="Meeting with {about} about {reference}{at}",
        needs_breach=True,
        of_each=True,
        speaks=True,
        held_back=True,
    ),
    StepKind.GROUP_CLOSURE: StepMeaning(
        "3.6",
        "Ask to close the group…",
        "Group closure",
        "group",
        "Ask for the group chat to be closed.",
        fields=(
            StepField("group", "Group chat", to_plan=True, begins="{place}"),
            StepField(
                "continues",
                "What goes on in it",
                FieldKind.TEXT,
                to_plan=True,
                hint="the problems that continue although somebody was contacted: the reason for asking",
            ),
            StepField("asked_of", "Who is asked", to_plan=True, hint="the group’s administrator"),
            StepField("asked_on", "Asked on", FieldKind.DAY, to_finish=True, headteacher=True, begins="{today}"),
            StepField("asked_how", "How", FieldKind.CHOICE, _HOW, to_finish=True, headteacher=True),
            StepField("checked_on", "Checked on", FieldKind.DAY, to_finish=True),
        ),
        outcomes=("closed", "not closed"),
        days=2,
        due="group closure to check",
        reminder="Check that the group chat in {reference} was closed",
        needs_breach=True,
        of_all=True,
        held_back=True,
    ),
    StepKind.SITE_BAN: StepMeaning(
        "2.4",
        "Site ban…",
        "Site ban",
        "ban",
        "Ban somebody from the school site for a time.",
        fields=(),
        outcomes=("decided",),
        due="ban to decide",
        reminder="A site ban of {about} is prepared in {reference} and waits for {decides} (2.4)",
        needs_breach=True,
        held_back=True,
    ),
    StepKind.REFERRAL: StepMeaning(
        "2.4",
        "Police or legal referral…",
        "Referral",
        "police",
        "Refer the matter to the police or to lawyers.",
        fields=(
            StepField(
                "to",
                "Referred to",
                FieldKind.CHOICE,
                ("police", "lawyers", "local authority"),
                to_plan=True,
                begins="police",
            ),
            StepField("force", "Police force or firm", to_finish=True),
            StepField("reference", "Their reference", hint="crime or incident number"),
            StepField("officer", "Officer or contact"),
            StepField("on", "Referred on", FieldKind.DAY, to_finish=True, begins="{today}"),
            StepField("disclosed", "What was disclosed", FieldKind.TEXT, to_finish=True),
            StepField("basis", "Lawful basis", to_finish=True, hint="for example prevention of crime"),
        ),
        outcomes=(REFERRED, "no action by them", ACTED),
        days=1,
        due="referral",
        reminder="Police or legal referral of {about} in {reference}",
        of_all=True,
    ),
    StepKind.HOLD: StepMeaning(
        "2.4",
        "Police hold…",
        "No-contact hold",
        "police",
        "The police or another authority asked that nobody is contacted: no contact, no letter until it is lifted.",
        fields=(
            StepField(
                "asked_by",
                "Who asked for it",
                FieldKind.CHOICE,
                ("the police", "the local authority", "a court", "lawyers"),
                to_plan=True,
                begins="the police",
            ),
            StepField("officer", "Officer or contact"),
            StepField("reference", "Their reference", hint="crime or incident number"),
            StepField("asked_on", "Asked on", FieldKind.DAY, to_plan=True, begins="{today}"),
            StepField("scope", "What must not be done", FieldKind.TEXT),
            StepField("ask_again", "Ask them again on", FieldKind.DAY, to_plan=True, begins="{due}"),
            StepField("lifted_by", "Who lifted it", to_finish=True),
        ),
        outcomes=(LIFTED,),
        due_field="ask_again",
        due="hold to ask about",
        reminder="Ask whether the hold on {reference} still stands: until it is lifted nobody is contacted",
    ),
    StepKind.NOTE: StepMeaning(
        "",
        "Add a note…",
        "Note",
        "note",
        "Keep something for the file.",
        fields=(StepField("text", "Note", FieldKind.TEXT, to_plan=True),),
        outcomes=("noted",),
        days=0,
        begins_done=True,
    ),
}
"""In the order they come where the code requires them; when each is open to a case tells ``step_rules``.

Clauses 3.2 and 2.7 say "at once"; the other days are the program's own suggestion."""

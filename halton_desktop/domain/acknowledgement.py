"""The life of a form: prepared, issued, returned; each change is an event, and an undone event no longer counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from halton_desktop.errors import InvalidInput, Refused


class FormKind(StrEnum):
    """The two forms of the register."""

    ACKNOWLEDGEMENT = "acknowledgement"
    MESSAGE_CONSENT = "consent to view messages"


class FormState(StrEnum):
    """Where a form stands."""

    PREPARED = "prepared"
    NOT_SENT = "not sent"
    """Its only sending was undone: it stays on file, and whoever it is for has not been asked."""
    ISSUED = "issued"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    INVALID = "invalid"
    CALLED_BACK = "withdrawn by the school"
    """The school asks for it no longer, as where its case is closed; it stays in every list."""
    TAKEN_BACK = "taken back"
    """It was asked of somebody by mistake: kept with the reason, and shown, counted and found nowhere."""


class Answer(StrEnum):
    """What a returned form says."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WANTS_TO_TALK = "wants to talk"
    UNSIGNED = "unsigned"
    DAMAGED = "damaged"


class HowItCame(StrEnum):
    """By what way a form went out or came back."""

    PAPER = "paper"
    IN_PERSON = "in person"
    POST = "post"
    BY_PUPIL = "by the pupil"
    EMAIL = "by e-mail"
    TELEPHONE = "by telephone"


GONE = frozenset({FormState.SUPERSEDED, FormState.TAKEN_BACK})
"""Whether a parent has answered is never told by a form that stands so."""

ENDED = frozenset({FormState.WITHDRAWN, FormState.EXPIRED, FormState.INVALID, FormState.CALLED_BACK})
"""Whatever was answered by such a form no longer counts, and it cannot come back."""

SPOKEN = frozenset({HowItCame.TELEPHONE})
"""An answer nobody has in writing: it holds what was heard, and by whom."""


SETTLING = frozenset({Answer.ACCEPTED, Answer.DECLINED, Answer.WANTS_TO_TALK})
"""Answers by which the parent has answered; an unsigned or damaged slip leaves the parent outstanding."""


@dataclass(frozen=True, slots=True)
class FormEvent:
    """One thing that happened to a form. ``undoes`` is the id of an earlier event that no longer counts.

    Printing and sending keep the letter it was (``letter`` is its name), a sending the day the form is due back.
    """

    id: int
    form_id: int
    state: FormState
    at: datetime
    on: date
    user_id: int
    user_name: str = ""
    answer: Answer | None = None
    how: HowItCame | None = None
    note: str = ""
    undoes: int | None = None
    due_on: date | None = None
    letter_id: int | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class FormStatus:
    """What the events of one form add up to."""

    state: FormState
    answer: Answer | None = None
    on: date | None = None

    @property
    def outstanding(self) -> bool:
        """Whether the parent still owes an answer."""
        if self.state is FormState.ISSUED:
            return True
        return self.state is FormState.RETURNED and self.answer not in SETTLING

    @property
    def unsent(self) -> bool:
        """Whether it has not left the office, as far as anybody has said."""
        return self.state in (FormState.PREPARED, FormState.NOT_SENT)

    @property
    def settled(self) -> bool:
        """Whether the parent has answered, whatever the answer."""
        return self.state is FormState.RETURNED and self.answer in SETTLING


@dataclass(frozen=True, slots=True)
class Form:
    """A form with name, address, children and edition as they stood when it was issued."""

    id: int
    reference: str
    kind: FormKind
    edition_id: int
    parent_id: int
    status: FormStatus
    parent_name: str
    address: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    year_groups: tuple[str, ...] = ()
    issued_on: date | None = None
    due_on: date | None = None
    letter_id: int | None = None


@dataclass(frozen=True, slots=True)
class FormScan:
    """One scanned page. ``form_id`` None: set aside, ``problem`` says why; ``page`` counts from 1 within its stack.

    ``of_form_id`` is the form it was taken off.
    """

    id: int
    form_id: int | None
    stack: str
    page: int
    media_type: str
    size: int
    sha256: str
    problem: str
    arrived_at: datetime
    arrived_by: str
    of_form_id: int | None = None


def counting(events: Iterable[FormEvent]) -> list[FormEvent]:
    """The events that count, oldest first: neither undone nor themselves an undoing."""
    ordered = sorted(events, key=lambda event: event.id)
    undone = {event.undoes for event in ordered if event.undoes is not None}
    return [event for event in ordered if event.undoes is None and event.id not in undone]


@dataclass(frozen=True, slots=True)
class FormCourse:
    """What the events of one form add up to: the one answer behind lists, reminders, figures and undo.

    ``issued_on`` is the day it first went out, ``due_on`` when it is wanted back since it last did, ``letters`` the
    names of the letters that carried it, in order, and ``came_back`` what it said when it last came back.
    """

    status: FormStatus
    issued_on: date | None = None
    due_on: date | None = None
    letter_id: int | None = None
    letters: tuple[str, ...] = ()
    came_back: Answer | None = None


def course(events: Iterable[FormEvent], day: date | None = None) -> FormCourse:
    """Where a form with these events stands, today or as it stood at the end of a day: the last that counts decides."""
    known = list(events)
    alive = [event for event in counting(known) if day is None or event.on <= day]
    sent = [event for event in alive if event.state is FormState.ISSUED]
    printed = [event.letter_id for event in alive if event.letter_id is not None]
    answers = [event.answer for event in alive if event.state is FormState.RETURNED]
    return FormCourse(
        _standing(alive, known),
        min((event.on for event in sent), default=None),
        sent[-1].due_on if sent else None,
        printed[-1] if printed else None,
        tuple(event.letter for event in sent if event.letter),
        answers[-1] if answers else None,
    )


def _standing(alive: Sequence[FormEvent], known: Sequence[FormEvent]) -> FormStatus:
    if not alive:
        return FormStatus(FormState.PREPARED)
    last = alive[-1]
    undone = {event.undoes for event in known}
    sent_in_vain = any(event.state is FormState.ISSUED and event.id in undone for event in known)
    if last.state is FormState.PREPARED and sent_in_vain:
        return FormStatus(FormState.NOT_SENT, None, last.on)
    return FormStatus(last.state, last.answer, last.on)


_FROM_THE_OFFICE = frozenset(
    {FormState.ISSUED, FormState.RETURNED, FormState.SUPERSEDED, FormState.INVALID, FormState.CALLED_BACK}
)
_MAY_BECOME: dict[FormState, frozenset[FormState]] = {
    FormState.PREPARED: _FROM_THE_OFFICE,
    FormState.NOT_SENT: _FROM_THE_OFFICE,
    FormState.ISSUED: _FROM_THE_OFFICE | {FormState.EXPIRED},
    FormState.RETURNED: frozenset(
        {
            FormState.RETURNED,
            FormState.ISSUED,
            FormState.SUPERSEDED,
            FormState.WITHDRAWN,
            FormState.EXPIRED,
            FormState.INVALID,
            FormState.CALLED_BACK,
        }
    ),
}


def require_may_become(now: FormStatus, state: FormState) -> None:
    """Raise Refused unless a form standing so may take that state next.

    A prepared form may come straight back: the slip is in somebody's hand, so it was printed. A withdrawn, expired,
    superseded or invalid form stays so; a mistake is undone, not overwritten.
    """
    if state not in _MAY_BECOME.get(now.state, frozenset()):
        raise Refused(f"This form is {now.state.value} and cannot become {state.value}.", "Undo the last entry first.")


def require_may_return(now: FormStatus, day: date, answer: Answer | None = None) -> None:
    """Raise Refused when an answer is on file already; an unsigned or damaged slip may be returned again.

    Whoever wanted to talk has not decided: what they then say (``answer``) is one more entry.
    """
    require_may_become(now, FormState.RETURNED)
    decided = answer not in SETTLING - {Answer.WANTS_TO_TALK} or now.answer is not Answer.WANTS_TO_TALK
    if now.settled and decided:
        when = "today" if now.on == day else f"on {now.on:%d/%m/%Y}" if now.on else "before"
        raise Refused(
            f"This form was already returned {when} ({now.answer.value if now.answer else 'no answer'}).",
            "Undo that entry if it was a mistake.",
        )


def require_counts(kind: FormKind, answer: Answer, how: HowItCame, note: str) -> None:
    """Raise unless an answer that came this way counts, and says whose word it is.

    The code is accepted by telephone like anything else, and is recorded as that; consent to view messages is given in
    writing or not at all (3.5), while it is refused by any word that arrives.
    """
    if how not in SPOKEN:
        return
    if kind is FormKind.MESSAGE_CONSENT and answer is Answer.ACCEPTED:
        raise Refused(
            "Consent to view messages is given in writing: a telephone call does not count.",
            "Ask for the signed form, or for the parent’s own words by e-mail.",
            clause="3.5",
        )
    if not note.strip():
        raise InvalidInput("note", "Say who took the call, and what the parent said.")

"""Book forms as returned, by the reference that was scanned or typed; undo what was booked by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from halton_desktop.domain.acknowledgement import (
    Answer,
    Form,
    FormEvent,
    FormKind,
    FormState,
    HowItCame,
    counting,
    require_counts,
    require_may_return,
)
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.domain.name import joined, says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.reference import Reference, ReferenceKind, parse
from halton_desktop.errors import InvalidInput, NotAllowed, NotFound, Refused, UserError
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

GIVE_IT_TO_THEM = "Give it to them; they book it."
MOST_NOTE = 500
"""Characters of a note or reason; longer stories belong into an incident."""


class AlreadyReturned(Refused):
    """An answer is on file already; ``form_id`` is the form, so that it can be shown."""

    def __init__(self, refused: Refused, form_id: int) -> None:
        super().__init__(refused.message, refused.advice, refused.clause)
        self.form_id = form_id


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """A form that was just booked; ``form`` is how it stands now."""

    form: Form

    @property
    def reference(self) -> str:
        """As printed on the form."""
        return self.form.reference


class RefusedReturn(NamedTuple):
    """What was scanned or typed, and in plain words why it was not booked."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnSummary:
    """What became of a row of references, each list in the order they were given."""

    returned: tuple[ReturnedForm, ...]
    refused: tuple[RefusedReturn, ...]


def return_forms(
    session: OfficeSession,
    references: Sequence[str],
    answer: Answer = Answer.ACCEPTED,
    how: HowItCame = HowItCame.PAPER,
    on: date | None = None,
) -> ReturnSummary:
    """Book each reference in a transaction of its own; one that is refused keeps none of the others.

    Raises NotAllowed, InvalidInput (``on``), or a MachineError, which stops the row where it is.
    """
    day = _checked_day(session, on)
    returned: list[ReturnedForm] = []
    refused: list[RefusedReturn] = []
    for reference in references:
        try:
            returned.append(return_form(session, reference, answer, how, day))
        except UserError as error:
            if not session.may(Permission.RETURN_FORMS):
                raise
            refused.append(RefusedReturn(" ".join(reference.split()), f"{error.message} {error.advice}".strip()))
    return ReturnSummary(tuple(returned), tuple(refused))


def return_form(
    session: OfficeSession,
    reference: str,
    answer: Answer = Answer.ACCEPTED,
    how: HowItCame = HowItCame.PAPER,
    on: date | None = None,
    note: str = "",
) -> ReturnedForm:
    """Book one form as returned, ``on`` a day that is not in the future (today unless given).

    Raises UnreadableReference (nothing given, no reference, damaged), NotFound (never issued here), AlreadyReturned,
    or Refused for a letter's reference and for a form that can no longer come back.
    """
    day = _checked_day(session, on)
    with session.change(Permission.RETURN_FORMS) as work:
        form = form_with_reference(work, reference)
        returned = book(work, form, answer, how, day, checked_note(note))
        work.commit()
    return ReturnedForm(returned)


def change_answer(
    session: OfficeSession, form_id: int, answer: Answer, how: HowItCame = HowItCame.PAPER, note: str = ""
) -> ReturnedForm:
    """Say what a form that was just booked really said (declined, unsigned …): the first entry is undone, both stay.

    Raises Refused where the form's last entry is no return.
    """
    with session.change(Permission.RETURN_FORMS) as work:
        form = work.forms.get(form_id)
        last = last_entry(work, form)
        if last.state is not FormState.RETURNED:
            raise Refused("Only a form that was returned has an answer to change.", "Book it as returned first.")
        before = _undo(work, form, last, f"answer changed to {answer.value}")
        returned = book(work, before, answer, last.how or how, last.on, checked_note(note) or last.note)
        work.commit()
    return ReturnedForm(returned)


def undo_last(session: OfficeSession, form_id: int, reason: str) -> Form:
    """Undo the last thing that counts in a form's life; entry and reason both stay in its history.

    Returns the form as it stands now. Raises InvalidInput (``reason``) and Refused where there is nothing to undo.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why this is undone.", "For example: scanned by mistake.")
    with session.change(Permission.RETURN_FORMS) as work:
        form = work.forms.get(form_id)
        undone = _undo(work, form, last_entry(work, form), checked_note(reason, "reason"))
        if not counting(work.forms.events(form.id)):  # signed before the program: without its entry there is no form
            state, note = FormState.SUPERSEDED, "Its only entry was undone."
            stands = work.forms.happened(form.id, state, work.now, session.today, session.user.id, note=note)
            undone = replace(undone, status=stands)
        work.commit()
    return undone


def form_with_reference(work: UnitOfWork, text: str) -> Form:
    """The form whose reference was typed or scanned; every other case raises with an answer of its own."""
    reference = parse(text)
    if reference.kind in (ReferenceKind.GENERAL_LETTER, ReferenceKind.INCIDENT_LETTER):
        raise Refused(
            f"{reference} is the reference of a letter, not of a form.",
            "Scan the square code on the slip the parent signed.",
        )
    form = work.forms.with_reference(str(reference))
    if form is None:
        restricted = restricted_form(work, reference)
        if restricted:
            raise NotAllowed(restricted, GIVE_IT_TO_THEM)
        raise NotFound(
            f"{reference} is a proper reference, but no form of this office has it.",
            "It may come from another school, or from a printing that was never confirmed.",
        )
    return form


def restricted_form(work: UnitOfWork, reference: Reference) -> str:
    """Whose a form is that belongs to a case closed to the user, as a sentence; "" unless they may know of the case."""
    closed = work.cases.restrictions.shown_of_form(str(reference))
    named = joined([name for _, name in closed.named]) if closed else ""
    return f"{reference} is a form of an incident restricted to {named}." if closed else ""


def last_entry(work: UnitOfWork, form: Form) -> FormEvent:
    """The last event of a form that counts; raises Refused where there is none."""
    alive = counting(work.forms.events(form.id))
    if len(alive) == 1 and alive[0].state is FormState.SUPERSEDED:
        raise Refused("The only entry of this slip was undone already.", "Book the slip again.")
    if not alive or alive[-1].state is FormState.PREPARED:
        raise Refused("Nothing has happened to this form yet, so there is nothing to undo.")
    return alive[-1]


def checked_note(note: str, field: str = "note") -> str:
    """A note as kept; raises InvalidInput where it is too long."""
    kept = note.strip()
    if len(kept) > MOST_NOTE:
        raise InvalidInput(field, f"This is {len(kept)} characters long; at most {MOST_NOTE} are kept here.")
    return kept


def _checked_day(session: OfficeSession, on: date | None) -> date:
    if on is not None and on > session.today:
        raise InvalidInput("on", f"{on:%d/%m/%Y} is still to come.", "Give today or an earlier day.")
    return on or session.today


def book(work: UnitOfWork, form: Form, answer: Answer, how: HowItCame, day: date, note: str) -> Form:
    """Book a form inside the caller's transaction; raises as ``return_form``. Returns how it stands now."""
    _require_may_come_back(work, form, day)
    require_counts(form.kind, answer, how, note)
    went_out = [event.on for event in counting(work.forms.events(form.id)) if event.state is FormState.ISSUED]
    if went_out and day < min(went_out):
        raise InvalidInput(
            "on", f"This form went out on {min(went_out):%d/%m/%Y}, so it cannot have come back on {day:%d/%m/%Y}."
        )
    user = work.user.id if work.user else 0
    stands = work.forms.happened(form.id, FormState.RETURNED, work.now, day, user, answer=answer, how=how, note=note)
    work.record(
        "form returned",
        RecordKind.FORM,
        form.id,
        old={"state": form.status.state.value},
        new={"reference": form.reference, "answer": answer.value, "how": how.value, "on": f"{day:%Y-%m-%d}"},
    )
    work.touch(RecordKind.PARENT, form.parent_id)
    _unsign(work, form)
    return replace(form, status=stands)


def _unsign(work: UnitOfWork, form: Form) -> None:
    """The headteacher signs what the parent has signed: when that entry changes, the signature has to be given anew."""
    consent = work.consents.of_form(form.id) if form.kind is FormKind.MESSAGE_CONSENT else None
    if consent is not None:
        work.consents.countersign(consent.id, None, "")
        work.touch(RecordKind.CONSENT, consent.id)


def require_asked(work: UnitOfWork, form: Form) -> None:
    """Raise Refused where the form was asked by mistake, or for a case that was withdrawn: it takes no more entries."""
    if form.status.state is FormState.TAKEN_BACK:
        why = work.forms.events(form.id)[-1].note
        raise Refused(f"{form.reference} was taken back ({why}), so nothing is entered in it any more.")
    consent = work.consents.of_form(form.id)
    if consent and work.cases.incidents.get(consent.incident_id).state is IncidentState.WITHDRAWN:
        raise Refused(f"The case of {form.reference} was withdrawn, so nothing is entered in it any more.")


def _require_may_come_back(work: UnitOfWork, form: Form, day: date) -> None:
    require_asked(work, form)
    if form.status.state is FormState.SUPERSEDED:
        newer = next((f for f in work.forms.of_parent(form.parent_id) if f.kind is form.kind and f.id > form.id), None)
        instead = f"{newer.reference} took its place; book that one." if newer else "Print a new one."
        raise Refused("This form was replaced by a newer one and no longer counts.", instead)
    if form.status.state in (FormState.WITHDRAWN, FormState.EXPIRED, FormState.INVALID):
        raise Refused(
            f"This form is {form.status.state.value}, so it cannot come back.",
            "Print a new one, or undo that entry if it was a mistake.",
        )
    try:
        require_may_return(form.status, day)
    except Refused as refused:
        raise AlreadyReturned(refused, form.id) from refused


def _undo(work: UnitOfWork, form: Form, last: FormEvent, reason: str) -> Form:
    require_asked(work, form)
    user = work.user.id if work.user else 0
    stands = work.forms.happened(
        form.id, last.state, work.now, work.now.astimezone().date(), user, note=reason, undoes=last.id
    )
    work.record(
        "form entry undone",
        RecordKind.FORM,
        form.id,
        old={"state": last.state.value, "answer": last.answer.value if last.answer else None},
        new={"reference": form.reference, "state": stands.state.value, "reason": reason},
    )
    work.touch(RecordKind.PARENT, form.parent_id)
    if last.state is FormState.RETURNED:
        _unsign(work, form)
    return replace(form, status=stands)

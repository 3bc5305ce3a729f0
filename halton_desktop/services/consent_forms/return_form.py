"""Book forms as returned, by the reference that was scanned or typed; undo what was booked by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from halton_desktop.domain.acknowledgement import (
    ENDED,
    GONE,
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
from halton_desktop.domain.reference import Reference, ReferenceKind, initials, of_same_office, parse
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
    """A form that was just booked; ``form`` is how it stands now, ``entry_id`` the entry to undo for a mistake.

    ``still_owed`` says in a sentence that a slip of an older edition settles nothing of the one in force, or is "".
    """

    form: Form
    entry_id: int = 0
    still_owed: str = ""

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
        booked = ReturnedForm(returned, last_entry(work, returned).id, _still_owed(work, returned))
        work.commit()
    return booked


def change_answer(
    session: OfficeSession,
    form_id: int,
    answer: Answer,
    how: HowItCame = HowItCame.PAPER,
    note: str = "",
    entry_id: int | None = None,
) -> ReturnedForm:
    """Say what a form that was just booked really said (declined, unsigned …): the first entry is undone, both stay.

    ``entry_id`` is the entry that is mended, the last one unless given. Raises Refused where it is no return.
    """
    with session.change(Permission.RETURN_FORMS) as work:
        form = work.forms.get(form_id)
        last = _entry(work, form, entry_id)
        if last.state is not FormState.RETURNED:
            raise Refused("Only a form that was returned has an answer to change.", "Book it as returned first.")
        before = _undo(work, form, last, f"answer changed to {answer.value}")
        returned = book(work, before, answer, last.how or how, last.on, checked_note(note) or last.note)
        booked = ReturnedForm(returned, last_entry(work, returned).id, _still_owed(work, returned))
        work.commit()
    return booked


def undo_entry(session: OfficeSession, form_id: int, reason: str, entry_id: int | None = None) -> Form:
    """Undo one entry of a form's life, the last that counts unless given; entry and reason both stay in its history.

    Returns the form as it stands now. Raises InvalidInput (``reason``) and Refused where there is nothing to undo.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why this is undone.", "For example: scanned by mistake.")
    with session.change(Permission.RETURN_FORMS) as work:
        form = work.forms.get(form_id)
        undone = _undo(work, form, _entry(work, form, entry_id), checked_note(reason, "reason"))
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
        raise NotFound(*no_form_has(work, reference))
    stranger = printed_for_another(form, reference)
    if stranger:
        raise Refused(stranger, "Compare the names. If they are the same person, type the reference without its code.")
    return form


def no_form_has(work: UnitOfWork, reference: Reference) -> tuple[str, str]:
    """Where paper comes from whose reference is on no form here, as a sentence, and what to do."""
    own = work.office.share
    if reference.share and not of_same_office(reference.share, own):
        return f"{reference} was printed by the office of another school.", "Send it on to that school."
    if reference.share and reference.share != own:
        return (
            f"{reference} was printed by another copy of this office, or before it was restored from a backup, and no "
            "form here has it.",
            "Look in the copy it was printed with, or book it as a slip signed on paper.",
        )
    return (
        f"{reference} is a proper reference, but no form of this office has it.",
        "It may come from another school, or from a printing that was never confirmed.",
    )


def printed_for_another(form: Form, reference: Reference) -> str:
    """What is wrong where the code on the paper names other initials than the form's; "" where they agree."""
    if not reference.initials or reference.initials == initials(form.parent_name):
        return ""
    return (
        f"The code on this paper was printed for somebody with the initials {reference.initials}, but {reference} is "
        f"the form of {form.parent_name}."
    )


def restricted_form(work: UnitOfWork, reference: Reference) -> str:
    """Whose a form is that belongs to a case closed to the user, as a sentence; "" unless they may know of the case."""
    closed = work.incidents.restrictions.shown_of_form(str(reference))
    named = joined([name for _, name in closed.named]) if closed else ""
    return f"{reference} is a form of an incident restricted to {named}." if closed else ""


def last_entry(work: UnitOfWork, form: Form) -> FormEvent:
    """The last event of a form that counts; raises Refused where there is none."""
    alive = counting(work.forms.events(form.id))
    if len(alive) == 1 and alive[0].state is FormState.SUPERSEDED:
        raise Refused("The only entry of this slip was undone already.", "Book the slip again.")
    if not alive or alive[-1].state in (FormState.PREPARED, FormState.NOT_SENT):
        raise Refused("Nothing has happened to this form yet, so there is nothing to undo.")
    return alive[-1]


def _entry(work: UnitOfWork, form: Form, entry_id: int | None) -> FormEvent:
    """One entry that still counts, the last where none is named; raises Refused where it was undone meanwhile."""
    last = last_entry(work, form)
    if entry_id is None:
        return last
    found = next((event for event in counting(work.forms.events(form.id)) if event.id == entry_id), None)
    if found is None:
        raise Refused("This entry was undone already, so there is nothing left of it to undo.")
    return found


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
    _require_may_come_back(work, form, day, answer)
    require_counts(form.kind, answer, how, note)
    _require_there_by(work, form, day)
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


def _require_there_by(work: UnitOfWork, form: Form, day: date) -> None:
    """Raise InvalidInput (``on``) for a day before the form was there, as far as no wrong clock dated it."""
    today = work.now.astimezone().date()
    made = (FormState.PREPARED, FormState.ISSUED)
    there = [e.on for e in counting(work.forms.events(form.id)) if e.state in made and e.on <= today]
    if there and day < min(there):
        raise InvalidInput(
            "on", f"This form was printed on {min(there):%d/%m/%Y}, so it cannot have come back on {day:%d/%m/%Y}."
        )
    adopted = work.editions.get(form.edition_id).adopted_on
    if adopted is not None and day < adopted:
        raise InvalidInput("on", f"The edition this form is of was adopted on {adopted:%d/%m/%Y} only.")


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
    if consent and work.incidents.records.get(consent.incident_id).state is IncidentState.WITHDRAWN:
        raise Refused(f"The case of {form.reference} was withdrawn, so nothing is entered in it any more.")


def replaced_by_edition(work: UnitOfWork, form: Form) -> bool:
    """Whether a slip was replaced only because a newer edition was sent: there is no other of its own edition."""
    if form.kind is not FormKind.ACKNOWLEDGEMENT or form.status.state is not FormState.SUPERSEDED:
        return False
    own = [other for other in work.forms.of_parent(form.parent_id) if other.kind is form.kind]
    alive = [other.edition_id for other in own if other.status.state not in GONE]
    return bool(alive) and form.edition_id not in alive


def _still_owed(work: UnitOfWork, form: Form) -> str:
    """What the parent owes although this slip came back, because a newer edition was sent since; "" for nothing."""
    if form.kind is not FormKind.ACKNOWLEDGEMENT:
        return ""
    newer = [
        other
        for other in work.forms.of_parent(form.parent_id)
        if other.kind is form.kind and other.edition_id != form.edition_id and other.id > form.id
    ]
    owed = next((other for other in newer if other.status.outstanding), None)
    if owed is None:
        return ""
    signed, asked = (work.editions.get(one.edition_id).label.lower() for one in (form, owed))
    return f"This is the slip of {signed}; {owed.reference} of {asked} is still owed."


def _require_may_come_back(work: UnitOfWork, form: Form, day: date, answer: Answer) -> None:
    require_asked(work, form)
    if replaced_by_edition(work, form):
        return  # what was signed is booked as what it is; the slip of the newer edition stays owed
    if form.status.state is FormState.SUPERSEDED:
        newer = next((f for f in work.forms.of_parent(form.parent_id) if f.kind is form.kind and f.id > form.id), None)
        instead = f"{newer.reference} took its place; book that one." if newer else "Print a new one."
        raise Refused("This form was replaced by a newer one and no longer counts.", instead)
    if form.status.state in ENDED:
        raise Refused(
            f"This form is {form.status.state.value}, so it cannot come back.",
            "Print a new one, or undo that entry if it was a mistake.",
        )
    try:
        require_may_return(form.status, day, answer)
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

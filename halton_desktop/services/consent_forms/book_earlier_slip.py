"""Book a slip that was signed on paper before the program: there is no printed form of it, only the signed paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from halton_desktop.domain.acknowledgement import Answer, Form, FormKind, FormState, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.mailing import on_roll
from halton_desktop.domain.name import sort_key
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.reference import ReferenceKind
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.consent_forms.return_form import AlreadyReturned, ReturnedForm, checked_note
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

NOTE = "Signed on paper before the program."
REPLACED = "A slip signed on paper was booked."


@dataclass(frozen=True, slots=True)
class EarlierSlip:
    """The paper: whose it is, of which edition, the day it was signed, and what it says."""

    parent_id: int
    edition_id: int
    signed_on: date
    answer: Answer = Answer.ACCEPTED
    note: str = ""


def book_earlier_slip(session: OfficeSession, slip: EarlierSlip) -> ReturnedForm:
    """Put it on file as an answer of that day, with a reference to write on the paper.

    What the parent was still to return for that edition or an older one counts no longer. Raises InvalidInput naming
    the field, Refused for a draft, AlreadyReturned where an answer to the edition is on file.
    """
    note = checked_note(slip.note)
    with session.change(Permission.RETURN_FORMS) as work:
        edition = work.editions.get(slip.edition_id)
        _check_day(edition, slip.signed_on, session.today)
        family = next(iter(work.parents.families([slip.parent_id])), None)
        if family is None:
            raise NotFound("This parent is no longer in the register.")
        waiting = _unanswered(work, slip)
        [form_id] = work.forms.add([_row(session, work, family, edition)])
        words = f"{NOTE} {note}".strip()
        user, how = session.user.id, HowItCame.PAPER
        work.forms.happened(
            form_id, FormState.RETURNED, work.now, slip.signed_on, user, answer=slip.answer, how=how, note=words
        )
        waiting += work.forms.older_unanswered([form_id])
        for form in waiting:
            work.forms.happened(form, FormState.SUPERSEDED, work.now, session.today, user, note=REPLACED)
        booked = work.forms.get(form_id)
        new = {"reference": booked.reference, "edition": edition.number, "answer": slip.answer.value}
        work.record(
            "earlier slip booked", RecordKind.FORM, form_id, new=new | {"signed_on": slip.signed_on.isoformat()}
        )
        work.touch(RecordKind.FORM, *waiting)
        work.touch(RecordKind.PARENT, slip.parent_id)
        work.commit()
    return ReturnedForm(booked)


def _check_day(edition: Edition, signed_on: date, today: date) -> None:
    if edition.adopted_on is None:
        raise Refused(f"{edition.label} is still a draft, so nobody can have signed it.", clause="4.2")
    if signed_on > today:
        raise InvalidInput("signed_on", f"{signed_on:%d/%m/%Y} is still to come.", "Give the day on the slip.")
    if signed_on < edition.adopted_on:
        raise InvalidInput(
            "signed_on",
            f"{edition.label} was adopted on {edition.adopted_on:%d/%m/%Y} only.",
            "Choose the edition that was signed, or put the day of adoption right under Review history.",
        )


def _unanswered(work: UnitOfWork, slip: EarlierSlip) -> list[int]:
    """The parent's forms of that edition that are still out. Raises AlreadyReturned for one that was answered."""
    waiting = []
    for form in work.forms.of_parent(slip.parent_id):
        if form.kind is not FormKind.ACKNOWLEDGEMENT or form.edition_id != slip.edition_id:
            continue
        _require_not_answered(form)
        if form.status.state is not FormState.SUPERSEDED:
            waiting.append(form.id)
    return waiting


def _require_not_answered(form: Form) -> None:
    stands = form.status
    if stands.state is FormState.RETURNED and not stands.outstanding and stands.answer and stands.on:
        refused = Refused(
            f"{form.parent_name} has answered already: {stands.answer.value} on {stands.on:%d/%m/%Y}.",
            "Undo that entry first if it was a mistake.",
        )
        raise AlreadyReturned(refused, form.id)


def _row(session: OfficeSession, work: UnitOfWork, family: Family, edition: Edition) -> dict[str, Any]:
    [reference] = work.office.take_references(ReferenceKind.ACKNOWLEDGEMENT, session.today)
    parent, children = family.parent, on_roll(family)
    return {
        "reference": reference,
        "kind": FormKind.ACKNOWLEDGEMENT.value,
        "edition_id": edition.id,
        "parent_id": parent.id,
        "state": FormState.PREPARED.value,
        "parent_name": parent.full_name,
        "sort_name": sort_key(parent.surname, parent.forename),
        "address": [parent.full_name, *parent.address.block],
        "children": [child.pupil.name_and_form for child in children],
        "year_groups": sorted({child.pupil.year_group for child in children if child.pupil.year_group}),
    }

"""Print letters: prepare a batch with its references, make the PDF, then say whether it came out.

Between preparing and confirming, letters and forms are on file as *prepared*: if the program or the printer dies in
between, Today asks about the batch, and a slip that did reach a parent is known when it comes back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from halton_desktop.domain.acknowledgement import FormKind, FormState
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.issued_letter import IssuedLetter, KeptLetter, KeptPrinting, LetterBatch
from halton_desktop.domain.letter import (
    AcknowledgementLetter,
    AddressBlock,
    Envelope,
    EnvelopeSetting,
    LetterAddressee,
    Letterhead,
    Mailing,
)
from halton_desktop.domain.mailing import children_of, deadline_after, slip_so_far
from halton_desktop.domain.name import sort_key
from halton_desktop.domain.office_setting import place_of
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.reference import ReferenceKind
from halton_desktop.domain.sides import Sides
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.letters.letter_texts import text_of
from halton_desktop.services.letters.plan_letters import LetterPlan, PlannedLetter
from halton_desktop.services.letters.still_allowed import require_not_held, require_still_due
from halton_desktop.services.progress import IsCancelled, Progress, never, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.letter_store import NewLetter
from halton_desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from halton_desktop.domain.school import School
    from halton_desktop.letters.batch import BatchResult


DROPPED = "The printing was said not to have come out."


def prepare_letters(session: OfficeSession, plan: LetterPlan) -> int:
    """Put a plan on file as a prepared batch, every letter and slip with its reference; returns the batch id."""
    require(session.user.role, Permission.PRINT_LETTERS)
    if not plan.letters:
        raise Refused("There is no letter to print.", "See who was left out and why.")
    with session.change(Permission.PRINT_LETTERS) as work:
        require_not_held(work, plan)
        require_still_due(work, plan, session.today)
        batch_id = work.letters.add_batch(
            letter=plan.request.letter,
            per=plan.request.per.value,
            edition_id=plan.edition.id,
            template=text_of(session, work, plan.request.letter),
            common=_common(work, plan, session.today),
            logo=work.office.school().logo,
            prepared_at=work.now,
            prepared_by=session.user.id,
        )
        new = _new_letters(work, plan, _references(work, session.today, plan), session.today)
        letter_ids = work.letters.add_letters(batch_id, [letter for letter, _rows in new])
        printed = [(row, letter) for letter, (_, rows) in zip(letter_ids, new, strict=True) for row in rows]
        form_ids = work.forms.add([row for row, _letter in printed])
        on_letters = [letter for _row, letter in printed]
        work.forms.happened_to_many(
            form_ids, FormState.PREPARED, work.now, session.today, session.user.id, letter_ids=on_letters
        )
        summary = {"letter": plan.request.letter, "per": plan.request.per.value, "letters": len(letter_ids)}
        work.record("letters prepared", RecordKind.LETTER, batch_id, new=summary | {"forms": len(form_ids)})
        for parent_id, reason in plan.request.overrides.items():
            work.record(
                "letter block overridden", RecordKind.PARENT, parent_id, new={"reason": reason, "batch": batch_id}
            )
        work.touch(RecordKind.FORM, *form_ids)
        work.commit()
    return batch_id


def make_pdf(
    session: OfficeSession,
    batch_id: int,
    out: BinaryIO,
    progress: Progress = nobody_watches,
    cancelled: IsCancelled = never,
    *,
    sides: Sides | None = None,
) -> BatchResult:
    """Write every letter of a batch, exactly as prepared, into one PDF. Raises Cancelled, NotFound."""
    with session.look(Permission.PRINT_LETTERS) as work:
        batch = work.letters.batch(batch_id)
        letters = work.letters.of_batch(batch_id)
    return _print(session, batch, letters, out, sides, progress, cancelled)


def make_letter_pdf(session: OfficeSession, letter_id: int, out: BinaryIO) -> BatchResult:
    """Write one letter again, exactly as it was issued. Raises NotFound."""
    with session.look(Permission.LOOK) as work:
        letter = work.letters.get(letter_id)
        batch = work.letters.batch(letter.batch_id)
    return _print(session, batch, [letter], out, None, nobody_watches, never)


def confirm_letters(session: OfficeSession, batch_id: int, went_out: date | None = None) -> int:
    """Say that a prepared batch came out: its letters and forms are issued; returns how many forms.

    ``went_out`` is the day they were sent, today unless given: the time to answer counts from it. Raises InvalidInput.
    """
    day = went_out or session.today
    with session.change(Permission.PRINT_LETTERS) as work:
        batch = _prepared(work, batch_id)
        _check_went_out(day, batch, session.today)
        days, calendar = settings_of(work).days_to_return, work.incidents.calendar.calendar()
        due = max(batch.common.mailing.deadline, deadline_after(day, days, calendar))
        references = _slips(work, batch_id)
        forms = [form for form in map(work.forms.with_reference, references) if form is not None]
        going = [form for form in forms if form.status.unsent or form.status.outstanding]
        ids, on_letters = [form.id for form in going], [references[form.reference] for form in going]
        user = session.user.id
        work.forms.happened_to_many(ids, FormState.ISSUED, work.now, day, user, due_on=due, letter_ids=on_letters)
        replaced = work.forms.older_unanswered([form.id for form in forms])  # a new edition asks again
        note = "A newer edition of the code was sent."
        work.forms.happened_to_many(replaced, FormState.SUPERSEDED, work.now, session.today, user, note=note)
        work.touch(RecordKind.FORM, *replaced)
        work.letters.mark(batch_id, issued_at=work.now)
        work.record("letters issued", RecordKind.LETTER, batch_id, new={"letters": batch.letters, "forms": len(ids)})
        work.touch(RecordKind.FORM, *ids)
        work.touch(RecordKind.PARENT, *(form.parent_id for form in forms))
        work.commit()
    return len(ids)


def drop_letters(session: OfficeSession, batch_id: int) -> None:
    """Say that a prepared batch never came out: forms nobody has go, their references are never used again.

    A slip that another waiting batch carries too stays until that one is dropped as well; one of which a signed scan
    came in, or which was ever booked or sent, stays with its history.
    """
    with session.change(Permission.PRINT_LETTERS) as work:
        batch = _prepared(work, batch_id)
        waiting = {one.id for one in work.letters.unconfirmed()} - {batch_id}
        elsewhere = {slip for other in waiting for slip in _slips(work, other)}
        forms = [work.forms.with_reference(slip) for slip in _slips(work, batch_id) if slip not in elsewhere]
        unsent = [form.id for form in forms if form is not None and form.status.state is FormState.PREPARED]
        scanned = work.form_scans.count_of(unsent)
        unused = [form for form in unsent if form not in scanned and len(work.forms.events(form)) == 1]
        work.forms.remove(unused)
        kept = [form for form in unsent if form not in unused]
        work.forms.happened_to_many(kept, FormState.NOT_SENT, work.now, session.today, session.user.id, note=DROPPED)
        work.letters.mark(batch_id, dropped_at=work.now)
        work.record(
            "letters dropped", RecordKind.LETTER, batch_id, new={"letters": batch.letters, "forms": len(unused)}
        )
        work.touch(RecordKind.FORM, *unsent)
        work.commit()


def unconfirmed(session: OfficeSession) -> list[LetterBatch]:
    """Batches of which nobody has said yet whether they came out."""
    with session.look() as work:
        return work.letters.unconfirmed()


def letterhead_of(work: UnitOfWork, school: School | None = None) -> Letterhead:
    """The school as letters show it; ``school`` where somebody else than the headteacher signs."""
    school = school or work.office.school()
    return Letterhead(
        school=school.name,
        address=tuple(part for part in (*school.address.lines, school.address.postcode) if part),
        phone=school.telephone,
        email=school.email,
        website=school.website,
        headteacher=school.headteacher,
        headteacher_title=school.headteacher_title,
        logo=school.logo,
        privacy_notice=place_of(settings_of(work).privacy_notice, school),
    )


def _check_went_out(day: date, batch: LetterBatch, today: date) -> None:
    prepared = batch.prepared_at.astimezone().date()
    if day > today:
        raise InvalidInput("went_out", f"{day:%d/%m/%Y} is still to come.", "Say so once they have gone.")
    if day < min(prepared, today):
        raise InvalidInput("went_out", f"They were printed on {prepared:%d/%m/%Y}, so they cannot have gone before.")


def _prepared(work: UnitOfWork, batch_id: int) -> LetterBatch:
    batch = work.letters.batch(batch_id)
    if batch.issued_at is not None or batch.dropped_at is not None:
        raise Refused("Somebody has already said what became of this printing.")
    return batch


def _slips(work: UnitOfWork, batch_id: int) -> dict[str, int]:
    """The references of all slips of a batch, each with the letter it is on."""
    letters = work.letters.of_batch(batch_id)
    return {person.reference: letter.id for letter in letters for person in letter.content.people}


def _references(work: UnitOfWork, today: date, plan: LetterPlan) -> dict[int, str]:
    """Each parent's slip reference: that of their live form, else a new one."""
    known = {parent: form.reference for letter in plan.letters for parent, form in letter.forms.items()}
    new = [f.parent.id for letter in plan.letters for f in letter.families if f.parent.id not in known]
    return known | dict(
        zip(new, work.office.take_references(ReferenceKind.ACKNOWLEDGEMENT, today, len(new)), strict=True)
    )


def _new_letters(
    work: UnitOfWork, plan: LetterPlan, references: dict[int, str], today: date
) -> list[tuple[NewLetter, list[dict[str, Any]]]]:
    """Each letter with the rows of the forms that are new with it."""
    own = work.office.take_references(ReferenceKind.GENERAL_LETTER, today, len(plan.letters))
    made = []
    for reference, planned in zip(own, plan.letters, strict=True):
        addressee = planned.addressee(references.__getitem__)
        sent = [form.issued_on for form in planned.forms.values() if form.issued_on and form.issued_on <= today]
        content = KeptLetter(
            salutation=addressee.salutation,
            address=addressee.address.lines,
            people=addressee.people,
            standing=addressee.standing,
            first_sent=min(sent, default=None),
            slip_so_far=slip_so_far(planned.came_back),
            about=tuple(sorted(child.pupil.id for child in children_of(planned.families))),
        )
        parents = tuple(family.parent.id for family in planned.families)
        rows = _form_rows(planned, addressee, plan.edition)
        made.append((NewLetter(reference, planned.who, content, parents), rows))
    return made


def _form_rows(planned: PlannedLetter, addressee: LetterAddressee, edition: Edition) -> list[dict[str, Any]]:
    rows = []
    for family, person in zip(planned.families, addressee.people, strict=True):
        if family.parent.id in planned.forms:
            continue
        children = children_of([family])
        rows.append(
            {
                "reference": person.reference,
                "kind": FormKind.ACKNOWLEDGEMENT.value,
                "edition_id": edition.id,
                "parent_id": family.parent.id,
                "state": FormState.PREPARED.value,
                "parent_name": person.name,
                "sort_name": sort_key(family.parent.surname, family.parent.forename),
                "address": list(addressee.address.lines),
                "children": list(person.children),
                "year_groups": sorted({child.pupil.year_group for child in children if child.pupil.year_group}),
            }
        )
    return rows


def _common(work: UnitOfWork, plan: LetterPlan, today: date) -> KeptPrinting:
    settings, school, edition = settings_of(work), work.office.school(), plan.edition
    mailing = Mailing(
        written_on=today,
        deadline=deadline_after(today, settings.days_to_return, work.incidents.calendar.calendar()),
        edition=edition.label.lower(),
        in_force_from=edition.effective_on or today,
        clauses=edition.clauses,
        what_changed=edition.changes,
        complaints_policy=place_of(settings.complaints_procedure, school),
        whole_code=place_of(settings.whole_code, school),
        intent=edition.intent,
    )
    envelope = (Envelope(settings.envelope), settings.envelope_right_mm, settings.envelope_down_mm)
    overrides = tuple(sorted(plan.request.overrides))
    return KeptPrinting(replace(letterhead_of(work), logo=None), mailing, envelope, overrides)


def _print(
    session: OfficeSession,
    batch: LetterBatch,
    letters: list[IssuedLetter],
    out: BinaryIO,
    sides: Sides | None,
    progress: Progress,
    cancelled: IsCancelled,
) -> BatchResult:
    from halton_desktop.letters.batch import print_batch
    from halton_desktop.letters.template import parse_template

    return print_batch(
        map(_as_issued, letters),
        letterhead=replace(batch.common.letterhead, logo=batch.logo),
        template=parse_template(batch.letter, batch.template),
        mailing=batch.common.mailing,
        envelope=EnvelopeSetting(*batch.common.envelope),
        typefaces=typefaces_of(session),
        out=out,
        sides=sides,
        total=len(letters),
        progress=progress,
        cancelled=cancelled,
    )


def _as_issued(letter: IssuedLetter) -> AcknowledgementLetter:
    kept = letter.content
    addressee = LetterAddressee(kept.salutation, AddressBlock(kept.address), kept.people, kept.standing)
    return AcknowledgementLetter(addressee, letter.reference, kept.first_sent, kept.slip_so_far)

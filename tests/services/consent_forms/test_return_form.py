"""Booking returned forms: every kind of scan gets its own answer, and every mistake can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from halton_desktop.domain.acknowledgement import Answer, FormState, HowItCame
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.domain.permission import Permission, Role, may
from halton_desktop.domain.reference import Reference, ReferenceKind
from halton_desktop.errors import InvalidInput, NotAllowed, NotFound, Refused
from halton_desktop.services.consent_forms.return_form import (
    AlreadyReturned,
    change_answer,
    return_form,
    return_forms,
    undo_entry,
)
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, signed_in_as
from tests.helpers.issued_forms import a_form, many_forms, writing
from tests.helpers.sealed_incident import HEAD, ask, sealed_incident


def test_a_scanned_reference_books_the_form_as_returned_today(office: OfficeSession) -> None:
    form = a_form(office)
    summary = return_forms(office, [form.reference])
    assert summary.refused == ()
    [returned] = summary.returned
    assert returned.reference == form.reference
    assert returned.form.status.state is FormState.RETURNED
    assert returned.form.status.answer is Answer.ACCEPTED
    assert returned.form.status.on == office.today
    with office.look() as work:
        assert work.forms.get(form.id).status == returned.form.status


def test_the_reference_may_be_typed_carelessly(office: OfficeSession) -> None:
    form = a_form(office)
    typed = form.reference.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert return_forms(office, [typed]).returned[0].reference == form.reference


def test_every_wrong_scan_gets_its_own_answer_and_the_good_ones_are_kept(office: OfficeSession) -> None:
    good, twice = many_forms(office, 2)
    return_forms(office, [twice.reference])
    unknown = str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, 99_999))
    letter = str(Reference(ReferenceKind.GENERAL_LETTER, 2026, 5))
    damaged = good.reference[:-1] + ("X" if good.reference[-1] != "X" else "Y")
    summary = return_forms(office, [unknown, twice.reference, damaged, "5000159484695", letter, "", good.reference])
    assert [one.reference for one in summary.returned] == [good.reference]
    reasons = [reason for _reference, reason in summary.refused]
    for words, reason in zip(
        ("no form of this office has it", "already returned today (accepted)", "check character", "not a reference",
         "the reference of a letter", "No reference was given"),
        reasons,
        strict=True,
    ):  # fmt: skip
        assert words in reason
    assert len(set(reasons)) == 6


def test_a_form_of_an_unconfirmed_printing_may_come_back(office: OfficeSession) -> None:
    form = a_form(office, prepared_only=True)
    assert return_form(office, form.reference).form.status.state is FormState.RETURNED


def test_an_already_returned_form_says_which_one_it_is(office: OfficeSession) -> None:
    form = a_form(office)
    return_form(office, form.reference)
    with pytest.raises(AlreadyReturned) as refused:
        return_form(office, form.reference)
    assert refused.value.form_id == form.id


def test_an_unsigned_slip_leaves_the_parent_outstanding_and_may_come_back_signed(office: OfficeSession) -> None:
    form = a_form(office)
    first = return_form(office, form.reference, Answer.UNSIGNED)
    assert first.form.status.outstanding
    again = return_form(office, form.reference)
    assert not again.form.status.outstanding


def test_an_entry_is_undone_with_a_reason_and_both_stay_in_the_history(office: OfficeSession) -> None:
    form = a_form(office)
    return_form(office, form.reference, Answer.DECLINED, HowItCame.BY_PUPIL)
    undone = undo_entry(office, form.id, "wrong pile")
    assert undone.status.state is FormState.ISSUED
    with office.look() as work:
        prepared, issued, returned, undoing = work.forms.events(form.id)
        entries = work.audit.entries()
    assert (prepared.state, issued.state) == (FormState.PREPARED, FormState.ISSUED)
    assert (returned.answer, returned.how) == (Answer.DECLINED, HowItCame.BY_PUPIL)
    assert (undoing.undoes, undoing.note) == (returned.id, "wrong pile")
    assert entries[0].new["reason"] == "wrong pile"
    assert return_form(office, form.reference).form.status.answer is Answer.ACCEPTED


def test_undoing_needs_a_reason_and_something_to_undo(office: OfficeSession) -> None:
    form = a_form(office)
    with pytest.raises(InvalidInput) as refused:
        undo_entry(office, form.id, "  ")
    assert refused.value.field == "reason"
    assert undo_entry(office, form.id, "never left the office").status.state is FormState.NOT_SENT
    with pytest.raises(Refused, match="nothing to undo"):
        undo_entry(office, form.id, "again")


def test_an_answer_is_changed_by_one_step_that_keeps_both(office: OfficeSession) -> None:
    form = a_form(office)
    return_form(office, form.reference)
    assert change_answer(office, form.id, Answer.DECLINED).form.status.answer is Answer.DECLINED
    with office.look() as work:
        assert [event.answer for event in work.forms.events(form.id)][2:] == [Answer.ACCEPTED, None, Answer.DECLINED]
    with pytest.raises(Refused):
        change_answer(office, a_form(office).id, Answer.DECLINED)


def test_a_form_cannot_come_back_tomorrow_or_before_it_went_out(office: OfficeSession) -> None:
    form = a_form(office)
    with pytest.raises(InvalidInput, match="still to come"):
        return_forms(office, [form.reference], on=office.today + timedelta(days=1))
    with pytest.raises(InvalidInput, match="was printed on"):
        return_form(office, form.reference, on=office.today - timedelta(days=1))


def test_a_replaced_form_names_the_one_that_took_its_place(office: OfficeSession) -> None:
    old = a_form(office)
    from tests.helpers.issued_forms import issue_to

    [new] = issue_to(office, [old.parent_id])
    with writing(office) as work:
        work.forms.happened(old.id, FormState.SUPERSEDED, work.now, office.today, office.user.id)
        work.commit()
    [(_reference, reason)] = return_forms(office, [old.reference]).refused
    assert new.reference in reason


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_book_forms_do(office: OfficeSession, role: Role) -> None:
    first, second = many_forms(office, 2)
    return_form(office, second.reference)
    person = signed_in_as(office, role)
    errands = (
        lambda: return_forms(person, [first.reference]),
        lambda: change_answer(person, second.id, Answer.DECLINED),
        lambda: undo_entry(person, second.id, "wrong pile"),
    )
    for errand in errands:
        if may(role, Permission.RETURN_FORMS):
            errand()
        else:
            with pytest.raises(NotAllowed):
                errand()


def test_a_form_that_is_gone_is_said_to_be_gone(office: OfficeSession) -> None:
    with pytest.raises(NotFound):
        undo_entry(office, 4711, "no such form")


def test_a_form_keeps_name_address_and_edition_as_they_stood_when_it_went_out(office: OfficeSession) -> None:
    form = a_form(office)
    with office.look() as work:
        parent = work.parents.parent(form.parent_id)
    moved = replace(parent, surname="Newname", address=PostalAddress(("9 Low Road", "Runcorn"), "WA7 4QX"))
    change_parent(office, moved)
    with writing(office) as work:
        new = Edition(0, 2, "Second", (Clause("1.1", "Be kind."),), effective_on=office.today, adopted_on=office.today)
        work.editions.add(new, work.now)
        work.commit()
    returned = return_form(office, form.reference).form
    assert (returned.parent_name, returned.address, returned.edition_id) == (
        form.parent_name, form.address, form.edition_id,
    )  # fmt: skip
    assert parent.surname in returned.parent_name


@pytest.mark.case("harm-12")
def test_an_acceptance_by_telephone_is_recorded_as_that_with_who_took_it_down(office: OfficeSession) -> None:
    form = a_form(office)
    with pytest.raises(InvalidInput) as refused:
        return_form(office, form.reference, Answer.ACCEPTED, HowItCame.TELEPHONE)
    assert refused.value.field == "note"
    said = "Mrs Patel took the call: he has read it and agrees."
    return_form(office, form.reference, Answer.ACCEPTED, HowItCame.TELEPHONE, note=said)
    with office.look() as work:
        event = work.forms.events(form.id)[-1]
    assert (event.answer, event.how, event.note) == (Answer.ACCEPTED, HowItCame.TELEPHONE, said)


@pytest.mark.case("harm-12")
def test_consent_by_telephone_never_counts_and_a_refusal_by_telephone_does(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path)
    with incident.signed_in(HEAD) as head:
        form_id, reference = ask(head, incident)
        with pytest.raises(Refused, match="in writing") as refused:
            return_form(head, reference, Answer.ACCEPTED, HowItCame.TELEPHONE, note="She said yes to me.")
        assert refused.value.clause == "3.5"
        return_form(head, reference, Answer.DECLINED, HowItCame.TELEPHONE, note="She told Mrs Patel no.")
        with pytest.raises(Refused, match="in writing"):
            change_answer(head, form_id, Answer.ACCEPTED)


@pytest.mark.case("figures-10")
def test_a_slip_cannot_have_come_back_in_a_year_that_cannot_be(office: OfficeSession) -> None:
    form = a_form(office, prepared_only=True)
    with pytest.raises(InvalidInput, match="was printed on"):
        return_form(office, form.reference, on=date(1999, 1, 1))


@pytest.mark.case("figures-10")
def test_slips_of_letters_confirmed_while_the_clock_was_a_year_ahead_are_booked(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    right = clock.now
    clock.now = right + timedelta(days=365)
    form = a_form(office)
    clock.now = right + timedelta(days=2)
    assert return_form(office, form.reference).form.status.answer is Answer.ACCEPTED

"""A reminder goes only to those who owe, are due, were not reminded since and can be written to; the rest are named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.slip_letter import FIRST_REMINDER, SECOND_REMINDER
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.form_register import form_page, overdue_count
from halton_desktop.services.consent_forms.form_reminders import due_items, reminders_due
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.letters.plan_letters import LetterPlan, plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.keep_parents import pupil_left
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import issue_to, many_forms
from tests.services.letters.test_print_letters import issue, later

pytestmark = pytest.mark.case("figures-2")


def reminded(plan: LetterPlan) -> list[int]:
    return [family.parent.id for letter in plan.letters for family in letter.families]


@pytest.mark.parametrize("by_hand", [True, False])
def test_of_a_list_only_those_are_reminded_who_owe_are_due_and_can_be_written_to(
    office: OfficeSession, by_hand: bool
) -> None:
    forms = many_forms(office, 6)
    answers = (Answer.ACCEPTED, Answer.DECLINED, Answer.WANTS_TO_TALK, Answer.UNSIGNED)
    for form, answer in zip(forms, answers, strict=False):
        return_form(office, form.reference, answer)
    later(office, 20)
    people = [form.parent_id for form in forms]
    young, _ = add_family(office, [a_parent()], [a_pupil()])
    issue_to(office, young)
    never, _ = add_family(office, [a_parent()], [a_pupil()])
    away, _ = add_family(office, [a_parent(address=PostalAddress())], [a_pupil()])
    blocked, _ = add_family(office, [a_parent(do_not_write=True, do_not_write_reason="asked us not to")], [a_pupil()])
    contact, _ = add_family(office, [a_parent(capacities=frozenset({Capacity.OTHER_CONTACT}))], [a_pupil()])
    everybody = (*people, *young, *never, *away, *blocked, *contact)
    plan = plan_letters(office, LetterRequest(FIRST_REMINDER, parent_ids=everybody, by_hand=by_hand))
    assert set(reminded(plan)) == set(people[3:]) == set(reminders_due(office).first)
    named = {left.parent_id: left.reason for left in plan.not_printed}
    assert set(named) == set(everybody) - set(people[3:]) - (set() if by_hand else set(contact))
    assert named[people[0]] == "has answered already: accepted"
    assert named[people[2]] == "has answered already: wants to talk"
    assert named[young[0]].startswith("has until")
    assert named[never[0]] == "has not been sent the first letter yet"
    assert named[blocked[0]] == "do not write: asked us not to"


def test_the_first_reminder_never_goes_out_twice_on_a_day(office: OfficeSession) -> None:
    many_forms(office, 3)
    later(office, 30)
    request = LetterRequest(FIRST_REMINDER, Recipients.OUTSTANDING)
    batch = prepare_letters(office, plan_letters(office, request))
    again = plan_letters(office, request)
    assert reminded(again) == []
    assert {left.reason for left in again.not_printed} == {
        f"is on the reminders of {office.today:%d/%m/%Y}, of which nobody has said whether they came out"
    }
    confirm_letters(office, batch)
    assert reminded(plan_letters(office, request)) == []
    assert len(reminders_due(office).waiting) == 3


def test_the_second_reminder_goes_only_to_who_had_the_first_and_is_late_again(office: OfficeSession) -> None:
    first = many_forms(office, 2)
    later(office, 30)
    issue(office, LetterRequest(FIRST_REMINDER, Recipients.OUTSTANDING))
    second = many_forms(office, 2)
    later(office, 30)
    everybody = tuple(form.parent_id for form in (*first, *second))
    plan = plan_letters(office, LetterRequest(SECOND_REMINDER, parent_ids=everybody))
    assert set(reminded(plan)) == {form.parent_id for form in first} == set(reminders_due(office).second)
    assert {left.reason for left in plan.not_printed} == {"has not had the first reminder yet"}


def test_a_reminder_is_nobodys_first_letter(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))
    plan = plan_letters(office, LetterRequest(FIRST_REMINDER, parent_ids=(parent,)))
    assert reminded(plan) == []
    assert [left.reason for left in plan.not_printed] == ["has not been sent the first letter yet"]


def test_the_blocked_are_not_due_for_ever(office: OfficeSession) -> None:
    (parent,), (pupil,) = add_family(office, [a_parent()], [a_pupil()], court_order=True)
    issue_to(office, [parent])
    later(office, 30)
    due = reminders_due(office)
    assert (due.first, due.second, due.held) == ((), (), (parent,))
    assert due_items(office) == ()
    pupil_left(office, pupil, office.today)
    assert reminders_due(office).outstanding == 0


def test_whoever_answers_between_choosing_and_printing_is_not_reminded(office: OfficeSession) -> None:
    [form] = many_forms(office, 1)
    later(office, 30)
    plan = plan_letters(office, LetterRequest(FIRST_REMINDER, Recipients.OUTSTANDING))
    return_form(office, form.reference)
    with pytest.raises(Refused, match="has answered already: accepted"):
        prepare_letters(office, plan)


@pytest.mark.case("figures-6")
def test_letters_confirmed_late_give_their_time_from_the_day_they_went_out(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))
    later(office, 60)
    gone = office.today - timedelta(days=5)
    with pytest.raises(InvalidInput, match="still to come"):
        confirm_letters(office, batch, office.today + timedelta(days=1))
    with pytest.raises(InvalidInput, match="cannot have gone before"):
        confirm_letters(office, batch, office.today - timedelta(days=90))
    confirm_letters(office, batch, gone)
    form = parent_page(office, parent).forms[0]
    assert form.issued_on == gone
    assert str(form.due_on) >= str(gone + timedelta(days=14))
    assert reminders_due(office).overdue == 0
    assert return_form(office, form.reference, on=gone - timedelta(days=3)).form.status.settled


@pytest.mark.case("figures-10")
def test_a_sending_on_a_day_to_come_silences_no_reminder(office: OfficeSession) -> None:
    later(office, 365)
    forms = many_forms(office, 3)
    later(office, -360)
    assert len(reminders_due(office).first) == overdue_count(office) == 3
    [item] = due_items(office)
    assert (item.due_on, item.urgent) == (office.today, True)
    plan = plan_letters(office, LetterRequest(FIRST_REMINDER, Recipients.OUTSTANDING))
    batch = prepare_letters(office, plan)
    with office.look() as work:
        assert {letter.content.first_sent for letter in work.letters.of_batch(batch)} == {None}
    confirm_letters(office, batch)
    assert overdue_count(office) == 0
    assert {form_page(office, form.id).form.issued_on for form in forms} == {office.today}
    later(office, 20)
    assert len(reminders_due(office).second) == 3

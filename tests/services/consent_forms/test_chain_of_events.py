"""One chain of events per form: what was sent, when it is due and where it stands follow from it, undoing included."""

from __future__ import annotations

import pytest

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.errors import Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.consent_forms.acknowledgement_coverage import overview
from halton_desktop.services.consent_forms.form_register import form_page
from halton_desktop.services.consent_forms.form_reminders import reminders_due
from halton_desktop.services.consent_forms.return_form import change_answer, return_form, undo_entry
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import drop_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.services.letters.test_print_letters import issue, later

pytestmark = pytest.mark.case("figures-3")
REMINDER = LetterRequest("reminder_1", Recipients.OUTSTANDING)


@pytest.fixture
def parent(office: OfficeSession) -> int:
    """Somebody who was written to today."""
    (one,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    return one


def the_form(office: OfficeSession, parent: int) -> int:
    return parent_page(office, parent).forms[0].id


def test_undoing_a_reminder_moves_the_due_date_back_and_the_first_reminder_is_next(
    office: OfficeSession, parent: int
) -> None:
    form = form_page(office, the_form(office, parent)).form
    later(office, 30)
    issue(office, REMINDER)
    reminded = form_page(office, form.id).form
    assert str(reminded.due_on) > str(form.due_on)
    assert reminded.letter_id != form.letter_id
    undo_entry(office, form.id, "The reminder was never sent.")
    back = form_page(office, form.id).form
    assert (back.due_on, back.issued_on, back.letter_id) == (form.due_on, form.issued_on, form.letter_id)
    assert reminders_due(office).first == (parent,)
    assert plan_letters(office, REMINDER).people == 1
    assert check(office).ok


def test_undoing_the_first_letter_leaves_somebody_who_was_not_asked(office: OfficeSession, parent: int) -> None:
    form_id = the_form(office, parent)
    undo_entry(office, form_id, "The letter was never sent.")
    form = form_page(office, form_id).form
    assert (form.status.state, form.issued_on, form.due_on) == (FormState.NOT_SENT, None, None)
    counted = overview(office)
    assert counted.not_told == (parent,)
    assert counted.school.not_asked == 1
    assert parent_page(office, parent).acknowledged.value == "not asked yet"
    assert check(office).ok


def test_closing_a_preview_deletes_nothing_that_was_issued_or_booked(office: OfficeSession, parent: int) -> None:
    form_id = the_form(office, parent)
    undo_entry(office, form_id, "The letter was never sent.")
    preview = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement", parent_ids=(parent,))))
    drop_letters(office, preview)
    assert [event.state.value for event in form_page(office, form_id).events] == ["prepared", "issued", "issued"]
    assert overview(office).not_told == (parent,)


def test_a_slip_booked_from_an_unconfirmed_printing_keeps_its_history_when_that_is_dropped(
    office: OfficeSession,
) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    preview = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))
    form_id = the_form(office, parent)
    undo_entry(office, return_form(office, form_page(office, form_id).form.reference).form.id, "Wrong pile.")
    drop_letters(office, preview)
    assert form_page(office, form_id).form.status.state is FormState.NOT_SENT
    assert overview(office).not_told == (parent,)
    assert check(office).ok


def test_undo_takes_back_its_own_entry_not_the_newest(office: OfficeSession, parent: int) -> None:
    form = form_page(office, the_form(office, parent)).form
    booked = return_form(office, form.reference, Answer.UNSIGNED)
    later(office, 30)
    issue(office, REMINDER)
    undo_entry(office, form.id, "Scanned by mistake.", booked.entry_id)
    page = form_page(office, form.id)
    assert page.form.status.state is FormState.ISSUED
    assert str(page.form.due_on) > str(office.today)
    with office.look() as work:
        [course] = work.forms.courses({page.form.parent_id: page.form}).values()
    assert (course.came_back, course.letters) == (None, ("acknowledgement", "reminder_1"))
    with pytest.raises(Refused, match="undone already"):
        undo_entry(office, form.id, "Again.", booked.entry_id)


def test_an_answer_that_was_changed_meanwhile_is_not_undone_by_the_first_sitting(
    office: OfficeSession, parent: int
) -> None:
    form = form_page(office, the_form(office, parent)).form
    booked = return_form(office, form.reference)
    change_answer(office, form.id, Answer.DECLINED)
    with pytest.raises(Refused, match="undone already"):
        undo_entry(office, form.id, "Scanned by mistake.", booked.entry_id)
    assert form_page(office, form.id).form.status.answer is Answer.DECLINED

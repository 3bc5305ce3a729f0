"""A closing day entered later moves what is due on it, and says beforehand what it moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from halton_desktop.domain.calendar import Closure, ClosureKind, SchoolCalendar
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.moved_by_calendar import moved_by
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.consent_forms.form_register import form_page, overdue_count
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.incidents import author, incident_about, parent_in
from tests.helpers.issued_forms import many_forms
from tests.services.letters.test_print_letters import later

pytestmark = pytest.mark.case("figures-6")


def closed(first: date, last: date | None = None, kind: ClosureKind = ClosureKind.CLOSURE) -> SchoolCalendar:
    return SchoolCalendar(closures=(Closure(kind, "Snow", first, last or first),))


def test_slips_wanted_on_a_day_that_is_closed_are_wanted_on_the_next(office: OfficeSession) -> None:
    forms = many_forms(office, 3)
    return_form(office, forms[0].reference)
    due = forms[1].due_on
    assert due is not None
    snow = closed(due, due + timedelta(days=1))
    after = SchoolCalendar.school_day_on_or_after(snow, due)
    assert moved_by(office, snow) == (f"2 forms wanted back by {due:%d/%m/%Y} would be wanted by {after:%d/%m/%Y}.",)
    assert form_page(office, forms[1].id).form.due_on == due, "saying it moves nothing"
    keep_school_calendar(office, snow)
    assert {form_page(office, form.id).form.due_on for form in forms[1:]} == {after}
    assert form_page(office, forms[0].id).form.due_on == due, "what came back is due no more"
    [changed] = history_of(office, RecordKind.SCHOOL_CALENDAR, 1)
    assert changed.new["moved"] == [f"{form.reference}: {due} to {after}" for form in forms[1:]]
    later(office, (due - office.today).days + 1)
    assert overdue_count(office) == 0
    assert check(office).ok


def test_letters_still_to_be_confirmed_are_named_and_their_slips_follow(office: OfficeSession) -> None:
    add_family(office, [a_parent()], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))
    with office.look() as work:
        due = work.letters.batch(batch).common.mailing.deadline
    [words] = moved_by(office, closed(due))
    assert words.startswith(f"1 letter still to be confirmed: the slips, wanted by {due:%d/%m/%Y} as printed")
    keep_school_calendar(office, closed(due))
    confirm_letters(office, batch)
    with office.look() as work:
        [form] = work.forms.by_ids([1])
    assert form.due_on == closed(due).school_day_on_or_after(due)


def test_a_contact_due_on_a_closed_day_moves_and_one_on_an_inset_day_does_not(office: OfficeSession) -> None:
    incident_id = incident_about(office, author(parent_in(office)))
    [step] = [step for step in incident_page(office, incident_id).steps if step.kind is StepKind.CONTACT]
    assert step.due_on == office.today
    assert moved_by(office, closed(office.today, kind=ClosureKind.INSET)) == ()
    tomorrow = office.today + timedelta(days=1)
    reference = incident_page(office, incident_id).incident.reference
    assert moved_by(office, closed(office.today)) == (
        f"Contact in {reference}, due on {office.today:%d/%m/%Y}, would be due on {tomorrow:%d/%m/%Y}.",
    )
    keep_school_calendar(office, closed(office.today))
    [step] = [step for step in incident_page(office, incident_id).steps if step.kind is StepKind.CONTACT]
    assert step.due_on == tomorrow


def test_what_is_past_its_day_stays_past_it_and_nothing_is_due_earlier(office: OfficeSession) -> None:
    forms = many_forms(office, 2)
    due = forms[0].due_on
    assert due is not None
    keep_school_calendar(office, closed(due))
    moved = form_page(office, forms[0].id).form.due_on
    assert moved is not None
    assert moved > due
    assert moved_by(office, SchoolCalendar()) == ()
    keep_school_calendar(office, SchoolCalendar())
    assert form_page(office, forms[0].id).form.due_on == moved
    later(office, 30)
    assert overdue_count(office) == 2
    assert moved_by(office, closed(moved)) == ()

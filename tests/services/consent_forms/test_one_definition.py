"""Who owes an answer, and who is overdue, is one thing: in lists, bars, the badge, on Today and in what is printed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.acknowledgement import FormKind
from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.domain.coverage import CountedBy
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.register import Acknowledged, FormFilter, ParentFilter
from halton_desktop.services.consent_forms.acknowledgement_coverage import coverage, whole_school
from halton_desktop.services.consent_forms.form_register import form_ids, form_lines, overdue_count
from halton_desktop.services.consent_forms.form_reminders import due_items, reminders_due
from halton_desktop.services.consent_forms.print_register import outstanding_pages
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.keep_parents import pupil_left
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import issue_to, many_forms, writing
from tests.services.letters.test_print_letters import issue, later

pytestmark = pytest.mark.case("figures-4")


def overdue_everywhere(office: OfficeSession) -> set[int]:
    """How many are overdue by every page that says so."""
    acknowledgements = FormFilter(kind=FormKind.ACKNOWLEDGEMENT, overdue_on=office.today)
    return {
        whole_school(office).overdue,
        reminders_due(office).overdue,
        overdue_count(office),
        len(form_ids(office, acknowledgements)),
        len(parent_ids(office, ParentFilter(acknowledged=Acknowledged.OVERDUE))),
        sum(line.overdue for line in form_lines(office, form_ids(office, FormFilter()))),
        sum(line.word == "overdue" for line in form_lines(office, form_ids(office, FormFilter()))),
    }


def outstanding_everywhere(office: OfficeSession) -> set[int]:
    """How many owe an answer by every page that says so."""
    words = (Acknowledged.OUTSTANDING, Acknowledged.OVERDUE)
    return {
        whole_school(office).outstanding,
        reminders_due(office).outstanding,
        len(form_ids(office, FormFilter(kind=FormKind.ACKNOWLEDGEMENT, outstanding=True))),
        sum(len(parent_ids(office, ParentFilter(acknowledged=word))) for word in words),
    }


def next_edition(office: OfficeSession) -> None:
    with writing(office) as work:
        day = office.today
        second = Edition(0, 2, "Second", (Clause("1.1", "Be kind."),), effective_on=day, adopted_on=day)
        work.editions.add(second, work.now)
        work.commit()


def test_somebody_to_whom_nothing_may_be_printed_owes_an_answer_and_is_never_overdue(office: OfficeSession) -> None:
    forms = many_forms(office, 4)
    later(office, 30)
    assert overdue_everywhere(office) == {4}
    with writing(office) as work:
        parent = work.parents.parent(forms[0].parent_id)
        work.parents.change_parents([replace(parent, do_not_write=True, do_not_write_reason="asked us not to")])
        work.commit()
    assert overdue_everywhere(office) == {3}
    assert outstanding_everywhere(office) == {4}
    assert parent_page(office, forms[0].parent_id).acknowledged is Acknowledged.OUTSTANDING
    assert [item.sentence[:10] for item in due_items(office)] == ["3 forms ar"]


def test_an_edition_in_force_that_nobody_was_sent_leaves_nobody_overdue(office: OfficeSession) -> None:
    many_forms(office, 3)
    later(office, 30)
    next_edition(office)
    assert overdue_everywhere(office) == {0}
    assert outstanding_everywhere(office) == {0}
    assert {line.word for line in form_lines(office, form_ids(office, FormFilter()))} == {"not needed any more"}


def test_a_booking_of_the_old_edition_that_is_undone_after_the_new_one_makes_nobody_overdue(
    office: OfficeSession,
) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    [old] = issue_to(office, [parent])
    booked = return_form(office, old.reference)
    next_edition(office)
    issue(office)
    undo_entry(office, old.id, "Scanned by mistake.", booked.entry_id)
    later(office, 60)
    assert overdue_everywhere(office) == {1}
    assert outstanding_everywhere(office) == {1}


def test_a_slip_of_the_new_edition_booked_before_its_printing_was_confirmed_replaces_the_old_one(
    office: OfficeSession,
) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue_to(office, [parent])
    next_edition(office)
    batch = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))
    return_form(office, parent_page(office, parent).forms[0].reference)
    confirm_letters(office, batch)
    later(office, 60)
    assert overdue_everywhere(office) == {0}
    assert {line.word for line in form_lines(office, form_ids(office, FormFilter()))} == {"accepted", "superseded"}


def test_leavers_drop_out_of_the_filters_as_they_do_of_the_figures(office: OfficeSession) -> None:
    for answered in (True, False, None):
        (parent,), (pupil,) = add_family(office, [a_parent()], [a_pupil()])
        if answered is not None:
            [form] = issue_to(office, [parent])
            if answered:
                return_form(office, form.reference)
        pupil_left(office, pupil, office.today)
    many_forms(office, 2)
    later(office, 30)
    assert overdue_everywhere(office) == {2}
    assert outstanding_everywhere(office) == {2}
    assert len(parent_ids(office, ParentFilter(acknowledged=Acknowledged.ACCEPTED))) == whole_school(office).accepted
    assert len(parent_ids(office, ParentFilter(acknowledged=Acknowledged.NOT_ASKED))) == whole_school(office).not_asked
    assert len(parent_ids(office, ParentFilter(acknowledged=Acknowledged.NOT_NEEDED))) == 3


def test_a_year_group_and_a_class_are_those_of_today_not_as_printed(office: OfficeSession) -> None:
    forms = many_forms(office, 10)
    with writing(office) as work:
        older = [
            replace(pupil, year_group=str(int(pupil.year_group) + 1), form=f"{int(pupil.year_group) + 1}D")
            for pupil in work.parents.pupils()
        ]
        work.parents.change_pupils(older)
        work.commit()
    return_form(office, forms[0].reference)
    for line in coverage(office):
        assert len(form_ids(office, FormFilter(outstanding=True, year_group=line.group))) == line.outstanding
    for line in coverage(office, by=CountedBy.FORM_CLASS):
        assert len(form_ids(office, FormFilter(outstanding=True, form_class=line.group))) == line.outstanding
    assert len(form_ids(office, FormFilter(year_group="7"))) == 0


def test_a_household_opens_exactly_the_people_it_counts(office: OfficeSession) -> None:
    twice = [a_parent(forename="Ann", surname="Day", address=a_parent().address) for _home in range(2)]
    for person in twice:
        ids, _ = add_family(
            office, [person, a_parent(forename="Abe", surname="Day", address=person.address)], [a_pupil()]
        )
        issue_to(office, ids)
    for line in coverage(office, by=CountedBy.HOUSEHOLD):
        shown = form_lines(office, form_ids(office, FormFilter(outstanding=True, parent_ids=line.parent_ids)))
        assert len(shown) == line.outstanding == 2
        assert {one.form.parent_id for one in shown} == set(line.parent_ids)


def test_the_overdue_of_a_list_are_among_the_forms_it_shows(office: OfficeSession) -> None:
    many_forms(office, 10)
    later(office, 30)
    year = FormFilter(year_group="8")
    assert (len(form_ids(office, year)), overdue_count(office, year), overdue_count(office)) == (2, 2, 10)


def test_somebody_without_an_address_is_overdue_and_is_rung_instead(office: OfficeSession) -> None:
    [form] = many_forms(office, 1)
    with writing(office) as work:
        parent = work.parents.parent(form.parent_id)
        work.parents.change_parents([replace(parent, address=replace(parent.address, lines=(), postcode=""))])
        work.commit()
    later(office, 30)
    due = reminders_due(office)
    assert (due.first, due.unreachable) == ((), (form.parent_id,))
    assert overdue_everywhere(office) == {1}
    [item] = due_items(office)
    assert item.sentence == "1 form is past its date, and no letter would arrive: ring or see them"


def test_the_tutors_lists_hold_who_the_figures_count(office: OfficeSession) -> None:
    many_forms(office, 5)
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(outstanding_pages(office))).pages)
    assert "5 people in 5 classes have not answered" in words


@pytest.mark.case("figures-11")
def test_the_parent_of_twins_is_counted_once_in_their_class_list(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil(forename="Ada"), a_pupil(forename="Bea")])
    issue_to(office, [parent])
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(outstanding_pages(office))).pages)
    assert "7D: 1 person outstanding" in words
    assert "Ada" in words
    assert "Bea" in words

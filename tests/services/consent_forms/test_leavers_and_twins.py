"""Leavers drop out everywhere alike; whoever has two children is counted as the page says; both names find a form."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.coverage import CountedBy
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.register import Acknowledged, FormFilter, ParentFilter
from halton_desktop.services.consent_forms.acknowledgement_coverage import coverage, overview, whole_school
from halton_desktop.services.consent_forms.form_register import form_ids, form_lines, form_page
from halton_desktop.services.consent_forms.form_reminders import due_items, reminders_due
from halton_desktop.services.consent_forms.print_register import outstanding_pages
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.keep_parents import change_parent, pupil_left
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import issue_to, many_forms
from tests.services.letters.test_print_letters import later

pytestmark = pytest.mark.case("figures-11")


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_leaver_is_in_no_list_no_filter_no_printing_and_no_deadline(office: OfficeSession) -> None:
    (parent,), (pupil,) = add_family(office, [a_parent(surname="Gonewest")], [a_pupil(year_group="13", form="13Z")])
    [form] = issue_to(office, [parent])
    many_forms(office, 3)
    later(office, 30)
    pupil_left(office, pupil, office.today)
    assert whole_school(office).people == 3
    assert "13" not in [line.group for line in coverage(office)]
    assert "13Z" not in [line.group for line in coverage(office, by=CountedBy.FORM_CLASS)]
    assert parent not in [one for line in coverage(office, by=CountedBy.HOUSEHOLD) for one in line.parent_ids]
    for wanted in (FormFilter(outstanding=True), FormFilter(overdue_on=office.today), FormFilter(year_group="13")):
        assert form.id not in form_ids(office, wanted)
    [line] = form_lines(office, [form.id])
    assert (line.word, line.overdue) == ("not needed any more", False)
    words = [word for word in Acknowledged if word is not Acknowledged.NOT_NEEDED]
    assert not any(parent in parent_ids(office, ParentFilter(acknowledged=word)) for word in words)
    assert parent not in parent_ids(office, ParentFilter(on_roll=True))
    assert parent not in reminders_due(office).first
    assert "3 forms are past" in due_items(office)[0].sentence
    printed = words_of(outstanding_pages(office))
    assert "Gonewest" not in printed
    assert "13Z" not in printed
    for letter in ("acknowledgement", "reminder_1"):
        plan = plan_letters(office, LetterRequest(letter, Recipients.OUTSTANDING))
        assert parent not in [family.parent.id for each in plan.letters for family in each.families]
    pupil_left(office, pupil, None)
    assert whole_school(office).people == 4


def test_whoever_has_children_in_two_years_stands_in_each_and_once_in_the_school(office: OfficeSession) -> None:
    children = [
        a_pupil(year_group="7", form="7D"),
        a_pupil(year_group="9", form="9B"),
        a_pupil(year_group="9", form="9B"),
    ]
    (parent,), _ = add_family(office, [a_parent()], children)
    [form] = issue_to(office, [parent])
    seen = overview(office)
    assert {line.group: line.people for line in seen.lines} == {"7": 1, "9": 1}
    assert (seen.school.people, seen.school.outstanding) == (1, 1)
    assert {line.group: line.people for line in coverage(office, by=CountedBy.FORM_CLASS)} == {"7D": 1, "9B": 1}
    for year in ("7", "9"):
        assert list(form_ids(office, FormFilter(outstanding=True, year_group=year))) == [form.id]
    printed = words_of(outstanding_pages(office))
    assert "7D: 1 person outstanding" in printed
    assert "9B: 1 person outstanding" in printed
    assert "1 person in 2 classes has not answered" in printed
    return_form(office, form.reference)
    assert {line.accepted for line in overview(office).lines} == {1}


def test_a_form_and_its_parent_are_found_by_the_old_name_and_by_the_new(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent(forename="Aoife", surname="Brennan")], [a_pupil()])
    [form] = issue_to(office, [parent])
    change_parent(office, replace(parent_page(office, parent).family.parent, surname="Kowalczyk"))
    for name in ("Brennan", "Kowalczyk", "Aoife Kowalczyk"):
        assert list(form_ids(office, FormFilter(words=name))) == [form.id], name
    assert list(parent_ids(office, ParentFilter(words="Kowalczyk"))) == [parent]
    assert form_page(office, form.id).form.parent_name.endswith("Brennan"), "the paper keeps the name it was given"
    assert list(parent_ids(office, ParentFilter(words="Brennan"))) == [parent]
    for name in ("Brennan", "Kowalczyk"):
        assert (RecordKind.FORM, form.id) in [(hit.noun, hit.id) for hit in search(office, name)], name

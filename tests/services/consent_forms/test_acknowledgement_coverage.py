"""Coverage: everybody counted once per group; joiners, leavers, two homes and new editions come out right."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.domain.coverage import CountedBy, Coverage
from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.register import FormFilter
from halton_desktop.services.consent_forms.acknowledgement_coverage import coverage, whole_school
from halton_desktop.services.consent_forms.form_register import form_ids, form_page, forms_of_parent, overdue_count
from halton_desktop.services.consent_forms.form_reminders import due_items, reminders_due
from halton_desktop.services.consent_forms.keep_consent import countersign
from halton_desktop.services.consent_forms.print_consent import consent_pages
from halton_desktop.services.consent_forms.print_register import history_pages, outstanding_pages, register_pages
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.parents.keep_parents import pupil_left
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family
from tests.helpers.issued_forms import a_form, issue_to, many_forms, writing
from tests.helpers.sealed_incident import CHAT, HEAD, OFFICE, ask, consented, sealed_incident


def line(lines: tuple[Coverage, ...], group: str) -> Coverage:
    return next(one for one in lines if one.group == group)


def later(office: OfficeSession, **span: float) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(**span)


def send(office: OfficeSession, letter: str = "acknowledgement") -> None:
    plan = plan_letters(office, LetterRequest(letter, Recipients.OUTSTANDING, per=Per.PERSON))
    confirm_letters(office, prepare_letters(office, plan))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_parent_of_several_children_is_asked_once_and_stands_in_each_year(office: OfficeSession) -> None:
    children = [a_pupil(year_group="7", form="7A"), a_pupil(year_group="9", form="9C")]
    [parent_id], _pupils = add_family(office, [a_parent()], children)
    [form] = issue_to(office, [parent_id])
    return_form(office, form.reference)
    lines = coverage(office)
    assert [one.group for one in lines] == ["7", "9"]
    assert all((one.people, one.asked, one.accepted) == (1, 1, 1) for one in lines)
    assert whole_school(office).people == 1
    assert [one.group for one in coverage(office, by=CountedBy.FORM_CLASS)] == ["7A", "9C"]


def test_every_answer_is_counted_apart(office: OfficeSession) -> None:
    forms = many_forms(office, 6)
    answers = (Answer.ACCEPTED, Answer.DECLINED, Answer.WANTS_TO_TALK, Answer.UNSIGNED)
    for form, answer in zip(forms, answers, strict=False):
        return_form(office, form.reference, answer)
    add_family(office, [a_parent()], [a_pupil()])
    later(office, days=30)
    school = whole_school(office)
    assert school == Coverage(
        "Whole school", people=7, asked=6, accepted=1, declined=1, wants_to_talk=1, outstanding=3, overdue=3
    )
    assert (school.returned, school.not_asked) == (3, 1)


def test_leavers_and_mere_contacts_drop_out_and_joiners_come_in(office: OfficeSession) -> None:
    [first], [leaver] = add_family(office, [a_parent()], [a_pupil()])
    other = frozenset({Capacity.OTHER_CONTACT})
    add_family(office, [a_parent(capacities=other)], [a_pupil()])
    issue_to(office, [first])
    later(office, days=30)
    assert (whole_school(office).people, overdue_count(office)) == (1, 1)
    pupil_left(office, leaver, office.today)
    assert (whole_school(office).people, overdue_count(office)) == (0, 0)
    assert reminders_due(office).overdue == 0
    [form_id] = form_ids(office, FormFilter())
    assert form_page(office, form_id).line.word == "not needed any more"
    add_family(office, [a_parent()], [a_pupil()])
    assert whole_school(office).not_asked == 1


def test_two_homes_of_one_child_are_two_households(office: OfficeSession) -> None:
    home = PostalAddress(("1 High Street", "Widnes"), "WA8 7TD")
    away = PostalAddress(("9 Low Road", "Runcorn"), "WA7 4QX")
    people = [a_parent(address=home), a_parent(address=home), a_parent(address=away)]
    ids, _pupils = add_family(office, people, [a_pupil()])
    issue_to(office, ids)
    lines = coverage(office, by=CountedBy.HOUSEHOLD)
    assert sorted(one.people for one in lines) == [1, 2]


def test_a_new_edition_asks_everybody_again_and_keeps_the_old_answers(office: OfficeSession) -> None:
    answered, silent = many_forms(office, 2)
    return_form(office, answered.reference)
    later(office, days=1)
    with writing(office) as work:
        second = Edition(
            0, 2, "Second", (Clause("1.1", "Be kind."),), effective_on=office.today, adopted_on=office.today
        )
        edition_id = work.editions.add(second, work.now)
        work.commit()
    assert (whole_school(office).asked, whole_school(office).people) == (0, 2)
    send(office)
    assert whole_school(office).outstanding == 2
    with office.look() as work:
        assert work.forms.get(answered.id).status.answer is Answer.ACCEPTED
        assert work.forms.get(silent.id).status.state is FormState.SUPERSEDED
    assert [one.group for one in coverage(office, by=CountedBy.EDITION)] == ["Edition 2", "Edition 1"]
    assert line(coverage(office, by=CountedBy.EDITION), "Edition 1").accepted == 1
    assert {one.form.edition_id for one in forms_of_parent(office, answered.parent_id)} == {1, edition_id}


def test_first_and_second_reminders_are_kept_apart(office: OfficeSession) -> None:
    for _family in range(3):
        add_family(office, [a_parent()], [a_pupil()])
    send(office)
    assert len(reminders_due(office).waiting) == 3
    later(office, days=20)
    due = reminders_due(office)
    assert (len(due.first), len(due.second)) == (3, 0)
    send(office, "reminder_1")
    assert (reminders_due(office).first, reminders_due(office).second) == ((), ())
    later(office, days=20)
    assert len(reminders_due(office).second) == 3
    send(office, "reminder_2")
    later(office, days=20)
    due = reminders_due(office)
    assert (len(due.first), len(due.second), len(due.talk)) == (0, 0, 3)
    assert due_items(office)[0].sentence == ("3 forms are past their date after two reminders: ring or see them")


def test_a_parent_who_wants_to_talk_stands_on_today(office: OfficeSession) -> None:
    form = a_form(office)
    return_form(office, form.reference, Answer.WANTS_TO_TALK)
    [item] = due_items(office)
    assert item.sentence == f"{form.parent_name} wants to talk about the code before accepting it"
    assert (item.record_id, item.urgent) == (form.id, True)


def test_consents_unanswered_unsigned_and_running_out_stand_on_today(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "office")
    with incident.signed_in(OFFICE) as clerk:
        form_id, reference = ask(clerk, incident)
        assert [item.kind for item in due_items(clerk)] == ["consent not answered"]
        return_form(clerk, reference)
        assert [item.kind for item in due_items(clerk)] == ["consent to sign"]
    with incident.signed_in(HEAD) as head:
        countersign(head, form_id)
        assert due_items(head) == ()
        incident.clock.now += timedelta(days=20)
        [item] = due_items(head)
        assert item.sentence.endswith("ends in 5 days")


def test_the_register_prints_every_form_with_where_it_stands(office: OfficeSession) -> None:
    forms = many_forms(office, 40)
    return_form(office, forms[0].reference, Answer.DECLINED)
    pdf = register_pages(office)
    text = text_of(pdf)
    assert all(form.reference in text for form in forms)
    assert "Declined" in text
    assert len(PdfReader(BytesIO(pdf)).pages) > 1
    assert forms[1].reference not in text_of(register_pages(office, FormFilter(state=FormState.RETURNED)))


def test_the_outstanding_list_goes_by_class_and_carries_no_address(office: OfficeSession) -> None:
    forms = many_forms(office, 10)
    return_form(office, forms[0].reference)
    text = text_of(outstanding_pages(office))
    assert forms[0].parent_name not in text
    assert forms[1].parent_name in text
    assert "8D: 2 people outstanding" in text
    assert text.index("7D:") < text.index("8D:") < text.index("10D:")
    assert "Birchfield" not in text
    assert len(PdfReader(BytesIO(outstanding_pages(office, class_on_a_page=True))).pages) == 5


def test_namesakes_who_owe_an_answer_are_two_people(office: OfficeSession) -> None:
    for _ in range(2):
        add_family(office, [a_parent(forename="Ann", surname="Examplesurname")], [a_pupil(), a_pupil()])
    assert "2 people in 1 class have not answered" in text_of(outstanding_pages(office))


def test_a_parent_s_history_is_printed_with_what_was_undone(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "office")
    form_id, reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        text = " ".join(text_of(history_pages(head, incident.parent_ids[0])).split())
        assert reference in text
        assert "Signed by the headteacher" in text
        form = " ".join(text_of(consent_pages(head, form_id)).split())
        assert CHAT.name in form
        assert "I give my consent to this, and to nothing beyond it." in form
        assert "18 December 2026" in form.replace("\u00a0", " ")


@pytest.mark.parametrize("by", list(CountedBy))
def test_an_empty_office_has_nothing_to_count(office: OfficeSession, by: CountedBy) -> None:
    assert sum(one.people for one in coverage(office, by=by)) == 0

"""Wanting to talk is settled by one more entry; what waits for somebody stands on Today until then, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.consent_forms.form_register import form_page
from halton_desktop.services.consent_forms.form_reminders import due_items
from halton_desktop.services.consent_forms.return_form import AlreadyReturned, change_answer, return_form, undo_entry
from halton_desktop.services.parents.keep_parents import pupil_left
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import a_form, issue_to
from tests.helpers.sealed_incident import OFFICE, ask, sealed_incident

pytestmark = pytest.mark.case("figures-7")


def kinds(office: OfficeSession) -> list[str]:
    return [item.kind for item in due_items(office)]


@pytest.mark.parametrize("then", [Answer.ACCEPTED, Answer.DECLINED])
def test_whoever_wanted_to_talk_and_then_decides_is_booked_once_more(office: OfficeSession, then: Answer) -> None:
    form = a_form(office)
    return_form(office, form.reference, Answer.WANTS_TO_TALK)
    assert kinds(office) == ["parent wants to talk"]
    with pytest.raises(AlreadyReturned, match="wants to talk"):
        return_form(office, form.reference, Answer.WANTS_TO_TALK)
    assert return_form(office, form.reference, then).form.status.answer is then
    assert kinds(office) == []
    assert whole_school(office).wants_to_talk == 0
    answers = [event.answer for event in form_page(office, form.id).events if event.answer]
    assert answers == [Answer.WANTS_TO_TALK, then]
    with pytest.raises(AlreadyReturned):
        return_form(office, form.reference)


def test_a_leavers_parent_who_wanted_to_talk_is_on_todays_list_no_longer(office: OfficeSession) -> None:
    (parent,), (pupil,) = add_family(office, [a_parent()], [a_pupil()])
    [form] = issue_to(office, [parent])
    return_form(office, form.reference, Answer.WANTS_TO_TALK)
    pupil_left(office, pupil, office.today)
    assert kinds(office) == []


def test_consents_that_wait_for_somebody_stand_on_today_until_they_are_settled(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "case")
    with incident.signed_in(OFFICE) as clerk:
        form_id, reference = ask(clerk, incident)
        assert kinds(clerk) == ["consent not answered"]
        return_form(clerk, reference, Answer.WANTS_TO_TALK)
        assert kinds(clerk) == ["consent to settle"]
        change_answer(clerk, form_id, Answer.UNSIGNED)
        assert "came back unsigned" in due_items(clerk)[0].sentence
        undo_entry(clerk, form_id, "Another form.")
        undo_entry(clerk, form_id, "It was never handed out.")
        assert "was given the consent form" in due_items(clerk)[0].sentence


def test_a_request_in_a_closed_case_nags_nobody(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "case")
    with incident.signed_in(OFFICE) as clerk:
        form_id, _reference = ask(clerk, incident)
        with clerk.look() as work:
            work.incidents.records.get(incident.incident_id)
    with incident.signed_in(OFFICE) as clerk:
        from sqlalchemy import text

        with clerk.vault.engine.begin() as connection:
            connection.execute(text("UPDATE incidents SET state = 'closed'"))
        assert kinds(clerk) == []
        assert form_page(clerk, form_id).line.word == "not needed any more"

"""Wanting to talk is settled by one more entry; what waits for somebody stands on Today until then, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from halton_desktop.domain.acknowledgement import Answer, FormKind
from halton_desktop.domain.consent import ConsentStatus
from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.domain.register import FormFilter
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.consent_forms.ask_consent import withdraw_request
from halton_desktop.services.consent_forms.form_register import form_ids, form_page
from halton_desktop.services.consent_forms.form_reminders import due_items
from halton_desktop.services.consent_forms.keep_consent import consents_of_incident
from halton_desktop.services.consent_forms.return_form import AlreadyReturned, change_answer, return_form, undo_entry
from halton_desktop.services.parents.keep_parents import pupil_left
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.incidents import incidents
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import a_form, issue_to, writing
from tests.helpers.sealed_incident import OFFICE, SealedIncident, ask, sealed_incident

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


def closed_incident(tmp_path: Path) -> SealedIncident:
    """A case that was closed while its request was still out."""
    incident = sealed_incident(tmp_path / "case")
    with incident.signed_in(OFFICE) as clerk:
        ask(clerk, incident)
        with writing(clerk) as work:
            work.connection.execute(update(incidents).values(state=IncidentState.CLOSED.value))
            work.commit()
    return incident


def test_a_request_in_a_closed_case_nags_nobody(tmp_path: Path) -> None:
    incident = closed_incident(tmp_path)
    with incident.signed_in(OFFICE) as clerk:
        [form_id] = form_ids(clerk, FormFilter(kind=FormKind.MESSAGE_CONSENT))
        assert kinds(clerk) == []
        assert form_page(clerk, form_id).line.word == "not needed any more"


@pytest.mark.parametrize("answer", [None, Answer.WANTS_TO_TALK, Answer.UNSIGNED])
def test_a_request_in_a_closed_case_can_be_withdrawn(tmp_path: Path, answer: Answer | None) -> None:
    incident = closed_incident(tmp_path)
    with incident.signed_in(OFFICE) as clerk:
        [form_id] = form_ids(clerk, FormFilter(kind=FormKind.MESSAGE_CONSENT))
        reference = form_page(clerk, form_id).form.reference
        if answer is not None:
            return_form(clerk, reference, answer)
        with pytest.raises(InvalidInput):
            withdraw_request(clerk, form_id, " ")
        withdraw_request(clerk, form_id, "The matter was settled.")
        page = form_page(clerk, form_id)
        assert (page.line.word, page.waits, kinds(clerk)) == ("withdrawn by the school", False, [])
        [(_, stands)] = consents_of_incident(clerk, incident.incident_id)
        assert stands is ConsentStatus.CALLED_BACK
        with clerk.look() as work:
            assert work.consents.withdrawals(incident.parent_ids) == []
        with pytest.raises(Refused, match="is withdrawn by the school, so it cannot come back"):
            return_form(clerk, reference)
        undo_entry(clerk, form_id, "Asked again after all.")
        assert form_page(clerk, form_id).waits


def test_a_consent_that_was_given_is_ended_by_the_parent_alone(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "case")
    with incident.signed_in(OFFICE) as clerk:
        form_id, reference = ask(clerk, incident)
        return_form(clerk, reference)
        with pytest.raises(Refused, match="is not being asked any more"):
            withdraw_request(clerk, form_id, "Settled.")


def test_a_leavers_consents_stand_on_today_no_longer(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "case")
    with incident.signed_in(OFFICE) as clerk:
        _form, reference = ask(clerk, incident)
        return_form(clerk, reference, Answer.WANTS_TO_TALK)
        assert kinds(clerk) == ["consent to settle"]
        with clerk.look() as work:
            [pupil] = work.parents.pupils()
        pupil_left(clerk, pupil.id, clerk.today)
        assert kinds(clerk) == []

"""Slips signed on paper before the program count from the day of the signature, and a mistake is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school
from halton_desktop.services.consent_forms.book_earlier_slip import EarlierSlip, book_earlier_slip
from halton_desktop.services.consent_forms.return_form import AlreadyReturned, change_answer, return_form, undo_entry
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.reviews.amend_code import correct_edition, list_editions, start_draft
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import issue_to

pytestmark = pytest.mark.case("harm-9")
SIGNED = date(2025, 9, 15)


@pytest.fixture
def parent(office: OfficeSession) -> int:
    """A parent in an office whose edition 1 has its true days."""
    (edition,) = list_editions(office)
    true_days = replace(edition, adopted_on=date(2025, 7, 3), effective_on=date(2025, 9, 1))
    correct_edition(office, true_days, "The days of the meeting")
    return add_family(office, [a_parent()], [a_pupil()])[0][0]


def asked(office: OfficeSession) -> int:
    return len(plan_letters(office, LetterRequest("acknowledgement", Recipients.OUTSTANDING)).letters)


def test_a_slip_signed_last_year_is_an_answer_of_that_day_and_nobody_is_asked_again(
    office: OfficeSession, parent: int
) -> None:
    assert asked(office) == 1
    form = book_earlier_slip(office, EarlierSlip(parent, 1, SIGNED, note="In the blue folder")).form
    assert (form.status.state, form.status.answer, form.status.on) == (
        FormState.RETURNED,
        Answer.ACCEPTED,
        SIGNED,
    )
    assert form.letter_id is None
    assert (asked(office), whole_school(office).accepted) == (0, 1)
    with office.look() as work:
        (event,) = work.forms.events(form.id)
    assert event.note == "Signed on paper before the program. In the blue folder"
    assert check(office).ok


def test_a_case_knows_the_edition_acknowledged_on_paper_on_its_day(office: OfficeSession, parent: int) -> None:
    book_earlier_slip(office, EarlierSlip(parent, 1, SIGNED))
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=parent)
    known = []
    for day in (date(2025, 9, 14), SIGNED):
        facts = IncidentFacts(day, office.today, Platform.X, "Something.", ("3.1c",))
        incident = incident_page(office, record_incident(office, NewIncident(facts, (author,))))
        known.append(incident.incident.authors[0].edition_id)
    assert known == [None, 1]


@pytest.mark.parametrize(
    ("signed_on", "said"),
    [(date(2026, 11, 24), "still to come"), (date(2025, 7, 2), "was adopted on 03/07/2025 only")],
)
def test_days_that_cannot_be_are_refused(office: OfficeSession, parent: int, signed_on: date, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as wrong:
        book_earlier_slip(office, EarlierSlip(parent, 1, signed_on))
    assert wrong.value.field == "signed_on"


def test_nobody_signs_a_draft_or_for_somebody_unknown(office: OfficeSession, parent: int) -> None:
    with pytest.raises(Refused, match="still a draft"):
        book_earlier_slip(office, EarlierSlip(parent, start_draft(office).id, SIGNED))
    with pytest.raises(NotFound):
        book_earlier_slip(office, EarlierSlip(99, 1, SIGNED))


def test_a_letter_that_went_out_meanwhile_is_not_waited_for_and_an_answer_is_never_booked_twice(
    office: OfficeSession, parent: int
) -> None:
    (printed,) = issue_to(office, [parent])
    slip = EarlierSlip(parent, 1, SIGNED, Answer.DECLINED)
    form = book_earlier_slip(office, slip).form
    with office.look() as work:
        assert work.forms.get(printed.id).status.state is FormState.SUPERSEDED
    with pytest.raises(Refused, match="no longer counts"):
        return_form(office, printed.reference)
    with pytest.raises(AlreadyReturned, match="declined on 15/09/2025") as again:
        book_earlier_slip(office, slip)
    assert again.value.form_id == form.id


def test_a_slip_of_the_wrong_family_is_taken_back_and_the_right_answer_put_in(
    office: OfficeSession, parent: int
) -> None:
    form = book_earlier_slip(office, EarlierSlip(parent, 1, SIGNED)).form
    assert change_answer(office, form.id, Answer.WANTS_TO_TALK).form.status.on == SIGNED
    undo_entry(office, form.id, "Another family’s")
    assert asked(office) == 1, "without its only entry there is no answer"
    with pytest.raises(Refused, match="undone already"):
        undo_entry(office, form.id, "Once more")
    assert book_earlier_slip(office, EarlierSlip(parent, 1, SIGNED)).form.id != form.id
    assert check(office).ok

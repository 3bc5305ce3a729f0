"""A slip of the old edition that comes back after the new one was printed is booked as what was signed."""

from __future__ import annotations

import pytest

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.coverage import CountedBy
from halton_desktop.errors import Refused
from halton_desktop.services.consent_forms.acknowledgement_coverage import coverage, whole_school
from halton_desktop.services.consent_forms.book_earlier_slip import EarlierSlip, book_earlier_slip
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import issue_to
from tests.services.consent_forms.test_one_definition import next_edition
from tests.services.letters.test_print_letters import issue, later

pytestmark = pytest.mark.case("figures-1")


def two_slips(office: OfficeSession) -> tuple[int, str, str]:
    """Somebody with an unanswered slip of edition 1 and one of edition 2: their id and both references."""
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue_to(office, [parent])
    later(office, 30)
    next_edition(office)
    issue(office)
    new, old = parent_page(office, parent).forms
    assert old.status.state is FormState.SUPERSEDED
    return parent, old.reference, new.reference


def test_it_counts_for_its_own_edition_and_the_new_slip_stays_owed(office: OfficeSession) -> None:
    parent, old, new = two_slips(office)
    later(office, 2)
    booked = return_form(office, old, Answer.ACCEPTED)
    assert booked.form.status.answer is Answer.ACCEPTED
    assert booked.still_owed == f"This is the slip of edition 1; {new} of edition 2 is still owed."
    assert (whole_school(office).accepted, whole_school(office).outstanding) == (0, 1)
    editions = {line.group: line.accepted for line in coverage(office, by=CountedBy.EDITION)}
    assert editions == {"Edition 2": 0, "Edition 1": 1}
    assert parent_page(office, parent).acknowledged.value == "outstanding"
    assert return_form(office, new).still_owed == ""
    assert whole_school(office).accepted == 1


def test_undoing_the_booking_leaves_it_replaced(office: OfficeSession) -> None:
    _parent, old, _new = two_slips(office)
    booked = return_form(office, old)
    assert undo_entry(office, booked.form.id, "Wrong pile.", booked.entry_id).status.state is FormState.SUPERSEDED
    assert return_form(office, old, Answer.DECLINED).form.status.answer is Answer.DECLINED


def test_a_slip_replaced_by_another_of_the_same_edition_is_still_refused(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    [printed] = issue_to(office, [parent])
    book_earlier_slip(office, EarlierSlip(parent, printed.edition_id, office.today))
    with pytest.raises(Refused, match="replaced by a newer one"):
        return_form(office, printed.reference)

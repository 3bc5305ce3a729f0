"""The sample office's code: an edition that came of a review, some told and some not, returns still missing."""

from __future__ import annotations

from datetime import timedelta

from halton_desktop.domain.association import missing_schools
from halton_desktop.domain.audience import Reached
from halton_desktop.sample.returns import STILL_MISSING
from halton_desktop.sample.reviews import DAYS_TO_NEXT_REVIEW, adopt_second_edition, tell_some
from halton_desktop.services.reviews.association_return import association_lines
from halton_desktop.services.reviews.find_reviews import edition_page, review_status
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock


def test_the_sample_office_stands_in_the_middle_of_its_year(office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    present = clock.now + timedelta(weeks=11)
    adopt_second_edition(office, present)
    clock.now = present
    tell_some(office)
    status = review_status(office)
    assert status.next_due == office.today + timedelta(days=DAYS_TO_NEXT_REVIEW)
    assert status.in_force is not None
    assert status.in_force.number == 2
    page = edition_page(office, status.in_force.id)
    assert {found.number for found in page.differences if found.kind.value != "as before"} == {"2.5", "3.6", "3.7"}
    assert {line.reached for line in page.audiences} >= {Reached.TOLD, Reached.PARTLY, Reached.NOT_YET}
    lines = association_lines(office, 2025)
    assert set(missing_schools(lines)) == STILL_MISSING
    assert sum(line.compared for line in lines) == 8

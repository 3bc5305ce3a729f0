"""A clock that cannot be right is said when somebody signs in; their word for it is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Role
from halton_desktop.services.administration.clock_check import clock_doubt, trust_clock
from halton_desktop.services.administration.open_office import FirstUser, create_office, recover_office
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.session import OfficeSession
from tests.factories import (
    CHEAP,
    PASSWORD,
    SCHOOL,
    SIGN_IN_NAME,
    StandingClock,
    a_parent,
    a_pupil,
    add_family,
    program_files,
    signed_in_as,
)

pytestmark = pytest.mark.case("figures-10")


def at(office: OfficeSession, day: datetime) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now = day


def test_a_day_before_the_newest_entry_is_doubted(office: OfficeSession) -> None:
    add_family(office, [a_parent()], [a_pupil()])
    assert clock_doubt(office) == ""
    at(office, datetime(2025, 3, 14, 9, 0, tzinfo=UTC))
    assert clock_doubt(office) == (
        "This computer says 14 March 2025. The newest entry of this office is of 23 November 2026, a later day."
    )


@pytest.mark.parametrize(("days", "doubted"), [(0, False), (1, False), (31, False), (32, True), (365, True)])
def test_more_than_a_month_after_it_is_doubted(office: OfficeSession, days: int, doubted: bool) -> None:
    at(office, office.clock() + timedelta(days=days))
    assert ("more than a month before" in clock_doubt(office)) is doubted


@pytest.mark.parametrize("role", list(Role))
def test_whoever_says_that_the_day_is_right_is_asked_no_more(office: OfficeSession, role: Role) -> None:
    somebody = signed_in_as(office, role)
    right = office.clock()
    at(office, right + timedelta(days=365))
    trust_clock(somebody)
    at(office, right + timedelta(days=1))
    assert "a later day" in clock_doubt(somebody)
    trust_clock(somebody)
    assert clock_doubt(somebody) == ""
    newest = history_of(office, RecordKind.OFFICE, 1)[0]
    assert (newest.action, newest.new) == ("clock of this computer confirmed", {"says": "2026-11-24"})


def test_the_recovery_key_hides_no_wrong_clock(tmp_path: Path) -> None:
    clock = StandingClock()
    person = FirstUser(SIGN_IN_NAME, "A. Clarke", PASSWORD)
    session, key = create_office(tmp_path / "office", SCHOOL, person, program_files(), clock=clock, cost=CHEAP)
    with session:
        add_family(session, [a_parent()], [a_pupil()])
        session.clock = clock
        trust_clock(session)
    clock.now = datetime(2025, 3, 14, 9, 0, tzinfo=UTC)
    new = "another good password"
    with recover_office(tmp_path / "office", key, SIGN_IN_NAME, new, program_files(), clock=clock, cost=CHEAP) as again:
        assert "14 March 2025" in clock_doubt(again)

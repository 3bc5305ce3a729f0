"""A ban is refused until complete, is confirmed only after the person could be heard, and never ends by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.calendar import SchoolCalendar, Term
from halton_desktop.domain.incidents.site_ban import (
    LONGEST_WITHOUT_REVIEW,
    BanState,
    SiteBan,
    first_days,
    missing,
    require_complete,
    require_may_confirm,
    require_may_extend,
    require_may_lift,
    to_decide,
)
from halton_desktop.errors import Refused

START = date(2026, 11, 23)
BAN = SiteBan(
    id=1,
    incident_id=1,
    person_id=1,
    person="Jane O’Brien",
    reason="Threats against a teacher",
    risk_on_premises="Said she would wait for him at the gate",
    from_on=START,
    to_on=START + timedelta(days=42),
    representations_by=START + timedelta(days=10),
    review_on=START + timedelta(days=21),
    decided_by="Mrs G. Jones",
    collection="Her sister collects Aoife",
    meetings="By telephone",
)
NEEDED = ("reason", "risk_on_premises", "from_on", "to_on", "representations_by", "review_on", "decided_by")
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_a_complete_ban_lacks_nothing() -> None:
    assert require_complete(BAN) is BAN


@pytest.mark.parametrize("field", [*NEEDED, "collection", "meetings"])
def test_clause_2_4_a_ban_without_any_one_of_its_parts_is_refused_and_named(field: str) -> None:
    empty = None if field.endswith(("_on", "_by")) and field != "decided_by" else "  "
    ban = replace(BAN, **{field: empty})  # type: ignore[arg-type] # None or blank, as the field is a day or words
    assert field in [gap.field for gap in missing(ban)]
    with pytest.raises(Refused) as refused:
        require_complete(ban)
    assert refused.value.clause == "2.4"


@pytest.mark.case("harm-6")
@pytest.mark.parametrize("typed", [".", "-", "…", " – ? "])
@pytest.mark.parametrize("field", ["reason", "risk_on_premises", "collection", "meetings", "decided_by"])
def test_clause_2_4_a_stroke_or_a_dot_is_no_reason(field: str, typed: str) -> None:
    ban = replace(BAN, **{field: typed})  # type: ignore[arg-type] # a text of the ban
    assert field in [gap.field for gap in missing(ban)]


@given(days, days, days, days)
def test_a_complete_ban_always_has_its_dates_in_a_fair_order(
    from_on: date, to_on: date, heard: date, look: date
) -> None:
    ban = replace(BAN, from_on=from_on, to_on=to_on, representations_by=heard, review_on=look)
    if missing(ban):
        return
    assert from_on < look <= to_on
    assert look <= from_on + LONGEST_WITHOUT_REVIEW
    assert heard >= from_on + timedelta(days=5)


def test_a_provisional_ban_is_confirmed_only_once_the_person_was_heard_or_the_time_is_over() -> None:
    ban = replace(BAN, state=BanState.PROVISIONAL)
    with pytest.raises(Refused):
        require_may_confirm(ban, START)
    assert require_may_confirm(replace(ban, representations="She is sorry."), START)
    assert require_may_confirm(ban, START + timedelta(days=11))


@pytest.mark.case("harm-6")
def test_a_provisional_ban_past_its_last_day_is_lifted_and_not_confirmed() -> None:
    heard = replace(BAN, state=BanState.PROVISIONAL, representations="She is sorry.")
    assert heard.to_on is not None
    assert require_may_confirm(heard, heard.to_on)
    with pytest.raises(Refused, match="nothing left to confirm"):
        require_may_confirm(heard, heard.to_on + timedelta(days=1))
    assert require_may_lift(heard)


@given(days, st.sampled_from([BanState.PROVISIONAL, BanState.CONFIRMED]))
def test_a_ban_is_in_force_until_somebody_decides_whatever_the_calendar_says(day: date, state: BanState) -> None:
    ban = replace(BAN, state=state)
    assert ban.in_force
    if ban.to_on is not None and day > ban.to_on:
        assert "does not end by itself" in to_decide(ban, day)


def test_a_ban_is_extended_only_forwards_and_with_a_new_review() -> None:
    ban = replace(BAN, state=BanState.CONFIRMED)
    today = START + timedelta(days=40)
    require_may_extend(ban, today + timedelta(days=30), today + timedelta(days=14), today)
    for to_on, review in ((START + timedelta(days=20), today), (today + timedelta(days=30), today - timedelta(days=1))):
        with pytest.raises(Refused):
            require_may_extend(ban, to_on, review, today)


def test_only_a_ban_in_force_can_be_lifted() -> None:
    for state in (BanState.PREPARED, BanState.LIFTED):
        with pytest.raises(Refused):
            require_may_lift(replace(BAN, state=state))


@pytest.mark.case("harm-6")
def test_nobody_is_to_answer_or_is_looked_at_again_on_a_day_the_office_is_closed() -> None:
    begun = first_days(date(2026, 12, 4), SchoolCalendar())
    assert begun["review_on"] == date(2026, 12, 29), "Christmas Day, a substitute day and a Sunday lie before"
    assert first_days(date(2026, 12, 15), SchoolCalendar())["representations_by"] == date(2026, 12, 29)
    for number in range(400):
        today = date(2026, 9, 1) + timedelta(days=number)
        calendar = SchoolCalendar((Term("Autumn", date(2026, 9, 3), date(2026, 12, 18)),))
        found = first_days(today, calendar)
        assert all(calendar.is_office_day(day) for name, day in found.items() if name != "from_on")
        ban = replace(BAN, **found)  # type: ignore[arg-type] # valid fields of a ban
        assert missing(ban, today=today) == ()

"""The year's figures counted from real cases: what is counted, what is hidden, how it looks on paper and screen."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from halton_desktop.domain.incidents.incident import (
    CONCERN_NAME,
    IncidentFacts,
    IncidentPerson,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.domain.yearly_figures import Period, YearlyFigures, school_year_period
from halton_desktop.errors import InvalidInput, NotAllowed
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.reviews.yearly_report import (
    CHANCE,
    chart_svg,
    every_count,
    usual_period,
    yearly_figures,
    yearly_report_pdf,
)
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.figures_store import FiguresStore
from halton_desktop.store.tables.consents import consents
from tests.factories import a_parent, a_pupil, add_family, make_office, signed_in_as
from tests.helpers.issued_forms import writing
from tests.helpers.sealed_incident import OFFICE, ask, sealed_incident

YEAR = school_year_period(2026)
AUTHOR = (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="nightowl"),)
COLOURS = {"ground": "#FFFFFF", "bar": "#1F5FA8", "text": "#1B1F24", "muted": "#8C959F"}


def incidents(
    office: OfficeSession, many: int, platform: Platform, *clauses: str, day: date = date(2026, 10, 5)
) -> list[int]:
    facts = IncidentFacts(day, day, platform, "Told in confidence.", clauses or ("3.1c",), other_platform="a forum")
    return [record_incident(office, NewIncident(facts, AUTHOR)) for _ in range(many)]


def contacted(office: OfficeSession, ids: Iterable[int], day: date, outcome: str = "reached") -> None:
    with office.change(Permission.TAKE_STEPS) as work:
        for incident in ids:
            step = Step(
                0, incident, StepKind.CONTACT, StepState.DONE, {"how": "telephone"}, outcome=outcome, done_on=day
            )
            work.incidents.steps.add(step, work.now, "A. Clarke")
        work.commit()


def counts(figures: YearlyFigures, key: str) -> dict[str, int | None]:
    table = figures.table(key)
    assert table is not None
    return {cell.label: cell.count for cell in table.cells if cell.count != 0}


def test_incidents_are_counted_by_the_day_they_were_reported(office: OfficeSession) -> None:
    incidents(office, 7, Platform.FACEBOOK, "2.1a", "3.1c")
    incidents(office, 6, Platform.WHATSAPP, day=date(2026, 11, 2))
    incidents(office, 5, Platform.X, day=date(2026, 8, 31))
    figures = yearly_figures(office, YEAR)
    assert counts(figures, "platform") == {"Facebook": 7, "WhatsApp": 6}
    assert counts(figures, "month") == {"10/2026": 7, "11/2026": 6}
    assert counts(figures, "clause") == {"2.1a Defamatory post": 7, "3.1c Abuse of staff": 13}
    assert counts(figures, "outcome") == {"still open": 13}
    before = yearly_figures(office, YEAR.year_before)
    assert counts(before, "platform") == {"X": 5}


def test_few_cases_are_hidden_with_as_many_more_as_it_takes(office: OfficeSession) -> None:
    incidents(office, 9, Platform.FACEBOOK)
    incidents(office, 6, Platform.X)
    incidents(office, 2, Platform.TIKTOK)
    figures = yearly_figures(office, YEAR)
    assert counts(figures, "platform") == {"Facebook": 9, "X": None, "TikTok": None}
    total = figures.table("platform")
    assert total is not None
    assert total.total == 17


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.case("harm-14")
def test_the_headteacher_sees_every_count_and_others_outside_do_not(office: OfficeSession) -> None:
    ids = incidents(office, 2, Platform.FACEBOOK)
    incidents(office, 1, Platform.TIKTOK)
    contacted(office, ids[:1], date(2026, 10, 8))
    head = signed_in_as(office, Role.HEADTEACHER)
    inside, outside = every_count(head, YEAR), yearly_figures(head, YEAR)
    assert counts(inside, "platform") == {"Facebook": 2, "TikTok": 1}
    assert inside.contact_words == "3 days later"
    assert {count for _, count in counts(outside, "platform").items()} == {None}
    pdf = yearly_report_pdf(head, inside, every_count(head, YEAR.year_before))
    words = text_of(pdf)
    assert "3 incidents in all; the year before: 0" in words
    assert words.count("for the school only · page") == len(PdfReader(BytesIO(pdf)).pages)
    assert "under 5" not in words
    words = text_of(yearly_report_pdf(head, outside, None))
    assert "fewer than 5 incidents in all" in words
    assert "for the school only" not in words.lower()


@pytest.mark.case("harm-14")
def test_a_reader_gets_the_figures_of_every_count_in_no_way(office: OfficeSession) -> None:
    incidents(office, 2, Platform.FACEBOOK)
    figures, reader = every_count(office, YEAR), signed_in_as(office, Role.READER)
    for look in (
        lambda: every_count(reader, YEAR),
        lambda: yearly_report_pdf(reader, figures, None),
        lambda: chart_svg(reader, figures, "platform", COLOURS),
    ):
        with pytest.raises(NotAllowed):
            look()
    with pytest.raises(NotAllowed):
        yearly_report_pdf(reader, yearly_figures(reader, YEAR), figures)


def test_the_first_contact_that_reached_somebody_counts(office: OfficeSession) -> None:
    ids = incidents(office, 12, Platform.FACEBOOK)
    contacted(office, ids, date(2026, 10, 5), "not reached")
    contacted(office, ids[:6], date(2026, 10, 5))
    contacted(office, ids[6:], date(2026, 10, 8))
    contacted(office, ids[:2], date(2026, 10, 9))
    figures = yearly_figures(office, YEAR)
    assert counts(figures, "contact") == {"the same day": 6, "2 to 5 days later": 6}
    assert figures.median_days == 1.5
    assert figures.contact_words == "1.5 days later"


def test_the_code_of_today_is_covered_as_it_stands(office: OfficeSession) -> None:
    add_family(office, [a_parent() for _ in range(6)], [a_pupil()])
    figures = yearly_figures(office, YEAR)
    assert counts(figures, "coverage") == {"not asked yet": 6}
    assert (figures.audiences_told, figures.audiences) == (0, 7)
    assert figures.contact_words == "too few cases to say"


def test_parents_written_to_by_letter_count_as_an_audience_that_was_told(office: OfficeSession) -> None:
    add_family(office, [a_parent(), a_parent()], [a_pupil()])
    plan = plan_letters(office, LetterRequest("acknowledgement", Recipients.ALL))
    confirm_letters(office, prepare_letters(office, plan))
    assert yearly_figures(office, YEAR).audiences_told == 1


def test_any_days_up_to_a_year_may_be_counted(office: OfficeSession) -> None:
    incidents(office, 5, Platform.X)
    assert counts(yearly_figures(office, Period(date(2026, 10, 1), date(2026, 10, 31))), "platform") == {"X": 5}
    with pytest.raises(InvalidInput):
        yearly_figures(office, Period(date(2025, 1, 1), date(2026, 10, 31)))
    assert usual_period(office) == YEAR


def test_the_report_holds_every_part_and_no_name(office: OfficeSession) -> None:
    incidents(office, 23, Platform.FACEBOOK)
    incidents(office, 17, Platform.WHATSAPP, day=date(2026, 11, 3))
    incidents(office, 12, Platform.X, day=date(2025, 11, 3))
    figures, before = yearly_figures(office, YEAR), yearly_figures(office, YEAR.year_before)
    pdf = yearly_report_pdf(office, figures, before)
    text = text_of(pdf)
    for table in figures.tables:
        assert table.title in text
    assert "School year 2026/27" in text
    assert "40 (the year before: 12)" in text
    assert "23 (0)" in text
    assert "nightowl" not in text
    assert "confidence" not in text
    assert text.count("page 1 of") == 1
    alone = yearly_report_pdf(office, replace(figures, tables=figures.tables[:1]), None)
    assert "year before" not in " ".join(PdfReader(BytesIO(alone)).pages[0].extract_text().split())


def test_a_chart_for_the_screen_is_one_drawing_with_every_label(office: OfficeSession) -> None:
    incidents(office, 8, Platform.FACEBOOK)
    incidents(office, 3, Platform.X)
    figures = yearly_figures(office, YEAR)
    for key in ("platform", "month"):
        root = fromstring(chart_svg(office, figures, key, COLOURS))
        words = [element.text for element in root.iter() if element.tag.endswith("text")]
        assert ("under 5 or hidden" in words) == (key == "platform")
        assert "Facebook" in words or "Oct 26" in words
        (ground, *_others) = [element for element in root.iter() if element.tag.endswith("rect")]
        assert ground.get("fill") == "#FFFFFF"
    assert chart_svg(office, figures, "no such table", COLOURS) == b""


@pytest.mark.case("figures-12")
def test_each_office_file_has_a_chance_of_its_own(office: OfficeSession, tmp_path: Path) -> None:
    with make_office(tmp_path / "another") as other:
        drawn = []
        for session in (office, other):
            with session.look() as work:
                drawn.append(work.office.setting(CHANCE))
    assert len({*drawn}) == 2
    assert all(len(chance) == 32 for chance in drawn)


@pytest.mark.case("figures-12")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps the zone of the machine")
def test_twenty_past_midnight_in_summer_time_is_in_the_new_school_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        incident = sealed_incident(tmp_path / "case")
        with incident.signed_in(OFFICE) as clerk:
            form_id, _reference = ask(clerk, incident)
            with writing(clerk) as work:
                at = datetime(2027, 8, 31, 23, 20, tzinfo=UTC)  # 00:20 on 1 September by the clock on the wall
                work.connection.execute(update(consents).values(asked_at=at))
                work.commit()
            with clerk.look() as work:
                figures = FiguresStore(work.connection, date(2027, 9, 1))
                assert figures.consent_ids(school_year_period(2026)) == []
                assert len(figures.consent_ids(school_year_period(2027))) == 1
            assert form_id
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.case("figures-12")
def test_two_totals_do_not_tell_how_many_were_mere_concerns(office: OfficeSession) -> None:
    contacted(office, incidents(office, 20, Platform.FACEBOOK), date(2026, 10, 5))
    facts = IncidentFacts(date(2026, 10, 5), date(2026, 10, 5), Platform.X, "A worry.", ())
    for _ in range(2):
        record_incident(office, NewIncident(facts, AUTHOR))
    figures = yearly_figures(office, YEAR)
    assert {table.total for table in figures.tables if table.unit == "incidents"} == {22}
    for key in ("clause", "contact"):
        assert counts(figures, key)[CONCERN_NAME] is None
    assert counts(every_count(office, YEAR), "contact") == {"the same day": 20, CONCERN_NAME: 2}

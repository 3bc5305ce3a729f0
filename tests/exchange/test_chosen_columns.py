"""Columns and sheets read as the office has said, and what is shown of each."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halton_desktop.domain.importing.contact_import import ReadContacts
from halton_desktop.domain.importing.file_columns import (
    CONTACT_USES,
    LEFT_OUT,
    NOTES,
    PUPIL_USES,
    ColumnUse,
    FileTable,
    ReadingChoices,
    SheetUse,
    headings_key,
    sheet_key,
)
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.errors import UnknownHeadings
from halton_desktop.exchange.contacts_file import look_at_tables, read_contents

KNOWN = "Pupil Surname,Pupil Forename,Contact Surname,Contact Forename,Relationship,Colour,Ring"
ROW = "Pearce,Sam,Pearce,Jane,Mother,blue,after six"
STRANGE = "Enfant,Prénom,Mère,Où,Code"
STRANGE_ROW = "Pearce,Sam,Mrs Jane Pearce,1 Norton Lane,WA7 2WJ"
STRANGE_USES = {
    0: ColumnUse("surname"),
    1: ColumnUse("forename"),
    2: ColumnUse("name", 1),
    3: ColumnUse("line1", 1),
    4: ColumnUse("postcode", 1),
}


def chosen(headings: str, uses: Mapping[int, ColumnUse]) -> ReadingChoices:
    return ReadingChoices({headings_key(headings.split(",")): uses})


def read(headings: str, *rows: str, uses: Mapping[int, ColumnUse]) -> ReadContacts:
    content = "\n".join([headings, *rows]).encode()
    return read_contents("contacts.csv", content, choices=chosen(headings, uses))


def uses_in(table: FileTable) -> dict[str, str]:
    return {one.heading: one.use.words if one.use else "" for one in table.columns}


@pytest.mark.case("silence-columns")
def test_each_column_is_shown_as_used_for_something_or_not_used_with_cells_and_examples() -> None:
    found = read(KNOWN, ROW, ROW.replace("blue", "red"), uses={})
    (table,) = found.tables
    assert uses_in(table)["Contact Forename"] == "forename of the contact"
    assert uses_in(table)["Pupil Surname"] == "surname of the pupil"
    assert uses_in(table)["Colour"] == ""
    colour = table.columns[5]
    assert (colour.cells, colour.examples, colour.is_used, colour.chosen) == (2, ("blue", "red"), False, False)
    assert [one.heading for one in found.unused_columns] == ["Colour", "Ring"]


@pytest.mark.case("silence-columns")
def test_a_column_kept_as_notes_is_noted_with_its_heading_and_looked_at_for_restrictions() -> None:
    rows = (ROW, ROW.replace("after six", "no contact with Jane").replace("Sam", "Ann"))
    found = read(KNOWN, *rows, uses={6: ColumnUse(NOTES, 1)})
    (sam,), (ann,) = (pupil.contacts for pupil in found.pupils)
    assert sam.remarks == ("Ring: after six",)
    assert not sam.holds
    assert [hold.kind for hold in ann.holds] == [HoldKind.NO_CONTACT]
    assert [one.heading for one in found.unused_columns] == ["Colour"]
    assert found.tables[0].columns[6].chosen


@pytest.mark.case("silence-columns")
@pytest.mark.parametrize(
    ("what", "kind"), [("court_order", HoldKind.COURT_ORDER), ("do_not_write", HoldKind.NO_CONTACT)]
)
def test_a_column_said_to_restrict_holds_whoever_is_not_plainly_free(what: str, kind: HoldKind) -> None:
    rows = (ROW.replace("blue", "No"), ROW.replace("blue", "x").replace("Sam", "Ann"))
    found = read(KNOWN, *rows, uses={5: ColumnUse(what, 1)})
    held = {pupil.forename: [hold.kind for hold in pupil.contacts[0].holds] for pupil in found.pupils}
    assert held == {"Sam": [], "Ann": [kind]}


@pytest.mark.case("silence-columns")
def test_a_column_that_is_left_out_is_not_taken_but_never_hides_a_restriction() -> None:
    rows = (ROW.replace("Mother", "Aunt"), ROW.replace("Mother", "deceased").replace("Sam", "Ann"))
    found = read(KNOWN, *rows, uses={4: ColumnUse(LEFT_OUT)})
    (sam,), (ann,) = (pupil.contacts for pupil in found.pupils)
    assert sam.relationship == ""
    assert [hold.kind for hold in ann.holds] == [HoldKind.DECEASED]
    assert "Relationship" in [one.heading for one in found.unused_columns]


@pytest.mark.case("silence-columns")
def test_a_file_whose_headings_nobody_knows_is_shown_and_read_once_somebody_has_said(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"List of June,,,,\n{STRANGE}\n{STRANGE_ROW}\n", encoding="utf-8")
    with pytest.raises(UnknownHeadings):
        read_contents("list.csv", file.read_bytes())
    (table,) = look_at_tables(file, ReadingChoices())
    assert table.headings == tuple(STRANGE.split(","))
    assert [(one.heading, one.cells, one.examples) for one in table.columns][4] == ("Code", 1, ("WA7 2WJ",))
    found = read_contents("list.csv", file.read_bytes(), choices=chosen(STRANGE, STRANGE_USES))
    (contact,) = found.pupils[0].contacts
    assert (contact.name, contact.address.one_line) == ("Mrs Jane Pearce", "1 Norton Lane, WA7 2WJ")


@pytest.mark.case("silence-columns")
def test_two_contacts_of_a_row_stay_two_people() -> None:
    uses = {
        0: ColumnUse("surname"), 1: ColumnUse("forename"), 2: ColumnUse("name", 2), 3: ColumnUse("name", 1),
        4: ColumnUse("mobile", 2),
    }  # fmt: skip
    found = read(STRANGE, "Pearce,Sam,Jane Pearce,Tom Reed,07700 900111", uses=uses)
    assert [(one.forename, one.mobile) for one in found.pupils[0].contacts] == [("Tom", ""), ("Jane", "07700 900111")]


@pytest.mark.case("silence-columns")
def test_a_chosen_column_comes_first_and_the_one_that_was_used_fills_its_gaps() -> None:
    headings = "Pupil Surname,Pupil Forename,Contact Surname,Contact Forename,Email,Work mail"
    rows = ("Pearce,Sam,Pearce,Jane,home@example.org,work@example.org", "Reed,Ann,Reed,Tom,home2@example.org,")
    found = read(headings, *rows, uses={5: ColumnUse("email", 1)})
    assert [pupil.contacts[0].email for pupil in found.pupils] == ["work@example.org", "home2@example.org"]
    assert found.tables[0].columns[4].second


@pytest.mark.case("silence-columns")
def test_a_contact_is_the_one_the_list_calls_so_even_beside_headings_of_nobody() -> None:
    headings = "Pupil Surname,Pupil Forename,Contact 1 Phone,Parent 1 Name,Parent 2 Name,Ring"
    row = "Pearce,Sam,01928 000000,Jane Pearce,Tom Reed,after six"
    shown = read(headings, row, uses={}).tables[0]
    assert uses_in(shown)["Parent 2 Name"] == "whole name of contact 2"
    found = read(headings, row, uses={5: ColumnUse(NOTES, 2)})
    assert [(one.forename, one.remarks) for one in found.pupils[0].contacts] == [
        ("Jane", ()),
        ("Tom", ("Ring: after six",)),
    ]


OTHERS = ("Parent 1 Name", "Contact 2 Phone", "Address", "Notes", "Court Order", "Email", "Colour")
ANY_USE = st.one_of(
    st.builds(ColumnUse, st.sampled_from(sorted(PUPIL_USES)), st.just(0)),
    st.builds(ColumnUse, st.sampled_from(sorted(CONTACT_USES)), st.integers(1, 4)),
    st.just(ColumnUse(LEFT_OUT)),
)


@pytest.mark.case("silence-columns")
@given(
    others=st.lists(st.sampled_from(OTHERS), min_size=1, unique=True),
    uses=st.dictionaries(st.integers(4, 10), ANY_USE, max_size=7),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_of_columns_each_cell_is_used_or_said_to_be_unused(
    others: list[str], uses: dict[int, ColumnUse]
) -> None:
    heads = [*KNOWN.split(",")[:4], *others]
    uses = {column: use for column, use in uses.items() if column < len(heads)}
    found = read(",".join(heads), ",".join(f"cell {number}" for number in range(len(heads))), uses=uses)
    (table,) = found.tables
    assert {one.column: one.use for one in table.columns if one.chosen} == uses
    said = {one.heading for one in found.unused_columns}
    for column in table.columns:
        assert column.second or (column.heading in said) == (not column.is_used)


def workbook(**sheets: str) -> bytes:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, text in sheets.items():
        sheet = book.create_sheet(title)
        for line in text.split("\n"):
            sheet.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.case("silence-columns")
def test_sheets_are_read_as_the_office_has_said() -> None:
    people, leavers = f"{KNOWN}\n{ROW}", f"{KNOWN}\n{ROW.replace('Sam', 'Old')}"
    book = workbook(Now=people, Leavers=leavers, Trips="Place,When\nWales,May")
    usual = read_contents("book.xlsx", book)
    assert {table.sheet: table.use for table in usual.tables} == {
        "Now": SheetUse.PEOPLE, "Leavers": SheetUse.NOTHING, "Trips": SheetUse.RESTRICTIONS,
    }  # fmt: skip
    assert [one.sheet for one in usual.unused_sheets] == ["Leavers", "Trips"]
    headings = KNOWN.split(",")
    said = ReadingChoices({}, {sheet_key("Leavers", headings): SheetUse.PEOPLE})
    said = said.changed_by(ReadingChoices({}, {sheet_key("Trips", ("Place", "When")): SheetUse.NOTHING}))
    found = read_contents("book.xlsx", book, choices=said)
    assert {pupil.forename for pupil in found.pupils} == {"Sam", "Old"}
    assert [one.sheet for one in found.unused_sheets] == ["Trips"]
    assert not any("Trips" in problem.message for problem in found.problems)


@pytest.mark.case("silence-columns")
def test_a_sheet_nobody_knows_can_be_said_to_hold_people(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook(Liste=f"{STRANGE}\n{STRANGE_ROW}"))
    with pytest.raises(UnknownHeadings):
        read_contents("book.xlsx", file.read_bytes())
    (table,) = look_at_tables(file, ReadingChoices())
    assert (table.sheet, table.rows, len(table.columns)) == ("Liste", 1, 5)
    found = read_contents("book.xlsx", file.read_bytes(), choices=chosen(STRANGE, STRANGE_USES))
    assert found.pupils[0].contacts[0].surname == "Pearce"

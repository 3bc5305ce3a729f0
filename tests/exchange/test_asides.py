"""Restrictions that stand aside in a workbook: sheets of the restricted, hidden and struck rows, struck cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from halton_desktop.domain.importing.contact_import import ImportedContact, ReadContacts
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.exchange.xlsx import read_xlsx
from tests.helpers.contact_files import SIMS, sims_row

Rows = Sequence[Sequence[object]]
SHORT = ("Forename", "Surname", "Contact Forename", "Contact Surname")


def row(**cells: str) -> list[str]:
    return list(sims_row(**cells).values())


MOTHER = row()
FATHER = row(Title="Mr", Contact_Forename="Tom", Relationship="Father", Contact_Priority="2", House="3", Email="")
LIAM = row(adno="000102", Forename="Liam", Legal_Surname="Dunn", Contact_Surname="Dunn", Contact_Forename="Beth")
FAMILY = (SIMS, MOTHER, FATHER, LIAM)


def book(*sheets: tuple[str, Rows]) -> Any:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for cells in rows:
            sheet.append(list(cells))
    return made


def read(made: Any) -> ReadContacts:
    content = io.BytesIO()
    made.save(content)
    return read_xlsx("contacts.xlsx", content.getvalue())


def held(found: ReadContacts) -> dict[str, set[HoldKind]]:
    return {one.forename: {hold.kind for hold in one.holds} for one in contacts(found) if one.holds}


def contacts(found: ReadContacts) -> list[ImportedContact]:
    return [contact for pupil in found.pupils for contact in pupil.contacts]


@pytest.mark.case("silence-sheets")
@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Do not contact", HoldKind.NO_CONTACT),
        ("NO CONTACT", HoldKind.NO_CONTACT),
        ("Restricted contacts", HoldKind.COURT_ORDER),
        ("Court Orders", HoldKind.COURT_ORDER),
        ("Deceased", HoldKind.DECEASED),
        ("Confidential", HoldKind.SECRECY),
    ],
)
@pytest.mark.parametrize("rows", [(SIMS, FATHER), (SHORT, ("Sam", "Fieldhouse", "Tom", "Fieldhouse"))])
@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_everybody_on_a_sheet_of_the_restricted_is_held(title: str, kind: HoldKind, rows: Rows, state: str) -> None:
    made = book(("Contacts", FAMILY), (title, rows))
    made[title].sheet_state = state
    found = read(made)
    assert held(found) == {"Tom": {kind}}
    assert [one.forename for one in contacts(found)] == ["Jane", "Tom", "Beth"]
    assert len(found.pupils) == 2


@pytest.mark.case("silence-sheets")
def test_whoever_stands_on_such_a_sheet_only_is_read_and_held() -> None:
    found = read(book(("Contacts", (SIMS, MOTHER, LIAM)), ("Restricted contacts", (SIMS, FATHER))))
    assert held(found) == {"Tom": {HoldKind.COURT_ORDER}}
    alone = read(book(("Court Orders", (SIMS, MOTHER, FATHER))))
    assert set(held(alone)) == {"Jane", "Tom"}


@pytest.mark.case("silence-sheets")
def test_a_restriction_on_a_hidden_sheet_counts_whatever_it_is_called() -> None:
    ordered = ("Sam", "Fieldhouse", "Tom", "Fieldhouse", "Yes"), ("Liam", "Dunn", "Beth", "Dunn", "")
    made = book(("All", FAMILY), ("Sheet2", ((*SHORT, "Court Order"), *ordered)))
    made["Sheet2"].sheet_state = "hidden"
    found = read(made)
    assert held(found) == {"Tom": {HoldKind.COURT_ORDER}}
    assert [one.sheet for one in found.unused_sheets] == ["Sheet2"]
    assert any("is hidden" in one.message and "held all the same" in one.message for one in found.problems)


@pytest.mark.case("silence-sheets")
def test_a_sheet_of_the_restricted_that_names_a_pupil_only_holds_all_the_childs_contacts() -> None:
    made = book(("All", FAMILY), ("Injunctions", (SHORT, ("Sam", "Fieldhouse", "", ""))))
    assert set(held(read(made))) == {"Jane", "Tom"}


@pytest.mark.case("silence-rows")
def test_a_namesake_of_another_birthday_is_not_held() -> None:
    other = row(adno="000103", DOB="01/01/2013", Contact_Forename="Ann")
    found = read(book(("All", (*FAMILY, other)), ("Do not contact", (SIMS, row(Contact_Forename="Tom", Title="Mr")))))
    assert set(held(found)) == {"Tom"}


@pytest.mark.case("silence-rows")
@pytest.mark.parametrize("struck", [False, True])
def test_a_restriction_in_a_row_that_is_left_out_counts(struck: bool) -> None:
    ordered = row(Title="Mr", Contact_Forename="Tom", Relationship="Father", Court_Order="Yes")
    made = book(("All", (SIMS, MOTHER, ordered, LIAM)))
    if struck:
        for cell in made["All"][3]:
            cell.font = Font(strike=True)
    else:
        made["All"].row_dimensions[3].hidden = True
    found = read(made)
    assert held(found) == {"Tom": {HoldKind.COURT_ORDER}}
    assert any("left out; only a restriction there counts" in one.message for one in found.problems)


@pytest.mark.case("silence-rows")
def test_a_row_left_out_without_a_restriction_stays_out() -> None:
    made = book(("All", FAMILY))
    made["All"].row_dimensions[3].hidden = True
    assert [one.forename for one in contacts(read(made))] == ["Jane", "Beth"]


@pytest.mark.case("silence-rows")
@pytest.mark.parametrize("heading", ["House", "Street", "Contact Surname", "Relationship"])
def test_a_cell_that_is_struck_through_holds_the_contact_and_is_named(heading: str) -> None:
    made = book(("All", FAMILY))
    cell = made["All"].cell(3, SIMS.index(heading) + 1)
    cell.font = Font(strike=True)
    found = read(made)
    assert held(found) == {"Tom": {HoldKind.UNDECIDED}}
    [hold] = contacts(found)[1].holds
    assert (hold.words, hold.place) == (f"“{cell.value}” is struck through", "row 3, Struck through")


@pytest.mark.case("silence-rows")
def test_a_part_of_a_cell_that_is_struck_through_counts_too() -> None:
    made = book(("All", FAMILY))
    parts = TextBlock(InlineFont(strike=True), "Example Road"), " New Way"
    made["All"].cell(2, SIMS.index("Street") + 1).value = CellRichText(*parts)
    found = read(made)
    assert held(found) == {"Jane": {HoldKind.UNDECIDED}}
    assert contacts(found)[0].address.one_line == "12 Example Road New Way, Widnes, WA8 7QU"


@pytest.mark.case("silence-rows")
def test_a_child_whose_name_is_half_an_error_is_named_in_no_letter() -> None:
    made = book(("All", FAMILY))
    made["All"].cell(4, SIMS.index("Forename") + 1).value = "#NAME?"
    assert held(read(made)) == {"Beth": {HoldKind.UNDECIDED}}


@pytest.mark.case("silence-rows")
def test_a_second_table_beside_the_list_restricts_those_it_names() -> None:
    beside = (
        ("", "Forename", "Legal Surname", "Court Order"),
        ("", "Tom", "Fieldhouse", "Yes"),
        ("", "Jane", "Fieldhouse", "No"),
    )
    made = book(("All", [[*left, *right] for left, right in zip((SIMS, MOTHER, FATHER), beside, strict=True)]))
    found = read(made)
    assert held(found) == {"Tom": {HoldKind.COURT_ORDER}}
    assert any("second table beside" in one.message for one in found.problems)


@pytest.mark.case("silence-rows")
def test_two_parents_of_one_name_and_home_are_no_second_table() -> None:
    """An empty e-mail stood before values that the first parent has too, and all further rows were cut short."""
    headings = [*SHORT, "Contact Email", "Parent 2 Forename", "Parent 2 Surname", "Parent 2 Address", "Address"]
    rows = [
        ["Sam", "Hart", "Jane", "Hart", "", "Tom", "Hart", "1 Mill Lane", "1 Mill Lane"],
        ["Liam", "Dunn", "Beth", "Dunn", "b@example.org", "Al", "Dunn", "2 Mill Lane", "2 Mill Lane"],
    ]
    found = read(book(("All", (headings, *rows))))
    assert [pupil.surname for pupil in found.pupils] == ["Hart", "Dunn"]
    assert not [one for one in found.problems if "second table" in one.message]


@pytest.mark.case("silence-18")
def test_rows_in_a_colour_are_said_and_a_table_that_is_only_pretty_is_not() -> None:
    marked, pretty = book(("Contacts", FAMILY)), book(("Contacts", FAMILY))
    red = PatternFill("solid", fgColor="FFFF0000")
    for cell in (*marked["Contacts"][1], marked["Contacts"]["H3"]):
        cell.fill = red
    for cells in pretty["Contacts"].iter_rows():
        for cell in cells:
            cell.fill = red
    assert [one.row for one in read(marked).problems if "coloured" in one.message] == [3]
    assert not [one for one in read(pretty).problems if "coloured" in one.message]


@pytest.mark.case("silence-22")
@pytest.mark.parametrize("title", ["Ex-parents", "Former carers", "Old contacts", "Removed contacts"])
def test_whoever_stands_on_a_sheet_of_former_parents_is_held(title: str) -> None:
    found = read(book(("Contacts", FAMILY), (title, (SHORT, ("Sam", "Fieldhouse", "Tom", "Fieldhouse")))))
    assert held(found) == {"Tom": {HoldKind.UNDECIDED}}

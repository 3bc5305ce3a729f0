"""Restrictions written where nobody expects them: in lines outside the list, and in cells of numbers and dates."""

from __future__ import annotations

import pytest

from halton_desktop.domain.importing.contact_import import ReadContacts
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.exchange.csv_contacts import read_csv
from halton_desktop.exchange.ctf import read_ctf
from tests.helpers.contact_files import SIMS, csv_bytes, ctf, ctf_contact, ctf_pupil, sims_row


def read(*rows: dict[str, str], above: str = "", below: str = "") -> ReadContacts:
    content = csv_bytes(SIMS, rows).decode()
    return read_csv("list.csv", f"{above}{content}{below}".encode())


def family() -> tuple[dict[str, str], dict[str, str]]:
    father = {"Title": "Mr", "Contact Forename": "Tom", "Relationship": "Father", "Contact Priority": "2"}
    return sims_row(), sims_row() | father


def held(found: ReadContacts) -> list[set[HoldKind]]:
    return [{one.kind for one in contact.holds} for contact in found.pupils[0].contacts]


@pytest.mark.case("silence-elsewhere")
@pytest.mark.parametrize("line", ["Tom Fieldhouse: NO LETTERS\n", '"Fieldhouse, Tom - do not contact"\n'])
def test_a_line_above_or_below_the_list_holds_whom_it_names(line: str) -> None:
    for found in (read(*family(), above=line), read(*family(), below=line)):
        assert held(found) == [set(), {HoldKind.NO_CONTACT}]


@pytest.mark.case("silence-elsewhere")
def test_so_does_a_line_whose_words_stand_under_the_names() -> None:
    gaps = "," * (len(SIMS) - 3)
    found = read(*family(), below=f",Note,Tom Fieldhouse: NO LETTERS{gaps}\n")
    assert held(found) == [set(), {HoldKind.NO_CONTACT}]


@pytest.mark.case("silence-elsewhere")
def test_a_line_that_names_the_child_holds_every_contact() -> None:
    found = read(*family(), above="Sam Fieldhouse - court order in force\n\n")
    assert held(found) == [{HoldKind.COURT_ORDER}, {HoldKind.COURT_ORDER}]


@pytest.mark.case("silence-elsewhere")
def test_a_line_that_names_nobody_is_told_and_a_usual_title_is_not() -> None:
    told = read(*family(), above="There is a court order for the Smiths\n")
    quiet = read(*family(), above="CONFIDENTIAL - Contacts of Tom Fieldhouse’s class 01/09/2026\nPrinted by J Reed\n")
    assert held(told) == [set(), set()]
    assert [one.row for one in told.unfound if one.certain] == [1]
    assert not [one for one in quiet.unfound if one.certain]
    assert held(quiet) == [set(), set()]


@pytest.mark.case("silence-elsewhere")
@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("Contact_Priority", "do not contact"), ("Contact_Priority", "no letters"),
        ("Parental_Responsibility", "Removed by court"), ("Parental_Responsibility", "Revoked"),
        ("Parental_Responsibility", "No - suspended by court order"), ("Title", "do not write"),
    ],
)  # fmt: skip
def test_words_in_the_contacts_other_cells_hold_the_contact(column: str, text: str) -> None:
    mother, father = family()
    assert held(read(mother, father | {column.replace("_", " "): text}))[0] == set()
    assert held(read(mother, father | {column.replace("_", " "): text}))[1]


@pytest.mark.case("silence-elsewhere")
@pytest.mark.parametrize("column", ["Year", "DOB", "adno"])
def test_words_in_the_childs_other_cells_hold_every_contact(column: str) -> None:
    assert held(read(sims_row() | {column: "no contact"})) == [{HoldKind.NO_CONTACT}]


@pytest.mark.case("silence-elsewhere")
@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("Parental Responsibility", "No"), ("Parental Responsibility", "None"), ("Parental Responsibility", "no PR"),
        ("Parental Responsibility", "No parental responsibility"), ("adno", "D2019"), ("Year", "Year 9"),
        ("DOB", "03-Dec-2014"), ("adno", "CO 17"), ("Contact Priority", "1st"), ("Contact Priority", "Emergency"),
        ("Mobile", "07700900123 do not ring at work"),
    ],
)  # fmt: skip
def test_usual_cells_hold_nobody(column: str, text: str) -> None:
    assert held(read(sims_row() | {column: text})) == [set()]


@pytest.mark.case("silence-elsewhere")
def test_so_in_a_transfer_file() -> None:
    contact = ctf_contact(Responsibility="Removed by court")
    assert held(read_ctf("ctf.xml", ctf(ctf_pupil(contact)))) == [{HoldKind.COURT_ORDER}]
    assert held(read_ctf("ctf.xml", ctf(ctf_pupil(ctf_contact(), DOB="no contact")))) == [{HoldKind.NO_CONTACT}]

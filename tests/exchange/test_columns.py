"""Headings of the schools' systems."""

from __future__ import annotations

import pytest

from halton_desktop.exchange.columns import recognise_columns
from tests.helpers.contact_files import ARBOR, BROMCOM, SIMS


def names(headings: list[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    columns = recognise_columns(headings)
    assert columns is not None
    return (
        {field: headings[column] for field, column in columns.pupil.items()},
        [{field: headings[column] for field, column in contact.items()} for contact in columns.contacts],
    )


def test_sims() -> None:
    pupil, (contact,) = names(SIMS)
    assert pupil == {
        "school_number": "adno",
        "surname": "Legal Surname",
        "forename": "Forename",
        "year_group": "Year",
        "form": "Reg",
        "date_of_birth": "DOB",
    }
    assert contact == {
        "priority": "Contact Priority",
        "title": "Title",
        "forename": "Contact Forename",
        "surname": "Contact Surname",
        "relationship": "Relationship",
        "parental_responsibility": "Parental Responsibility",
        "house": "House",
        "street": "Street",
        "locality": "Locality",
        "town": "Town",
        "postcode": "Postcode",
        "home_phone": "Home Telephone",
        "mobile": "Mobile",
        "email": "Email",
    }


def test_arbor_has_two_parents_beside_one_another() -> None:
    pupil, contacts = names(ARBOR)
    assert pupil["upn"] == "UPN"
    assert pupil["form"] == "Registration form"
    assert [contact["surname"] for contact in contacts] == ["Parent 1 last name", "Parent 2 last name"]
    assert contacts[1]["phone"] == "Parent 2 phone"
    assert contacts[1]["postcode"] == "Parent 2 postcode"


def test_bromcom() -> None:
    pupil, (contact,) = names(BROMCOM)
    assert pupil == {"forename": "FirstName", "surname": "LastName", "year_group": "YearGroup", "form": "Form"}
    columns = recognise_columns(BROMCOM)
    assert columns is not None
    assert [BROMCOM[one.column] for one in columns.watched] == ["CourtOrderRestrictedAccess", "Correspondence"]
    assert contact["line3"] == "Address3"


def test_a_guardians_report_whose_bare_names_are_the_contacts() -> None:
    pupil, (contact,) = names(
        ["Student Forename", "Student Surname", "Title", "Forename", "Surname", "Relationship", "Year"]
    )
    assert pupil["surname"] == "Student Surname"
    assert contact["surname"] == "Surname"
    assert pupil["year_group"] == "Year"


def test_whole_names_in_one_column_are_enough() -> None:
    pupil, contacts = names(
        ["Child name", "parent_1_name", "parent_1_relationship", "parent_2_name", "Address line 1", "Postcode"]
    )
    assert pupil == {"name": "Child name"}
    assert [contact["name"] for contact in contacts] == ["parent_1_name", "parent_2_name"]


def test_the_pupils_own_email_is_not_taken_for_a_parents() -> None:
    pupil, contacts = names(["First name", "Last name", "Email", "Parent 1 name", "Parent 1 email"])
    assert "email" not in pupil
    assert contacts[0]["email"] == "Parent 1 email"


@pytest.mark.parametrize(
    "headings",
    [
        ["Title", "First name", "Last name", "Role", "Email"],
        ["Forename", "Surname", "Year"],
        ["Exported 07/09/2026"],
        [],
        ["", ""],
    ],
)
def test_a_list_without_pupils_and_contacts_is_not_taken_for_one(headings: list[str]) -> None:
    assert recognise_columns(headings) is None

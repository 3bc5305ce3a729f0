"""CSV files of pupils and contacts."""

from __future__ import annotations

from datetime import date

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import FileKind, ImportedContact, ImportedPupil, ReadContacts
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.errors import Cancelled, UnreadableFile
from halton_desktop.exchange.contact_rows import MOST_ROWS
from halton_desktop.exchange.csv_contacts import delimiter, read_csv
from tests.helpers.contact_files import ARBOR, BROMCOM, SIMS, csv_bytes, sims_csv, sims_row

JANE = ImportedContact(
    row=2, forename="Jane", surname="Fieldhouse", title="Mrs", relationship="mother", parental_responsibility=True,
    priority=1, court_order=False, address=PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU"),
    email="jane.fieldhouse@example.org", mobile="07700 900123",
)  # fmt: skip


def read(content: bytes) -> ReadContacts:
    return read_csv("contacts.csv", content)


def contact(**values: str) -> ImportedContact:
    """The contact of a one-row SIMS list."""
    return read(sims_csv(sims_row(**values))).pupils[0].contacts[0]


def test_a_sims_list_is_read_whole() -> None:
    found = read(sims_csv(sims_row()))
    assert found.kind is FileKind.CSV
    assert found.pupils == (ImportedPupil(2, "Sam", "Fieldhouse", "7", "7D", date(2014, 12, 5), "000101", "", (JANE,)),)
    assert found.problems == ()


def test_rows_of_one_pupil_become_one_pupil_with_contacts_in_order() -> None:
    father = sims_row(Contact_Forename="Tom", Title="Mr", Relationship="Father", Contact_Priority="2")
    (pupil,) = read(sims_csv(sims_row(), father)).pupils
    assert [(person.forename, person.priority, person.row) for person in pupil.contacts] == [
        ("Jane", 1, 2),
        ("Tom", 2, 3),
    ]


def test_an_arbor_list_has_both_parents_in_a_row_and_a_phone_is_put_where_it_belongs() -> None:
    row = [
        "Sam", "Fieldhouse", "J876410414101", "Year 7", "7D", "2014-12-05",
        "Mrs", "Jane", "Fieldhouse", "Mot", "", "07700900123", "Flat 7, 50 Norton Lane, Runcorn", "WA7 2WJ",
        "Mr", "Tom", "Brown", "Fat", "tom@example.org", "01515550101", "12 Example Road, Widnes", "WA8 7QU",
    ]  # fmt: skip
    (pupil,) = read(csv_bytes(ARBOR, [row], "utf-8-sig")).pupils
    jane, tom = pupil.contacts
    assert (pupil.upn, jane.mobile, jane.home_phone, tom.mobile, tom.home_phone) == (
        "J876410414101", "07700 900123", "", "", "0151 555 0101",
    )  # fmt: skip
    assert jane.address == PostalAddress(("Flat 7", "50 Norton Lane", "Runcorn"), "WA7 2WJ")
    assert (jane.priority, tom.priority) == (1, 2)
    assert tom.parental_responsibility is None
    assert tom.court_order is None


def test_a_pupil_with_one_parent_in_a_list_for_two() -> None:
    row = ["Sam", "Fieldhouse", "", "Year 7", "7D", "", "Mrs", "Jane", "Fieldhouse", "Mot"] + [""] * 12
    (pupil,) = read(csv_bytes(ARBOR, [row])).pupils
    assert len(pupil.contacts) == 1


def test_a_bromcom_list_says_who_gets_no_correspondence() -> None:
    row = ["Sam", "Fieldhouse", "7", "7D", "Mrs", "Jane", "Fieldhouse", "MOT", "TRUE", "TRUE", "FALSE", "1"] + [""] * 6
    (jane,) = read(csv_bytes(BROMCOM, [row])).pupils[0].contacts
    assert [(hold.kind, hold.words) for hold in jane.holds][1:] == [(HoldKind.NO_CONTACT, "FALSE")]
    assert (jane.court_order, jane.parental_responsibility) == (True, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_keeps_the_letters(encoding: str) -> None:
    content = sims_csv(sims_row(Contact_Surname="Siobhán-Müller"), encoding=encoding)
    assert read(content).pupils[0].contacts[0].surname == "Siobhán-Müller"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_usual_delimiter(mark: str) -> None:
    text = mark.join(["Forename", "Surname", "Contact Forename", "Contact Surname"]) + "\n" + mark.join("ABCD") + "\n"
    assert delimiter(text) == mark
    assert read(text.encode()).pupils[0].contacts[0].surname == "D"


def test_titles_above_the_heading_blank_rows_and_the_instruction_row_are_passed_over() -> None:
    body = sims_csv(sims_row()).decode("cp1252").splitlines()
    instructions = ",".join(["Required", "Optional"] * 5 + ["Optional"] * (len(SIMS) - 10))
    content = "\r\n".join(["Exported 07/09/2026", "", body[0], instructions, "", body[1], "", ",,,", ""]).encode()
    (pupil,) = read(content).pupils
    assert pupil.row == 6, "as the spreadsheet counts"


def test_a_date_that_is_none_names_the_cell_and_says_what_was_expected_and_done() -> None:
    (problem,) = read(sims_csv(sims_row(DOB="31/02/2014"))).problems
    assert (problem.row, problem.column, problem.value) == (2, "DOB", "31/02/2014")
    assert "(cell F2)" in problem.message
    assert "05/12/2014" in problem.message
    assert "taken without a date of birth" in problem.message


def test_a_pupil_row_without_a_name_is_left_out_and_told() -> None:
    found = read(sims_csv(sims_row(), sims_row(Legal_Surname="", Forename="", adno="000102")))
    assert len(found.pupils) == 1
    assert (found.problems[0].row, found.problems[0].column) == (3, "Legal Surname")


def test_a_relationship_without_a_person_is_told_and_the_pupil_taken() -> None:
    found = read(sims_csv(sims_row(Contact_Forename="", Contact_Surname="", Title="")))
    assert found.pupils[0].contacts == ()
    assert "has no name" in found.problems[0].message


def test_a_wrong_email_is_left_out_and_told_once_for_siblings() -> None:
    rows = [sims_row(Email="jane at home"), sims_row(adno="000102", Forename="Emma", Email="jane at home")]
    found = read(sims_csv(*rows))
    assert [person.email for pupil in found.pupils for person in pupil.contacts] == ["", ""]
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("values", "mobile", "home_phone"),
    [
        ({"Mobile": "7700900123"}, "07700 900123", ""),
        ({"Mobile": "0151 555 0101"}, "", "0151 555 0101"),
        ({"Mobile": "", "Home_Telephone": "07700900123"}, "07700 900123", ""),
        ({"Mobile": "07700900123", "Home_Telephone": "07700900124"}, "07700 900123", ""),
        ({"Mobile": "+44 7700 900123", "Home_Telephone": "01515550101"}, "07700 900123", "0151 555 0101"),
    ],
)
def test_telephones_stand_where_they_belong(values: dict[str, str], mobile: str, home_phone: str) -> None:
    jane = contact(**values)
    assert (jane.mobile, jane.home_phone) == (mobile, home_phone)


def test_a_telephone_that_cannot_be_rung_is_kept_and_told() -> None:
    found = read(sims_csv(sims_row(Mobile="7.70E+09")))
    assert found.pupils[0].contacts[0].mobile == "7.70E+09"
    assert "spreadsheet has shortened" in found.problems[0].message


def test_a_title_that_does_not_go_with_the_relationship_is_told() -> None:
    (problem,) = read(sims_csv(sims_row(Title="Mr"))).problems
    assert (problem.column, problem.value) == ("Title", "Mr")
    assert "mother" in problem.message


def test_a_postcode_is_tidied_and_a_wrong_one_kept_and_told() -> None:
    assert contact(Postcode="wa87qu").address.postcode == "WA8 7QU"
    found = read(sims_csv(sims_row(Postcode="WA8")))
    assert found.pupils[0].contacts[0].address.postcode == "WA8"
    assert found.problems[0].column == "Postcode"


def test_a_childs_home_goes_to_the_first_parent_alone() -> None:
    """The file does not say where the second lives, and must not be made to."""
    headings = [
        "child_first_name",
        "child_last_name",
        "parent_1_name",
        "parent_2_name",
        "address_line_1",
        "town",
        "postcode",
    ]
    row = ["Sam", "Fieldhouse", "Jane Fieldhouse", "Tom Brown", "12 Example Road", "Widnes", "WA8 7QU"]
    jane, tom = read(csv_bytes(headings, [row])).pupils[0].contacts
    assert jane.address.one_line == "12 Example Road, Widnes, WA8 7QU"
    assert not tom.address


def test_one_school_number_under_two_names_is_two_pupils() -> None:
    found = read(sims_csv(sims_row(), sims_row(Forename="Ruth", Legal_Surname="Owen")))
    assert [pupil.forename for pupil in found.pupils] == ["Sam", "Ruth"]


def test_two_namesakes_of_one_form_without_numbers_or_birthdays_are_not_mixed_up() -> None:
    own = {"adno": "", "DOB": ""}
    rows = [sims_row(**own), sims_row(**own, Contact_Forename="Ann", Contact_Surname="Other")]
    found = read(sims_csv(*rows))
    (pupil,) = found.pupils
    assert [person.forename for person in pupil.contacts] == ["Jane"]
    assert "two pupils called Sam Fieldhouse" in found.problems[0].message


def test_rows_of_a_pupil_that_differ_keep_the_first_and_are_told() -> None:
    father = sims_row(Contact_Forename="Tom", Title="Mr", Relationship="Father", Contact_Priority="2", Reg="7E")
    found = read(sims_csv(sims_row(), father))
    assert found.pupils[0].form == "7D"
    assert (found.problems[0].row, found.problems[0].column, found.problems[0].value) == (3, "Reg", "7E")


@pytest.mark.parametrize(
    "content",
    [
        b"Title,First name,Last name,Role,Email\nMs,Ann,Other,Teacher,a@example.org\n",
        b"just some words\n",
        b"a,b\n1,2\n",
    ],
)
def test_a_list_of_something_else_is_refused_with_what_was_expected(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="not a list of pupils and their contacts") as refused:
        read(content)
    assert "Contact Forename" in refused.value.advice


def test_a_heading_without_rows_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no pupils below"):
        read(sims_csv())


def test_more_rows_than_a_school_has_are_refused_naming_the_row() -> None:
    line = b"A,B,C,D\n"
    with pytest.raises(UnreadableFile, match="more than 20,000 rows") as refused:
        read(b"Forename,Surname,Contact Forename,Contact Surname\n" + line * (MOST_ROWS + 1))
    assert refused.value.row == MOST_ROWS + 2


def test_reading_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        read_csv("contacts.csv", sims_csv(*[sims_row()] * 300), cancelled=lambda: True)


@pytest.mark.case("silence-rows")
def test_two_parents_of_one_telephone_and_address_beside_an_empty_cell_are_no_second_table() -> None:
    row = dict.fromkeys(ARBOR, "") | {
        "First name": "Emma", "Last name": "Pearce", "Year group": "9", "Parent 1 first name": "Jane",
        "Parent 1 last name": "Pearce", "Parent 1 phone": "07700900123", "Parent 1 postcode": "WA8 7QU",
        "Parent 2 first name": "Tom", "Parent 2 last name": "Pearce", "Parent 2 phone": "07700900123",
        "Parent 2 postcode": "WA8 7QU",
    }  # fmt: skip
    found = read_csv("arbor.csv", csv_bytes(ARBOR, [row, {**row, "First name": "Liam"}]))
    assert [pupil.forename for pupil in found.pupils] == ["Emma", "Liam"]
    assert not found.problems

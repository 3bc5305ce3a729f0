"""Remarks in the child's own name and form: never printed, told, and a hold on all contacts of the child."""

from __future__ import annotations

import pytest

from halton_desktop.domain.importing.contact_import import ImportedPupil, ReadContacts
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.exchange.csv_contacts import read_csv
from halton_desktop.exchange.ctf import read_ctf
from tests.helpers.contact_files import ARBOR, SIMS, csv_bytes, ctf, ctf_contact, ctf_pupil, sims_row

NAMES = [
    ("Emma (court order - dad)", "Emma", HoldKind.COURT_ORDER),
    ("Emma - NO CONTACT DAD", "Emma", HoldKind.NO_CONTACT),
    ("Emma - DECEASED", "Emma", HoldKind.DECEASED),
    ("Emma (LEFT)", "Emma", HoldKind.UNDECIDED),
    ("Emma [refuge]", "Emma", HoldKind.SECRECY),
    ("emma (leaver)", "emma", HoldKind.UNDECIDED),
    ("Emma DO NOT WRITE", "Emma", HoldKind.NO_CONTACT),
]


def by_sims(**values: str) -> ReadContacts:
    father = {"Title": "Mr", "Contact Forename": "Tom", "Relationship": "Father", "Contact Priority": "2"}
    return read_csv("list.csv", csv_bytes(SIMS, [sims_row(**values), sims_row(**values) | father]))


def kinds(pupil: ImportedPupil) -> list[set[HoldKind]]:
    return [{one.kind for one in contact.holds} for contact in pupil.contacts]


@pytest.mark.case("silence-pupil-words")
@pytest.mark.parametrize(("written", "plain", "kind"), NAMES)
def test_a_remark_in_the_forename_is_told_and_holds_every_contact(written: str, plain: str, kind: HoldKind) -> None:
    found = by_sims(Forename=written)
    assert found.pupils[0].forename == plain
    assert kinds(found.pupils[0]) == [{kind}, {kind}]
    assert any("holds a remark beside the child’s name" in one.message for one in found.problems)


@pytest.mark.case("silence-pupil-words")
@pytest.mark.parametrize(("written", "plain", "kind"), NAMES)
def test_so_does_one_in_a_transfer_file(written: str, plain: str, kind: HoldKind) -> None:
    found = read_ctf("ctf.xml", ctf(ctf_pupil(ctf_contact(), Forename=written)))
    assert found.pupils[0].forename == plain
    assert kinds(found.pupils[0]) == [{kind}]
    assert any("holds a remark beside the child’s name" in one.message for one in found.problems)


@pytest.mark.case("silence-pupil-words")
@pytest.mark.parametrize("name", ["Emma Pearce - NO CONTACT DAD", "Pearce, Emma (no contact dad)"])
def test_so_does_one_in_a_whole_name(name: str) -> None:
    row = {"Name": name, "Year": "9", "Contact Forename": "Jane", "Contact Surname": "Pearce"}
    found = read_csv("list.csv", csv_bytes(list(row), [row]))
    assert found.pupils[0].name == "Emma Pearce"
    assert kinds(found.pupils[0]) == [{HoldKind.NO_CONTACT}]


@pytest.mark.case("silence-pupil-words")
def test_a_whole_name_in_small_letters_is_a_name() -> None:
    row = {"Name": "pearce, emma", "Year": "9", "Contact Forename": "Jane", "Contact Surname": "Pearce"}
    assert read_csv("list.csv", csv_bytes(list(row), [row])).pupils[0].name == "emma pearce"


@pytest.mark.case("silence-pupil-words")
@pytest.mark.parametrize(
    ("written", "plain"), [("9B (court order)", "9B"), ("9B - no contact dad", "9B"), ("court order - dad", "")]
)
def test_a_remark_in_the_form_is_told_and_holds_every_contact(written: str, plain: str) -> None:
    arbor = {
        "First name": "Emma", "Last name": "Pearce", "Year group": "9", "Registration form": written,
        "Parent 1 first name": "Jane", "Parent 1 last name": "Pearce", "Parent 2 first name": "Tom",
        "Parent 2 last name": "Pearce",
    }  # fmt: skip
    for found in (by_sims(Reg=written), read_csv("arbor.csv", csv_bytes(ARBOR, [arbor]))):
        assert found.pupils[0].form == plain
        assert all(kinds(found.pupils[0]))
        assert any("beside the child’s form" in one.message for one in found.problems)


@pytest.mark.case("silence-pupil-words")
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("Forename", "Emma-Jane"), ("Forename", "emma jane"), ("Forename", "Th? H??ng"), ("Forename", "Hoang Th?"),
        ("Legal_Surname", "Test"), ("Legal_Surname", "Court"),
        ("Legal_Surname", "Late"), ("Legal_Surname", "Secret"), ("Legal_Surname", "van der Berg"),
        ("Reg", "9DNC"), ("Reg", "9 DNC"), ("Reg", "CO"), ("Reg", "9B (Mr Reed)"), ("Reg", "Year 9 - Oak"),
        ("Reg", "Peaceful Court"),
    ],
)  # fmt: skip
def test_names_and_forms_that_only_look_so_stay_and_hold_nobody(field: str, text: str) -> None:
    found = by_sims(**{field: text})
    pupil = found.pupils[0]
    read = {"Forename": pupil.forename, "Legal_Surname": pupil.surname, "Reg": pupil.form}[field]
    assert read.casefold() == text.casefold()
    assert kinds(pupil) == [set(), set()]
    assert not [one for one in found.problems if "remark" in one.message]


@pytest.mark.case("silence-pupil-words")
def test_letters_an_export_has_lost_do_not_cut_a_contacts_name() -> None:
    assert by_sims(Contact_Forename="Th? H??ng").pupils[0].contacts[0].forename == "Th? H??ng"

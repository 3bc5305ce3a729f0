"""The Common Transfer File."""

from __future__ import annotations

import re
from datetime import date

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import FileKind, ImportedContact, ImportedPupil, ReadContacts
from halton_desktop.errors import Cancelled, UnreadableFile
from halton_desktop.exchange.ctf import read_ctf
from tests.helpers.contact_files import AS_PUPIL, ctf, ctf_contact, ctf_pupil

HOME = PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU")
JANE = ImportedContact(
    row=1, forename="Jane", surname="Fieldhouse", title="Mrs", relationship="mother", parental_responsibility=True,
    priority=1, sex="F", address=HOME, email="jane.fieldhouse@example.org", mobile="07700 900123",
)  # fmt: skip
SAM = ImportedPupil(1, "Sam", "Fieldhouse", "7", "", date(2014, 12, 5), "", "J876410414101", (JANE,))


def read(content: bytes) -> ReadContacts:
    return read_ctf("ctf.xml", content)


def contact(**values: object) -> ImportedContact:
    """The contact of a file with one."""
    return read(ctf(ctf_pupil(ctf_contact(**values)))).pupils[0].contacts[0]


def test_a_pupil_and_a_contact_who_lives_with_the_pupil() -> None:
    found = read(ctf(ctf_pupil()))
    assert (found.kind, found.pupils, found.problems) == (FileKind.CTF, (SAM,), ())


def test_nothing_else_of_the_file_is_kept() -> None:
    assert "WBRI" not in repr(read(ctf(ctf_pupil())))


@pytest.mark.parametrize(
    "root",
    ["CTfile", "CTFile", 'CTfile xmlns="http://www.example.org/ctf"', "ATfile", 'c:CTfile xmlns:c="urn:example"'],
)
def test_any_root_and_any_namespace(root: str) -> None:
    assert read(ctf(ctf_pupil(), root=root)).pupils == (SAM,)


def test_prefixed_elements_are_known_by_their_local_name() -> None:
    text = ctf(ctf_pupil()).decode()
    head, body = text.split("\n", 1)
    prefixed = re.sub(r"<(/?)(?=[A-Z])", r"<\1c:", body).replace("<c:CTfile>", '<c:CTfile xmlns:c="urn:example">')
    assert read(f"{head}\n{prefixed}".encode()).pupils == (SAM,)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_every_usual_encoding_keeps_the_letters(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = ctf(ctf_pupil(ctf_contact(Surname="Müller"))).decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert read(text.encode(encoding)).pupils[0].contacts[0].surname == "Müller"


def test_the_year_stands_under_the_basic_details_or_directly_under_the_pupil() -> None:
    assert read(ctf(ctf_pupil(BasicDetails="<NCyearActual>10</NCyearActual>"))).pupils[0].year_group == "10"
    assert read(ctf(ctf_pupil(BasicDetails=None, NCyearActual="R"))).pupils[0].year_group == "R"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (AS_PUPIL, HOME),
        (
            "<BS7666Address><SAON>Flat 7</SAON><PAON>50</PAON><Street>Norton Lane</Street>"
            "<Locality>Palacefields</Locality><Town>Runcorn</Town><AdministrativeArea>Halton</AdministrativeArea>"
            "<PostTown>RUNCORN</PostTown></BS7666Address><County>Cheshire</County><PostCode>WA7 2WJ</PostCode>",
            PostalAddress(("Flat 7", "50 Norton Lane", "Palacefields", "Runcorn"), "WA7 2WJ"),
        ),
        (
            "<BS7666Address><PAON>Rose Cottage</PAON><Street>Norton Lane</Street><PostTown>RUNCORN</PostTown>"
            "</BS7666Address><PostCode>WA7 2WJ</PostCode>",
            PostalAddress(("Rose Cottage", "Norton Lane", "Runcorn"), "WA7 2WJ"),
        ),
        (
            "<AddressLines><AddressLine1>50 Norton Lane</AddressLine1><AddressLine2>RUNCORN</AddressLine2>"
            "</AddressLines><PostCode>wa72wj</PostCode>",
            PostalAddress(("50 Norton Lane", "Runcorn"), "WA7 2WJ"),
        ),
        ("<AddressAsPupil>false</AddressAsPupil>", PostalAddress()),
        (None, PostalAddress()),
        ("", PostalAddress()),
    ],
)
def test_the_three_kinds_of_address(address: str | None, kept: PostalAddress) -> None:
    assert contact(Address=address).address == kept


def test_a_contact_of_a_pupil_without_address_has_none_either() -> None:
    assert read(ctf(ctf_pupil(Address=None))).pupils[0].contacts[0].address == PostalAddress()


@pytest.mark.parametrize(
    ("phones", "mobile", "home"),
    [
        ("<Phone><TelephoneType>H</TelephoneType><PhoneNo>0151 555 0101</PhoneNo></Phone>", "", "0151 555 0101"),
        (
            "<Phone><PhoneNo>07700900123</PhoneNo></Phone><Phone><PhoneNo>01515550101</PhoneNo></Phone>",
            "07700 900123", "0151 555 0101",
        ),
        ("<Phone><TelephoneType>W</TelephoneType><PhoneNo>0151 555 0199</PhoneNo></Phone>", "", "0151 555 0199"),
        (
            "<Phone><TelephoneType>W</TelephoneType><PhoneNo>0151 555 0199</PhoneNo></Phone>"
            "<Phone><TelephoneType>H</TelephoneType><PhoneNo>0151 555 0101</PhoneNo></Phone>", "", "0151 555 0101",
        ),
        ("<Phone><TelephoneType>F</TelephoneType><PhoneNo>0151 555 0101</PhoneNo></Phone>", "", ""),
        ("<Phone/>", "", ""),
        (None, "", ""),
    ],
)  # fmt: skip
def test_telephones_by_type_or_by_their_number(phones: str | None, mobile: str, home: str) -> None:
    found = contact(Phones=phones)
    assert (found.mobile, found.home_phone) == (mobile, home)


def test_an_unknown_relationship_code_stays_as_it_is() -> None:
    assert contact(Relationship="XYZ").relationship == "XYZ"


def test_the_older_and_the_newer_name_for_sex() -> None:
    assert contact(Gender="F").sex == "F"
    assert contact(Gender=None, Sex="M", Title="Mr", Relationship="FAT").sex == "M"


def test_the_same_pupil_twice_is_one_with_all_contacts() -> None:
    father = ctf_contact(Order=2, Title="Mr", Forename="Tom", Gender="M", Relationship="FAT")
    (pupil,) = read(ctf(ctf_pupil(), ctf_pupil(father))).pupils
    assert [person.forename for person in pupil.contacts] == ["Jane", "Tom"]


def test_problems_name_pupil_element_and_line() -> None:
    found = read(ctf(ctf_pupil(), "\n" + ctf_pupil(Forename="Emma", DOB="2014-31-12", UPN="A876410414101")))
    assert [(problem.row, problem.column, problem.value) for problem in found.problems] == [
        (2, "DOB", "2014-31-12"),
        (2, "UPN", "A876410414101"),
    ]
    assert "(line 3)" in found.problems[0].message
    assert "check letter should be J" in found.problems[1].message
    assert found.pupils[1].upn == "A876410414101", "a wrong check letter warns and never rejects"


def test_a_pupil_or_contact_without_a_name_is_left_out_and_told() -> None:
    nameless = ctf_pupil(Surname=None, Forename=None)
    found = read(ctf(nameless, ctf_pupil(ctf_contact() + ctf_contact(Surname=None, Forename=""))))
    assert [pupil.row for pupil in found.pupils] == [2]
    assert len(found.pupils[0].contacts) == 1
    assert [(problem.row, problem.column) for problem in found.problems] == [(1, "Surname"), (2, "Surname")]


def test_entities_are_refused() -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    with pytest.raises(UnreadableFile, match="entity declarations"):
        read(ctf(ctf_pupil(Surname="Fieldhouse"), declaration=evil))


def test_a_reference_to_another_file_is_refused() -> None:
    peeking = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
    with pytest.raises(UnreadableFile, match="entity declarations"):
        read(ctf(ctf_pupil(), declaration=peeking))


def test_a_file_cut_short_names_the_line() -> None:
    with pytest.raises(UnreadableFile, match="cut short near line") as refused:
        read(ctf(ctf_pupil(), "\n", ctf_pupil())[:-300])
    assert refused.value.row == 3


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"<html><body>Not found</body></html>", "web page"),
        (b"<rss><item/></rss>", "another kind"),
        (ctf(), "no pupils"),
    ],
)
def test_other_xml_is_refused(content: bytes, part: str) -> None:
    with pytest.raises(UnreadableFile, match=part):
        read(content)


def test_reading_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        read_ctf("ctf.xml", ctf(ctf_pupil()), cancelled=lambda: True)

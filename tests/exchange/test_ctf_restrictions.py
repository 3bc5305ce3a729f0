"""Words of secrecy, orders and leaving in a Common Transfer File, wherever a system puts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from halton_desktop.domain.importing.contact_import import ReadContacts
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.exchange.ctf import read_ctf
from tests.helpers.contact_files import ctf, ctf_contact, ctf_pupil

FATHER = ctf_contact(Forename="Tom", Title="Mr", Relationship="FAT", Gender="M", Email=None, Phones=None)
TODAY = date.today()  # noqa: DTZ011 - as the program reads the wall calendar


def read(*pupils: str, header: str = "") -> ReadContacts:
    content = ctf(*pupils).decode().replace("</Header>", f"{header}</Header>")
    return read_ctf("ctf.xml", content.encode())


def lines(*texts: str) -> str:
    inside = "".join(f"<AddressLine{number}>{text}</AddressLine{number}>" for number, text in enumerate(texts, 1))
    return f"<BS7666Address/><AddressLines>{inside}</AddressLines><PostCode>WA8 4EU</PostCode>"


def street(text: str, house: str = "121") -> str:
    parts = f"<PAON>{house}</PAON><Street>{text}</Street><PostTown>WIDNES</PostTown>"
    return f"<BS7666Address>{parts}</BS7666Address><PostCode>WA8 4EU</PostCode>"


@pytest.mark.case("silence-ctf")
@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (lines("Refuge - do not disclose", "12 Mill Lane", "Widnes"), "12 Mill Lane, Widnes, WA8 4EU"),
        (lines("CONFIDENTIAL", "12 Mill Lane", "Widnes"), "12 Mill Lane, Widnes, WA8 4EU"),
        (lines("12 Mill Lane (refuge)", "Widnes"), "12 Mill Lane, Widnes, WA8 4EU"),
        (street("St Anne's Road - DO NOT DISCLOSE"), "121 St Anne's Road, Widnes, WA8 4EU"),
        (street("St Anne's Road").replace("WIDNES", "WIDNES - CONFIDENTIAL"), None),
    ],
)
def test_a_remark_in_the_childs_address_holds_every_contact_and_is_said(address: str, kept: str | None) -> None:
    apart = FATHER.replace("<AddressAsPupil>true</AddressAsPupil>", lines("3 Other Road", "Widnes"))
    found = read(ctf_pupil(ctf_contact() + apart, Address=address))
    mother, father = found.pupils[0].contacts
    assert {one.kind for one in mother.holds} == {one.kind for one in father.holds} == {HoldKind.SECRECY}
    assert mother.remarks
    assert father.address.one_line == "3 Other Road, Widnes, WA8 4EU"
    assert kept is None or mother.address.one_line == kept
    assert any("holds a remark" in one.message for one in found.problems)


@pytest.mark.case("silence-ctf")
def test_an_address_nobody_is_sure_of_holds_those_who_live_there_only() -> None:
    apart = FATHER.replace("<AddressAsPupil>true</AddressAsPupil>", lines("3 Other Road", "Widnes"))
    found = read(ctf_pupil(ctf_contact() + apart, Address=lines("12 Mill Lane - moved out", "Widnes")))
    mother, father = found.pupils[0].contacts
    assert ([one.kind for one in mother.holds], father.holds) == ([HoldKind.UNDECIDED], ())


@pytest.mark.case("silence-ctf")
@pytest.mark.parametrize(
    "inside",
    [
        {"BasicDetails": "<CourtOrder>1</CourtOrder><NCyearActual>7</NCyearActual>"},
        {"Welfare": "<Flags><CourtOrder>true</CourtOrder></Flags>"},
        {"Welfare": "<CourtOrder><Kind>non-molestation</Kind><Since>2026-01-02</Since></CourtOrder>"},
    ],
)
def test_an_order_of_the_pupil_holds_all_contacts_wherever_it_stands(inside: dict[str, object]) -> None:
    found = read(ctf_pupil(ctf_contact() + FATHER, **inside))
    assert found.knows_orders
    for contact in found.pupils[0].contacts:
        assert [one.kind for one in contact.holds] == [HoldKind.COURT_ORDER]


@pytest.mark.case("silence-ctf")
@pytest.mark.parametrize(
    "restricted",
    [
        ctf_contact(Address="<AddressAsPupil>true</AddressAsPupil><Confidential>true</Confidential>"),
        ctf_contact(Details="<DoNotContact>Y</DoNotContact>"),
        ctf_contact().replace("<Contact>", '<Contact DoNotContact="true">'),
        ctf_contact().replace("<Address>", '<Address confidential="true">'),
    ],
)
def test_a_restriction_inside_a_contact_is_that_contacts(restricted: str) -> None:
    mother, father = read(ctf_pupil(restricted + FATHER)).pupils[0].contacts
    assert (bool(mother.holds), father.holds) == (True, ())


@pytest.mark.case("silence-ctf")
def test_a_denied_order_of_the_pupil_holds_nobody() -> None:
    found = read(ctf_pupil(BasicDetails="<CourtOrder>0</CourtOrder><NCyearActual>7</NCyearActual>"))
    assert found.knows_orders
    assert found.pupils[0].contacts[0].holds == ()


@pytest.mark.case("silence-ctf")
def test_a_leaving_date_that_has_passed_counts_though_it_was_to_come_when_the_file_was_written() -> None:
    left = "<NCyearActual>7</NCyearActual><LeavingDate>2025-07-20</LeavingDate>"
    staying = ctf_pupil(Forename="Ann", UPN="")
    found = read(ctf_pupil(BasicDetails=left), staying, header="<DateTime>2020-09-07T08:30:00</DateTime>")
    assert [one.name for one in found.pupils] == ["Ann Fieldhouse"]
    assert [one.left_on for one in found.leavers] == [date(2025, 7, 20)]
    to_come = f"<NCyearActual>7</NCyearActual><LeavingDate>{TODAY + timedelta(days=30)}</LeavingDate>"
    assert len(read(ctf_pupil(BasicDetails=to_come)).pupils) == 1


@pytest.mark.case("silence-ctf")
@pytest.mark.parametrize(("days", "told"), [(365, True), (20, False)])
def test_the_age_of_an_old_file_is_said(days: int, told: bool) -> None:
    day = TODAY - timedelta(days=days)
    found = read(ctf_pupil(), header=f"<DateTime>{day}T08:30:00</DateTime>")
    assert any(f"written on {day:%d/%m/%Y}" in one.message for one in found.problems) is told

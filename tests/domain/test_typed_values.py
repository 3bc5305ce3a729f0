"""Typed values are tidied and judged as imported ones are; nothing legitimate is refused, everything odd is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.address import PostalAddress, address_problem, tidy_address
from halton_desktop.domain.parents.parent import checked_parent, checked_pupil, odd_values
from halton_desktop.errors import InvalidInput
from tests.factories import a_parent, a_pupil


@pytest.mark.case("entry-4")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jane\nAnn", "Jane Ann"),
        ("Jane\tAnn", "Jane Ann"),
        ("Ja\u202ene", "Jane"),
        ("\u200bJane\ufeff", "Jane"),
        ("  Jane \u00a0 Ann ", "Jane Ann"),
        ("Zoë-Siân", "Zoë-Siân"),
        ("می\u200cنا", "می\u200cنا"),
    ],
)
def test_a_name_is_one_line_of_signs_that_can_be_seen(typed: str, kept: str) -> None:
    assert checked_parent(a_parent(forename=typed)).forename == kept
    assert checked_pupil(a_pupil(surname=typed)).surname == kept


@pytest.mark.case("entry-4")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01515550001", "0151 555 0001"),
        ("+44 151 555 0001", "0151 555 0001"),
        ("07700900123", "07700 900123"),
        ("+353 1 234 5678", "+353 1 234 5678"),
        ("0151 555 0001 ext 12", "0151 555 0001 ext 12"),
    ],
)
def test_a_telephone_is_spaced_as_imported_ones_are(typed: str, kept: str) -> None:
    parent = checked_parent(a_parent(home_phone=typed))
    assert parent.home_phone == kept
    assert odd_values(parent) == []


@pytest.mark.case("entry-4")
@pytest.mark.parametrize("typed", ["jane@", "@example.org", "jane", "jane@example", "a@b@c.org", "jane @example.org"])
def test_an_e_mail_that_is_none_is_named(typed: str) -> None:
    with pytest.raises(InvalidInput) as said:
        checked_parent(a_parent(email=typed))
    assert said.value.field == "email"


@pytest.mark.case("entry-4")
def test_a_pasted_mail_link_is_its_address() -> None:
    assert checked_parent(a_parent(email="mailto:jane.o'brien+x@exämple.co.uk")).email == "jane.o'brien+x@exämple.co.uk"


@pytest.mark.case("entry-4")
@pytest.mark.parametrize(
    ("lines", "postcode", "block"),
    [
        (["14, Kingsway, Widnes, WA8 7TD"], "", ("14 Kingsway", "WIDNES", "WA8 7TD")),
        (["14 Kingsway, Widnes"], "wa87td", ("14 Kingsway", "WIDNES", "WA8 7TD")),
        (["12 rue Haute, 75001 Paris, France"], "", ("12 rue Haute", "75001 Paris", "FRANCE")),
        (["4 Main Road", "Lusaka", "Zambia"], "", ("4 Main Road", "Lusaka", "ZAMBIA")),
        (["Sgt J Smith's quarters", "BFPO 12"], "", ("Sgt J Smith's quarters", "BFPO 12")),
        (["12 Regiment", "BFPO 12"], "BF1 2AS", ("12 Regiment", "BFPO 12", "BF1 2AS")),
    ],
)
def test_an_address_abroad_of_the_forces_or_on_one_line_can_be_written_to(
    lines: list[str], postcode: str, block: tuple[str, ...]
) -> None:
    address = tidy_address(lines, postcode)
    assert address.block == block
    assert address_problem(address) == ""


@pytest.mark.case("entry-4")
def test_what_is_odd_is_said_once_and_never_again_of_what_is_kept() -> None:
    odd = a_parent(mobile="12345", address=PostalAddress(("14 Kingsway",), "WA8 7TDD"))
    assert odd_values(odd) == [
        "The mobile “12345”: it is not a British telephone number of 11 digits (some 10) starting with 0.",
        "No letter can be posted to this address: “WA8 7TDD” is not a UK postcode.",
    ]
    assert odd_values(replace(odd, surname="Newname"), odd) == []
    assert odd_values(a_parent(mobile="", home_phone="", address=PostalAddress())) == []

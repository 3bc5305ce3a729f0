"""Which contacts of one file are one person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_groups import Entry, Groups, group_contacts
from halton_desktop.domain.importing.contact_import import ImportedContact
from halton_desktop.domain.parents.parent_match import home_of, sex_of, traits

HOME = PostalAddress(("12 Example Road", "Widnes"), "WA8 7QU")
JANE = ImportedContact(
    1, "Jane", "Fieldhouse", "Mrs", "mother", True, 1, address=HOME, email="jane@example.org", mobile="07700 900123"
)
NOTHING: dict[str, Any] = {"address": PostalAddress(), "email": "", "mobile": ""}


def group(*contacts: tuple[int, ImportedContact]) -> Groups:
    """Contacts with the place of their pupil."""
    return group_contacts(
        [
            Entry(
                pupil,
                contact,
                traits(
                    contact.forename,
                    contact.surname,
                    sex_of(contact.title, contact.sex, contact.relationship),
                    contact.email,
                    (contact.mobile, contact.home_phone),
                    home_of(contact.address),
                ),
            )
            for pupil, contact in contacts
        ]
    )


def people(*contacts: tuple[int, ImportedContact]) -> list[list[int]]:
    return list(group(*contacts).all())


def test_siblings_share_a_parent_who_is_written_alike() -> None:
    assert people((1, JANE), (2, JANE)) == [[0, 1]]


def test_email_alone_mobile_alone_or_home_alone_is_enough_beside_the_name() -> None:
    for known in ("email", "mobile", "address"):
        other = replace(JANE, **(NOTHING | {known: getattr(JANE, known)}))
        assert people((1, JANE), (2, other)) == [[0, 1]], known


def test_a_name_alone_joins_nobody() -> None:
    stranger = replace(JANE, address=PostalAddress(("1 Other Street", "Widnes"), "WA8 0AA"), email="", mobile="")
    assert people((1, JANE), (2, stranger)) == [[0], [1]]


def test_the_same_house_number_and_postcode_in_another_street_is_another_home() -> None:
    other = replace(JANE, **(NOTHING | {"address": PostalAddress(("12 Other Street", "Widnes"), "WA8 7QU")}))
    assert people((1, JANE), (2, other)) == [[0], [1]]


def test_an_initial_does_not_join_a_group_in_which_somebody_has_the_other_sex() -> None:
    """The titleless entry would let Mr J in by their common e-mail, were it not one person with Mrs Jane."""
    titleless = replace(JANE, title="", relationship="carer", email="shared@example.org")
    man = replace(JANE, **NOTHING, forename="J", title="Mr", relationship="carer")
    man = replace(man, email="shared@example.org")
    assert people((1, JANE), (2, titleless), (3, man)) == [[0, 1], [2]]


def test_a_home_telephone_alone_joins_nobody_but_is_asked_about() -> None:
    one = replace(JANE, **NOTHING, home_phone="0151 555 0101")
    found = group((1, one), (2, one))
    assert list(found.all()) == [[0], [1]]
    assert "home telephone" in found.doubts[0][2]


def test_a_couple_with_one_email_and_one_home_stays_two() -> None:
    tom = replace(JANE, forename="Tom", title="Mr", relationship="father", mobile="07700 900124")
    assert people((1, JANE), (1, tom), (2, JANE), (2, tom)) == [[0, 2], [1, 3]]


def test_a_couple_with_the_same_initial_stays_two() -> None:
    jo = replace(JANE, forename="J", title="Mr", relationship="father")
    assert people((1, JANE), (1, jo), (2, JANE)) == [[0, 2], [1]]


def test_the_same_name_with_another_title_is_asked_about_and_not_joined() -> None:
    alex = replace(JANE, forename="Alex")
    found = group((1, alex), (2, replace(alex, title="Mr", relationship="father")))
    assert list(found.all()) == [[0], [1]]
    assert "different titles" in found.doubts[0][2]


def test_an_initial_joins_the_one_full_name_that_fits() -> None:
    assert people((1, replace(JANE, forename="J")), (2, JANE)) == [[0, 1]]


def test_an_initial_that_fits_two_people_joins_neither() -> None:
    joan = replace(JANE, forename="Joan", email="joan@example.org", mobile="07700 900125")
    found = group((1, JANE), (2, joan), (3, replace(JANE, forename="J", email="", mobile="")))
    assert list(found.all()) == [[0], [1], [2]]
    assert "either of two" in found.doubts[0][2]


def test_initials_alone_join_when_written_alike() -> None:
    initial = replace(JANE, forename="J")
    assert people((1, initial), (2, initial)) == [[0, 1]]


def test_lost_letters_join_the_whole_name() -> None:
    lucy = replace(JANE, forename="Łucja")
    assert people((1, replace(lucy, forename="?ucja")), (2, lucy)) == [[0, 1]]


def test_names_of_which_nothing_is_left_join_only_with_the_same_mobile_title_and_relationship() -> None:
    nameless = replace(JANE, forename="????", surname="?????")
    assert people((1, nameless), (2, nameless)) == [[0, 1]]
    assert people((1, nameless), (2, replace(nameless, mobile=""))) == [[0], [1]]
    assert people((1, nameless), (2, replace(nameless, title="Mr", relationship="father"))) == [[0], [1]]


def test_a_father_and_grandfather_of_one_name_in_one_house_stay_two() -> None:
    father = replace(JANE, forename="John", title="Mr", relationship="father")
    grandfather = replace(father, relationship="grandfather", email="", mobile="07700 900199")
    assert people((1, father), (1, grandfather)) == [[0], [1]]


def test_one_contact_entered_twice_for_a_pupil_is_one() -> None:
    assert people((1, JANE), (1, replace(JANE, row=2))) == [[0, 1]]


def test_nearly_the_same_name_with_the_same_email_is_asked_about() -> None:
    found = group((1, JANE), (2, replace(JANE, forename="Janet")))
    assert list(found.all()) == [[0], [1]]
    assert "nearly the same name" in found.doubts[0][2]


def test_unknown_sex_joins_the_only_namesake_but_not_one_of_two() -> None:
    doctor = replace(JANE, title="Dr", relationship="carer")
    assert people((1, JANE), (2, doctor)) == [[0, 1]]
    man = replace(JANE, title="Mr", relationship="father")
    assert people((1, JANE), (2, man), (3, doctor)) == [[0], [1], [2]]


def test_the_order_of_the_file_does_not_matter() -> None:
    entries = [(1, replace(JANE, forename="J")), (2, JANE), (3, replace(JANE, address=PostalAddress(), email=""))]
    assert len(people(*entries)) == len(people(*reversed(entries))) == 1

"""When two entries are the same parent."""

from __future__ import annotations

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.parents.parent_match import (
    NameAgreement,
    Traits,
    email_key,
    evidence,
    folded,
    home_of,
    is_close,
    names_agree,
    same_home,
    sex_of,
    sexes_contradict,
    traits,
)


def person(forename: str, surname: str, title: str = "", **known: str) -> Traits:
    """Somebody, for comparing."""
    sex = sex_of(title, relationship=known.get("relationship", ""))
    home = home_of(PostalAddress((known["street"], "Widnes"), known.get("postcode", ""))) if "street" in known else None
    return traits(forename, surname, sex, known.get("email", ""), (known.get("mobile", ""), ""), home)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (("Jane", "O’Brien"), ("JANE", "O'BRIEN"), NameAgreement.SAME),
        (("Łukasz", "Nowak"), ("Lukasz", "Nowak"), NameAgreement.SAME),
        (("J", "Smith"), ("Jane", "Smith"), NameAgreement.INITIAL),
        (("J.", "Smith"), ("Jane", "Smith"), NameAgreement.INITIAL),
        (("J P", "Smith"), ("John Paul", "Smith"), NameAgreement.INITIAL),
        (("J P", "Smith"), ("John", "Smith"), NameAgreement.INITIAL),
        (("J P", "Smith"), ("John Brian", "Smith"), NameAgreement.NO),
        (("K", "Smith"), ("Jane", "Smith"), NameAgreement.NO),
        (("?ukasz", "Nowak"), ("Łukasz", "Nowak"), NameAgreement.LOST_LETTERS),
        (("Ewa", "Th? H??ng"), ("Ewa", "Thị Hương"), NameAgreement.LOST_LETTERS),
        (("?ukasz", "Nowak"), ("Tomasz", "Nowak"), NameAgreement.NO),
        (("?", "Nowak"), ("Łukasz", "Nowak"), NameAgreement.NO),
        (("", "Smith"), ("Jane", "Smith"), NameAgreement.NO),
        (("", "Smith"), ("", "Smith"), NameAgreement.INITIAL),
        (("Jane", ""), ("Jane", ""), NameAgreement.INITIAL),
        (("Jane", ""), ("Joan", ""), NameAgreement.NO),
        (("", ""), ("", ""), NameAgreement.NO),
        (("Jon", "Smith"), ("John", "Smith"), NameAgreement.NO),
        (("Anna", "Smith"), ("Anna Maria", "Smith"), NameAgreement.NO),
        (("Jane", "Smith"), ("Jane", "Brown"), NameAgreement.NO),
    ],
)
def test_names_agree_as_far_as_is_safe(one: tuple[str, str], other: tuple[str, str], how: NameAgreement) -> None:
    assert names_agree(person(*one), person(*other)) is how
    assert names_agree(person(*other), person(*one)) is how


def test_lost_letters_are_kept_while_folding() -> None:
    assert folded("Th? H??ng") == "th? h??ng"
    assert folded("?????") == "?????"


@pytest.mark.parametrize(
    ("title", "stated", "relationship", "sex"),
    [
        ("Mr", "", "", ("M", True)),
        ("Mrs.", "", "", ("F", True)),
        ("Dr", "F", "", ("F", True)),
        ("Dr", "", "father", ("M", True)),
        ("Dr", "", "grandmother", ("F", False)),
        ("Mr", "", "grandmother", ("M", True)),
        ("Dr", "", "carer", ("", False)),
        ("", "", "", ("", False)),
    ],
)
def test_the_sex_is_taken_from_the_surest_place(
    title: str, stated: str, relationship: str, sex: tuple[str, bool]
) -> None:
    assert sex_of(title, stated, relationship) == sex


def test_only_certain_sexes_rule_out_a_person_where_the_child_is_the_same() -> None:
    man, likely_woman = person("A", "Smith", "Mr"), person("A", "Smith", relationship="grandmother")
    assert sexes_contradict(man, likely_woman)
    assert not sexes_contradict(man, likely_woman, only_certain=True)
    assert not sexes_contradict(man, person("A", "Smith", "Dr"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((("Flat 7", "50 Norton Lane", "Runcorn"), "WA7 2WJ"), (("Flat 7 50 Norton Lane", "RUNCORN"), "wa72wj"), True),
        ((("50 Norton Lane", "Palacefields", "Runcorn"), "WA7 2WJ"), (("50 Norton Lane", "Runcorn"), "WA7 2WJ"), True),
        ((("50 Norton Lane", "Runcorn"), ""), (("50 Norton Lane", "Runcorn"), "WA7 2WJ"), True),
        ((("50 Norton Lane", "Runcorn"), ""), (("50 Norton Lane", "Palacefields", "Runcorn"), "WA7 2WJ"), False),
        ((("50 Norton Lane", "Runcorn"), "WA7 2WJ"), (("51 Norton Lane", "Runcorn"), "WA7 2WJ"), False),
        ((("50 Norton Lane", "Runcorn"), "WA7 2WJ"), (("50 Norton Lane", "Runcorn"), "WA7 2WL"), False),
        (
            (("Flat 7", "50 Norton Lane", "Runcorn"), "WA7 2WJ"),
            (("Flat 8, 50 Norton Lane", "Runcorn"), "WA72WJ"),
            False,
        ),
        ((("Fir Trees", "Latham Ave", "Widnes"), "WA8 1AA"), (("Fir Trees Latham Ave", "Widnes"), "WA8 1AA"), True),
        ((("Fir Trees", "Latham Ave", "Widnes"), "WA8 1AA"), (("The Elms", "Latham Ave", "Widnes"), "WA8 1AA"), False),
        ((("Widnes",), "WA8 1AA"), (("Widnes",), "WA8 1AA"), False),
    ],
)
def test_one_home_is_known_however_it_is_written(
    one: tuple[tuple[str, ...], str], other: tuple[tuple[str, ...], str], same: bool
) -> None:
    first, second = home_of(PostalAddress(*one)), home_of(PostalAddress(*other))
    assert same_home(first, second) is same
    assert same_home(second, first) is same
    if same and first and second:
        assert set(first.keys) & set(second.keys), "two entries of one home must be found through a common key"


def test_evidence_counts_email_mobile_and_home_and_never_nothing() -> None:
    jane = person(
        "Jane", "Smith", email="J@Example.org", mobile="07700 900123", street="1 Example Road", postcode="WA8 7QU"
    )
    assert evidence(jane, person("Jane", "Smith", email="j@example.org")) == 1
    assert evidence(jane, person("Jane", "Smith", mobile="+447700900123")) == 1
    assert evidence(jane, jane) == 3
    assert evidence(person("Jane", "Smith"), person("Jane", "Smith")) == 0


@pytest.mark.parametrize("text", ["jan?@example.org", "jane", "", "?@?"])
def test_a_damaged_email_is_no_evidence(text: str) -> None:
    assert email_key(text) == ""


def test_nearly_the_same_name_is_worth_a_question() -> None:
    assert is_close(person("Jon", "Smith"), person("John", "Smith"))
    assert is_close(person("Chris", "Smith"), person("Christopher", "Smith"))
    assert not is_close(person("Jane", "Smith"), person("Tom", "Smith"))
    assert not is_close(person("Jon", "Smith"), person("John", "Brown"))

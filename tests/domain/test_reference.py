"""References are unique, survive the way people type them, and say what is wrong when they cannot be read."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from halton_desktop.domain.reference import (
    ALPHABET,
    EXAMPLE,
    Reference,
    ReferenceFault,
    ReferenceKind,
    UnreadableReference,
    code_text,
    draw,
    initials,
    of_same_office,
    parse,
    share_of,
)
from halton_desktop.errors import OurBug

references = st.builds(
    Reference,
    kind=st.sampled_from(ReferenceKind),
    school_year=st.integers(2000, 2099),
    number=st.integers(0, 32**5 - 1),
    share=st.sampled_from(["", "K7M2", "0000", "ZZZZ"]),
)


def fault_of(text: str) -> ReferenceFault:
    with pytest.raises(UnreadableReference) as caught:
        parse(text)
    assert caught.value.field == "reference"
    assert caught.value.advice
    return caught.value.fault


@given(references)
def test_what_was_issued_reads_back(reference: Reference) -> None:
    assert parse(str(reference)) == reference


def test_the_running_number_never_gives_the_same_reference_twice() -> None:
    issued = {str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, number)) for number in range(20_000)}
    assert len(issued) == 20_000


def test_neighbouring_numbers_look_different() -> None:
    first, second = (str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, number))[4:9] for number in (41, 42))
    assert sum(a != b for a, b in zip(first, second, strict=True)) >= 3


def test_the_same_number_gives_the_same_reference_in_every_version_of_the_program() -> None:
    """Printed slips come back months later: changing how references are made would orphan them."""
    assert str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, 0)) == "A26-98GD9-2"
    assert str(Reference(ReferenceKind.CONSENT, 2031, 123_456)) == "C31-J7679-H"


@given(references, st.data())
def test_case_spaces_dashes_and_look_alikes_do_not_matter(reference: Reference, data: st.DataObject) -> None:
    typed = ""
    for character in str(reference):
        look_alikes = {"0": "0Oo", "1": "1IiLl", "-": ["-", "", " ", " – ", "‑"]}.get(
            character, [character, character.lower()]
        )
        typed += data.draw(st.sampled_from(look_alikes)) + data.draw(st.sampled_from(["", "", " ", "\t"]))
    assert parse(f"  {typed}\r\n") == reference


@given(references, st.integers(0, 12), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_noticed(reference: Reference, place: int, wrong: str) -> None:
    right = str(reference).replace("-", "")
    place %= len(right)
    assume(right[place] != wrong)
    damaged = right[:place] + wrong + right[place + 1 :]
    assume(not damaged.isdigit())
    assert fault_of(damaged) is ReferenceFault.DAMAGED


@given(references, st.integers(0, 11), st.integers(1, 12))
def test_any_two_swapped_characters_are_noticed(reference: Reference, place: int, apart: int) -> None:
    right = list(str(reference).replace("-", ""))
    place %= len(right)
    other = min(place + apart, len(right) - 1)
    assume(right[place] != right[other])
    right[place], right[other] = right[other], right[place]
    assert fault_of("".join(right)) in (ReferenceFault.DAMAGED, ReferenceFault.NOT_A_REFERENCE)


@pytest.mark.case("years-1")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mrs Siobhán O'Brien", "SO"),
        ("Żaneta Kowalczyk-Wiśniewska", "ZW"),
        ("Dr Łukasz Nowak", "LN"),
        ("Mai Nguyễn", "MN"),
        ("Ашот", ""),
    ],
)
def test_initials_are_letters_a_code_can_carry(name: str, expected: str) -> None:
    assert initials(name) == expected
    assert parse(code_text(EXAMPLE, name)).initials == expected
    assert parse(code_text(EXAMPLE, name)) == parse(EXAMPLE)


@pytest.mark.case("years-1")
def test_what_is_drawn_is_of_the_office_and_of_the_copy() -> None:
    share = share_of("office", "first copy")
    one, two = islice(draw(ReferenceKind.CONSENT, 2026, share), 2)
    assert one != two
    assert of_same_office(parse(str(one)).share, share_of("office", "second copy"))
    assert not of_same_office(share, share_of("another office", "first copy"))


@pytest.mark.parametrize("text", ["", "   ", "\t\r\n", "\u00a0"])
def test_nothing_typed_is_said_to_be_empty(text: str) -> None:
    assert fault_of(text) is ReferenceFault.EMPTY


@pytest.mark.parametrize(
    "text",
    [
        "O'Brien",
        "A26-7K3F2",
        "A26-7K3F2-XX",
        "2026-0042",
        "A26-7U3F2-X",
        "QZZ-7K3F2-X",
        "5012345678900",
        "-",
        "Ж26-7K3F2-X",
    ],
)
def test_something_else_is_said_to_be_no_reference(text: str) -> None:
    assert fault_of(text) is ReferenceFault.NOT_A_REFERENCE


@given(st.text(max_size=12))
def test_whatever_else_is_typed_is_refused_with_a_whole_sentence(text: str) -> None:
    assume(not text.upper().startswith(("A", "C", "G", "N")))
    with pytest.raises(UnreadableReference, match=r"\."):
        parse(text)


def test_the_example_shown_to_users_has_the_shape_of_a_reference() -> None:
    assert fault_of(EXAMPLE + "9") is ReferenceFault.NOT_A_REFERENCE
    assert parse(EXAMPLE).kind is ReferenceKind.ACKNOWLEDGEMENT


@pytest.mark.parametrize(("year", "number"), [(2026, -1), (2026, 32**5), (1999, 0), (2100, 0)])
def test_numbers_and_years_that_cannot_be_written_are_our_bug(year: int, number: int) -> None:
    with pytest.raises(OurBug):
        Reference(ReferenceKind.ACKNOWLEDGEMENT, year, number)

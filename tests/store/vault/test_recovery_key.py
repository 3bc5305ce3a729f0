"""The recovery key: what is printed comes back from paper, and a slip of the pen is found in its group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.errors import InvalidInput
from halton_desktop.store.vault import recovery_key
from halton_desktop.store.vault.recovery_key import to_secret, to_text

SECRETS = st.binary(min_size=20, max_size=20)


@given(SECRETS)
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    assert to_secret(to_text(secret)) == secret


def test_it_is_printed_in_eight_groups_of_five_without_letters_that_are_misread() -> None:
    text = to_text(recovery_key.new_secret())
    assert [len(group) for group in text.split("-")] == [5] * 8
    assert not set(text) & set("ILOU")


@given(SECRETS)
def test_case_spaces_dashes_and_look_alike_letters_make_no_difference(secret: bytes) -> None:
    text = to_text(secret)
    sloppy = "  " + text.lower().replace("-", " – ").replace("0", "o").replace("1", "l") + "\n"
    assert to_secret(sloppy) == secret
    assert to_secret(text.replace("-", "").replace("0", "O").replace("1", "I")) == secret


@given(SECRETS, st.integers(0, 39), st.integers(1, 31))
def test_any_one_wrong_letter_is_found_in_its_group(secret: bytes, place: int, other: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = to_text(secret).replace("-", "")
    wrong = alphabet[(alphabet.index(letters[place]) + other) % 32]
    with pytest.raises(InvalidInput, match=f"Group {place // 5 + 1} ") as refused:
        to_secret(letters[:place] + wrong + letters[place + 1 :])
    assert refused.value.field == "recovery_key"


@given(SECRETS, st.integers(0, 38))
def test_two_neighbours_swapped_are_found(secret: bytes, place: int) -> None:
    letters = to_text(secret).replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if swapped != letters:
        with pytest.raises(InvalidInput):
            to_secret(swapped)


@given(SECRETS, st.integers(0, 7), st.integers(0, 7))
def test_two_groups_in_each_others_place_are_found(secret: bytes, first: int, second: int) -> None:
    groups = to_text(secret).split("-")
    if first != second:
        groups[first], groups[second] = groups[second], groups[first]
        with pytest.raises(InvalidInput):
            to_secret("-".join(groups))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "this has 0"),
        ("7KQ4M", "this has 5"),
        ("00000-0000U", "“U” in group 2"),
        ("0000!", "“!” in group 1"),
        ("0" * 41, "this has 41"),
    ],
)
def test_what_cannot_be_a_recovery_key_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        to_secret(typed)


@pytest.mark.case("years-12")
def test_dots_and_the_numbers_printed_over_the_groups_make_no_difference() -> None:
    secret = recovery_key.new_secret()
    groups = to_text(secret).split("-")
    numbered = " ".join(f"{number}. {group}" for number, group in enumerate(groups, start=1))
    assert to_secret(numbered) == secret
    assert to_secret(".".join(groups)) == secret


@pytest.mark.case("years-12")
def test_a_group_with_a_letter_too_few_is_named() -> None:
    groups = to_text(recovery_key.new_secret()).split("-")
    groups[4] = groups[4][:-1]
    with pytest.raises(InvalidInput, match=r"Group 5 .* has 4 letters"):
        to_secret(" ".join(groups))

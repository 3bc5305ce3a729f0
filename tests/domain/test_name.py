"""Folding names for search and comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.name import fold, joined, sort_key


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("O’Brien", "obrien"), ("O'Brien", "obrien"), ("O`Brien", "obrien"), ("Łukasz", "lukasz"), ("Nguyễn", "nguyen"),
        ("Ðorđe", "dorde"), ("Müller", "muller"), ("Weiß", "weiss"), ("Smith-Jones", "smith jones"), ("محمد", "محمد"),
        ("Мария", "мария"), ("  Anna   Maria ", "anna maria"), ("Ní Dhónaill", "ni dhonaill"),
        ("snake_case", "snake case"),
    ],
)  # fmt: skip
def test_a_name_folds_to_what_people_type(name: str, plain: str) -> None:
    assert fold(name) == plain


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcABC'` -_.12", max_size=20))
def test_the_short_way_for_plain_letters_agrees_with_the_long_one(text: str) -> None:
    assert fold(text) == fold(text + " é").removesuffix("e").strip()


def test_the_register_is_ordered_by_surname_without_accents_and_spaces() -> None:
    people = [("Žižek", "Ann"), ("van der Berg", "Jo"), ("Vance", "Al"), ("O’Brien", "Zoe"), ("Obrien", "Al")]
    ordered = sorted(people, key=lambda person: sort_key(*person))
    assert [surname for surname, _ in ordered] == ["Obrien", "O’Brien", "Vance", "van der Berg", "Žižek"]


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [joined(()), joined(["A"]), joined(["A", "B"]), joined(["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]

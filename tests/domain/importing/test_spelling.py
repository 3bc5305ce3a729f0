"""Spellings of one name."""

from __future__ import annotations

import pytest

from halton_desktop.domain.importing.spelling import best_spelling, is_shouted, without_capitals


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SMITH", "Smith"), ("O'BRIEN", "O'Brien"), ("O’BRIEN", "O’Brien"), ("MCDONALD", "McDonald"),
        ("SMITH-JONES", "Smith-Jones"), ("VAN DER BERG", "Van der Berg"), ("BÁRTOVÁ", "Bártová"),
        ("ST ANNE'S ROAD", "St Anne's Road"), ("Smith", "Smith"), ("McDonald", "McDonald"),
        ("J", "J"), ("محمد", "محمد"),
    ],
)  # fmt: skip
def test_a_name_in_capitals_is_written_as_people_do(typed: str, kept: str) -> None:
    assert without_capitals(typed) == kept


def test_a_family_name_in_capitals_takes_the_childs_spelling() -> None:
    assert without_capitals("MACDONALD", ["Smith", "MacDonald"]) == "MacDonald"
    assert without_capitals("VAN DER BERG", ["van der Berg"]) == "van der Berg"


def test_an_initial_is_not_shouting() -> None:
    assert not is_shouted("J")
    assert is_shouted("JO")


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        (("?ukasz", "Łukasz"), "Łukasz"), (("J", "John"), "John"), (("SMITH", "Smith"), "Smith"),
        (("Haring", "Häring"), "Häring"), (("O'Brien", "O'Brien"), "O'Brien"), (("", "Ann"), "Ann"), ((), ""),
    ],
)  # fmt: skip
def test_the_fullest_spelling_wins(spellings: tuple[str, ...], best: str) -> None:
    assert best_spelling(spellings) == best
    assert best_spelling(reversed(spellings)) == best


def test_of_equals_the_first_stays() -> None:
    assert best_spelling(("O'Brien", "Obrien")) == "O'Brien"
    assert best_spelling(("Obrien", "O'Brien")) == "Obrien"


@pytest.mark.case("silence-smaller")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("J.R.", "J.R."), ("A1234BC", "A1234BC"), ("carol", "Carol"), ("o'brien", "O'Brien"), ("de souza", "De Souza")],
)
def test_initials_and_numbers_keep_their_capitals_and_names_get_theirs(typed: str, kept: str) -> None:
    assert without_capitals(typed) == kept

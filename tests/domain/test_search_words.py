"""What is a typo away, and what an index is asked."""

from __future__ import annotations

import pytest

from halton_desktop.domain.search_words import a_typo_away, did_you_mean, question


@pytest.mark.case("entry-3")
@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("smith", "smiht", True),
        ("smith", "smyth", True),
        ("smith", "smit", True),
        ("smith", "smithe", True),
        ("smith", "ssmith", True),
        ("smith", "smithson", False),
        ("smith", "smtih", True),
        ("smith", "htims", False),
        ("ab", "ba", True),
        ("", "a", True),
    ],
)
def test_a_typo_is_one_letter_or_two_that_changed_places(one: str, other: str, near: bool) -> None:
    assert a_typo_away(one, other) is near
    assert a_typo_away(other, one) is near


@pytest.mark.case("entry-3")
def test_what_was_meant_is_the_nearest_name_and_never_a_guess_at_numbers() -> None:
    known = {"smith", "emma", "blaszczyk", "nowak"}
    assert did_you_mean("Smiht Ema", known) == "smith emma"
    assert did_you_mean("blasczyk", known) == "blaszczyk"
    assert did_you_mean("smith", known) == ""
    assert did_you_mean("xylophone", known) == ""
    assert did_you_mean("smiht 0151", known) == "smith 0151"


@pytest.mark.case("entry-3")
def test_nothing_but_signs_asks_nothing() -> None:
    assert question("…") == ""
    assert question("") == ""

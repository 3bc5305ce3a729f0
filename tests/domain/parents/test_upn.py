"""Unique pupil numbers."""

from __future__ import annotations

import pytest

from halton_desktop.domain.parents.upn import check_letter, tidy_upn, upn_problem


@pytest.mark.parametrize("upn", ["B801200005001", "D38040012301A", "J876410414101", ""])
def test_a_right_number_has_no_problem(upn: str) -> None:
    assert upn_problem(upn) == ""


def test_a_wrong_check_letter_is_named_with_the_right_one() -> None:
    assert upn_problem("A801200005001") == "its check letter should be B"


@pytest.mark.parametrize("upn", ["B80120000500", "8801200005001", "B8012000050012", "N/A"])
def test_what_is_not_shaped_like_a_number_says_so(upn: str) -> None:
    assert "one letter and twelve digits" in upn_problem(upn)


def test_a_transposed_pair_of_digits_changes_the_check_letter() -> None:
    assert check_letter("801200005001") != check_letter("801200050001")


def test_spaces_and_small_letters_are_tidied() -> None:
    assert tidy_upn(" b801 2000\u00a005001 ") == "B801200005001"

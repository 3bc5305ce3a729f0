"""The benchmarks can be listed and chosen, and compare engines that print the same letters."""

from __future__ import annotations

from io import BytesIO

import pytest

from benchmarks.__main__ import main
from benchmarks.letters import LETTERHEAD, RESOURCES, families, mailing, ours
from benchmarks.letters_by_platypus import print_by_platypus


def test_without_a_name_they_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "letters " in capsys.readouterr().out


def test_an_unknown_name_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed_of_light"]) == 2
    assert "speed_of_light" in capsys.readouterr().err


def test_both_engines_print_the_same_number_of_pages() -> None:
    letters = list(families(3))
    assert ours(letters, BytesIO()) == print_by_platypus(letters, LETTERHEAD, mailing(), RESOURCES / "fonts", BytesIO())

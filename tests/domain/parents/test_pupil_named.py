"""A pupil is recognised by name however an office writes it, and a grown-up of the same name is not taken for one."""

from __future__ import annotations

import pytest

from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.pupil_named import names_pupil, speaks_of_pupil

CALEB = Pupil(1, "Caleb James", "Kershaw-O’Neil", "7", "7N")


@pytest.mark.case("harm-4")
@pytest.mark.parametrize(
    "typed",
    [
        "Caleb Kershaw-O’Neil (7N)",
        "Kershaw O'Neil, Caleb",
        "CALEB KERSHAW-ONEIL, Year 7 pupil",
        "Caleb James Kershaw-O’Neil",
        "caleb j. kershaw-o'neil, y7",
        "the pupil Caleb Kershaw-O’Neil in 7N",
    ],
)
def test_the_name_of_a_pupil_is_recognised_in_any_spelling(typed: str) -> None:
    assert names_pupil(typed, CALEB)


@pytest.mark.case("harm-4")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Mr Caleb Kershaw-O’Neil",
        "Caleb’s father",
        "father of Caleb Kershaw-O’Neil",
        "Caleb Kershaw",
        "Kershaw-O’Neil",
        "Mrs Kershaw-O’Neil, mother of Caleb Kershaw-O’Neil",
        "Mr John Caleb Kershaw-O’Neil",
        "Mr and Mrs Caleb Kershaw-O’Neil",
        "Mr Kershaw-O’Neil (Caleb’s dad)",
    ],
)
def test_an_adult_is_not_taken_for_a_pupil(typed: str) -> None:
    assert not names_pupil(typed, CALEB)
    assert not speaks_of_pupil(typed, CALEB)


@pytest.mark.case("harm-4")
@pytest.mark.parametrize(
    "typed",
    [
        "Caleb Kershaw-O’Neil (7N)",
        "Tess Nofield and Caleb Kershaw-O’Neil",
        "Caleb Kershaw-O’Neil & Tess Nofield",
        "Mr Smith, Caleb Kershaw-O’Neil",
        "Mstr Caleb Kershaw-O’Neil",
        "Mx Caleb Kershaw-O’Neil",
        "poss. Caleb Kershaw-O’Neil",
        "Caleb Kershaw-O’Neil (Mr)",
        "Caleb Kershaw-O’Neil Jnr",
        "Caleb Kershaw-O’Neil and his mum",
        "CalebKershaw-O’Neil",
        "KershawONeilCaleb",
        "Kershaw O Neil, Caleb",
    ],
)
def test_a_name_that_contains_a_pupil_speaks_of_them(typed: str) -> None:
    assert speaks_of_pupil(typed, CALEB)

"""Passwords everybody tries, and those a paste spoiled, are refused in words."""

from __future__ import annotations

import pytest

from halton_desktop.domain.user import checked_password
from halton_desktop.errors import InvalidInput

pytestmark = pytest.mark.case("years-12")


@pytest.mark.parametrize(
    "password",
    ["1234567890", " " * 10, "1111111111", "qwertyuiop", "0987654321", "Password2026", "P@ssw0rd123", "passpasspass"],
)
def test_a_password_on_every_list_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="first that anybody tries"):
        checked_password(password)


@pytest.mark.parametrize("password", ["correct horse battery\r\n", " correct horse battery", "correct horse\tbattery"])
def test_line_ends_and_outer_spaces_of_a_paste_are_seen(password: str) -> None:
    with pytest.raises(InvalidInput, match="line end"):
        checked_password(password)


@pytest.mark.parametrize("password", ["correct horse battery", "three other words", "Zaun Kerze Mond"])
def test_three_random_words_are_taken(password: str) -> None:
    assert checked_password(password) == password

"""Names of staff from whatever a school's system exports."""

from __future__ import annotations

import pytest

from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.staff_csv import read_staff


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"Name,Role\nJane O'Brien,Teacher\nTom Ash,\n", ("Jane O'Brien", "Tom Ash")),
        (b"Title;Forename;Surname\nMrs;Jane;O'Brien\n;Tom;Ash\n", ("Mrs Jane O'Brien", "Tom Ash")),
        ("First_Name\tLast_Name\nŁukasz\tNguyễn\n".encode("utf-16"), ("Łukasz Nguyễn",)),
        (b"Jane O'Brien\nTom Ash\nTom Ash\n", ("Jane O'Brien", "Tom Ash")),
        ("Full name\nZoë Ash\n".encode("cp1252"), ("Zoë Ash",)),
        (b"Forename,Surname\n,\nTom,Ash\n", ("Tom Ash",)),
    ],
)
def test_names_are_found_under_any_usual_heading(content: bytes, names: tuple[str, ...]) -> None:
    assert read_staff("staff.csv", content) == names


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Post,Salary\nTeacher,1\n", "no column with names"),
        (b"Name\n\n", "holds no names"),
        (b"\n".join(b"Person %d" % number for number in range(2001)), "more than any school"),
    ],
)
def test_a_file_without_names_says_what_it_lacks(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read_staff("staff.csv", content)

"""The recovery sheet: the key whole and readable, with how to keep it, on one page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from halton_desktop.letters.barcode import read_codes
from halton_desktop.letters.recovery_sheet import recovery_sheet
from halton_desktop.store.vault import recovery_key
from tests.letters.samples import dark_box, picture_of, typefaces

KEY = recovery_key.to_text(recovery_key.new_secret())
MADE = date(2026, 11, 22)


@pytest.mark.parametrize("with_code", [False, True])
def test_the_key_can_be_read_off_the_page_group_by_group(with_code: bool) -> None:
    pdf = recovery_sheet("The Heath School", "Main office", KEY, MADE, typefaces(), with_code=with_code)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert " ".join(KEY.replace("-", " ").split()) in text
    assert "The Heath School · Main office" in text
    assert "Made on 22 November 2026" in text
    assert "safe" in text


def test_the_code_on_the_sheet_is_the_key(qtbot: QtBot) -> None:
    pdf = recovery_sheet("The Heath School", "", KEY, MADE, typefaces(), with_code=True)
    assert read_codes(*picture_of(pdf, 1, 200)) == [KEY]


@pytest.mark.parametrize("key", [KEY, "-".join(["WWWWW"] * 12), "ABCDE"], ids=["as made", "long", "short"])
def test_a_key_of_any_length_stays_inside_its_box(qtbot: QtBot, key: str) -> None:
    pdf = recovery_sheet("The Heath School", "", key, MADE, typefaces())
    ink = dark_box(pdf, 1, 31, 73, 179, 129)
    assert ink is not None
    assert ink[2] < 178.5
    assert ink[1] > 73.5
    assert ink[3] < 128.5


def test_a_long_school_name_does_not_leave_the_page(qtbot: QtBot) -> None:
    school = "St Chad’s Catholic and Church of England High School of the Sacred Heart and Saint Bartholomew the Great"
    pdf = recovery_sheet(school, r"C:\Users\office\AppData\Local\Halton Desktop\Office", KEY, MADE, typefaces())
    ink = dark_box(pdf, 1, 0, 0, 210, 297)
    assert ink is not None
    assert ink[2] <= 181

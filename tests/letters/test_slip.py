"""Slips: everything on them, one for each person, never split, and both codes readable by a 200 dpi scanner."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.reference import code_text, parse
from halton_desktop.letters.barcode import read_codes
from halton_desktop.letters.slip import ANSWERS
from halton_desktop.letters.template import parse_template
from tests.letters.samples import dark_box, letter, person, picture_of, printed, reference

FIVE_CHILDREN = (
    "Żaneta Kowalczyk-Wiśniewska (8A)",
    "Bartłomiej Aleksander Kowalczyk-Wiśniewski (10D)",
    "Grzegorz Kowalczyk (7C)",
    "Ewa Kowalczyk (9B)",
    "Maximiliana-Alexandrina Featherstonehaugh-Cholmondeley Kowalczyk-Wiśniewska (11A)",
)


def test_a_slip_shows_everything_the_office_needs(qtbot: QtBot) -> None:
    mother = person(3, children=("Aoife O'Brien (7B)", "Liam O'Brien (9C)"))
    batch = printed(letter(mother))
    text = batch.text(batch.result.slip_page_of_reference[mother.reference])
    for expected in (
        "Acknowledgement slip",
        "Wade Deacon High School",
        "edition 1",
        "Aoife O'Brien (7B)",
        "Liam O'Brien (9C)",
        "Mrs Siobhán O'Brien, mother",
        mother.reference,
        *ANSWERS,
        "Signature",
        "Date",
        "Please return this slip to the school office by Friday 11 December 2026.",
        "Office use",
        "Received",
        "Initials",
        "Scanned",
    ):
        assert expected in text


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_a_household_has_one_whole_readable_slip_for_each_person(qtbot: QtBot, people: int) -> None:
    household = [person(number, name=f"Person {number}", children=FIVE_CHILDREN) for number in range(people)]
    batch = printed(letter(*household))
    pages = batch.result.slip_page_of_reference
    for page in range(1, batch.result.pages + 1):
        here = [each for each in household if pages[each.reference] == page]
        assert batch.codes(page) == sorted(
            code for each in here for code in (each.reference, code_text(each.reference, each.name))
        )
        text = batch.text(page)
        assert text.count("Acknowledgement slip") == text.count("Scanned") == text.count("Signature") == len(here)
        for each in here:
            assert f"{each.name}, {each.relationship}" in text
            assert parse(each.reference)
    assert sorted(pages) == sorted(each.reference for each in household)


def test_both_codes_of_a_slip_can_be_read_alone(qtbot: QtBot) -> None:
    """The QR code stands at the top right, the Code 128 at the bottom left; cover one and the other still answers."""
    batch = printed(letter(person(7)))
    page = batch.result.slip_page_of_reference[reference(7)]
    pixels, (width, height) = picture_of(batch.pdf, page, 200)
    rows = [pixels[row * width : (row + 1) * width] for row in range(height)]
    left, right = [row[: width // 2] for row in rows], [row[width // 2 :] for row in rows]
    assert read_codes(b"".join(left), (len(left[0]), height)) == [reference(7)]
    assert read_codes(b"".join(right), (len(right[0]), height)) == [f"{reference(7)}*SO"]


def test_every_name_of_five_children_is_printed_in_full() -> None:
    batch = printed(letter(person(0, children=FIVE_CHILDREN)))
    text = batch.text(batch.result.slip_page_of_reference[reference(0)])
    for child in FIVE_CHILDREN:
        assert child in text


def test_slips_keep_clear_of_the_edges_no_printer_reaches(qtbot: QtBot) -> None:
    household = [person(number, children=FIVE_CHILDREN) for number in range(4)]
    batch = printed(letter(*household))
    for page in range(1, batch.result.pages + 1):
        ink = dark_box(batch.pdf, page, 0, 0, 210, 297)
        assert ink is not None
        left, top, right, bottom = ink
        assert left >= 4.9
        assert top >= 5
        assert right <= 205.5
        assert bottom <= 290


@pytest.mark.parametrize("paragraphs", range(4, 12))
def test_nothing_is_printed_where_the_scissors_go(qtbot: QtBot, paragraphs: int) -> None:
    """However far the text comes down the page, there is white above the cutting line."""
    filler = "\n\n".join(["A paragraph of no weight that takes up one line of the page."] * paragraphs)
    batch = printed(letter(person(0)), words=parse_template("filled", f"Dear {{salutation}}\n\n{filler}"))
    page = batch.result.slip_page_of_reference[reference(0)]
    dashes = dark_box(batch.pdf, page, 195, 100, 204, 297)  # beside the slip there is only the cutting line
    assert dashes is not None
    cut = dashes[1]
    assert dark_box(batch.pdf, page, 20, cut - 4, 190, cut - 0.4) is None
    assert dark_box(batch.pdf, page, 20, cut + 0.6, 190, cut + 3.5) is None

"""The address shows through the window, nothing else does, and what cannot fit is said before printing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.letter import AddressBlock, Envelope, EnvelopeSetting
from halton_desktop.letters.window import fits_window, text_top
from tests.letters.samples import ADDRESS, dark_box, letter, picture_of, printed, typefaces

SEVEN_LINES = (
    "Mr Łukasz and Mrs Małgorzata Kowalczyk-Wiśniewski",
    "Flat 3b",
    "Old Granary House",
    "14-16 Mersey Road",
    "West Bank",
    "WIDNES",
    "WA8 0DG",
)
ARABIC = ("محمد عبد الرحمن", "Flat 2", "88 Deacon Road", "WIDNES", "WA8 6EB")
TOLERANCE = 0.3  # mm: the edge of a letter drawn by anti-aliasing


@pytest.mark.parametrize("envelope", Envelope)
@pytest.mark.parametrize("address", [ADDRESS, SEVEN_LINES, ARABIC], ids=["short", "long", "arabic"])
def test_the_whole_address_is_inside_the_window_and_alone_there(
    qtbot: QtBot, envelope: Envelope, address: tuple[str, ...]
) -> None:
    pdf = printed(letter(address=address), envelope=EnvelopeSetting(envelope)).pdf
    window = envelope.window
    # From under the accent rule to above the text, and across to the column with date and reference.
    ink = dark_box(pdf, 1, 12, 35.5, 133, text_top(envelope) - 0.5)
    assert ink is not None
    left, top, right, bottom = ink
    assert left >= window.left - TOLERANCE
    assert top >= window.top - TOLERANCE
    assert right <= window.right + TOLERANCE
    assert bottom <= window.bottom + TOLERANCE


def test_the_address_moves_as_far_as_the_printer_misses(qtbot: QtBot) -> None:
    plain = dark_box(printed(letter()).pdf, 1, 12, 35.5, 133, 92)
    tuned = dark_box(printed(letter(), envelope=EnvelopeSetting(Envelope.DL, 2.0, -1.5)).pdf, 1, 12, 35.5, 133, 92)
    assert plain is not None
    assert tuned is not None
    assert tuned[0] - plain[0] == pytest.approx(2.0, abs=TOLERANCE)
    assert tuned[1] - plain[1] == pytest.approx(-1.5, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("envelope", "folds"), [(Envelope.DL, (99, 198)), (Envelope.C5, (148.5,)), (Envelope.NONE, ())]
)
def test_fold_marks_stand_where_the_page_is_folded(qtbot: QtBot, envelope: Envelope, folds: tuple[float, ...]) -> None:
    pixels, (width, height) = picture_of(printed(letter(), envelope=EnvelopeSetting(envelope)).pdf, 1, 200)
    column = round(7 / 25.4 * 200)
    marked = [row for row in range(height) if pixels[row * width + column] < 235]
    assert {round(row / 200 * 25.4) for row in marked} == {round(fold) for fold in folds}


@pytest.mark.parametrize("envelope", Envelope)
def test_ordinary_addresses_fit_every_envelope(envelope: Envelope) -> None:
    for address in (ADDRESS, SEVEN_LINES, ARABIC):
        assert fits_window(AddressBlock(address), envelope, typefaces()) is None


def test_an_address_that_cannot_fit_says_why() -> None:
    none = fits_window(AddressBlock(("", "  ")), Envelope.DL, typefaces())
    many = fits_window(AddressBlock(tuple(f"Line {n}" for n in range(8))), Envelope.DL, typefaces())
    wide = fits_window(AddressBlock(("M" * 60, "WIDNES", "WA8 9QW")), Envelope.DL, typefaces())
    assert none == "There is no address."
    assert many == "The address has 8 lines; 7 fit the window."
    assert wide == f"“{'M' * 60}” is too long for the window of a DL envelope."


def test_a_letter_that_does_not_fit_is_left_out_and_reported() -> None:
    wide = letter(address=("W" * 70, "WIDNES", "WA8 9QW"), number=1)
    result = printed(letter(), wide).result
    assert result.letters == 1
    assert [(each.letter, "too long" in each.reason) for each in result.not_printed] == [(wide, True)]

"""Codes hold exactly the reference, are drawn as masks, and are read from a picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.reference import Reference, ReferenceKind, code_text
from halton_desktop.letters.barcode import make_code128, make_qr, read_codes

numbers = st.integers(0, 32**5 - 1)


def drawn(image: bytes, across: int, rows: int, scale: int, height: int = 1) -> tuple[bytes, tuple[int, int]]:
    """The inline mask as a viewer would paint it, black on white with white around it."""
    hexadecimal = image.split(b"ID\n")[1].split(b">")[0]
    stride = -(-across // 8)
    packed = bytes.fromhex(hexadecimal.decode("ascii"))
    margin = 12 * scale
    lines = [bytes([255]) * (across * scale + 2 * margin)] * margin
    for row in range(rows):
        bits = "".join(f"{byte:08b}" for byte in packed[row * stride : (row + 1) * stride])[:across]
        line = b"".join(bytes([0 if bit == "1" else 255]) * scale for bit in bits)
        lines += [bytes([255]) * margin + line + bytes([255]) * margin] * (scale * height)
    lines += [lines[0]] * margin
    return b"".join(lines), (len(lines[0]), len(lines))


@given(numbers)
def test_a_qr_code_reads_back_as_the_reference_with_initials(number: int) -> None:
    text = code_text(str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, number, "K7M2")), "Mrs Siobhán O'Brien")
    side, image = make_qr(text)
    assert side == 25
    assert read_codes(*drawn(image, side, side, scale=3)) == [text]


@given(numbers)
def test_a_code_128_reads_back_as_the_reference(number: int) -> None:
    reference = str(Reference(ReferenceKind.CONSENT, 2027, number, "K7M2"))
    across, image = make_code128(reference)
    assert across <= 211
    assert read_codes(*drawn(image, across, 1, scale=2, height=20)) == [reference]


def test_a_picture_without_codes_holds_none() -> None:
    assert read_codes(bytes([255]) * 400, (20, 20)) == []

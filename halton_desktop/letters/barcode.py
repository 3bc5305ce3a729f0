"""The codes on a slip, a QR code and a Code 128 of its reference, as 1-bit masks; and reading them from a picture."""

from __future__ import annotations

from typing import Any

from halton_desktop.letters.typesetter import number

_TO_BITS = bytes(0x30 if value else 0x31 for value in range(256))  # white → "0", black → "1"
QUIET_MODULES_QR = 4
QUIET_MODULES_CODE128 = 10


def make_qr(text: str) -> tuple[int, bytes]:
    """A QR code, error correction Q: modules along one side and the inline image that draws it in the unit square.

    A reference with initials (19 characters) needs 25 modules, so that at 21 mm each is 0.8 mm. No quiet zone: leave
    ``QUIET_MODULES_QR`` modules white around it.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its stubs do not tell
    side: int = picture.shape[1]
    return side, _mask(bytes(memoryview(picture)), side, side)


def make_code128(text: str) -> tuple[int, bytes]:
    """A Code 128 for hand scanners: its modules across, and the inline image that draws it in the unit square.

    A 16-character reference has 211 modules or fewer: readable from 0.25 mm a module. Leave
    ``QUIET_MODULES_CODE128`` modules white on both sides.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    across: int = picture.shape[1]
    return across, _mask(bytes(memoryview(picture))[:across], across, 1)


def placed(image: bytes, x: float, y: float, width: float, height: float) -> bytes:
    """Draw a code's inline image with its lower left corner at x, y; all in points."""
    return b"q %s 0 0 %s %s %s cm\n%s\nQ\n" % (*map(number, (width, height, x, y)), image)


def read_codes(pixels: bytes, size: tuple[int, int]) -> list[str]:
    """The text of every QR code and Code 128 in a picture, each once.

    ``pixels`` is 8-bit grey, one byte a pixel, rows without padding; ``size`` is (width, height).
    """
    import zxingcpp

    width, height = size
    picture = memoryview(pixels).cast("B", shape=(height, width))
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
    return list(dict.fromkeys(found.text for found in zxingcpp.read_barcodes(picture, formats=formats)))


def _mask(pixels: bytes, across: int, rows: int) -> bytes:
    """Grey pixels as an inline 1-bit mask (in hexadecimal, so that no byte of it can look like its end)."""
    bits = pixels.translate(_TO_BITS)
    padding = -across % 8
    width = (across + padding) // 8
    packed = "".join(
        f"{int(bits[row * across : (row + 1) * across], 2) << padding:0{2 * width}X}" for row in range(rows)
    )
    # A mask paints where its bits are 0 unless told otherwise; black modules are our 1s.
    return b"BI/W %d/H %d/IM true/D[1 0]/F/AHx ID\n%s>\nEI" % (across, rows, packed.encode("ascii"))

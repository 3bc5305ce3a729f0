"""Turns printed pages into what a tired feeder scanner makes of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions


def rasterised(pdf: bytes, pages: Sequence[int], dpi: int) -> Iterator[Image.Image]:
    """These pages (from 0) of a PDF as grey pictures on white."""
    content = QByteArray(pdf)
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    for page in pages:
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        image = document.render(page, size, QPdfDocumentRenderOptions())
        white = QImage(size, QImage.Format.Format_Grayscale8)
        white.fill(255)
        painter = QPainter(white)
        painter.drawImage(0, 0, image)
        painter.end()
        raw = bytes(white.constBits())
        yield Image.frombytes("L", (size.width(), size.height()), raw, "raw", "L", white.bytesPerLine())
    document.close()
    buffer.close()


def scanned(page: Image.Image, chance: random.Random) -> bytes:
    """Crooked by a few degrees, perhaps upside down or on its side, greyish, blurred, noisy, with specks."""
    turned = page.rotate(chance.uniform(-3, 3) + chance.choice((0, 0, 0, 180, 90, 270)), expand=True, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8)))
    dim = blurred.point(lambda value: int(25 + value * 0.85))
    noise = Image.effect_noise(dim.size, chance.uniform(8, 24))
    noisy = ImageChops.add(dim, noise, scale=1, offset=-128)
    for _speck in range(80):
        x, y = chance.randrange(noisy.width - 3), chance.randrange(noisy.height - 3)
        noisy.paste(chance.choice((0, 255)), (x, y, x + chance.randrange(1, 3), y + chance.randrange(1, 3)))
    return as_png(noisy)


def as_png(page: Image.Image) -> bytes:
    """A picture's bytes."""
    out = BytesIO()
    page.save(out, "PNG", compress_level=1)
    return out.getvalue()


def code_page(text: str) -> Image.Image:
    """A white page with a form's square code on it."""
    import zxingcpp

    page = Image.new("L", (900, 1270), 255)
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture: Any = code.to_image(scale=6)
    height, width = picture.shape[:2]
    page.paste(Image.frombytes("L", (width, height), bytes(memoryview(picture))), (300, 200))
    return page

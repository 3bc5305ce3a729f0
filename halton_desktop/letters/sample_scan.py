"""A made-up scan of a signed slip for the sample office: crooked, grey, with a scrawl for a signature."""

from __future__ import annotations

import random
from io import BytesIO
from typing import Any

PAGE = (1000, 720)
_PAPER, _INK, _PEN = 244, 40, 70


def sample_scan(reference: str, name: str, seed: int = 1) -> bytes:
    """A PNG picture of a slip; "" for the reference gives a page whose code cannot be read."""
    from PIL import Image, ImageDraw, ImageFont

    dice = random.Random(seed)  # noqa: S311 - a scrawl, not a secret
    page = Image.new("L", PAGE, _PAPER)
    draw = ImageDraw.Draw(page)
    large, body = ImageFont.load_default(34), ImageFont.load_default(22)
    draw.text((60, 50), "Acknowledgement slip", font=large, fill=_INK)
    draw.text((60, 110), "Social Media Code of Conduct for Parents and Carers", font=body, fill=_INK)
    draw.text((60, 170), name, font=body, fill=_INK)
    for row, words in enumerate(("I will keep to the code.", "I do not accept it.", "I would like to talk first.")):
        top = 240 + 60 * row
        draw.rectangle((60, top, 90, top + 30), outline=_INK, width=2)
        draw.text((110, top + 2), words, font=body, fill=_INK)
    draw.line([(64, 256), (74, 268), (92, 236)], fill=_PEN, width=5)
    draw.line([(60, 600), (600, 600)], fill=_INK, width=2)
    draw.text((60, 608), "Signature", font=body, fill=_INK)
    scrawl = [(80 + 18 * step, 570 + dice.randrange(-38, 22)) for step in range(22)]
    draw.line(scrawl, fill=_PEN, width=4, joint="curve")
    if reference:
        page.paste(_code(reference), (760, 60))
        draw.text((765, 250), reference, font=body, fill=_INK)
    else:
        draw.ellipse((740, 60, 930, 230), fill=150)
    turned = page.rotate(dice.uniform(-1.5, 1.5), expand=True, fillcolor=_PAPER)
    out = BytesIO()
    turned.save(out, "PNG")
    return out.getvalue()


def _code(reference: str) -> Any:
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(reference, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture: Any = code.to_image(scale=6)
    height, width = picture.shape[:2]
    return Image.frombytes("L", (width, height), bytes(memoryview(picture)))

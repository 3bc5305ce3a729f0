"""A made-up screenshot of a group chat, for the sample office's evidence."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

SIZE = (540, 900)
_GROUND, _BAR, _BUBBLE, _OWN = "#ECE5DD", "#075E54", "#FFFFFF", "#DCF8C6"


def sample_screenshot(title: str, messages: Sequence[tuple[str, str, str]]) -> bytes:
    """A PNG of a chat: (who, what, time) from top to bottom; "" for who is the phone's owner."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", SIZE, _GROUND)
    draw = ImageDraw.Draw(picture)
    large, body, small = (ImageFont.load_default(points) for points in (22, 17, 12))
    draw.rectangle((0, 0, SIZE[0], 64), fill=_BAR)
    draw.text((22, 20), title, font=large, fill="white")
    top = 88
    for who, what, when in messages:
        lines = _wrapped(what, 44)
        height = (22 if who else 0) + 24 * len(lines) + 34
        left = 16 if who else 110
        draw.rounded_rectangle((left, top, left + 410, top + height), 12, fill=_BUBBLE if who else _OWN)
        line = top + 10
        if who:
            draw.text((left + 14, line), who, font=small, fill="#B0413E")
            line += 22
        for text in lines:
            draw.text((left + 14, line), text, font=body, fill="#1B1F24")
            line += 24
        draw.text((left + 360, top + height - 20), when, font=small, fill="#59636E")
        top += height + 14
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, width) or [""]

"""Small pictures of picture files, made in memory."""

from __future__ import annotations

from io import BytesIO

LARGEST_PICTURE = 100_000_000
"""Pixels; a larger picture is kept but gets no thumbnail."""


def thumbnail_of(picture: bytes, side: int) -> bytes | None:
    """A PNG at most ``side`` pixels wide and high, or None where the bytes are no picture that can be read."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(picture)) as opened:
            if opened.width * opened.height > LARGEST_PICTURE:
                return None
            small = ImageOps.exif_transpose(opened).convert("RGBA")
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    out = BytesIO()
    small.save(out, "PNG")
    return out.getvalue()

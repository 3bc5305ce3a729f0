"""Read the references on a scanned page, crooked, upside down or noisy as feeders deliver them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.domain.reference import Reference, ReferenceKind, UnreadableReference, parse
from halton_desktop.errors import UnreadableFile
from halton_desktop.letters.barcode import read_codes

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_STORED = 1_500_000
"""Bytes; a larger page is kept as a grey JPEG instead of as it came."""
MOST_PIXELS = 80_000_000
"""An A4 page at 600 dpi has 35 million."""
_STORED_SIDE = 2400
_QUALITY = 80
_TILTS = (0, 4, -4, 9, -9)
"""Degrees tried in turn; codes themselves are found at any of the four right angles."""

_RETURNED = (ReferenceKind.ACKNOWLEDGEMENT, ReferenceKind.CONSENT)


def pages_of_picture(name: str, content: bytes) -> list[tuple[bytes, str]]:
    """The pages of a picture file (a TIFF may hold many), each as (bytes to keep, media type).

    Raises UnreadableFile where it is no picture, or one too large to open safely.
    """
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _unreadable(name, "is far larger than a page")
            frames = getattr(opened, "n_frames", 1)
            media_type = {"PNG": "image/png", "JPEG": "image/jpeg"}.get(opened.format or "", "")
            if frames == 1 and media_type and len(content) <= LARGEST_STORED:
                opened.load()
                return [(content, media_type)]
            pages = [ImageOps.exif_transpose(frame.convert("L")) for frame in ImageSequence.Iterator(opened)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _unreadable(name, "cannot be read as a picture") from error
    return [(_as_jpeg(page), "image/jpeg") for page in pages]


def references_on(picture: bytes) -> list[Reference]:
    """The form references read from a page's codes, each once; [] where none can be read."""
    from PIL import Image, ImageFilter, ImageOps

    with Image.open(BytesIO(picture)) as opened:
        page = ImageOps.exif_transpose(opened).convert("L")
    for tried in (page, ImageOps.autocontrast(page.filter(ImageFilter.MedianFilter(3)), cutoff=2)):
        for tilt in _TILTS:
            turned = tried.rotate(tilt, expand=True, fillcolor=255) if tilt else tried
            found = _references(read_codes(turned.tobytes(), turned.size))
            if found:
                return found
    return []


def _references(codes: list[str]) -> list[Reference]:
    found: dict[Reference, Reference] = {}
    for code in codes:
        try:
            reference = parse(code)
        except UnreadableReference:
            continue
        if reference.kind in _RETURNED:
            known = found.get(reference)
            found[reference] = known if known and known.initials else reference
    return list(found.values())


def _as_jpeg(page: Image) -> bytes:
    page.thumbnail((_STORED_SIDE, _STORED_SIDE))
    out = BytesIO()
    page.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _unreadable(name: str, why: str) -> UnreadableFile:
    return UnreadableFile(name, f"“{name}” {why}.", "Scan the pages again as PDF, TIFF, PNG or JPEG.")

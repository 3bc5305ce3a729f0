"""A picture kept as proof is looked at as a page."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from halton_desktop.errors import UnreadableFile
from halton_desktop.gui.reviews.picture_pages import picture_page


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#1F5FA8").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("width", "height"), [(300, 200), (200, 300), (5000, 40)])
def test_it_fills_a_page_turned_as_the_picture_is(qapp: object, width: int, height: int) -> None:
    (page,) = PdfReader(BytesIO(picture_page("notice.png", png(width, height)))).pages
    assert (page.mediabox.width > page.mediabox.height) == (width > height)
    assert len(page.images) == 1


def test_what_is_no_picture_says_so(qapp: object) -> None:
    with pytest.raises(UnreadableFile, match="cannot be shown"):
        picture_page("notice.png", b"no picture")

"""The letterhead: what stands at the foot of every first page keeps between the margins."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from halton_desktop.letters.document import MM, Document
from halton_desktop.letters.grid import LEFT, RIGHT
from halton_desktop.letters.letterhead import LEGAL_BASIS
from tests.letters.samples import typefaces


@pytest.mark.case("harm-9")
def test_the_laws_the_code_has_regard_to_stand_between_the_margins() -> None:
    document = Document(BytesIO(), typefaces(), title="", author="", written_on=date(2026, 11, 23))
    assert document.typesetter.width(LEGAL_BASIS, 7) <= (RIGHT - LEFT) * MM
    assert " including " in LEGAL_BASIS, "the code’s list is not closed"

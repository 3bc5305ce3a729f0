"""Every page of a sample office carries its mark, whichever print it is; no page of a school's office does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

import halton_desktop
from halton_desktop.domain.incidents.evidence import Evidence, EvidenceKind, EvidenceOrigin
from halton_desktop.domain.sides import Sides
from halton_desktop.letters.evidence_bundle import BundlePiece, print_evidence_bundle
from halton_desktop.letters.sample_mark import MARK
from tests.letters.samples import letter, printed, reference, typefaces

SAMPLE_FACES = replace(typefaces(), sample=True)


def marked(pdf: bytes) -> list[bool]:
    """Of each page, whether the mark can be read on it."""
    return [MARK in " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def a_pdf(width: float, height: float) -> bytes:
    out, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(width, height)
    writer.write(out)
    return out.getvalue()


@pytest.mark.case("years-10")
def test_the_mark_stands_on_every_page_of_a_sample_office_and_on_none_of_a_school() -> None:
    pages = marked(printed(letter(), letter(number=1), faces=SAMPLE_FACES, sides=Sides.BOTH).pdf)
    assert len(pages) == 8, "with an empty back each"
    assert all(pages)
    assert not any(marked(printed(letter()).pdf))


@pytest.mark.case("years-10")
def test_codes_are_read_through_the_mark() -> None:
    batch = printed(letter(), faces=SAMPLE_FACES)
    found = [code for page in range(1, batch.result.pages + 1) for code in batch.codes(page)]
    assert any(reference() in code for code in found)


@pytest.mark.case("years-10")
def test_the_pages_of_others_in_an_evidence_bundle_carry_it_too() -> None:
    now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    origin = EvidenceOrigin(date(2026, 11, 2), "the parent", "by post", "A letter")
    kept = Evidence(1, 1, 1, "letter.pdf", EvidenceKind.PDF, "application/pdf", 900, "0" * 64, origin, now, "A. Clarke")
    piece = BundlePiece(kept, a_pdf(842, 595), "", ())
    bundle = print_evidence_bundle("2026-0001", "A school", [piece], date(2026, 11, 27), SAMPLE_FACES)
    assert marked(bundle) == [True, True, True]
    bundle = print_evidence_bundle("2026-0001", "A school", [piece], date(2026, 11, 27), typefaces())
    assert marked(bundle) == [False, False, False]


@pytest.mark.case("years-10")
def test_nothing_of_an_office_is_printed_in_typefaces_that_do_not_know_whether_it_is_a_sample() -> None:
    package = Path(halton_desktop.__file__).parent
    loading = {
        f"{file.relative_to(package)}"
        for file in package.rglob("*.py")
        if "load_typefaces(" in file.read_text(encoding="utf-8")
    }
    assert {Path(name).as_posix() for name in loading} == {
        "letters/fonts.py",
        "services/typefaces.py",
        "services/administration/print_recovery_sheet.py",
    }

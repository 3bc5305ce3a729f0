"""A stack from the feeder: rotated, noisy, upside down; every readable page finds its form, the others wait."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.mailing import LetterRequest, Per
from halton_desktop.domain.reference import Reference, ReferenceKind
from halton_desktop.errors import Cancelled, InvalidInput, NotFound, Refused, UnreadableFile
from halton_desktop.letters.read_scan import references_on
from halton_desktop.services.consent_forms.form_register import form_page, form_with
from halton_desktop.services.consent_forms.match_scans import (
    ScannedPage,
    attach_scan,
    match_by_hand,
    match_stack,
    pages_of_picture,
    scan_picture,
    set_aside_scans,
    take_off,
    throw_away,
)
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, make_pdf, prepare_letters
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office
from tests.helpers.issued_forms import a_form, many_forms
from tests.helpers.rasterise import as_png, code_page, rasterised, scanned
from tests.helpers.restricted_incident import Restricted


def test_sixty_pages_of_printed_forms_rotated_and_noisy_all_find_their_forms(office: OfficeSession) -> None:
    for _family in range(60):
        add_family(office, [a_parent()], [a_pupil()])
    batch_id = prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement", per=Per.PERSON)))
    out = BytesIO()
    result = make_pdf(office, batch_id, out)
    confirm_letters(office, batch_id)
    slip_pages = sorted(set(result.slip_page_of_reference.values()))
    assert len(slip_pages) == 60
    chance = random.Random(42)
    pages = rasterised(out.getvalue(), [number - 1 for number in slip_pages], dpi=150)
    stack = (
        ScannedPage("scan_0001.pdf", number, scanned(page, chance), "image/png")
        for number, page in enumerate(pages, start=1)
    )
    seen: list[tuple[int, int]] = []
    summary = match_stack(office, stack, total=60, progress=lambda done, total: seen.append((done, total)))
    assert (summary.matched, summary.set_aside, summary.booked) == (60, 0, 0)
    assert {page.form.reference for page in summary.pages if page.form} == set(result.slip_page_of_reference)
    by_page = {page: reference for reference, page in result.slip_page_of_reference.items()}
    for match, slip_page in zip(summary.pages, slip_pages, strict=True):
        assert match.form is not None
        assert match.form.reference == by_page[slip_page]
    assert seen[-1] == (60, 60)


def page_of(form_reference: str, *, number: int = 1) -> ScannedPage:
    """A white page with one code on it."""
    return ScannedPage("stack.pdf", number, as_png(code_page(form_reference)), "image/png")


def test_pages_that_cannot_be_read_are_set_aside_and_matched_by_hand(office: OfficeSession) -> None:
    first, second = many_forms(office, 2)
    blank = ScannedPage("stack.pdf", 2, as_png(Image.new("L", (900, 1270), 255)), "image/png")
    stranger = page_of(str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, 77_777)), number=3)
    summary = match_stack(office, [page_of(first.reference), blank, stranger])
    assert (summary.matched, summary.set_aside) == (1, 2)
    assert summary.pages[1].problem == "No code could be read on this page."
    assert "no form of this office has" in summary.pages[2].problem
    aside = set_aside_scans(office)
    assert [scan.page for scan in aside] == [2, 3]
    match_by_hand(office, aside[0].id, second.reference.lower())
    assert [scan.page for scan in form_page(office, second.id).scans] == [2]
    throw_away(office, aside[1].id)
    assert set_aside_scans(office) == []


def test_a_stack_may_book_what_it_brings_and_never_changes_an_answer(office: OfficeSession) -> None:
    first, second = many_forms(office, 2)
    return_form(office, second.reference, Answer.DECLINED)
    pages = [page_of(first.reference), page_of(second.reference, number=2)]
    summary = match_stack(office, pages, book_accepted=True)
    assert summary.booked == 1
    with office.look() as work:
        assert work.forms.get(first.id).status.answer is Answer.ACCEPTED
        assert work.forms.get(second.id).status.answer is Answer.DECLINED


def test_the_same_stack_twice_keeps_each_page_once(office: OfficeSession) -> None:
    form = a_form(office)
    page = page_of(form.reference)
    match_stack(office, [page])
    assert match_stack(office, [page]).pages[0].known
    assert len(form_page(office, form.id).scans) == 1


def test_a_page_with_two_slips_goes_to_both_forms(office: OfficeSession) -> None:
    first, second = many_forms(office, 2)
    page = code_page(first.reference)
    page.paste(code_page(second.reference).crop((250, 150, 750, 650)), (250, 700))
    summary = match_stack(office, [ScannedPage("stack.pdf", 1, as_png(page), "image/png")])
    assert {match.form.id for match in summary.pages if match.form} == {first.id, second.id}


def test_pages_done_stay_when_the_rest_is_stopped(office: OfficeSession) -> None:
    first, second = many_forms(office, 2)

    def stop_at_the_second(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        match_stack(office, [page_of(first.reference), page_of(second.reference)], progress=stop_at_the_second)
    assert len(form_page(office, first.id).scans) == 1
    assert form_page(office, second.id).scans == ()


def test_a_scan_attached_by_hand_comes_back_as_it_went_in(office: OfficeSession) -> None:
    form = a_form(office)
    noise = Image.effect_noise((1200, 1600), 90)
    picture = as_png(noise)
    assert len(picture) > 256 * 1024 * 2
    scan = attach_scan(office, form.id, ScannedPage("photo.png", 1, picture, "image/png"))
    assert scan_picture(office, scan.id)[1] == picture
    with pytest.raises(InvalidInput):
        take_off(office, scan.id, "")
    with pytest.raises(Refused):
        throw_away(office, scan.id)
    take_off(office, scan.id, "another family’s page")
    assert set_aside_scans(office)[0].problem == "another family’s page"


def test_no_scan_lies_in_clear_in_the_folder(office: OfficeSession) -> None:
    form = a_form(office)
    page = page_of(form.reference)
    match_stack(office, [page])
    for path in office.vault.folder.path.rglob("*"):
        if path.is_file():
            assert page.picture[40:90] not in path.read_bytes()


def test_a_tiff_stack_gives_its_pages_and_what_is_no_picture_is_refused() -> None:
    out = BytesIO()
    pages = [code_page("A26-7K3F2-F"), Image.new("L", (900, 1270), 255)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    read = pages_of_picture("stack.tif", out.getvalue())
    assert [(page.page, page.media_type) for page in read] == [(1, "image/jpeg"), (2, "image/jpeg")]
    with pytest.raises(UnreadableFile, match="cannot be read as a picture"):
        pages_of_picture("letter.docx", b"PK\x03\x04 not a picture")


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 3, -8])
def test_a_code_is_read_however_the_page_lay_in_the_feeder(turn: int) -> None:
    reference = str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, 12))
    page = code_page(reference).rotate(turn, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(0.8))
    assert [str(found) for found in references_on(as_png(page))] == [reference]


def test_a_foreign_code_on_a_page_is_passed_over() -> None:
    assert references_on(as_png(code_page("https://www.example.org/"))) == []


def test_a_printed_form_is_found_by_its_reference(office: OfficeSession) -> None:
    form = a_form(office)
    found = form_with(office, form.reference)
    assert found is not None
    assert found.status.state is FormState.ISSUED


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Restricted]:
    """An office with a consent form of a case that is closed to the clerk."""
    with make_office(tmp_path / "office") as office:
        yield Restricted(office)


def uncoded(number: int) -> ScannedPage:
    """A page of a form that carries no code, in a file of its own as some scanners make them."""
    return ScannedPage(f"scan_{number}.png", number, as_png(Image.new("L", (900, 1270), 200 + number)), "image/png")


@pytest.mark.case("harm-10")
@pytest.mark.parametrize("shown", [False, True])
def test_pages_of_a_closed_cases_form_are_kept_for_those_who_can_open_it(closed: Restricted, shown: bool) -> None:
    with closed.named.look() as work:
        reference = work.forms.get(closed.form).reference
    closed.restrict(shown=shown)
    stack = [uncoded(1), uncoded(2), uncoded(3), page_of(reference, number=4), uncoded(5)]
    for _again in range(2):  # a stack that is scanned twice is kept once
        summary = match_stack(closed.clerk, stack, book_accepted=True)
        assert (summary.matched, summary.booked, summary.passed_on) == (0, 0, 4)
        assert [scan.page for scan in set_aside_scans(closed.clerk)] == [1]
        assert [scan.page for scan in set_aside_scans(closed.head)] == [1]
    kept = form_page(closed.named, closed.form).scans
    assert [scan.page for scan in kept] == [2, 3, 4, 5]
    with pytest.raises(NotFound):
        scan_picture(closed.clerk, kept[2].id)
    assert form_page(closed.named, closed.form).form.status.state is FormState.PREPARED


@pytest.mark.case("harm-10")
def test_a_hidden_form_sounds_like_one_of_no_office(closed: Restricted) -> None:
    with closed.named.look() as work:
        hidden = work.forms.get(closed.form).reference
    closed.restrict(shown=False)
    stranger = str(Reference(ReferenceKind.CONSENT, 2026, 77_777))
    told = [
        match_stack(closed.clerk, [page_of(reference)]).pages[0].problem.replace(reference, "…")
        for reference in (hidden, stranger)
    ]
    assert told[0] == told[1]
    assert set_aside_scans(closed.clerk) == []
    other = a_form(closed.named)
    with pytest.raises(Refused, match="no form that you can open"):
        attach_scan(closed.clerk, other.id, page_of(hidden))


@pytest.mark.case("harm-10")
def test_a_page_taken_off_a_form_is_seen_by_those_only_who_can_open_that_form(closed: Restricted) -> None:
    scan = attach_scan(closed.named, closed.form, uncoded(1))
    take_off(closed.named, scan.id, "another parent’s")
    assert [one.id for one in set_aside_scans(closed.clerk)] == [scan.id]
    closed.restrict(shown=False)
    assert set_aside_scans(closed.clerk) == []
    assert [one.of_form_id for one in set_aside_scans(closed.named)] == [closed.form]
    other = a_form(closed.named)
    match_by_hand(closed.named, scan.id, other.reference)
    assert [one.id for one in form_page(closed.clerk, other.id).scans] == [scan.id]

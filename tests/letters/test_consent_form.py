"""The consent form on paper: complete, readable by machine, and at home with any name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.consent import Chat, ConsentPaper
from halton_desktop.domain.letter import REPRESENTS, Envelope, EnvelopeSetting, Letterhead
from halton_desktop.letters.consent_form import EMPTY_BACK, print_consent_form
from halton_desktop.letters.document import SIGNS_NAMED
from halton_desktop.letters.fonts import load_typefaces
from halton_desktop.letters.form_register_print import PrintColumn, PrintedList, PrintGroup, print_list
from halton_desktop.letters.read_scan import references_on
from halton_desktop.paths import resources_folder
from tests.helpers.rasterise import as_png, rasterised

PAPER = ConsentPaper(
    reference="C26-YBZYY-7",
    salutation="Mrs O’Brien",
    parent_name="Mrs Jane O’Brien",
    address=("Mrs Jane O’Brien", "12 Birchfield Road", "WIDNES", "WA8 7TD"),
    children=("Aoife O’Brien (8A)",),
    incident_reference="2026-0042",
    chat=Chat("WhatsApp", "Year 8 parents", date(2026, 11, 16), date(2026, 11, 20)),
    purpose="To see what was written about Mr Hale.",
    viewers="Mrs G. Jones, Headteacher",
    copies_kept=False,
    valid_until=date(2026, 12, 18),
    written_on=date(2026, 11, 23),
    wanted_back_by=date(2026, 12, 7),
)
HEAD = Letterhead("Wade Deacon High School", ("Birchfield Road", "Widnes"), "0151 555 0100", headteacher="Mrs G. Jones")


def printed(paper: ConsentPaper, envelope: Envelope = Envelope.DL, head: Letterhead = HEAD) -> bytes:
    out = BytesIO()
    typefaces = load_typefaces(resources_folder() / "fonts")
    pages = print_consent_form(paper, letterhead=head, envelope=EnvelopeSetting(envelope), typefaces=typefaces, out=out)
    assert pages == 3
    return out.getvalue()


def words(pdf: bytes, page: int | None = None) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    chosen = pages if page is None else [pages[page]]
    return " ".join(" ".join(one.extract_text() for one in chosen).replace("\u00a0", " ").split())


def test_the_page_that_is_signed_names_everything_it_is_signed_for() -> None:
    signed = words(printed(PAPER), 2)
    for part in (
        "Mrs Jane O’Brien", "Aoife O’Brien (8A)", "2026-0042", "WhatsApp: “Year 8 parents”",
        "16 November 2026 to 20 November 2026", "To see what was written about Mr Hale.", "Mrs G. Jones, Headteacher",
        "No copies beyond what lies sealed in the case", "18 December 2026", "C26-YBZYY-7",
        "Signature of the parent or carer", "Signature of the headteacher", "Viewed on", "I do not give my consent.",
        "clause 3.5",
    ):  # fmt: skip
        assert part in signed


@pytest.mark.case("harm-2")
def test_the_form_that_goes_back_never_stands_on_the_back_of_the_letter_that_is_kept() -> None:
    assert words(printed(PAPER), 1) == EMPTY_BACK


def test_the_letter_says_that_refusing_and_withdrawing_are_free() -> None:
    letter = words(printed(PAPER), 0)
    assert "You may say no, and you may change your mind." in letter
    assert "Monday 7 December 2026" in letter
    assert "Other people." in letter


@pytest.mark.case("harm-13")
def test_the_form_names_who_decides_and_whose_child_it_is() -> None:
    deputy = replace(HEAD, headteacher="Mr T. Webb", headteacher_title="Deputy Headteacher")
    whole = words(printed(replace(PAPER, standing=REPRESENTS), head=deputy))
    assert "May the deputy headteacher look at these messages?" in whole
    assert "Signature of the deputy headteacher" in whole
    assert "the headteacher" not in whole.replace("deputy headteacher", "")
    assert "Signature of the child’s representative" in whole
    assert "against you or the child" in whole
    for untrue in ("your child", "my child", "arent or carer"):
        assert untrue not in whole


@pytest.mark.case("harm-13")
def test_nothing_is_called_sealed_where_nothing_lies_sealed() -> None:
    whole = words(printed(replace(PAPER, sealed=False)))
    assert "Private messages may belong to it" in whole
    assert "sealed" not in whole


def test_copies_are_only_kept_where_the_form_says_so() -> None:
    assert "Yes, with the case, sealed" in words(printed(replace(PAPER, copies_kept=True)), 2)


@pytest.mark.parametrize("envelope", list(Envelope))
def test_the_code_on_the_form_is_read_back_at_200_dpi(envelope: Envelope) -> None:
    [page] = rasterised(printed(PAPER, envelope), [2], dpi=200)
    assert [str(found) for found in references_on(as_png(page))] == [PAPER.reference]


def test_names_from_everywhere_and_stars_in_what_was_typed_are_printed_as_they_are() -> None:
    paper = replace(
        PAPER,
        parent_name="Nguyễn Thị Łukasz",
        salutation="Nguyễn Thị Łukasz",
        children=("محمد Håkansson (7B)",),
        purpose="To see **all** of it: " + "a long story, " * 12,
        chat=replace(PAPER.chat, name="Mums & Dads 8A – „Elterngruppe“"),
    )
    text = words(printed(paper))
    assert "Nguyễn Thị Łukasz" in text
    assert "To see all of it:" in text
    assert "„Elterngruppe“" in text


def test_an_address_that_is_missing_leaves_the_window_empty() -> None:
    assert "WA8 7TD" not in words(printed(replace(PAPER, address=())), 0)


def test_a_list_repeats_its_headings_and_counts_its_pages() -> None:
    rows = tuple((f"Parent {number}", "outstanding " * 9, f"A26-{number:05d}-X") for number in range(120))
    content = PrintedList(
        "Wade Deacon High School",
        "Register of forms",
        "120 forms",
        (PrintColumn("Who", 60), PrintColumn("What", 80), PrintColumn("Reference", 40)),
        (PrintGroup("Year 7", rows),),
        date(2026, 11, 23),
    )
    out = BytesIO()
    pages = print_list(content, load_typefaces(resources_folder() / "fonts"), out)
    texts = [page.extract_text() for page in PdfReader(BytesIO(out.getvalue())).pages]
    assert pages == len(texts) > 2
    assert all("Reference" in text and f"Page {number} of {pages}" in text for number, text in enumerate(texts, 1))
    assert "Year 7 (continued)" in texts[1]
    assert all(f"A26-{number:05d}-X" in "".join(texts) for number in range(120))


def test_an_empty_list_says_so() -> None:
    out = BytesIO()
    empty = PrintedList("School", "Outstanding", "", (PrintColumn("Who", 180),), (), date(2026, 11, 23), "Nobody.")
    assert print_list(empty, load_typefaces(resources_folder() / "fonts"), out) == 1
    assert "Nobody." in words(out.getvalue())


@pytest.mark.case("cases-4")
def test_a_chat_s_emoji_stand_on_the_page_that_is_signed_by_their_names() -> None:
    paper = replace(PAPER, chat=replace(PAPER.chat, name="Year 7 Mums 🤫🍷"))
    pdf = printed(paper)
    named = "“Year 7 Mums [face with finger covering closed lips] [wine glass]”"
    for page in (0, 2):
        assert named in words(pdf, page)
        assert SIGNS_NAMED in words(pdf, page)
    assert SIGNS_NAMED not in words(pdf, 1)

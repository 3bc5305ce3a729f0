"""A stack of letters: every word and code is in it, it is small, the same twice, and stops when told to."""

from __future__ import annotations

import io
import itertools
import re
import tracemalloc
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from halton_desktop.domain.code_of_conduct import Clause
from halton_desktop.domain.letter import Envelope, EnvelopeSetting
from halton_desktop.errors import Cancelled, InvalidInput
from halton_desktop.letters.template import parse_template
from tests.letters.samples import (
    HEAD,
    MAILING,
    dark_box,
    letter,
    person,
    picture_of,
    print_stack,
    printed,
    reference,
    template,
)

LONG_SCHOOL = "St Chad’s Catholic and Church of England High School"


def png(width: int = 300, height: int = 200, alpha: int = 255) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (width, height), (180, 30, 30, alpha)).save(out, "PNG")
    return out.getvalue()


def test_the_shipped_letter_the_whole_code_and_the_slip_have_a_page_each_and_say_everything() -> None:
    batch = printed(letter())
    assert batch.result.pages == 3
    first, second = batch.text(1), batch.text(2)
    for expected in (
        "Wade Deacon High School",
        "0151 496 0000",
        "23 November 2026",
        "Mrs Siobhán O'Brien 12 Cherry Tree Close WIDNES WA8 9QW",
        "Dear Mrs O'Brien",
        "you care for Aoife O'Brien (7B)",
        "edition 1, in force from 1 September 2026",
        "return it by Friday 11 December 2026.",
        "Yours sincerely",
        "Mrs G. Jones Headteacher",
        "Data Protection Act 2018",
    ):
        assert expected in first
    assert "Page 2 of 3" in second
    for paragraph in MAILING.intent.splitlines():
        assert paragraph in second
    for clause in MAILING.clauses:
        assert f"{clause.number} {clause.statement}" in second


@pytest.mark.parametrize("name", ["reminder_1", "reminder_2"])
def test_a_reminder_names_the_day_of_the_first_letter(name: str) -> None:
    again = replace(letter(), first_sent=date(2026, 9, 7))
    batch = printed(again, words=template(name))
    assert "wrote to you on 7 September 2026" in batch.text(1)
    assert "wrote to you earlier this year" in printed(letter(), words=template(name)).text(1)
    assert batch.result.pages == 3


def test_a_code_of_many_clauses_runs_over_as_many_pages_as_it_needs() -> None:
    clauses = tuple(
        Clause(f"{n // 10}.{n % 10}", f"Clause number {n} asks for something sensible. " * 3) for n in range(70)
    )
    batch = printed(letter(), mailing=replace(MAILING, clauses=clauses))
    text = batch.all_text()
    assert all(f"{clause.number} {clause.statement.strip()}" in text for clause in clauses)
    assert "Acknowledgement slip" in batch.text(batch.result.pages)


def test_what_changed_is_told_only_when_something_did() -> None:
    changed = replace(MAILING, edition="edition 2", what_changed="Group chats are now mentioned in so many words.")
    assert "Group chats are now mentioned" in printed(letter(), mailing=changed).text(1)
    assert "Group chats" not in printed(letter()).text(1)


@pytest.mark.parametrize(
    "name",
    ["Łukasz Żółć-Gęślą", "Nguyễn Thị Hồng Nhung", "Юлія Щукіна", "Seán Ó Súilleabháin", "O'Brien (née Smith) \\ Co"],
)
def test_every_name_can_be_copied_out_letter_by_letter(name: str) -> None:
    batch = printed(letter(person(name=name, children=(f"{name} (7B)",)), salutation=name, address=(name, "WA8 9QW")))
    first = batch.text(1)
    assert f"Dear {name}" in first
    assert f"{name} WA8 9QW" in first
    assert f"you care for {name} (7B)" in first
    assert f"{name}, mother" in batch.text(3)


def test_arabic_names_keep_every_letter_and_the_form_beside_them() -> None:
    batch = printed(letter(person(children=("لين عبد الرحمن (7B)",)), salutation="محمد", address=("محمد", "WA8 9QW")))
    first = unicodedata.normalize("NFKC", batch.text(1))
    dear = re.search(r"Dear (\S+)", first)
    assert dear is not None
    assert sorted(dear[1]) == sorted("محمد")
    assert "(7B)" in first.replace(" ", "")
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufeff]", batch.text(1)), "shapes instead of letters"
    content = batch.reader.pages[0].get_contents()
    assert content is not None
    assert "Dear محمد".encode("utf-16-be").hex().upper().encode() in content.get_data()


def test_a_letter_with_characters_no_typeface_has_is_left_out_and_reported() -> None:
    chinese = letter(person(name="李 Wei"))
    result = printed(letter(), chinese).result
    assert result.letters == 1
    assert "“李”" in result.not_printed[0].reason
    assert result.not_printed[0].letter is chinese


def test_lines_hold_as_many_characters_as_are_easy_to_read() -> None:
    lines = printed(letter()).reader.pages[0].extract_text().splitlines()
    full = [line for line in lines if len(line) > 55 and "Act 2018" not in line]  # the last lines of paragraphs are not
    assert len(full) >= 12
    assert max(map(len, full)) <= 80
    assert 60 <= sum(map(len, full)) / len(full) <= 75


def test_justified_lines_all_end_at_the_right_edge(qtbot: QtBot) -> None:
    words = parse_template("wide", "Dear {salutation}\n\n" + "The quick brown fox jumps over the lazy dog. " * 20)
    pdf = printed(letter(), words=words).pdf
    pixels, (width, _) = picture_of(pdf, 1, 200)
    scale = 200 / 25.4
    ends: list[float] = []
    for line in range(1, 8):  # of the long paragraph; its base lines are 14.85 points apart, from 110 mm or so
        top, bottom = round((107 + line * 5.239) * scale), round((107 + (line + 1) * 5.239) * scale)
        dark = [
            x
            for y in range(top, bottom)
            for x in range(round(150 * scale), round(172 * scale))
            if pixels[y * width + x] < 160
        ]
        ends.append(max(dark) / scale)
    assert max(ends) - min(ends) < 0.8
    assert max(ends) == pytest.approx(166, abs=0.6)


def test_a_signature_never_stands_alone_on_a_page() -> None:
    paragraphs = "\n\n".join(
        f"Paragraph {n} is here to fill the page with words of no weight at all, line upon line." for n in range(19)
    )
    for extra in range(6):
        more = "\n\n".join(f"Line {n}." for n in range(extra))
        text = f"Dear {{salutation}}\n\n{paragraphs}\n\n{more}\n\nLast words.\n\nYours sincerely\n\n{{signature}}\n"
        batch = printed(letter(), words=parse_template("long", text))
        signed = next(n for n in range(1, 5) if "Yours sincerely" in batch.text(n))
        assert "Last words." in batch.text(signed)
        assert "Mrs G. Jones" in batch.text(signed)


def test_a_short_letter_carries_its_slip_on_the_same_page() -> None:
    words = parse_template("short", "Dear {salutation}\n\nPlease return the slip.\n\nYours sincerely\n\n{signature}\n")
    batch = printed(letter(), words=words)
    assert batch.result.pages == 1
    assert batch.result.slip_page_of_reference == {reference(): 1}


def test_no_slip_stands_on_the_back_of_another() -> None:
    three = letter(person(0), person(1), person(2))
    assert sorted(printed(three).result.slip_page_of_reference.values()) == [3, 3, 5]


def test_pages_are_counted_so_that_a_letter_can_be_found_again() -> None:
    couple = letter(person(1), person(2, name="Mr Liam O'Brien"), number=1)
    batch = printed(letter(person(0)), couple, letter(person(3), number=3))
    assert batch.result.page_of_reference == {reference(0): 1, reference(1): 4, reference(2): 4, reference(3): 7}
    assert batch.result.slip_page_of_reference == {reference(0): 3, reference(1): 6, reference(2): 6, reference(3): 9}
    for number in range(4):
        assert reference(number) in batch.text(batch.result.slip_page_of_reference[reference(number)])


@pytest.mark.parametrize("envelope", Envelope)
@pytest.mark.parametrize("logo", [None, png(), png(alpha=128), png(2000, 300)], ids=["none", "plain", "clear", "wide"])
def test_letterheads_of_every_kind_stay_above_their_rule(qtbot: QtBot, envelope: Envelope, logo: bytes | None) -> None:
    head = replace(
        HEAD, school=LONG_SCHOOL, logo=logo, address=("Lower School", "Liverpool Road", "RUNCORN", "WA7 5UD")
    )
    batch = printed(letter(), head=head, envelope=EnvelopeSetting(envelope))
    ink = dark_box(batch.pdf, 1, 0, 0, 210, 33.2)
    assert ink is not None
    left, top, right, bottom = ink
    assert left >= 29.5
    assert top >= 6
    assert right <= 181
    assert bottom <= 33
    assert LONG_SCHOOL in batch.text(1)
    assert "RUNCORN" in batch.text(1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"head": replace(HEAD, school="学校")}, "letterhead"),
        ({"head": replace(HEAD, address=("道路",))}, "letterhead"),
        ({"words": parse_template("odd", "Dear {salutation} 🙂")}, "text"),
        ({"mailing": replace(MAILING, clauses=(Clause("1", "請"),))}, "clauses"),
    ],
)
def test_what_every_letter_shares_must_be_printable(given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        printed(letter(), **given)
    assert caught.value.field == field


def test_a_logo_that_is_no_picture_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        printed(letter(), head=replace(HEAD, logo=b"\x89PNG\r\n\x1a\n broken"))
    assert caught.value.field == "logo"


def test_a_photograph_as_logo_does_not_swell_the_file() -> None:
    out = BytesIO()
    Image.effect_noise((2000, 1500), 90).convert("RGB").save(out, "JPEG", quality=95)
    assert len(out.getvalue()) > 1_000_000
    assert len(printed(letter(), head=replace(HEAD, logo=out.getvalue())).pdf) < 400_000


def test_the_same_letters_make_the_same_bytes() -> None:
    letters = [letter(person(number), number=number) for number in range(5)]
    assert printed(*letters).pdf == printed(*letters).pdf


def test_the_file_says_what_it_is_and_names_nobody() -> None:
    details = printed(letter()).reader.metadata
    assert details is not None
    assert details.title == "Code of conduct letter with acknowledgement slip"
    assert details.author == "Wade Deacon High School"
    assert details.producer == details.creator == "Halton Desktop"
    assert details.creation_date is not None
    assert details.creation_date.date() == MAILING.written_on
    assert "O'Brien" not in str(dict(details))


def test_only_embedded_subsets_of_our_own_typefaces_are_used() -> None:
    found: dict[str, bool] = {}
    reader = printed(letter(), letter(person(children=("علي (7B)",)), number=1)).reader
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            details = font.get_object()
            found[details["/BaseFont"]] = "/FontFile2" in details["/FontDescriptor"]
    assert len(found) == 4
    assert all(re.fullmatch(r"/[A-Z]{6}\+NotoSans(Arabic)?-(Regular|Bold)", name) for name in found)
    assert all(found.values())


def test_five_hundred_letters_take_less_than_four_kilobytes_each() -> None:
    letters = [
        letter(person(n, name=f"Mrs Ann O'Brien {n}"), salutation=f"Mrs O'Brien {n}", number=n) for n in range(500)
    ]
    batch = printed(*letters)
    assert batch.result.pages == 1500
    assert len(batch.pdf) / 500 <= 4096
    assert batch.reader.pages[999].extract_text()


def test_pages_leave_as_soon_as_they_are_set() -> None:
    """What was written while letters were still coming grows with them: nothing waits for the end."""

    class Watched(io.BytesIO):
        written = 0

        def write(self, data: object) -> int:
            assert isinstance(data, bytes)
            self.written += len(data)
            return len(data)

    out = Watched()
    seen: list[int] = []
    print_stack(
        (letter(person(n), number=n) for n in range(40)), out, progress=lambda done, total: seen.append(out.written)
    )
    assert len(seen) == 40
    assert all(later - earlier > 800 for earlier, later in itertools.pairwise(seen))


def test_memory_stays_flat_however_many_letters_are_printed() -> None:
    """ReportLab alone keeps some 28 KB a letter until the end; here a letter leaves its reference and its place."""

    class Nowhere(io.RawIOBase):
        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]  # always bytes here

    def peak(count: int) -> int:
        tracemalloc.start()
        print_stack((letter(person(n), number=n) for n in range(count)), Nowhere())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert (peak(700) - peak(200)) / 500 < 4096


def test_progress_is_told_after_each_letter() -> None:
    told: list[tuple[int, int]] = []
    printed(letter(), letter(person(1), number=1), total=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_printing_stops_when_it_is_cancelled() -> None:
    told: list[int] = []
    letters = [letter(person(number), number=number) for number in range(10)]
    with pytest.raises(Cancelled):
        printed(*letters, progress=lambda done, total: told.append(done), cancelled=lambda: len(told) == 3)
    assert told == [1, 2, 3]


def test_no_letters_make_an_empty_result() -> None:
    assert printed().result.pages == 0

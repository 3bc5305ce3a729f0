"""Pages in memory: each letter's place among them, as prepared and as issued, and a sample for the editor."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.letter import Envelope
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.office_setting import OfficeSettings
from halton_desktop.errors import Cancelled, FolderReadOnly, InvalidInput
from halton_desktop.services.administration.keep_school import change_settings
from halton_desktop.services.letters.letter_pages import (
    LetterPages,
    issued_letter_pages,
    printing,
    printing_pages,
    save_issued_letter,
)
from halton_desktop.services.letters.letter_texts import purpose_of_letter, shipped_letter_text
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.letters.sample_letter import sample_letter
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family


def prepared(office: OfficeSession) -> int:
    return prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement")))


@pytest.fixture
def batch(office: OfficeSession) -> int:
    """Three letters, the second to a household of two."""
    home = PostalAddress(("12 Chestnut Close", "Widnes"), "WA8 3DA")
    add_family(office, [a_parent(forename="Ada")], [a_pupil()])
    add_family(office, [a_parent(forename="Bea", address=home), a_parent(forename="Ben", address=home)], [a_pupil()])
    add_family(office, [a_parent(forename="Cleo")], [a_pupil()])
    return prepared(office)


def texts(pages: LetterPages) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pages.pdf)).pages]


def test_every_letter_is_where_it_is_said_to_be(office: OfficeSession, batch: int) -> None:
    pages = printing_pages(office, batch)
    words = texts(pages)
    assert len(words) == pages.pages
    for number, letter in enumerate(pages.letters):
        assert letter.reference in words[letter.first_page]
        assert letter.who.split()[1] in words[letter.first_page]
        for page in range(letter.first_page, letter.first_page + letter.pages):
            assert pages.letter_on(page) == number


def test_a_batch_is_listed_without_its_pages_in_the_same_order(office: OfficeSession, batch: int) -> None:
    found = printing(office, batch)
    assert found.letters == tuple((at.who, at.reference) for at in printing_pages(office, batch).letters)
    assert found.title == "Code of conduct letter with acknowledgement slip"
    assert found.prepared_at == office.clock()


def test_the_envelope_is_the_one_the_letters_were_prepared_for(office: OfficeSession, batch: int) -> None:
    change_settings(office, OfficeSettings(envelope="C5"))
    assert printing_pages(office, batch).envelope.envelope is Envelope.DL


def test_making_pages_can_be_stopped(office: OfficeSession, batch: int) -> None:
    with pytest.raises(Cancelled):
        printing_pages(office, batch, cancelled=lambda: True)


def test_one_letter_alone_is_its_own_pages_of_the_batch(office: OfficeSession, batch: int) -> None:
    confirm_letters(office, batch)
    whole = printing_pages(office, batch)
    letter = parent_page(office, 2).letters[0]
    alone = issued_letter_pages(office, letter.id)
    at = next(at for at in whole.letters if at.reference == letter.reference)
    assert texts(alone) == texts(whole)[at.first_page : at.first_page + at.pages]
    assert (alone.letters[0].first_page, alone.letters[0].pages) == (0, at.pages)


def test_saving_an_issued_letter_writes_what_was_looked_at(office: OfficeSession, batch: int, tmp_path: Path) -> None:
    confirm_letters(office, batch)
    pages = issued_letter_pages(office, parent_page(office, 2).letters[0].id)
    save_issued_letter(office, pages, tmp_path / "letters.pdf")
    assert (tmp_path / "letters.pdf").read_bytes() == pages.pdf
    with pytest.raises(FolderReadOnly):
        save_issued_letter(office, pages, tmp_path / "gone" / "letters.pdf")


def test_a_sample_has_the_schools_head_and_a_made_up_family_and_puts_nothing_on_file(office: OfficeSession) -> None:
    pages = sample_letter(office, "acknowledgement", "Dear {salutation}\n\nAbout {children}, first sent {first_sent}.")
    words = " ".join(" ".join(texts(pages)).split())
    for part in ("Wade Deacon High School", "Mrs Jane Example", "Dear Mrs and Mr Example", "2 November 2026"):
        assert part in words
    with office.look() as work:
        assert work.letters.unconfirmed() == []


def test_a_sample_names_the_place_of_a_mistake(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput, match="Line 2, position 1"):
        sample_letter(office, "acknowledgement", "Dear {salutation}\n{nonsense}")


@pytest.mark.parametrize("name", ["acknowledgement", "reminder_1", "reminder_2"])
def test_every_shipped_letter_says_what_it_is_for_and_makes_a_sample(office: OfficeSession, name: str) -> None:
    assert purpose_of_letter(office, name).endswith(".")
    assert sample_letter(office, name, shipped_letter_text(office, name)).pages >= 2

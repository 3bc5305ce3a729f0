"""The typefaces hold what names in Halton need, say what they lack, and set right-to-left names in sight order."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.letters.fonts import for_print, in_sight_order, is_right_to_left
from tests.letters.samples import typefaces


@pytest.mark.parametrize(
    "letters",
    [
        string.ascii_letters + string.digits + string.punctuation,
        "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
        "ĂÂĐÊÔƠƯăâđêôơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ",
        "АБВГҐДЕЄЁЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة",
        "پچژگکیٹڈڑںےہ",
        "ÀÉÎÕÜÇŘŠŽŐŰŞĞİıÆØÅß‘’“”–—…•€£",
        "ΑΒΓΔΕΖΗΘαβγδεζηθάέή",
    ],
)
def test_every_letter_of_the_languages_spoken_here_can_be_printed(letters: str) -> None:
    assert typefaces().missing(letters) == ""


def test_what_no_typeface_has_is_named_once_and_in_order() -> None:
    assert typefaces().missing("Li 李 Wei 伟 李") == "李伟"
    assert typefaces().missing("Zoë 🙂") == "🙂"


def test_letters_typed_as_base_and_accent_are_printed_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn")
    assert for_print(decomposed) == "Nguyễn"
    assert typefaces().missing(decomposed) == ""


def test_invisible_marks_are_not_printed() -> None:
    assert for_print("Ann\u200be\u2060 \u200eMarie\u00ad") == "Anne Marie"


def test_only_right_to_left_text_is_turned_round() -> None:
    assert not is_right_to_left("Łukasz Щукин Nguyễn")
    assert is_right_to_left("Dear محمد")


def test_an_arabic_name_stands_in_sight_order_with_its_letters_joined() -> None:
    shown = in_sight_order("محمد")
    assert unicodedata.normalize("NFKC", shown) == "دمحم"
    assert all("\ufe70" <= letter <= "\ufeff" for letter in shown)


def test_the_form_after_an_arabic_name_stays_readable() -> None:
    shown = unicodedata.normalize("NFKC", in_sight_order("Dear لين (7B) and علي (10C)"))
    assert shown == "Dear نيل (7B) and يلع (10C)"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_any_name_can_be_prepared_for_print(name: str) -> None:
    assert not any(unicodedata.category(letter) == "Cf" for letter in in_sight_order(name))
    assert set(typefaces().missing(name)) <= set(for_print(name))


@pytest.mark.case("cases-4")
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("he wrote: 🐒🐒🍌 and then", "he wrote: [2 × monkey] [banana] and then"),
        ("then שרמ.", "then [hebrew letter shin, resh, mem]."),
        ("你好", "[cjk unified ideograph 4f60, 597d]"),
        ("👩‍👧 and 🐵", "[woman] [girl] and [monkey face]"),
        ("Mums🤫🍷", "Mums [face with finger covering closed lips] [wine glass]"),
        ("a heart ❤️ and a flag 🇬🇧", "a heart [heavy black heart] and a flag [regional indicator symbol letter g, b]"),
        ("\ue000 and \U0010ffff", "[sign u+e000] and [sign u+10ffff]"),
        ("Zoë Łukasz محمد Nguyễn – “€”", "Zoë Łukasz محمد Nguyễn – “€”"),
    ],
)
def test_what_no_typeface_has_stands_there_by_its_name(text: str, printed: str) -> None:
    assert typefaces().with_names(text) == printed
    assert typefaces().missing(typefaces().with_names(text)) == ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_nothing_that_is_printed_is_lost(text: str) -> None:
    assert typefaces().missing(typefaces().with_names(text)) == ""

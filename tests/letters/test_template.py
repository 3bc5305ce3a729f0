"""Templates are read as a school writes them, and every mistake is named with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.letter import FIELDS_OF_ONE_LETTER, MERGE_FIELDS, BlockKind, TemplateBlock
from halton_desktop.errors import InvalidInput
from halton_desktop.letters.template import fields_in, load_template, merged, parse_template, template_names
from halton_desktop.paths import resources_folder

WHOLE = """\ufeff% a note
Title: A letter
Subject: About {school}

Dear {salutation}

One paragraph
on two lines.
- first
- second
  goes on
# Heading
{code}
{signature}
---
Last
"""


def test_a_template_is_read_block_by_block() -> None:
    letter = parse_template("sample", WHOLE)
    assert (letter.name, letter.title, letter.subject) == ("sample", "A letter", "About {school}")
    assert letter.blocks == (
        TemplateBlock(BlockKind.PARAGRAPH, "Dear {salutation}"),
        TemplateBlock(BlockKind.PARAGRAPH, "One paragraph on two lines."),
        TemplateBlock(BlockKind.BULLET, "first"),
        TemplateBlock(BlockKind.BULLET, "second goes on"),
        TemplateBlock(BlockKind.HEADING, "Heading"),
        TemplateBlock(BlockKind.CODE),
        TemplateBlock(BlockKind.SIGNATURE),
        TemplateBlock(BlockKind.NEW_PAGE),
        TemplateBlock(BlockKind.PARAGRAPH, "Last"),
    )


def test_windows_line_ends_read_the_same() -> None:
    assert parse_template("sample", WHOLE.replace("\n", "\r\n")) == parse_template("sample", WHOLE)


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("Dear {salutaton}", "Line 1, position 6: {salutaton}", "Did you mean {salutation}?"),
        ("Title: A\n\nHello\nand {pet}", "Line 4, position 5: {pet}", "{salutation}"),
        ("See {code} here", "Line 1, position 5: {code}", "must stand alone"),
        ("Dear {salutation", "Line 1, position 6: the curly bracket {", "on either side"),
        ("Dear salutation}", "Line 1, position 16: the curly bracket }", "on either side"),
        ("Subject: {nobody}\n\nHello", "Line 1, position 10: {nobody}", "These can be used"),
        ("Please **sign", "Line 1, position 8: the two stars", "same line"),
    ],
)
def test_a_mistake_is_named_with_line_and_position(text: str, place: str, advice: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_template("sample", text)
    assert caught.value.field == "text"
    assert caught.value.message.startswith(place)
    assert advice in caught.value.advice


@pytest.mark.parametrize("text", ["", "\n\n", "Title: Nothing\n\n{signature}\n"])
def test_a_letter_without_words_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="no words"):
        parse_template("sample", text)


def test_fields_are_filled_in_and_unknown_ones_left_for_later() -> None:
    assert (
        merged("Dear {salutation} of {school}", {"school": "The Heath School"})
        == "Dear {salutation} of The Heath School"
    )
    assert fields_in("Dear {salutation} of {school}") == {"salutation", "school"}


def test_stars_and_brackets_in_a_value_stay_what_they_are() -> None:
    filled = merged("{salutation}!", {"salutation": "A**B {school}", "school": "X"})
    assert "**" not in filled
    assert filled.replace("\u2060", "") == "A**B {school}!"


@given(st.text(max_size=200))
def test_whatever_a_school_types_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        blocks = parse_template("sample", text).blocks
    except InvalidInput as refused:
        blocks = ()
        reason = refused.message
    else:
        reason = ""
    assert bool(blocks) != bool(reason)


@pytest.mark.parametrize("name", ["acknowledgement", "reminder_1", "reminder_2"])
def test_every_letter_that_ships_can_be_read_and_asks_for_a_signature(name: str) -> None:
    folder = resources_folder() / "letters"
    assert name in template_names(folder)
    letter = load_template(folder, name)
    kinds = [block.kind for block in letter.blocks]
    assert letter.title
    assert letter.subject
    assert kinds.count(BlockKind.SIGNATURE) == 1
    assert BlockKind.CODE in kinds
    used = set().union(*(fields_in(block.text) for block in letter.blocks))
    assert {"salutation", "deadline", "in_force_from", "contact"} <= used
    assert ("first_sent" in used) == name.startswith("reminder")


def test_every_field_is_explained_and_those_of_one_letter_are_among_them() -> None:
    assert all(MERGE_FIELDS.values())
    assert MERGE_FIELDS.keys() >= FIELDS_OF_ONE_LETTER

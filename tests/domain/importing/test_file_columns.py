"""What the office says of columns: for files with the same headings, and to be taken back."""

from __future__ import annotations

import pytest

from halton_desktop.domain.importing.file_columns import (
    CONTACT_USES,
    LEFT_OUT,
    NOTES,
    PUPIL_USES,
    ColumnUse,
    ReadingChoices,
    SheetUse,
    headings_key,
    names_missing,
    sheet_key,
)

HEADINGS = ("Kid", "Kid 2nd", "Colour")


@pytest.mark.case("silence-columns")
def test_files_with_the_same_headings_are_known_whatever_their_case_and_blanks() -> None:
    key = headings_key(HEADINGS)
    choices = ReadingChoices({key: {2: ColumnUse(NOTES)}})
    assert choices.of(["kid", " KID  2nd", "colour", ""]) == {2: ColumnUse(NOTES)}
    assert choices.of(["kid", "colour", "kid 2nd"]) == {}
    assert choices.of([*HEADINGS, "Comments on cells"]) == {2: ColumnUse(NOTES)}


@pytest.mark.case("silence-columns")
def test_a_change_of_what_was_said_can_be_taken_back_and_leaves_other_files_alone() -> None:
    key, other = headings_key(HEADINGS), headings_key(("A", "B"))
    sheet = sheet_key("Leavers", HEADINGS)
    known = ReadingChoices({other: {0: ColumnUse(LEFT_OUT)}, key: {0: ColumnUse("surname")}})
    change = ReadingChoices({key: {1: ColumnUse("forename")}}, {sheet: SheetUse.NOTHING})
    after = known.changed_by(change)
    assert after.of(HEADINGS) == {1: ColumnUse("forename")}
    assert after.of_sheet("LEAVERS", HEADINGS) is SheetUse.NOTHING
    assert after.changed_by(known.before(change)) == known


def test_what_was_said_is_kept_as_plain_values_and_unknown_uses_are_passed_over() -> None:
    choices = ReadingChoices(
        {headings_key(HEADINGS): {0: ColumnUse("surname"), 1: ColumnUse("postcode", 2)}},
        {sheet_key("Old", HEADINGS): SheetUse.PEOPLE},
    )
    assert ReadingChoices.from_plain(choices.as_plain()) == choices
    assert ReadingChoices.from_plain({"columns": {"a": {"0": ["shoe_size", 0]}}}).of(["a"]) == {}


@pytest.mark.parametrize(
    ("whats", "missing"),
    [
        ([], "the pupil and the contact"),
        ([ColumnUse("surname"), ColumnUse("forename")], "the contact"),
        ([ColumnUse("name"), ColumnUse("surname", 1)], "the contact"),
        ([ColumnUse("name", 2), None], "the pupil"),
        ([ColumnUse("name"), ColumnUse("surname", 1), ColumnUse("forename", 1)], ""),
    ],
)
def test_whose_name_no_column_gives(whats: list[ColumnUse | None], missing: str) -> None:
    assert names_missing(whats) == missing


def test_every_use_has_words() -> None:
    uses = [ColumnUse(what) for what in PUPIL_USES] + [ColumnUse(what, of) for what in CONTACT_USES for of in (1, 2)]
    assert all(use.is_known and use.words for use in uses)
    assert ColumnUse("postcode", 2).words == "postcode of contact 2"
    assert not ColumnUse("upn", 1).is_known

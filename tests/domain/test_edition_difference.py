"""Two editions side by side, and editions as they may and may not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.code_of_conduct import (
    Clause,
    Edition,
    LinkedPolicy,
    checked_adoption,
    checked_edition,
    clause_order,
    draft_of,
    edition_before,
)
from halton_desktop.domain.edition_difference import (
    DifferenceKind,
    Piece,
    clause_difference,
    differences,
    in_words,
)
from halton_desktop.errors import InvalidInput, Refused

DAY = date(2026, 11, 23)
FIRST = Edition(1, 1, "Code", (Clause("2.1a", "Be kind."), Clause("2.2", "Be fair.")), DAY, DAY)
SECOND = Edition(2, 2, "Code", (Clause("2.1a", "Be very kind."), Clause("2.3", "Be brief.")), changes="Clause 2.1a.")


def test_each_clause_of_either_edition_stands_once_in_the_order_of_the_code() -> None:
    found = differences(FIRST, SECOND)
    assert [(each.number, each.kind) for each in found] == [
        ("2.1a", DifferenceKind.AMENDED),
        ("2.2", DifferenceKind.DROPPED),
        ("2.3", DifferenceKind.ADDED),
    ]
    assert found[0].old == (Piece("Be "), Piece("kind."))
    assert found[0].new == (Piece("Be "), Piece("very ", marked=True), Piece("kind."))
    assert in_words(found) == "Clause 2.1a was amended. Clause 2.3 is new. Clause 2.2 was dropped."


def test_without_an_earlier_edition_everything_is_new() -> None:
    assert {each.kind for each in differences(None, FIRST)} == {DifferenceKind.ADDED}
    assert in_words(differences(FIRST, FIRST)) == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_put_together_are_the_texts(old: str, new: str) -> None:
    found = clause_difference("1", old, new)
    assert "".join(piece.text for piece in found.old) == old
    assert "".join(piece.text for piece in found.new) == new


def test_clauses_are_counted_as_the_code_does() -> None:
    assert sorted(["2.10", "2.2", "2.1b", "10", "2.1a", "x"], key=clause_order) == [
        "2.1a",
        "2.1b",
        "2.2",
        "2.10",
        "10",
        "x",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"clauses": ()}, "clauses"),
        ({"clauses": (Clause("2.1a", " "),)}, "clauses"),
        ({"clauses": (Clause("two", "x"),)}, "clauses"),
        ({"clauses": (Clause("2.1", "x"), Clause("2.1", "y"))}, "clauses"),
        ({"policies": (LinkedPolicy(" ", "website"),)}, "policies"),
    ],
)
def test_an_edition_that_cannot_be_kept_names_the_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        checked_edition(replace(SECOND, **change))  # type: ignore[arg-type] # fields of an Edition
    assert raised.value.field == field


def test_an_edition_is_adopted_after_its_forerunner_with_a_word_on_what_changed() -> None:
    assert checked_adoption(SECOND, FIRST, DAY, DAY, DAY) is SECOND
    with pytest.raises(InvalidInput, match="before it was adopted"):
        checked_adoption(SECOND, FIRST, DAY, date(2026, 11, 22), DAY)
    with pytest.raises(InvalidInput, match="follows it"):
        checked_adoption(SECOND, FIRST, date(2026, 1, 1), date(2026, 1, 1), DAY)
    with pytest.raises(InvalidInput, match="what has changed"):
        checked_adoption(replace(SECOND, changes=""), FIRST, DAY, DAY, DAY)
    with pytest.raises(Refused, match="says the same"):
        checked_adoption(replace(FIRST, id=2, number=2, adopted_on=None), FIRST, DAY, DAY, DAY)
    with pytest.raises(Refused, match="never changes"):
        checked_adoption(FIRST, None, DAY, DAY, DAY)


def test_a_slip_in_a_day_that_could_never_be_mended_is_caught() -> None:
    tomorrow = DAY + timedelta(days=1)
    with pytest.raises(InvalidInput, match="still to come") as raised:
        checked_adoption(SECOND, FIRST, tomorrow, tomorrow, DAY)
    assert raised.value.field == "adopted_on"
    with pytest.raises(InvalidInput, match="two years away") as raised:
        checked_adoption(SECOND, FIRST, DAY, DAY.replace(year=2062), DAY)
    assert raised.value.field == "effective_on"
    assert checked_adoption(SECOND, FIRST, DAY, DAY.replace(year=2027), DAY) is SECOND


def test_the_draft_and_the_edition_before_are_found() -> None:
    assert draft_of((SECOND, FIRST)) is SECOND
    assert edition_before((SECOND, FIRST), SECOND) is FIRST
    assert edition_before((SECOND, FIRST), FIRST) is None

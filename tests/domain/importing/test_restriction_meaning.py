"""Whom words of the office hold, by role, by name and by whom they stand beside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.importing.named_people import Directory, naming, somebody
from halton_desktop.domain.importing.restriction_meaning import meant, without_a_name
from halton_desktop.domain.parents.hold import HoldKind

MOTHER, FATHER, GRAN = 1, 2, 3
FAMILY = (
    somebody(MOTHER, "Jane", "Abbott", "Mrs", "mother"),
    somebody(FATHER, "Tom", "Baxter", "Mr", "father"),
    somebody(GRAN, "Ada", "Abbott", "Mrs", "grandmother"),
)
NO, DEAD, SECRET, ORDER, OPEN = (
    HoldKind.NO_CONTACT, HoldKind.DECEASED, HoldKind.SECRECY, HoldKind.COURT_ORDER, HoldKind.UNDECIDED,
)  # fmt: skip
CALLED = ("dad", "Father", "Dad's", "Tom", "Mr Baxter", "T Baxter", "Tom Baxter", "Baxter, Tom", "her ex-husband")


@pytest.mark.case("silence-whom")
@pytest.mark.parametrize(
    ("words", "kind", "held"),
    [
        ("Dad died in March", DEAD, {FATHER: DEAD}),
        ("the late Mr Baxter", DEAD, {FATHER: DEAD}),
        ("Deceased", DEAD, {MOTHER: DEAD}),
        ("Deceased - father told us", DEAD, {MOTHER: DEAD, FATHER: OPEN}),
        ("Mum died, now with dad", DEAD, {MOTHER: DEAD, FATHER: OPEN}),
        ("Stepdad died", DEAD, {FATHER: DEAD}),
        ("Gran has died", DEAD, {GRAN: DEAD}),
        ("No contact with father", NO, {FATHER: NO}),
        ("Mr Baxter not to be contacted", NO, {FATHER: NO}),
        ("Do not contact", NO, {MOTHER: NO}),
        ("Do not contact - speak to dad", NO, {MOTHER: OPEN, FATHER: NO}),
        ("Dad says do not contact mum", NO, {MOTHER: NO, FATHER: NO}),
        ("Dad must not know address", SECRET, {MOTHER: SECRET, FATHER: OPEN}),
        ("Dad's address is secret", SECRET, {FATHER: SECRET, MOTHER: OPEN}),
        ("Court order against dad", ORDER, {FATHER: ORDER}),
        ("Mum has court order against dad", ORDER, {MOTHER: ORDER, FATHER: ORDER}),
        ("He must not write to her", NO, {MOTHER: NO, FATHER: OPEN}),
        ("both parents: no letters", NO, {MOTHER: NO, FATHER: NO, GRAN: NO}),
    ],
)
def test_words_at_the_mother_hold_whom_they_mean(words: str, kind: HoldKind, held: dict[int, HoldKind]) -> None:
    assert dict(meant(words, kind, FAMILY, MOTHER, ("kit", "abbott"))) == held


@pytest.mark.case("silence-whom")
def test_letters_to_the_mother_only_hold_everybody_else() -> None:
    held = meant("letters to mum only", NO, FAMILY, MOTHER)
    assert held == {FATHER: NO, GRAN: NO, MOTHER: OPEN}


@pytest.mark.case("silence-whom")
@given(
    called=st.sampled_from(CALLED),
    before=st.sampled_from(["No contact with", "do NOT write to", "Please do not send letters to", "injunction v."]),
    after=st.sampled_from(["", ".", "!!", " (see file)", " - since 2024", ", thank you"]),
    beside=st.sampled_from([MOTHER, GRAN]),
)
def test_the_father_is_held_however_he_is_called_and_whatever_stands_around_it(
    called: str, before: str, after: str, beside: int
) -> None:
    people = FAMILY if "ex" not in called else FAMILY[:2]
    held = meant(f"{before} {called}{after}", NO, people, beside if beside in {one.id for one in people} else MOTHER)
    assert held.get(FATHER) is NO


@pytest.mark.case("silence-whom")
def test_the_childs_own_name_names_no_parent() -> None:
    assert naming("Court order - Kit Abbott", FAMILY, ("kit", "abbott"), MOTHER).named == frozenset()


@pytest.mark.case("silence-whom")
def test_a_restriction_without_a_name_means_whoever_has_the_relationship_else_everybody() -> None:
    assert without_a_name("father", "M", NO, FAMILY) == {FATHER: NO}
    assert without_a_name("step-parent", "M", NO, FAMILY) == {FATHER: NO}
    assert without_a_name("", "", NO, FAMILY) == {MOTHER: NO, FATHER: NO, GRAN: NO}


@pytest.mark.case("silence-sheets")
@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Tom Baxter", {FATHER}), ("Baxter Tom", {FATHER}), ("BAXTER, T.", {FATHER}), ("Thomas Baxter", {FATHER}),
        ("Mr Baxter", {FATHER}), ("Mr Tom Bakster", {FATHER}), ("Baxter | dad", {FATHER}),
        ("Mrs Abbott", {MOTHER, GRAN}), ("Mr Abbott", {MOTHER, GRAN}), ("Abbott, Jane and T Baxter", {MOTHER, FATHER}),
        ("Name", set()), ("Last updated 3/9/2026", set()), ("see Mrs Jones", set()), ("", set()),
    ],
)  # fmt: skip
def test_a_row_of_a_list_may_mean_everybody_who_could_be_called_so(words: str, who: set[int]) -> None:
    assert Directory(FAMILY).meant(words) == who

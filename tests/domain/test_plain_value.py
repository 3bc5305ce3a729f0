"""What is kept as JSON comes back as it was: every letter and printing, and those that an older version kept."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.code_of_conduct import Clause
from halton_desktop.domain.issued_letter import KeptLetter, KeptPrinting
from halton_desktop.domain.letter import CARES_FOR, Envelope, Letterhead, Mailing, SlipPerson
from halton_desktop.domain.plain_value import plain, rebuilt

HEADS = st.builds(Letterhead, logo=st.none())
PRINTINGS = st.builds(
    KeptPrinting,
    letterhead=HEADS,
    envelope=st.tuples(st.sampled_from(Envelope), st.floats(-9, 9), st.floats(-9, 9)),
)


@pytest.mark.case("9-3")
@given(st.one_of(st.builds(Clause), st.builds(SlipPerson), HEADS, st.builds(Mailing), st.builds(KeptLetter), PRINTINGS))
def test_each_type_comes_back_from_json_as_it_went(value: object) -> None:
    assert rebuilt(type(value), json.loads(json.dumps(plain(value)))) == value


@pytest.mark.case("9-3")
def test_a_letter_kept_by_an_older_version_is_read_with_what_it_did_not_know() -> None:
    person = {"name": "Jane Fox", "relationship": "mother", "children": ["Ada (7B)"], "reference": "A26-1"}
    kept = {"salutation": "Ms Fox", "address": ["Jane Fox", "1 High St"], "people": [person], "first_sent": ""}
    letter = rebuilt(KeptLetter, kept)
    assert letter.people == (SlipPerson("Jane Fox", "mother", ("Ada (7B)",), "A26-1"),)
    assert (letter.first_sent, letter.standing, letter.slip_so_far, letter.about) == (None, CARES_FOR, "", None)
    assert rebuilt(KeptLetter, kept | {"first_sent": "2026-09-07"}).first_sent == date(2026, 9, 7)


@pytest.mark.case("9-3")
@pytest.mark.parametrize("value", [b"a picture", {"a": 1}, Letterhead("School", logo=b"a picture")])
def test_what_json_cannot_hold_is_refused_and_not_kept_as_something_else(value: object) -> None:
    with pytest.raises(TypeError, match="is not kept as JSON"):
        plain(value)

"""The association's document as plain text becomes the words of an edition; what is not used of it is said."""

from __future__ import annotations

import pytest

from halton_desktop.domain.code_of_conduct import INTENT, Clause, Edition
from halton_desktop.domain.code_text import read_code
from halton_desktop.errors import InvalidInput

pytestmark = pytest.mark.case("harm-9")
EDITION = Edition(
    1,
    1,
    "Code",
    tuple(Clause(number, "As shipped.") for number in ("1.1", "2.1", "2.1a", "2.1b", "3.2", "4.2")),
    intent="As shipped.",
)
DOCUMENT = """An Association

Contents:

Statement of intent

1. Law
2. Conduct

Statement of intent

We like **good** things.

We mean
it.

1. Law

1.1. This follows the law, such as:

- One Act
- Another Act

2. Conduct

2.1 **We** do not want:

- Lies about others
- Loud complaints

on any site

- 3.2. When something goes wrong we
call at once.
"""


def test_every_part_is_found_and_lists_become_lettered_clauses_only_where_the_code_has_them() -> None:
    assert read_code(DOCUMENT, EDITION).edition.parts == {
        INTENT: "We like good things.\nWe mean it.",
        "1.1": "This follows the law, such as: One Act; Another Act",
        "2.1": "We do not want:",
        "2.1a": "Lies about others",
        "2.1b": "Loud complaints on any site",
        "3.2": "When something goes wrong we call at once.",
        "4.2": "As shipped.",
    }


def test_what_was_not_found_and_what_was_not_used_is_said() -> None:
    read = read_code(DOCUMENT, EDITION)
    assert read.missing == ("4.2",)
    assert read.unused == ("An Association", "Contents:", "1. Law", "2. Conduct", "1. Law", "2. Conduct")
    assert read.words == (
        "5 clauses were read. Not found in the file, and so left as they were: 4.2. 6 lines were not used."
    )


def test_a_letter_before_a_line_and_a_clause_the_code_did_not_have_are_taken() -> None:
    read = read_code("2.5 Later.\n2.1 No:\na) lying\n(b) shouting\n2.1c: whispering\n3.7 Be kind.", EDITION)
    parts = read.edition.parts
    assert [parts[number] for number in ("2.1a", "2.1b", "2.1c", "2.5", "3.7")] == [
        "lying",
        "shouting",
        "whispering",
        "Later.",
        "Be kind.",
    ]


def test_of_a_clause_named_twice_the_later_one_counts_and_the_first_is_said() -> None:
    read = read_code("2.1 Of manners 3\n2.1 We want manners.", EDITION)
    assert (read.edition.parts["2.1"], read.unused) == ("We want manners.", ("Of manners 3",))


@pytest.mark.parametrize("text", ["", "Dear parents", "Statement of intent\nWe mean it."])
def test_a_text_without_a_clause_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="No clause was found"):
        read_code(text, EDITION)

"""What the office is asked to decide: one question for all it concerns, with what was done until somebody answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halton_desktop.domain.name import fold


class QuestionKind(StrEnum):
    """What is asked; the value is what lists and ``import --json`` call it."""

    RELATIONSHIP = "relationship"
    RESTRICTION = "restriction"
    REMARK = "remark"
    SAME_PERSON = "same person"
    CHILD_ADDRESS = "address of a child"
    GONE = "gone from the file"
    UNCLEAR = "words not understood"


def word_key(value: str) -> str:
    """What a question turns on, however it is typed: "Primary Contact." is "primary contact"."""
    return fold(value) or value.strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: ``key`` is kept, ``label`` stands on the button, ``effect`` says in words what it does."""

    key: str
    label: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Asked once for a word or a kind, not once for each person.

    ``value`` is the word or pair it turns on, ``meanwhile`` what holds until it is answered, in one sentence.
    ``parent_ids`` and ``pupil_ids`` are whom it concerns, ``rows`` where they stand in the file just read.
    """

    id: int
    kind: QuestionKind
    value: str
    text: str
    meanwhile: str
    choices: tuple[Choice, ...]
    parent_ids: tuple[int, ...] = ()
    pupil_ids: tuple[int, ...] = ()
    asked_on: date | None = None
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    rows: tuple[int, ...] = ()

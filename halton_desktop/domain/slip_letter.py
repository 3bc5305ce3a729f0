"""The letters that carry a slip to be signed: what each is called in the office file, in lists and in the menus."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlipLetter:
    """``name`` is that of its words in ``resources/letters``; ``title`` stands in lists, ``plain`` in a sentence.

    ``reminder`` is which reminder it is, from 1; those go only to people who still owe an answer.
    """

    name: str
    title: str
    plain: str
    reminder: int = 0


SLIP_LETTERS = (
    SlipLetter("acknowledgement", "Code of conduct with slip", "code-of-conduct letter"),
    SlipLetter("reminder_1", "First reminder with slip", "first reminder", reminder=1),
    SlipLetter("reminder_2", "Second reminder with slip", "second reminder", reminder=2),
)
"""In the order they are used."""

SLIP_LETTER = {letter.name: letter for letter in SLIP_LETTERS}
FIRST_LETTER, FIRST_REMINDER, SECOND_REMINDER = (letter.name for letter in SLIP_LETTERS)

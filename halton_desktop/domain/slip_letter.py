"""The letters that carry a slip to be signed: what each is called, and when a reminder is too early."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.register import is_overdue


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
FIRST_LETTER = SLIP_LETTERS[0].name
REMINDERS = tuple(letter.name for letter in SLIP_LETTERS if letter.reminder)
FIRST_REMINDER, SECOND_REMINDER = REMINDERS[:2]


def reminder_too_early(letter: str, form: Form | None, sent: Iterable[str], today: date) -> str:
    """Why a reminder to return a slip is not true of this form yet, continuing the parent's name; "" when it is."""
    if form is not None and form.status.settled and form.status.answer:
        return f"has answered already: {form.status.answer.value}"
    if form is None or form.issued_on is None:
        return "has not been sent the first letter yet"
    if not form.status.outstanding:
        return "has no slip outstanding that could be reminded of"
    if not is_overdue(form, today):
        return (
            f"has until {form.due_on:%d/%m/%Y} to return the slip" if form.due_on else "has no date to be reminded of"
        )
    had = set(sent)
    if REMINDERS[-1] in had:
        return "has had the last reminder already: ring or see them"
    if letter in had:
        return f"has had the {SLIP_LETTER[letter].plain} already"
    missing = [SLIP_LETTER[name].plain for name in REMINDERS[: REMINDERS.index(letter)] if name not in had]
    return f"has not had the {missing[0]} yet" if missing else ""

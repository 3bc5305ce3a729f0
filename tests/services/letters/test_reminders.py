"""A reminder says what is so of each of its readers: when they were written to, and what became of their slip."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.services.consent_forms.return_form import return_forms
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, make_pdf, prepare_letters
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.services.letters.test_print_letters import HOME, issue, later


def reminders(office: OfficeSession, letter: str = "reminder_1") -> list[str]:
    """The words of every reminder that can go out now, one text a letter."""
    out = BytesIO()
    batch = prepare_letters(office, plan_letters(office, LetterRequest(letter, Recipients.OUTSTANDING)))
    result = make_pdf(office, batch, out)
    confirm_letters(office, batch)
    pages = [page.extract_text().replace("\u00a0", " ").replace("\n", " ") for page in PdfReader(out).pages]
    first = [sum(result.lengths[:place]) for place in range(result.letters)]
    return [pages[place] for place in first]


@pytest.mark.case("harm-6")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer.UNSIGNED, "came back to us, but without a signature"),
        (Answer.DAMAGED, "came back to us, but it could not be read"),
        (None, "We have not had your slip back yet."),
    ],
)
def test_a_reminder_knows_a_slip_that_came_back_unsigned_or_damaged(
    office: OfficeSession, answer: Answer | None, said: str
) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    if answer is not None:
        return_forms(office, [parent_page(office, parent).forms[0].reference], answer=answer)
    for name in ("reminder_1", "reminder_2"):
        later(office, 30)
        [words] = reminders(office, name)
        assert said in words
        assert "not yet heard" not in words
        assert ("have not had your slip" in words) is (answer is None)


@pytest.mark.case("harm-6")
def test_two_of_a_household_first_written_to_on_different_days_are_each_reminded_of_their_own(
    office: OfficeSession,
) -> None:
    (father, mother), _ = add_family(office, [a_parent(address=HOME), a_parent(address=HOME)], [a_pupil()])
    issue(office, LetterRequest("acknowledgement", parent_ids=(father,)))
    later(office, 10)
    issue(office, LetterRequest("acknowledgement", parent_ids=(mother,)))
    later(office, 60)
    assert sorted(re.findall(r"We wrote to you on (\d+ \w+ \d+)", " ".join(reminders(office)))) == [
        "23 November 2026",
        "3 December 2026",
    ]
    later(office, 60)
    assert len(plan_letters(office, LetterRequest("reminder_2", Recipients.OUTSTANDING)).letters) == 2


@pytest.mark.case("harm-6")
def test_two_of_a_household_written_to_together_share_the_reminder(office: OfficeSession) -> None:
    add_family(office, [a_parent(address=HOME), a_parent(address=HOME)], [a_pupil()])
    issue(office)
    later(office, 60)
    assert len(reminders(office)) == 1
    assert plan_letters(office, LetterRequest("reminder_1", Recipients.ALL)).letters == ()

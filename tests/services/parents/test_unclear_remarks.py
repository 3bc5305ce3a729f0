"""Words of a file that nobody understood: said once, kept, asked about, and the answer carried out and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.parents.question import Question, QuestionKind
from halton_desktop.services.letters.nobody_told import due_items
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.parents.decide_questions import answer_questions, take_back_answer, to_decide
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.import_summary import ImportSummary
from halton_desktop.services.session import OfficeSession
from tests.helpers.contact_files import SIMS, csv_bytes, sims_row

SURNAMES = ("Moss", "Dunn", "Hart", "Reed", "Pearce")


def family(number: int, note: str) -> dict[str, str]:
    home = {"House": str(number), "Email": f"{number}@example.org", "Mobile": f"07700 {900100 + number}"}
    names = {"Legal_Surname": SURNAMES[number], "Contact_Surname": SURNAMES[number]}
    return {**sims_row(adno=f"00{number}", **names, **home), "Notes": note}


def bring(office: OfficeSession, tmp_path: Path, *notes: str) -> ImportSummary:
    file = tmp_path / "contacts.csv"
    file.write_bytes(csv_bytes([*SIMS, "Notes"], [family(number, note) for number, note in enumerate(notes)]))
    return apply_import(office, preview_import(office, file))


def told(office: OfficeSession) -> int:
    return len(plan_letters(office, LetterRequest("acknowledgement", per=Per.PERSON)).letters)


def only(office: OfficeSession) -> Question:
    [question] = to_decide(office)
    return question


def asked_of(office: OfficeSession) -> tuple[int, ...]:
    return only(office).parent_ids


@pytest.mark.case("silence-unclear")
def test_words_nobody_understood_are_said_once_with_their_rows_and_stop_no_letter(
    office: OfficeSession, tmp_path: Path
) -> None:
    summary = bring(office, tmp_path, "zzgrb blorp", "works nights", "Zzgrb blorp.")
    [problem] = summary.problems
    assert (problem.row, problem.column) == (2, "Notes")
    assert "“zzgrb blorp” was not understood (rows 2 and 4; 2 people)" in problem.message
    [asked] = summary.undecided
    assert (asked.kind, asked.value, asked.people, asked.rows) == (QuestionKind.UNCLEAR, "zzgrb blorp", 2, (2, 4))
    assert (asked.holds_letters, summary.waiting, told(office)) == (False, 0, 3)
    assert "for a letter" not in due_items(office)[0].sentence
    notes = [parent_page(office, one).parent.notes for one in asked_of(office)]
    assert ["zzgrb blorp" in note.casefold() for note in notes] == [True, True]


@pytest.mark.case("silence-unclear")
def test_do_not_write_holds_them_and_taken_back_sets_them_free(office: OfficeSession, tmp_path: Path) -> None:
    bring(office, tmp_path, "zzgrb blorp", "works nights")
    question = only(office)
    answer_questions(office, [question.id], "never")
    plan = plan_letters(office, LetterRequest("acknowledgement", per=Per.PERSON))
    assert (len(plan.letters), len(plan.not_printed)) == (1, 1)
    assert "zzgrb blorp" in plan.not_printed[0].reason
    take_back_answer(office, question.id)
    assert (told(office), only(office).id) == (2, question.id)


@pytest.mark.case("silence-unclear")
def test_words_that_mean_nothing_are_not_asked_about_again(office: OfficeSession, tmp_path: Path) -> None:
    bring(office, tmp_path, "zzgrb blorp")
    answer_questions(office, [only(office).id], "fine")
    again = bring(office, tmp_path, "zzgrb blorp", "ZZGRB blorp")
    assert not again.undecided
    assert not to_decide(office)


@pytest.mark.case("silence-unclear")
def test_the_same_file_asks_nothing_twice_and_many_wordings_are_one_question(
    office: OfficeSession, tmp_path: Path
) -> None:
    notes = ("zzgrb", "blorp", "quxwort", "fnordle", "wibbly")
    assert [one.value for one in bring(office, tmp_path, *notes).undecided] == ["Notes"]
    bring(office, tmp_path, *notes)
    assert only(office).text == "Different words in Notes"
    assert len(only(office).parent_ids) == len(notes)


@pytest.mark.case("silence-unclear")
def test_whoever_is_held_already_is_not_asked_about_by_other_words(office: OfficeSession, tmp_path: Path) -> None:
    summary = bring(office, tmp_path, "do not contact, zzgrb")
    assert [one.kind for one in summary.undecided] == [QuestionKind.RESTRICTION]


@pytest.mark.case("silence-21")
def test_a_reminder_to_all_names_who_had_no_slip_because_they_are_held(office: OfficeSession, tmp_path: Path) -> None:
    bring(office, tmp_path, "do not contact", "works nights")
    plan = plan_letters(office, LetterRequest("reminder_1", Recipients.ALL, per=Per.PERSON))
    assert [left.who for left in plan.not_printed] == ["Mrs Jane Moss"]
    assert not plan.letters

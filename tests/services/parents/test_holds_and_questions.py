"""Holds and questions: written with the import, asked by word, answered in groups, remembered, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.contact_import import PlannedHold, ReadContacts
from halton_desktop.domain.importing.import_decisions import Decided
from halton_desktop.domain.mailing import LetterRequest, Per
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.parents.question import Question, QuestionKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, NotAllowed, Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.parents.decide_questions import (
    answer_questions,
    concerned,
    decided,
    take_back_answer,
    to_decide,
)
from halton_desktop.services.parents.keep_holds import holds_on, lift_hold, stand_again
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.helpers.contact_files import sims_csv, sims_row
from tests.helpers.held import preview_with, take

DEAD = FoundHold(HoldKind.DECEASED, "DECEASED", "row 3, Notes")
ORDER = FoundHold(HoldKind.COURT_ORDER, "No contact with father", "row 3, Court Order", about_child=True)
LETTER = LetterRequest("acknowledgement", per=Per.PERSON)


def child(number: int, relationship: str, surname: str, **cells: str) -> dict[str, str]:
    """A child of its own family with one contact."""
    home = {"House": str(number), "Email": f"{number}@example.org", "Mobile": f"07700 {900100 + number}"}
    own = {"adno": f"00{number}", "Legal_Surname": surname, "Contact_Surname": surname, "Relationship": relationship}
    return sims_row(Parental_Responsibility="", **own, **home, **cells)


@pytest.fixture
def primary(tmp_path: Path) -> Path:
    """Two people whose relationship nobody knows, and a mother."""
    file = tmp_path / "contacts.csv"
    rows = (child(1, "Primary contact", "Moss"), child(2, "primary CONTACT", "Dunn"), child(3, "Mother", "Hart"))
    file.write_bytes(sims_csv(*rows))
    return file


@pytest.fixture
def parents(tmp_path: Path) -> Path:
    """Sam’s mother and father."""
    file = tmp_path / "contacts.csv"
    father = sims_row(Title="Mr", Contact_Forename="Tom", Relationship="Father", Mobile="", Email="")
    file.write_bytes(sims_csv(sims_row(), father))
    return file


def told(office: OfficeSession) -> list[str]:
    return sorted(letter.who for letter in plan_letters(office, LETTER).letters)


def one_question(office: OfficeSession) -> Question:
    [question] = to_decide(office)
    return question


@pytest.mark.case("silence-relationship")
def test_a_word_nobody_knows_is_asked_once_for_everybody(office: OfficeSession, primary: Path) -> None:
    summary = preview_with(office, primary).summary
    assert [(one.kind, one.value, one.people, one.rows) for one in summary.undecided] == [
        (QuestionKind.RELATIONSHIP, "Primary contact", 2, (2, 3))
    ]
    take(office, primary)
    question = one_question(office)
    assert [one.who for one in concerned(office, question.id)] == ["Mrs Jane Dunn", "Mrs Jane Moss"]
    assert told(office) == ["Mrs Jane Hart"]
    left = plan_letters(office, LETTER).not_printed
    assert {one.who: one.reason.partition(":")[0] for one in left} == {
        "Mrs Jane Dunn": "not decided yet",
        "Mrs Jane Moss": "not decided yet",
    }


@pytest.mark.case("silence-relationship")
def test_the_answer_tells_everybody_of_the_word_and_the_next_import_applies_it(
    office: OfficeSession, primary: Path
) -> None:
    take(office, primary)
    answer_questions(office, [one_question(office).id], "parent")
    assert told(office) == ["Mrs Jane Dunn", "Mrs Jane Hart", "Mrs Jane Moss"]
    primary.write_bytes(sims_csv(child(4, "PRIMARY CONTACT.", "Field")))
    assert take(office, primary).undecided == ()
    assert "Mrs Jane Field" in told(office)
    assert to_decide(office) == ()


@pytest.mark.case("silence-relationship")
def test_an_answer_taken_back_holds_them_all_again_those_of_later_imports_too(
    office: OfficeSession, primary: Path
) -> None:
    take(office, primary)
    question = one_question(office)
    answer_questions(office, [question.id], "contact")
    assert plan_letters(office, LETTER).contacts_only == 2
    primary.write_bytes(sims_csv(child(4, "Primary contact", "Field")))
    take(office, primary)
    take_back_answer(office, question.id)
    assert {one.who for one in concerned(office, question.id)} == {"Mrs Jane Dunn", "Mrs Jane Field", "Mrs Jane Moss"}
    assert told(office) == ["Mrs Jane Hart"]
    primary.write_bytes(sims_csv(child(5, "Primary contact", "Grey")))
    assert [one.value for one in take(office, primary).undecided] == ["Primary contact"]
    assert len(to_decide(office)) == 1
    assert check(office).ok


@pytest.mark.case("silence-questions")
def test_the_same_file_again_asks_nothing_new_and_still_says_what_is_undecided(
    office: OfficeSession, primary: Path
) -> None:
    take(office, primary, {"Mrs Jane Hart": DEAD})
    preview = preview_with(office, primary, {"Mrs Jane Hart": DEAD})
    assert not preview.plan.changes_anything
    assert [one.value for one in preview.summary.undecided] == ["DECEASED", "Primary contact"]
    assert len(to_decide(office)) == 2


@pytest.mark.case("silence-restriction")
def test_a_found_restriction_holds_and_is_asked_with_the_files_words(office: OfficeSession, parents: Path) -> None:
    take(office, parents, {"Mr Tom Fieldhouse": ORDER})
    [asked] = to_decide(office)
    assert asked.text == "“No contact with father” in Court Order"
    assert [choice.key for choice in asked.choices] == ["order", "never", "lift"]
    assert told(office) == ["Mrs Jane Fieldhouse"]
    [left] = plan_letters(office, LETTER).not_printed
    assert "No contact with father" in left.reason
    [person] = concerned(office, asked.id)
    assert "contacts.csv, row 3, Court Order" in person.words
    with office.look() as work:
        assert any(entry.action == "held by import" for entry in work.audit.entries(RecordKind.PARENT))


@pytest.mark.case("silence-restriction")
def test_confirming_keeps_the_hold_and_asks_no_more(office: OfficeSession, parents: Path) -> None:
    take(office, parents, {"Mr Tom Fieldhouse": ORDER})
    answer_questions(office, [one_question(office).id], "order")
    assert to_decide(office) == ()
    assert take(office, parents, {"Mr Tom Fieldhouse": ORDER}).undecided == ()
    assert told(office) == ["Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-restriction")
def test_lifting_asks_for_a_reason_and_for_who_may_and_the_file_does_not_hold_again(
    office: OfficeSession, parents: Path
) -> None:
    take(office, parents, {"Mr Tom Fieldhouse": ORDER})
    question = one_question(office)
    with pytest.raises(InvalidInput):
        answer_questions(office, [question.id], "lift")
    with pytest.raises(NotAllowed):
        answer_questions(signed_in_as(office, Role.OFFICE), [question.id], "lift", "ended in March")
    answer_questions(office, [question.id], "lift", "ended in March")
    assert told(office) == ["Mr Tom Fieldhouse", "Mrs Jane Fieldhouse"]
    take(office, parents, {"Mr Tom Fieldhouse": ORDER})
    assert len(told(office)) == 2
    take_back_answer(office, question.id)
    assert told(office) == ["Mrs Jane Fieldhouse"]
    assert [one.id for one in to_decide(office)] == [question.id]


@pytest.mark.case("silence-restriction")
def test_that_words_were_no_restriction_says_nothing_about_the_next_person(
    office: OfficeSession, parents: Path, tmp_path: Path
) -> None:
    take(office, parents, {"Mr Tom Fieldhouse": ORDER})
    answer_questions(office, [one_question(office).id], "lift", "ended in March")
    other = tmp_path / "other.csv"
    other.write_bytes(sims_csv(child(7, "Father", "Hart")))
    take(office, other, {"Mrs Jane Hart": ORDER})
    assert [one.parent_ids for one in to_decide(office)] != []
    assert "Mrs Jane Hart" not in told(office)


@pytest.mark.case("silence-restriction")
def test_do_not_write_at_all_holds_for_every_child_until_it_is_taken_back(office: OfficeSession, parents: Path) -> None:
    take(office, parents, {"Mr Tom Fieldhouse": ORDER})
    question = one_question(office)
    [person] = concerned(office, question.id)
    answer_questions(office, [question.id], "never")
    assert {hold.pupil_id for hold in holds_on(office, person.parent_id)} >= {None}
    take_back_answer(office, question.id)
    assert None not in {hold.pupil_id for hold in holds_on(office, person.parent_id)}


@pytest.mark.case("silence-restriction")
def test_a_hold_lifted_on_the_page_settles_its_question_and_can_stand_again(
    office: OfficeSession, parents: Path
) -> None:
    take(office, parents, {"Mrs Jane Fieldhouse": DEAD})
    [person] = concerned(office, one_question(office).id)
    [hold] = holds_on(office, person.parent_id)
    with pytest.raises(InvalidInput):
        lift_hold(office, hold.id, "  ")
    lift_hold(office, hold.id, "rang us today")
    assert (to_decide(office), len(decided(office))) == ((), 1)
    with pytest.raises(Refused):
        lift_hold(office, hold.id, "twice")
    stand_again(office, hold.id)
    assert len(to_decide(office)) == 1
    assert told(office) == ["Mr Tom Fieldhouse"]


@pytest.mark.case("silence-restriction")
def test_nobody_who_may_have_died_is_written_to_with_any_reason(office: OfficeSession, parents: Path) -> None:
    take(office, parents, {"Mrs Jane Fieldhouse": DEAD})
    [person] = concerned(office, one_question(office).id)
    plan = plan_letters(office, LetterRequest("acknowledgement", overrides={person.parent_id: "she is well"}))
    [left] = plan.not_printed
    assert (left.who, left.can_override) == ("Mrs Jane Fieldhouse", False)


@pytest.mark.case("silence-questions")
def test_a_column_of_free_notes_is_one_question(office: OfficeSession, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_bytes(sims_csv(*(child(number, "Mother", f"M{chr(96 + number)}oss") for number in range(1, 9))))
    names = [one.full_name for one in preview_with(office, file).plan.new_parents]
    holds = {
        name: FoundHold(HoldKind.NO_CONTACT, f"dispute {number}", f"row {number + 2}, Notes")
        for number, name in enumerate(names)
    }
    [asked] = preview_with(office, file, holds).summary.undecided
    assert (asked.value, asked.people, asked.rows) == ("Notes", 8, tuple(range(2, 10)))


@pytest.mark.case("silence-questions")
def test_somebody_decided_on_by_hand_is_no_longer_asked_about(office: OfficeSession, primary: Path) -> None:
    from dataclasses import replace

    from halton_desktop.services.parents.find_parents import parent_page
    from halton_desktop.services.parents.keep_parents import change_parent

    take(office, primary)
    first, *_others = concerned(office, one_question(office).id)
    parent = parent_page(office, first.parent_id).parent
    change_parent(office, replace(parent, capacities=frozenset({Capacity.PTA_MEMBER, Capacity.OTHER_CONTACT})))
    question = one_question(office)
    assert len(question.parent_ids) == 1
    answer_questions(office, [question.id], "parent")
    assert not parent_page(office, first.parent_id).parent.adheres


@pytest.mark.case("silence-questions")
def test_answers_are_checked_and_given_once(office: OfficeSession, primary: Path) -> None:
    take(office, primary)
    question = one_question(office)
    with pytest.raises(InvalidInput):
        answer_questions(office, [question.id], "grandmother")
    answer_questions(office, [question.id], "contact")
    with pytest.raises(Refused):
        answer_questions(office, [question.id], "parent")


@pytest.mark.case("silence-columns")
def test_what_was_not_used_is_in_the_summary(office: OfficeSession, primary: Path) -> None:
    from dataclasses import replace

    from halton_desktop.domain.importing.contact_import import UnusedColumn, UnusedSheet

    preview = preview_with(office, primary)
    column, sheet = UnusedColumn("Favourite colour", 3, ("red",)), UnusedSheet("Court orders", 4)
    read: ReadContacts = replace(preview.read, unused_columns=(column,), unused_sheets=(sheet,))
    summary = replace(preview, read=read).summary
    assert (summary.unused_columns, summary.unused_sheets) == ((column,), (sheet,))


@pytest.mark.case("silence-questions")
def test_whoever_is_held_for_a_doubt_alone_is_free_once_it_is_said_that_they_are_somebody_else(
    office: OfficeSession, parents: Path
) -> None:
    from dataclasses import replace

    from halton_desktop.domain.importing.import_decisions import decide_import
    from halton_desktop.domain.parents.question import Choice
    from halton_desktop.services.parents.import_parents import apply_import, preview_import

    preview = preview_import(office, parents)
    tom = next(one.id for one in preview.plan.new_parents if one.forename == "Tom")
    doubt = FoundHold(HoldKind.UNDECIDED, "may be Thomas Fieldhouse", "row 3, Contact")
    choices = (Choice("same", "The same person"), Choice("other", "Somebody else"))
    question = Question(0, QuestionKind.SAME_PERSON, "Tom / Thomas", "Tom or Thomas?", "Held.", choices, (tom,))
    plan = replace(preview.plan, holds=(PlannedHold(tom, None, doubt),), questions=(question,))
    decisions = decide_import(plan, preview.read, preview.register, Decided())
    apply_import(office, replace(preview, decisions=decisions))
    [asked] = to_decide(office)
    assert (asked.kind, told(office)) == (QuestionKind.SAME_PERSON, ["Mrs Jane Fieldhouse"])
    answer_questions(office, [asked.id], "other")
    assert told(office) == ["Mr Tom Fieldhouse", "Mrs Jane Fieldhouse"]
    take_back_answer(office, asked.id)
    assert told(office) == ["Mrs Jane Fieldhouse"]

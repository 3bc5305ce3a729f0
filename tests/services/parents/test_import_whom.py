"""Whom a restriction of a file reaches: whoever it names, whoever may be the same person, in every file and sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.services.parents.decide_questions import answer_questions, concerned, to_decide
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.import_parents import ImportPreview
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.parents.take_back_parent import withdraw_parent
from halton_desktop.services.session import OfficeSession
from tests.helpers.contact_files import SIMS, csv_bytes, ctf, ctf_contact, ctf_pupil
from tests.helpers.import_chains import (
    Row,
    another,
    father,
    left_out,
    mother,
    parent_id,
    said,
    standing,
    take,
    taken,
    told,
)

JANE, TOM = "Mrs Jane Fieldhouse", "Mr Tom Fieldhouse"
BOTH = [TOM, JANE]
IDA = {"Forename": "Ida", "DOB": "01/02/2016", "Year": "Year  5", "Reg": "5B"}
GONE = {"House": "", "Street": "", "Town": "", "Postcode": "", "Mobile": "", "Email": ""}
ELSEWHERE = {"House": "6", "Street": "Quay Side", "Email": "", "Mobile": ""}


def noted(office: OfficeSession, folder: Path, *rows: Row, heading: str = "Notes") -> ImportPreview:
    """Rows with one more column."""
    return taken(office, folder / "contacts.csv", csv_bytes([*SIMS, heading], rows))


def with_note(row: Row, words: str, heading: str = "Notes") -> Row:
    return {**row, heading: words}


# whom words name


@pytest.mark.case("silence-whom")
@pytest.mark.parametrize(
    "words",
    [
        "Dad died in March", "Do not write to Tom", "Mr Fieldhouse not to be contacted", "Court order re: father",
        "letters to mum only", "No contact with father.", "do not send letters to T Fieldhouse", "Injunction v dad",
        "Father must not be contacted", "ex-husband in prison", "Thomas Fieldhouse has no contact", "NO CONTACT: DAD",
    ],
)  # fmt: skip
def test_words_at_the_mother_that_name_the_father_hold_the_father(
    office: OfficeSession, tmp_path: Path, words: str
) -> None:
    noted(office, tmp_path, with_note(mother(), words), father())
    assert TOM not in told(office)
    assert TOM in left_out(office)


@pytest.mark.case("silence-whom")
def test_an_order_column_that_names_the_father_holds_the_father_and_not_the_mother(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(Court_Order="No contact with father"), father())
    assert told(office) == [JANE]


@pytest.mark.case("silence-whom")
def test_a_remark_of_the_next_file_names_the_father_whom_only_the_register_has(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(), father())
    noted(office, tmp_path, with_note(mother(), "Dad died in March"))
    assert told(office) == [JANE]


@pytest.mark.case("silence-whom")
def test_that_the_mother_has_died_is_answered_of_the_mother_though_it_stands_at_the_father(
    office: OfficeSession, tmp_path: Path
) -> None:
    noted(office, tmp_path, mother(), with_note(father(), "Mum deceased"))
    assert told(office) == [TOM]
    (question,) = [one for one in to_decide(office) if one.value == "Mum deceased"]
    assert [one.who for one in concerned(office, question.id)] == [JANE]
    answer_questions(office, [question.id], "died")
    assert told(office) == [TOM]


@pytest.mark.case("silence-whom")
def test_words_that_may_mean_both_hold_both_and_are_asked_of_each_apart(office: OfficeSession, tmp_path: Path) -> None:
    noted(office, tmp_path, with_note(mother(), "Do not contact - speak to dad"), father())
    assert told(office) == []
    assert len([one for one in to_decide(office) if one.value.startswith("Do not contact")]) == 2


@pytest.mark.case("silence-whom")
def test_words_about_the_mothers_address_keep_it_secret_and_hold_the_father_until_it_is_decided(
    office: OfficeSession, tmp_path: Path
) -> None:
    noted(office, tmp_path, with_note(mother(), "Dad must not know address"), father())
    assert told(office) == []


@pytest.mark.case("silence-whom")
def test_a_comment_of_a_transfer_file_holds_whom_it_names(office: OfficeSession, tmp_path: Path) -> None:
    jane = ctf_contact(Comments="Father must not be contacted", Address="<AddressAsPupil>true</AddressAsPupil>")
    tom = ctf_contact(Order=2, Title="Mr", Forename="Tom", Gender="M", Relationship="FAT", Email="tom@example.org")
    taken(office, tmp_path / "file.xml", ctf(ctf_pupil(jane + tom)))
    assert TOM not in told(office)


@pytest.mark.case("silence-whom")
@pytest.mark.parametrize("name", ["Tom Fieldhouse", "T Fieldhouse", "Mr Fieldhouse", "Fieldhouse, Tom"])
def test_a_column_of_names_holds_whom_it_names_whoever_stands_on_that_row(
    office: OfficeSession, tmp_path: Path, name: str
) -> None:
    noted(
        office, tmp_path, with_note(another("Liam", "Dunn"), name, "Do not write to"), mother(), father(),
        heading="Do not write to",
    )  # fmt: skip
    assert TOM not in told(office)


@pytest.mark.case("silence-whom")
@pytest.mark.parametrize("words", ["Enjoys visits with dad", "Dad works nights", "Contact mum first", "Mum is a nurse"])
def test_a_harmless_note_holds_nobody(office: OfficeSession, tmp_path: Path, words: str) -> None:
    noted(office, tmp_path, with_note(mother(), words), father())
    assert told(office) == BOTH


@pytest.mark.case("silence-whom")
def test_an_order_beside_a_relationship_without_a_name_holds_whoever_has_it(
    office: OfficeSession, tmp_path: Path
) -> None:
    nameless = father(Title="", Contact_Forename="", Contact_Surname="", Court_Order="Yes", **GONE)
    take(office, tmp_path, mother(), father(), nameless)
    assert told(office) == [JANE]


@pytest.mark.case("silence-whom")
def test_an_order_beside_nothing_at_all_holds_every_contact_of_the_child(office: OfficeSession, tmp_path: Path) -> None:
    nobody = mother(Title="", Contact_Forename="", Contact_Surname="", Relationship="", Court_Order="Yes", **GONE)
    take(office, tmp_path, mother(), father(), nobody)
    assert told(office) == []


# who may be the same person


@pytest.mark.case("silence-same")
@pytest.mark.parametrize("name", ["Tom", "Thomas", "T", ""])
@pytest.mark.parametrize("known", [False, True])
def test_a_held_father_who_appears_under_a_sister_is_asked_about(
    office: OfficeSession, tmp_path: Path, name: str, known: bool
) -> None:
    blocked = father(Court_Order="Do not write")
    ida = mother(**IDA), father(**IDA, Contact_Forename=name, **ELSEWHERE)
    if known:
        take(office, tmp_path, mother(), blocked)
        take(office, tmp_path, mother(), blocked, *ida)
    else:
        take(office, tmp_path, mother(), blocked, *ida)
    assert told(office) == [JANE]


@pytest.mark.case("silence-same")
@pytest.mark.parametrize("how", ["blocked", "withdrawn"])
def test_a_father_whom_the_office_blocked_or_took_out_is_asked_about_under_a_sister(
    office: OfficeSession, tmp_path: Path, how: str
) -> None:
    take(office, tmp_path, mother(), father())
    tom = parent_id(office, "Tom")
    if how == "blocked":
        parent = parent_page(office, tom).family.parent
        change_parent(office, replace(parent, do_not_write=True, do_not_write_reason="see file"))
    else:
        withdraw_parent(office, tom, "not his child")
    take(office, tmp_path, mother(), mother(**IDA), father(**IDA, **ELSEWHERE))
    assert told(office) == [JANE]


@pytest.mark.case("silence-same")
def test_another_father_of_a_half_sister_is_written_to(office: OfficeSession, tmp_path: Path) -> None:
    bob = father(**IDA, Contact_Forename="Bob", Contact_Surname="Hart", **ELSEWHERE)
    take(office, tmp_path, mother(), father(Court_Order="Yes"), mother(**IDA), bob)
    assert told(office) == ["Mr Bob Hart", JANE]


@pytest.mark.case("silence-same")
@pytest.mark.parametrize(("title", "name"), [("Mr", "Thomas"), ("Mr", "T"), ("Mr", ""), ("", "Tom")])
def test_the_same_father_twice_with_the_restriction_on_the_second_row_is_not_printed(
    office: OfficeSession, tmp_path: Path, title: str, name: str
) -> None:
    twice = father(Title=title, Contact_Forename=name, Court_Order="Do not write", **GONE)
    take(office, tmp_path, mother(), father(), twice)
    assert told(office) == [JANE]


@pytest.mark.case("silence-same")
def test_a_couple_of_one_initial_are_two_people(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(Contact_Forename="T"), father(Contact_Forename="T", Court_Order="Yes"))
    assert told(office) == ["Mrs T Fieldhouse"]


@pytest.mark.case("silence-same")
@pytest.mark.parametrize(
    "name", [{"Contact_Forename": "Thomas"}, {"Contact_Surname": "Fieldhouse-Byrne"}, {"Contact_Forename": ""}]
)
def test_a_restriction_under_another_spelling_in_the_next_file_holds_the_known_person(
    office: OfficeSession, tmp_path: Path, name: Row
) -> None:
    take(office, tmp_path, mother(), father())
    preview = take(office, tmp_path, mother(), father(**{**ELSEWHERE, **name}, Court_Order="deceased"))
    assert told(office) == [JANE]
    assert said(preview, TOM, "Nothing is printed")


@pytest.mark.case("silence-same")
def test_once_two_people_are_told_apart_the_known_one_is_written_to_again(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(), father())
    rows = mother(), father(Contact_Forename="Thomas", **ELSEWHERE, Court_Order="deceased")
    take(office, tmp_path, *rows)
    (question,) = [one for one in to_decide(office) if one.kind is QuestionKind.SAME_PERSON]
    answer_questions(office, [question.id], "different")
    assert told(office) == BOTH
    take(office, tmp_path, *rows)
    assert told(office) == BOTH


@pytest.mark.case("silence-same")
def test_once_they_are_one_person_only_the_restriction_holds_them(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(), father())
    take(office, tmp_path, mother(), father(Contact_Forename="Thomas", **ELSEWHERE, Court_Order="deceased"))
    (question,) = [one for one in to_decide(office) if one.kind is QuestionKind.SAME_PERSON]
    answer_questions(office, [question.id], "same")
    assert told(office) == [JANE]
    assert [hold.reason for hold in standing(office, parent_id(office, "Tom"))] == ["deceased"]


# sheets and sections of the restricted


def book(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    made: Any = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for cells in rows:
            sheet.append(list(cells))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


FAMILY = tuple(tuple(one.values()) for one in (mother(), father()))


@pytest.mark.case("silence-sheets")
@pytest.mark.parametrize("title", ["Deceased", "Do not contact", "Restricted", "Court orders", "Refuge"])
@pytest.mark.parametrize(
    "cells",
    [
        ("Tom Fieldhouse",), ("Mr Tom Fieldhouse",), ("T Fieldhouse",), ("Fieldhouse T",), ("Mr Fieldhouse",),
        ("Mr Tom Feildhouse",), ("Thomas Fieldhouse",), ("Fieldhouse", "Father"), ("Fieldhouse", "Tom"),
        ("Fieldhouse", "do not write to dad"), ("Sam Fieldhouse", "Father"),
    ],
)  # fmt: skip
def test_whoever_the_first_row_of_a_sheet_of_the_restricted_may_mean_is_held(
    office: OfficeSession, tmp_path: Path, title: str, cells: tuple[str, ...]
) -> None:
    taken(office, tmp_path / "book.xlsx", book(("All", (SIMS, *FAMILY)), (title, (cells,))))
    assert told(office) == [JANE]


@pytest.mark.case("silence-sheets")
def test_a_row_that_names_nobody_is_told_with_sheet_and_row_and_a_heading_is_not(
    office: OfficeSession, tmp_path: Path
) -> None:
    sheet = ("Do not contact", (("Name", "Reason"), ("Tom Fieldhouse", ""), ("Zed Unknown", "")))
    preview = taken(office, tmp_path / "book.xlsx", book(("All", (SIMS, *FAMILY)), sheet))
    told_of = [one.message for one in preview.plan.problems if "names nobody" in one.message]
    assert len(told_of) == 1
    assert "sheet Do not contact, row 3" in told_of[0]


@pytest.mark.case("silence-sheets")
def test_a_sheet_names_somebody_whom_only_the_register_has(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(), father())
    liam = tuple(another("Liam", "Dunn").values())
    preview = taken(office, tmp_path / "book.xlsx", book(("All", (SIMS, liam)), ("Deceased", (("T Fieldhouse",),))))
    assert TOM not in told(office)
    assert not said(preview, "names nobody")


@pytest.mark.case("silence-sheets")
@pytest.mark.parametrize(("child", "name"), [("Sam", "Thomas"), ("Sam", "T"), ("Sam", ""), ("Samuel", "Tom")])
def test_another_spelling_on_a_sheet_with_headings_holds_the_known_contact(
    office: OfficeSession, tmp_path: Path, child: str, name: str
) -> None:
    headings = ("Forename", "Surname", "Contact Title", "Contact Forename", "Contact Surname", "Reason")
    sheet = ("Court orders", (headings, (child, "Fieldhouse", "Mr", name, "Fieldhouse", "Non-mol")))
    taken(office, tmp_path / "book.xlsx", book(("All", (SIMS, *FAMILY)), sheet))
    assert told(office) == [JANE]


@pytest.mark.case("silence-sheets")
@pytest.mark.parametrize("line", ["DO NOT CONTACT:", "Do not write to", "Court orders"])
@pytest.mark.parametrize("row", [("Tom", "Fieldhouse"), ("T Fieldhouse",), "full"])
def test_names_under_a_line_of_restrictions_below_the_list_are_held_and_no_new_people(
    office: OfficeSession, tmp_path: Path, line: str, row: Any
) -> None:
    named = {"Forename": "Sam", "Legal Surname": "Fieldhouse", "Title": "Mr", "Contact Forename": "Tom",
             "Contact Surname": "Fieldhouse", "Relationship": "Father"}  # fmt: skip
    cells = tuple(named.get(heading, "") for heading in SIMS) if row == "full" else row
    rows = (SIMS, *FAMILY, (), (line,), cells)
    preview = taken(office, tmp_path / "book.xlsx", book(("All", rows)))
    assert told(office) == [JANE]
    assert preview.summary.pupils.new == 1
    assert preview.summary.parents.new == 2

"""Who was held, taken out or decided on comes back in the next file otherwise: held and asked, never in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.services.parents.decide_questions import answer_questions, to_decide
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.parents.take_back_parent import withdraw_parent
from halton_desktop.services.session import OfficeSession
from tests.helpers.import_chains import (
    Row,
    another,
    father,
    mother,
    parent_id,
    said,
    standing,
    take,
    told,
    undecided,
)


@pytest.mark.case("silence-returned")
@pytest.mark.parametrize("forename", ["Tom", "Thomas"])
def test_who_was_entered_by_mistake_comes_back_held_and_asked_with_the_order_they_had(
    office: OfficeSession, tmp_path: Path, forename: str
) -> None:
    take(office, tmp_path, mother(), father(Court_Order="No contact order 2024"))
    withdraw_parent(office, parent_id(office, "Tom"), "Entered for the wrong child.")
    for _ in range(2):
        preview = take(office, tmp_path, mother(), father(Contact_Forename=forename, Court_Order=""))
        assert told(office) == ["Mrs Jane Fieldhouse"]
    assert len(to_decide(office)) == 2
    assert {hold.reason for hold in standing(office, parent_id(office, forename))} == {
        "No contact order 2024",
        "may be Mr Tom Fieldhouse, who was taken out as entered by mistake",
    }
    assert not said(preview, "entered by mistake")


@pytest.mark.case("silence-returned")
def test_who_was_not_to_be_written_to_when_taken_out_is_held_for_it_again(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(), father())
    with office.look() as work:
        [tom] = work.parents.parents([parent_id(office, "Tom")])
        [tie] = work.parents.ties([tom.id])
    blocked = replace(tom, do_not_write=True, do_not_write_reason="Solicitor’s letter")
    change_parent(office, blocked, [replace(tie, court_order=True)])
    withdraw_parent(office, tom.id, "Entered for the wrong child.")
    assert said(take(office, tmp_path, mother(), father()), "Tom Fieldhouse", "taken out as entered by mistake")
    reasons = {hold.reason for hold in standing(office, parent_id(office, "Tom"))}
    assert {"Solicitor’s letter", "Court order"} < reasons


@pytest.mark.case("silence-returned")
def test_somebody_else_of_the_child_is_not_taken_for_who_was_entered_by_mistake(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(), father())
    withdraw_parent(office, parent_id(office, "Tom"), "Entered for the wrong child.")
    take(office, tmp_path, mother(), father(Contact_Forename="Colin", Mobile="07700900777", Email="", House="9"))
    assert told(office) == ["Mr Colin Fieldhouse", "Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-returned")
@pytest.mark.parametrize(
    "cells",
    [
        {"Contact_Forename": "Thomas"},
        {"Contact_Forename": "Tomas", "Contact_Surname": "Fieldhouse-Lee"},
        {"Mobile": "07700900888", "Email": "t@example.com", "House": "9"},
        {"Contact_Surname": "Lee"},
    ],
)
def test_who_was_taken_off_a_child_comes_back_spelled_otherwise_held_and_asked(
    office: OfficeSession, tmp_path: Path, cells: Row
) -> None:
    take(office, tmp_path, mother(), father())
    with office.look() as work:
        [tom] = work.parents.parents([parent_id(office, "Tom")])
    change_parent(office, tom, [])
    take(office, tmp_path, mother(), father())
    assert told(office) == ["Mrs Jane Fieldhouse"]
    preview = take(office, tmp_path, mother(), father(**cells))
    assert said(preview, "may be Mr Tom Fieldhouse", "took off the child")
    assert told(office) == ["Mrs Jane Fieldhouse"]
    assert [one.kind for one in to_decide(office)] == [QuestionKind.REMARK]


@pytest.mark.case("silence-returned")
def test_another_father_is_not_taken_for_who_was_taken_off_the_child(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(), father())
    with office.look() as work:
        [tom] = work.parents.parents([parent_id(office, "Tom")])
    change_parent(office, tom, [])
    take(office, tmp_path, mother(), father(Contact_Forename="Colin", Mobile="07700900777", Email="", House="9"))
    assert told(office) == ["Mr Colin Fieldhouse", "Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-who")
@pytest.mark.parametrize(
    "cells",
    [
        {"Title": "Mrs"},
        {"Title": "Mrs", "Contact_Forename": "Thomas"},
        {"Relationship": "Grandfather"},
        {"Contact_Forename": "Thomas", "Relationship": "Grandfather"},
    ],
)
@pytest.mark.parametrize("blocked", ["held", "not to be written to"])
def test_who_is_held_comes_back_under_another_title_or_relationship_held_and_asked(
    office: OfficeSession, tmp_path: Path, cells: Row, blocked: str
) -> None:
    take(office, tmp_path, mother(), father(Court_Order="Yes" if blocked == "held" else ""))
    if blocked != "held":
        with office.look() as work:
            [tom] = work.parents.parents([parent_id(office, "Tom")])
        change_parent(office, replace(tom, do_not_write=True, do_not_write_reason="Solicitor’s letter"))
    preview = take(office, tmp_path, mother(), father(**cells))
    assert told(office) == ["Mrs Jane Fieldhouse"]
    assert QuestionKind.SAME_PERSON in {kind for kind, _ in undecided(preview)}


@pytest.mark.case("silence-who")
def test_a_held_fathers_own_father_who_is_listed_beside_him_is_not_asked_about(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(), father(Court_Order="Yes"))
    grandfather = father(Relationship="Grandfather", Contact_Forename="Thomas", Mobile="", Email="")
    preview = take(office, tmp_path, mother(), father(Court_Order="Yes"), grandfather)
    assert undecided(preview) == []


@pytest.mark.case("silence-who")
@pytest.mark.parametrize("forename", ["Thomas", "Colin"])
def test_another_forename_under_the_known_mobile_of_a_child_is_held_and_asked(
    office: OfficeSession, tmp_path: Path, forename: str
) -> None:
    take(office, tmp_path, mother(), father())
    moved = father(Contact_Forename=forename, House="9", Street="Z Street", Postcode="WA8 9ZZ", Email="")
    preview = take(office, tmp_path, mother(), moved)
    assert (QuestionKind.SAME_PERSON, f"Mr {forename} Fieldhouse / Mr Tom Fieldhouse") in undecided(preview)
    assert f"Mr {forename} Fieldhouse" not in told(office)


@pytest.mark.case("silence-who")
def test_a_mobile_of_a_couple_is_no_doubt_where_the_file_names_both(office: OfficeSession, tmp_path: Path) -> None:
    shared = {"Mobile": "07700900211"}
    take(office, tmp_path, mother(**shared))
    assert undecided(take(office, tmp_path, mother(**shared), father(**shared))) == []
    assert told(office) == ["Mr Tom Fieldhouse", "Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-answered")
@pytest.mark.parametrize("answered", ["here", "remembered"])
def test_a_contact_by_an_answer_becomes_a_parent_once_the_file_says_mother(
    office: OfficeSession, tmp_path: Path, answered: str
) -> None:
    vague = {"Relationship": "Key adult", "Parental_Responsibility": ""}
    first = mother(**vague) if answered == "here" else another("Zoe", "Hart", **vague)
    take(office, tmp_path, first, father())
    answer_questions(office, [to_decide(office)[0].id], "contact")
    for _ in range(2):
        take(office, tmp_path, mother(**vague), father())
        assert told(office) == ["Mr Tom Fieldhouse"]
    preview = take(office, tmp_path, mother(), father())
    assert "capacities" in {one.field for one in preview.summary.changed}
    assert preview.summary.kept == ()
    assert told(office) == ["Mr Tom Fieldhouse", "Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-answered")
def test_what_was_ticked_by_hand_after_an_answer_stays(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(Relationship="Key adult", Parental_Responsibility=""), father())
    answer_questions(office, [to_decide(office)[0].id], "parent")
    with office.look() as work:
        [jane] = work.parents.parents([parent_id(office, "Jane")])
    change_parent(office, replace(jane, capacities=frozenset({Capacity.OTHER_CONTACT})))
    preview = take(office, tmp_path, mother(), father())
    assert [one.field for one in preview.summary.kept] == ["capacities"]
    assert told(office) == ["Mr Tom Fieldhouse"]
